"""Scripts that call each other."""

from pathlib import Path

import msgspec

from bot.house import build
from bot.record import Record
from tests.chat import START, Chat, made_up, write_house
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

CALLS = """
script: outer
version: 1
purpose: calls another
start: first
slots: {one: what, two: what, three: what}
states:
  first: {ask: text, slot: one, next: inner}
  inner: {call: {script: inner, give: {deep: one}, take: {two: deep}}, next: second}
  second: {say: [hello], ask: text, slot: two, skip_when: has two, next: third}
  third: {say: [hello], ask: text, slot: three, next: over}
  over: {end: yes}
"""
CALLED = """
script: inner
version: 1
purpose: is called
start: deep
slots: {deep: what}
states:
  deep: {ask: text, slot: deep, next: over}
  over: {end: yes}
"""
DEEPER = (
    CALLED.replace("next: over", "next: more")
    .replace("  over:", "  more: {ask: text, slot: more, next: over}\n  over:")
    .replace("deep: what}", "deep: what, more: what}")
)


def calling(folder: Path, inner: str, **more: str) -> Chat:
    prompts = dict(made_up("outer", "first", "second", "third"))
    prompts |= dict(made_up("inner", "deep", "more"))
    prompts |= {"outer/first.heard": "So, {{ one }}.", "outer/hello": "Hello {{ two }}."}
    prompts |= more
    folders = write_house(folder, {"outer": CALLS, "inner": inner}, prompts)
    chat = Chat(build(MemoryStore(), *folders, hearing=ToldEar()))
    session, _ = chat.house.engine.begin("outer", "en")
    chat.coach.store.save(Record(chat.person, session=session, touched_at=START.isoformat()))
    return chat


def test_back_leads_into_a_finished_script_question_by_question(tmp_path: Path) -> None:
    chat = calling(tmp_path, DEEPER)
    for words in ("a cat", "a dog", "a fish"):
        chat.say(words)
    assert chat.state == "outer/third"
    chat.say("back")
    assert chat.state == "inner/more"
    assert chat.slots["deep"].said == "a dog"
    assert "more" not in chat.slots
    chat.say("back")
    assert (chat.state, chat.slots["deep"].said) == ("inner/deep", "a cat")
    chat.say("back")
    assert (chat.state, chat.slots) == ("outer/first", {})
    for words in ("a hen", "a fox", "an owl"):
        chat.say(words)
    assert (chat.state, chat.slots["two"].said) == ("outer/third", "a fox")


def test_a_finished_script_that_changed_meanwhile_is_run_once_more(tmp_path: Path) -> None:
    chat = calling(tmp_path, DEEPER)
    for words in ("a cat", "a dog", "a fish"):
        chat.say(words)
    newer = calling(tmp_path, DEEPER.replace("version: 1", "version: 2"))
    newer.coach.store.save(msgspec.structs.replace(chat.record, mark=newer.record.mark))
    chat.coach = newer.coach
    chat.say("back")
    assert (chat.state, chat.slots["deep"].said) == ("inner/deep", "a cat")
    chat.say("back")
    assert chat.state == "outer/first"


def test_the_rest_of_a_cut_text_goes_to_its_beginning_in_the_script_below(tmp_path: Path) -> None:
    chat = calling(tmp_path, CALLED)
    chat.say("a cat")
    session = chat.record.session
    assert session is not None
    chat.house.engine.add_to_last(session, " and its end")
    said = [value.said for place in session.stack for value in place.slots.values()]
    assert said == ["a cat and its end", "a cat"]


def test_what_is_given_back_at_the_end_speaks_of_what_was_said_in_there(tmp_path: Path) -> None:
    chat = calling(tmp_path, CALLED, **{"inner/deep.heard": "And {{ deep }}."})
    chat.say("a cat")
    said = " ".join(chat.say("a dog"))
    assert "And a dog." in said


def test_a_called_script_neither_loses_words_nor_skips_what_comes_after(tmp_path: Path) -> None:
    chat = calling(tmp_path, CALLED)
    said = " ".join(chat.say("a cat"))
    assert "So, a cat." in said
    assert chat.state == "inner/deep"
    said = " ".join(chat.say("a dog"))
    assert chat.state == "outer/third"
    assert "Hello a dog." in said

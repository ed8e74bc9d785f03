"""Scripts that call each other."""

from pathlib import Path

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


def test_a_called_script_neither_loses_words_nor_skips_what_comes_after(tmp_path: Path) -> None:
    prompts = dict(made_up("outer", "first", "second", "third")) | dict(made_up("inner", "deep"))
    prompts |= {"outer/first.heard": "So, {{ one }}.", "outer/hello": "Hello {{ two }}."}
    folders = write_house(tmp_path, {"outer": CALLS, "inner": CALLED}, prompts)
    chat = Chat(build(MemoryStore(), *folders, hearing=ToldEar()))
    session, _ = chat.house.engine.begin("outer", "en")
    chat.coach.store.save(Record(chat.person, session=session, touched_at=START.isoformat()))
    said = " ".join(chat.say("a cat"))
    assert "So, a cat." in said
    assert chat.state == "inner/deep"
    said = " ".join(chat.say("a dog"))
    assert chat.state == "outer/third"
    assert "Hello a dog." in said

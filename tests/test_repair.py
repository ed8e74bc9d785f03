from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bot.known import GIVEN
from dialogs.session import Session, Value
from tests.chat import Chat
from tests.roads import asking_states, chat_at, house, questions
from tests.walker import Walk

PLAIN = {
    "back": "go back",
    "skip": "skip this",
    "repeat": "say that again",
    "why": "why do you ask?",
    "restart": "start again",
    "pause": "hang on, later",
    "resume": "where were we?",
    "cancel": "Stop.",
    "help": "what can I say?",
}
SAY: dict[str, Callable[[Chat, str], list[str]]] = {
    "as a command": lambda chat, name: chat.command(name),
    "as a button": lambda chat, name: chat.token(f"{standing(chat).step}:~{name}"),
    "as plain words": lambda chat, name: chat.say(PLAIN[name]),
}
EVERYWHERE = pytest.mark.parametrize("where", list(asking_states()))
ALL_WAYS = pytest.mark.parametrize("how", SAY)


def standing(chat: Chat) -> Session:
    session = chat.record.session
    assert session is not None
    return session


def test_every_question_can_be_reached() -> None:
    assert set(asking_states()) == set(questions())


@EVERYWHERE
@ALL_WAYS
@pytest.mark.parametrize("name", ["repeat", "why", "help"])
def test_the_question_stands_and_is_put_again(where: str, how: str, name: str) -> None:
    chat = chat_at(questions()[where])
    before = standing(chat)
    first, second = SAY[how](chat, name), SAY[how](chat, name)
    assert (chat.state, standing(chat).place) == (where, before.place)
    assert first[-1] != second[-1]
    assert chat.heard[-1].asks
    assert chat.heard[-1].buttons


@EVERYWHERE
@ALL_WAYS
def test_skip(where: str, how: str) -> None:
    chat = chat_at(questions()[where])
    before = standing(chat)
    state = house().engine.state(before.place)
    SAY[how](chat, "skip")
    if state.skip == "no":
        assert (chat.state, standing(chat).place) == (where, before.place)
    elif (session := chat.record.session) is not None:
        assert chat.state != where
        assert state.slot not in session.place.slots
    else:
        assert not chat.heard[-1].asks


@EVERYWHERE
@ALL_WAYS
def test_back_takes_back_what_was_said(where: str, how: str) -> None:
    chat = chat_at(questions()[where])
    before = standing(chat)
    replies = SAY[how](chat, "back")
    assert replies
    after = standing(chat)
    if len(before.stack) > 1:
        assert after.stack == before.stack[:-1]
    elif not before.place.trail:
        assert chat.state == where
    else:
        step = before.place.trail[-1]
        if step.inside:
            # The last question of a script that was run in between.
            assert after.stack[0].state == step.state
            assert after.place.state == step.inside.trail[-1].state
            return
        assert after.place.state == step.state
        assert len(after.place.trail) == len(before.place.trail) - 1
        for slot, value in step.before.items():
            assert after.place.slots.get(slot) == value
    assert chat.heard[-1].asks


@EVERYWHERE
def test_back_and_back_to_the_very_first_question(where: str) -> None:
    chat = chat_at(questions()[where])
    for _ in range(len(standing(chat).place.trail) + 2):
        chat.say("back")
    assert standing(chat).place.trail == []
    assert standing(chat).place.slots == {}


@EVERYWHERE
@ALL_WAYS
def test_start_over(where: str, how: str) -> None:
    chat = chat_at(questions()[where])
    outermost = standing(chat).stack[0].script
    SAY[how](chat, "restart")
    place = standing(chat).place
    assert (place.script, place.slots.keys() - GIVEN, place.trail) == (outermost, set(), [])
    assert len(standing(chat).stack) == 1
    assert chat.heard[-1].asks


def test_start_over_asks_nothing_that_the_record_knows() -> None:
    chat = Chat(house())
    chat.command("settings", "living")
    chat.say("far apart")
    chat.begin("security")
    assert chat.slots["living"].pick == "apart"
    chat.say("he hasn't written back since noon")
    assert "situation" in chat.slots
    chat.command("restart")
    assert chat.slots["living"].pick == "apart"
    assert "situation" not in chat.slots


def test_afresh_in_a_script_keeps_what_the_record_knows() -> None:
    chat = Chat(house())
    chat.command("settings", "living")
    chat.say("far apart")
    record = chat.record
    engine = chat.house.engine
    given = {"living": Value(pick="apart"), "feeling": Value(said="sad")}
    place = engine.place_in("partner_needs_space", given, GIVEN)
    place.state = "afresh"
    record.session = Session(stack=[place])
    engine.enter(record.session, "en")
    assert record.session.place.slots.keys() == {"living"}


@EVERYWHERE
@ALL_WAYS
@pytest.mark.parametrize("weeks", [0, 3])
def test_pause_and_resume_with_a_recap(where: str, how: str, weeks: int) -> None:
    chat = chat_at(questions()[where])
    before = standing(chat)
    SAY[how](chat, "pause")
    assert standing(chat).paused
    assert chat.labels == ["Pick up where we were"]
    chat.wait(weeks=weeks)
    replies = chat.tap("Pick up") if how == "as a button" else SAY[how](chat, "resume")
    assert (chat.state, standing(chat).paused) == (where, False)
    assert standing(chat).place.slots == before.place.slots
    assert chat.heard[-1].asks
    worn_out = before.place.slots.get("feeling")
    if where.startswith("ask_for_space") and worn_out and worn_out.pick == "worn_out":
        assert any("<i>worn out</i>" in reply for reply in replies)


@EVERYWHERE
def test_any_word_resumes_what_was_paused(where: str) -> None:
    chat = chat_at(questions()[where])
    place = standing(chat).place
    for word in ("so, I have time now", "hi", "back", "skip"):
        chat.say("later")
        chat.wait(days=2)
        chat.say(word)
        assert (chat.state, standing(chat).paused) == (where, False)
        assert standing(chat).place == place


@ALL_WAYS
def test_cancel_leaves_a_side_question_first(how: str) -> None:
    chat = chat_at(questions()["unfinished/halfway"])
    below = standing(chat).stack[:-1]
    SAY[how](chat, "cancel")
    assert (standing(chat).stack, chat.heard[-1].asks) == (below, True)


@pytest.mark.parametrize("where", [each for each in asking_states() if "unfinished" not in each])
@ALL_WAYS
def test_cancel_keeps_what_was_said_on_the_shelf(where: str, how: str) -> None:
    chat = chat_at(questions()[where])
    place = standing(chat).place
    SAY[how](chat, "cancel")
    assert (chat.record.session, bool(chat.record.shelf)) == (None, bool(place.slots))
    chat.say("pick it up")
    if place.slots:
        place.misses = 0
        assert (chat.state, standing(chat).place) == (where, place)
        assert chat.record.shelf == []
    else:
        assert chat.record.session is None


@EVERYWHERE
def test_the_buttons_offer_the_ways_round(where: str) -> None:
    chat = chat_at(questions()[where])
    chat.say("repeat")
    place, state = standing(chat).place, house().engine.state(standing(chat).place)
    ways = [button.token.partition("~")[2] for button in chat.buttons if "~" in button.token]
    assert ways == [
        *(["back"] if place.trail or len(standing(chat).stack) > 1 else []),
        *(["skip"] if state.skip == "yes" else []),
        "why",
    ]


CALLING = """
start: first
slots: {first: x, mine: y, last: z}
states:
  first: {ask: text, slot: first, next: inner}
  inner: {call: {script: inner, give: {given: first}, take: {mine: told}}, next: last}
  last: {ask: text, slot: last, next: bye}
  bye: {end: yes}
"""
CALLED = """
start: hello
slots: {given: x, told: y, more: z}
states:
  hello: {say: [hello], next: told}
  told: {ask: text, slot: told, next: more}
  more: {ask: text, slot: more, next: bye}
  bye: {end: yes}
"""


@pytest.mark.parametrize("travels", [False, True])
def test_back_across_a_called_script(tmp_path: Path, travels: bool) -> None:
    walk = Walk(tmp_path / "s", {"outer": CALLING, "inner": CALLED}, travels)
    for said in ("a", "b", "c"):
        walk.say(said)
    assert (walk.at, walk.slots["mine"].said) == ("outer/last", "b")
    walk.do("back")
    assert walk.at == "inner/more"
    assert walk.prompts[0] == "desk/back"
    assert walk.session.stack[0].slots.keys() == {"first"}
    walk.do("back")
    assert (walk.at, set(walk.slots)) == ("inner/told", {"given"})
    walk.do("back")
    assert (walk.at, walk.slots) == ("outer/first", {})
    walk.do("back")
    assert walk.prompts == ["desk/back_at_start", "outer/first"]


def test_back_inside_a_called_script(tmp_path: Path) -> None:
    walk = Walk(tmp_path / "s", {"outer": CALLING, "inner": CALLED})
    walk.say("a")
    walk.say("b")
    walk.do("back")
    assert (walk.at, set(walk.slots)) == ("inner/told", {"given"})
    walk.do("restart")
    assert (walk.at, walk.slots) == ("outer/first", {})


def test_repair_works_on_a_session_that_travels(tmp_path: Path) -> None:
    walks = [
        Walk(tmp_path / str(travels), {"outer": CALLING, "inner": CALLED}, travels)
        for travels in (False, True)
    ]
    for walk in walks:
        walk.say("a")
        for name in ("skip", "back", "pause", "resume", "help", "why", "repeat", "skip", "skip"):
            walk.do(name)
    straight, travelled = (msgspec.to_builtins(walk.session) for walk in walks)
    assert straight == travelled

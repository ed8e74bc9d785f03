from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs.session import Session, Value
from tests.walker import Walk

Start = Callable[..., Walk]


@pytest.fixture(params=["straight", "through JSON"])
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Start:
    def begin(**scripts: str) -> Walk:
        return Walk(tmp_path / "scripts", scripts, travels=request.param != "straight")

    return begin


GUARDS = """
start: one
slots: {one: x, two: y, sure: z}
states:
  one:
    ask: several
    slot: one
    offer: [red, blue]
    next: sure
  sure:
    ask: yes_no
    slot: sure
    next:
      - {when: picked sure yes, to: two}
      - {to: no_two}
  two:
    ask: choice
    slot: two
    offer: [{id: warm, when: picked one red}, {id: cold, when: not picked one red}]
    skip_when: picked one blue
    next: bye
  no_two: {next: bye}
  bye: {say: [farewell], end: yes}
"""


@pytest.mark.parametrize(
    ("one", "sure", "at", "offered"),
    [
        ("red", "yes", "two", ["warm"]),
        ("red", "no", "bye", []),
        ("blue", "yes", "bye", []),
        ("red, blue", "yes", "bye", []),
    ],
)
def test_guards_steer(start: Start, one: str, sure: str, at: str, offered: list[str]) -> None:
    walk = start(kinds=GUARDS)
    walk.say(one)
    walk.say(sure)
    assert walk.session.place.state == at
    assert (walk.outcome.asked.offered if walk.outcome.asked else []) == offered


def test_a_skipped_slot_is_lacking(start: Start) -> None:
    walk = start(kinds=GUARDS)
    walk.do("skip")
    walk.say("yes")
    assert walk.outcome.asked is not None
    assert walk.outcome.asked.offered == ["cold"]


DEEDS = """
start: hello
slots: {mood: x, kept: y, line: z}
states:
  hello: {say: [opening, more], next: mood}
  mood: {ask: text, slot: mood, next: made}
  made: {compose: {line: phrase}, copy: {kept: mood}, act: note, next: weigh}
  weigh:
    say: [chosen]
    ask: choice
    offer: [keep, drop, anew]
    next:
      - {pick: keep, to: bye}
      - {pick: drop, to: dropped}
      - {to: again}
  dropped: {clear: [kept, line], next: mood}
  again: {anew: yes, next: mood}
  bye: {act: keep, say: [farewell], end: yes}
"""


def test_say_compose_copy_and_act_on_entering(start: Start) -> None:
    walk = start(deeds=DEEDS)
    assert walk.prompts == ["deeds/opening", "deeds/more", "deeds/mood"]
    walk.say("fine")
    assert walk.prompts == ["deeds/mood.heard", "deeds/chosen", "deeds/weigh"]
    assert walk.slots["line"].said == "deeds/phrase(mood=fine, kept=fine)"
    assert [(name, slots["kept"].said) for name, slots in walk.outcome.acts] == [("note", "fine")]
    assert walk.tap("keep").ended
    assert [name for name, _ in walk.outcome.acts] == ["keep"]
    assert walk.prompts == ["deeds/weigh.heard", "deeds/farewell"]


def test_clear_and_anew(start: Start) -> None:
    walk = start(deeds=DEEDS)
    walk.say("fine")
    walk.tap("drop")
    assert (walk.at, set(walk.slots)) == ("deeds/mood", {"mood"})
    walk.say("better")
    walk.tap("anew")
    assert (walk.at, walk.slots, walk.session.place.trail) == ("deeds/mood", {}, [])


def test_what_entering_did_is_undone_on_the_way_back(start: Start) -> None:
    walk = start(deeds=DEEDS)
    walk.say("fine")
    made = dict(walk.slots)
    walk.tap("drop")
    walk.do("back")
    assert (walk.at, walk.slots) == ("deeds/weigh", made)
    walk.do("back")
    assert (walk.at, walk.slots) == ("deeds/mood", {})


OUTER = """
start: first
slots: {first: x, mine: y, last: z}
states:
  first: {ask: text, slot: first, next: inner}
  inner: {call: {script: inner, give: {given: first}, take: {mine: told}}, next: last}
  last: {ask: text, slot: last, next: bye}
  bye: {end: yes}
"""
INNER = """
start: told
slots: {given: x, told: y, more: z}
states:
  told: {ask: text, slot: told, next: more}
  more: {ask: text, slot: more, skip_when: has more, next: bye}
  bye: {say: [done], end: yes}
"""


def test_a_call_gives_takes_and_comes_back(start: Start) -> None:
    walk = start(outer=OUTER, inner=INNER)
    walk.say("a")
    assert (walk.at, walk.slots["given"].said) == ("inner/told", "a")
    walk.say("b")
    walk.say("c")
    assert walk.prompts == ["inner/more.heard", "inner/done", "outer/last"]
    assert (walk.at, walk.slots["mine"].said, len(walk.session.stack)) == ("outer/last", "b", 1)
    assert walk.say("d").ended


def test_a_call_without_an_answer_takes_nothing(start: Start) -> None:
    walk = start(outer=OUTER, inner=INNER)
    for _ in range(3):
        walk.do("skip")
    assert (walk.at, walk.slots) == ("outer/last", {})


def test_an_aside_leads_back_to_the_question(start: Start) -> None:
    walk = start(outer=OUTER, inner=INNER)
    step = walk.session.step
    walk.engine.interrupt(walk.session, "inner", "en")
    walk.say("b")
    walk.say("c")
    assert (walk.at, walk.slots, walk.prompts[-1]) == ("outer/first", {}, "outer/first")
    assert walk.session.step > step


def test_every_question_has_a_number_of_its_own(start: Start) -> None:
    walk = start(outer=OUTER, inner=INNER)
    steps = [walk.session.step]
    for said in ("a", "b", "c"):
        walk.say(said)
        steps.append(walk.session.step)
    assert steps == sorted(set(steps))


def test_known_answers_are_not_asked_for_again(start: Start) -> None:
    walk = start(outer=OUTER, inner=INNER)
    walk.session = Session(stack=[walk.engine.place_in("outer", {"first": Value(said="a")})])
    walk.engine.enter(walk.session, "en", over_known=True)
    assert walk.at == "inner/told"
    walk.do("back")
    assert (walk.at, walk.slots["first"].said) == ("outer/first", "a")


def test_the_rest_of_a_long_text_joins_its_beginning(start: Start) -> None:
    walk = start(outer=OUTER, inner=INNER)
    walk.engine.add_to_last(walk.session, " lost")
    walk.say("a")
    walk.say("b")
    walk.engine.add_to_last(walk.session, " and b")
    assert walk.slots["told"].said == "b and b"

from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs.answers import DONE
from dialogs.session import Value
from tests.walker import Walk

Start = Callable[..., Walk]
KINDS = """
start: one
slots: {one: the answer}
states:
  one: {%s, slot: one, next: bye}
  bye: {say: [farewell], end: yes}
"""


@pytest.fixture(params=["straight", "through JSON"])
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Start:
    def begin(**scripts: str) -> Walk:
        return Walk(tmp_path / "scripts", scripts, travels=request.param != "straight")

    return begin


SEVERAL = "ask: several, offer: [red, blue, red_wine]"
ANSWERS = [
    ("ask: choice, offer: [red, blue]", "blue", Value(said="blue", pick="blue")),
    ("ask: choice, offer: [red, red_wine]", "Red wine!", Value(said="Red wine!", pick="red_wine")),
    ("ask: choice, offer: [red, blue]", "2", Value(said="2", pick="blue")),
    ("ask: choice, offer: [red, blue]", "the first one", Value(said="the first one", pick="red")),
    ("ask: choice, offer: [red, blue]", "3", "choice_only"),
    ("ask: choice, offer: [red, blue]", "0", "choice_only"),
    ("ask: choice, offer: [red, blue]", "green", "choice_only"),
    ("ask: choice, offer: [red], read: anything", " green ", Value(said="green")),
    (SEVERAL, "red", Value(said="red", picks=["red"])),
    (SEVERAL, "blue and red", Value(said="blue and red", picks=["blue", "red"])),
    (SEVERAL, "red, red wine; red", Value(said="red, red wine; red", picks=["red", "red_wine"])),
    (SEVERAL, "1, 3", Value(said="1, 3", picks=["red", "red_wine"])),
    (SEVERAL, "1 and 2", Value(said="1 and 2", picks=["red", "blue"])),
    (SEVERAL, "2", Value(said="2", picks=["blue"])),
    (SEVERAL, "red and green", "choice_only"),
    (SEVERAL, "4", "choice_only"),
    ("ask: text", "  anything at all ", Value(said="anything at all")),
    ("ask: text", " ", "empty"),
    ("ask: scale", "4", Value(said="4", number=4)),
    ("ask: scale", "four", Value(said="four", number=4)),
    ("ask: scale", "4/5", Value(said="4/5", number=4)),
    ("ask: scale, low: 0, high: 10", "10", Value(said="10", number=10)),
    ("ask: scale", "6", "range"),
    ("ask: scale", "0", "range"),
    ("ask: scale", "a lot", "range"),
    ("ask: yes_no", "yes", Value(said="yes", yes=True)),
    ("ask: yes_no", "Nope.", Value(said="Nope.", yes=False)),
    ("ask: yes_no", "perhaps", "yes_no"),
    ("ask: duration", "whenever he likes", "no_time"),
    ("ask: duration, offer: [hour]", "hour", Value(said="hour", pick="hour")),
    ("ask: clock", "blue", "no_time"),
]


@pytest.mark.parametrize(("how", "said", "wanted"), ANSWERS)
def test_typed_words_by_the_kind_of_question(
    start: Start, how: str, said: str, wanted: Value | str
) -> None:
    walk = start(kinds=KINDS % how)
    walk.say(said)
    if isinstance(wanted, str):
        assert walk.prompts == [f"desk/miss_{wanted}", "kinds/one.again"]
        assert (walk.slots, walk.at, walk.session.took) == ({}, "kinds/one", False)
        return
    assert (walk.slots["one"].said, walk.outcome.ended) == (wanted.said, True)
    got = walk.slots["one"]
    got.forms = {}
    assert (got, walk.session.took) == (wanted, True)


@pytest.mark.parametrize(
    ("how", "said", "number", "at"),
    [("ask: duration", "an hour", 60, ""), ("ask: clock", "at 21:30", 0, "21:30")],
)
def test_times(start: Start, how: str, said: str, number: int | None, at: str) -> None:
    walk = start(kinds=KINDS % how)
    walk.say(said)
    value = walk.slots["one"]
    assert (value.said, value.number, value.at, bool(value.forms)) == (said, number, at, True)


@pytest.mark.parametrize(
    ("how", "choice", "wanted"),
    [
        ("ask: choice, offer: [red, blue]", "blue", Value(pick="blue")),
        ("ask: choice, offer: [red, blue]", "green", None),
        ("ask: scale", "5", Value(number=5)),
        ("ask: scale", "6", None),
        ("ask: yes_no", "no", Value(yes=False)),
        ("ask: yes_no", "maybe", None),
        ("ask: duration, offer: [hour]", "hour", Value(pick="hour")),
        ("ask: text", "hour", None),
    ],
)
def test_taps(start: Start, how: str, choice: str, wanted: Value | None) -> None:
    walk = start(kinds=KINDS % how)
    walk.tap(choice)
    assert walk.slots.get("one") == wanted
    assert walk.outcome.ended == (wanted is not None)


def test_several_are_ticked_and_unticked_until_done(start: Start) -> None:
    walk = start(kinds=KINDS % SEVERAL)
    step = walk.session.step
    walk.tap(DONE)
    assert walk.prompts == ["desk/miss_nothing_picked", "kinds/one.again"]
    for choice in ("red_wine", "red", "blue", "red"):
        assert walk.tap(choice).redraw
        assert walk.outcome.bubbles == []
    assert (walk.session.place.picking, walk.session.step) == (["blue", "red_wine"], step)
    walk.tap("green")
    assert walk.prompts[0] == "desk/miss_choice_only"
    walk.tap(DONE)
    assert walk.slots["one"] == Value(picks=["blue", "red_wine"])


def test_misses_change_words_and_offer_the_way_out(start: Start) -> None:
    walk = start(kinds=KINDS % "ask: choice, offer: [red], skip: no")
    stuck = []
    for _ in range(6):
        walk.say("green")
        stuck.append((walk.outcome.stuck, walk.prompts[0]))
    calm, helped = (False, "desk/miss_choice_only"), (True, "desk/stuck_no_skip")
    assert stuck == [calm, calm, helped] * 2
    assert walk.outcome.asked is not None


def test_a_photo_is_a_miss_too(start: Start) -> None:
    walk = start(kinds=KINDS % "ask: text")
    walk.miss("photo")
    assert walk.prompts == ["desk/miss_photo", "kinds/one.again"]

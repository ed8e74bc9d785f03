import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.balance_study import CLOSE, ROOM, TURNED, balance, field, score
from dialogs.findings import Findings
from dialogs.session import Slots, Value
from tests.ears import ToldEar

STATEMENTS = (*ROOM, *CLOSE)
POINTS = st.integers(1, 5)


def answered(room: int, close: int, **others: int) -> Slots:
    """Answers that mean so much room and so much closeness."""
    meant = dict.fromkeys(ROOM, room) | dict.fromkeys(CLOSE, close)
    told = {each: 6 - point if each in TURNED else point for each, point in meant.items()}
    return {each: Value(number=point) for each, point in (told | others).items()}


def found(slots: Slots) -> Findings:
    return balance(slots, ToldEar(), "en")


def pick(findings: Findings, slot: str) -> str:
    value = findings.slots[slot]
    return value.pick if value else ""


def number(findings: Findings, slot: str) -> int | None:
    value = findings.slots[slot]
    return value.number if value else None


def alone(slots: Slots) -> Slots:
    return slots | {"living": Value(pick="alone")}


@given(st.lists(POINTS, min_size=4, max_size=4))
def test_an_axis_is_the_mean_of_its_answers_in_tenths(points: list[int]) -> None:
    slots = {each: Value(number=point) for each, point in zip(ROOM, points, strict=True)}
    meant = [*points[:3], 6 - points[3]]
    assert score(slots, ROOM) == int(10 * sum(meant) / 4 + 0.5)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(STATEMENTS, POINTS)))
def test_whatever_was_left_out_both_axes_stay_in_their_bounds(points: dict[str, int]) -> None:
    findings = found({each: Value(number=point) for each, point in points.items()})
    for slot, axis in (("room_score", ROOM), ("close_score", CLOSE)):
        here = number(findings, slot)
        assert here is None if len(points.keys() & set(axis)) < 2 else 10 <= (here or 0) <= 50
    assert ("too_few" in findings.prompts) == (pick(findings, "field") == "")
    assert (pick(findings, "next_script") == "") == (pick(findings, "field") == "")


@pytest.mark.parametrize(
    ("room", "close", "where"),
    [
        (50, 50, "room_close"),
        (40, 20, "room_far"),
        (20, 40, "tight_close"),
        (10, 10, "tight_far"),
        (30, 30, "middle"),
        (34, 26, "middle"),
        (35, 30, "room_close"),
        (30, 25, "room_far"),
        (25, 34, "tight_close"),
        (29, 25, "tight_far"),
    ],
)
def test_two_scores_make_a_field(room: int, close: int, where: str) -> None:
    assert field(room, close) == where


@pytest.mark.parametrize(
    ("slots", "script", "why"),
    [
        (answered(2, 4, say_no=3), "ask_for_space", "tight"),
        (answered(2, 2, say_no=3, sure=3), "i_you_we", "both"),
        (answered(4, 2, sure=3), "ritual", "far"),
        (answered(5, 5), "reflection", "steady"),
        (answered(5, 5, guess_room=2, guess_close=2), "partner_needs_space", "their_room"),
        (answered(5, 5, guess_room=3, guess_close=1), "ritual", "their_close"),
        (answered(3, 3), "reflection", "steady"),
        (answered(5, 5, sure=2), "security", "sure"),
        (answered(5, 5, say_no=2), "boundary", "say_no"),
        (alone(answered(2, 4, say_no=3)), "my_own_life", "tight"),
        (alone(answered(4, 2)), "ritual", "far"),
        (alone(answered(4, 4, sure=1)), "reflection", "steady"),
    ],
)
def test_the_likely_next_script_and_its_reason(slots: Slots, script: str, why: str) -> None:
    value = found(slots).slots["next_script"]
    assert value is not None
    assert (value.pick, value.forms["why"]) == (script, why)


def test_where_a_no_costs_dearly_nothing_is_to_be_said_to_anybody() -> None:
    findings = found(answered(1, 1, guess_room=1, guess_close=1))
    assert pick(findings, "next_script") == "my_own_life"
    assert findings.prompts[-1] == "no_costs"


def test_guesses_are_told_in_tenths_and_only_when_both_were_made() -> None:
    both = found(answered(3, 3, guess_room=4, guess_close=2))
    assert (number(both, "their_room"), number(both, "their_close")) == (40, 20)
    assert "guesses" in both.prompts
    one = found(answered(3, 3, guess_room=4))
    assert (number(one, "their_room"), number(one, "their_close")) == (40, None)
    assert "guesses" not in one.prompts


def test_an_earlier_time_is_laid_beside_it() -> None:
    before = {"before_room": Value(number=20), "before_close": Value(number=40)}
    assert "since" in found(answered(3, 3) | before).prompts
    assert "since" not in found(answered(3, 3)).prompts


def test_a_score_is_written_with_its_tenth() -> None:
    value = found(answered(3, 4, own_time=5)).slots["room_score"]
    assert value is not None
    assert (value.number, value.said) == (35, "3.5")

import random
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.patterns import ERROR_RATE, FEWEST_NIGHTS, chance, find_pattern, level
from bot.record import Night, Return

MONDAY = date(2026, 3, 2)
SCALE = st.none() | st.integers(1, 5)
INTENDED = st.sampled_from(["", "done", "partly", "not_this_time"])


def evenings(*told: tuple[int | None, int | None], intended: str = "") -> list[Night]:
    return [
        Night(str(MONDAY + timedelta(days=at)), room, close, intended=intended)
        for at, (room, close) in enumerate(told)
    ]


def noise(count: int, luck: random.Random) -> tuple[list[Night], list[Return]]:
    """Evenings on which nothing has to do with anything; plans come about as a coin falls."""
    start = MONDAY + timedelta(days=luck.randrange(7))
    nights, returns = [], []
    for at in range(count):
        day = start + timedelta(days=at)
        room, close = luck.choice([None, 1, 2, 3, 3, 4, 5]), luck.choice([2, 3, 3, 4, 5])
        became = luck.choice(["done", "partly", "not_this_time", "not_this_time", ""])
        nights.append(Night(str(day), room, close, intended=became))
        if luck.random() < 0.2:
            returns.append(Return(f"{day}T20:00:00+00:00"))
    return nights, returns


@pytest.mark.parametrize(
    ("average", "word"),
    [(1, "low"), (2.49, "low"), (2.5, "middling"), (3.49, "middling"), (3.5, "good"), (5, "good")],
)
def test_averages_in_words(average: float, word: str) -> None:
    assert level(average) == word


def test_room_and_closeness_go_together() -> None:
    found = find_pattern(evenings(*[(5, 4), (2, 2)] * 8), [])
    assert found is not None
    assert found.prompt == "pattern_room_close"
    assert (found.nights, found.more, found.others, found.fewer) == (8, 8, 8, 0)


def test_room_and_closeness_go_apart() -> None:
    found = find_pattern(evenings(*[(5, 2), (2, 5)] * 8), [])
    assert found is not None
    assert (found.prompt, found.more, found.nights) == ("pattern_room_not_close", 8, 8)


@pytest.mark.parametrize("kind", ["room", "close"])
def test_weekends_are_held_against_the_days_between(kind: str) -> None:
    week = [3, 2, 3, 3, 2, 5, 4]
    told = [(each, None) if kind == "room" else (None, each) for each in week * 3]
    found = find_pattern(evenings(*told), [])
    assert found is not None
    assert (found.prompt, found.nights, found.more) == (f"pattern_weekend_{kind}", 6, 6)
    assert (found.others, found.fewer) == (15, 0)


def test_evenings_of_a_return_are_those_on_the_persons_own_clock() -> None:
    told = evenings(*[(None, 5 if at % 3 == 0 else 2) for at in range(18)])
    east = timezone(timedelta(hours=13))
    returns = [
        Return(datetime(2026, 3, 2 + at, 21, tzinfo=east).astimezone(UTC).isoformat())
        for at in range(0, 18, 3)
    ]
    found = find_pattern(told, returns, east)
    assert found is not None
    assert (found.prompt, found.nights, found.more) == ("pattern_after_space", 6, 6)


def test_intentions_that_came_about_in_part_count() -> None:
    kept = [*evenings(*[(3, 3)] * 4, intended="done")]
    partly = [
        Night(str(MONDAY + timedelta(days=9 + at)), 3, 3, intended="partly") for at in range(5)
    ]
    found = find_pattern(kept + partly, [])
    assert found is not None
    assert (found.prompt, found.nights, found.more) == ("pattern_intentions", 9, 9)
    assert find_pattern(kept + partly[:3], []) is None


def test_too_few_nights_show_nothing() -> None:
    told = evenings(*[(5, 5), (1, 1)] * 9)
    assert find_pattern([], []) is None
    assert find_pattern(told[: FEWEST_NIGHTS - 1], []) is None
    assert find_pattern(told, []) is not None


def test_a_day_counts_once_however_often_it_was_told() -> None:
    told = evenings(*[(5, 5), (1, 1)] * 5)
    assert find_pattern(told * 4, []) is None


def test_all_evenings_alike_show_nothing() -> None:
    assert find_pattern(evenings(*[(5, 5)] * 91), []) is None


def test_noise_shows_a_pattern_in_at_most_one_of_twenty_searches() -> None:
    luck, searches = random.Random(4), 600
    for count in (14, 30, 91):
        found = [find_pattern(*noise(count, luck)) for _ in range(searches)]
        assert sum(each is not None for each in found) <= ERROR_RATE * searches


@given(st.lists(st.tuples(SCALE, SCALE, INTENDED), max_size=40), st.integers(0, 6))
def test_what_is_said_is_in_the_evenings(
    told: list[tuple[int | None, int | None, str]], start: int
) -> None:
    first = MONDAY + timedelta(days=start)
    nights = [
        Night(str(first + timedelta(days=at)), room, close, intended=intended)
        for at, (room, close, intended) in enumerate(told)
    ]
    found = find_pattern(nights, [])
    if found is not None:
        assert 0 <= found.more <= found.nights <= len(nights)
        assert found.nights + found.others <= len(nights)
        assert found.more * found.others >= found.fewer * found.nights
        assert found.chance <= ERROR_RATE


@given(st.integers(1, 7), st.integers(1, 7), st.data())
def test_the_chance_is_the_share_of_ways_to_deal_the_hits(
    of: int, others: int, data: st.DataObject
) -> None:
    hits, other_hits = data.draw(st.integers(0, of)), data.draw(st.integers(0, others))
    deals = list(combinations(range(of + others), hits + other_hits))
    as_great = sum(sum(card < of for card in deal) >= hits for deal in deals)
    assert chance(hits, of, other_hits, others) == pytest.approx(as_great / len(deals))

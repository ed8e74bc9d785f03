"""Patterns: what somebody's evenings show, as far as numbers so few can show anything.

A comparison counts on how many evenings of one kind something was so, and on how many of the
others, and asks how likely so great a difference is where there is none: by Fisher's exact
test, since so few evenings bear no approximation. What is "usual" is the median of all the
evenings compared, so that the test stays exact. All that is looked for shares one error rate:
a search through evenings without any pattern finds one in at most 5 of 100 cases. Nothing
here says what comes of what.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from math import comb
from statistics import median_low

import msgspec

from bot import nights as calendar
from bot.record import Night, Return

LOW_BELOW, GOOD_FROM = 2.5, 3.5
LITTLE, MUCH = 2, 4
FEWEST_NIGHTS = 12
FEWEST_OF_A_KIND = 4
FEWEST_PLANS = 8
ERROR_RATE = 0.05
WEEKEND = (5, 6)

Told = tuple[bool, int]


class Pattern(msgspec.Struct, frozen=True):
    """One thing that evenings show: the prompt that says so, and its numbers.

    On `more` of `nights` evenings of a kind it was so, and on `fewer` of the `others`.
    `chance` is the probability of so much where there is nothing in it.
    """

    prompt: str
    nights: int
    more: int
    others: int
    fewer: int
    chance: float


def level(average: float) -> str:
    """An average of answers from 1 to 5 as a word: "low", "middling" or "good"."""
    if average < LOW_BELOW:
        return "low"
    return "middling" if average < GOOD_FROM else "good"


def find_pattern(
    nights: Sequence[Night], returns: Sequence[Return], zone: tzinfo = UTC
) -> Pattern | None:
    """The clearest pattern that the evenings bear out; None where there is none.

    `zone` is where the person is: it says on which evenings the `returns` fell.
    """
    each_day = list({night.date: night for night in nights}.values())
    looked_for = [*_together(each_day), *_usually(each_day, returns, zone), _plans(each_day)]
    found = [each for each in looked_for if each is not None]
    clearest = min(found, key=lambda each: each.chance, default=None)
    # Each of the questions that are asked gets its share of the error.
    if clearest is None or clearest.chance > ERROR_RATE / len(looked_for):
        return None
    return clearest


def _together(nights: Sequence[Night]) -> list[Pattern | None]:
    """Whether evenings with a lot of room are close ones, or far-off ones, more than others."""
    told = [
        (night.room >= MUCH, night.close)
        for night in nights
        if night.room is not None and night.close is not None
    ]
    return [
        _compare("pattern_room_close", told, lambda close: close >= MUCH),
        _compare("pattern_room_not_close", told, lambda close: close <= LITTLE),
    ]


def _usually(
    nights: Sequence[Night], returns: Sequence[Return], zone: tzinfo
) -> list[Pattern | None]:
    """Whether weekends, and evenings of a return, lie above what is usual."""
    returned = {calendar.night_of(datetime.fromisoformat(each.at), zone) for each in returns}
    days = [(calendar.day(night.date), night) for night in nights]
    rooms = [(day, night.room) for day, night in days if night.room is not None]
    closes = [(day, night.close) for day, night in days if night.close is not None]
    weekends = {day for day, _ in days if day.weekday() in WEEKEND}
    return [
        _above_usual("pattern_weekend_room", [(day in weekends, room) for day, room in rooms]),
        _above_usual("pattern_weekend_close", [(day in weekends, close) for day, close in closes]),
        _above_usual("pattern_after_space", [(day in returned, close) for day, close in closes]),
    ]


def _plans(nights: Sequence[Night]) -> Pattern | None:
    """Whether intentions came about, at least in part, more often than a coin falls on heads."""
    became = [night.intended != "not_this_time" for night in nights if night.intended]
    plans, kept = len(became), sum(became)
    if plans < FEWEST_PLANS:
        return None
    by_chance = sum(comb(plans, heads) for heads in range(kept, plans + 1)) / 2**plans
    return Pattern("pattern_intentions", plans, kept, 0, 0, by_chance)


def _above_usual(prompt: str, told: Sequence[Told]) -> Pattern | None:
    if not told:
        return None
    usual = median_low([number for _, number in told])
    return _compare(prompt, told, lambda number: number > usual)


def _compare(prompt: str, told: Sequence[Told], so: Callable[[int], bool]) -> Pattern | None:
    """How often it was so on evenings of the kind and on the others; None for too few."""
    of_kind = [so(number) for is_kind, number in told if is_kind]
    others = [so(number) for is_kind, number in told if not is_kind]
    fewest = min(len(of_kind), len(others))
    if len(told) < FEWEST_NIGHTS or fewest < FEWEST_OF_A_KIND:
        return None
    more, fewer = sum(of_kind), sum(others)
    by_chance = chance(more, len(of_kind), fewer, len(others))
    return Pattern(prompt, len(of_kind), more, len(others), fewer, by_chance)


def chance(hits: int, of: int, other_hits: int, others: int) -> float:
    """How likely `hits` or more of all the hits fall among the `of`, if they fall anywhere."""
    all_hits = hits + other_hits
    ways = (comb(of, k) * comb(others, all_hits - k) for k in range(hits, min(of, all_hits) + 1))
    return sum(ways) / comb(of + others, all_hits)

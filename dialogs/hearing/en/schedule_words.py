"""English words about the nightly prompt as a grammar: a message becomes a list of marks."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import msgspec
import pyparsing as pp
import yaml

from dialogs.hearing.en.amounts import adjective, count
from dialogs.hearing.en.clocks import Clock
from dialogs.hearing.en.lengths import Stretch, counted_length
from dialogs.hearing.en.numbers import UNITS, rx, unit_named
from dialogs.hearing.en.told_clock import loose_clock
from dialogs.plain_yaml import LOADER

_FILE = Path(__file__).with_name("schedule.yaml")
# Looked for after times and lengths, which begin with such words.
_LAST = "filler"


class Mark(msgspec.Struct, frozen=True):
    """One thing said: the kinds of a phrase, or a time, a length or days.

    `days` count from Monday; `until` tells that they end a pause; `wait` that the length is
    to pass first ("in an hour").
    """

    kinds: frozenset[str] = frozenset()
    words: str = ""
    clock: Clock | None = None
    length: Stretch | None = None
    days: tuple[int, ...] = ()
    until: bool = False
    wait: bool = False


class _Words(msgspec.Struct, frozen=True):
    """The lists of schedule.yaml: phrases by kind, and the names of the days."""

    phrases: dict[str, list[str]]
    day_names: list[list[str]]


def marks(text: str) -> list[Mark]:
    """What a text in lower case says, mark by mark; empty where any word of it is unknown."""
    try:
        return list(_grammar().parse_string(text, parse_all=True))
    except pp.ParseException:
        return []


@cache
def _words() -> _Words:
    lists = yaml.load(_FILE.read_text("utf-8"), LOADER)  # noqa: S506
    names = lists.pop("day_names")
    return _Words(lists, names)


def _either(phrases: list[str]) -> str:
    longest = sorted(set(phrases), key=len, reverse=True)
    spoken = (re.escape(each).replace("'", "'?").replace(r"\ ", r"[\s,]+") for each in longest)
    return rf"(?<![\w'])(?:{'|'.join(spoken)})(?![\w'])"


def _phrases(kinds: dict[str, list[str]]) -> pp.ParserElement:
    """Any of the phrases, the longest first, as a mark with all its kinds."""
    known: dict[str, set[str]] = defaultdict(set)
    for kind, all_ in kinds.items():
        for each in all_:
            known[_bare(each)].add(kind)

    def mark(found: pp.ParseResults) -> Mark:
        bare = _bare(str(found[0]))
        return Mark(frozenset(known[bare]), bare)

    return rx(_either([each for all_ in kinds.values() for each in all_])).set_parse_action(mark)


def _bare(phrase: str) -> str:
    return " ".join(re.split(r"[\s,]+", phrase.replace("'", "")))


def _days(names: list[list[str]], to: list[str]) -> pp.ParserElement:
    at = {name: day for day, all_ in enumerate(names) for name in all_}
    day = rx(_either(list(at))).set_parse_action(lambda found: at[str(found[0]).lower()])
    join = rx(rf"-|(?:{'|'.join(to)})\b").suppress()
    several = (day + join + day).set_parse_action(lambda found: [_run(found[0], found[1])])
    return several | day.copy().add_parse_action(lambda found: [(found[0],)])


def _run(first: int, last: int) -> tuple[int, ...]:
    return tuple((first + at) % 7 for at in range((last - first) % 7 + 1))


@cache
def _grammar() -> pp.ParserElement:
    phrases = _words().phrases
    days = _days(_words().day_names, phrases["to"])
    until = rx(_either(phrases["until"])).suppress()
    the = pp.Opt(rx(r"\bthe\b").suppress())
    week = rx(_either(phrases["next_week"])).set_parse_action(lambda: [(0,)])
    weekend = rx(_either(phrases["weekends"])).set_parse_action(lambda: [(5,)])
    unit = unit_named("weekend", *(name for name in UNITS if name != "weekend"))
    length = pp.FollowedBy(count + pp.ZeroOrMore(adjective) + unit) + counted_length
    pieces = [
        (until + the + (week | weekend | days)).set_parse_action(
            lambda found: Mark(days=found[0], until=True)
        ),
        _phrases({kind: all_ for kind, all_ in phrases.items() if kind not in (_LAST, "to")}),
        days.copy().add_parse_action(lambda found: Mark(days=found[0])),
        (rx(r"\bin\b").suppress() + length).set_parse_action(
            lambda found: Mark(length=found[-1], wait=True)
        ),
        length.copy().add_parse_action(lambda found: Mark(length=found[-1])),
        loose_clock.copy().add_parse_action(lambda found: Mark(clock=found[0])),
        _phrases({_LAST: phrases[_LAST]}),
        rx(r"[^\w\s]+").suppress(),
    ]
    return pp.ZeroOrMore(pp.MatchFirst(pieces))

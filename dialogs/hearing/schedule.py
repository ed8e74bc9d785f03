"""Wishes about the nightly prompt in people's own words: "weekdays at half nine", "not on Fridays"."""

import math

import msgspec

from dialogs.hearing.en.clocks import Clock
from dialogs.hearing.en.lengths import MINUTES, Stretch
from dialogs.hearing.en.schedule_words import Mark, marks
from dialogs.hearing.en.told_clock import LONGEST, evening_time, part_said, plain

_ALL = tuple(range(7))
_WORKING, _WEEKEND = _ALL[:5], _ALL[5:]
_DAY = 1440
# A word that means nothing but a pause; "stop" and "off" may mean one.
_GENTLE = frozenset(("pause",))
_RESTING = frozenset(("pause", "stop", "forbid"))
_REFUSING = _RESTING | {"instead"}


class Wish(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person wants of the nightly prompt.

    `at` is "HH:MM" (24:00 is midnight). `days` is the whole set of days, 0 for Monday,
    `without` and `also` are days to take away or to add. `pause_days`, `pause_until_weekday`
    and `pause` (no end said) rest it, `stop` and `resume` are for good. `weekly` is once a
    week. `snooze` puts tonight's off: "hour", "tomorrow" or minutes as digits. `once` tells
    that `at` holds for the one evening only. `names_it` tells that the words named the prompt
    itself, which a bare "stop" does not.
    """

    at: str = ""
    days: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    pause: bool = False
    pause_days: int = 0
    pause_until_weekday: int | None = None
    stop: bool = False
    resume: bool = False
    weekly: bool = False
    snooze: str = ""
    once: bool = False
    names_it: bool = False


class _Days(msgspec.Struct):
    """The days of a message as they gather: wanted, not wanted, wanted too."""

    wanted: set[int]
    refused: set[int]
    added: set[int]


def read_schedule(text: str, language: str = "en") -> Wish | None:
    """The wish about the nightly prompt that a text is, or None where it is about anything else.

    Every word has to belong to it. A language without words of its own is read as English.
    """
    line = plain(text).casefold()
    if not line or len(line) > LONGEST:
        return None
    said = marks(line)
    kinds = frozenset[str]().union(*(mark.kinds for mark in said))
    if not said or ("back" in kinds and not kinds & {"name", "object"}):
        return None
    wish = _wish(said, kinds, part_said(line))
    return None if wish == Wish() else wish


def _wish(said: list[Mark], kinds: frozenset[str], part: str) -> Wish:
    named = Wish(names_it="name" in kinds)
    put_off = _snooze(said, kinds)
    rest = _rest(said, kinds)
    if rest:
        return msgspec.structs.replace(rest, names_it=named.names_it)
    clock = _clock(said)
    at = evening_time(clock, part) if clock else ""
    if put_off or (at and "tonight" in kinds):
        return msgspec.structs.replace(named, snooze=put_off, at=at, once=bool(at))
    return _kept(said, kinds, msgspec.structs.replace(named, at=at))


def _kept(said: list[Mark], kinds: frozenset[str], wish: Wish) -> Wish:
    """The wish with the days it is kept on, or that it stops or starts again."""
    days = _days(said)
    whole = tuple(sorted(days.wanted - days.refused)) or None
    without = tuple(sorted(days.refused))
    if without == _ALL and not days.wanted:
        return msgspec.structs.replace(wish, stop=True)
    stops = _stops(kinds) and not (wish.at or without or whole or days.added)
    return msgspec.structs.replace(
        wish,
        days=whole,
        without=without,
        also=tuple(sorted(days.added)),
        weekly="weekly" in kinds and not _stops(kinds),
        stop=stops,
        resume=not stops and not without and bool(kinds & {"resume", "back"}) and _starts(said),
        pause=not stops and not without and "stop" not in kinds and _pauses(said),
    )


def _stops(kinds: frozenset[str]) -> bool:
    return "stop" in kinds or ("forbid" in kinds and bool(kinds & {"name", "send"}))


def _starts(said: list[Mark]) -> bool:
    return not any("stop" in mark.kinds and "resume" not in mark.kinds for mark in said)


def _pauses(said: list[Mark]) -> bool:
    return any(mark.kinds == _GENTLE for mark in said)


def _rest(said: list[Mark], kinds: frozenset[str]) -> Wish | None:
    """A rest of some days, or until a day of the week."""
    until = next((mark.days[0] for mark in said if mark.until), None)
    rests = bool(kinds & _RESTING)
    if until is None and rests and kinds & {"this_week"}:
        until = 0
    if until is not None:
        return Wish(pause_until_weekday=until)
    lengths = [mark for mark in said if mark.length and (rests or mark.wait)]
    days = _whole_days(lengths[0].length) if lengths and lengths[0].length else 0
    return Wish(pause_days=days) if days else None


def _whole_days(length: Stretch) -> int:
    """Whole days of a length, 0 below one; a night or an evening counts as a day."""
    minutes = length.minutes or 0
    if length.unit in ("night", "evening"):
        return round(minutes / MINUTES[length.unit])
    return math.ceil(minutes / _DAY) if minutes >= _DAY else 0


def _snooze(said: list[Mark], kinds: frozenset[str]) -> str:
    """How long tonight's is put off: "hour", "tomorrow", minutes, or "" where it is not."""
    rests = bool(kinds & _RESTING)
    put_off = rests or bool(kinds & {"hour", "later"})
    lengths = [mark.length for mark in said if mark.length and (mark.wait or put_off)]
    if lengths and lengths[0] and lengths[0].minutes:
        minutes = lengths[0].minutes
        return "hour" if minutes == 60 else str(minutes)
    if "tomorrow" in kinds or ("tonight" in kinds and rests):
        return "tomorrow"
    # "Make it later" is no putting off.
    later = "later" in kinds and "change" not in kinds
    return "hour" if later or "hour" in kinds else ""


def _clock(said: list[Mark]) -> Clock | None:
    """The time wanted: the last, but for one that something else is wanted instead of."""
    barred, clocks = False, []
    for mark in said:
        if mark.clock and not barred:
            clocks.append(mark.clock)
        barred = "instead" in mark.kinds or (barred and not mark.clock)
    return clocks[-1] if clocks else None


def _days(said: list[Mark]) -> _Days:
    """The days said, by what led to them: "only", "not on", "also", or nothing."""
    days = _Days(set(), set(), set())
    into = days.wanted
    for mark in said:
        if days.wanted and (mark.words == "off" or "too" in mark.kinds):
            (days.refused if mark.words == "off" else days.added).update(days.wanted)
            days.wanted.clear()
        elif "only" in mark.kinds:
            into = days.wanted
        elif mark.kinds & _REFUSING or ("but" in mark.kinds and days.wanted):
            into = days.refused
        elif "also" in mark.kinds:
            into = days.added
        elif not mark.until:
            into |= _meant(mark)
    return days


def _meant(mark: Mark) -> set[int]:
    if "daily" in mark.kinds:
        return set(_ALL)
    if "weekdays" in mark.kinds:
        return set(_WORKING)
    return set(_WEEKEND if "weekends" in mark.kinds else mark.days)

"""A moment as said in English, and its two forms: after "until" and after "I'll be back"."""

import msgspec

from dialogs.hearing.en.clocks import Clock
from dialogs.hearing.en.days import Day
from dialogs.hearing.en.lengths import Stretch


class Point(msgspec.Struct, frozen=True):
    """A moment as said, before anybody looks at a clock.

    `start` is where its words begin, `back` and `bound` are its two forms; `cued` tells that
    "back" or "till" led to it, `whole` that the answer began with it, `wait` is a length to
    be added to now.
    """

    start: int
    back: str
    bound: str
    clock: Clock | None = None
    day: Day | None = None
    wait: Stretch | None = None
    till: bool = False
    cued: bool = False
    whole: bool = False


class Said(msgspec.Struct, frozen=True):
    """A clock and a day in the order in which they were said."""

    clock: Clock | None = None
    day: Day | None = None
    day_first: bool = False
    lead: str = ""


def _clock_back(clock: Clock, lead: str) -> str:
    if clock.between:
        return f"between {clock.between} and {clock.words}"
    if clock.latest:
        lead = "by"
    if clock.rough:
        lead = {"": "around", "at": "around", "by": "by around"}.get(lead, lead)
    return f"{lead or 'at'} {clock.words}"


def _clock_bound(clock: Clock, lead: str) -> str:
    if clock.rough or lead.endswith(("around", "towards")):
        return f"around {clock.words}"
    return f"after {clock.words}" if "just after" in lead else clock.words


def back_form(said: Said, lead: str) -> str:
    """What follows "I'll be back": "by half nine tomorrow"; `lead` is the word before the time."""
    clock, day = said.clock, said.day
    if clock and day:
        if said.day_first:
            return f"{day.back} {_clock_back(clock, said.lead or lead)}"
        return f"{_clock_back(clock, lead)} {day.back}"
    if clock:
        return _clock_back(clock, lead)
    if not day:
        return ""
    return f"{lead} {day.words}" if lead in ("by", "before", "after", "around") else day.back


def bound_form(said: Said, lead: str) -> str:
    """What follows "until": "half nine tomorrow"; `lead` is the word before the time."""
    clock, day = said.clock, said.day
    if clock and day:
        if said.day_first:
            return f"{day.words} {_clock_back(clock, said.lead)}"
        return f"{_clock_bound(clock, lead)} {day.back}"
    if clock:
        return _clock_bound(clock, lead)
    if not day:
        return ""
    return f"after {day.words}" if lead == "after" else day.words


def with_part(clock: Clock, part: Day, day: Day) -> tuple[Clock, Day]:
    """The clock with the part of the day said after it, and the day that it falls on."""
    clock = msgspec.structs.replace(clock, words=f"{clock.words} {part.back}")
    return clock, day if day.part else msgspec.structs.replace(day, part=part.part)

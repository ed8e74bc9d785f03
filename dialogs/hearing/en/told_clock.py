"""A clock time in a short English text with the part of the day said beside it."""

import re

from dialogs.hearing.en.clocks import Clock, any_clock
from dialogs.hearing.en.numbers import ANY_UNIT, rx

LONGEST = 120
_PLAIN = str.maketrans(
    dict.fromkeys("’‘ʼ´`′＇", "'")
    | dict.fromkeys("‐‑‒–—", "-")
    | dict.fromkeys("\t\n\r\u00a0", " ")
)
_COMMA = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])\s?[,;]\s?([0-5]\d)(?![\d.,:])")
_H = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])h([0-5]\d)(?![\d.,:])", re.I)
_GAP = re.compile(
    r"(?<![\d.,:])([01]?\d|2[0-3])\s([0-5]\d)(?![\d.,:])(?!\s*(?:min|day|hour|sec))", re.I
)
_TWENTY_FOUR = re.compile(r"(?<![\d.,:])24[:.h]?00(?![\d.,:])|\b24\s?h\b", re.IGNORECASE)
_BY_MIDNIGHT = re.compile(r"\b(past|to|after)\s+mid-?night\b", re.IGNORECASE)
_PARTS = re.compile(
    r"(?P<morning>\bmorning|\bbreakfast|\bdawn)|(?P<afternoon>\bafternoon|\barvo|\blunch)"
    r"|(?P<evening>\bevening|\beve\b|\bdinner)|(?P<night>\bnight|\bto-?night|\btonite|\bbedtime)",
    re.IGNORECASE,
)
_lone = rx(
    rf"(?<![\w.,:/$£€#%+-])(?P<h>1[0-2]|0?[1-9])(?![\w%°]|[:./,]\d|\s*-?\s*(?:{ANY_UNIT}|years?|people|kids)\b)"
).set_parse_action(lambda found: Clock(int(found["h"]), 0, found["h"]))
# A number alone is a clock time here, whatever follows, for nothing else is being told.
loose_clock = any_clock | _lone


def plain(text: str) -> str:
    """The text with plain signs, and with the odd ways of writing a clock time made usual."""
    low = " ".join(text.translate(_PLAIN).split())
    low = _TWENTY_FOUR.sub("midnight", low)
    low = _BY_MIDNIGHT.sub(r"\1 12", low)
    low = _H.sub(r"\1:\2", low)
    return _GAP.sub(r"\1:\2", _COMMA.sub(r"\1:\2", low))


def part_said(text: str) -> str:
    """The part of the day that the text names first: "morning" to "night", or ""."""
    found = _PARTS.search(text)
    return str(found.lastgroup) if found else ""


def told_clocks(text: str) -> list[int]:
    """The local times, in minutes from midnight, that a text tells; two where "9:40" is open."""
    line = plain(text)
    if len(line) > LONGEST:
        return []
    found = next(loose_clock.scan_string(line), None)
    if not found:
        return []
    clock: Clock = found[0][0]
    hours = [clock.hour % 24] if clock.half == "24" else _hours(clock, part_said(line))
    return [hour * 60 + clock.minute for hour in hours]


def evening_time(clock: Clock, part: str) -> str:
    """The time "HH:MM" that a clock means for something that happens at night; 12 is "24:00".

    One to three o'clock are after midnight, any other hour is before it.
    """
    if clock.half == "24":
        hour = clock.hour
    elif clock.half or part:
        hour = _hours(clock, part)[0]
    else:
        hour = clock.hour % 12 + (12 if clock.hour % 12 > 3 else 0)
    return "24:00" if (hour % 24, clock.minute) == (0, 0) else f"{hour % 24:02}:{clock.minute:02}"


def _hours(clock: Clock, part: str) -> list[int]:
    hour = clock.hour % 12
    if clock.half or part in ("morning", "afternoon", "evening"):
        return [hour + (0 if clock.half == "am" or (part == "morning" and not clock.half) else 12)]
    if part == "night":
        return [hour if hour < 5 else hour + 12]
    return [hour, hour + 12]

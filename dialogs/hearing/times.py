"""Lengths of time and clock times in people's own words."""

import re
from datetime import datetime
from functools import lru_cache
from itertools import islice

import msgspec
import pyparsing as pp

from dialogs.hearing.clock_hours import after, placed
from dialogs.hearing.en import times as times_en
from dialogs.hearing.en.lengths import Stretch
from dialogs.hearing.en.numbers import FILLER
from dialogs.hearing.en.points import Point

# Enough for any answer, and it keeps the longest message within a few milliseconds.
SCANNED = 500
_MOSTLY = 0.6
_MOST_WORDS = 7
_WORD = re.compile(r"\w+")
CANDIDATES = 18

# One sign for one sign, so that offsets hold. A new line and a long dash end a clause.
_PLAIN = str.maketrans(
    dict.fromkeys("’‘ʼ´`′＇", "'")
    | dict.fromkeys("\u00a0\u2009\u202f\t", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
    | dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2014\u2028\u2029", ";")
    # Letters that a pattern without regard to case takes for ASCII ones.
    | {"ſ": "s", "\u212a": "k", "İ": "i", "ı": "i"}
)
_GRAMMARS: dict[str, tuple[pp.ParserElement, pp.ParserElement]] = {
    "en": (times_en.lengths, times_en.moments)
}
_STRAY_BEFORE = re.compile(
    r"\b(?:every|each|past|per|not|during|until|till|til|after|before|by|other|n't)\s+$",
    re.IGNORECASE,
)
_STRAY_PART = re.compile(r"\b(?:in|on|at)\s+$", re.IGNORECASE)
_STRAY_AFTER = re.compile(
    r"\s*-?\s*(?:ago\b|olds?\b|pregnant\b|per\b|(?:a|each|every)\s+(?:day|week|month|night|year)\b)",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"\b(?:no|actually|make (?:it|that)|scratch that|i mean|rather|more like|wait)\b", re.IGNORECASE
)
_LEADING = re.compile(
    rf"(?:[^\w½¼¾]*(?:{FILLER}|(?:take|have|in|over)\b))*[^\w½¼¾.]*", re.IGNORECASE
)
_DOUBLED = re.compile(r"\b([\w']+)(?:\s+\1\b)+", re.IGNORECASE)

_Found = tuple[Point, int]


class Length(msgspec.Struct, frozen=True):
    """A length of time in a person's words.

    `span` can follow "I need" ("an hour") and is "" where only the end was said; `bound`
    bounds the time apart ("for an hour", "until eight"). `minutes` is the longer end of a
    range, None where only a clock or an event could tell. `start` and `end` are offsets in
    code points, end exclusive.
    """

    minutes: int | None
    span: str
    bound: str
    start: int
    end: int


class Moment(msgspec.Struct, frozen=True):
    """A moment in a person's words.

    `at` is "HH:MM", or "" where no clock time was said; `day` counts days from today, None
    unsaid. `back` follows "I'll be back" ("by half nine"). Offsets as in `Length`.
    """

    at: str
    day: int | None
    back: str
    start: int
    end: int


def read_length(text: str, *, language: str = "en") -> Length | None:
    """The length of time that a person said, or None.

    A number alone is hours up to 4 and minutes for 5 and from 10 to 180; 6 to 9 are clock
    hours ("until 8"). Only the first 500 code points are read.
    """
    plain, before = _plain(text)
    return _length(plain, before, _point(plain, language), language)


def read_moment(text: str, *, now: datetime | None = None, language: str = "en") -> Moment | None:
    """The moment that a person said, or None; with `now`, "8" is the next waking eight o'clock."""
    plain, before = _plain(text)
    return _moment(before, _point(plain, language), now)


def read_stretch(
    text: str, *, now: datetime | None = None, language: str = "en"
) -> tuple[Length | None, Moment | None]:
    """Both readings of an answer to "for how long?", the moment only if it is no mere length.

    "Tonight" and "20" answer either question; here they are lengths.
    """
    plain, before = _plain(text)
    point = _point(plain, language)
    length = _length(plain, before, point, language)
    moment = _moment(before, point, now)
    if not (length and moment and length.span) or (point and point[0].wait):
        return length, moment
    same = moment.start < length.end and length.start < moment.end
    return length, None if same else moment


def is_mostly_a_time(text: str, language: str = "en") -> bool:
    """Whether words say a time and hardly anything else: "till the kids are in bed"."""
    said = max((each.end - each.start for each in _found_in(text, language)), default=0)
    return said >= _MOSTLY * len(text.strip()) > 0


def may_tell_time(text: str) -> bool:
    """False where a text surely tells no time; to read one takes two milliseconds."""
    return bool(times_en.TIMELY.search(text))


def is_only_a_time(text: str, language: str = "en") -> bool:
    """Whether words say a time and nothing besides: "back at 6 then", and no "tired tonight"."""
    if len(text.split()) > _MOST_WORDS or not may_tell_time(text):
        return False
    found = _found_in(text, language)
    if not found:
        return False
    start, end = min(each.start for each in found), max(each.end for each in found)
    return {*_WORD.findall(f"{text[:start]} {text[end:]}".casefold())} <= times_en.BESIDE


def _found_in(text: str, language: str) -> list[Length | Moment]:
    return [each for each in read_stretch(text, language=language) if each is not None]


def _plain(text: str) -> tuple[str, int]:
    """The part of the text to be read, and how many code points stand before it."""
    before = len(text) - len(text.lstrip())
    plain = text[before : before + SCANNED].translate(_PLAIN)
    many = next(islice(times_en.candidate.finditer(plain), CANDIDATES, None), None)
    return (plain[: many.start()] if many else plain), before


def _length(plain: str, before: int, end: _Found | None, language: str) -> Length | None:
    lengths = _lengths(plain, language)
    hard = [found for found in lengths if not found[0].soft]
    if hard or (lengths and not (end and (end[0].till or end[0].clock))):
        stretch, start, stop = _latest(plain, hard or lengths)
        span, bound = _clean(stretch.span), _clean(stretch.bound)
        return Length(stretch.minutes, span, bound, before + start, before + stop)
    if end and (end[0].till or end[0].cued or end[0].whole):
        point, stop = end
        return Length(None, "", _clean(point.bound), before + point.start, before + stop)
    return None


def _moment(before: int, found: _Found | None, now: datetime | None) -> Moment | None:
    if not found:
        return None
    point, end = found
    if point.wait:
        at, day = after(point.wait.minutes, now)
    else:
        at, day = placed(point.clock, point.day, now)
    return Moment(at, day, _clean(point.back), before + point.start, before + end)


# Two readers ask of the same words, one after the other; nothing older is kept.
@lru_cache(maxsize=1)
def _lengths(plain: str, language: str) -> list[tuple[Stretch, int, int]]:
    found: list[tuple[Stretch, int, int]] = []
    barred = 0
    for start, stretch, end in _GRAMMARS.get(language, _GRAMMARS["en"])[0].parse_string(plain):
        lead = _LEADING.match(plain, start, end)
        begin = lead.end() if lead and lead.end() < end else start
        stray = _STRAY_AFTER.match(plain, end)
        if stray:
            barred = stray.end()
        elif begin >= barred and stretch.minutes != 0 and not _is_stray(plain, stretch, begin):
            found.append((stretch, begin, _trimmed(plain, begin, end)))
    return found


def _is_stray(plain: str, stretch: Stretch, start: int) -> bool:
    before = plain[max(0, start - 12) : start]
    if _STRAY_BEFORE.search(before):
        return True
    return not stretch.unit and bool(_STRAY_PART.search(before))


@lru_cache(maxsize=1)
def _point(plain: str, language: str) -> _Found | None:
    return _chosen(
        plain,
        [
            (point, _trimmed(plain, point.start, end))
            for _, point, end in _GRAMMARS.get(language, _GRAMMARS["en"])[1].parse_string(plain)
        ],
    )


def _chosen(plain: str, points: list[_Found]) -> _Found | None:
    if not points:
        return None
    best = max((point.cued, point.till) for point, _ in points)
    alike = [found for found in points if (found[0].cued, found[0].till) == best]
    if len(alike) > 1 and _CORRECTED.search(plain, alike[0][1], alike[1][0].start):
        return alike[1]
    return alike[0]


def _latest(plain: str, found: list[tuple[Stretch, int, int]]) -> tuple[Stretch, int, int]:
    if len(found) > 1 and _CORRECTED.search(plain, found[0][2], found[1][1]):
        return found[1]
    return found[0]


def _trimmed(plain: str, start: int, end: int) -> int:
    return start + len(plain[start:end].rstrip(" ,;."))


def _clean(form: str) -> str:
    return _DOUBLED.sub(r"\1", " ".join(form.split()))

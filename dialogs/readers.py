"""Slot readers: named ways to take a person's own words as the value of a slot."""

import re
from collections.abc import Callable
from datetime import datetime

from dialogs.hearing import own_words
from dialogs.hearing.own_words import Miss
from dialogs.hearing.places import find_places
from dialogs.hearing.schedule import read_schedule
from dialogs.hearing.times import Moment, read_length, read_moment, read_stretch
from dialogs.hearing.zones import zone_at, zone_by_local_time
from dialogs.session import Value

Reader = Callable[[str, datetime, str], Value | Miss]

LONGEST_TIME = 120
NTH = ("first", "second", "third")
COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)")


def duration(text: str, now: datetime, language: str) -> Value | Miss:
    """A length of time: `number` is minutes; forms span and bound."""
    length = read_length(text, language=language) if _short(text) else None
    if length is None:
        return _time_miss(text, language)
    forms = {"span": length.span, "bound": length.bound}
    return Value(said=text.strip(), number=length.minutes, forms=forms)


def clock(text: str, now: datetime, language: str) -> Value | Miss:
    """A moment: `at` is HH:MM on the person's clock, "" for an event; form back."""
    moment = read_moment(text, now=now, language=language) if _short(text) else None
    return _time_miss(text, language) if moment is None else _moment(text, moment)


def comeback(text: str, now: datetime, language: str) -> Value | Miss:
    """A moment of coming back said along with a length: "till eight", "an hour, back by 9"."""
    moment = read_stretch(text, now=now, language=language)[1] if _short(text) else None
    return Miss("no_time") if moment is None else _moment(text, moment)


def _short(text: str) -> bool:
    return len(text) <= LONGEST_TIME


def _moment(text: str, moment: Moment) -> Value:
    forms = {"back": moment.back}
    return Value(said=text.strip(), at=moment.at, number=moment.day, forms=forms)


def _time_miss(text: str, language: str) -> Miss:
    """Why words are no time: the reasons that any words have, or that none was found."""
    plain = own_words.read_own_words("anything", text, language)
    return plain if isinstance(plain, Miss) else Miss("no_time")


def hour(text: str, now: datetime, language: str) -> Value | Miss:
    """An hour of the evening: `at` is HH:MM, 24:00 for midnight."""
    wish = read_schedule(text, language=language)
    return Value(said=text.strip(), at=wish.at) if wish and wish.at else Miss("no_time")


def place(text: str, now: datetime, language: str) -> Value | Miss:
    """Where somebody is: `picks` are up to three zones, forms first, second and third places.

    Words are a town or country, a zone, coordinates ("52.1,4.3"), or the time there now.
    """
    coordinates = COORDINATES.fullmatch(text.strip())
    if coordinates:
        found = [(zone_at(float(coordinates[1]), float(coordinates[2])) or "", "")]
    else:
        places = find_places(text, language=language)[: len(NTH)]
        found = [(each.zone, each.name) for each in places]
    found = found or [(zone_by_local_time(text, now) or "", "")]
    if not found[0][0]:
        return Miss("no_place")
    forms = {nth: name for nth, (_, name) in zip(NTH, found, strict=False)}
    return Value(said=text.strip(), picks=[zone for zone, _ in found], forms=forms)


def _own_words(name: str) -> Reader:
    def read(text: str, now: datetime, language: str) -> Value | Miss:
        forms = own_words.read_own_words(name, text, language)
        return forms if isinstance(forms, Miss) else Value(said=text.strip(), forms=forms)

    return read


READERS: dict[str, Reader] = {
    "duration": duration,
    "clock": clock,
    "comeback": comeback,
    "hour": hour,
    "place": place,
    **{name: _own_words(name) for name in own_words.READERS["en"]},
}

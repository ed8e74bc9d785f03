"""Slot readers: named ways to take a person's own words as the value of a slot."""

from collections.abc import Callable
from datetime import datetime

from dialogs.hearing import own_words
from dialogs.hearing.own_words import Miss
from dialogs.hearing.times import Moment, read_length, read_moment, read_stretch
from dialogs.session import Value

Reader = Callable[[str, datetime, str], Value | Miss]

LONGEST_TIME = 120


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
    return Value(said=text.strip(), at=moment.at, forms={"back": moment.back})


def _time_miss(text: str, language: str) -> Miss:
    """Why words are no time: the reasons that any words have, or that none was found."""
    plain = own_words.read_own_words("anything", text, language)
    return plain if isinstance(plain, Miss) else Miss("no_time")


def _own_words(name: str) -> Reader:
    def read(text: str, now: datetime, language: str) -> Value | Miss:
        forms = own_words.read_own_words(name, text, language)
        return forms if isinstance(forms, Miss) else Value(said=text.strip(), forms=forms)

    return read


READERS: dict[str, Reader] = {
    "duration": duration,
    "clock": clock,
    "comeback": comeback,
    **{name: _own_words(name) for name in own_words.READERS["en"]},
}

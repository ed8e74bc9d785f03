"""Readers of people's own words: the grammatical forms that phrases are composed from."""

from collections.abc import Callable

from dialogs.hearing.en.own_words import ENGLISH
from dialogs.hearing.miss import Forms, Miss, Reason

__all__ = ["READERS", "Forms", "Miss", "Reader", "Reason", "read_own_words"]

Reader = Callable[[str], Forms | Miss]

READERS: dict[str, dict[str, Reader]] = {"en": ENGLISH}


def read_own_words(slot: str, text: str, language: str = "en") -> Forms | Miss:
    """The forms of what somebody typed for a slot, or why it does not fit.

    A language without readers of its own is read as English; raises KeyError on a slot
    that no reader is named after.
    """
    return READERS.get(language, ENGLISH)[slot](text)

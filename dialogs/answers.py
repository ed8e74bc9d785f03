"""Take an utterance as the answer to the question that stands."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from dialogs.hearing.commands import hear_number, hear_yes_no
from dialogs.hearing.own_words import Miss
from dialogs.readers import READERS
from dialogs.script import State
from dialogs.session import Slots, Value

DONE = "~done"


class Wording(Protocol):
    """What the mind asks of the voice: to compose a sentence, and to know choices by words."""

    def compose(self, script: str, prompt: str, slots: Slots, language: str) -> Value:
        """Render a sentence for the partner from slots."""

    def match(
        self, script: str, key: str, offered: Sequence[str], text: str, language: str
    ) -> str | None:
        """The offered choice that typed words name exactly."""


class Question(msgspec.Struct, frozen=True):
    """The question that stands: its state, what it offers now, and how it was put."""

    script: str
    key: str
    state: State
    offered: list[str]


class Setting(msgspec.Struct, frozen=True):
    """What an answer is read in: the moment, on the person's clock, and the language."""

    now: datetime
    language: str


def pick(question: Question, choice: str) -> Value | Miss:
    """Take a tapped choice."""
    if choice not in question.offered:
        return Miss("choice_only")
    if question.state.ask == "yes_no":
        return Value(yes=choice == "yes")
    if question.state.ask == "scale":
        return Value(number=int(choice))
    offer = next(each for each in question.state.offers if each.id == choice)
    return Value(pick=choice, number=offer.minutes, at=offer.at)


def read(question: Question, text: str, wording: Wording, setting: Setting) -> Value | Miss:
    """Take typed words: as the choice they name, else by the kind of the question."""
    named = None if question.state.ask == "several" else _named(question, text, wording, setting)
    if named is not None:
        value = pick(question, named)
        if isinstance(value, Value):
            value.said = text.strip()
        return value
    return _KINDS[question.state.ask or "text"](question, text, wording, setting)


def _named(question: Question, text: str, wording: Wording, setting: Setting) -> str | None:
    """The offered choice that words name, or its place among the choices."""
    offered, language = question.offered, setting.language
    named = wording.match(question.script, question.key, offered, text, language)
    number = hear_number(text, language) if question.state.ask in ("choice", "several") else None
    if named is None and number is not None and 1 <= number <= len(offered):
        named = offered[number - 1]
    return named


def _words(question: Question, text: str, wording: Wording, setting: Setting) -> Value | Miss:
    reader = question.state.read or ("anything" if question.state.ask == "text" else "")
    if not reader:
        return Miss("choice_only")
    return READERS[reader](text, setting.now, setting.language)


def _several(question: Question, text: str, wording: Wording, setting: Setting) -> Value | Miss:
    pieces = [piece for piece in re.split(r",|;|\n|\band\b|&|\+", text) if piece.strip()]
    whole = wording.match(question.script, question.key, question.offered, text, setting.language)
    named = [whole] if whole else [_named(question, each, wording, setting) for each in pieces]
    if pieces and all(named):
        return Value(said=text.strip(), picks=list(dict.fromkeys(each for each in named if each)))
    return _words(question, text, wording, setting)


def _scale(question: Question, text: str, wording: Wording, setting: Setting) -> Value | Miss:
    number = hear_number(text, setting.language)
    if number is None or not question.state.low <= number <= question.state.high:
        return Miss("range")
    return Value(said=text.strip(), number=number)


def _yes_no(question: Question, text: str, wording: Wording, setting: Setting) -> Value | Miss:
    yes = hear_yes_no(text, setting.language)
    return Miss("yes_no") if yes is None else Value(said=text.strip(), yes=yes)


def _duration(question: Question, text: str, wording: Wording, setting: Setting) -> Value | Miss:
    return READERS["duration"](text, setting.now, setting.language)


def _clock(question: Question, text: str, wording: Wording, setting: Setting) -> Value | Miss:
    return READERS["clock"](text, setting.now, setting.language)


_KINDS = {
    "choice": _words,
    "several": _several,
    "text": _words,
    "scale": _scale,
    "duration": _duration,
    "clock": _clock,
    "yes_no": _yes_no,
}

"""Answers as long as the coach takes them, as a template sees them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from dialogs.readers import READERS
from dialogs.script import Script
from dialogs.session import Value
from prompts.voice import SHOWN_AT_MOST, clipped

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
# Tried in turn: a message, what is shown of an answer at most, and what shorter answers may have.
LENGTHS = (4090, SHOWN_AT_MOST, 600, 300, 120, 80, 40)
# The longest form of a choice that an author would write.
FORM_AT_MOST = 120
WORDS = "I said that we were in deep water "


class Long(str):
    """An answer that has every form and is any number."""

    pick, picks, number, at, yes = "", ["a", "b"], 9, "21:30", True
    own: Mapping[str, str] = {}

    def __getattr__(self, name: str) -> "Long":
        if name.startswith("__"):
            raise AttributeError(name)
        return Long(self.own.get(name, self[:FORM_AT_MOST]))

    def __lt__(self, other: object) -> bool:
        return super().__lt__(other) if isinstance(other, str) else False

    def __gt__(self, other: object) -> bool:
        return super().__gt__(other) if isinstance(other, str) else True

    __le__, __ge__ = __lt__, __gt__


def with_forms(text: str, forms: Mapping[str, str]) -> Long:
    """An answer by what is shown of it, and its forms; those that it lacks are of a choice."""
    answer = Long(text)
    answer.own = dict(forms)
    return answer


@cache
def longest(reader: str) -> Long:
    """The longest answer that a reader takes."""
    for length in LENGTHS:
        value = READERS[reader]((WORDS * 120)[:length].strip(), NOON, "en")
        if isinstance(value, Value):
            said = " ".join(value.said.split())
            return with_forms(clipped(said), {"said": said, **value.forms})
    return Long(WORDS[:FORM_AT_MOST])


def answers(script: Script | None) -> dict[str, Any]:
    """The longest answer for each slot of a script."""
    found: dict[str, Long] = {}
    for state in script.states.values() if script else ():
        reader = state.read or {"text": "anything", "duration": "duration", "clock": "clock"}.get(
            state.ask or "", ""
        )
        for slot, each in {state.slot: reader, **state.fills}.items():
            known = longest(each) if each else Long(WORDS[:FORM_AT_MOST])
            if len(known) >= len(found.get(slot, "")):
                found[slot] = known
    # What is composed, studied or handed over is shown like any other answer.
    rest = longest("sentence")
    return {slot: found.get(slot, rest) for slot in script.slots} if script else {}

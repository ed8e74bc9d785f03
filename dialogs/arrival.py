"""Entering a state: what it does to the slots, what it says, and which deeds it asks for."""

import msgspec

from dialogs.answers import Wording
from dialogs.hearing.heard import Hearing
from dialogs.outcome import Bubble, Outcome
from dialogs.script import State
from dialogs.session import Place, Slots, fill
from dialogs.studies import STUDIES


class Arrival:
    """Does what a state does on entering; composes by the wording, and studies by the hearing."""

    def __init__(self, wording: Wording, hearing: Hearing | None) -> None:
        self.wording = wording
        self.hearing = hearing

    def at(
        self, place: Place, state: State, outcome: Outcome, heard: list[str], language: str
    ) -> None:
        """Copy, clear, begin anew, compose, study, act and say, in this order.

        `heard` are the give-backs that wait for words to stand before; it is emptied by them.
        """
        before = dict(place.slots)
        for to, source in state.copy.items():
            if source in place.slots:
                place.slots[to] = msgspec.structs.replace(place.slots[source])
        fill(place.slots, dict.fromkeys(state.clear))
        if state.anew == "yes":
            place.slots = place.lasts()
            place.trail.clear()
        for slot, prompt in state.compose.items():
            place.slots[slot] = self.wording.compose(
                place.script, f"{place.script}/{prompt}", place.slots, language
            )
        found = self._study(place, state, language) if state.study else []
        _note_before(place, before)
        if state.act:
            outcome.acts.append((state.act, dict(place.slots)))
        if found or state.say:
            names = [f"{place.script}/{name}" for name in (*found, *state.say)]
            bubble = Bubble(
                [*heard, *names], place.script, dict(place.slots), closed=bool(state.act)
            )
            outcome.bubbles.append(bubble)
            heard.clear()

    def _study(self, place: Place, state: State, language: str) -> list[str]:
        """Look at what was said; fill slots from it and name the prompts to say."""
        assert self.hearing is not None, "a script with a study needs a hearing"
        findings = STUDIES[state.study](place.slots, self.hearing, language)
        fill(place.slots, findings.slots)
        return findings.prompts


def _note_before(place: Place, before: Slots) -> None:
    """Have the way back undo what a state did to the slots on entering."""
    if place.trail:
        for slot in {**before, **place.slots}:
            if before.get(slot) is not place.slots.get(slot):
                place.trail[-1].before.setdefault(slot, before.get(slot))

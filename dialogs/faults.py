"""What can be wrong with a script in itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dialogs.errors import ScriptError
from dialogs.guards import guard
from dialogs.readers import READERS
from dialogs.script import Script, State
from dialogs.studies import STUDIES

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,31}")


class Fault(NamedTuple):
    """One thing to mend in a file: its line, the code of its kind, what it is, and how to mend it."""

    line: int
    code: str
    what: str
    mend: str

    def of(self, file: Path | str) -> ScriptError:
        """The fault as an error of the file that has it."""
        return ScriptError(str(file), self.line, self.what, self.mend, self.code)


# The code of a kind of fault, what it is, and how to mend it; the line is its state's.
StateFault = tuple[str, str, str]


def faults(script: Script) -> Iterator[Fault]:
    """Every fault of a script in itself, the gravest first."""
    if script.name != Path(script.file).stem:
        line, what = script.lines.get("script", 1), f"the script is called '{script.name}'"
        yield Fault(line, "S104", what, "Give the file the same name.")
    if script.start not in script.states:
        line, mend = script.lines.get("start", 1), f"Name one of {', '.join(script.states)}."
        yield Fault(line, "S105", f"no state '{script.start}' to start at", mend)
    for name, state in script.states.items():
        line = script.line_of(name)
        if not IDENTIFIER.fullmatch(name):
            mend = "Use a-z, 0-9, _ and at most 32."
            yield Fault(line, "S106", f"'{name}' can't be a state's name", mend)
        for code, what, mend in _state_faults(script, state):
            yield Fault(line, code, f"state '{name}': {what}", mend)
    yield from _lost(script)
    yield from _endless(script)
    yield from _rename_faults(script)


def _state_faults(script: Script, state: State) -> Iterator[StateFault]:
    for target in state.targets:
        if target not in script.states:
            yield "S107", f"leads to '{target}', which isn't there", "Name an existing state."
    for slot in state.slots:
        if slot not in script.slots:
            yield "S301", f"the slot '{slot}' isn't declared", "Add it under 'slots:'."
    for words in state.guards:
        yield from _guard_faults(script, words)
    for reader in (state.read, *state.fills.values()):
        if reader and reader not in READERS:
            yield "S110", f"no reader '{reader}'", f"Use one of {', '.join(sorted(READERS))}."
    if state.study and state.study not in STUDIES:
        yield "S111", f"no study '{state.study}'", f"Use one of {', '.join(sorted(STUDIES))}."
    yield from _shape_faults(state)
    yield from _offer_faults(state)


def _guard_faults(script: Script, words: str) -> Iterator[StateFault]:
    try:
        guard(words)
    except ValueError as error:
        yield "S113", str(error), "Mend the guard."
        return
    name, slot, *choices = words.removeprefix("not ").split()
    if slot not in script.slots:
        what = f"'{words}' asks for '{slot}', which isn't declared"
        yield "S301", what, "Add it under 'slots:'."
    asking = [state for state in script.states.values() if state.slot == slot and state.offer]
    offered = {each.id for state in asking for each in state.offers}
    if name == "picked" and offered and choices[0] not in offered:
        what = f"'{words}' goes by '{choices[0]}', which isn't offered"
        yield "S109", what, "Offer it or drop it."


def _shape_faults(state: State) -> Iterator[StateFault]:
    ends = state.end == "yes"
    if ends and (state.ask or state.next or state.call):
        yield "S108", "ends, so it can't ask, call or go on", "Drop 'end' or the others."
    if not ends and not state.next:
        yield "S202", "leads nowhere", "Add 'next: STATE' or 'end: yes'."
    if state.ask and state.call:
        yield "S108", "asks and calls at once", "Make two states of it."
    if state.arrows and (state.arrows[-1].pick or state.arrows[-1].when):
        yield "S202", "may find no way on", "End 'next' with a plain '- {to: STATE}'."
    if state.ask == "scale" and not 0 <= state.low < state.high <= 10:
        yield "S108", "the scale is too long", "Keep low and high between 0 and 10."


def _offer_faults(state: State) -> Iterator[StateFault]:
    ids = [each.id for each in state.offers]
    if state.ask in ("choice", "several") and not ids:
        yield "S108", f"asks a {state.ask} and offers nothing", "Add 'offer: [...]'."
    for each in ids:
        if not IDENTIFIER.fullmatch(each):
            yield "S106", f"'{each}' can't be a choice's id", "Use a-z, 0-9, _ and at most 32."
    if len(set(ids)) < len(ids):
        yield "S108", "offers the same choice twice", "Remove one."
    known = {"yes", "no"} if state.ask == "yes_no" else set(ids)
    for arrow in state.arrows:
        if arrow.pick and arrow.pick not in known:
            what = f"goes by the pick '{arrow.pick}', which isn't offered"
            yield "S109", what, "Offer it or drop it."


def _lost(script: Script) -> Iterator[Fault]:
    ways = {name: list(state.targets) for name, state in script.states.items()}
    reached = reachable([script.start], ways)
    for name in (each for each in script.states if each not in reached):
        line, what = script.line_of(name), f"no way leads to state '{name}'"
        yield Fault(line, "S201", what, "Link it or remove it.")


def _endless(script: Script) -> Iterator[Fault]:
    """States from which no end can be reached, and rings that never stop to ask."""
    ends = [name for name, state in script.states.items() if state.end == "yes"]
    back: dict[str, list[str]] = {name: [] for name in script.states}
    passing: dict[str, list[str]] = {}
    for name, state in script.states.items():
        for target in state.targets:
            back.setdefault(target, []).append(name)
        if not (state.ask or state.call):
            passing[name] = list(state.targets)
    ending = reachable(ends, back)
    for name in (each for each in script.states if each not in ending):
        what = f"state '{name}': no way to an end leads on from it"
        yield Fault(script.line_of(name), "S203", what, "Lead on to a state with 'end: yes'.")
    for name, targets in passing.items():
        if name in reachable(targets, passing):
            what = f"state '{name}': goes round without asking"
            yield Fault(script.line_of(name), "S204", what, "Ask something on the way.")


def reachable(starts: list[str], ways: dict[str, list[str]]) -> set[str]:
    """All that can be reached from some names by ways from name to names."""
    seen, ahead = set[str](), list(starts)
    while ahead:
        name = ahead.pop()
        if name in ways and name not in seen:
            seen.add(name)
            ahead.extend(ways[name])
    return seen


def _rename_faults(script: Script) -> Iterator[Fault]:
    """Renames that lead to a name which is neither there nor renamed in its turn."""
    for kind, names, there in (
        ("states", script.renames.states, script.states.keys()),
        ("slots", script.renames.slots, script.slots.keys()),
    ):
        for old, new in names.items():
            if new not in there and new not in names:
                line = script.lines.get(f"renames.{kind}.{old}", 1)
                what = f"renames '{old}' to '{new}', which isn't there"
                yield Fault(line, "S114", what, "Name what is there.")

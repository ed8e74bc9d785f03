"""Read a script's file into a Script, and find what its author has to mend."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from dialogs.errors import ScriptError
from dialogs.guards import guard
from dialogs.readers import READERS
from dialogs.script import Renames, Script, State
from dialogs.studies import STUDIES

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,31}")
HEAD = {"script", "version", "purpose", "start", "slots", "states", "renames"}
OPTIONAL = {"renames", "slots"}


def read_script(file: Path) -> Script:
    """Read one script; raises ScriptError with file, line and mend of its first fault."""
    script = _convert(file, *_plain(file))
    for line, what, mend in faults(script):
        raise ScriptError(script.file, line, what, mend)
    return script


def _plain(file: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """The file as plain values (every scalar a string) and the line of each entry."""
    lines: dict[str, int] = {}
    try:
        # The base loader keeps yes, no and 08:30 the words that the author typed.
        tree = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        if not isinstance(tree, yaml.MappingNode):
            raise ScriptError(str(file), 1, "this is no script", "Begin with 'script: NAME'.")
        _note_lines(str(file), tree, "", lines)
        plain: dict[str, Any] = yaml.BaseLoader("").construct_object(tree, deep=True)
    except yaml.YAMLError as error:
        line, what = _broken(error)
        raise ScriptError(str(file), line, what, "Check indentation and quotes there.") from error
    except UnicodeDecodeError as error:
        raise ScriptError(str(file), 1, "the file is not UTF-8", "Save it as UTF-8.") from error
    return plain, lines


def _broken(error: yaml.YAMLError) -> tuple[int, str]:
    """Where YAML is broken, and how, on one line."""
    if isinstance(error, yaml.MarkedYAMLError):
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return line, error.problem or "broken YAML"
    return 1, str(error).partition("\n")[0]


def _note_lines(file: str, node: yaml.Node, path: str, lines: dict[str, int]) -> None:
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        name = f"{path}.{key.value}" if path else str(key.value)
        line = key.start_mark.line + 1
        if name in lines:
            raise ScriptError(file, line, f"'{key.value}' stands twice", "Remove or rename one.")
        lines[name] = line
        _note_lines(file, value, name, lines)


def _convert(file: Path, plain: dict[str, Any], lines: dict[str, int]) -> Script:
    for key in plain.keys() - HEAD:
        mend = f"Use one of {', '.join(sorted(HEAD))}."
        raise ScriptError(str(file), lines[key], f"'{key}' is no part of a script", mend)
    for key in sorted(HEAD - OPTIONAL - plain.keys()):
        raise ScriptError(str(file), 1, f"'{key}' is missing", f"Add a line '{key}: ...'.")
    states = _entry(file, lines, "states", plain["states"], dict[str, Any])
    return Script(
        name=_entry(file, lines, "script", plain["script"], str),
        version=_entry(file, lines, "version", plain["version"], int),
        purpose=_entry(file, lines, "purpose", plain["purpose"], str),
        start=_entry(file, lines, "start", plain["start"], str),
        slots=_entry(file, lines, "slots", plain.get("slots") or {}, dict[str, str]),
        states={
            name: _entry(file, lines, f"states.{name}", body or {}, State)
            for name, body in states.items()
        },
        renames=_entry(file, lines, "renames", plain.get("renames") or {}, Renames),
        file=str(file),
        lines=lines,
    )


def _entry(file: Path, lines: dict[str, int], path: str, plain: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(plain, kind, strict=False)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        key = re.match(r"\.(\w+)", where)
        line = lines.get(f"{path}.{key[1]}" if key else path, lines.get(path, 1))
        named = path.rpartition(".")[2] + (f".{key[1]}" if key else "")
        mend = "See 'The script format' in CONTRIBUTING.md."
        raise ScriptError(str(file), line, f"in '{named}': {what}", mend) from error


Fault = tuple[int, str, str]


def faults(script: Script) -> Iterator[Fault]:
    """Every fault of a script in itself: line, what, and how to mend it."""
    if script.name != Path(script.file).stem:
        yield (
            script.lines.get("script", 1),
            f"the script is called '{script.name}'",
            "Give the file the same name.",
        )
    if script.start not in script.states:
        yield (
            script.lines.get("start", 1),
            f"no state '{script.start}' to start at",
            f"Name one of {', '.join(script.states)}.",
        )
    for name, state in script.states.items():
        line = script.line_of(name)
        if not IDENTIFIER.fullmatch(name):
            yield line, f"'{name}' can't be a state's name", "Use a-z, 0-9, _ and at most 32."
        for what, mend in _state_faults(script, state):
            yield line, f"state '{name}': {what}", mend
    yield from _lost(script)
    yield from _endless(script)
    yield from _rename_faults(script)


def _state_faults(script: Script, state: State) -> Iterator[tuple[str, str]]:
    for target in state.targets:
        if target not in script.states:
            yield f"leads to '{target}', which isn't there", "Name an existing state."
    for slot in state.slots:
        if slot not in script.slots:
            yield f"the slot '{slot}' isn't declared", "Add it under 'slots:'."
    for words in state.guards:
        yield from _guard_faults(script, words)
    for reader in (state.read, *state.fills.values()):
        if reader and reader not in READERS:
            yield f"no reader '{reader}'", f"Use one of {', '.join(sorted(READERS))}."
    if state.study and state.study not in STUDIES:
        yield f"no study '{state.study}'", f"Use one of {', '.join(sorted(STUDIES))}."
    yield from _shape_faults(state)
    yield from _offer_faults(state)


def _guard_faults(script: Script, words: str) -> Iterator[tuple[str, str]]:
    try:
        guard(words)
    except ValueError as error:
        yield str(error), "Mend the guard."
        return
    name, slot, *choices = words.removeprefix("not ").split()
    if slot not in script.slots:
        yield f"'{words}' asks for '{slot}', which isn't declared", "Add it under 'slots:'."
    asking = [state for state in script.states.values() if state.slot == slot and state.offer]
    offered = {each.id for state in asking for each in state.offers}
    if name == "picked" and offered and choices[0] not in offered:
        yield f"'{words}' goes by '{choices[0]}', which isn't offered", "Offer it or drop it."


def _shape_faults(state: State) -> Iterator[tuple[str, str]]:
    ends = state.end == "yes"
    if ends and (state.ask or state.next or state.call):
        yield "ends, so it can't ask, call or go on", "Drop 'end' or the others."
    if not ends and not state.next:
        yield "leads nowhere", "Add 'next: STATE' or 'end: yes'."
    if state.ask and state.call:
        yield "asks and calls at once", "Make two states of it."
    if state.arrows and (state.arrows[-1].pick or state.arrows[-1].when):
        yield "may find no way on", "End 'next' with a plain '- {to: STATE}'."
    if state.ask == "scale" and not 0 <= state.low < state.high <= 10:
        yield "the scale is too long", "Keep low and high between 0 and 10."


def _offer_faults(state: State) -> Iterator[tuple[str, str]]:
    ids = [each.id for each in state.offers]
    if state.ask in ("choice", "several") and not ids:
        yield f"asks a {state.ask} and offers nothing", "Add 'offer: [...]'."
    for each in ids:
        if not IDENTIFIER.fullmatch(each):
            yield f"'{each}' can't be a choice's id", "Use a-z, 0-9, _ and at most 32."
    if len(set(ids)) < len(ids):
        yield "offers the same choice twice", "Remove one."
    known = {"yes", "no"} if state.ask == "yes_no" else set(ids)
    for arrow in state.arrows:
        if arrow.pick and arrow.pick not in known:
            yield f"goes by the pick '{arrow.pick}', which isn't offered", "Offer it or drop it."


def _lost(script: Script) -> Iterator[Fault]:
    ways = {name: list(state.targets) for name, state in script.states.items()}
    reached = _reached([script.start], ways)
    for name in (each for each in script.states if each not in reached):
        yield script.line_of(name), f"no way leads to state '{name}'", "Link it or remove it."


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
    ending = _reached(ends, back)
    for name in (each for each in script.states if each not in ending):
        what = f"state '{name}': no way to an end leads on from it"
        yield script.line_of(name), what, "Lead on to a state with 'end: yes'."
    for name, targets in passing.items():
        if name in _reached(targets, passing):
            what = f"state '{name}': goes round without asking"
            yield script.line_of(name), what, "Ask something on the way."


def _reached(starts: list[str], ways: dict[str, list[str]]) -> set[str]:
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
                yield line, f"renames '{old}' to '{new}', which isn't there", "Name what is there."

"""A script drawn as a Mermaid diagram."""

from collections.abc import Iterable, Iterator, Mapping

from dialogs.script import Arrow, Call, Script, State

# Names that mean something in a Mermaid diagram.
TAKEN = {"end", "state", "note", "direction", "class", "click", "style"}
HELPS = "why, repeat, help"
LEAVES = "cancel"


def mermaid(
    script: Script,
    scripts: Mapping[str, Script] | None = None,
    *,
    calls: bool = False,
    repair: bool = False,
) -> str:
    """The states and arrows of a script, for any Mermaid renderer.

    With `calls` the scripts that it runs and those of `scripts` that run it, with the slots
    that pass between them. With `repair` the ways that every question has without a line in
    the script: back, skip, help and out of it.
    """
    lines = [*_lines(script, calls=calls)]
    lines += _callers(script, (scripts or {}).values()) if calls else ()
    lines += _repairs(script) if repair else ()
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in lines)])


def _lines(script: Script, *, calls: bool) -> Iterator[str]:
    for name in script.states:
        if name in TAKEN:
            yield f'state "{name}" as {_id(name)}'
    yield f"[*] --> {_id(script.start)}"
    for name, state in script.states.items():
        yield from _state(name, state, calls=calls)


def _state(name: str, state: State, *, calls: bool) -> Iterator[str]:
    here = _id(name)
    if state.call and calls:
        yield from _call(here, state.call)
    elif state.call:
        yield f"{here}: {name} (runs {state.call.script})"
    for arrow in state.arrows:
        yield f"{here} --> {_id(arrow.to)}{_label(arrow)}"
    if state.end == "yes":
        yield f"{here} --> [*]"


def _call(here: str, call: Call) -> Iterator[str]:
    there = f"script_{call.script}"
    yield f'state "{call.script}" as {there}'
    yield f"{here} --> {there}: {_passed('runs, gives', call.give) or 'runs'}"
    yield f"{there} --> {here}: {_passed('comes back with', call.take.values()) or 'comes back'}"


def _callers(script: Script, scripts: Iterable[Script]) -> Iterator[str]:
    for other in scripts:
        for state in other.states.values():
            if state.call and state.call.script == script.name:
                there = f"script_{other.name}"
                yield f'state "{other.name}" as {there}'
                given = _passed("runs, gives", state.call.give)
                yield f"{there} --> {_id(script.start)}: {given or 'runs'}"
                break


def _passed(words: str, slots: Iterable[str]) -> str:
    named = ", ".join(slots)
    return f"{words} {named}" if named else ""


def _repairs(script: Script) -> Iterator[str]:
    """The ways that a question has without a line in the script."""
    for name, state in script.states.items():
        if not state.ask:
            continue
        yield f"{_id(name)} --> {_id(name)}: {HELPS}"
        if state.skip == "yes":
            # Without an answer no pick is met, and a guard is met or not.
            onward = dict.fromkeys(arrow.to for arrow in state.arrows if not arrow.pick)
            yield from (f"{_id(name)} --> {_id(to)}: skip" for to in onward)
        for target in dict.fromkeys(_asked_next(script, name)):
            yield f"{_id(target)} --> {_id(name)}: back"
        yield f"{_id(name)} --> [*]: {LEAVES}"


def _asked_next(script: Script, name: str) -> Iterator[str]:
    """The questions that may come right after one."""
    seen, ahead = set[str](), list(script.states[name].targets)
    while ahead:
        target = ahead.pop(0)
        if target in seen:
            continue
        seen.add(target)
        if script.states[target].ask:
            yield target
        else:
            ahead.extend(script.states[target].targets)


def _id(name: str) -> str:
    return f"{name}_" if name in TAKEN else name


def _label(arrow: Arrow) -> str:
    words = [word for word in (arrow.pick, arrow.when and f"if {arrow.when}") if word]
    return f": {', '.join(words)}" if words else ""

"""A script drawn as a Mermaid diagram."""

from collections.abc import Iterator

from dialogs.script import Arrow, Script, State


def mermaid(script: Script) -> str:
    """The states and arrows of a script, for any Mermaid renderer."""
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _lines(script))])


def _lines(script: Script) -> Iterator[str]:
    yield f"[*] --> {script.start}"
    for name, state in script.states.items():
        yield from _state(name, state)


def _state(name: str, state: State) -> Iterator[str]:
    if state.call:
        yield f"{name}: {name} (runs {state.call.script})"
    for arrow in state.arrows:
        yield f"{name} --> {arrow.to}{_label(arrow)}"
    if state.end == "yes":
        yield f"{name} --> [*]"


def _label(arrow: Arrow) -> str:
    words = [word for word in (arrow.pick, arrow.when and f"if {arrow.when}") if word]
    return f": {', '.join(words)}" if words else ""

"""All scripts of a folder, compiled and checked against each other."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from dialogs.errors import ScriptError
from dialogs.machine import Compiled
from dialogs.reading import read_script
from dialogs.script import Script

FOLDER = Path(__file__).parent / "scripts"


def read_library(folder: Path = FOLDER) -> dict[str, Compiled]:
    """Every script by its name; raises ScriptError with the first fault."""
    scripts = {script.name: script for script in map(read_script, sorted(folder.glob("*.yaml")))}
    for script in scripts.values():
        for line, what, mend in _call_faults(script, scripts):
            raise ScriptError(script.file, line, what, mend)
    for script in scripts.values():
        if script.name in _called(script.name, scripts):
            line, what = script.lines.get("script", 1), f"'{script.name}' calls itself"
            raise ScriptError(script.file, line, what, "Call no script that calls this one.")
    return {name: Compiled(script) for name, script in scripts.items()}


def _call_faults(script: Script, scripts: Mapping[str, Script]) -> Iterator[tuple[int, str, str]]:
    """Calls of scripts that are not there, or that pass slots which the other lacks."""
    for name, state in script.states.items():
        if state.call is None:
            continue
        line, called = script.line_of(name), scripts.get(state.call.script)
        if called is None:
            yield line, f"calls '{state.call.script}', which isn't there", "Name a script."
            continue
        for slot in (*state.call.give, *state.call.take.values()):
            if slot not in called.slots:
                yield line, f"'{called.name}' has no slot '{slot}'", "Name one of its slots."


def _called(name: str, scripts: Mapping[str, Script]) -> set[str]:
    """Every script that one calls, directly or through others."""
    seen, ahead = set[str](), [name]
    while ahead:
        for state in scripts[ahead.pop()].states.values():
            if state.call and state.call.script not in seen:
                seen.add(state.call.script)
                ahead.append(state.call.script)
    return seen

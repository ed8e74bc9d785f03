"""All scripts of a folder, compiled and checked against each other."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from dialogs.faults import Fault
from dialogs.machine import Compiled
from dialogs.reading import read_script
from dialogs.script import Script

FOLDER = Path(__file__).parent / "scripts"


def read_library(folder: Path = FOLDER) -> dict[str, Compiled]:
    """Every script by its name; raises ScriptError with the first fault."""
    scripts = {script.name: script for script in map(read_script, sorted(folder.glob("*.yaml")))}
    for script, fault in faults_between(scripts):
        raise fault.of(script.file)
    return {name: Compiled(script) for name, script in scripts.items()}


def faults_between(
    scripts: Mapping[str, Script], unread: Collection[str] = ()
) -> Iterator[tuple[Script, Fault]]:
    """Every fault in how scripts call each other; `unread` are there and can't be read."""
    for script in scripts.values():
        for fault in _call_faults(script, scripts, unread):
            yield script, fault
    for script in scripts.values():
        if script.name in _called(script.name, scripts):
            line, what = script.lines.get("script", 1), f"'{script.name}' calls itself"
            yield script, Fault(line, "S117", what, "Call no script that calls this one.")


def _call_faults(
    script: Script, scripts: Mapping[str, Script], unread: Collection[str]
) -> Iterator[Fault]:
    """Calls of scripts that are not there, or that pass slots which the other lacks."""
    for name, state in script.states.items():
        if state.call is None or state.call.script in unread:
            continue
        line, called = script.line_of(name), scripts.get(state.call.script)
        if called is None:
            what = f"calls '{state.call.script}', which isn't there"
            yield Fault(line, "S115", what, "Name a script.")
            continue
        for slot in (*state.call.give, *state.call.take.values()):
            if slot not in called.slots:
                what = f"'{called.name}' has no slot '{slot}'"
                yield Fault(line, "S116", what, "Name one of its slots.")


def _called(name: str, scripts: Mapping[str, Script]) -> set[str]:
    """Every script that one calls, directly or through others."""
    seen, ahead = set[str](), [name]
    while ahead:
        script = scripts.get(ahead.pop())
        for state in script.states.values() if script else ():
            if state.call and state.call.script not in seen:
                seen.add(state.call.script)
                ahead.append(state.call.script)
    return seen

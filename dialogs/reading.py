"""Read a script's file into a Script."""

import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from dialogs.faults import Fault, faults
from dialogs.plain_yaml import LOADER
from dialogs.script import Renames, Script, State

PARTS = {
    "script": str,
    "version": int,
    "purpose": str,
    "start": str,
    "slots": dict[str, str],
    "states": dict[str, Any],
    "renames": Renames,
    "doors": dict[str, int],
    "link": str,
}
OPTIONAL: dict[str, Any] = {"renames": {}, "slots": {}, "doors": {}, "link": ""}
FORMAT = "See 'The script format' in CONTRIBUTING.md."


def read_script(file: Path) -> Script:
    """Read one script; raises ScriptError with file, line and mend of its first fault."""
    script, found = look_at(file)
    for fault in found:
        raise fault.of(file)
    assert script is not None
    return script


def look_at(file: Path) -> tuple[Script | None, list[Fault]]:
    """A script with all its faults; None in its place where a part of it can't be read."""
    reading = Reading(file)
    script = reading.script()
    return script, [*reading.found, *(faults(script) if script else ())]


class Reading:
    """One reading of one file: the lines of its entries, and what was found wrong in it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lines: dict[str, int] = {}
        self.found: list[Fault] = []

    def script(self) -> Script | None:
        """The script, or None when a part of it can't be read."""
        plain = self._plain()
        if plain is None:
            return None
        parts = self._parts(plain)
        states = {
            name: self._entry(f"states.{name}", body or {}, State)
            for name, body in (parts.get("states") or {}).items()
        }
        if any(each is None for each in (*parts.values(), *states.values())):
            return None
        kept = {**parts, "name": parts["script"], "states": states}
        del kept["script"]
        return Script(**kept, file=str(self.file), lines=self.lines)

    def _fault(self, line: int, code: str, what: str, mend: str) -> None:
        self.found.append(Fault(line, code, what, mend))

    def _plain(self) -> dict[str, Any] | None:
        """The file as plain values (every scalar a string)."""
        try:
            # The base loader keeps yes, no and 08:30 the words that the author typed.
            tree = yaml.compose(self.file.read_text(encoding="utf-8"), Loader=LOADER)
            if isinstance(tree, yaml.MappingNode):
                self._note_lines(tree, "")
                plain: dict[str, Any] = yaml.BaseLoader("").construct_object(tree, deep=True)
                return plain
            self._fault(1, "S101", "this is no script", "Begin with 'script: NAME'.")
        except yaml.YAMLError as error:
            line, what = _broken(error)
            self._fault(line, "S101", what, "Check indentation and quotes there.")
        except UnicodeDecodeError:
            self._fault(1, "S101", "the file is not UTF-8", "Save it as UTF-8.")
        return None

    def _note_lines(self, node: yaml.Node, path: str) -> None:
        if not isinstance(node, yaml.MappingNode):
            return
        for key, value in node.value:
            name = f"{path}.{key.value}" if path else str(key.value)
            line = key.start_mark.line + 1
            if name in self.lines:
                self._fault(line, "S101", f"'{key.value}' stands twice", "Remove or rename one.")
            self.lines[name] = line
            self._note_lines(value, name)

    def _parts(self, plain: dict[str, Any]) -> dict[str, Any]:
        """Each part of a script by its name, None where it is missing or can't be read."""
        for key in plain.keys() - PARTS.keys():
            mend = f"Use one of {', '.join(sorted(PARTS))}."
            self._fault(self.lines[key], "S102", f"'{key}' is no part of a script", mend)
        parts: dict[str, Any] = {}
        for key in sorted(PARTS):
            if key in plain or key in OPTIONAL:
                body = plain.get(key) or OPTIONAL.get(key, plain.get(key))
                parts[key] = self._entry(key, body, PARTS[key])
            else:
                code = "S103" if key == "purpose" else "S102"
                self._fault(1, code, f"'{key}' is missing", f"Add a line '{key}: ...'.")
                parts[key] = None
        return parts

    def _entry(self, path: str, plain: Any, kind: Any) -> Any:
        try:
            return msgspec.convert(plain, kind, strict=False)
        except msgspec.ValidationError as error:
            what, _, where = str(error).partition(" - at `$")
            key = re.match(r"\.(\w+)", where)
            line = self.lines.get(f"{path}.{key[1]}" if key else path, self.lines.get(path, 1))
            named = path.rpartition(".")[2] + (f".{key[1]}" if key else "")
            self._fault(line, "S102", f"in '{named}': {what}", FORMAT)
            return None


def _broken(error: yaml.YAMLError) -> tuple[int, str]:
    """Where YAML is broken, and how, on one line."""
    if isinstance(error, yaml.MarkedYAMLError):
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return line, error.problem or "broken YAML"
    return 1, str(error).partition("\n")[0]

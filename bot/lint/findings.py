"""All that `coach check` finds in a folder, and how it is told."""

from pathlib import Path
from typing import NamedTuple

from bot.lint.codes import CODES, ERROR, Weight
from bot.lint.draft import Draft, Found


class Finding(NamedTuple):
    """One thing to mend, of one kind; `str()` is one line for the author."""

    file: str
    line: int
    code: str
    what: str
    mend: str

    @property
    def weight(self) -> Weight:
        """Whether it keeps the coach from working, or only from being good."""
        return CODES[self.code].weight

    def __str__(self) -> str:
        what = self.what if self.weight == ERROR else f"warning: {self.what}"
        return f"{self.file}:{self.line} {self.code} {what}. {self.mend}"


def findings(folder: Path) -> list[Finding]:
    """Everything to mend in a folder laid out like the coach's own, by file and line."""
    draft = Draft(folder)
    found = {
        _finding(each, code)
        for code, kind in CODES.items()
        for each in (*draft.on_reading[code], *(kind.find(draft) if kind.find else ()))
    }
    return sorted(found)


def _finding(found: Found, code: str) -> Finding:
    what = " ".join(found.what.split()).rstrip(".")
    return Finding(_near(found.file), found.line, code, what, found.mend)


def _near(file: str) -> str:
    """A file as one would type it here."""
    path, here = Path(file), Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else file


def told(found: list[Finding]) -> str:
    """How many findings there are of each weight, in words."""
    errors = sum(each.weight == ERROR for each in found)
    counts = [(errors, "error"), (len(found) - errors, "warning")]
    words = [f"{count} {name}{'s' if count > 1 else ''}" for count, name in counts if count]
    return f"{' and '.join(words)}." if words else "All scripts and prompts are sound."

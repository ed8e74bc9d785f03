"""What can be wrong with what the dialogs stand on.

ScriptError
HearingError
"""

from pathlib import Path


class ScriptError(Exception):
    """A script that its author has to mend; `str()` is one line for them.

    `code` is what `coach check` calls a fault of this kind (docs/check.md).
    """

    def __init__(self, file: str, line: int, what: str, mend: str, code: str = "") -> None:
        self.file = file
        self.line = line
        self.what = what
        self.mend = mend
        self.code = code
        super().__init__(f"{file}:{line}: {what}. {mend}")


class HearingError(Exception):
    """A file of the trained ear that cannot be read; `str()` is one line that says how to mend it."""

    def __init__(self, file: Path, what: str) -> None:
        self.file = file
        self.what = what
        self.mend = "Install the coach anew, or build the models with `make train`."
        first = what.splitlines()[0] if what else "it cannot be read"
        super().__init__(f"{file}: {first}. {self.mend}")

"""What can be wrong with a script.

ScriptError
"""


class ScriptError(Exception):
    """A script that its author has to mend; `str()` is one line for them."""

    def __init__(self, file: str, line: int, what: str, mend: str) -> None:
        self.file = file
        self.line = line
        self.what = what
        self.mend = mend
        super().__init__(f"{file}:{line}: {what}. {mend}")

"""The log: counts and names of errors, never what people wrote, never the token."""

import logging
import traceback
from pathlib import Path
from types import TracebackType


class Discreet(logging.Formatter):
    """Lines without the bot's token, and errors without their own text, which may quote people."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.token = token

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, whoever wrote it."""
        # Another handler may have left the error's full text there.
        record.exc_text = None
        line = super().format(record)
        return line.replace(self.token, "<token>") if self.token else line

    def formatException(  # noqa: N802 - the name is the library's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """An error's kind and where it came up."""
        return where(ei[1]) if ei[1] is not None else ""


def where(error: BaseException) -> str:
    """What broke and where in the code; never the error's own text."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in last)
    return f"{type(error).__name__} at {place}" if place else type(error).__name__


def set_up(level: str, token: str) -> None:
    """Log to standard error; libraries speak up only from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet(token))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("bot", "dialogs", "prompts"):
        logging.getLogger(ours).setLevel(level.upper())

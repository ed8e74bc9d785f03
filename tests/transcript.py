"""Transcripts: whole conversations as text, played against the real coach.

A line that begins with `> ` is typed at the terminal; what follows it is what the coach shows.
`python -m tests.transcript` plays all of them and writes down what the coach says now; with
names, only those.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import TypedClock
from bot.house import build
from bot.terminal import Terminal
from tests.memory_store import MemoryStore

FOLDER = Path(__file__).parent / "transcripts"
START = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)


def play(text: str) -> str:
    """The transcript as it comes out today."""
    lines = text.splitlines()
    title, typed = lines[0], [line[2:] for line in lines if line.startswith("> ")]
    out = io.StringIO()
    pending = iter(typed)

    def ask() -> str:
        try:
            line = next(pending)
        except StopIteration:
            raise EOFError from None
        out.write(f"> {line}\n\n")
        return line

    out.write(f"{title}\n\n")
    clock = TypedClock(ZoneInfo("UTC"), lambda: START)
    Terminal(build(MemoryStore()).coach, clock, out, ask).run()
    return out.getvalue()


if __name__ == "__main__":
    for file in [FOLDER / f"{name}.txt" for name in sys.argv[1:]] or sorted(FOLDER.glob("*.txt")):
        file.write_text(play(file.read_text(encoding="utf-8")), encoding="utf-8")

"""Six conversations as a person sees them, for docs/conversations.md.

`python -m tests.showcase` writes the page from the transcripts; a test keeps it true.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.transcript import FOLDER

PAGE = Path(__file__).parent.parent / "docs" / "conversations.md"
SHOWN = (
    "in_their_own_words",
    "how_does_this_sound",
    "partner_needs_space_in_their_own_words",
    "security_an_anxious_hour",
    "repair_not_ready_yet",
    "afraid_of_them",
)
_INTRO = """\
# Six conversations

What the person types stands on the right of an arrow, the coach's words in boxes, the buttons under
them in brackets. More are in `tests/transcripts/`; each is played against the coach by `make test`.
This page is written by `python -m tests.showcase`.
"""
_BUTTON = re.compile(r"\s*\d+ (.*)")


def page() -> str:
    """The page as the transcripts have it today."""
    parts = [_INTRO]
    for name in SHOWN:
        title, *lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        parts.append(f"#{title}\n\n" + "\n\n".join(_paragraphs(lines)) + "\n")
    return "\n".join(parts)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    for kind, some in groupby(lines, key=_kind):
        block = list(some)
        if kind == "typed":
            yield from (f"→ **{line[2:]}**" for line in block)
        elif kind == "buttons":
            yield " ".join(f"`[{match[1]}]`" for line in block if (match := _BUTTON.match(line)))
        elif kind == "said":
            text = "\n".join(block).strip("\n")
            if text:
                yield "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _kind(line: str) -> str:
    if line.startswith("> "):
        return "typed"
    return "buttons" if _BUTTON.fullmatch(line) and line.startswith("  ") else "said"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

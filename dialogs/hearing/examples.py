"""Examples of what people say who want something: one JSON line each, by topic."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent / "data" / "topics"
# With fewer, words find a new topic less than three times in four (docs/hearing.md).
FEWEST = 12


class Example(msgspec.Struct, frozen=True):
    """A message that leads to a topic; `also` are topics that would be right too."""

    text: str
    topic: str
    also: list[str] = msgspec.field(default_factory=list)


def young_examples(folder: Path, known: Sequence[str]) -> dict[str, list[str]]:
    """What people say who want a topic that is not among the known ones, by topic."""
    found: dict[str, list[str]] = {}
    for each in _examples(folder):
        if each.topic not in known and each.text.strip():
            found.setdefault(each.topic, []).append(each.text)
    return found


def _examples(folder: Path) -> Iterator[Example]:
    """The examples in a folder's files; none where there is no folder.

    A line that can't be read is passed by: nobody's message should wait for a comma, and
    `coach check` names the line.
    """
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            try:
                yield msgspec.json.decode(line, type=Example)
            except msgspec.DecodeError:
                continue

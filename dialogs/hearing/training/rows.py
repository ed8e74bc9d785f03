"""The labelled messages, as they lie in `dialogs/hearing/data`."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dialogs.hearing.labels import NONE

DATA = Path(__file__).parents[1] / "data"
# A topic learned from twelve rows is heard less well than by their likeness (docs/hearing.md).
ENOUGH = 40


@dataclass(frozen=True)
class Row:
    """One labelled message; `hand` names who wrote it.

    `spans` (phrases): offsets in code points by label. `label`, `tier`, `borderline` (risk).
    `label` and `also` (topics): the topic, and others that would be right too.
    """

    text: str
    hand: str
    spans: dict[str, list[tuple[int, int]]]
    label: str = ""
    tier: str | None = None
    borderline: bool = False
    also: tuple[str, ...] = ()


def read_rows(file: Path) -> list[Row]:
    """The rows of one file of phrases, risk or topics; the three forms tell themselves apart."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_row(json.loads(line), file.stem) for line in lines if line.strip()]


def hands(kind: str) -> dict[str, list[Row]]:
    """All rows of a kind ("phrases", "risk", "topics") by the hand that wrote them.

    Of the topics those with at least ENOUGH rows; the others stay young.
    """
    found = {file.stem: read_rows(file) for file in sorted((DATA / kind).glob("*.jsonl"))}
    if kind != "topics":
        return found
    many = Counter(row.label for rows in found.values() for row in rows)
    kept = {hand: [row for row in found[hand] if many[row.label] >= ENOUGH] for hand in found}
    return {hand: rows for hand, rows in kept.items() if rows}


@cache
def known_topics() -> tuple[str, ...]:
    """The topics that the data have, in the order in which they turn up there; "none" is last."""
    found = [row.label for rows in hands("topics").values() for row in rows]
    return (*(each for each in dict.fromkeys(found) if each != NONE), NONE)


def _row(raw: dict[str, Any], hand: str) -> Row:
    spans = {
        label: [(int(start), int(end)) for start, end in pairs]
        for label, pairs in raw.get("spans", {}).items()
    }
    return Row(
        text=raw["text"],
        hand=hand,
        spans=spans,
        label=raw.get("label", raw.get("topic", "")),
        tier=raw.get("tier"),
        borderline=bool(raw.get("borderline", False)),
        also=tuple(raw.get("also", ())),
    )

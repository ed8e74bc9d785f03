"""The labelled messages, as they lie in `dialogs/hearing/data`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"


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
    """All rows of a kind ("phrases", "risk", "topics") by the hand that wrote them."""
    return {file.stem: read_rows(file) for file in sorted((DATA / kind).glob("*.jsonl"))}


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

"""The labelled messages that the ear learns from."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.routing import AT_THE_DESK
from dialogs.hearing import labels
from dialogs.library import FOLDER, read_library

DATA = Path(labels.__file__).parent / "data"
FILES = sorted(DATA.glob("*/*.jsonl"))


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def of_kind(kind: str) -> list[Path]:
    return sorted((DATA / kind).glob("*.jsonl"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_line_is_a_message(file: Path) -> None:
    for row in rows(file):
        assert row["text"].strip() == row["text"].strip("\n")
        assert row["text"]


@pytest.mark.parametrize("file", of_kind("phrases"), ids=lambda file: file.stem)
def test_phrases_carry_known_labels_on_words_inside_the_text(file: Path) -> None:
    for row in rows(file):
        assert set(row) == {"text", "labels", "spans"}
        assert set(row["labels"]) == set(row["spans"]) <= set(labels.LABELS)
        for spans in row["spans"].values():
            assert spans
            for start, end in spans:
                assert 0 <= start < end <= len(row["text"])
                assert row["text"][start:end].strip()


@pytest.mark.parametrize("file", of_kind("risk"), ids=lambda file: file.stem)
def test_danger_has_a_kind_and_a_tier(file: Path) -> None:
    for row in rows(file):
        assert row["label"] in labels.RISKS
        assert (row["label"] == "none") == (row["tier"] is None)
        assert row["tier"] in (None, "soft", "strong")


@pytest.mark.parametrize("file", of_kind("topics"), ids=lambda file: file.stem)
def test_topics_are_known(file: Path) -> None:
    known = {*read_library(FOLDER), *AT_THE_DESK, labels.NONE}
    for row in rows(file):
        assert row["topic"] in known
        assert set(row.get("also", [])) <= known - {row["topic"]}


@pytest.mark.parametrize("kind", ["phrases", "risk", "topics"])
def test_no_message_stands_twice(kind: str) -> None:
    seen: dict[str, str] = {}
    for file in of_kind(kind):
        for row in rows(file):
            plain = "".join(char for char in row["text"].casefold() if char.isalnum())
            place = f"{file.stem}: {row['text']}"
            assert not plain or seen.setdefault(plain, place) == place

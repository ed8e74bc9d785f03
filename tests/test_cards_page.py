from datetime import date
from pathlib import Path

import pytest

from dialogs.shelf import shelf
from prompts.catalogue import read_words
from prompts.voice import FOLDER as PROMPTS

PAGE = Path(__file__).parent.parent / "docs" / "cards.md"
WORDS = read_words(PROMPTS / "en" / "learn" / "words.yaml")["card"]


def rows() -> dict[str, list[str]]:
    lines = [each for each in PAGE.read_text(encoding="utf-8").splitlines() if each[:2] == "| "]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in cells if len(row) == 6 and row[0] not in ("card", "---")}


def test_the_page_has_every_card_and_no_other() -> None:
    assert list(rows()) == list(WORDS)
    assert set(rows()) == set(shelf().cards)


@pytest.mark.parametrize("name", sorted(shelf().cards))
def test_a_card_names_the_source_that_was_looked_up(name: str) -> None:
    claim, source, read, where, day = rows()[name]
    assert source == WORDS[name].forms["source"]
    assert claim
    assert where
    assert {each.strip() for part in read.split(";") for each in part.split(",")} <= {
        "abstract",
        "press",
        "the page",
        "in other hands",
    }
    assert date.fromisoformat(day).isoformat() == day

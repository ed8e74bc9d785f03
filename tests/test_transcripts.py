from pathlib import Path

import pytest

from tests.showcase import PAGE, page
from tests.transcript import FOLDER, play


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_the_coach_speaks_as_written(file: Path) -> None:
    # `python -m tests.transcript` writes them anew; read what changed before you keep it.
    assert play(file.read_text(encoding="utf-8")) == file.read_text(encoding="utf-8")


def test_there_are_transcripts() -> None:
    assert len(list(FOLDER.glob("*.txt"))) >= 5


def test_the_page_of_conversations_is_true() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.showcase`"

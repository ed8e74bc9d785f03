import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dialogs.errors import HearingError
from dialogs.hearing.asleep import MODELS, SleepingEar
from dialogs.hearing.sums import FILES, SUMS, write_sums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).write_bytes(name.encode())
    write_sums(tmp_path)
    return tmp_path


def test_the_models_that_ship_are_whole() -> None:
    SleepingEar().check()


@pytest.mark.parametrize("name", FILES)
def test_a_missing_or_changed_file_is_told_by_name(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"other")
    with pytest.raises(HearingError, match=name):
        SleepingEar(folder).check()
    (folder / name).unlink()
    with pytest.raises(HearingError, match=name):
        SleepingEar(folder).check()


@pytest.mark.parametrize("text", ["", "{", json.dumps({})])
def test_a_broken_list_is_told(folder: Path, text: str) -> None:
    (folder / SUMS).write_text(text)
    with pytest.raises(HearingError):
        SleepingEar(folder).check()


def test_silence_wakes_nobody(folder: Path) -> None:
    assert SleepingEar(folder).risk(" \n") == ("none", None)


def test_it_hears_what_the_ear_hears() -> None:
    ear = SleepingEar()
    assert "need" in ear.hear("I need an hour to myself").labels
    assert ear.risk("an hour")[0] == "none"


def test_without_a_model_the_coach_stops_with_one_line(tmp_path: Path) -> None:
    house = tmp_path / "house"
    root = MODELS.parents[2]
    for part in ("bot", "dialogs", "prompts"):
        shutil.copytree(
            root / part,
            house / part,
            ignore=shutil.ignore_patterns("training", "data", "__pycache__"),
        )
    (house / "dialogs/hearing/models/risk.onnx").unlink()
    for verb in ("chat", "listen"):
        done = subprocess.run(
            [sys.executable, "-m", "bot", verb],
            cwd=house,
            input="hello\n",
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={"PATH": "/usr/bin:/bin", "COACH_DATA_DIR": str(tmp_path / "data")},
        )
        assert done.returncode == 2
        assert "risk.onnx" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1

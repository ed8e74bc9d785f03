"""Sums of the ear's files, so that a damaged one is told at the start and not at the first word."""

import hashlib
import json
from pathlib import Path

from dialogs.errors import HearingError

FILES = ("meaning.npy", "phrases.onnx", "risk.onnx", "thresholds.json", "tokenizer.json")
SUMS = "sums.json"


def write_sums(folder: Path) -> None:
    """Note the SHA-256 of each file of a folder of models."""
    sums = {name: _sum(folder / name) for name in FILES}
    (folder / SUMS).write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")


def check_sums(folder: Path) -> None:
    """Compare the files with what was noted; raises HearingError for the first that differs."""
    try:
        noted = json.loads((folder / SUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise HearingError(folder / SUMS, "the list of the models can't be read") from error
    for name in FILES:
        if noted.get(name) != _sum(folder / name):
            raise HearingError(folder / name, "the file is not the one that was built")


def _sum(file: Path) -> str:
    try:
        with file.open("rb") as read:
            return hashlib.file_digest(read, "sha256").hexdigest()
    except OSError as error:
        raise HearingError(file, error.strerror or "it can't be read") from error

"""The pieces of training that can run side by side, each on one core.

What a piece made is kept under its folder, so that a run cut short goes on where it was.
"""

import pickle
from collections.abc import Callable
from pathlib import Path

import torch

from dialogs.hearing.tokens import Cutter
from dialogs.hearing.training import folds, phrases, risk
from dialogs.hearing.training.bert import weights_folder
from dialogs.hearing.training.export import write_phrases, write_risk
from dialogs.hearing.training.folds import Unseen
from dialogs.hearing.training.rows import Row, hands

SHARES = (0.25, 0.5)

Scored = tuple[Unseen, Unseen]


def phrase_fold(at: int, folder: Path) -> Scored:
    """Labels and topics heard by an ear that did not read the hands of that fold."""
    return _kept(folder / f"phrases-{at}.pickle", lambda: folds.phrase_fold(at, _cutter()))


def risk_fold(at: int, folder: Path) -> Scored:
    """Danger heard by an ear that did not read the hands of that fold."""
    return _kept(folder / f"risk-{at}.pickle", lambda: folds.risk_fold(at, _cutter()))


def phrase_ear(share: float, folder: Path) -> None:
    """Trains the phrase ear on a share of all rows and writes it to the folder."""
    file = model("phrases", share, folder)
    if not file.exists():
        rows, topics = (_share(kind, share) for kind in ("phrases", "topics"))
        write_phrases(phrases.train(rows, topics, _cutter()), file)


def risk_ear(share: float, folder: Path) -> None:
    """Trains the risk ear on a share of all rows and writes it to the folder."""
    file = model("risk", share, folder)
    if not file.exists():
        rows = _share("risk", share) + _share("topics", share)
        write_risk(risk.train(rows, _cutter()), file)


def model(kind: str, share: float, folder: Path) -> Path:
    """Where the ear of that kind lies that learned from that share."""
    return folder / f"{kind}-{share:.2f}.onnx"


def _kept(file: Path, made: Callable[[], Scored]) -> Scored:
    if not file.exists():
        file.write_bytes(pickle.dumps(made()))
    scored: Scored = pickle.loads(file.read_bytes())  # noqa: S301 - our own, written just above
    return scored


def _share(kind: str, share: float) -> list[Row]:
    return phrases.part([row for rows in hands(kind).values() for row in rows], share)


def _cutter() -> Cutter:
    torch.set_num_threads(1)
    return Cutter(weights_folder() / "tokenizer.json")

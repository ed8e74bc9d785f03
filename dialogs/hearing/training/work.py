"""The pieces of training that can run side by side, each on one core."""

from pathlib import Path

import torch

from dialogs.hearing.tokens import Cutter
from dialogs.hearing.training import folds, phrases, risk
from dialogs.hearing.training.bert import weights_folder
from dialogs.hearing.training.export import write_phrases, write_risk
from dialogs.hearing.training.folds import Unseen
from dialogs.hearing.training.rows import Row, hands

SHARES = (0.25, 0.5)


def phrase_fold(at: int) -> tuple[Unseen, Unseen]:
    """Labels and topics heard by an ear that did not read the hands of that fold."""
    return folds.phrase_fold(at, _cutter())


def risk_fold(at: int) -> tuple[Unseen, Unseen]:
    """Danger heard by an ear that did not read the hands of that fold."""
    return folds.risk_fold(at, _cutter())


def phrase_ear(share: float, folder: Path) -> None:
    """Trains the phrase ear on a share of all rows and writes it to the folder."""
    rows, topics = (_share(kind, share) for kind in ("phrases", "topics"))
    write_phrases(phrases.train(rows, topics, _cutter()), folder)


def risk_ear(share: float, folder: Path) -> None:
    """Trains the risk ear on a share of all rows and writes it to the folder."""
    write_risk(risk.train(_share("risk", share) + _share("topics", share), _cutter()), folder)


def _share(kind: str, share: float) -> list[Row]:
    return phrases.part([row for rows in hands(kind).values() for row in rows], share)


def _cutter() -> Cutter:
    torch.set_num_threads(1)
    return Cutter(weights_folder() / "tokenizer.json")

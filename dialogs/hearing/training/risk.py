"""The risk ear: what it learns from, and the scores it gives."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as binary
from torch.nn.functional import cross_entropy

from dialogs.hearing.labels import RISKS
from dialogs.hearing.tokens import Cutter
from dialogs.hearing.training.batches import Batch, batches, plain_batches
from dialogs.hearing.training.ears import RiskEar
from dialogs.hearing.training.fit import Plan, fit, settle
from dialogs.hearing.training.phrases import Scores
from dialogs.hearing.training.rows import Row

PLAN = Plan(epochs=7)
ON_KIND = torch.tensor([1.0, 1.5, 1.5, 1.5, 1.5])


def train(rows: Sequence[Row], cutter: Cutter, seed: int = 1, plan: Plan = PLAN) -> RiskEar:
    """A risk ear; rows of other kinds (topics) count as free of danger."""
    rng = settle(seed)
    ear = RiskEar()

    def passes() -> Iterator[Batch]:
        return batches(rows, cutter, 16, rng)

    fitted = fit(ear, passes, loss, plan)
    assert isinstance(fitted, RiskEar)
    return fitted


def loss(ear: nn.Module, batch: Batch) -> Tensor:
    """How far the ear is off: on the kind, and on the strong tier."""
    kind, strong = (part.float() for part in ear(batch.ids, batch.mask))
    wanted = torch.tensor([kind_of(row) for row in batch.rows])
    firm = torch.tensor([[float(row.tier == "strong")] for row in batch.rows])
    on_kind = cross_entropy(kind, wanted, weight=ON_KIND, label_smoothing=0.05)
    return on_kind + 0.5 * binary(strong, firm)


def kind_of(row: Row) -> int:
    """The number of the row's kind of danger; 0 is none."""
    return RISKS.index(row.label) if row.label in RISKS else 0


@torch.no_grad()
def scores(ear: RiskEar, rows: Sequence[Row], cutter: Cutter) -> Scores:
    """Probabilities of kinds and of the strong tier (rows, RISKS + 1)."""
    ear.eval()
    parts = [np.zeros((0, len(RISKS) + 1), np.float32)]
    for batch in plain_batches(rows, cutter):
        kind, strong = ear(batch.ids, batch.mask)
        parts.append(torch.cat([kind.softmax(-1), strong.sigmoid()], 1).numpy())
    return np.concatenate(parts)

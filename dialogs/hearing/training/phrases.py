"""The phrase ear: what it learns from, and the scores it gives."""

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as binary
from torch.nn.functional import cross_entropy

from dialogs.hearing.labels import LABELS
from dialogs.hearing.tokens import Cutter
from dialogs.hearing.training.batches import Batch, batches, plain_batches
from dialogs.hearing.training.ears import PhraseEar
from dialogs.hearing.training.fit import Plan, fit, settle
from dialogs.hearing.training.rows import Row, known_topics

Scores = NDArray[np.float32]
PLAN = Plan(epochs=14)
ON_TOKEN = 2.0


def train(
    phrases: Sequence[Row], topics: Sequence[Row], cutter: Cutter, seed: int = 1, plan: Plan = PLAN
) -> PhraseEar:
    """A phrase ear taught by phrases, and by topics where there are any."""
    rng = settle(seed)
    ear = PhraseEar()

    def passes() -> Iterator[Batch]:
        both = list(batches(phrases, cutter, 16, rng))
        if topics:
            both += list(batches(topics, cutter, 16, rng))
        rng.shuffle(both)
        return iter(both)

    fitted = fit(ear, passes, loss, plan)
    assert isinstance(fitted, PhraseEar)
    return fitted


def loss(ear: nn.Module, batch: Batch) -> Tensor:
    """How far the ear is off: on tokens, on their maximum and on the message, or on topics."""
    tokens, message, topic = (part.float() for part in ear(batch.ids, batch.mask))
    if batch.rows[0].label:
        wanted = torch.tensor([known_topics().index(row.label) for row in batch.rows])
        return cross_entropy(topic, wanted, label_smoothing=0.1)
    real = batch.mask[:, :, None].bool()
    each = binary(tokens, batch.marks, pos_weight=torch.tensor(ON_TOKEN), reduction="none")
    peak = tokens.masked_fill(~real, -30.0).amax(1)
    holds = batch.marks.amax(1)
    on_tokens = (each * real).sum() / (real.sum() * len(LABELS))
    return on_tokens + 0.5 * binary(peak, holds) + 0.5 * binary(message, holds)


@torch.no_grad()
def scores(ear: PhraseEar, rows: Sequence[Row], cutter: Cutter) -> Scores:
    """Scores of labels (rows, LABELS), made as the runtime makes them."""
    ear.eval()
    parts = [np.zeros((0, len(LABELS)), np.float32)]
    for batch in plain_batches(rows, cutter):
        tokens, message, _ = ear(batch.ids, batch.mask)
        lit = tokens.sigmoid().masked_fill(batch.mask[:, :, None] == 0, 0.0)
        parts.append(((lit.amax(1) + message.sigmoid()) / 2).numpy())
    return np.concatenate(parts)


@torch.no_grad()
def topic_scores(ear: PhraseEar, rows: Sequence[Row], cutter: Cutter) -> Scores:
    """Probabilities of topics (rows, topics)."""
    ear.eval()
    parts = [np.zeros((0, len(known_topics())), np.float32)]
    for batch in plain_batches(rows, cutter):
        parts.append(ear(batch.ids, batch.mask)[2].softmax(-1).numpy())
    return np.concatenate(parts)


def held(rows: Sequence[Row]) -> NDArray[np.bool_]:
    """Which labels hold (rows, LABELS)."""
    return np.array([[label in row.spans for label in LABELS] for row in rows], dtype=bool)


def part(rows: Sequence[Row], share: float, seed: int = 5) -> list[Row]:
    """A random share of the rows, for the learning curve."""
    return random.Random(seed).sample(list(rows), round(share * len(rows)))

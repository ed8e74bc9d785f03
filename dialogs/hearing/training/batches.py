"""Messages turned into batches of numbers."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from dialogs.hearing.labels import LABELS
from dialogs.hearing.tokens import Cutter, Tokens
from dialogs.hearing.training.noise import Marked, noisy
from dialogs.hearing.training.rows import Row

LONGEST = 96
NOISY = 0.25
# Some tokens are hidden while learning; this is dearer to judgement and cheaper in time than
# dropout inside the encoder.
HIDDEN = 0.06
_HIDDEN_ID = 103
_FIRST_WORD_ID = 999


@dataclass(frozen=True)
class Batch:
    """`ids`, `mask` and `marks` are (messages, tokens[, LABELS]); `rows` says whose they are."""

    ids: Tensor
    mask: Tensor
    marks: Tensor
    rows: list[Row]


def batches(
    rows: Sequence[Row], cutter: Cutter, size: int, rng: random.Random, noise: float = NOISY
) -> Iterator[Batch]:
    """One pass over the rows in random order, messages of like length together."""
    cut = [_cut(row, cutter, rng if rng.random() < noise else None) for row in rows]
    order = list(range(len(rows)))
    rng.shuffle(order)
    stride = 8 * size
    chunks: list[list[int]] = []
    for at in range(0, len(order), stride):
        part = sorted(order[at : at + stride], key=lambda index: len(cut[index][0].ids))
        chunks += [part[start : start + size] for start in range(0, len(part), size)]
    rng.shuffle(chunks)
    for chunk in chunks:
        batch = _batch([cut[index] for index in chunk], [rows[index] for index in chunk])
        yield _partly_hidden(batch)


def plain_batches(rows: Sequence[Row], cutter: Cutter, size: int = 64) -> Iterator[Batch]:
    """The rows in their own order, as they were written."""
    cut = [_cut(row, cutter, None) for row in rows]
    for at in range(0, len(rows), size):
        yield _batch(cut[at : at + size], list(rows[at : at + size]))


def _partly_hidden(batch: Batch) -> Batch:
    hide = (torch.rand(batch.ids.shape) < HIDDEN) & (batch.ids >= _FIRST_WORD_ID)
    return replace(batch, ids=batch.ids.masked_fill(hide, _HIDDEN_ID))


def _cut(row: Row, cutter: Cutter, rng: random.Random | None) -> tuple[Tokens, list[int]]:
    marked: Marked = list(zip(row.text, _bits(row), strict=True))
    if rng is not None:
        marked = noisy(marked, rng)
    tokens = cutter.cut("".join(char for char, _ in marked))
    kept = Tokens(tokens.ids[: LONGEST - 1] + tokens.ids[-1:], tokens.offsets[:LONGEST])
    if len(tokens.ids) <= LONGEST:
        kept = tokens
    bits = [0] * len(kept.ids)
    for at, (start, end) in enumerate(kept.offsets):
        for char in range(start, end):
            bits[at] |= marked[char][1]
    return kept, bits


def _bits(row: Row) -> list[int]:
    bits = [0] * len(row.text)
    for label, pairs in row.spans.items():
        for start, end in pairs:
            for char in range(start, end):
                bits[char] |= 1 << LABELS.index(label)
    return bits


def _batch(cut: list[tuple[Tokens, list[int]]], rows: list[Row]) -> Batch:
    longest = max(len(tokens.ids) for tokens, _ in cut)
    ids = torch.zeros(len(cut), longest, dtype=torch.long)
    mask = torch.zeros(len(cut), longest, dtype=torch.long)
    marks = torch.zeros(len(cut), longest, len(LABELS))
    for at, (tokens, bits) in enumerate(cut):
        length = len(tokens.ids)
        ids[at, :length] = torch.tensor(tokens.ids)
        mask[at, :length] = 1
        lit = [[bit >> label & 1 for label in range(len(LABELS))] for bit in bits]
        marks[at, :length] = torch.tensor(lit, dtype=torch.float32)
    return Batch(ids, mask, marks, rows)

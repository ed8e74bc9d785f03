"""Bars for scores, chosen on messages by hands that the scoring ear never read."""

import numpy as np
from numpy.typing import NDArray

from dialogs.hearing.heard import HARMS
from dialogs.hearing.labels import LABELS, NONE
from dialogs.hearing.thresholds import Thresholds
from dialogs.hearing.training.folds import Held, Unseen
from dialogs.hearing.training.phrases import Scores, held
from dialogs.hearing.training.risk import kind_of
from dialogs.hearing.training.rows import known_topics

Truth = NDArray[np.bool_]
GRID = np.arange(0.15, 0.90, 0.01)
# How many examples a label of its own needs to count as much as all labels together.
PULL = 60
SURE = 0.92
# Nearly the goals themselves, on the harmless lines of hands that were not asked for safe twins to
# their dangers: such twins are harder than what anybody writes by chance.
TWINS = ("q", "u", "v", "w")
STRONG_ALARMS = 0.012
SOFT_ALARMS = 0.12
PLAIN_ALARMS = 0.018
# So many words at most make a plain answer in a dialog.
SHORT = 8


def choose(unseen: Held) -> Thresholds:
    """All bars."""
    labels = unseen.labels
    truth = held(labels.rows)
    common = float(max(GRID, key=lambda bar: f_one(truth, labels.scores >= bar)))
    soft, strong = _alarms(unseen.danger, unseen.plain)
    return Thresholds(
        topics=known_topics(),
        labels={
            label: _pulled(truth[:, at], labels.scores[:, at], common)
            for at, label in enumerate(LABELS)
        },
        strict=_strict(truth, labels.scores),
        soft=soft,
        strong=strong,
        off_topic=_off_topic(unseen.topics),
    )


def f_one(truth: Truth, found: Truth) -> float:
    """The harmonic mean of precision and recall over everything."""
    both = float((truth & found).sum())
    return 2 * both / max(1.0, float(truth.sum() + found.sum()))


def _pulled(truth: Truth, scores: Scores, common: float) -> float:
    own = np.array([f_one(truth, scores >= bar) for bar in GRID])
    smooth = np.convolve(np.pad(own, 4, mode="edge"), np.ones(9) / 9, mode="valid")
    best = float(GRID[int(smooth.argmax())])
    many = float(truth.sum())
    return round((many * best + PULL * common) / (many + PULL), 3)


def _strict(truth: Truth, scores: Scores) -> dict[str, float]:
    harms = [LABELS.index(harm) for harm in HARMS]
    common = _sure(truth[:, harms].ravel(), scores[:, harms].ravel())
    bars = {}
    for harm, at in zip(HARMS, harms, strict=True):
        many = float(truth[:, at].sum())
        own = _sure(truth[:, at], scores[:, at])
        bars[harm] = round((many * own + PULL * common) / (many + PULL), 3)
    return bars


def _sure(truth: Truth, scores: Scores) -> float:
    for bar in GRID[GRID >= 0.4]:
        found = scores >= bar
        if (truth & found).sum() >= SURE * found.sum():
            return float(bar)
    return float(GRID[-1])


def _alarms(danger: Unseen, plain: Unseen) -> tuple[float, float]:
    free = danger.scores[[kind_of(row) == 0 and row.hand not in TWINS for row in danger.rows]]
    short = plain.scores[[len(row.text.split()) <= SHORT for row in plain.rows]]
    soft = max(
        _quantile(1 - free[:, 0], SOFT_ALARMS),
        _quantile(1 - short[:, 0], PLAIN_ALARMS),
    )
    strong = max(
        _quantile(free[:, 5], STRONG_ALARMS),
        _quantile(short[:, 5], PLAIN_ALARMS / 4),
    )
    return round(soft, 4), round(strong, 4)


def _quantile(scores: Scores, alarms: float) -> float:
    return float(np.quantile(scores, 1 - alarms))


def _off_topic(topics: Unseen) -> float:
    off = np.array([row.label == NONE for row in topics.rows])
    scores = topics.scores[:, known_topics().index(NONE)]
    return round(float(max(GRID, key=lambda bar: _kept(off, scores >= bar))), 3)


def _kept(off: Truth, found: Truth) -> float:
    """How well off-topic is kept out and the rest let in, both alike."""
    return float(found[off].mean() + (~found[~off]).mean())

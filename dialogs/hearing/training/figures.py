"""How well an ear hears, against what people marked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from dialogs.hearing.ear import Ear
from dialogs.hearing.heard import HARMS, Heard
from dialogs.hearing.labels import LABELS
from dialogs.hearing.training.rows import Row


@dataclass
class Count:
    """Right, too many, and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, found: bool, holds: bool) -> None:
        """Counts one answer."""
        self.right += found and holds
        self.extra += found and not holds
        self.missed += holds and not found

    @property
    def precision(self) -> float:
        """The share of what was found that holds."""
        return self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        """The share of what holds that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f_one(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.extra + self.missed)


@dataclass
class PhraseFigures:
    """Counts by label, of all labels, of the harms spoken of, and how spans lie."""

    labels: dict[str, Count] = field(default_factory=lambda: {one: Count() for one in LABELS})
    all: Count = field(default_factory=Count)
    strict: Count = field(default_factory=Count)
    spans: list[bool] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def macro(self) -> float:
        """The mean F1 over the labels."""
        return float(np.mean([count.f_one for count in self.labels.values()]))


def phrase_figures(ear: Ear, rows: Sequence[Row]) -> PhraseFigures:
    """Labels and spans of phrases."""
    figures = PhraseFigures()
    for row in rows:
        heard = ear.hear(row.text)
        for label in LABELS:
            figures.labels[label].add(label in heard.labels, label in row.spans)
            figures.all.add(label in heard.labels, label in row.spans)
        for harm in HARMS:
            figures.strict.add(harm in heard.strict, harm in row.spans)
        figures.spans += _overlaps(heard, row)
        extra = [label for label in heard.labels if label not in row.spans]
        missed = [label for label in row.spans if label not in heard.labels]
        figures.confused.update((one, other) for one in missed for other in extra)
    return figures


def _overlaps(heard: Heard, row: Row) -> list[bool]:
    return [
        any(
            start < end_too and start_too < end
            for start, end in heard.spans[label]
            for start_too, end_too in row.spans[label]
        )
        for label in heard.labels
        if label in row.spans
    ]


@dataclass
class TopicFigures:
    """Shares: right first, among three offered, off-topic kept out; and what was mistaken."""

    first: float
    three: float
    kept_out: float
    confused: Counter[tuple[str, str]]


def topic_figures(ear: Ear, rows: Sequence[Row]) -> TopicFigures:
    """Topics of messages; another topic marked as right too counts as right."""
    confused: Counter[tuple[str, str]] = Counter()
    first, three, out = [], [], []
    for row in rows:
        heard = ear.hear(row.text)
        if row.label == "none":
            out.append(heard.topic == "none")
        else:
            fit = {row.label, *row.also}
            first.append(heard.topic in fit)
            three.append(any(topic in fit for topic, _ in heard.topics[:3]))
        if heard.topic != row.label and heard.topic not in row.also:
            confused[row.label, heard.topic] += 1
    return TopicFigures(_share(first), _share(three), _share(out), confused)


@dataclass
class RiskFigures:
    """Shares of danger that was heard, and of alarms for nothing."""

    recall: float
    recall_clear: float
    right_kind: float
    strong_alarms: float
    any_alarms: float
    kinds: dict[str, tuple[int, int]]


def risk_figures(ear: Ear, rows: Sequence[Row]) -> RiskFigures:
    """Danger in messages; right kind counts among those heard."""
    heard = [(row, *ear.risk(row.text)) for row in rows]
    danger = [(row, risk, tier) for row, risk, tier in heard if row.label != "none"]
    free = [tier for row, _, tier in heard if row.label == "none"]
    return RiskFigures(
        recall=_share([tier is not None for _, _, tier in danger]),
        recall_clear=_share([tier is not None for row, _, tier in danger if not row.borderline]),
        right_kind=_share([risk == row.label for row, risk, tier in danger if tier]),
        strong_alarms=_share([tier == "strong" for tier in free]),
        any_alarms=_share([tier is not None for tier in free]),
        kinds={
            kind: (
                sum(tier is not None for row, _, tier in danger if row.label == kind),
                sum(row.label == kind for row, _, _ in danger),
            )
            for kind in sorted({row.label for row, _, _ in danger})
        },
    )


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / max(1, len(hits))

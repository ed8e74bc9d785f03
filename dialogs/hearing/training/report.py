"""The figures in docs/hearing.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from dialogs.hearing.ear import Ear
from dialogs.hearing.heard import HARMS
from dialogs.hearing.labels import LABELS, NONE
from dialogs.hearing.thresholds import load_thresholds
from dialogs.hearing.training.figures import (
    Count,
    PhraseFigures,
    RiskFigures,
    TopicFigures,
    phrase_figures,
    risk_figures,
    topic_figures,
)
from dialogs.hearing.training.folds import Held
from dialogs.hearing.training.limits import Truth
from dialogs.hearing.training.phrases import held
from dialogs.hearing.training.risk import kind_of
from dialogs.hearing.training.rows import hands, known_topics, read_rows

BEGIN = "<!-- figures: written by make train -->"
END = "<!-- end of figures -->"

Figures = tuple[PhraseFigures, TopicFigures, RiskFigures]


def write_report(note: Path, unseen: Held, folders: Mapping[float, Path], dev: Path) -> None:
    """Puts the tables between the two marks of the note; dev tables only where dev sets lie."""
    whole = folders[max(folders)]
    parts = [_amounts(), *_unseen(unseen, whole), _bars(whole)]
    if dev.is_dir():
        figures = {share: _measured(folder, dev) for share, folder in folders.items()}
        parts = [*_dev(figures[max(figures)]), _curve(figures), *parts]
    before, rest = note.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    text = "\n\n".join([before + BEGIN, *parts, END + after])
    note.write_text(text, encoding="utf-8")


def _measured(folder: Path, dev: Path) -> Figures:
    ear = Ear(folder)
    return (
        phrase_figures(ear, read_rows(dev / "phrases-dev.jsonl")),
        topic_figures(ear, read_rows(dev / "routing-dev.jsonl")),
        risk_figures(ear, read_rows(dev / "safety-dev.jsonl")),
    )


def _dev(figures: Figures) -> list[str]:
    said, asked, danger = figures
    spans = sum(said.spans) / max(1, len(said.spans))
    goals = [
        ("phrases: micro-F1 / macro-F1", "≥ .86 / ≥ .82", _pair(said.all.f_one, said.macro)),
        (
            "harms spoken of: precision / recall",
            "≥ .92 / ≥ .50",
            _pair(said.strict.precision, said.strict.recall),
        ),
        ("spans overlap the marked words", "≥ .95", _dot(spans)),
        (
            "topic: first / among three / off-topic kept out",
            "≥ .82 / ≥ .95 / ≥ .90",
            _pair(asked.first, asked.three, asked.kept_out),
        ),
        (
            "risk, either tier: recall / without borderline",
            "≥ .93 / ≥ .97",
            _pair(danger.recall, danger.recall_clear),
        ),
        (
            "false alarms on messages without danger: strong / either",
            "≤ .02 / ≤ .12",
            _pair(danger.strong_alarms, danger.any_alarms),
        ),
        ("the right kind, where danger was heard", "", _dot(danger.right_kind)),
    ]
    kinds = [(kind, f"{hit} of {many}") for kind, (hit, many) in danger.kinds.items()]
    return [
        "### On the dev sets, which no ear learned from",
        _table(("what", "goal", "reached"), goals),
        _table(("kind of danger", "heard"), kinds),
        _labels(said.labels),
        "Labels missed, with the label heard in their place: " + _confused(said),
        "Topics mistaken: " + _pairs(asked.confused.most_common(8)),
    ]


def _labels(labels: Mapping[str, Count]) -> str:
    rows = [
        (label, str(count.right + count.missed), *map(_dot, _three(count)))
        for label, count in labels.items()
    ]
    return _table(("label", "holds", "precision", "recall", "F1"), rows)


def _three(count: Count) -> tuple[float, float, float]:
    return count.precision, count.recall, count.f_one


def _confused(figures: PhraseFigures) -> str:
    return _pairs(figures.confused.most_common(8))


def _pairs(common: list[tuple[tuple[str, str], int]]) -> str:
    return ", ".join(f"{one} → {other} ({many})" for (one, other), many in common) + "."


def _curve(figures: Mapping[float, Figures]) -> str:
    rows = [
        (
            f"{share:.0%}",
            _pair(said.all.f_one, said.macro),
            _pair(asked.first, asked.three),
            _pair(danger.recall, danger.any_alarms),
        )
        for share, (said, asked, danger) in sorted(figures.items())
    ]
    head = ("data", "phrases: micro / macro", "topic: first / three", "danger: recall / alarms")
    return "### How it grows with data (dev sets, the same bars)\n\n" + _table(head, rows)


def _unseen(unseen: Held, folder: Path) -> list[str]:
    bars = load_thresholds(folder / "thresholds.json")
    found = unseen.labels.scores >= np.array([bars.labels[label] for label in LABELS])
    truth = held(unseen.labels.rows)
    counts = {label: _count(found[:, at], truth[:, at]) for at, label in enumerate(LABELS)}
    whole = _count(found.ravel(), truth.ravel())
    macro = float(np.mean([count.f_one for count in counts.values()]))
    harms = [LABELS.index(harm) for harm in HARMS]
    sure = unseen.labels.scores[:, harms] >= np.array([bars.strict[harm] for harm in HARMS])
    strict = _count(sure.ravel(), truth[:, harms].ravel())
    spoken = _pair(strict.precision, strict.recall)
    rows = [
        ("phrases: micro-F1 / macro-F1", _pair(whole.f_one, macro)),
        ("harms spoken of: precision / recall", spoken),
        *_unseen_topics(unseen, bars.off_topic),
        *_unseen_danger(unseen, bars.soft, bars.strong),
    ]
    return [
        "### On hands that the ear has not read (left out in their turn)",
        _table(("what", "reached"), rows),
        _labels(counts),
        _by_hand(unseen, found),
    ]


def _by_hand(unseen: Held, found: Truth) -> str:
    truth = held(unseen.labels.rows)
    of = np.array([row.hand for row in unseen.labels.rows])
    rows = [
        (
            hand,
            str((of == hand).sum()),
            _dot(_count(found[of == hand].ravel(), truth[of == hand].ravel()).f_one),
        )
        for hand in sorted(set(of))
    ]
    return _table(("hand", "phrases", "micro-F1"), rows)


def _unseen_topics(unseen: Held, bar: float) -> list[tuple[str, str]]:
    first, three, out = [], [], []
    none = known_topics().index(NONE)
    for row, scores in zip(unseen.topics.rows, unseen.topics.scores, strict=True):
        order = [known_topics()[at] for at in np.argsort(-scores[:none])]
        off = scores[none] >= bar
        if row.label == "none":
            out.append(off)
        else:
            fit = {row.label, *row.also}
            first.append(not off and order[0] in fit)
            three.append(bool(fit & set(order[:3])))
    shares = _pair(*(float(np.mean(one)) for one in (first, three, out)))
    return [("topic: first / among three / off-topic kept out", shares)]


def _unseen_danger(unseen: Held, soft: float, strong: float) -> list[tuple[str, str]]:
    rows, scores = unseen.danger.rows, unseen.danger.scores
    danger = np.array([kind_of(row) > 0 for row in rows])
    clear = danger & np.array([not row.borderline for row in rows])
    firm = np.array([row.tier == "strong" for row in rows])
    is_strong = scores[:, 5] >= strong
    either = is_strong | (1 - scores[:, 0] >= soft)
    plain = unseen.plain.scores
    plain_strong = plain[:, 5] >= strong
    plain_either = plain_strong | (1 - plain[:, 0] >= soft)
    return [
        ("risk: recall / without borderline", _pair(either[danger].mean(), either[clear].mean())),
        ("risk: strong ones heard as strong", _dot(is_strong[firm].mean())),
        (
            "false alarms on hard negatives: strong / either",
            _pair(is_strong[~danger].mean(), either[~danger].mean()),
        ),
        (
            "false alarms on plain messages: strong / either",
            _pair(plain_strong.mean(), plain_either.mean()),
        ),
    ]


def _count(
    found: Truth,
    truth: Truth,
) -> Count:
    right = int((found & truth).sum())
    return Count(right, int(found.sum()) - right, int(truth.sum()) - right)


def _amounts() -> str:
    rows = [
        (kind, ", ".join(f"{hand} {len(rows)}" for hand, rows in by_hand.items()), str(total))
        for kind in ("phrases", "risk", "topics")
        for by_hand in [hands(kind)]
        for total in [sum(len(rows) for rows in by_hand.values())]
    ]
    return "### The data\n\n" + _table(("kind", "by hand", "in all"), rows)


def _bars(folder: Path) -> str:
    bars = load_thresholds(folder / "thresholds.json")
    rows = [
        (label, _dot(bar), _dot(bars.strict[label]) if label in bars.strict else "")
        for label, bar in bars.labels.items()
    ]
    others = (
        f"Danger: soft from {_dot(bars.soft)}, strong from {_dot(bars.strong)}; "
        f"off-topic from {_dot(bars.off_topic)}."
    )
    head = ("label", "heard from", "spoken of from")
    return "### The bars\n\n" + _table(head, rows) + "\n\n" + others


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (head, ("---",) * len(head), *rows)]
    return "\n".join(lines)


def _pair(*values: float) -> str:
    return " / ".join(_dot(float(value)) for value in values)


def _dot(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")

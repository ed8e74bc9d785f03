"""Scores for messages whose authors the ear has never read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dialogs.hearing.tokens import Cutter
from dialogs.hearing.training import phrases as phrase_ear
from dialogs.hearing.training import risk as risk_ear
from dialogs.hearing.training.phrases import Scores
from dialogs.hearing.training.rows import Row, hands

FOLDS = 3
RISK_FOLDS = 3
# Lines to partners, free of danger, by the hands of the phrases: no hand of their own.
TO_PARTNERS = "p"


@dataclass(frozen=True)
class Unseen:
    """Rows, and what an ear that never read their hand gave for them (rows, outputs)."""

    rows: list[Row]
    scores: Scores


@dataclass(frozen=True)
class Held:
    """All that was scored unread: labels of phrases, topics, danger, and danger in topics."""

    labels: Unseen
    topics: Unseen
    danger: Unseen
    plain: Unseen


def phrase_fold(at: int, cutter: Cutter) -> tuple[Unseen, Unseen]:
    """Label scores of the phrases, and topic scores of the messages, of the hands left out."""
    said, (asked, always) = hands("phrases"), _asked()
    out, also_out = dealt(said, FOLDS)[at], dealt(asked, FOLDS)[at]
    read = but(asked, also_out) + always
    ear = phrase_ear.train(but(said, out), read, cutter, seed=at + 1)
    left, also_left = only(said, out), only(asked, also_out)
    return (
        Unseen(left, phrase_ear.scores(ear, left, cutter)),
        Unseen(also_left, phrase_ear.topic_scores(ear, also_left, cutter)),
    )


def risk_fold(at: int, cutter: Cutter) -> tuple[Unseen, Unseen]:
    """Danger scores of risk messages of the hands left out, and of unread plain ones."""
    spoken, (asked, always) = hands("risk"), _asked()
    partners = spoken.pop(TO_PARTNERS)
    out, also_out = dealt(spoken, RISK_FOLDS)[at], dealt(asked, RISK_FOLDS)[at]
    left, plain = only(spoken, out), only(asked, also_out) + partners[at::RISK_FOLDS]
    read = but(spoken, out) + but(asked, also_out) + always
    read += [row for line, row in enumerate(partners) if line % RISK_FOLDS != at]
    ear = risk_ear.train(read, cutter, seed=at + 1)
    return (
        Unseen(left, risk_ear.scores(ear, left, cutter)),
        Unseen(plain, risk_ear.scores(ear, plain, cutter)),
    )


def _asked() -> tuple[dict[str, list[Row]], list[Row]]:
    """Messages by the hands that wrote for every topic, and the examples of single scripts.

    Those are read by every ear: left out, their topic would be one that nobody knows.
    """
    found = hands("topics")
    own = [name for name, rows in found.items() if len({row.label for row in rows}) == 1]
    return {name: found[name] for name in found if name not in own}, only(found, own)


def dealt(rows: Mapping[str, Sequence[Row]], parts: int) -> list[list[str]]:
    """The names of the hands in parts, each part to be left out in its turn."""
    names = sorted(rows)
    return [names[at::parts] for at in range(parts)]


def but(rows: Mapping[str, Sequence[Row]], out: Sequence[str]) -> list[Row]:
    """The rows of all hands but those."""
    return [row for hand in rows if hand not in out for row in rows[hand]]


def only(rows: Mapping[str, Sequence[Row]], out: Sequence[str]) -> list[Row]:
    """The rows of those hands."""
    return [row for hand in out for row in rows[hand]]


def together(parts: Sequence[Unseen]) -> Unseen:
    """All parts as one."""
    return Unseen(
        [row for part in parts for row in part.rows],
        np.concatenate([part.scores for part in parts]),
    )

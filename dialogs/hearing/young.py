"""Young topics: those with examples, which the network has not learned; heard by likeness."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from dialogs.errors import HearingError
from dialogs.hearing.network import Numbers

# From this likeness on a topic counts as heard, and how fast the score rises about it; measured
# with topics and messages that were written for it (docs/hearing.md).
BAR = 0.08
STEP = 0.02
# How much the network's own certainty weighs: what it knows well is hardly something new.
DOUBT = 0.04
_ROOM = 1.02


class Meaning:
    """The space in which messages lie near each other that mean the like.

    `file` is an array (states, 1 + out): where the middle of the known topics lies, then the
    weights that make their spread round. Raises HearingError where it can't be read.
    """

    def __init__(self, file: Path) -> None:
        try:
            stored = np.load(file, allow_pickle=False).astype(np.float32)
        except (OSError, ValueError, EOFError) as error:
            raise HearingError(file, str(error)) from error
        self._middle, self._weights = stored[:, 0], np.ascontiguousarray(stored[:, 1:])

    def of(self, states: Numbers) -> Numbers:
        """Where a message lies, by the states that the network gave for it; of length 1."""
        return _unit(_times(states - self._middle, self._weights))


class Young:
    """The young topics, each at the middle of its examples; `meant` holds those by topic."""

    def __init__(self, meant: Mapping[str, Sequence[Numbers]]) -> None:
        self._topics = sorted(meant)
        self._middles = np.array([_unit(np.mean(meant[each], axis=0)) for each in self._topics]).T

    def scores(self, meaning: Numbers, known: float) -> list[tuple[str, float]]:
        """Each topic's score from 0 to 1, .5 where it counts as heard.

        `known` is the score of whatever the network itself finds likeliest, "none" among it.
        """
        likeness = _times(meaning, self._middles) + DOUBT * np.log(_ROOM - known)
        scores = 1 / (1 + np.exp((BAR - likeness) / STEP))
        return [(topic, float(score)) for topic, score in zip(self._topics, scores, strict=True)]


def _times(vector: Numbers, matrix: Numbers) -> Numbers:
    """A vector times a matrix on one thread; `@` wakes a second one, which takes 20 ms to settle."""
    product: Numbers = np.einsum("i,ij->j", vector, matrix)
    return product


def _unit(vector: Numbers) -> Numbers:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)

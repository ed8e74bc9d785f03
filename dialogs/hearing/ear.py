"""The trained ear: what a message holds, which topic it belongs to, whether somebody is in danger."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from dialogs.hearing.danger import explicit
from dialogs.hearing.heard import HARMS, Heard, Risk, Span, Tier
from dialogs.hearing.labels import LABELS, RISKS, TOPICS
from dialogs.hearing.network import Network, Numbers
from dialogs.hearing.spans import carried
from dialogs.hearing.thresholds import Thresholds, load_thresholds
from dialogs.hearing.tokens import Cutter, Tokens
from dialogs.hearing.windows import windows

MODELS = Path(__file__).parent / "models"
OFFERED = 5
# The share of a piece's letters that make it worth reading.
LATIN = 0.2
# Words that hint at danger, but are said in fun as well, lower the bar to this part of it.
HINTED = 3

_GRAVITY: dict[Tier | None, int] = {None: 0, "soft": 1, "strong": 2}


class Ear:
    """Reads messages with the models in a folder; raises HearingError where one is unreadable.

    The files are read once, at the first message.
    """

    def __init__(self, folder: Path = MODELS) -> None:
        self._folder = folder
        self._last: tuple[str, tuple[Risk, Tier | None]] = ("", ("none", None))

    @cached_property
    def _cutter(self) -> Cutter:
        return Cutter(self._folder / "tokenizer.json")

    @cached_property
    def _thresholds(self) -> Thresholds:
        return load_thresholds(self._folder / "thresholds.json")

    @cached_property
    def _phrases(self) -> Network:
        return Network(self._folder / "phrases.onnx")

    @cached_property
    def _risks(self) -> Network:
        return Network(self._folder / "risk.onnx")

    def load(self) -> None:
        """Reads the files now, so that the first message does not wait for them."""
        self.hear("hello")

    def hear(self, text: str) -> Heard:
        """Everything that is heard in a message of any length and language."""
        tokens = self._cutter.cut(text)
        risk, tier = self._danger(text, tokens)
        if len(tokens.ids) <= 2:
            return Heard(risk=risk, tier=tier)
        read = [(piece, self._phrases.run(piece.ids)) for piece in _readable(text, tokens)]
        offsets, on_tokens = _laid_together([(piece, out[0]) for piece, out in read])
        on_message = np.max([out[1] for _, out in read], axis=0)
        scores = (on_tokens.max(0) + on_message) / 2
        bars = self._thresholds
        held = {
            label: round(float(scores[at]), 4)
            for at, label in enumerate(LABELS)
            if scores[at] >= bars.labels[label]
        }
        topic, topics = self._topic(np.mean([out[2] for _, out in read], axis=0))
        return Heard(
            labels=held,
            spans={
                label: carried(text, offsets, on_tokens[:, LABELS.index(label)].tolist())
                for label in held
            },
            strict=frozenset(h for h in HARMS if h in held and held[h] >= bars.strict[h]),
            topics=topics,
            topic=topic,
            risk=risk,
            tier=tier,
        )

    def risk(self, text: str) -> tuple[Risk, Tier | None]:
        """Whether somebody is in danger; of a long message the worst part counts."""
        return self._danger(text, self._cutter.cut(text))

    def _danger(self, text: str, tokens: Tokens) -> tuple[Risk, Tier | None]:
        # The gate asks first, then whoever hears the rest of the same message.
        if self._last[0] != text:
            self._last = (text, self._look_for_danger(text, tokens))
        return self._last[1]

    def _look_for_danger(self, text: str, tokens: Tokens) -> tuple[Risk, Tier | None]:
        kind, words = explicit(text)
        if words == "strong":
            return kind, "strong"
        if len(tokens.ids) <= 2:
            return "none", None
        bar = self._thresholds.soft / (HINTED if words == "hint" else 1)
        found = [
            self._judged(bar, *self._risks.run(piece.ids)) for piece in _readable(text, tokens)
        ]
        risk, worst, _ = max(found, key=lambda one: (_GRAVITY[one[1]], one[2]))
        if words == "soft":
            # Whose danger it is, plain words tell best.
            return kind, worst or "soft"
        return risk, worst

    def _judged(
        self, bar: float, kinds: Numbers, strong: Numbers
    ) -> tuple[Risk, Tier | None, float]:
        danger = 1.0 - float(kinds[0])
        kind = RISKS[1 + int(kinds[1:].argmax())]
        if float(strong[0]) >= self._thresholds.strong:
            return kind, "strong", danger
        if danger >= bar:
            return kind, "soft", danger
        return "none", None, 0.0

    def _topic(self, scores: Numbers) -> tuple[str, list[tuple[str, float]]]:
        order = sorted(range(len(TOPICS) - 1), key=lambda at: (-float(scores[at]), at))
        topics = [(TOPICS[at], round(float(scores[at]), 4)) for at in order[:OFFERED]]
        off = float(scores[TOPICS.index("none")]) >= self._thresholds.off_topic
        return ("none" if off else topics[0][0]), topics


def _readable(text: str, tokens: Tokens) -> list[Tokens]:
    """The pieces of a message that hold any Latin letters; the networks know no others.

    A page of Chinese has a token for each sign, and would hold everybody up for nothing.
    """
    pieces = list(windows(tokens))
    latin = [each for each in pieces if _is_latin(text[_from(each) : _to(each)])]
    return latin or pieces[:1]


def _from(piece: Tokens) -> int:
    return next((start for start, end in piece.offsets if end), 0)


def _to(piece: Tokens) -> int:
    return max(end for _, end in piece.offsets)


def _is_latin(words: str) -> bool:
    letters = [each for each in words if each.isalpha()]
    return sum(each < "ɐ" for each in letters) >= len(letters) * LATIN


def _laid_together(read: Sequence[tuple[Tokens, Numbers]]) -> tuple[list[Span], Numbers]:
    """Each token once, with the highest score that any of its windows gave it."""
    best: dict[Span, Numbers] = {}
    for piece, scores in read:
        for place, row in zip(piece.offsets, scores, strict=True):
            if place[1]:
                best[place] = np.maximum(best[place], row) if place in best else row
    return list(best), np.array(list(best.values()))

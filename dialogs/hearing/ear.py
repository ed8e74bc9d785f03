"""The trained ear: what a message holds, which topic it belongs to, whether somebody is in danger."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from dialogs.hearing import examples
from dialogs.hearing.danger import explicit
from dialogs.hearing.heard import HARMS, Heard, Risk, Span, Tier
from dialogs.hearing.labels import LABELS, NONE, RISKS
from dialogs.hearing.network import Network, Numbers
from dialogs.hearing.spans import carried
from dialogs.hearing.thresholds import Thresholds, load_thresholds
from dialogs.hearing.tokens import Cutter, Tokens
from dialogs.hearing.windows import windows
from dialogs.hearing.young import Meaning, Young

MODELS = Path(__file__).parent / "models"
OFFERED = 5
# The share of a piece's letters that make it worth reading.
LATIN = 0.2
# Words that hint at danger, but are said in fun as well, lower the bar to this part of it.
HINTED = 3

# A young topic counts as heard from here on, whatever else there may be.
SURE = 0.5

_GRAVITY: dict[Tier | None, int] = {None: 0, "soft": 1, "strong": 2}


class Ear:
    """Reads messages with the models in a folder; raises HearingError where one is unreadable.

    `topics` is a folder of examples: a topic that has some and is not among those that the models
    know is heard by its likeness to them. The files are read once, at the first message.
    """

    def __init__(self, folder: Path = MODELS, topics: Path = examples.FOLDER) -> None:
        self._folder = folder
        self._topics_folder = topics
        self._last: tuple[str, tuple[Risk, Tier | None]] = ("", ("none", None))
        self._last_heard: tuple[str, Heard] = ("", Heard())

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

    @cached_property
    def _meaning(self) -> Meaning:
        return Meaning(self._folder / "meaning.npy")

    @cached_property
    def _young(self) -> Young | None:
        """The topics that the models do not know; their examples are read with the first message."""
        given = examples.young_examples(self._topics_folder, self._thresholds.topics)
        if not given:
            return None
        return Young(
            {
                topic: [self._meaning.of(self.states(text)) for text in texts]
                for topic, texts in given.items()
            }
        )

    def states(self, text: str) -> Numbers:
        """The inner states of the phrase network for a message, by which meaning is told."""
        pieces = _readable(text, self._cutter.cut(text))
        return _mean([self._phrases.run(piece.ids) for piece in pieces], 3)

    def load(self) -> None:
        """Reads the files now, so that the first message does not wait for them."""
        self.hear("hello")

    def hear(self, text: str) -> Heard:
        """Everything that is heard in a message of any length and language."""
        # Several ask of the same message: is it about something else, what does it say besides?
        if self._last_heard[0] != text:
            self._last_heard = (text, self._hear(text))
        return self._last_heard[1]

    def _hear(self, text: str) -> Heard:
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
        topic, topics = self._topic([out for _, out in read])
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

    def _topic(self, read: Sequence[Sequence[Numbers]]) -> tuple[str, list[tuple[str, float]]]:
        known = self._thresholds.topics
        scores = _mean(read, 2)
        young = self._new(read, float(scores.max()))
        likeliest = max((score for _, score in young), default=0.0)
        # What is heard as something new takes its place from what the network takes it for.
        left = 1 - likeliest if likeliest >= SURE else 1.0
        found = [
            (topic, float(score) * left)
            for topic, score in zip(known, scores, strict=True)
            if topic != NONE
        ]
        ranked = sorted([*found, *young], key=lambda one: -one[1])[:OFFERED]
        topics = [(topic, round(score, 4)) for topic, score in ranked]
        off = likeliest < SURE and float(scores[known.index(NONE)]) >= self._thresholds.off_topic
        return (NONE if off else topics[0][0]), topics

    def _new(self, read: Sequence[Sequence[Numbers]], known: float) -> list[tuple[str, float]]:
        """The young topics with their scores, where there are any."""
        if self._young is None:
            return []
        return self._young.scores(self._meaning.of(_mean(read, 3)), known)


def _mean(read: Sequence[Sequence[Numbers]], output: int) -> Numbers:
    """The mean of an output over the pieces of a message."""
    return np.asarray(np.mean([out[output] for out in read], axis=0), np.float32)


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

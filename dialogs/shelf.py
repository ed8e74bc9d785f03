"""The shelf: all reading cards, and which of them answers a question."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

FILE = Path(__file__).parent / "cards.yaml"
# How much the nearest example counts beside the card's words as a whole.
EXAMPLE: Final = 0.3
# Rare words weigh more than in proportion.
RARE: Final = 1.5
# One common word alone answers nothing: so many rare words' worth is always held to be unknown.
DOUBT: Final = 0.25
ENDINGS: Final = ("ingly", "ings", "ing", "edly", "ies", "ied", "ed", "es", "ly", "er", "s", "e")

Theme = Literal[
    "needing_space", "closeness", "waiting", "quarrels", "repair", "boundaries", "trust",
    "rituals", "oneself", "listening", "saying", "unsafe",
]  # fmt: skip
Words = frozenset[str]


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A card's place on the shelf; what it says stands among the prompts, by its id.

    `script` is where it leads, `kind` the danger that it speaks of, "" for none; `words` are
    telling words, `asks` questions that it answers.
    """

    theme: Theme
    script: str
    words: str
    asks: list[str]
    kind: Literal["", "abuse_victim"] = ""


class Shelf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All cards by id, and how words are read.

    `same` has the words that count as one, `idle` those that tell nothing, `plain` those that
    ask for something to read, whatever it is.
    """

    same: dict[str, list[str]]
    idle: str
    plain: str
    cards: dict[str, Card]


class Index(msgspec.Struct, frozen=True):
    """The words of each card and of its example questions, and what a word weighs.

    `rarest` is the weight of a word that is on one card only.
    """

    telling: dict[str, Words]
    examples: dict[str, list[Words]]
    weights: Mapping[str, float]
    rarest: float

    def weight(self, words: Iterable[str]) -> float:
        """What words weigh together; one that is on no card weighs as much as the rarest."""
        return sum(self.weights.get(word, self.rarest) for word in words)


@cache
def shelf() -> Shelf:
    """The shelf as its file has it; raises msgspec.ValidationError for one that is none."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=Shelf)


def likely(question: str) -> list[tuple[str, float]]:
    """Cards by how well they answer a question, 0 to 1, best first; none for idle words."""
    asked, index = telling_words(question), _index()
    if not asked:
        return []
    scores = {card: _score(asked, card, index) for card in index.telling}
    return sorted(scores.items(), key=lambda each: -each[1])


def tells_nothing(question: str) -> bool:
    """Whether words ask for something to read, whatever it is."""
    return telling_words(question) <= telling_words(shelf().plain)


def telling_words(text: str) -> Words:
    """The telling words of a text, each as what it counts as."""
    same, pattern, idle = _lexicon()
    plain = pattern.sub(lambda found: same[found[0]], _bare(text))
    return frozenset(_stem(word) for word in plain.split() if word not in idle)


def _score(asked: Words, card: str, index: Index) -> float:
    """Both how much of the question the card knows, and how like its nearest example it is."""
    known = Counter(word for each in index.examples[card] for word in each)
    shares = {
        word: 1.0 if word in index.telling[card] else min(1.0, 0.25 + 0.25 * known[word])
        for word in asked
        if word in index.telling[card] or word in known
    }
    whole = index.weight(asked) + DOUBT * index.rarest
    covered = sum(index.weight([word]) * share for word, share in shares.items()) / whole
    nearest = max(_alike(asked, each, index) for each in index.examples[card])
    return EXAMPLE * nearest + (1 - EXAMPLE) * covered


def _alike(one: Words, other: Words, index: Index) -> float:
    shared = one & other
    if not shared:
        return 0.0
    return index.weight(shared) / math.sqrt(index.weight(one) * index.weight(other))


@cache
def _index() -> Index:
    cards = shelf().cards
    telling = {name: telling_words(card.words) for name, card in cards.items()}
    examples = {name: [telling_words(each) for each in card.asks] for name, card in cards.items()}
    among = Counter(word for name in cards for word in telling[name].union(*examples[name]))
    weights = {word: math.log(1 + len(cards) / n) ** RARE for word, n in among.items()}
    return Index(telling, examples, weights, max(weights.values()))


@cache
def _lexicon() -> tuple[dict[str, str], re.Pattern[str], Words]:
    same = {_bare(each): name for name, all_ in shelf().same.items() for each in (name, *all_)}
    longest_first = sorted(map(re.escape, same), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(longest_first)})\b")
    return same, pattern, frozenset(_bare(shelf().idle).split())


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower())))


def _stem(word: str) -> str:
    """A word without its ending, so that its forms fall together."""
    for ending in ENDINGS if len(word) > 4 else ("s",) if len(word) == 4 else ():
        if not word.endswith(ending) or len(word) - len(ending) < 3 or word.endswith("ss"):
            continue
        stem = word[: -len(ending)]
        if ending in ("ies", "ied"):
            return stem + "y"
        doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls"
        return stem[:-1] if doubled else stem
    return word

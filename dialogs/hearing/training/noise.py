"""Typing habits laid over a message, with its marked words carried along."""

import random
import re
from collections.abc import Callable

# A character and the set of labels that holds on it, as bits.
Marked = list[tuple[str, int]]

_SLANG = {
    "you": ["u", "yu"],
    "your": ["ur", "yr"],
    "you're": ["ur", "youre"],
    "are": ["r"],
    "i'm": ["im", "i am"],
    "i am": ["im", "i'm"],
    "don't": ["dont", "do not"],
    "do not": ["don't", "dont"],
    "can't": ["cant", "cannot"],
    "because": ["cos", "cuz", "bc", "coz"],
    "please": ["pls", "plz"],
    "tonight": ["tonite", "2nite", "tn"],
    "tomorrow": ["tmrw", "tomoz", "2moro", "tmr"],
    "to": ["2"],
    "for": ["4"],
    "about": ["abt"],
    "with": ["w", "wiv"],
    "and": ["n", "&"],
    "going to": ["gonna"],
    "gonna": ["going to"],
    "want to": ["wanna"],
    "wanna": ["want to"],
    "have to": ["gotta"],
    "need": ["neeed"],
    "really": ["rly", "rlly"],
    "right now": ["rn"],
    "though": ["tho"],
    "thanks": ["thx", "ty", "cheers"],
    "minutes": ["min", "mins"],
    "hour": ["hr"],
    "hours": ["hrs", "h"],
    "the": ["da", "teh"],
    "my": ["me"],
    "something": ["smth", "sth"],
    "people": ["ppl"],
    "love you": ["luv u", "love u", "ily"],
    "i know": ["ik"],
    "weekend": ["wknd"],
    "between": ["btwn"],
    "never": ["nvr", "neva"],
    "always": ["alw", "allways"],
    "every": ["evry"],
    "him": ["her"],
    "her": ["him"],
    "he": ["she"],
    "she": ["he"],
    "his": ["her"],
    "wife": ["husband", "missus"],
    "husband": ["wife", "hubby"],
    "boyfriend": ["girlfriend", "bf"],
    "girlfriend": ["boyfriend", "gf"],
}
_WORDS = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _SLANG), key=len, reverse=True)) + r")\b", re.I
)


def noisy(marked: Marked, rng: random.Random) -> Marked:
    """The message as a hastier hand would have typed it; one to three habits at once."""
    for habit in rng.sample(_HABITS, rng.randint(1, 3)):
        changed = habit(marked, rng)
        marked = changed if changed else marked
    return marked


def _no_apostrophes(marked: Marked, rng: random.Random) -> Marked:
    return [pair for pair in marked if pair[0] not in "'’"]


def _no_punctuation(marked: Marked, rng: random.Random) -> Marked:
    kept = [pair for pair in marked if pair[0] not in ".,;:!?-–—\"“”'’"]
    return kept if any(char.strip() for char, _ in kept) else marked


def _typos(marked: Marked, rng: random.Random) -> Marked:
    typed = list(marked)
    for _ in range(max(1, len(marked) // 35)):
        at = rng.randrange(len(typed))
        if not typed[at][0].isalpha() or at + 1 >= len(typed):
            continue
        kind = rng.randrange(3)
        if kind == 0:
            typed[at], typed[at + 1] = typed[at + 1], typed[at]
        elif kind == 1:
            del typed[at]
        else:
            typed.insert(at, typed[at])
    return typed


def _slang(marked: Marked, rng: random.Random) -> Marked:
    text = "".join(char for char, _ in marked)
    typed: Marked = []
    done = 0
    for match in _WORDS.finditer(text):
        if rng.random() < 0.5:
            continue
        typed += marked[done : match.start()]
        bits = marked[match.start()][1]
        typed += [(char, bits) for char in rng.choice(_SLANG[match.group().lower()])]
        done = match.end()
    return typed + marked[done:]


_HABITS: list[Callable[[Marked, random.Random], Marked]] = [
    _no_apostrophes,
    _no_punctuation,
    _typos,
    _slang,
]

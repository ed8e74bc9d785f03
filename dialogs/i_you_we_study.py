"""Three sentences weighed: one thing that works, and one suggestion at most.

What is sure to hurt comes first, then a sentence that speaks for somebody else than it was
meant to, then what may hurt (only asked about), then a sentence that is missing, then length.
"""

import re
from typing import Final

from dialogs.feedback import GRAVEST_FIRST, MOST_TELLING
from dialogs.findings import Findings, Study
from dialogs.hearing.heard import Hearing
from dialogs.hearing.languages import foreign
from dialogs.session import Slots, Value
from dialogs.tries import QUOTE_MOST, Try, read_try

PARTS: Final = {"i": "i_say", "you": "you_say", "we": "we_say"}
PROMPTS: Final[tuple[str, ...]] = (
    "works", "sure", "frame", "ask", "missing", "long", "well",
)  # fmt: skip
SPEAKS_FOR: Final = {
    "i": re.compile(r"\b(?:i|im|ive|id|ill|me|my|mine|myself)\b", re.IGNORECASE),
    "you": re.compile(r"\b(?:you|youre|youve|your|yours|yourself|u|ur)\b", re.IGNORECASE),
    "we": re.compile(
        r"\b(?:we|us|our|ours|ourselves|let'?s|together|both|each other|you and (?:i|me))\b",
        re.IGNORECASE,
    ),
}
# "I feel that you …" begins with I and goes on about the other one.
THOUGHT = re.compile(
    r"\bi (?:just |really |always )?(?:feel|felt) (?:that |like |as if |as though )?you(?!r)\b",
    re.IGNORECASE,
)
ALL_LONG: Final = 330
# Only the sentence for me says what I need; a "we" or "you" that comes by itself is no praise.
PRAISED: Final = {
    "i": ("need", "feeling", "purpose"),
    "you": ("acknowledge",),
    "we": ("request", "reassurance"),
}


def weigh(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Look at the three sentences and say at most one thing to change.

    Fills `quote` (what works), `piece` (the words that the suggestion is about), `which` (the
    sentence: "i", "you" or "we"; empty when all is well) and `kind`.
    """
    said = {part: _plain(slots[slot].said) for part, slot in PARTS.items() if slot in slots}
    tries = {part: read_try(text, hearing.hear(text)) for part, text in said.items()}
    kind, which, piece = _suggestion(tries)
    quote = _works(tries, which)
    found: dict[str, Value | None] = {
        "quote": quote,
        "piece": piece,
        "which": Value(pick=which) if which else None,
        "kind": Value(pick=kind),
    }
    return Findings([*(["works"] if quote else []), kind], found)


def _plain(text: str) -> str:
    return text.replace("’", "'").strip()


def _suggestion(tries: dict[str, Try]) -> tuple[str, str, Value | None]:
    """What kind of suggestion, about which sentence, and about which words of it."""
    for harm in GRAVEST_FIRST:
        for part, attempt in tries.items():
            if harm in attempt.harms:
                return "sure", part, Value(said=attempt.harms[harm], pick=harm)
    for part, attempt in tries.items():
        if _is_astray(part, attempt.text):
            return "frame", part, None
    for harm in GRAVEST_FIRST:
        for part, attempt in tries.items():
            if harm in attempt.doubts:
                return "ask", part, Value(said=attempt.doubts[harm], pick=harm)
    missing = [part for part in PARTS if part not in tries]
    if missing:
        return "missing", missing[0], None
    if sum(len(attempt.text) for attempt in tries.values()) > ALL_LONG:
        return "long", max(tries, key=lambda part: len(tries[part].text)), None
    return "well", "", None


def _is_astray(part: str, text: str) -> bool:
    """Whether a sentence does not speak for whom it was meant to; of English alone one can tell."""
    if foreign(text):
        return False
    return not SPEAKS_FOR[part].search(text) or (part == "i" and bool(THOUGHT.search(text)))


def _works(tries: dict[str, Try], which: str) -> Value | None:
    """Words that work, out of a sentence that nothing is suggested about."""
    for move in MOST_TELLING:
        for part, attempt in tries.items():
            fits = part != which and attempt.is_clean and move in PRAISED[part]
            if fits and attempt.moves.get(move):
                return Value(said=_quote(attempt, move), pick=move)
    return None


def _quote(attempt: Try, move: str) -> str:
    """The whole sentence where it is short enough, else the words that carry the move."""
    whole = _bare_ends(attempt.text)
    return whole if len(whole) <= QUOTE_MOST else attempt.moves[move]


def _bare_ends(text: str) -> str:
    """A text without the marks at its ends."""
    return text.strip(" .,;:!?…")


THREE_STUDIES: Final[dict[str, Study]] = {"weigh_three": weigh}

"""A rewrite: a sentence put together from the pieces of a try that a partner can hear.

Nothing is added but the few words that join the pieces. Where the pieces are too few, there
is none.
"""

import re
from collections.abc import Iterator
from typing import Final

from dialogs.hearing.heard import HARMS, Heard, Hearing, Span
from dialogs.hearing.own_words import Miss, read_own_words
from dialogs.hearing.times import read_length
from dialogs.tries import bare, whole_words, width

ENOUGH: Final = 2
LONGEST: Final = 240
_FORMS: Final = {
    "acknowledge": ("their_side", "line"),
    "feeling": ("feeling", "clause"),
    "need": ("need", "wish"),
    "purpose": ("purpose", "so"),
    "reassurance": ("about_us", "line"),
}
_ASKS = re.compile(r"(?:can|could|may|would|is it|do you mind|mind if)\b", re.IGNORECASE)
_LEADS_ON = re.compile(r"(?:so|to|in order to)\b", re.IGNORECASE)
_THEN = re.compile(r"(?:(?:and|but|then|&)\s+)+", re.IGNORECASE)
_BACK = re.compile(
    r"(?:back|home|i'?ll|i will|we'?ll|let'?s|tomorrow i'?m|i'?m (?:all )?yours)\b.* \w",
    re.IGNORECASE,
)
_JOINING: Final = {
    "their_side": {"i", "know", "that"},
    "feeling": {"i", "im", "feel"},
    "need": {"some", "a", "to"},
    "purpose": {"so", "i", "we", "can", "to"},
    "about_us": {"i"},
}
_OWN_SUBJECT: Final = {"i", "im", "ive", "my", "its", "we", "were", "theres"}
_SELF = re.compile(r"\b(?:im|i|ive|id|ill)\b")
_MENDED = {"im": "I'm", "i": "I", "ive": "I've", "id": "I'd", "ill": "ill"}


def rewrite(text: str, heard: Heard, hearing: Hearing, language: str) -> str:
    """The rewrite of a text, or "" where the person's own pieces don't make one."""
    pieces = dict(_pieces(text, heard, language))
    if len(pieces) < ENOUGH or not pieces.keys() & {"need", "span"}:
        return ""
    made = " ".join(_sentences(pieces))
    harms = hearing.hear(made).labels.keys() & set(HARMS)
    return "" if harms or len(made) > LONGEST or bare(made) == bare(text) else made


def _pieces(text: str, heard: Heard, language: str) -> Iterator[tuple[str, str]]:
    """Each piece by its label, none that shares words with a harm.

    A stretch of time sent along with an order to go ("leave me alone for an hour") is the
    one thing that a harm's words may give.
    """
    if any(label in HARMS and not heard.spans.get(label) for label in heard.labels):
        return
    harmful = [span for label in HARMS for span in heard.spans.get(label, [])]
    barred = [s for label in HARMS if label != "dismissal" for s in heard.spans.get(label, [])]
    taken: list[Span] = []
    for label, (slot, form) in _FORMS.items():
        span = _clear_of(harmful, heard.spans.get(label, []))
        made = _formed(whole_words(text, *span), slot, form, language) if span else ""
        if span and made and not _shares(span, taken):
            taken.append(span)
            yield label, made
    for start, end in heard.spans.get("return", []):
        if not _shares((start, end), barred):
            yield from _comeback(text, (start, end), taken, harmful, language)
            return


def _shares(span: Span, spans: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def _clear_of(harmful: list[Span], spans: list[Span]) -> Span | None:
    clear = [span for span in spans if not _shares(span, harmful)]
    return max(clear, key=width, default=None)


def _formed(words: str, slot: str, form: str, language: str) -> str:
    """The piece in the form a sentence takes it; "" where the reader bent their words."""
    if words.endswith("?") or len(words) > LONGEST // 2 or _ASKS.match(words):
        return ""
    if slot == "purpose" and not _LEADS_ON.match(words):
        return ""
    forms = read_own_words(slot, words, language)
    made = "" if isinstance(forms, Miss) else forms[form]
    theirs, ours = _words(words), _words(made)
    while ours and ours != theirs[-len(ours) :] and ours[0] in _JOINING[slot]:
        # A subject put before words that have one makes two sentences of them.
        if slot not in ("need", "purpose") and _OWN_SUBJECT & set(theirs):
            return ""
        ours = ours[1:]
    return made if len(ours) > len(theirs) // 3 and ours == theirs[-len(ours) :] else ""


def _words(text: str) -> list[str]:
    return bare(text.replace("’", "'")).replace("'", "").split()


def _comeback(
    text: str, span: Span, taken: list[Span], harmful: list[Span], language: str
) -> Iterator[tuple[str, str]]:
    """How long, or when they are back together, unless another piece says it already."""
    words = whole_words(text, *span)
    bare_words = _THEN.sub("", words)
    if _BACK.match(bare_words) and not _shares(span, [*harmful, *taken]):
        yield "back", bare_words
        return
    length = read_length(words, language=language)
    if length is None:
        return
    start = text.find(words, span[0]) + length.start
    if not _shares((start, start + length.end - length.start), taken):
        yield ("span", length.span) if length.span else ("bound", length.bound)


def _sentences(pieces: dict[str, str]) -> Iterator[str]:
    """Their side, then mine with the reason, then the way back to each other."""
    if "acknowledge" in pieces:
        yield _sentence(pieces["acknowledge"])
    if "feeling" in pieces:
        yield _sentence(pieces["feeling"])
    yield _sentence(_wish(pieces) + (f" {pieces['purpose']}" if "purpose" in pieces else ""))
    if "back" in pieces:
        yield _sentence(pieces["back"])
    if "reassurance" in pieces:
        yield _sentence(pieces["reassurance"])


def _wish(pieces: dict[str, str]) -> str:
    if "need" not in pieces:
        return f"I need {pieces['span']} to myself"
    stretch = pieces.get("bound") or (f"for {pieces['span']}" if "span" in pieces else "")
    return f"I need {pieces['need']} {stretch}"


def _sentence(words: str) -> str:
    tidy = _SELF.sub(lambda found: _MENDED[found[0]], " ".join(words.split()))
    return tidy[:1].upper() + tidy[1:] + ("" if tidy[-1:] in ".!?…" else ".")

"""Typed text made readable: controls, spaces, quotes, emoji; the same for every language."""

import re
import unicodedata

_QUOTES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "′": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
    }
)
# Joiners shape emoji and Persian words; all other format characters only steer the layout.
_JOINERS = frozenset("\u200c\u200d")
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_EMOTICON = re.compile(
    r"(?:^|(?<=\s))(?:[:;=]['-]{0,2}[()\[\]DPpOo/|*3]|[xX]D+|<3+|</3|\^_*\^|-_+-)(?=\s|$)"
)
_GAP = re.compile(r"\s+")
_PICTURE_PARTS = frozenset("\u200d\ufe0e\ufe0f\u20e3")


def tidy(text: str) -> str:
    """The text on one line with single spaces, straight quotes and nothing invisible."""
    kept = "".join(_visible(letter) for letter in text.translate(_QUOTES))
    return _GAP.sub(" ", kept).strip()


def _visible(letter: str) -> str:
    if letter.isascii() and letter.isprintable():
        return letter
    kind = unicodedata.category(letter)
    if kind[0] == "Z" or letter in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85":
        return " "
    if kind[0] == "C" and letter not in _JOINERS:
        return ""
    return letter


def without_pictures(text: str) -> str:
    """The tidy text without emoji and emoticons."""
    plain = _EMOTICON.sub(" ", _KEYCAP.sub(" ", text))
    return _GAP.sub(
        " ", "".join(" " if _is_picture(letter) else letter for letter in plain)
    ).strip()


def _is_picture(letter: str) -> bool:
    if letter.isascii():
        return False
    return letter in _PICTURE_PARTS or unicodedata.category(letter) in ("So", "Sk")


def has_pictures(text: str) -> bool:
    """Whether an emoji or an emoticon stands in the tidy text."""
    return bool(_EMOTICON.search(text) or _KEYCAP.search(text)) or any(map(_is_picture, text))


def has_words(text: str) -> bool:
    """Whether a letter or digit stands in the tidy text outside emoji and emoticons."""
    return any(letter.isalnum() for letter in without_pictures(text))


def trim_ends(text: str) -> str:
    """The text without quotes around it and punctuation at its ends."""
    start, end = 0, len(text)
    while start < end and not (text[start].isalnum() or text[start] in "('£$€#*"):
        start += 1
    while end > start and not _may_end(text, start, end):
        end -= 1
    return text[start:end]


def _may_end(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last == ")":
        return "(" in text[start:end]
    if last == "'":
        return end - start > 1 and text[end - 2].isalpha() and text[start] != "'"
    return last.isalnum() or last in "%*€£$" or unicodedata.category(last)[0] == "M"


def shortened(text: str, most: int) -> str:
    """The text, cut at a word boundary with an ellipsis where it is over `most` characters."""
    if len(text) <= most:
        return text
    head = text[:most]
    cut = head.rfind(" ")
    return head[: cut if cut > most // 2 else most - 1].rstrip(" ,;:.-–—") + "…"

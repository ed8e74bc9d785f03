"""The readers of English own words, by name."""

import re
from collections.abc import Callable

from dialogs.hearing.en.about_us import about_us
from dialogs.hearing.en.answers import is_clarifying
from dialogs.hearing.en.feeling import feeling
from dialogs.hearing.en.need import need
from dialogs.hearing.en.purpose import purpose
from dialogs.hearing.en.spelling import mend
from dialogs.hearing.en.their_side import their_side
from dialogs.hearing.miss import Forms, Miss
from dialogs.hearing.typed import (
    has_pictures,
    has_words,
    shortened,
    tidy,
    trim_ends,
    without_pictures,
)

Reader = Callable[[str], Forms | Miss]

_WORDS = {"clause": 2, "line": 2, "so": 3, "wish": 2}
_STUTTER = re.compile(r"(?<![\w'])([\w']+) \1(?![\w'])", re.IGNORECASE)
_NO_FRAME = re.compile(
    r"(?:(?:some|an?) (?:some|to|an?|the|my)|for (?:for|to)|of (?:some|to|an?))\b", re.I
)
LINE_MOST = 90
SAID_MOST = 4096
SENTENCE_MOST = 600
NAME_MOST = 40
_NAMED = re.compile(
    r"(?:(?:hi|hello|hey|well|um|uh|ok|oh|yes|sure)[\s,!.]+)*"
    r"(?:(?:my|the) name(?:'s| is|s)?|name|I'm|I am|it's|its|this is|(?:you can |just |please )*call me|"
    r"(?:they|people|friends|everyone) calls? me|(?:I )?go by|I'm called)[\s:]+(?:called )?(?=\S)",
    re.I,
)
_AFTER_NAME = re.compile(
    r"(?:[\s,]+(?:btw|please|by the way|thanks|thank you|here|lol|is fine|is good|will do|x+))+$",
    re.I,
)


def situation(text: str) -> Forms | Miss:
    """What is going on: the form `line`, as said, in up to 90 characters."""
    said = _said(text, SAID_MOST)
    if isinstance(said, Miss):
        return said
    return {"line": shortened(trim_ends(without_pictures(said)) or said, LINE_MOST)}


def sentence(text: str) -> Forms | Miss:
    """A reworded phrase: the form `line`, word for word, with a capital and an end mark."""
    said = _said(text, SENTENCE_MOST)
    if isinstance(said, Miss):
        return said
    bare = said[1:-1].strip() if len(said) > 2 and said[0] == said[-1] == '"' else said
    first = next((at for at, letter in enumerate(bare) if letter.isalnum()), 0)
    line = bare[:first] + bare[first].upper() + bare[first + 1 :]
    return {"line": line if _is_ended(line) else line.rstrip(" ,;:-–—") + "."}


def _is_ended(line: str) -> bool:
    last = line.rstrip("\"')")[-1:]
    return last in (".", "!", "?", "…", "。", "؟") or has_pictures(line.split()[-1])


def name(text: str) -> Forms | Miss:
    """What to call somebody: the form `name`."""
    said = _said(text, SAID_MOST)
    if isinstance(said, Miss):
        return said
    if len(said) > 3 * NAME_MOST:
        return Miss("too_long")
    if said.endswith("?"):
        return Miss("question")
    bare = trim_ends(_AFTER_NAME.sub("", _NAMED.sub("", without_pictures(mend(said)), count=1)))
    if len(bare) > NAME_MOST:
        return Miss("too_long")
    if len(bare.split()) > 4 or not any(letter.isalpha() for letter in bare):
        return Miss("unclear")
    return {"name": bare if not bare.islower() else bare[0].upper() + bare[1:]}


def anything(text: str) -> Forms | Miss:
    """Any text: the form `line`, on one line."""
    line = tidy(text)
    if not has_words(line) and not has_pictures(line):
        return Miss("empty")
    return {"line": line} if len(line) <= SAID_MOST else Miss("too_long")


def _said(text: str, most: int) -> str | Miss:
    line = tidy(text)
    if not has_words(line):
        return Miss("emoji" if has_pictures(line) else "empty")
    if len(line) > most:
        return Miss("too_long")
    return Miss("question") if len(line) < 80 and is_clarifying(mend(line)) else line


def _careful(read: Reader) -> Reader:
    """The reader, letting no stutter of its own making pass as a form."""

    def reading(text: str) -> Forms | Miss:
        forms = read(text)
        if isinstance(forms, Miss):
            return forms
        if any(len(form.split()) < _WORDS.get(key, 1) for key, form in forms.items()):
            return Miss("unclear")
        stutters = any(map(_STUTTER.search, forms.values())) and not _STUTTER.search(tidy(text))
        return Miss("unclear") if stutters or any(map(_NO_FRAME.match, forms.values())) else forms

    return reading


ENGLISH: dict[str, Reader] = {
    "situation": situation,
    "feeling": _careful(feeling),
    "need": _careful(need),
    "purpose": _careful(purpose),
    "about_us": _careful(about_us),
    "their_side": _careful(their_side),
    "sentence": sentence,
    "name": name,
    "anything": anything,
}

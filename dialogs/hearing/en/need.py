"""What somebody needs, in English, as what follows "I need" and what follows "an hour"."""

import re

from dialogs.hearing.en.answers import is_no_answer, read_words
from dialogs.hearing.en.clauses import lowered
from dialogs.hearing.en.needed_actions import Pair, gerund_phrase, short, verb
from dialogs.hearing.en.needed_people import nobody, someone
from dialogs.hearing.en.needed_things import thing
from dialogs.hearing.en.needed_times import stretch_of_time
from dialogs.hearing.miss import Forms, Miss

_WANTS = re.compile(
    r"(?:(?:I|we|I'd|we'd|what I|all I|honestly|just|really|actually|maybe|probably|also|definitely|"
    r"I'm|right now|tonight|today)\s+)*"
    r"(?:need is|want is|would like is|need|want|would like|would love|'d like|'d love|like|love|"
    r"could use|could do with|could really do with|crave|craving|long for|longing for|wish for|"
    r"would need|would want|wish I had|wish I could|feel like|must have|"
    r"(?:I )?(?:can|could|may) I (?:just )?(?:have|get)|desperate for|looking for|to have|to get|for)"
    r"\s+(?:just\s+)?(?=\S)"
)
_MUST = re.compile(
    r"(?:(?:I|just|really|I've|I'm)\s+)*(?:wanna|gotta|got to|have to|has to|must|gonna|wish I could|should)\s+(?=\S)"
)
_PLAIN_WANT = re.compile(
    r"(?:(?:I|I'd|just|really)\s+)*(?:let me|leave me to|allow me to)\s+(?=\S)"
)
_PLEASE = re.compile(r"[\s,]+(?:please|pls|plz|thanks|thx)$", re.I)
_SPLIT = re.compile(r"\b(?:me-time|sometime)\b")
_PLACES = re.compile(
    r"(?:alone|on my own|by myself|to myself|away|out|off|outside|outdoors|without|with|in|at|under|near|on|where|"
    r"somewhere|apart|from|between|after)\b",
    re.I,
)


def need(text: str) -> Forms | Miss:
    """A need's forms: `wish` follows "I need", `after` follows "an hour"."""
    said = read_words(text)
    if isinstance(said, Miss):
        return said
    bare = _PLEASE.sub("", _SPLIT.sub(_joined, _without_wanting(lowered(said))))
    if is_no_answer(bare):
        return Miss("unclear")
    pair = _pair(bare)
    if pair is None or not all(pair):
        return Miss("unclear")
    return {"wish": pair[0], "after": pair[1]}


def _joined(found: re.Match[str]) -> str:
    return "me time" if found[0] == "me-time" else "some time"


def _without_wanting(text: str) -> str:
    """The words without "I need", "just wanna" before them; a verb left over gets its "to"."""
    bare = text
    while True:
        must = _MUST.match(bare) or _PLAIN_WANT.match(bare)
        found = must or _WANTS.match(bare)
        if not found:
            return bare
        rest = bare[found.end() :]
        bare = rest if not must or rest.startswith(("to ", "not ")) else f"to {rest}"


def _pair(bare: str) -> Pair | None:
    for read in (stretch_of_time, verb, nobody, someone, gerund_phrase, _place, thing):
        pair = read(bare)
        if pair:
            return pair
    return None


def _place(bare: str) -> Pair | None:
    if not _PLACES.match(bare) or bare.lower() in ("in", "at", "on", "under", "near", "between"):
        return None
    away = "away " if bare.lower().startswith("from ") else ""
    return f"some time {away}{bare}", short(away + bare)

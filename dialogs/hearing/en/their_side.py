"""How it is for the partner, in English, as a clause to the partner."""

import re

from dialogs.hearing.en.clauses import DETERMINERS, is_clause, words_of
from dialogs.hearing.en.told import told
from dialogs.hearing.en.verbs import BASE, is_known_third, plural
from dialogs.hearing.miss import Forms, Miss

_SAYS_YOU = frozenset(
    "waited tried cooked cleaned called asked gave thought knew saw left had did felt got went lost said made came worked wanted needed hoped will would might can can't don't didn't won't could couldn't wouldn't must may have are were".split()
)
_NO_VERB_HERE = frozenset("open calm clear mean own empty stress".split())
_HARD = frozenset("hard long rough bad tough busy stressful horrible awful shit difficult".split())
_HAVING = frozenset(
    "lots loads much no stress loneliness pressure fear anxiety pain work too".split()
)
_ADVERBS = frozenset(
    "still really just always only never also truly totally so very probably maybe perhaps definitely likely sometimes often actually kinda possibly".split()
)
_ADDRESSED = re.compile(
    r"(?:I (?:also |really |do |can |just )*(?:know|see|get|understand|realise|realize|think|guess|imagine|appreciate|hear|believe|"
    r"bet|notice|noticed|saw|hope|wish|love|don't|tell|suppose|feel|can't|heard)\b|I'm (?:sorry|aware|sure|grateful|glad)|I am (?:sorry|aware)|"
    r"thanks?\b|sorry\b|thank you|it must|you must|please\b)",
    re.I,
)
_DAYS = frozenset(
    "day days week weeks month year shift night time morning evening start commute".split()
)
_FOR_YOU = re.compile(
    r"(?:not |really |very |so |also |too |a bit |pretty |quite )*(?:hard|tough|difficult|easy|lonely|rough|painful|confusing|scary|sad|a lot|bad|awful|fair|nice|fun|horrible) (?:for|on) you\b",
    re.I,
)
_IS_NOT = re.compile(
    r"(?:not (?:easy|fair|nice|fun)|(?:not |really |so )?(?:hard|difficult|tough|impossible|easy) (?:to|being|when))\b",
    re.I,
)
_THIRD_SOUNDS = frozenset("stresses freaks worries overthinks obsesses spirals".split())


def their_side(text: str) -> Forms | Miss:
    """How it is for the partner: the form `line`, "I know you've had a rough day"."""
    said = told(text)
    if isinstance(said, Miss):
        return said
    if said.lower() in ("i know", "i see", "i get it", "i understand", "thanks", "sorry"):
        return Miss("unclear")
    if _ADDRESSED.match(said):
        return {"line": said}
    line = _their_side(said, words_of(said))
    return {"line": f"I know {line}"} if line else Miss("unclear")


def _their_side(bare: str, words: list[str]) -> str:
    first = words[0]
    if first in ("i", "i'm", "i've", "i'd", "i'll") or is_clause(bare):
        return bare
    if _FOR_YOU.match(bare) or _IS_NOT.match(bare):
        return f"it's {bare}"
    at = next((n for n, word in enumerate(words) if word not in _ADVERBS), 0)
    return _about_you(bare, words, at)


def _about_you(bare: str, words: list[str], at: int) -> str:
    verb = words[at]
    pieces = bare.split()
    if is_known_third(verb) or (verb in _THIRD_SOUNDS and at == 0 and len(words) > 1):
        pieces[at] = plural(verb)
        return f"you {' '.join(pieces)}"
    if verb in _SAYS_YOU:
        return f"you {bare}"
    if verb in BASE and len(words) > at + 1 and verb not in _NO_VERB_HERE:
        return f"you {bare}"
    return _state_of_you(bare, words, at)


def _state_of_you(bare: str, words: list[str], at: int) -> str:
    verb = words[at]
    if verb in ("a", "an", "another") and _DAYS & set(words):
        return f"you've had {bare}"
    if verb in _HARD and _DAYS & set(words[at + 1 :]):
        return f"you've had {'' if words[-1].endswith('s') else 'a '}{bare}"
    if verb in DETERMINERS:
        return f"it's {bare}"
    if verb in _HAVING:
        return f"you're {bare}" if verb == "too" else f"you have {bare}"
    if verb in ("a", "an"):
        return f"you're {bare}" if "bit" in words[:3] or "mess" in words else f"you have {bare}"
    if verb == "same":
        return f"you're the {bare}"
    if verb.endswith(("ness", "ment", "tion")):
        return f"you feel {bare}"
    return f"you're {bare}"

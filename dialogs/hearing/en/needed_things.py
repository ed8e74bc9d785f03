"""English things that somebody can need, with the article and the link they take."""

import re

from dialogs.hearing.en.clauses import PRONOUNS, is_clause, words_of

_MASS = frozenset(
    "peace quiet silence calm rest sleep air freedom privacy solitude help support patience affection "
    "love tenderness water wine coffee tea food music tv telly fun sun sunshine nature exercise "
    "stillness room headspace normality clarity energy comfort stability kindness understanding "
    "attention care warmth sex intimacy closeness chocolate beer shut-eye shuteye r&r fresh-air "
    "movement relief independence decompression order structure yoga sport therapy "
    "meditation distance breathing light company touch sunlight daylight respect trust reassurance ice-cream".split()
)
_COUNT = frozenset(
    "walk nap bath shower hug cuddle break breather drink pint run swim holiday kip lie-in weekend chat "
    "time-out timeout pause smoke fag cigarette cry hobby massage beer snooze rest jog hike vacation "
    "minute sec drive ride book film movie cuppa brew retreat change stretch sauna spa haircut snack "
    "meal plan hand friend therapist babysitter reset moan scream lie-down siesta coffee "
    "session class match lesson hotel workout drive appointment joint ciggie pizza night evening day morning afternoon hour moment while puzzle game trip".split()
)
_ARTICLES = frozenset(
    "a an the my our your his her their some this that any one two more less fewer enough another several".split()
)
_COMPANY = frozenset(
    "book music series phone ps5 xbox guitar piano mates mate friends friend mum mom sister brother "
    "dog cat headphones bike girls lads sewing knitting diary journal playlist thoughts".split()
)
_OUTINGS = frozenset("gym pub beach sea cinema library pool spa allotment cafe".split())
_ROOMS = frozenset(
    "room bed car house garden bath park gym pub sofa garage shed kitchen office flat bedroom library space woods".split()
)
_LINKS = frozenset(
    "and or with without in at on from for of to by near away after before when so because that who where alone".split()
)


def thing(bare: str) -> tuple[str, str] | None:
    """The pair (after "I need", after "an hour") for a thing; None where it is none."""
    words = words_of(bare)
    first = words[0]
    if first in ("no", "zero"):
        return f"some time with {bare}", f"with {bare}"
    if first in _ARTICLES:
        return bare, _after_article(bare, words)
    if first in PRONOUNS or is_clause(bare) or not re.match(r"[a-z0-9]", first):
        return None
    if first in ("lots", "loads", "plenty"):
        return bare, f"with {bare}"
    return _bare_noun(bare, words)


def _after_article(bare: str, words: list[str]) -> str:
    first, head = words[0], _head(words[1:])
    if len(words) == 1:
        return "to myself"
    if words[-1] == "back":
        return f"to get {bare}"
    if first in ("more", "less", "fewer", "enough"):
        return f"with {bare}"
    if first == "some":
        rest = bare.split(" ", 1)[1]
        return (
            "to myself" if head in ("space", "time") and len(words) == 2 else _some(rest, words[1:])
        )
    if words[:3] == ["a", "bit", "of"] and head in _MASS:
        return bare.removeprefix("a bit ")
    if first == "the" and head in _OUTINGS:
        return f"at {bare}"
    if first in ("my", "our", "the") and head in _ROOMS:
        return f"in {bare}" if "space" not in words else "to myself"
    if first == "my" and head in _COMPANY:
        return f"with {bare}"
    return f"for {bare}"


def _some(rest: str, words: list[str]) -> str:
    head = _head(words)
    if head in ("space", "distance"):
        return _after_space(rest)
    return f"of {rest}" if head in _MASS else f"for some {rest}"


def _after_space(rest: str) -> str:
    """What "space" is for: "space to think" gives "to think"."""
    tail = rest.split(" ", 1)[1] if " " in rest else ""
    if not tail:
        return "to myself"
    return f"away {tail}" if tail.startswith("from ") else tail


def _bare_noun(bare: str, words: list[str]) -> tuple[str, str]:
    head = _head(words)
    if bare in _OUTINGS:
        return f"the {bare}", f"at the {bare}"
    if head == "time":
        return f"some {bare}", "to myself"
    if head in ("space", "distance") or words[:2] == ["room", "to"]:
        head = words[0] if words[0] == "room" else head
        return f"some {bare}", _after_space(bare) if words[0] == head else f"with some {bare}"
    if head in _COUNT and not (words[0] in _MASS and words[0] not in _COUNT):
        article = "an" if bare[0] in "aeiou" else "a"
        return f"{article} {bare}", f"for {article} {bare}"
    if head in _MASS or words[0] in _MASS:
        return f"some {bare}", f"of {bare}"
    return f"some time for {bare}", f"for {bare}"


def _head(words: list[str]) -> str:
    """The noun that carries the phrase: the last before a link."""
    head = words[0] if words else ""
    for word in words:
        if word in _LINKS:
            break
        if word not in ("now", "please", "tonight", "today", "tomorrow", "honestly"):
            head = word
    return head

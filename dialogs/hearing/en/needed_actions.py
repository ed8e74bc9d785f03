"""English actions that somebody can need, as what follows "I need" and "an hour"."""

import re

from dialogs.hearing.en.clauses import words_of
from dialogs.hearing.en.verbs import BASE, base_of_gerund

Pair = tuple[str, str]
_ACTS_ALONE = frozenset(
    "cry talk dance exercise paint fish train hike jog cycle swim dream".split()
)
_GIVEN = frozenset("help support respect love care touch trust food change break".split())
_NO_GERUNDS = frozenset(
    "nothing something everything anything evening morning understanding".split()
)
_FOR_A_TIME = re.compile(
    r"[\s,]+(?:for|in) (?:(?:a|an|one|two|some|the|half an|\d+|a few|just a|like)\s+)*"
    r"(?:little |bit of |couple of |couple |few |whole )?"
    r"(?:hours?|hrs?|min|mins?|minutes?|bit|while|sec|second|day|night|evening|time|moment|once|now)$",
    re.I,
)
_NOUNS_FIRST = frozenset(
    "rest sleep walk run nap break hug time space quiet bath shower drink swim cry talk calm clear "
    "own change help support love care touch clean escape exercise peace water comfort hope food "
    "kip snooze smoke pint fun hike jog chat hobby dance cuddle workout drive holiday train cycle ride "
    "phone trust respect treat fish park dream game dress fire show camp paint film stream cool massage end".split()
)
LEADING = re.compile(r"(?:(?:just|really|actually|maybe|simply|finally|only)\s+)+(?=\S)", re.I)
_THEN_COMPLEMENT = frozenset(
    "and or in on at by with for off out down up around away through to a an the my some it this "
    "about into without alone".split()
)
_GERUND_NOUNS = frozenset("room space time spell ground pad order exercises".split())


def verb(bare: str) -> Pair | None:
    """The pair for an action that begins with a verb or "to", or None."""
    kept = bare.startswith("to ") or bare == "just be"
    text = bare if kept else LEADING.sub("", bare, count=1)
    words = words_of(text)
    if words[0] == "to" and len(words) > 1:
        return _to(text)
    if bare == "just be":
        return _to("to just be")
    if words[0] in ("not", "never") and len(words) > 1:
        return _not(text, words)
    if words[0] == "sleep" and len(words) == 1:
        return "some sleep", "to sleep"
    if words[0] in ("alone", "left") and words[-1] == "alone":
        return f"to be {text}", "to be left alone" if words[0] == "left" else "alone"
    if words[0] in BASE and acts(words):
        return _to(f"to {text}")
    return None


def _to(text: str) -> Pair | None:
    rest = text.removeprefix("to ")
    if words_of(rest)[:1] == ["to"] or not words_of(rest)[0]:
        return None
    if words_of(rest)[0] not in BASE and base_of_gerund(words_of(rest)[0]):
        return gerund_phrase(rest)
    return text, short(text)


def acts(words: list[str]) -> bool:
    """Whether a base form at the start is a verb here and no noun."""
    first = words[0]
    if first not in _NOUNS_FIRST:
        return True
    if len(words) == 1 or first in ("time", "space", "quiet", "peace"):
        return first in _ACTS_ALONE
    given = first in _GIVEN
    if words[1] in ("and", "or", "from") or (given and words[1] in ("for", "with", "in")):
        return (
            words[1] == "and"
            and len(words) > 2
            and words[2] in BASE
            and words[2] not in _NOUNS_FIRST
        )
    return words[1] in _THEN_COMPLEMENT or words[1].endswith("ly")


def _not(text: str, words: list[str]) -> Pair | None:
    rest = text.split(" ", 1)[1]
    if words[1] == "to":
        return text, short(text)
    if words[1] in BASE:
        return f"{words[0]} to {rest}", short(f"{words[0]} to {rest}")
    done = _infinitive(rest)
    return (f"not to {done}", short(f"not to {done}")) if done else None


def _infinitive(text: str) -> str:
    """The base form for an -ing form: "be alone" for "being alone", or ""."""
    first, _, rest = text.partition(" ")
    base = base_of_gerund(first.lower())
    return f"{base} {rest}".strip() if base else ""


def gerund_phrase(bare: str) -> Pair | None:
    """The pair for an action that begins with an -ing form, or None."""
    words = words_of(bare)
    if not words[0].endswith("ing") or words[0] in _NO_GERUNDS:
        return None
    if words[1:] and words[1] in _GERUND_NOUNS:
        return f"some {bare}", f"of {bare}"
    done = _infinitive(bare)
    if done and len(words) > 1 and words[1] not in ("and", "or"):
        return f"to {done}", short(f"to {done}")
    if len(words[0]) < 6 and not done:
        return None
    return f"some time for {bare}", short(f"for {bare}")


def short(text: str) -> str:
    """The words without a stretch of time at their end, if others stay."""
    return _FOR_A_TIME.sub("", text) or text

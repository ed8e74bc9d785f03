"""A limit in English own words, and what somebody will do when it is passed, as clauses."""

import re

from dialogs.hearing.en.clauses import is_clause, lowered
from dialogs.hearing.en.told import told
from dialogs.hearing.en.verbs import BASE, base_of_gerund
from dialogs.hearing.miss import Miss
from dialogs.hearing.typed import tidy, trim_ends

_ASIDE = re.compile(
    r"(?:(?:my (?:limit|boundary|rule|line) is|the (?:limit|line) is|i want to say|i'd say|well|so|just|i think)[,:]? "
    r"(?:that )?)+(?=\S)",
    re.IGNORECASE,
)
_YOU_DOING = re.compile(r"(?:not )?you (?:\w+ )?\w+ing\b", re.IGNORECASE)
_YOU_DO = re.compile(r"you (?:always |first |just )?(?P<verb>[a-z]+)\b", re.IGNORECASE)
_MODALS = frozenset(
    "can can't cannot may must should shouldn't need have could will won't are aren't don't".split()
)
_ORDER = re.compile(r"(?:please |don't |do not |never |stop )", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…]\s+\S")
_WILL = re.compile(
    r"(?:i|we)(?:'ll|'m| will| am going to| would|'d| can| go| leave)\b", re.IGNORECASE
)
_FIRST_I = re.compile(r"(?:i|i'll|i'm|i'd|we|we'll)\b", re.IGNORECASE)


def limit_line(text: str) -> str:
    """A limit as a clause to the partner, without a full stop: "I'd like no phones in bed"."""
    typed = _ASIDE.sub("", tidy(text), count=1)
    said = told(typed)
    if isinstance(said, Miss):
        return trim_ends(tidy(text))
    if _ENDS.search(said):
        return _capital_i(said)
    said = lowered(said)
    found = _YOU_DO.match(said)
    if found and found["verb"].lower() not in _MODALS:
        return _capital_i(_about_what_you_do(typed, said))
    return _capital_i(_as_limit(said))


def _about_what_you_do(typed: str, said: str) -> str:
    """A wish ("that he asks first"), or what is not to go on ("he reads my letters")."""
    if _YOU_DOING.match(said):
        return f"I'm not okay with {said}"
    if typed.lower().startswith("that "):
        return f"I'd like you to {said.removeprefix('you ')}"
    return said if typed.lower().startswith("you ") else f"this isn't okay for me: {said}"


def _as_limit(said: str) -> str:
    first = said.split()[0].lower()
    if first == "no" or said.lower().startswith(("more ", "less ", "some ", "a ", "an ")):
        return f"I'd like {said}"
    if _ORDER.match(said) or is_clause(said):
        return said
    if first in ("to", "not"):
        return f"I'd like {said}"
    if base_of_gerund(first):
        return f"I'm not okay with {said}"
    return f"I ask you to {said}" if first in BASE else f"this matters to me: {said}"


def will_line(text: str) -> str:
    """What somebody will do, as a clause with "I": "I'll leave the room for a while"."""
    said = told(tidy(text))
    if isinstance(said, Miss):
        return trim_ends(tidy(text))
    bare = re.sub(r"^(?:then|to|and|so|by) ", "", lowered(said), flags=re.IGNORECASE)
    first = bare.split()[0].lower()
    if _WILL.match(bare) or _ENDS.search(bare):
        return _capital_i(bare)
    if first == "not":
        return f"I won't {bare[4:]}"
    if not _FIRST_I.match(bare) and first in BASE:
        return _capital_i(f"I'll {bare}")
    gerund = base_of_gerund(first)
    if gerund:
        return _capital_i(f"I'll {gerund} {bare.partition(' ')[2]}".strip())
    return _capital_i(bare)


def _capital_i(text: str) -> str:
    return re.sub(r"(?<![\w'])i(?=$|[\s',.!?;:])", "I", text)

"""English stretches of time that somebody can need, and what to say after "an hour" instead."""

import re

from dialogs.hearing.en.clauses import words_of
from dialogs.hearing.en.needed_actions import LEADING, Pair, acts, short, verb
from dialogs.hearing.en.needed_things import thing
from dialogs.hearing.en.verbs import BASE, base_of_gerund

_STRETCH = re.compile(
    r"(?P<span>(?:(?:about|around|at least|roughly|like) )?(?:(?:a|an|one|two|three|four|five|ten|fifteen|twenty|thirty|half|half an|half a|another|some|a few|"
    r"a couple of|a couple|a good|a whole|the|my|an extra|more|a bit of|a little|a bit more|some more|plenty of|"
    r"lots of|much|enough|\d+)\s+)"
    r"(?:(?:quiet|whole|good|free|nice|full|long|proper|little|single|couple of|entire|calm|lazy|child-free|"
    r"kid-free|uninterrupted|solid|peaceful|alone|me|more|extra|or two|quick|short)\s+)*"
    r"(?:hours?|hrs?|minutes?|mins?|min|days?|evenings?|nights?|afternoons?|mornings?|weekends?|weeks?|"
    r"moments?|seconds?|sec|time|while)(?:\s+or (?:two|so|three))?)\b[\s,]*(?P<rest>.*)",
    re.I,
)
_TODAY = re.compile(
    r"(?:tonight|tomorrow|today|this evening|this afternoon|sunday|saturday)\b[\s,]*(?P<rest>.*)",
    re.I,
)
_BARE_TIME = re.compile(
    r"(?:time|space|quiet time|alone time|me time|free time|solo time|quality time|time alone|down time|downtime|me-time)\b",
    re.I,
)
_GOES_ON = frozenset(
    "to alone on by with without in of away off out at where for just not outside free apart "
    "under near inside somewhere being".split()
)


def stretch_of_time(bare: str) -> Pair | None:
    """A stretch of time already: "an hour alone"; `after` must not name one again."""
    plain = LEADING.sub("", bare, count=1)
    timed = _BARE_TIME.match(plain)
    for span in (plain,) if timed else (plain, f"a {plain}"):
        found = _STRETCH.fullmatch(span) or _TODAY.fullmatch(span)
        goes_on = words_of(found["rest"])[:1] if found else []
        if found and (span == plain or not goes_on or goes_on[0] in _GOES_ON):
            rest = _rest_of_stretch(found["rest"])
            whole = found["rest"] or found.re is _STRETCH
            return span if whole else f"{span} {rest}", rest
    if not timed or plain[timed.end() :][:1] not in ("", " ", ","):
        return None
    return f"some {plain}", _rest_of_stretch(plain[timed.end() :].strip(" ,"))


def _rest_of_stretch(rest: str) -> str:
    words = words_of(rest)
    if not words or (words[0] == "at" and rest[3:4].isdigit()):
        return "to myself"
    doing = verb(rest[4:]) if words[0] == "for" and len(words) > 1 else None
    if doing:
        return doing[1]
    if words[0] == "from":
        return f"away {rest}"
    if words[0] in _GOES_ON:
        return short(rest)
    if words[0] in BASE and acts(words):
        return f"to {short(rest)}"
    if words[0].endswith("ing") and base_of_gerund(words[0]):
        return short(rest)
    found = thing(rest)
    return found[1] if found and found[1].startswith("of ") else "to myself"

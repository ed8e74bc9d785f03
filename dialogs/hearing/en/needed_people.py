"""English for what others are to do, or to leave, when somebody needs room."""

import re

from dialogs.hearing.en.clauses import words_of
from dialogs.hearing.en.needed_actions import Pair, short
from dialogs.hearing.en.verbs import BASE, base_of_gerund, base_of_third, gerund

_LEAVING = frozenset("leave stop go give let shut back".split())
_SOMEONE_TO = re.compile(
    r"(?P<who>you|everyone|everybody|people|the kids|someone|somebody|no one|nobody|it|it all|this|the world|the noise|my \w+) (?:to )(?P<what>.+)"
)
_NO_ONE = re.compile(
    r"(?:that )?(?P<who>nobody|no one|no-one|noone) (?P<verb>[\w']+)(?P<rest>.*)", re.I
)
_STATES = frozenset("gone out away asleep quiet here home happy back".split())


def nobody(bare: str) -> Pair | None:
    """What nobody is to do: "nobody talking to me"; None where it says no such thing."""
    found = _NO_ONE.fullmatch(bare)
    if not found:
        return None
    verb = found["verb"].lower()
    rest = found["rest"].strip()
    if verb == "to" and rest:
        verb, _, rest = rest.partition(" ")
    if verb in ("around", "near", "with", "in", "else", "at") or verb.endswith("ing"):
        doing = f"{verb} {rest}".strip()
    else:
        base = verb if verb in BASE else base_of_third(verb)
        if not base:
            return None
        doing = f"{gerund(base)} {rest}".strip()
    return f"some time with nobody {doing}", f"with nobody {doing}"


def someone(bare: str) -> Pair | None:
    """What another is to do: "you to stop talking at me"."""
    found = _SOMEONE_TO.fullmatch(bare.removeprefix("that "))
    if not found and bare.startswith("that ") and len(bare.split()) > 2:
        return bare, "to myself"
    if found and bare.startswith("that "):
        bare = f"{found['who']} to {found['what']}" if found["who"] == "you" else bare
    if found:
        who, what = found["who"], found["what"]
        if what.startswith("stop ") and base_of_gerund(what.split()[1]):
            return bare, f"without {who} {what[5:]}"
        verb, _, rest = what.partition(" ")
        if who == "you" and verb in BASE and verb not in _LEAVING:
            return bare, short(f"with you {gerund(verb)} {rest}".strip())
        return bare, "to myself"
    words = words_of(bare)
    gone = words[0] == "you" and len(words) > 1 and words[1] in _STATES
    return (bare, "to myself") if gone else None

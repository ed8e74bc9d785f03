"""What somebody needs, in English, as what follows "I need" and what follows "an hour"."""

import re

from dialogs.hearing.answers_en import is_no_answer, read_words
from dialogs.hearing.clauses_en import lowered, words_of
from dialogs.hearing.miss import Forms, Miss
from dialogs.hearing.needed_things_en import thing
from dialogs.hearing.verbs_en import BASE, base_of_gerund, base_of_third, gerund

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
_STRETCH = re.compile(
    r"(?P<span>(?:(?:a|an|one|two|three|four|five|ten|fifteen|twenty|thirty|half|half an|half a|another|some|a few|"
    r"a couple of|a couple|a good|a whole|the|my|an extra|more|a bit of|a little|a bit more|some more|plenty of|"
    r"lots of|much|enough|\d+)\s+)"
    r"(?:(?:quiet|whole|good|free|nice|full|long|proper|little|single|couple of|entire|calm|lazy|child-free|"
    r"kid-free|uninterrupted|solid|peaceful|alone|me|more|extra|or two|quick|short)\s+)*"
    r"(?:hours?|hrs?|minutes?|mins?|min|days?|evenings?|nights?|afternoons?|mornings?|weekends?|weeks?|"
    r"moments?|seconds?|sec|time|while)(?:\s+or (?:two|so|three))?)\b[\s,]*(?P<rest>.*)",
    re.I,
)
_PLEASE = re.compile(r"[\s,]+(?:please|pls|plz|thanks|thx)$", re.I)
_SPLIT = re.compile(r"\b(?:me-time|sometime)\b")
_TODAY = re.compile(
    r"(?:tonight|tomorrow|today|this evening|this afternoon|sunday|saturday)\b[\s,]*(?P<rest>.*)",
    re.I,
)
_BARE_TIME = re.compile(
    r"(?:time|space|quiet time|alone time|me time|free time|solo time|quality time|time alone|down time|downtime|me-time)\b",
    re.I,
)
_FOR_A_TIME = re.compile(
    r"[\s,]+(?:for|in) (?:(?:a|an|one|two|some|the|half an|\d+|a few|just a|like)\s+)*"
    r"(?:little |bit of |couple of |couple |few |whole )?"
    r"(?:hours?|hrs?|min|mins?|minutes?|bit|while|sec|second|day|night|evening|time|moment|once|now)$",
    re.I,
)
_PLACES = re.compile(
    r"(?:alone|on my own|by myself|to myself|away|out|off|outside|outdoors|without|with|in|at|under|near|on|where|"
    r"somewhere|apart|from|between|after)\b",
    re.I,
)
_SOMEONE_TO = re.compile(
    r"(?P<who>you|everyone|everybody|people|the kids|someone|somebody|no one|nobody|it|it all|this|the world|the noise|my \w+) (?:to )(?P<what>.+)"
)
_NO_ONE = re.compile(
    r"(?:that )?(?P<who>nobody|no one|no-one|noone) (?P<verb>[\w']+)(?P<rest>.*)", re.I
)
_STATES = frozenset("gone out away asleep quiet here home happy back".split())


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


_Pair = tuple[str, str]


def _pair(bare: str) -> _Pair | None:
    for read in (_stretch, _verb, _nobody, _someone, _gerund, _place, thing):
        pair = read(bare)
        if pair:
            return pair
    return None


def _stretch(bare: str) -> _Pair | None:
    """A stretch of time already: "an hour alone"; `after` must not name one again."""
    plain = _LEADING.sub("", bare, count=1)
    timed = _BARE_TIME.match(plain)
    for stretch in (plain,) if timed else (plain, f"a {plain}"):
        found = _STRETCH.fullmatch(stretch) or _TODAY.fullmatch(stretch)
        if found:
            rest = _rest_of_stretch(found["rest"])
            return (stretch if found["rest"] or found.re is _STRETCH else f"{stretch} {rest}"), rest
    if not timed or plain[timed.end() :][:1] not in ("", " ", ","):
        return None
    return f"some {plain}", _rest_of_stretch(plain[timed.end() :].strip(" ,"))


_GOES_ON = frozenset(
    "to alone on by with without in of away off out at where for just not outside free apart "
    "under near inside somewhere being".split()
)


def _rest_of_stretch(rest: str) -> str:
    words = words_of(rest)
    if not words or (words[0] == "at" and rest[3:4].isdigit()):
        return "to myself"
    if words[0] == "for" and len(words) > 1 and _verb(" ".join(rest.split()[1:])):
        return _verb(" ".join(rest.split()[1:]))[1]  # type: ignore[index]
    if words[0] == "from":
        return f"away {rest}"
    if words[0] in _GOES_ON:
        return _short(rest)
    if words[0] in BASE and _acts(words):
        return f"to {_short(rest)}"
    if words[0].endswith("ing") and base_of_gerund(words[0]):
        return _short(rest)
    found = thing(rest)
    return found[1] if found and found[1].startswith("of ") else "to myself"


def _short(text: str) -> str:
    """The words without a stretch of time at their end, if others stay."""
    return _FOR_A_TIME.sub("", text) or text


_NOUNS_FIRST = frozenset(
    "rest sleep walk run nap break hug time space quiet bath shower drink swim cry talk calm clear "
    "own change help support love care touch clean escape exercise peace water comfort hope food "
    "kip snooze smoke pint fun hike jog chat hobby dance cuddle workout drive holiday train cycle ride "
    "phone trust respect treat fish park dream game dress fire show camp paint film stream cool massage end".split()
)
_LEADING = re.compile(r"(?:(?:just|really|actually|maybe|simply|finally|only)\s+)+(?=\S)", re.I)
_THEN_COMPLEMENT = frozenset(
    "and or in on at by with for off out down up around away through to a an the my some it this "
    "about into without alone".split()
)


def _verb(bare: str) -> _Pair | None:
    kept = bare.startswith("to ") or bare == "just be"
    text = bare if kept else _LEADING.sub("", bare, count=1)
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
    if words[0] in ("don't", "dont", "go", "no") and words[0] != "go":
        return None
    if words[0] in BASE and _acts(words):
        return _to(f"to {text}")
    return None


def _to(text: str) -> _Pair | None:
    rest = text.removeprefix("to ")
    if words_of(rest)[:1] == ["to"] or not words_of(rest)[0]:
        return None
    if words_of(rest)[0] not in BASE and base_of_gerund(words_of(rest)[0]):
        return _gerund(rest)
    return text, _short(text)


def _acts(words: list[str]) -> bool:
    """Whether a base form at the start is a verb here and no noun."""
    first = words[0]
    if first not in _NOUNS_FIRST:
        return True
    if len(words) == 1 or first in ("time", "space", "quiet", "peace"):
        return first in (
            "cry",
            "talk",
            "dance",
            "exercise",
            "paint",
            "fish",
            "train",
            "hike",
            "jog",
            "cycle",
            "swim",
            "dream",
        )
    given = first in (
        "help",
        "support",
        "respect",
        "love",
        "care",
        "touch",
        "trust",
        "food",
        "change",
        "break",
    )
    if words[1] in ("and", "or", "from") or (given and words[1] in ("for", "with", "in")):
        return (
            words[1] == "and"
            and len(words) > 2
            and words[2] in BASE
            and words[2] not in _NOUNS_FIRST
        )
    return words[1] in _THEN_COMPLEMENT or words[1].endswith("ly")


def _not(text: str, words: list[str]) -> _Pair | None:
    rest = text.split(" ", 1)[1]
    if words[1] == "to":
        return text, _short(text)
    if words[1] in BASE:
        return f"{words[0]} to {rest}", _short(f"{words[0]} to {rest}")
    done = _infinitive(rest)
    return (f"not to {done}", _short(f"not to {done}")) if done else None


def _infinitive(text: str) -> str:
    """ "being alone" as "be alone", or ""."""
    first, _, rest = text.partition(" ")
    base = base_of_gerund(first.lower())
    return f"{base} {rest}".strip() if base else ""


def _nobody(bare: str) -> _Pair | None:
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


def _someone(bare: str) -> _Pair | None:
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
        if (
            who == "you"
            and verb in BASE
            and verb not in ("leave", "stop", "go", "give", "let", "shut", "back")
        ):
            return bare, _short(f"with you {gerund(verb)} {rest}".strip())
        return bare, "to myself"
    words = words_of(bare)
    if words[0] == "you" and (words[1:2] and words[1] in _STATES):
        return bare, "to myself"
    if words[0] == "it" and len(words) > 1:
        return None
    return None


_GERUND_NOUNS = frozenset("room space time spell ground pad order exercises".split())


def _gerund(bare: str) -> _Pair | None:
    words = words_of(bare)
    if not words[0].endswith("ing") or words[0] in (
        "nothing",
        "something",
        "everything",
        "anything",
        "evening",
        "morning",
        "understanding",
    ):
        return None
    if words[1:] and words[1] in _GERUND_NOUNS:
        return f"some {bare}", f"of {bare}"
    done = _infinitive(bare)
    if done and len(words) > 1 and words[1] not in ("and", "or"):
        return f"to {done}", _short(f"to {done}")
    if len(words[0]) < 6 and not done:
        return None
    return f"some time for {bare}", _short(f"for {bare}")


def _place(bare: str) -> _Pair | None:
    if (
        not _PLACES.match(bare)
        or (len(words_of(bare)) < 2
        and bare.lower() in ("in", "at", "with", "from", "on", "under"))
    ):
        return None
    if bare.lower().startswith("from "):
        return f"some time away {bare}", f"away {bare}"
    return f"some time {bare}", _short(bare)

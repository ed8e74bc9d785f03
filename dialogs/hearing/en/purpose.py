"""What it would give somebody back, in English, as a clause with "so"."""

import re

from dialogs.hearing.en.answers import is_no_answer, read_words
from dialogs.hearing.en.clauses import is_clause, lowered, words_of
from dialogs.hearing.en.verbs import BASE, base_of_gerund, base_of_third, is_known_third
from dialogs.hearing.miss import Forms, Miss

_LINK = re.compile(
    r"(?:(?:just |maybe |hopefully |probably )?(?:so that|so as to|so|in order to|in order that|because then|because|cos then|cos|"
    r"coz|cuz|then|that way|that|and then|which means|it means|meaning|for me to)|"
    r"(?:I (?:just )?(?:want|need|hope|'d like|would like)|I'd (?:just )?(?:like|love)|I (?:just )?wanna|hope|hopefully|"
    r"(?:it|that|this)(?: would|'d|'ll| will| could| might| can| may)? helps? me(?: to)?|help me(?: to)?|helps me(?: to)?|"
    r"(?:it|that|this)(?: would|'d|'ll| will| could| might| can| may)? (?:lets?|allows?) me(?: to)?|let me|allow me)(?: to)?)"
    r"[\s,]+(?=\S)",
    re.I,
)
_MAKES_ME = re.compile(
    r"(?:(?:it|that|this)(?: would|'d|'ll| will| could| might| can| may)? )?(?:makes?|making|keeps?|keeping|gets?) me (?P<what>.+)",
    re.I,
)
_GIVES_ME = re.compile(
    r"(?:(?:it|that|this)(?: would|'d|'ll| will| could| might| can| may)? (?:gives?|brings?|gets?|buys?) (?:me )?|"
    r"(?:give|giving|get|bring|buy) me |gives (?:me )?)(?:back )?(?P<what>.+)",
    re.I,
)
_IT_DOES = re.compile(
    r"(?:it|that|this) (?:would|'d|'ll|will|could|might|can|may) (?P<verb>[a-z]+)(?P<rest>.*)|(?:it|that|this)(?:'d|'ll) (?P<verb2>[a-z]+)(?P<rest2>.*)"
)
_ABLE = re.compile(
    r"(?:being able to|be able to|able to|being capable to|the chance to|a chance to|the ability to|to be able to|can|could) (?P<what>.+)",
    re.I,
)
_MY_BACK = re.compile(r"(?P<what>(?:my|our|some) .+?)(?: back)?(?P<again> again)?")
_ADJECTIVES = frozenset(
    "calm happy present patient nice kind sane human fresh rested ready okay ok fine well alive awake "
    "strong free whole myself better nicer kinder warm open gentle fun grounded steady loving mad angry "
    "tired less-snappy snappy grumpy normal stressed tense anxious irritable sad moody cranky reactive sharp "
    "harsh short distant impatient overwhelmed resentful clear focused there softer good close closer".split()
)
_ROLES = frozenset(
    "mum mom dad father mother parent partner person husband wife friend listener lover man woman version boyfriend "
    "girlfriend team couple me human teammate".split()
)
_ADJECTIVE_ENDS = ("ier", "ful", "less", "ous", "able", "ive", "ed", "rier")
_NOUN_ENDS = (
    "ness",
    "ity",
    "ment",
    "tion",
    "ance",
    "ence",
    "ship",
    "ure",
    "gy",
    "th",
    "sm",
    "dom",
    "ace",
    "om",
)
_NOT_COMPARED = frozenset(
    "river water dinner order power temper number laughter matter laughter".split()
)
_DEGREES = frozenset(
    "a bit more less much so really very too quite lot little fully again not as kinda even".split()
)
_AFTER_ADJECTIVE = frozenset(
    "to with for and again when about towards toward around at in enough now inside tomorrow than today "
    "tonight or but next as on by after before not if because myself person mum mom dad partner too".split()
)
_NOUNS_FIRST = frozenset(
    "patience energy love calm clear sound peace hope support trust balance quiet "
    "connection own empty open warm cool change time fun clean break free".split()
)


def purpose(text: str) -> Forms | Miss:
    """A purpose's form `so`: "so I can think straight"."""
    said = read_words(text)
    if isinstance(said, Miss):
        return said
    bare = _without_links(lowered(said))
    if is_no_answer(bare):
        return Miss("unclear")
    line = _so(bare)
    return {"so": f"so {line}"} if line else Miss("unclear")


def _without_links(text: str) -> str:
    bare = text
    while found := _LINK.match(bare):
        bare = bare[found.end() :]
    return lowered(bare)


def _so(bare: str) -> str:
    words = words_of(bare)
    first = words[0]
    if first == "to" and len(words) > 1:
        return _so(bare[3:])
    if bare.startswith(("us to ", "for us to ")):
        return f"we can {bare.split('us to ', 1)[1]}"
    if makes := _MAKES_ME.fullmatch(bare):
        return _state_or_action(makes["what"])
    if gives := _GIVES_ME.fullmatch(bare):
        return _having(gives["what"])
    if does := _IT_DOES.fullmatch(bare):
        return _it_does(does)
    if is_clause(bare) or first in ("i", "i'm", "i'd", "i'll", "i've", "we", "you", "we're"):
        return bare if len(words) > 1 else ""
    if able := _ABLE.fullmatch(bare):
        return _verb_phrase(able["what"])
    bare = re.sub(r"^(?:rather than|instead of|without) ", "not ", bare)
    words = words_of(bare)
    first = words[0]
    if first in ("not", "never"):
        return _negative(bare, words)
    if first in (
        "wouldn't",
        "won't",
        "couldn't",
        "don't",
        "would",
        "will",
        "want",
        "wanna",
        "get",
        "got",
    ):
        return f"I {bare}" if len(words) > 1 else ""
    if first == "no" and len(words) > 1:
        return f"there's {bare}"
    return _fragment(bare, words)


def _verb_phrase(what: str) -> str:
    return (
        f"I can {what}"
        if words_of(what)[0] in BASE | {"actually", "really", "finally", "just", "both"}
        else ""
    )


def _it_does(found: re.Match[str]) -> str:
    verb, rest = found["verb"] or found["verb2"], (found["rest"] or found["rest2"] or "").strip()
    if verb == "be":
        return f"it's {rest}" if rest else ""
    if rest.startswith("me ") and verb in (
        "calm",
        "cheer",
        "settle",
        "relax",
        "chill",
        "sort",
        "pick",
        "wake",
    ):
        return f"I can {verb} {rest[3:]}"
    return f"it can {verb} {rest}".strip() if verb in BASE else ""


def _state_or_action(what: str) -> str:
    first = words_of(what)[0]
    if first in BASE and not _is_adjective(words_of(what)):
        return f"I {what}"
    return f"I'm {what}"


def _having(what: str) -> str:
    found = _MY_BACK.fullmatch(what)
    if found and what.startswith(("my ", "our ")):
        return f"I get {found['what']} back{found['again'] or ''}"
    first = words_of(what)[0]
    if first in ("to", "you", "a", "the", "some", "more", "less", "it") or first not in BASE:
        return f"I get {what}"
    return f"I have {what}"


def _negative(bare: str, words: list[str]) -> str:
    rest = bare.partition(" ")[2].removeprefix("to ")
    if not rest:
        return ""
    first = words_of(rest)[0]
    base = base_of_gerund(first)
    if base:
        rest, first = f"{base} {rest.partition(' ')[2]}".strip(), base
    if first == "be":
        return (
            f"I'm not {rest.partition(' ')[2]}"
            if first == "be" and " " in rest
            else f"I don't {rest}"
        )
    if first in BASE and not _is_adjective([first]):
        return f"I never {rest}" if words[0] == "never" else f"I don't {rest}"
    return f"I'm {words[0]} {rest}"


def _fragment(bare: str, words: list[str]) -> str:
    first = words[0]
    if _is_adjective(words):
        return f"I'm {bare}"
    base = base_of_gerund(first)
    if base and first != "breathing":
        return f"I can {base} {bare.partition(' ')[2]}".strip()
    at = (
        1
        if first in ("just", "actually", "really", "finally", "both", "properly", "fully", "better")
        and len(words) > 1
        else 0
    )
    if words[at] in BASE and not (
        words[at] in _NOUNS_FIRST
        and (len(words) == 1 or words[1] in ("for", "and", "with", "again", "in", "of"))
    ):
        return f"I can {bare}"
    return _noun(bare, words)


def _is_adjective(words: list[str]) -> bool:
    first = words[0]
    if first in ("a", "an", "the"):
        return any(word in _ROLES for word in words[1:4]) and words[-1] not in ("head", "life")
    head = next((word for word in words if word not in _DEGREES), first)
    if head in _NOT_COMPARED or head in ("patience", "energy", "air"):
        return False
    following = words[words.index(head) + 1 :][:1]
    if following and following[0] not in _AFTER_ADJECTIVE:
        return False
    compared = head.endswith("er") and len(head) > 4 and head not in BASE
    return head in _ADJECTIVES or (head not in BASE and head.endswith(_ADJECTIVE_ENDS)) or compared


_COUNTED = frozenset(
    "head mind start day evening night life break chance body heart weekend chat talk".split()
)


def _is_counted(words: list[str]) -> bool:
    alone = words[0] not in ("a", "an", "the", "some", "more", "less", "one", "no", "every")
    return alone and words[-1] in _COUNTED and len(words) < 4


def _noun(bare: str, words: list[str]) -> str:
    first = words[0]
    if found := _MY_BACK.fullmatch(bare):
        if first in ("my", "our"):
            return f"I get {found['what']} back{found['again'] or ''}"
        return f"I have {bare}"
    if words[:2] == ["for", "my"] and len(words) > 2:
        return f"I can look after {bare[4:]}"
    if first in ("for", "with", "from", "about"):
        return (
            f"I'm there {bare}"
            if first in ("for", "with") and words[1:2] in (["you"], ["us"])
            else ""
        )
    if is_known_third(first):
        return ""
    if bare.endswith(" back"):
        return f"I get my {bare}"
    if words[-1] == "mood" and len(words) > 1:
        return f"I'm in a {bare}" if first not in ("a", "the") else f"I'm in {bare}"
    if len(words) > 1:
        return f"I have {'a ' if _is_counted(words) else ''}{bare}"
    known = first in _NOUNS_FIRST or first.endswith(_NOUN_ENDS) or base_of_third(first)
    return f"I have some {first} again" if known or first.isalpha() else ""

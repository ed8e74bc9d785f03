"""Studies for coming back: how long ago it was, whether the body is calm, and what is owned."""

import re

from dialogs.findings import Findings, Study
from dialogs.hearing.en.told import told
from dialogs.hearing.heard import Hearing
from dialogs.hearing.times import read_length
from dialogs.session import Slots, Value

# What own_up may say besides what the script's states name.
PROMPTS = ("own_hurt", "own_all", "own_if", "own_theirs", "own_but")

SOON, DAY = 20, 24 * 60
_NOW = re.compile(
    r"\b(?:just now|right now|a minute|(?:few|couple of) minutes|moments? ago)\b", re.I
)
_YESTERDAY = re.compile(r"\b(?:yesterday|last night|night before)\b", re.I)
_DAYS = re.compile(
    r"\b(?:days|weeks?|months?|years?|for ages|ages|(?:on|since|last) \w+day|weekend)\b", re.I
)

_CALM = re.compile(
    r"\b(?:calm\w*|fine|okay|ok|good|great|relaxed|better|normal|steady|slow\w*|quiet|soft|ready|loose|easy)\b",
    re.I,
)
_STIRRED = re.compile(
    r"\b(?:not|n't|isn't|far from|hardly|no|still|racing|fast|pounding|tight\w*|clench\w*|shak\w*|shallow|short|hot|tense)\b",
    re.I,
)

_SORRY = re.compile(
    r"(?:(?:I'm|I am|im|so|very|really|truly|and) )*(?:sorry|I apologi[sz]e)(?: (?:that|for|about))?\s+",
    re.I,
)
_TENDER = (
    r"(?:hurt|upset|sad|sensitive|scared|afraid|needy|emotional|crying|in tears|tearful|too much|"
    r"weak|lonely|broken|disappointed)"
)
_HURT = re.compile(
    rf"(?:\bI (?:was|got|felt|feel|am)|\bI'm|\b(?:being|getting|feeling|having been))"
    rf"(?: (?:so|too|very|really|a bit|such|over)[ -]?)*[ ]{_TENDER}\b"
    r"|\bI cried\b|^crying\b|^(?:having )?(?:my|having) (?:own )?feelings\b|\bbeing me\b|\bexisting\b",
    re.I,
)
# A deed beside the feeling: "I was upset and slammed the door".
_ALSO = re.compile(rf"\band (?!(?:so |too |very )*{_TENDER})", re.I)
_ALL = re.compile(
    r"(?:everything|it all|all of it|all of this|the whole thing|my whole self)"
    r"(?: (?:that )?I(?:'ve)? (?:did|done|said))?[.! ]*",
    re.I,
)
_IF = re.compile(
    r"\bsorry (?:if\b|(?:that )?(?:you|he|she|they)(?:'re| are| were| was| feel| felt| feels| is| took)\b)",
    re.I,
)
_THEIRS = re.compile(r"(?:you|he|she|they)\b(?! (?:and I|deserve))", re.I)
_BUT = re.compile(
    r"[\s,;.–—-]+(?:but|however|though|although)\b.*"
    r"|[\s,]+(?:only )?(?:because|cos|cause|since) (?:of )?(?:you|he|she|they|him|her|them)\b.*",
    re.I | re.S,
)


def how_long_ago(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Own words on how long ago it was, as one of the choices; unclear ones are some hours."""
    since = slots.get("since")
    if since is None or since.pick:
        return Findings()
    return Findings(slots={"since": Value(said=since.said, pick=_ago(since.said, language))})


def _ago(said: str, language: str) -> str:
    length = read_length(re.sub(r"\bago\b", "", said).strip(), language=language)
    if length is not None and length.minutes is not None:
        return _by_minutes(length.minutes)
    for pick, words in (("just_now", _NOW), ("yesterday", _YESTERDAY), ("days", _DAYS)):
        if words.search(said):
            return pick
    return "hours"


def _by_minutes(minutes: int) -> str:
    if minutes < SOON:
        return "just_now"
    return "days" if minutes > DAY else "hours"


def body_told(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Calm counts only alone, and in own words only where nothing else is stirred."""
    body = slots.get("body")
    if body is None:
        return Findings()
    if body.picks:
        picks = [each for each in body.picks if each != "calm"] or ["calm"]
    else:
        calm = _CALM.search(body.said) and not _STIRRED.search(body.said)
        picks = ["calm"] if calm else ["stirred"]
    return Findings(slots={"body": Value(said=body.said, picks=picks)})


def own_up(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """What is owned, as one thing that was done: forms `did` ("I got loud"), `about` ("my tone").

    Words that own nothing (having been hurt, everything, an "if", the partner's part) are asked
    again; what follows a "but" is cut.
    """
    own = slots.get("own")
    if own is None or own.pick:
        return Findings(slots={"owned": None})
    said = own.said.replace("’", "'").strip().strip('"“”')
    fault = _fault(said)
    if fault:
        return Findings([fault], {"own": None, "owned": Value(pick="again")})
    kept = _BUT.sub("", said) or said
    value = Value(said=kept, forms=_forms(kept))
    if kept == said:
        return Findings(slots={"own": value, "owned": None})
    return Findings(["own_but"], {"own": value, "owned": Value(pick="cut")})


def _fault(said: str) -> str:
    bare = _SORRY.sub("", said, count=1) if _SORRY.match(said) else said
    if _IF.search(said):
        return "own_if"
    if _HURT.search(bare) and not _ALSO.search(bare):
        return "own_hurt"
    if _ALL.fullmatch(bare):
        return "own_all"
    return "own_theirs" if _THEIRS.match(bare) else ""


def _forms(said: str) -> dict[str, str]:
    spoken = told(said)
    if not isinstance(spoken, str):
        return {"whole": said.rstrip(" .,;")}
    bare = _SORRY.sub("", spoken, count=1) if _SORRY.match(spoken) else spoken
    mine = re.match(r"I(?:'\w+)?\b", bare)
    return {"did" if mine else "about": bare}


REPAIR_STUDIES: dict[str, Study] = {
    "how_long_ago": how_long_ago,
    "body_told": body_told,
    "own_up": own_up,
}

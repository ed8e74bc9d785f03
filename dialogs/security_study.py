"""What an anxious hour is about, told from words: jealousy, checking, or trust that was broken."""

import re

from dialogs.findings import Findings
from dialogs.hearing.heard import Hearing
from dialogs.session import Slots, Value

Words = dict[str, re.Pattern[str]]

PICKED = {"checking": "checking", "someone": "jealous", "happened": "betrayed"}
THEY = (
    r"(?:he|she|they|my (?:partner|husband|wife|boyfriend|girlfriend|bf|gf|ex|mum|mom|dad|mother"
    r"|father))"
)

# Words that tell the kind by themselves, by language; where there are none, it is asked.
BETRAYED: Words = {
    "en": re.compile(
        r"\b(?:cheated|betrayed|was unfaithful|had an affair|having an affair|had a fling"
        r"|slept with|been sleeping with|been seeing someone|lied to me|been lying to me"
        r"|(?:his|her|their|the) affair|broke my trust)\b",
        re.IGNORECASE,
    )
}
# "I'm scared she cheated" and "my ex lied to me" are no breach between these two.
DOUBTED: Words = {
    "en": re.compile(
        r"\b(?:if|think|afraid|scared|worried|worry|fear|maybe|perhaps|suspect|might|imagin\w+"
        r"|dreamt|dreamed|convinced|wonder|sure|never|not|(?:did|has|have|is|are|was)n'?t"
        r"|my ex|last relationship|i(?: have|'ve)? (?:cheated|betrayed|lied|slept|had))\b",
        re.IGNORECASE,
    )
}
_LOOKS = (
    r"(?:check(?:ed|ing|s)?|look(?:ed|ing)? (?:at|in|into|through|again)|went (?:into|through)"
    r"|going (?:into|through)|read(?:ing)?|scroll\w*|stalk\w*|refresh\w*|track\w*)"
)
_THINGS = (
    r"(?:phone|messages?|texts?|chats?|last seen|online|status|active|location|insta\w*|profile"
    r"|emails?|map)"
)
CHECKING: Words = {
    "en": re.compile(
        rf"\b{_LOOKS}\b.{{0,60}}\b{_THINGS}\b|\b{_THINGS}\b.{{0,60}}\bI (?:\w+ )?{_LOOKS}\b"
        r"|\b(?:keep|kept|can'?t stop|stop myself|stop) (?:on )?(?:checking|looking|asking)\b"
        r"|\bask(?:ing)?\b.{0,30}\b(?:again and again|all the time|over and over|every day)\b",
        re.IGNORECASE,
    )
}
# Whose own phone is looked at is not the one who checks.
CHECKED: Words = {
    "en": re.compile(
        rf"\b{THEY}\b[^.]{{0,25}}\b(?:check|look|track|read|go|went|going|stalk)\w*\b[^.]{{0,25}}"
        r"\b(?:my|me)\b",
        re.IGNORECASE,
    )
}
JEALOUS: Words = {
    "en": re.compile(
        r"\b(?:jealous\w*|envious|flirt\w*|(?:other|another) (?:man|woman|guy|girl|bloke)"
        r"|(?:his|her|their) (?:ex|co-?worker|colleague|best friend))\b",
        re.IGNORECASE,
    )
}
LOOKS: Words = {
    "en": re.compile(
        r"\b(?:see|read|check|look|go|access|have|get|share|know)\w*\b[^.]{0,30}"
        r"\b(?:phone|messages|texts|chats?|location|passwords?|pin|emails?|accounts?)\b"
        r"|\b(?:passwords?|track\w*|proof|live location|to prove)\b"
        r"|\bwhere (?:he|she|they)\b",
        re.IGNORECASE,
    )
}


def kind(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Which way the hour goes on; a breach of trust comes before all else."""
    told = [slots[each] for each in ("seen", "real", "situation") if each in slots]
    found = [_kind_of(each, language) for each in told]
    likely = next((each for each in ("betrayed", "checking", "jealous") if each in found), "hour")
    return Findings(slots={"kind": Value(pick=likely)})


def _kind_of(answer: Value, language: str) -> str:
    if answer.pick:
        return PICKED.get(answer.pick, "hour")
    if _hears(BETRAYED, answer, language) and not _hears(DOUBTED, answer, language):
        return "betrayed"
    if _hears(CHECKING, answer, language) and not _hears(CHECKED, answer, language):
        return "checking"
    return "jealous" if _hears(JEALOUS, answer, language) else "hour"


def need(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Whether what would help is a way of checking; said a second time, it is let go."""
    if not _looks(slots, "need", language):
        return Findings(slots={"looks": None})
    if "looks" in slots:
        return Findings(slots={"looks": None, "need": None})
    return Findings(slots={"looks": Value(yes=True)})


def open_book(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Whether what they need after a breach is a look into what is the other one's own."""
    opens = _looks(slots, "to_have", language) or _looks(slots, "to_know", language)
    return Findings(slots={"opens": Value(yes=True) if opens else None})


def _looks(slots: Slots, slot: str, language: str) -> bool:
    return slot in slots and not slots[slot].pick and _hears(LOOKS, slots[slot], language)


def _hears(words: Words, answer: Value, language: str) -> bool:
    said = answer.said.replace("’", "'")
    return language in words and words[language].search(said) is not None


SECURITY_STUDIES = {
    "security_kind": kind,
    "security_need": need,
    "security_open": open_book,
}

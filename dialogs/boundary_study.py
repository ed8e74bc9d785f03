"""Limits: whose life one holds, which way in somebody's words mean, and how it is put.

A limit holds the one who sets it: what I need, what I do. What decides whom the other one sees,
where they go or what they open is shown to be something else, and can be turned.
"""

import re
from typing import Final

import msgspec

from dialogs.findings import Findings, Study
from dialogs.hearing.controls import Control, find_control
from dialogs.hearing.en.limits import limit_line, will_line
from dialogs.hearing.heard import Hearing
from dialogs.session import Slots, Value

QUOTE_MOST: Final = 90
THEY: Final = r"(?:he|she|they|my (?:husband|wife|boyfriend|girlfriend|partner|ex|bf|gf|fianc\w+))"
ASKED_OF_ME: Final = re.compile(
    rf"\b{THEY}(?:'s|'d|s)? (?:\w+ )?(?:set (?:me )?a|told me|asked me|asks me|says|said|wants me|"
    r"wants his|wants her|wants their|doesn'?t want|does not want|gave me|has a (?:limit|rule|boundary)|drew a)",
    re.IGNORECASE,
)
TESTED: Final = re.compile(
    r"\b(?:i (?:already |have |'ve )?(?:said|told|asked|set)|i'?ve (?:said|told|asked|set)|we agreed|(?:he|she|they) agreed|"
    r"crossed|broke (?:it|my)|(?:did|does|do) it again|once again|keeps? \w+ing|still (?:does|do|did)|hold (?:the|my|a) )",
    re.IGNORECASE,
)
HARSH: Final = re.compile(
    r"\b(?:(?:kick|throw|chuck) (?:you|him|her|them|(?:your|his|her|their) \w+) out|smash|break (?:your|his|her|their)|"
    r"(?:take|hide|grab|lock) (?:away )?(?:your|his|her|their) |punish|(?:make|making) (?:you|him|her|them) "
    r"(?:pay|sorry|regret|jealous|suffer)|(?:shout|scream|yell|swear|lie|slap|hit|push|shove)\b|get (?:my )?(?:own back|even|revenge)|"
    r"tell (?:everyone|everybody|(?:your|his|her|their) (?:mum|mom|mother|boss|parents|family|friends))|post (?:it|your|about)|"
    r"(?:ignore|not (?:talk|speak) to|won'?t (?:talk|speak) to|never (?:talk|speak) to|silent treatment|stop (?:talking|speaking) to)|"
    r"(?:withhold|no more) sex|cheat)",
    re.IGNORECASE,
)
NOT_HARSH: Final = re.compile(
    r"\b(?:without|won'?t|not|don'?t|instead of|stop|no)(?: \w+){0,2} (?:shout|yell|scream|swear|lie|hit|punish|slap)\w*|lie down",
    re.IGNORECASE,
)

# What nobody would answer, or say, beside a limit that was picked.
UNFIT: Final = {
    "phone": ["other_room", "stop_talk", "go_home", "other_time"],
    "voice": ["my_no", "go_home", "pushed", "ask_me", "other_time"],
    "drop_in": ["other_room", "stop_talk", "my_no", "go_home", "pushed", "ask_me"],
    "ask_me": ["other_room", "stop_talk", "pushed", "ask_me", "other_time"],
    "jokes": ["stop_talk", "my_no", "go_home", "pushed", "ask_me", "other_time"],
    "late_talk": ["other_room", "go_home", "ask_me", "talk", "no_pile"],
    "touch": ["say_again", "stop_talk", "go_home", "other_time"],
}


def way(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Which way in own words mean: to set a limit, to hold one, or to take one in."""
    said = slots["way"].said
    asked = ASKED_OF_ME.search(said) is not None
    if asked and (ruled := find_control(said, "theirs", language)):
        found = _ruled(ruled)
        pick = "take"
    else:
        control = None if asked else find_control(said, "mine", language)
        found = _controls(control)
        pick = "take" if asked else "hold" if TESTED.search(said) else "set"
    slots_found = {**found.slots, "way": Value(pick=pick), "situation": Value(said=said)}
    return Findings(slots=slots_found)


def limit(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Whether a limit in own words holds the other one; if not, the clause that it makes.

    Of one that was picked, what makes no sense beside it.
    """
    value = slots["limit"]
    if value.pick:
        return Findings(slots={"control": None, "unfit": Value(picks=UNFIT.get(value.pick, []))})
    control = find_control(value.said, "mine", language)
    found = _controls(control)
    found.slots["unfit"] = None
    if control is None:
        forms = {**value.forms, "line": limit_line(value.said)}
        found.slots["limit"] = msgspec.structs.replace(value, forms=forms)
    return found


def own(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Whether a sentence written over by hand has come to hold the other one."""
    value = None if "theirs" in slots else slots.get("own")
    return _controls(find_control(value.said, "mine", language) if value else None)


def theirs(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Whether what a partner asks for is a rule for the person's own life."""
    control = find_control(slots["theirs"].said, "theirs", language)
    return _ruled(control) if control else Findings(slots={"ruled": None, "kind": None})


def will(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """What they will do as a clause; words that hit back are asked about."""
    found = will_as_is(slots, hearing, language)
    value = slots.get("will_do")
    said = value.said if value and not value.pick else ""
    hits = HARSH.search(said) and not NOT_HARSH.search(said)
    if said and (hits or find_control(said, "mine", language)):
        found.slots["harsh"] = Value(said=_short(said))
    return found


def will_as_is(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """What they will do as a clause, whatever it is."""
    value, found = slots.get("will_do"), Findings(slots={"harsh": None})
    if value and not value.pick:
        forms = {**value.forms, "line": will_line(value.said)}
        found.slots["will_do"] = msgspec.structs.replace(value, forms=forms)
    return found


def _controls(control: Control | None) -> Findings:
    if control is None:
        return Findings(slots={"control": None})
    piece = Value(said=_short(control.said), pick=control.kind)
    return Findings(slots={"control": piece, "limit": None})


def _ruled(control: Control) -> Findings:
    ruled = Value(said=_short(control.said), pick=control.kind)
    kind = Value(pick="abuse_victim")
    return Findings(slots={"ruled": ruled, "kind": kind, "control": None})


def _short(said: str) -> str:
    return said if len(said) <= QUOTE_MOST else said[:QUOTE_MOST].rsplit(" ", 1)[0] + "…"


BOUNDARY_STUDIES: Final[dict[str, Study]] = {
    "boundary_way": way,
    "boundary_limit": limit,
    "boundary_own": own,
    "boundary_theirs": theirs,
    "boundary_will": will,
    "boundary_will_kept": will_as_is,
}

"""Studies of what a partner said who wants space: is it a clear no, and said to whom."""

import re

import msgspec

from dialogs.findings import Findings, Study
from dialogs.hearing.en.told import told
from dialogs.hearing.heard import Hearing
from dialogs.session import Slots, Value

# Narrow on purpose: "leave me alone" in a quarrel is no such thing.
_NO_CONTACT = re.compile(
    r"\b(?:do not|don'?t|stop|quit) (?:ever )?(?:text|call|messag|writ|contact|ring|phon|dm)"
    r"(?:e|ing|ging)?\b(?:(?! (?:late|at night|during|while|at work|before|until|till)).)*$"
    r"|\bno[- ]contact\b|\b(?:has|have|'s|'ve)? ?blocked me\b|\bdelete my number\b"
    r"|\bnever (?:want to )?(?:see|hear from|speak to|talk to) (?:me|you|u) again\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:it'?s|it is|we'?re|we are) (?:over|done|finished|through)(?: between us)?\s*(?:$|[.,!;\"”])"
    r"|\b(?:broke|break|breaking|split(?:ting)?) up with me\b|\b(?:want|wants|wanted) (?:a divorce|to break up|to split up)\b"
    r"|\b(?:i'?m|i am|is|was|'s) (?:breaking up with|leaving) (?:me|you)\b",
    re.IGNORECASE,
)


def clear_no(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Whether what was said leaves nothing to answer: slot `taken`, pick `no_contact` or `over`."""
    words = slots.get("their_words")
    found = _clear_no(words) if words is not None else ""
    return Findings(slots={"taken": Value(pick=found) if found else None})


def _clear_no(words: Value) -> str:
    said = words.said.replace("’", "'")
    if words.pick == "no_contact" or _NO_CONTACT.search(said):
        return "no_contact"
    return "over" if _OVER.search(said) else ""


def say_you(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Put a moment in words for the partner: "when she's home" becomes "when you're home"."""
    moment = slots.get("back_at")
    back = moment.forms.get("back", "") if moment is not None else ""
    spoken = told(back) if back else ""
    if moment is None or not isinstance(spoken, str) or not spoken:
        return Findings()
    turned = msgspec.structs.replace(moment, forms={**moment.forms, "back": spoken})
    return Findings(slots={"back_at": turned})


SPACE_STUDIES: dict[str, Study] = {"clear_no": clear_no, "say_you": say_you}

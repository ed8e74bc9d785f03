"""English words for the partner, without the "tell him that" before them."""

import re

from dialogs.hearing.en.answers import is_no_answer, read_words
from dialogs.hearing.en.clauses import lowered
from dialogs.hearing.miss import Miss

_KNOW = "(?:know|understand|remember|realise|realize|see|hear|feel)"
_TELL = re.compile(
    r"(?:(?:please |just |maybe |I |I'd )*(?:(?:want|need|wish|like|would like) )?(?:to )?"
    rf"(?:tell|remind|show|assure|let|say to) you,?(?: {_KNOW})?(?: that)?|"
    rf"(?:just |I |I'd )*(?:want|need|wish|like|would like) (?:for )?you to {_KNOW}(?: that)?|"
    rf"(?:for )?you (?:should|need to|have to|to) {_KNOW}(?: that)?|(?:just )?that) (?=\S)",
    re.IGNORECASE,
)
_NOT_TO = re.compile(r"not to (?=\S)")


def told(text: str) -> str | Miss:
    """An answer as said to the partner, without "tell him that" before it."""
    said = read_words(text)
    if isinstance(said, Miss):
        return said
    bare = lowered(said)
    if is_no_answer(bare):
        return Miss("unclear")
    bare = bare.removeprefix("because ").removeprefix("cos ")
    while found := _TELL.match(bare):
        bare = lowered(bare[found.end() :])
        bare = _NOT_TO.sub("please don't ", bare, count=1) if _NOT_TO.match(bare) else bare
    return Miss("unclear") if is_no_answer(bare) else bare

"""English events that end a time apart: "the kids are in bed", "dinner", "I've calmed down"."""

import re

import msgspec
import pyparsing as pp

from dialogs.hearing.en.numbers import TRAILING, rx
from dialogs.hearing.en.spelling import mend

LONGEST = 60
_STOP = (
    r"(?:and (?:then|i|we|so|back|i'll|ill)|then|so|but|because|cos|cuz|coz|if|or so|back (?:by|at)|"
    rf"{TRAILING})"
)
_CLAUSE = rf"(?:(?!\s+{_STOP}\b)(?:[\w'&/ -]|[:.](?=\d))){{2,{LONGEST + 1}}}"
_VAGUE = re.compile(
    r"(?:then|now|later|whenever|whatever|idk|dunno|never|ever|late|forever|further|some ?time|(?:a|in) (?:while|bit)|"
    r"that|this|all|long|when|dunno|not sure|i(?: really)? (?:don'?t|do not|dunno)(?: really)? know|god knows|"
    r"who knows|a week|a day|in a|in a (?:while|blue moon)|or twice|more|again|"
    r"(?:should|do|does|did|will|would|can|could|is|are|am)\b.*)$|(?:next|some|no) (?:time|one)\b|.{0,1}$",
    re.IGNORECASE,
)
_TEXTED = {"r": "are", "u": "you", "ur": "you're", "thru": "through"}
_LOOSE_END = re.compile(
    r"(?:\s+(?:the|a|an|to|of|and|or|my|his|her|our|is|are|in|at|for|with|like|just))+$",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"(?:\s+{TRAILING})+$", re.IGNORECASE)
_DOUBLED = re.compile(r"\b([\w']+)(?:\s+\1\b)+", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|am|was|were|isn't|has|have|had|do|does|can|will|gets?|go|goes|gone|finish\w*|ends?|leaves?|"
    r"comes?|falls?|sleeps?|feels?|starts?|wakes?|done|asleep|stops?|calms?|settles?|arrives?|need|want)\b|"
    r"\b\w+'(?:s|re|m|ve|d|ll)\s\w|\b(?:i|we|you|he|she|they|it|everyone|everything)\s\w",
    re.IGNORECASE,
)
_MEALS = (
    r"breakfast|brekkie|brekky|brunch|lunch(?:[\s-]?time)?|dinner(?:[\s-]?time)?|supper(?:time)?|"
    r"tea(?:[\s-]?time)?|bed[\s-]?time|bath[\s-]?time|nap[\s-]?time|home[\s-]?time|school pick-?\s?up|pick-?up|"
    r"sunset|sunrise|dusk|dawn|sundown"
)


class Event(msgspec.Struct, frozen=True):
    """What is waited for: `words` in the person's own order; `clause` if it has a verb."""

    words: str
    clause: bool


def tidy_clause(said: str) -> str:
    """The clause without loose ends, typing slips and doubled words; "" when none is left."""
    if len(said) > LONGEST:
        said = said[:LONGEST].rpartition(" ")[0]
    words = [_TEXTED.get(each.lower(), each) for each in said.split()]
    plain = mend(" ".join(words).strip("'&/-_ "))
    plain = _TRAILING.sub("", plain)
    return _DOUBLED.sub(r"\1", _LOOSE_END.sub("", plain)).strip("'&/-_ ")


def _event(tokens: pp.ParseResults) -> Event:
    words = tidy_clause(str(tokens[0]))
    return Event(words, bool(_VERB.search(words)))


def _is_said(tokens: pp.ParseResults) -> bool:
    words = tokens[0].words
    return len(words) > 1 and any(map(str.isalpha, words)) and not _VAGUE.match(words)


any_event = rx(_CLAUSE).set_parse_action(_event).add_condition(_is_said)
meal = rx(rf"\b(?:{_MEALS})\b").set_parse_action(
    lambda found: Event(" ".join(str(found[0]).lower().split()), False)
)

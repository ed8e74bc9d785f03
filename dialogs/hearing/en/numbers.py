"""English numbers, fillers and the building blocks that lengths and clock times share."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
import pyparsing as pp

_ONES = "one two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: at for at, word in enumerate([*_ONES, *_TEENS], 1)}
_WORDS |= {word: 20 + 10 * at for at, word in enumerate(_TENS)}
_TYPOS = {
    "tow": "two", "too": "two", "thre": "three", "foru": "four", "fiev": "five", "eigth": "eight",
    "elven": "eleven", "twelv": "twelve", "forteen": "fourteen", "fiften": "fifteen",
    "fivteen": "fifteen", "twnety": "twenty", "twenny": "twenty", "thrity": "thirty",
    "tirty": "thirty", "fourty": "forty", "fity": "fifty", "ninty": "ninety",
}  # fmt: skip

HOUR_WORDS = "|".join(_ONES)
UNITS = {
    "hour": r"hours?|hourse|houres|hourss|hrs?|h|hous|housr|huors?|horus|hous|ours?",
    "minute": r"min(?:ute)?s?|m|minuets?|mintues?|mintes?|minuts?|minets?|mns|mintutes?",
    "day": r"days?|dayz|dys",
    "week": r"weeks?|wks?|weaks?",
    "month": r"months?|mnths?|mths?",
    "fortnight": r"fortnights?|fornights?",
    "weekend": r"week-?\s?ends?|wk-?ends?|wknds?|wkds?",
    "night": r"nights?|nites?|nyte?s?",
    "evening": r"evenings?|evnings?|eves?",
    "afternoon": r"afternoons?|arvos?",
    "morning": r"mornings?|mornin|morn",
}
# The weekend stands before the week, which it begins with.
ANY_UNIT = "|".join(UNITS[name] for name in ("weekend", *UNITS))
PARTS = {name: UNITS[name] for name in ("morning", "afternoon", "evening", "night")}

TONIGHT = r"tonight|tonite|2nite|tnite|tonihgt"
TOMORROW = r"tomm?orr?ow|tommorow|tomorro|tomoz+|tomo|tmrw?|tmw|tmmrw|2mor+ow?|2mrw|2moz|to morrow|tomoro|tomorow"
WEEKDAYS = {
    "Monday": r"mon(?:day)?|munday",
    "Tuesday": r"tue(?:s|sday)?|teusday|tusday",
    "Wednesday": r"wed(?:s|nesday|nsday|ensday)?",
    "Thursday": r"thu(?:r|rs|rsday)?|thusday",
    "Friday": r"fri(?:day)?|firday",
    "Saturday": r"sat(?:urday|uday)?",
    "Sunday": r"sun(?:day)?",
}
SOME_DAY = "|".join([TONIGHT, TOMORROW, *WEEKDAYS.values()])

# What takes back the time just said: "an hour, no, make it two".
CORRECTION = (
    r"(?:[\s,.;-]*\b(?:no|nope|sorry|wait|actually|scratch that|i mean|or rather|rather|more like|"
    r"make (?:it|that))\b)+[\s,:]*"
)

# What people say before and after the words that count.
_FILLERS = (
    r"i think|i guess|i reckon|i suppose|i'?d say|let'?s say|say|"
    r"idk|dunno|not sure|maybe|mayb|probably|probs?|perhaps|possibly|hopefully|like|just|only|so|"
    r"well|um+|uh+|er+m?|hm+|ok(?:ay)?|yeah|yes|yep|oh|and|but|or|again|actually|tbh|pls|please|"
    r"honestly|it'?s|really|also|then|either"
)
FILLER = (
    rf"(?:{_FILLERS}|i(?:'?ll)? (?:just )?(?:need|want)|about|abt|around|roughly|approx|need|want|for|"
    r"gimme|give me|sometime|some time)\b"
)
CLOCK_FILLER = (
    rf"(?:{_FILLERS}|i'?ll be|ill be|i'?ll|i can be|home|downstairs|to you|with you|you|it'?ll be|will be|"
    rf"be|by then|not (?:{TONIGHT}|today|now|yet))\b"
)
TRAILING = (
    r"(?:please|pls|plz|thanks|thank you|thx|ta|lol|haha|tbh|ok(?:ay)?|maybe|i (?:think|guess|hope)|"
    r"x+|right|or something|if that'?s (?:ok(?:ay)?|fine|alright)|probably|prob|love|though|tho)"
)


class Amount(msgspec.Struct, frozen=True):
    """A number and the words for it."""

    value: float
    words: str


def rx(pattern: str) -> pp.ParserElement:
    """A token by its pattern, whatever the case of the letters."""
    return pp.Regex(pattern, flags=re.IGNORECASE)


def word(*forms: str) -> pp.ParserElement:
    """Whole words, any of the patterns given."""
    return rx(rf"\b(?:{'|'.join(forms)})\b").suppress()


def _spelled(tokens: pp.ParseResults) -> Amount:
    parts = [_TYPOS.get(part, part) for part in re.split(r"[\s-]+", str(tokens[0]).lower())]
    return Amount(sum(_WORDS[part] for part in parts), "-".join(parts))


def _in_digits(tokens: pp.ParseResults) -> Amount:
    written = str(tokens[0]).replace(",", ".")
    return Amount(float(written), written)


_ONE = "|".join([*_ONES[:9], "tow"])
SPELLED = "|".join(sorted([*_WORDS, *_TYPOS], key=len, reverse=True))
_TEN = "|".join([*_TENS, "fourty", "ninty", "thrity", "twnety"])
spelled_number = rx(rf"\b(?:(?:{_TEN})[\s-]?(?:{_ONE})|{SPELLED})\b").set_parse_action(_spelled)
# Not inside a word, a fraction, a price, a longer number or a percentage.
digits = rx(
    r"(?<![\w.,:/$£€#%])(?:[0-9]{1,3}(?:[.,][0-9]{1,2})?|[.,][0-9]{1,2})(?![0-9%]|[.,:/][0-9])"
).set_parse_action(_in_digits)
number = digits | spelled_number

_EDGE = r"[^\w@~½¼¾'.]"


def _opened(filler: str) -> pp.ParserElement:
    return (
        rx(rf"\A(?:(?:{_EDGE}|['.])*{filler})*(?:{_EDGE}|['.](?!\w))*")
        .leave_whitespace()
        .suppress()
    )


opening = _opened(FILLER)
clock_opening = _opened(CLOCK_FILLER)
# After a bare number: the end, or a word that cannot be what is counted.
_GOES_ON = (
    r"(?:and|or)(?!\s+(?:[0-9½]|an?\b|half\b|"
    + SPELLED
    + r"))|so|then|i|i'?m|i'?ll|i'?d|we|we'?ll|if|but|when|because|cos|cuz|ok|okay|please|pls|latest|"
    r"at|on|in|for|with|that|this|today|is|should|will|would|maybe|prob\w*|"
    r"hopefully|instead|though|thanks|thx|lol|again|back|home|tbh|max|tops|x+|ish|sharp|after|before|till|until|"
    rf"no|sorry|wait|actually|make (?:it|that)|{SOME_DAY}"
)
tail = (
    rx(rf"(?=\s*(?:\Z|[^\w\s%/:$£€'°.-]|[.-](?!\w)|(?:{_GOES_ON})\b))")
    .leave_whitespace()
    .suppress()
)


def here() -> pp.ParserElement:
    """An empty token that says where in the text it stands."""
    return pp.Empty().set_parse_action(lambda _text, at, _tokens: [at])


def article(noun: str) -> str:
    """The indefinite article that the noun takes."""
    return "an" if noun.startswith(("hour", "evening", "afternoon", "entire", "extra")) else "a"


def named(pattern: str, name: Any) -> pp.ParserElement:
    """Whole words by pattern that stand for the value given."""
    return rx(rf"\b(?:{pattern})\b").set_parse_action(pp.replace_with(name))


def one_named(pattern: str, names: Mapping[str, str]) -> pp.ParserElement:
    """The one of the named patterns that stands here, by its name.

    One expression for all is several times faster than a choice among tokens. In `pattern`,
    `{}` stands for the alternatives.
    """
    groups = {f"_{at}": name for at, name in enumerate(names)}
    either = "|".join(f"(?P<_{at}>{names[name]})" for at, name in enumerate(names))
    token = pp.Regex(pattern.replace("{}", f"(?:{either})"), re.IGNORECASE, as_match=True)
    return token.set_parse_action(lambda found: groups[found[0].lastgroup])


def unit_named(*names: str) -> pp.ParserElement:
    """A unit of time in any of its spellings, by its name; digits may stand before it unspaced."""
    return one_named(r"(?<![^\W\d_]){}(?![^\W\d_])", {name: UNITS[name] for name in names})

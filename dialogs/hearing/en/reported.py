"""Marks of English words that mean other than they seem: reported, mocking, judging, vague."""

import re

_THEM = (
    r"(?:he|she|they|you|u|ya|everyone|(?:my|ur|your) \w+|(?-i:[A-Z][a-z]+))"
    r"(?:'s|'re|'d| is| are| was| were| has| have| had)?"
)
_OFTEN = r"(?: (?:always|just|only|even|once|often|literally|already|keeps?|kept|like|all))*"
_SAYS = r"(?:says?|said|saying?|sez|tells?|told|telling|thinks|thought|goes|went|like|texted|wrote|claims?|yells?|yelled|shouted)"
_TELLS_ME = rf"{_THEM}{_OFTEN} {_SAYS}(?: me| to me)?(?: that)?,? (?=i\b|i'm|im\b|i've|ive\b|my\b)"
_CALLS_ME = rf"{_THEM}{_OFTEN} (?:calls?|called|calling) me\b"
_QUOTES = rf"{_THEM}{_OFTEN} {_SAYS}(?: me| to me)?[,:]? (?=[\"“‘'])"
_MARKS = tuple("\"“‘'")
_REPORT = re.compile(rf"\b(?:{_TELLS_ME}|{_CALLS_ME}|{_QUOTES})", re.IGNORECASE)
_OVER = re.compile(
    r"[.!?;\n]|,? because\b|,? (?:but|and|so) (?=(?:i|i'm|im|i'd|id|you|u|we|can|could|please|maybe)\b)",
    re.IGNORECASE,
)
_UNQUOTE = re.compile(r"[\"”](?=\W|$)|['’](?=[\s.,!?;]|$)")

_MOCKS = re.compile(
    r"\b(?:wow|bravo|congrats|congratulations|well done|nice one|good for you|lucky me|how (?:nice|lovely"
    r"|thoughtful|sweet)|must be (?:nice|lovely|great)|oh (?:great|good|lovely|sure|please|brilliant)"
    r"|thanks (?:a lot )?for (?:the|nothing|that)|sure,? (?:because|go)|einstein|sherlock|genius|your (?:majesty"
    r"|highness|lordship)|princess|professor|lord mayor|slow clap|give (?:you|him|her|them) a medal|medal"
    r"|what a (?:hero|saint|surprise)|as usual|obviously|yeah right|by all means|god forbid|heaven forbid)\b"
    r"|🙄|👏|🙃|(?<!\w)/s\b",
    re.IGNORECASE,
)

_JUDGES = re.compile(
    r"\bfe(?:el|lt|eling|els)\b.{0,24}?\b(?:like you|that you|ignored|attacked|abandoned|smothered|suffocated"
    r"|controlled|watched|spied on|judged|used|unloved|unwanted|unheard|unseen|neglected|rejected|betrayed"
    r"|manipulated|disrespected|criticised|criticized|blamed|pressured|trapped|cornered|invisible"
    r"|interrogated|policed|guilted|taken for granted|let down|lied to|nagged|bullied|crowded)\b",
    re.IGNORECASE,
)

_RETURNS = re.compile(
    r"\b(?:back|home|then|after|before|until|un?till?|til|when|once|by|tomorrow|tonight|weekends?|(?:mon|tue|wed"
    r"|thu|fri|sat|sun)[a-z]*|see you|yours)\b|\d",
    re.IGNORECASE,
)


def names_return(text: str) -> bool:
    """Whether words that should tell when two come back together have a moment in them."""
    return bool(_RETURNS.search(text))


def is_judgement(text: str) -> bool:
    """Whether words about a feeling say what the other one does."""
    return bool(_JUDGES.search(text))


def is_reported(text: str, start: int, end: int) -> bool:
    """Whether the words from start to end are what somebody else said of the writer."""
    for found in _REPORT.finditer(text):
        is_quoted = text[found.end() : found.end() + 1] in _MARKS
        over = (_UNQUOTE if is_quoted else _OVER).search(text, found.end() + 1)
        if found.start() <= start + 1 and end <= (over.end() if over else len(text)):
            return end > found.end()
    return False


def is_mockery(text: str) -> bool:
    """Whether unkind words are put as their opposite."""
    return bool(_MOCKS.search(text))

"""What somebody wants their partner to know, in English, as clauses to the partner."""

import re

from dialogs.hearing.answers_en import is_no_answer, read_words
from dialogs.hearing.clauses_en import DETERMINERS, is_clause, lowered, words_of
from dialogs.hearing.miss import Forms, Miss
from dialogs.hearing.verbs_en import BASE, is_known_third, plural

_TELL = re.compile(
    r"(?:(?:please |just |I |I'd |maybe )*(?:(?:want|like|would like|need|wish|tell|let|remind|show|assure|say|to)\s+)+"
    r"(?:to )?(?:(?:tell|let|remind|show|assure|say to) )?(?:you|to you)?,?(?:\s+(?:to )?(?:know|understand|remember|realise|realize|see|hear|feel))?\s+(?:that\s+)?|"
    r"(?:just )?that\s+|(?:for )?you to (?:know|understand|remember|see|feel)\s+(?:that\s+)?|you should know\s+(?:that\s+)?|"
    r"you need to know\s+(?:that\s+)?)(?=\S)",
    re.I,
)
_I_VERBS = frozenset(
    "love miss want need adore appreciate care hate trust enjoy value cherish choose still really just "
    "do always only can can't cannot don't didn't won't wouldn't couldn't haven't would could will wanna promise hope "
    "know feel wish think never am have".split()
)
_ADVERBS = frozenset(
    "still really just always only never also truly totally so very probably maybe perhaps definitely likely sometimes often actually kinda possibly".split()
)
_TO_WE = frozenset(
    "team couple strong soulmates partners together okay ok good fine family solid in".split()
)
_DONT = frozenset(
    "stress doubt lose worry take be think go leave give panic cry forget stop get blame let wait".split()
)
_ADDRESSED = re.compile(
    r"(?:I (?:also |really |do |can |just )*(?:know|see|get|understand|realise|realize|think|guess|imagine|appreciate|hear|believe|"
    r"bet|notice|noticed|saw|hope|wish|love|don't|tell|suppose|feel|can't|heard)\b|I'm (?:sorry|aware|sure|grateful|glad)|I am (?:sorry|aware)|"
    r"thanks?\b|sorry\b|thank you|it must|you must|please\b)",
    re.I,
)
_DAYS = frozenset(
    "day days week weeks month year shift night time morning evening start commute".split()
)
_FOR_YOU = re.compile(
    r"(?:not |really |very |so |also |too |a bit |pretty |quite )*(?:hard|tough|difficult|easy|lonely|rough|painful|confusing|scary|sad|a lot|bad|awful|fair|nice|fun|horrible) (?:for|on) you\b",
    re.I,
)


_IS_NOT = re.compile(
    r"(?:not (?:easy|fair|nice|fun)|(?:not |really |so )?(?:hard|difficult|tough|impossible|easy) (?:to|being|when))\b",
    re.I,
)


def about_us(text: str) -> Forms | Miss:
    """What to know about the two of us: the form `line`, "I love you"."""
    said = _told(text)
    if isinstance(said, Miss):
        return said
    line = _about_us(said, words_of(said))
    return {"line": line} if line else Miss("unclear")


def their_side(text: str) -> Forms | Miss:
    """How it is for the partner: the form `line`, "I know you've had a rough day"."""
    said = _told(text)
    if isinstance(said, Miss):
        return said
    if _ADDRESSED.match(said):
        return {"line": said}
    line = _their_side(said, words_of(said))
    return {"line": f"I know {line}"} if line else Miss("unclear")


def _told(text: str) -> str | Miss:
    """The words as said to the partner, without "tell him that" before them."""
    said = read_words(text)
    if isinstance(said, Miss):
        return said
    bare = lowered(said)
    if is_no_answer(bare):
        return Miss("unclear")
    bare = bare.removeprefix("because ").removeprefix("cos ")
    while found := _TELL.match(bare):
        bare = lowered(bare[found.end() :])
    return Miss("unclear") if is_no_answer(bare) else bare


def _about_us(bare: str, words: list[str]) -> str:
    first = words[0]
    if words[:2] == ["nothing", "to"] or words[:3] in (["you", "and", "me"], ["you", "and", "i"]):
        return f"it's {bare}"
    if (
        first in ("i", "i'm", "i've", "i'd", "i'll")
        or is_clause(bare)
        or _speaks_to_you(bare, words)
    ):
        return bare
    if first == "love" and len(words) == 1:
        return "I love you"
    if first in ("is", "isn't", "was", "wasn't"):
        return f"it {bare}"
    if first == "no" or first == "nothing":
        return f"it's {bare}" if "to" in words and "with" in words else f"there's {bare}"
    if _is_not_about(words):
        return f"it's {bare}"
    return _about_us_fragment(bare, words)


def _speaks_to_you(bare: str, words: list[str]) -> bool:
    first, second = words[0], words[1] if len(words) > 1 else ""
    return (
        first
        in (
            "please",
            "remember",
            "trust",
            "believe",
            "thanks",
            "thank",
            "sorry",
            "when",
            "if",
            "even",
            "whatever",
            "no",
        )
        and bool(second)
        and first != "no"
    ) or (first in ("don't", "never") and second in _DONT)


def _is_not_about(words: list[str]) -> bool:
    tail = words[1:] if words[0] in ("not", "never") else words
    return (
        (words[0] in ("not", "never")
        and tail[:1]
        in (
            ["about"],
            ["your"],
            ["you"],
            ["because"],
            ["personal"],
            ["a"],
            ["us"],
            ["the"],
            ["his"],
        ))
        or words[0] == "about"
    )


def _about_us_fragment(bare: str, words: list[str]) -> str:
    first = words[0]
    head = next((word for word in words if word not in _ADVERBS), first)
    if head in _I_VERBS and len(words) > 1:
        return f"I {bare}"
    if head in BASE and len(words) > 1 and ("you" in words or "us" in words):
        return f"I {bare}"
    if first == "your":
        return f"I'm on {bare}" if "side" in words else ""
    if first in DETERMINERS or first in ("best", "love"):
        return f"you're {'the ' if first == 'love' else _before_best(words)}{bare}"
    if head in (
        "a",
        "an",
        "good",
        "strong",
        "okay",
        "ok",
        "fine",
        "soulmates",
        "partners",
        "together",
        "solid",
        "in",
    ) and _TO_WE & set(words):
        return f"we're {bare}"
    if first in ("a", "an"):
        return f"you're {bare}"
    if len(words) > 1 or head.endswith(("ed", "ing", "ful", "y")):
        return f"I'm {bare}"
    return ""


def _before_best(words: list[str]) -> str:
    if words[0] != "best":
        return ""
    return "my " if words[1:2] == ["friend"] else "the "


def _their_side(bare: str, words: list[str]) -> str:
    first = words[0]
    if first in ("i", "i'm", "i've", "i'd", "i'll") or is_clause(bare):
        return bare
    if _FOR_YOU.match(bare) or _IS_NOT.match(bare):
        return f"it's {bare}"
    at = next((n for n, word in enumerate(words) if word not in _ADVERBS), 0)
    return _about_you(bare, words, at)


def _about_you(bare: str, words: list[str], at: int) -> str:
    verb = words[at]
    pieces = bare.split()
    if is_known_third(verb) or (
        verb.endswith("s")
        and plural(verb) != verb
        and at == 0
        and len(words) > 1
        and verb in _THIRD_SOUNDS
    ):
        pieces[at] = plural(verb)
        return f"you {' '.join(pieces)}"
    if verb in (
        "had",
        "did",
        "felt",
        "got",
        "went",
        "lost",
        "said",
        "made",
        "came",
        "worked",
        "wanted",
        "needed",
        "hoped",
        "will",
        "would",
        "might",
        "can",
        "can't",
        "don't",
        "didn't",
        "won't",
        "could",
        "couldn't",
        "wouldn't",
        "must",
        "may",
        "have",
        "are",
        "were",
    ):
        return f"you {bare}"
    if (
        verb in BASE
        and len(words) > at + 1
        and verb not in ("open", "calm", "clear", "mean", "own", "empty", "stress")
    ):
        return f"you {bare}"
    return _state_of_you(bare, words, at)


_THIRD_SOUNDS = frozenset("stresses freaks worries overthinks obsesses spirals".split())


def _state_of_you(bare: str, words: list[str], at: int) -> str:
    verb = words[at]
    if verb in ("a", "an", "another") and _DAYS & set(words):
        return f"you've had {bare}"
    if verb in (
        "hard",
        "long",
        "rough",
        "bad",
        "tough",
        "busy",
        "stressful",
        "horrible",
        "awful",
        "shit",
        "difficult",
    ) and _DAYS & set(words[at + 1 :]):
        return f"you've had {'' if words[-1].endswith('s') else 'a '}{bare}"
    if verb in DETERMINERS:
        return f"it's {bare}"
    if verb in (
        "lots",
        "loads",
        "much",
        "no",
        "stress",
        "loneliness",
        "pressure",
        "fear",
        "anxiety",
        "pain",
        "work",
        "too",
    ) and not verb.endswith("ed"):
        return f"you're {bare}" if verb == "too" else f"you have {bare}"
    if verb in ("a", "an"):
        return f"you're {bare}" if "bit" in words[:3] or "mess" in words else f"you have {bare}"
    if verb == "same":
        return f"you're the {bare}"
    if verb.endswith(("ness", "ment", "tion")):
        return f"you feel {bare}"
    return f"you're {bare}"

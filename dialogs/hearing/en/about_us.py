"""What to know about the two of us, in English, as a clause to the partner."""

from dialogs.hearing.en.clauses import DETERMINERS, is_clause, words_of
from dialogs.hearing.en.told import told
from dialogs.hearing.en.verbs import BASE
from dialogs.hearing.miss import Forms, Miss

_SPEAKS = frozenset(
    "please remember trust believe thanks thank sorry when if even whatever".split()
)
_DENIED = frozenset("about your you because personal a us the".split())
_SAYS_WE = frozenset("a an good strong okay ok fine soulmates partners together solid in".split())
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


def about_us(text: str) -> Forms | Miss:
    """What to know about the two of us: the form `line`, "I love you"."""
    said = told(text)
    if isinstance(said, Miss):
        return said
    line = _about_us(said, words_of(said))
    return {"line": line} if line else Miss("unclear")


def _about_us(bare: str, words: list[str]) -> str:
    first = words[0]
    if words[:2] == ["nothing", "to"] or words[:3] in (["you", "and", "me"], ["you", "and", "i"]):
        return f"it's {bare}"
    if first in ("i", "i'm", "i've", "i'd", "i'll") or is_clause(bare) or _speaks_to_you(words):
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


def _speaks_to_you(words: list[str]) -> bool:
    second = words[1] if len(words) > 1 else ""
    asks = words[0] in _SPEAKS and bool(second)
    return asks or (words[0] in ("don't", "never") and second in _DONT)


def _is_not_about(words: list[str]) -> bool:
    denied = words[0] in ("not", "never") and len(words) > 1 and words[1] in _DENIED
    return denied or words[0] == "about"


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
    if head in _SAYS_WE and _TO_WE & set(words):
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

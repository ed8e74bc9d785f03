"""How somebody feels, in English, as a clause in the first person."""

import re

from dialogs.hearing.en.answers import is_no_answer, read_words
from dialogs.hearing.en.clauses import DETERMINERS, is_clause, lowered, words_of
from dialogs.hearing.en.verbs import BASE
from dialogs.hearing.miss import Forms, Miss

_NOUNS = frozenset(
    "anger rage fury guilt shame grief sadness sorrow loneliness stress anxiety pressure fear panic "
    "resentment frustration exhaustion dread tension burnout hatred emptiness despair disgust envy "
    "jealousy worry pain hurt love hate hope relief regret tiredness boredom nerves irritation "
    "overwhelm fatigue heartbreak disappointment longing numbness anguish unease joy peace pity".split()
)
_ITEMS = re.compile(
    r"(?:migraine|headache|brain fog|tummy ache|stomach ache|knot in|lump in|butterflies)", re.I
)
_FELT = frozenset(
    "bad awful terrible shit shite shitty crap crappy rubbish horrible weird off heavy gross lousy rough "
    "small invisible alive trapped suffocated meh hopeless worthless useless unloved unseen "
    "unheard used smothered low strange dirty ugly sick empty nothing better worse".split()
)
_DEGREES = frozenset(
    "a an so very really bit too quite pretty just totally completely utterly absolutely little kinda "
    "kind sort of sorta rather extremely super proper well fucking bloody a-bit still always dead".split()
)
_FIRST_VERBS = frozenset(
    "want wanna need gonna can't cannot can could couldn't don't didn't haven't have had won't hate "
    "love miss keep think know feel felt wish got just-want hardly barely struggle hurt lost cried "
    "cry dread need've am was would wouldn't should never feel am've might may must used hope".split()
)
# Said alone they leave out what it is that somebody can't.
_HALF = frozenset(
    "can't cannot can could couldn't don't didn't haven't have had won't want wanna need gonna keep "
    "think know feel felt got would wouldn't should never might may must used i'm am was".split()
)
_AS_IF = re.compile(r"(?:like|as if|as though)\b", re.I)
_MUCH = re.compile(
    r"(?:a lot of|lots of|so much|too much|loads of|a mix of|some|pure|mostly|nothing but|full of) \w",
    re.I,
)
_JOINERS = re.compile(r"\s*(?:,|/|;|\+|&)\s*")
_NONE_OF = re.compile(r"(?:no|zero) (.+)$", re.I)


def feeling(text: str) -> Forms | Miss:
    """A feeling's form `clause`: "I'm knackered"."""
    said = read_words(text)
    if isinstance(said, Miss):
        return said
    bare = lowered(said)
    short = _SHORT.get(bare.lower())
    if short is None and (is_no_answer(bare) or bare.lower() in _HALF):
        return Miss("unclear")
    return {"clause": short or _clause(bare)}


_SHORT = {
    "nothing": "I feel nothing",
    "ok": "I'm ok",
    "okay": "I'm okay",
    "too much": "it's too much",
    "everything": "it's everything",
    "meh": "I feel meh",
    "same": "I feel the same",
    "not really": None,
    "bad mood": "I'm in a bad mood",
    "it's a lot": "it's a lot",
    "a lot": "it's a lot",
    "stop": None,
}


def _clause(bare: str) -> str:
    words = words_of(bare)
    first = words[0]
    if first in ("i", "i'm", "i've", "i'd", "i'll"):
        return bare
    if first == "am":
        return f"I'm{bare[2:]}"
    if first in ("feels", "is", "was", "has", "hurts", "makes"):
        return f"it {bare}"
    if first == "had":
        return f"I've {bare}"
    if first in ("its", "me"):
        return (
            "it's" + bare[3:]
            if first == "its"
            else "I'm" + bare[2:].removeprefix(" am").removeprefix(" is")
        )
    if _AS_IF.match(bare):
        return f"I feel {bare}"
    if is_clause(bare):
        return bare
    return _without_subject(bare, words)


def _without_subject(bare: str, words: list[str]) -> str:
    first = words[0]
    none = _NONE_OF.match(bare)
    if none:
        return f"I've {bare}"
    if "going on" in bare and not first.endswith("ed"):
        return f"there's {bare}"
    if words[-1] in ("feelings", "thoughts", "emotions", "issues", "problems", "worries", "cramps"):
        return f"I have {bare}"
    if _says_what_i_do(words):
        return f"I {bare}"
    if first in ("bit", "little"):
        return f"I feel a {bare}"
    if _MUCH.match(bare) and "to" not in words:
        return f"I feel {bare}" if not first.startswith("full") else f"I'm {bare}"
    if first in DETERMINERS and words[1:2] != ["over"]:
        return f"it's {bare}"
    if _ITEMS.match(bare.removeprefix("a ").removeprefix("an ")):
        return f"I have {_counted(bare)}"
    return f"{_verb_for(words)} {_listed(bare)}"


def _counted(bare: str) -> str:
    single = re.match(r"(?:migraine|headache|tummy|stomach|knot|lump)", bare, re.I)
    return f"a {bare}" if single else bare


def _says_what_i_do(words: list[str]) -> bool:
    at = (
        1
        if words[0] in ("just", "really", "always", "still", "never", "only") and len(words) > 1
        else 0
    )
    verb = words[at]
    if verb in _NOUNS:
        return len(words) > at + 1 and words[at + 1] in (
            "you",
            "this",
            "it",
            "my",
            "myself",
            "everything",
            "being",
        )
    if verb in _FIRST_VERBS and verb not in ("lost", "hurt"):
        return len(words) > at + 1
    adjective = words[at + 1 : at + 2] == ["of"] or verb in (
        "calm",
        "clear",
        "clean",
        "own",
        "empty",
        "cool",
        "open",
        "faint",
        "sound",
        "mean",
        "tidy",
    )
    return len(words) > at + 1 and verb in BASE and not adjective and verb not in _FELT


def _verb_for(words: list[str]) -> str:
    """ "I'm" before a state, "I feel" before a noun or a judgement."""
    head = next((word for word in words if word not in _DEGREES), words[0])
    if head in _NOUNS or (
        head.endswith(("ness", "ety", "tion", "ment")) and head not in ("content",)
    ):
        return "I feel"
    if words[0] == "a" and words[1:2] in (["bit"], ["little"]):
        return "I feel"
    if head in _FELT and "and" not in words and len(words) <= 3:
        return "I feel"
    return "I'm"


def _listed(bare: str) -> str:
    """A list of short feelings with "and" before the last."""
    parts = [part for part in _JOINERS.split(bare) if part]
    parts = [part.removeprefix("and ") for part in parts]
    short = all(len(part.split()) <= 3 for part in parts)
    if len(parts) < 2 or not short or any(map(_adds_on, parts[1:])):
        return bare
    parts = [parts[0], *map(lowered, parts[1:])]
    if any(" and " in part for part in parts):
        return ", ".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _adds_on(part: str) -> bool:
    return is_clause(part) or part.split()[0].lower() in (
        "mostly but really maybe very so just not too honestly tbh basically like mainly even".split()
    )

"""English clauses: whether words already say who does what, and how they begin."""

from dialogs.hearing.en.verbs import BASE, is_known_third

PRONOUNS = frozenset(
    "i i'm i've i'd i'll we we're we've we'd we'll you you're you've you'd you'll it it's it'd it'll "
    "he he's he'd she she's she'd they they're they've this that that's there there's there're "
    "everything everything's everyone everyone's everybody everybody's nobody nobody's someone "
    "here's nothing nothing's no-one".split()
)
DETERMINERS = frozenset(
    "the my our your his her their these those this every each all both".split()
)
_FINITE = frozenset(
    "is are was were am has have had does do did can can't cannot could couldn't will won't would "
    "wouldn't should shouldn't might may must isn't aren't wasn't weren't hasn't haven't hadn't "
    "doesn't don't didn't ain't feels felt keeps kept makes made hurts went got came took gets "
    "comes goes left gave said told broke fell lost needs wants seems means".split()
)
_SUBORDINATORS = frozenset(
    "that because cos coz cuz when like if as since even who which where how what why until till "
    "while after before than with without from about".split()
)
_DEGREES = frozenset(
    "just kinda sorta so still really very quite pretty too bit maybe always never also only not".split()
)
_CONTRACTED = ("'s", "'re", "'ve", "'ll", "'d")
_COMMON = frozenset(
    "work life home school uni stuff things money mum mom dad kids people sleep nothing".split()
)


def words_of(text: str) -> list[str]:
    """The lower-case words without the punctuation around them."""
    return [word.strip('.,;:!?()"-–—…').lower() for word in text.split()]


def is_clause(text: str) -> bool:
    """Whether the words begin with a subject and a verb that goes with it."""
    words = words_of(text)
    if not words:
        return False
    first = words[0]
    if first in ("i", "we", "you", "they", "he", "she") and len(words) > 1:
        return words[1] not in ("and", "to", "or", "with", "gone", "out")
    if first.endswith("ing") and _FINITE & set(words[2:]) & {"is", "was", "makes", "feels"}:
        return True
    if first in PRONOUNS or words[:2] == ["no", "one"]:
        return len(words) > 1 and (_contracted(first) or _verb_soon(words[1:4]))
    if first in DETERMINERS:
        return _finite_before_subordinate(words[1:])
    return _noun_and_verb(words)


def _contracted(word: str) -> bool:
    return word.endswith(_CONTRACTED) or word == "i'm"


def _is_verb(word: str) -> bool:
    return word in _FINITE or word in BASE or is_known_third(word) or word.endswith(("n't", "ed"))


def _verb_soon(words: list[str]) -> bool:
    return any(map(_is_verb, words))


def _finite_before_subordinate(words: list[str]) -> bool:
    """Whether a finite verb follows a noun, before any second clause begins."""
    for at, word in enumerate(words):
        past = word.endswith("ed") and len(word) > 4 and not words[at - 1].endswith("ly")
        if at and (past or _ends_noun_phrase(word, words[at - 1])):
            return True
        if word in _SUBORDINATORS:
            return False
        if (
            _contracted(word)
            and at + 1 < len(words)
            and words[at + 1].endswith(("ing", "ed", "en"))
        ):
            return True
    return False


def _ends_noun_phrase(word: str, before: str) -> bool:
    known = word in _FINITE or is_known_third(word)
    return known or (word in BASE and before.endswith("s") and not before.endswith("ss"))


def _noun_and_verb(words: list[str]) -> bool:
    """Whether bare nouns carry a verb: "work has been hell", "mum and dad are here"."""
    first = words[0]
    if first in BASE and first not in _COMMON and first != "work":
        return False
    if first in _FINITE or first in _SUBORDINATORS or first.endswith(("ed", "ing")):
        return False
    if first.endswith(("'s", "'ve")) and len(words) > 1:
        return True
    if (first.endswith("ly") and first != "family") or first in _DEGREES:
        return False
    words = [
        first,
        *(word for word in words[1:] if word not in ("never", "always", "just", "still")),
    ]
    at = 3 if len(words) > 3 and words[1] in ("and", "&", "+") else 1
    return at < len(words) and _ends_noun_phrase(words[at], words[at - 1])


def lowered(text: str) -> str:
    """The text with a small letter at the start unless it begins with "I" or a name."""
    first, _, rest = text.partition(" ")
    if first == "I" or first.startswith("I'") or (len(first) > 1 and first.isupper()):
        return text
    if first.lower() in _KEPT_CAPITALS or _is_name(first, rest):
        return text
    return first[:1].lower() + first[1:] + (" " + rest if rest else "")


def _is_name(first: str, rest: str) -> bool:
    """Whether a capital before a verb is a name's: "Tom is away", not "Work is mad"."""
    following = words_of(rest)[:1]
    known = first.lower() in _COMMON | PRONOUNS | DETERMINERS | _FINITE | BASE
    return bool(following) and first[:1].isupper() and not known and following[0] in _VERB_OF_NAMES


_VERB_OF_NAMES = frozenset("is was has keeps won't can't doesn't never always makes".split())
_KEPT_CAPITALS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "august september october november december christmas easter".split()
)
_SENTENCE_STARTS = (
    PRONOUNS
    | DETERMINERS
    | frozenset(
        "and but so just then because cos not no a an it's still when if please love or also".split()
    )
)


def one_sentence(text: str) -> str:
    """Several sentences joined to one with commas."""
    words = text.split(" ")
    for at, word in enumerate(words[:-1]):
        if word[-1:] in (".", "!", "?", "…") and len(word.rstrip(".!?…")) > 1:
            words[at] = word.rstrip(".!?…") + ","
            nearest = words[at + 1].lower().strip(",.")
            if nearest in _SENTENCE_STARTS:
                words[at + 1] = lowered(words[at + 1])
    return " ".join(word for word in words if word)

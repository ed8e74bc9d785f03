"""A try: a sentence somebody wrote for their partner, read for what feedback can build on."""

import re
from typing import Final

import msgspec

from dialogs.hearing.en.reported import is_judgement, is_mockery, is_reported, names_return
from dialogs.hearing.heard import HARMS, MOVES, Heard, Span
from dialogs.hearing.times import read_length, read_moment
from dialogs.session import Value

SURE: Final = 0.7
QUOTE_MOST: Final = 60
LONG: Final = 380
REMEMBERED: Final = 120
_MARK = re.compile(r"[,;:.!?…–—]+(?=\s)|\n")
_STOP = re.compile(r"[.!?…]+(?=\s)")
_LEAD = re.compile(r"^(?:(?:and|but|because|cos|coz|bc|then|which)\s+)+(?=\S)", re.IGNORECASE)
_TAIL = re.compile(r"\s(?:and|but|so|because|cos|or|the|a|to|of)$", re.IGNORECASE)
_JOINT = re.compile(r"\s(?=(?:and|but|so|because|cos|coz|or)\b)")
_EDGE = ' \t\r\n,.;:!?…-–—"“”()'


class Try(msgspec.Struct, frozen=True):
    """What stands in a try, each label with the words that carry it.

    `moves` are those that may be praised: sure, and in no clause with a harm. `harms` are
    sure enough to be spoken of, `doubts` only to be asked about; `reported` are words of
    somebody else that the writer passes on. Every quote is a piece of the text, and "" where
    the ear named no words. `blurred` are the other moves that hold.
    """

    text: str
    moves: dict[str, str] = msgspec.field(default_factory=dict)
    blurred: frozenset[str] = frozenset()
    harms: dict[str, str] = msgspec.field(default_factory=dict)
    doubts: dict[str, str] = msgspec.field(default_factory=dict)
    reported: str = ""
    mocks: bool = False

    @property
    def has(self) -> frozenset[str]:
        """Every move that holds."""
        return frozenset(self.moves) | self.blurred

    @property
    def heard_against(self) -> dict[str, str]:
        """Every harm that was heard, sure or not, with its words."""
        return self.harms | self.doubts

    @property
    def is_clean(self) -> bool:
        """Whether no harm of any kind was heard in it."""
        return not (self.harms or self.doubts or self.reported)


class Past(msgspec.Struct, frozen=True):
    """What came before a try: how many, all prompts given, and the last one's labels.

    `words` holds the last try's quotes by label, of its moves and of the harms that were sure,
    and its text under "text"; empty before the first try at a scene.
    """

    number: int
    given: list[str]
    words: dict[str, str]

    def times(self, prompt: str) -> int:
        """How often a prompt was given."""
        return self.given.count(prompt)


def past_of(tries: Value | None) -> Past:
    """What a slot of earlier tries tells."""
    value = tries or Value(number=0)
    return Past(value.number or 0, value.picks, value.forms)


def noted(past: Past, prompts: list[str], attempt: Try, *, tells: bool) -> Value:
    """The earlier tries and this one, for a slot; one that `tells` nothing leaves the last be."""
    words = past.words
    if tells:
        words = {**attempt.moves, **attempt.harms, "text": bare(attempt.text)}
        words |= dict.fromkeys(attempt.blurred, "")
    return Value(number=past.number + 1, picks=[*past.given, *prompts][-REMEMBERED:], forms=words)


def bare(text: str) -> str:
    """A text for comparing: its words alone."""
    return " ".join(re.findall(r"[\w']+", text.lower()))


def read_try(text: str, heard: Heard) -> Try:
    """A try from a text and what was heard in exactly that text."""
    found = {label: heard.spans.get(label, []) for label in HARMS if label in heard.labels}
    passed_on = {
        label
        for label, spans in found.items()
        if spans and all(is_reported(text, *s) for s in spans)
    }
    own = {label: _first(text, spans) for label, spans in found.items() if label not in passed_on}
    moves = {label: heard.spans.get(label, []) for label in MOVES if label in heard.labels}
    clear = [
        label
        for label, spans in moves.items()
        if heard.labels[label] >= SURE and not _touches(text, spans, found)
    ]
    quotes = {label: _quoted(text, moves[label]) for label in clear}
    quotes = {label: words for label, words in quotes.items() if _is_worth(label, words, own)}
    harms = {label: words for label, words in own.items() if label in heard.strict}
    mocking = own.keys() & {"contempt", "guilt_trip"}
    return Try(
        text,
        quotes,
        frozenset(moves) - quotes.keys(),
        harms,
        {label: words for label, words in own.items() if label not in harms},
        next((_first(text, found[label]) for label in HARMS if label in passed_on), ""),
        bool(mocking) and is_mockery(text),
    )


def _touches(text: str, spans: list[Span], harms: dict[str, list[Span]]) -> bool:
    """Whether a move stands in one clause with a harm; one without words may stand anywhere."""
    if harms and (not spans or not all(harms.values())):
        return True
    near = [_clause(text, span) for each in harms.values() for span in each]
    return any(start < stop and begin < end for start, end in spans for begin, stop in near)


def _clause(text: str, span: Span) -> Span:
    """A span widened to the marks around it."""
    before = [found.end() for found in _MARK.finditer(text, 0, span[0])]
    after = _MARK.search(text, max(span[1] - 1, 0))
    return max(before, default=0), after.start() if after else len(text)


def _is_worth(label: str, words: str, harms: dict[str, str]) -> bool:
    """Whether the words of a move can be shown as working: whole enough, and no hidden blame."""
    if label == "feeling":
        return bool(words) and "blame" not in harms and not is_judgement(words)
    if label == "return":
        timed = read_length(words) or read_moment(words) or names_return(words)
        return bool(timed) and " " in words
    # "I have", cut out of "can I have Saturday", names no need.
    return words.count(" ") > (1 if words.lower().startswith("i ") else 0)


def _first(text: str, spans: list[Span]) -> str:
    """The words of a harm; the text's own beginning where the ear named none."""
    return _quoted(text, spans) or cut(text.strip(_EDGE))


def _quoted(text: str, spans: list[Span]) -> str:
    return cut(whole_words(text, *max(spans, key=width))) if spans else ""


def width(span: Span) -> int:
    """How many characters a span takes in; stray words make short ones."""
    return span[1] - span[0]


def whole_words(text: str, start: int, end: int) -> str:
    """The piece of the text from start to end, widened to whole words, without edge marks."""
    while 0 < start < len(text) and _is_inner(text[start - 1]) and _is_inner(text[start]):
        start -= 1
    while 0 < end < len(text) and _is_inner(text[end - 1]) and _is_inner(text[end]):
        end += 1
    return text[start:end].strip(_EDGE)


def _is_inner(letter: str) -> bool:
    return letter.isalnum() or letter in "'’"


def cut(words: str, most: int = QUOTE_MOST) -> str:
    """The first sentence of the words; if too long, a clause of it, or its beginning and "…"."""
    line = _first_whole(words.split("\n")[0].strip(_EDGE))
    if len(line) <= most:
        return line
    head = line[:most]
    for end in (_MARK, _JOINT):
        ends = [found.start() for found in end.finditer(head) if found.start() >= most // 3]
        if ends:
            return head[: ends[-1]].strip(_EDGE)
    return f"{head.rsplit(None, 1)[0].strip(_EDGE)}…"


def _first_whole(line: str) -> str:
    """The first whole sentence of a piece that reaches over several, without an "and" at its ends."""
    pieces = [each.strip(_EDGE) for each in _STOP.split(line)]
    some = [each for each in pieces if " " in each]
    whole = [each for each in some if each.count(" ") > 1]
    return _TAIL.sub("", _LEAD.sub("", (whole or some or [line])[0]))

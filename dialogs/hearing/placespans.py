"""Which words of a text name a place, and which of them say where that place is."""

from string import ascii_lowercase

import msgspec

from dialogs.hearing.gazetteer import CITY, COUNTRY, REGION, Row, fold, rows_named
from dialogs.hearing.placewords import place_words, plain_words, stretches

_LONGEST_NAME = 6
_LEAST_MENDED = 6
_PEOPLED = 20_000
_WELL_KNOWN = 50_000
_FEW = 3
# What a city needs to be meant by a word like "nice" or "time".
_LARGE = 100_000


class Span(msgspec.Struct, frozen=True):
    """Words from `start` to `end` (exclusive) and the places of that name, weightiest first."""

    start: int
    end: int
    rows: list[Row]


def best_spans(text: str, language: str) -> Span | None:
    """The span that says where somebody is, its places narrowed by what else was said."""
    words = fold(text).split()
    spans = _spans(words, language)
    mended = _mended(words, spans, language)
    spans = sorted([*spans, *mended], key=lambda span: span.start)
    return _narrowed(words, spans, language) or _likeliest(words, spans, language)


def _spans(words: list[str], language: str) -> list[Span]:
    """Names of places from left to right, the longest first; plain words only where all are."""
    content = _content(words, language)
    spans, start = [], 0
    while start < len(words):
        span = _longest(words, start, language, content)
        if span:
            spans.append(span)
        start = span.end if span else start + 1
    return spans


def _content(words: list[str], language: str) -> set[int]:
    plain = plain_words(language)
    told = {at for at, word in enumerate(words) if word not in plain}
    return told or set(range(len(words)))


def _longest(words: list[str], start: int, language: str, content: set[int]) -> Span | None:
    for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
        if start not in content and not (end - start > 1 and end - 1 in content):
            continue
        rows = _rows(" ".join(words[start:end]), language)
        if plain_words(language).issuperset(words[start:end]):
            rows = [row for row in rows if row.own]
        if rows:
            return Span(start, end, rows)
    return None


def _rows(phrase: str, language: str) -> list[Row]:
    zone, name = stretches(language).get(phrase, ("", ""))
    if zone:
        return [Row(0, name, REGION, "", "", "", zone, 1_000_000, 1_000_000, 1)]
    meant = place_words(language).also.get(phrase, phrase)
    rows = rows_named([meant])
    if rows or meant == phrase:
        return rows
    # "washington district of columbia": the name and where it lies.
    words = meant.split()
    for cut in range(len(words) - 1, 0, -1):
        inside = rows_named([" ".join(words[cut:])])
        rows = [row for row in rows_named([" ".join(words[:cut])]) if _lies_in(row, inside)]
        if rows:
            return rows[:1]
    return []


def _mended(words: list[str], spans: list[Span], language: str) -> list[Span]:
    """Long names with one letter wrong, among the words that name nothing."""
    named = {at for span in spans for at in range(span.start, span.end)}
    plain = plain_words(language)
    loose = [at for at, word in enumerate(words) if at not in named and word not in plain]
    mended: list[Span] = []
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            run = range(start, start + size)
            phrase = " ".join(words[start : start + size])
            if not set(run) & set(loose) or len(phrase) < _LEAST_MENDED or len(phrase) > 30:
                continue
            if any(span.start < run.stop and start < span.end for span in mended):
                continue
            rows = rows_named(_one_off(phrase), _WELL_KNOWN)
            if rows:
                own = [row for row in rows if row.own]
                mended.append(Span(start, start + size, own or rows[:1]))
    return mended


def _one_off(name: str) -> list[str]:
    """The ways to write a name with one letter too many, too few, wrong or swapped."""
    cuts = [(name[:at], name[at:]) for at in range(1, len(name) + 1)]
    fewer = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    more = {left + letter + right for left, right in cuts for letter in ascii_lowercase + " "}
    other = {
        left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase
    }
    return sorted((fewer | swapped | more | other) - {name})


def _narrowed(words: list[str], spans: list[Span], language: str) -> Span | None:
    """The first span of which some places lie in what another one, or a code, names."""
    for span in spans:
        for other in [*_codes(words, span, language), *spans]:
            if other is span or (other.start < span.end and span.start < other.end):
                continue
            rows = [row for row in span.rows if _lies_in(row, other.rows)]
            if rows:
                return Span(span.start, span.end, rows)
    return None


def _codes(words: list[str], span: Span, language: str) -> list[Span]:
    """The word after a name, or the last of all, as the code of a region or country."""
    spoken, found = place_words(language).codes, []
    for at in dict.fromkeys((span.end, len(words) - 1)):
        word = words[at] if span.end <= at < len(words) else ""
        usual = [word.upper(), f"US/{word.upper()}"] if len(word) == 2 and word.isascii() else []
        places = [each.partition("/") for each in spoken.get(word, usual)]
        if places:
            rows = [
                Row(0, "", REGION if area else COUNTRY, land, area, "", "", 0, 0, 1)
                for land, _, area in places
            ]
            found.append(Span(at, at + 1, rows))
    return found


def _lies_in(row: Row, outer: list[Row]) -> bool:
    return any(_holds(each, row) for each in outer)


def _holds(outer: Row, row: Row) -> bool:
    if row.country != outer.country or outer.place == row.place:
        return False
    if outer.kind == COUNTRY:
        return row.kind != COUNTRY
    same = row.region == outer.region
    return same and row.kind == CITY and (outer.kind == REGION or row.people < outer.people)


def _likeliest(words: list[str], spans: list[Span], language: str) -> Span | None:
    """The span that a word like "in" leads to, or else the weightiest; None if little was named."""
    led = {span.start: _led(words, span.start, language) for span in spans}
    if plain_words(language).issuperset(words):
        sure = [span for span in spans if led[span.start] or span.end - span.start == len(words)]
        sure = [span for span in sure if span.rows[0].people >= _LARGE]
    elif _is_named(words, spans, language):
        sure = spans
    else:
        sure = [span for span in spans if led[span.start] and span.rows[0].people >= _PEOPLED]
    ranked = [
        (led[span.start], span.rows[0].weight, -span.start, at) for at, span in enumerate(sure)
    ]
    return sure[max(ranked)[-1]] if ranked else None


def _is_named(words: list[str], spans: list[Span], language: str) -> bool:
    """Whether the message is about a place: half of it is, or its beginning ("Tullamore, Offaly")."""
    content = _content(words, language)
    named = {at for span in spans for at in range(span.start, span.end)} & content
    opens = len(content) <= _FEW and min(content, default=-1) in named
    return opens or len(named) * 2 >= len(content)


def _led(words: list[str], start: int, language: str) -> int:
    """2 after a word like "in", 1 after one that may tell of the past ("from"), else 0."""
    spoken, before = place_words(language), words[max(0, start - 2) : start]
    if not before:
        return 0
    last = (before[-1], " ".join(before))
    if any(each in spoken.before for each in last):
        return 2
    return int(any(each in spoken.before_loosely for each in last))

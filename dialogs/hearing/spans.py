"""The words that carry a label, from the scores of the tokens."""

from collections.abc import Sequence

from dialogs.hearing.heard import Span

SHARE = 0.5


def carried(text: str, offsets: Sequence[Span], scores: Sequence[float]) -> list[Span]:
    """The spans of tokens that score at least half as high as the highest, as whole words.

    `offsets` (code points, end exclusive) and `scores` belong to each other and stand in the
    order of the text; empty offsets are passed by. A single weak token does not part a span.
    """
    real = [(place, score) for place, score in zip(offsets, scores, strict=True) if place[1]]
    if not real:
        return []
    bar = SHARE * max(score for _, score in real)
    lit = [at for at, (_, score) in enumerate(real) if score >= bar]
    found: list[Span] = []
    last = -9
    for at in lit:
        start, end = real[at][0]
        if found and at - last <= 2:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
        last = at
    return _joined([_whole_words(text, span) for span in found])


def _whole_words(text: str, span: Span) -> Span:
    start, end = span
    while start > 0 and _inside(text, start):
        start -= 1
    while end < len(text) and _inside(text, end):
        end += 1
    return start, end


def _inside(text: str, at: int) -> bool:
    return all(char.isalnum() or char in "'’" for char in text[at - 1 : at + 1])


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined

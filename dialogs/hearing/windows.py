"""A long message read in overlapping windows, so that no part of it goes unread."""

from collections.abc import Iterator

from dialogs.hearing.tokens import Tokens

WIDE = 64
STEP = 44
# A message of 4,096 signs in any script needs no more; of a longer one both ends are read.
MOST = 94


def windows(tokens: Tokens) -> Iterator[Tokens]:
    """The message in pieces of at most WIDE tokens and their frame, neighbours overlapping."""
    inner = len(tokens.ids) - 2
    starts = [0] if inner <= WIDE else list(range(0, inner - WIDE + STEP, STEP))
    if len(starts) > MOST:
        starts = starts[: MOST // 2] + starts[-MOST // 2 :]
    for start in starts:
        end = min(inner, start + WIDE)
        yield Tokens(
            [tokens.ids[0], *tokens.ids[1 + start : 1 + end], tokens.ids[-1]],
            [(0, 0), *tokens.offsets[1 + start : 1 + end], (0, 0)],
        )

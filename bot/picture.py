"""Pictures as PNG; run by itself, it draws one and ends.

resvg makes the pixels, and pygal the lines of evenings: 6 MB installed for both.
"""

import os
import sys

import msgspec

from bot import fields, lines, paper
from bot.record import Picture

NICENESS = 10


def draw(picture: Picture) -> bytes:
    """A picture as a PNG; raises ValueError if nothing is told."""
    return paper.png((fields if picture.kind == "fields" else lines).svg(picture))


def main() -> None:
    """Draw the picture on standard input (JSON) to standard output."""
    # The bot comes first.
    os.nice(NICENESS)
    picture = msgspec.json.decode(sys.stdin.buffer.read(), type=Picture)
    sys.stdout.buffer.write(draw(picture))


if __name__ == "__main__":
    main()

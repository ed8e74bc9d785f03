"""What all pictures share: paper, colours, type, and how they become pixels."""

from pathlib import Path

FONT = Path(__file__).with_name("fonts") / "DejaVuSans.ttf"
FAMILY = "DejaVu Sans"
PAPER, INK, FAINT = "#FBFAF7", "#333333", "#D8D5CE"
# Blue and vermilion of Okabe and Ito, told apart by everybody; shapes differ as well.
COLOURS = ("#0072B2", "#D55E00")
# Of a letter's width in its size, on the average.
LETTER = 0.62
LONGEST_WORD = 16


def png(svg: str) -> bytes:
    """A drawing's pixels."""
    import resvg_py

    fonts = [str(FONT)]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts))


def printable(text: str, longest: int | None = None) -> str:
    """A text without what cannot be drawn, cut to so many characters."""
    return "".join(each for each in text if each.isprintable())[:longest]

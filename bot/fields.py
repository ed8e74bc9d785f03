"""The picture of a balance: four fields of room and closeness, and where somebody stands in them.

Closer is up, and more room is to the right. Each mark has a shape and a colour of its own,
and its words beside it. The paper is opaque, so that a dark screen changes nothing.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import cos, dist, pi, sin
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec

from bot.paper import COLOURS, FAINT, FAMILY, INK, LETTER, LONGEST_WORD, PAPER, printable
from bot.record import Mark, Picture

WIDTH, HEIGHT = 1000, 1060
LEFT, TOP, SIDE = 90, 150, 820
# Nearest to the frame that the middle of a mark comes.
MARGIN = 90
LOW, HIGH, MIDDLE, REACH = 10, 50, 30, 4
MIDDLE_PAPER = "#F1EEE6"
SMALL = 32
SIZES = {"title": 40, "corner": SMALL, "word": 38, "note": SMALL}
LINE = 38
# Marks are this far apart, words that far from the middle of theirs.
APART, BESIDE = 46, 38
RADIUS, DIAMOND, SQUARE = 21, 29, 19
INKS = {"me": COLOURS[0], "partner": COLOURS[1], "last": INK}
# Where words stand about their mark, the best first; further off where it is crowded.
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
WAYS = tuple((*side, off) for off in (0, APART) for side in SIDES)

Spot = tuple[float, float]


class Box(msgspec.Struct, frozen=True):
    """A rectangle by its edges, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box") -> float:
        """The area that two of them share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(across, 0) * max(down, 0)

    @property
    def area(self) -> float:
        """Its area."""
        return (self.right - self.left) * (self.bottom - self.top)


# Words may stand on the frame's left and right edge, and not on the corners' names.
BOUNDS = Box(10, TOP, WIDTH - 10, TOP + SIDE)


def svg(picture: Picture) -> str:
    """The drawing, WIDTH by HEIGHT; raises ValueError if no mark is told."""
    if not picture.marks:
        raise ValueError("nothing is told that could be drawn")
    size = {"width": f"{WIDTH}", "height": f"{HEIGHT}"}
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size})
    SubElement(root, "rect", {**size, "fill": PAPER})
    _draw_fields(root, picture)
    spots = spots_of(picture.marks)
    _draw_way(root, picture.marks, spots)
    for mark, spot in zip(picture.marks, spots, strict=True):
        _draw_mark(root, mark.kind, spot)
    boxes = boxes_of(picture.marks, spots)
    for mark, box, spot in zip(picture.marks, boxes, spots, strict=True):
        _write_beside(root, mark, box, spot)
    return tostring(root, encoding="unicode")


# Where things stand


def spots_of(marks: Sequence[Mark]) -> list[Spot]:
    """The middles of marks: the first where it belongs, the others beside it, not on top of it."""
    taken: list[Spot] = []
    for mark in marks:
        true = (_pixel(mark.room, LEFT), 2 * TOP + SIDE - _pixel(mark.close, TOP))
        free = [each for each in _around(true) if all(dist(each, it) >= APART for it in taken)]
        # Beside it in the same field, if that is near enough.
        taken.append(min(free, key=lambda spot: (_field(spot) != _field(true), dist(spot, true))))
    return taken


def _around(true: Spot) -> Iterator[Spot]:
    yield true
    for away, turn in product((APART / 2, APART + 1, 2 * APART), range(16)):
        angle = turn * pi / 8
        yield true[0] + away * cos(angle), true[1] + away * sin(angle)


def boxes_of(marks: Sequence[Mark], spots: Sequence[Spot]) -> list[Box]:
    """Where the words of marks stand so that they cover as little as can be."""
    shapes = [Box(x - DIAMOND, y - DIAMOND, x + DIAMOND, y + DIAMOND) for x, y in spots]
    choices = []
    for mark, spot in zip(marks, spots, strict=True):
        boxes = [_box(mark, spot, *way) for way in WAYS]
        choices.append([(_amiss(box, shapes), rank, box) for rank, box in enumerate(boxes)])

    def cost(chosen: Sequence[tuple[float, int, Box]]) -> tuple[float, int]:
        both = sum(one[2].shared(other[2]) for one, other in combinations(chosen, 2))
        return both + sum(each[0] for each in chosen), sum(each[1] for each in chosen)

    return [box for _, _, box in min(product(*choices), key=cost)]


def _amiss(box: Box, shapes: Sequence[Box]) -> float:
    """The area in which words cover a mark or leave their bounds."""
    return sum(map(box.shared, shapes)) + box.area - box.shared(BOUNDS)


def _box(mark: Mark, spot: Spot, across: int, down: int, off: float) -> Box:
    wide = max(_width("word", mark.word), _width("note", mark.note))
    high = SIZES["word"] + (LINE if mark.note else 0) + 8
    x = spot[0] + across * (BESIDE + off + wide / 2)
    # Straight above or below there is the mark between; at a corner the words begin beside it.
    y = spot[1] + down * (off + high / 2 + (0 if across else BESIDE))
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _pixel(tenths: int, start: int) -> float:
    within = min(max(tenths, LOW), HIGH)
    return start + MARGIN + (within - LOW) / (HIGH - LOW) * (SIDE - 2 * MARGIN)


def _field(spot: Spot) -> tuple[bool, bool]:
    return spot[0] >= LEFT + SIDE / 2, spot[1] <= TOP + SIDE / 2


def _width(kind: str, text: str) -> float:
    return len(printable(text, LONGEST_WORD)) * SIZES[kind] * LETTER


# Drawing


def _draw_fields(root: Element, picture: Picture) -> None:
    middle = _pixel(MIDDLE, LEFT), _pixel(MIDDLE, TOP)
    half = _pixel(MIDDLE + REACH, LEFT) - middle[0]
    _rect(root, middle, half, {"fill": MIDDLE_PAPER, "rx": "12"})
    frame = {"fill": "none", "stroke": FAINT, "stroke-width": "4", "rx": "12"}
    _rect(root, (LEFT + SIDE / 2, TOP + SIDE / 2), SIDE / 2, frame)
    right, bottom = LEFT + SIDE, TOP + SIDE
    cross = f"M{middle[0]} {TOP} V{bottom} M{LEFT} {middle[1]} H{right}"
    SubElement(root, "path", {"d": cross, "stroke": FAINT, "stroke-width": "4"})
    _write(root, "title", picture.title, (WIDTH / 2, 60), longest=None)
    above, below = TOP - 18, bottom + SMALL + 14
    places = [(1, above), (3, above), (1, below), (3, below)]
    for words, (quarter, y) in zip(picture.corners, places, strict=False):
        _write(root, "corner", words, (LEFT + SIDE * quarter / 4, y), longest=20)


def _draw_way(root: Element, marks: Sequence[Mark], spots: Sequence[Spot]) -> None:
    """A dotted line from last time to now."""
    at = {mark.kind: spot for mark, spot in zip(marks, spots, strict=True)}
    if "last" in at and "me" in at:
        (x, y), (to_x, to_y) = at["last"], at["me"]
        dots = {"stroke-width": "5", "stroke-dasharray": "1, 13", "stroke-linecap": "round"}
        SubElement(root, "path", {"d": f"M{x} {y} L{to_x} {to_y}", "stroke": INK, **dots})


def _draw_mark(root: Element, kind: str, spot: Spot) -> None:
    """A dot for me, a diamond for the partner, an empty square for last time."""
    x, y = spot
    edge = {"fill": INKS[kind], "stroke": PAPER, "stroke-width": "4"}
    if kind == "me":
        SubElement(root, "circle", {"cx": f"{x}", "cy": f"{y}", "r": f"{RADIUS}", **edge})
    elif kind == "partner":
        way = f"M{x - DIAMOND} {y} L{x} {y - DIAMOND} L{x + DIAMOND} {y} L{x} {y + DIAMOND} Z"
        SubElement(root, "path", {"d": way, **edge})
    else:
        _rect(root, spot, SQUARE, {"fill": PAPER, "stroke": INK, "stroke-width": "6"})


def _rect(root: Element, middle: Spot, half: float, style: dict[str, str]) -> None:
    place = {"x": f"{middle[0] - half}", "y": f"{middle[1] - half}"}
    SubElement(root, "rect", {**place, "width": f"{2 * half}", "height": f"{2 * half}", **style})


def _write_beside(root: Element, mark: Mark, box: Box, spot: Spot) -> None:
    """The words of a mark, from the edge that is next to it."""
    x, anchor = (box.left + box.right) / 2, "middle"
    if box.left > spot[0]:
        x, anchor = box.left, "start"
    elif box.right < spot[0]:
        x, anchor = box.right, "end"
    y = box.top + SIZES["word"]
    _write(root, "word", mark.word, (x, y), ink=INKS[mark.kind], anchor=anchor)
    _write(root, "note", mark.note, (x, y + LINE), anchor=anchor)


def _write(
    root: Element,
    kind: str,
    text: str,
    at: Spot,
    *,
    ink: str = INK,
    anchor: str = "middle",
    longest: int | None = LONGEST_WORD,
) -> None:
    # The rim of paper keeps words apart from the lines that they stand on.
    rim = {"stroke": PAPER, "stroke-width": "8", "paint-order": "stroke"}
    type_ = {"font-family": FAMILY, "font-size": f"{SIZES[kind]}", "text-anchor": anchor}
    place = {"x": f"{at[0]}", "y": f"{at[1]}", "fill": ink}
    SubElement(root, "text", {**place, **type_, **rim}).text = printable(text, longest)

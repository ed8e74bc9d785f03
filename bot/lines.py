"""The picture of evenings: room for me and closeness as lines over some nights.

pygal draws, resvg makes pixels of it: 6 MB installed for both. The runner-up, matplotlib, is
the better known, and brings 72 MB, 71 MB of memory and half a second for its import.
"""

import contextlib
import sys
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import fmean, median_low
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from bot.paper import COLOURS, FAINT, FAMILY, INK, LETTER, LONGEST_WORD, PAPER, printable
from bot.record import Picture

WIDTH, HEIGHT = 1000, 700
DASHES = ("", "16, 10")
# Equal numbers lie side by side, not on top of each other.
APART = 0.06
# More nights than this are pale dots, and the lines are the averages of weeks.
MOST_NIGHTS, WEEK = 45, 7
PALE = "0.35"
WORD_SIZE, WORD_GAP, WORD_ROOM = 34, 26, 44
DIAMOND = 1.35
MOST_TICKS = 7
LOOSE = 1.5

Told = tuple[float, float | None]


def svg(picture: Picture) -> str:
    """The drawing, WIDTH by HEIGHT; raises ValueError if nothing is told."""
    pygal = _pygal()

    told = _told(picture)
    days = [day for line in told for day, number in line if number is not None]
    if not days:
        raise ValueError("nothing is told that could be drawn")
    words = [printable(each, LONGEST_WORD) for each in (picture.room, picture.close)]
    first, last = int(min(days)), int(max(days))
    chart = pygal.XY(
        width=WIDTH,
        height=HEIGHT,
        explicit_size=True,
        title=printable(picture.title),
        style=_style(),
        show_legend=False,
        js=[],
        allow_interruptions=True,
        range=(0.8, 5.2),
        xrange=(first - 0.5, last + 0.5),
        y_labels=[{"value": number, "label": str(number)} for number in range(1, 6)],
        x_labels=_ticks(first, last),
        truncate_label=-1,
        margin_right=int(max(map(len, words)) * WORD_SIZE * LETTER) + WORD_GAP,
        margin_left=20,
    )
    if len(told[0]) > MOST_NIGHTS:
        for line in told:
            chart.add("", line, dots_size=5, stroke=False)
        told = [_by_week(line, last) for line in told]
    for line, dashes in zip(told, DASHES, strict=True):
        stroke = {"dasharray": dashes} if dashes else {}
        chart.add("", _with_gaps(line), dots_size=11, stroke_style=stroke)
    chart.add_xml_filter(lambda root: _mend(root, words))
    drawn: str = chart.render(is_unicode=True)
    return drawn


def _pygal() -> Any:
    """pygal, without the old kind of importer that it hangs into Python for its plugins."""
    import pygal

    sys.meta_path[:] = [each for each in sys.meta_path if hasattr(each, "find_spec")]
    return pygal


def _style() -> object:
    return _pygal().style.Style(
        background=PAPER,
        plot_background=PAPER,
        foreground=INK,
        foreground_strong=INK,
        foreground_subtle=FAINT,
        guide_stroke_color=FAINT,
        guide_stroke_dasharray="1, 0",
        major_guide_stroke_color=FAINT,
        major_guide_stroke_dasharray="1, 0",
        opacity="1",
        font_family=FAMILY,
        title_font_size=38,
        label_font_size=30,
        major_label_font_size=30,
        colors=COLOURS * 2,
        stroke_width=5,
    )


def _told(picture: Picture) -> list[list[Told]]:
    """Both lines by the day's ordinal, in order, each a little off the other."""
    nights = {}
    for written, room, close in zip(picture.dates, picture.rooms, picture.closes, strict=False):
        with contextlib.suppress(ValueError):
            nights[date.fromisoformat(written).toordinal()] = (room, close)
    return [
        [(day, None if (number := nights[day][at]) is None else number + off) for day in nights]
        for at, off in ((0, APART), (1, -APART))
    ]


def _by_week(told: Sequence[Told], last: int) -> list[Told]:
    """The averages of weeks, counted back from the last night, each in its middle."""
    weeks: dict[float, list[float]] = {}
    for day, number in told:
        if number is not None:
            weeks.setdefault((last - day) // WEEK, []).append(number)
    middle = last - (WEEK - 1) / 2
    return [(middle - WEEK * ago, fmean(numbers)) for ago, numbers in weeks.items()]


def _with_gaps(told: Sequence[Told]) -> list[Told]:
    """A line in order that breaks off where nothing was told for longer than is usual."""
    line: list[Told] = []
    told = sorted(told)
    steps = [after[0] - before[0] for before, after in pairwise(told)]
    longest = LOOSE * median_low(steps) if steps else 0
    for day, number in told:
        if line and day - line[-1][0] > longest:
            line.append((day - 0.5, None))
        line.append((day, number))
    return line


def _ticks(first: int, last: int) -> list[dict[str, object]]:
    """Days of the month below the picture, a few at even steps that end on the last night."""
    step = max(1, -(-(last - first) // (MOST_TICKS - 1)))
    step = step if step < 4 else -(-step // 7) * 7
    days = range(last, first - 1, -step)
    return [{"value": day, "label": str(date.fromordinal(day).day)} for day in days]


def _mend(root: Element, words: Sequence[str]) -> Element:
    """Give the second line diamonds for dots, and each line its name where it ends."""
    groups = next(each for each in root.iter("g") if each.get("class") == "plot overlay")
    for group in groups[:-2]:
        group.set("opacity", PALE)
    overlay = groups[-2:]
    lines = [[*group.iter("circle")] for group in overlay]
    right = max(float(dots[-1].attrib["cx"]) for dots in lines if dots) + WORD_GAP
    heights = _heights([float(dots[-1].attrib["cy"]) if dots else None for dots in lines])
    for group in groups[1::2]:
        for dot in [*group.iter("circle")]:
            _to_diamond(dot)
    for group, word, height, colour in zip(overlay, words, heights, COLOURS, strict=True):
        if height is not None:
            style = f"fill: {colour}; font-size: {WORD_SIZE}px; text-anchor: start"
            place = {"x": f"{right}", "y": f"{height + WORD_SIZE / 3}", "style": style}
            SubElement(group, "text", place).text = word
    return root


def _heights(ends: Sequence[float | None]) -> list[float | None]:
    """Where the words of both lines stand so that they don't touch."""
    first, second = ends
    if first is None or second is None or abs(first - second) >= WORD_ROOM:
        return [first, second]
    middle, half = (first + second) / 2, WORD_ROOM / 2
    return [middle - half, middle + half] if first <= second else [middle + half, middle - half]


def _to_diamond(dot: Element) -> None:
    x, y, half = (float(dot.attrib.pop(name)) for name in ("cx", "cy", "r"))
    half *= DIAMOND
    dot.tag = "path"
    dot.set("d", f"M{x - half} {y} L{x} {y - half} L{x + half} {y} L{x} {y + half} Z")

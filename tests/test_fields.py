from io import BytesIO
from itertools import combinations
from math import dist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot import fields, paper
from bot.easel import NotDrawn, drawn
from bot.fields import APART, DIAMOND, HEIGHT, INKS, WIDTH, boxes_of, spots_of
from bot.picture import draw
from bot.record import Mark, MarkKind, Picture
from tests.test_picture import BLUE, RED, Pixels, near

BLACK = (0x33, 0x33, 0x33)
CORNERS = ["near, little room", "near, much room", "far, little room", "far, much room"]
TENTHS = st.integers(10, 50)
KINDS: tuple[MarkKind, ...] = ("me", "partner", "last")
WORDS = {"me": ("Me", ""), "partner": ("Sam", "as I guess"), "last": ("Me", "28 September")}


def mark(kind: MarkKind, room: int, close: int) -> Mark:
    return Mark(kind, room, close, *WORDS[kind])


def of(*places: tuple[int, int]) -> Picture:
    marks = [mark(kind, *place) for kind, place in zip(KINDS, places, strict=False)]
    return Picture("2 March", kind="fields", corners=CORNERS, marks=marks)


def decoded(png: bytes) -> Pixels:
    with Image.open(BytesIO(png)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
        return np.asarray(image.convert("RGB")).astype(np.int16)


def around(pixels: Pixels, spot: tuple[float, float], half: int = DIAMOND) -> Pixels:
    x, y = round(spot[0]), round(spot[1])
    return pixels[y - half : y + half + 1, x - half : x + half + 1]


def brightness(colour: str) -> float:
    """Relative luminance, as the guidelines for readable screens have it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_closer_is_up_and_more_room_is_to_the_right() -> None:
    (left, low), (right, high) = (
        spots_of([mark("me", *place)])[0] for place in ((10, 10), (50, 50))
    )
    assert left < WIDTH / 2 < right
    assert high < low
    ((x, y),) = spots_of([mark("me", 30, 30)])
    assert (x, y) == (fields.LEFT + fields.SIDE / 2, fields.TOP + fields.SIDE / 2)


def test_marks_are_where_the_numbers_are_in_three_shapes_and_colours() -> None:
    told = of((20, 40), (40, 20), (15, 15))
    pixels = decoded(draw(told))
    me, partner, last = (around(pixels, spot) for spot in spots_of(told.marks))
    dot, diamond = near(me, BLUE), near(partner, RED)
    assert dot[DIAMOND, DIAMOND]
    assert diamond[DIAMOND, DIAMOND]
    # Halfway to its corner a dot is full, and a diamond is over.
    assert dot[DIAMOND - 13, DIAMOND - 13]
    assert not diamond[DIAMOND - 17, DIAMOND - 17]
    square = near(last, BLACK)
    assert not square[DIAMOND - 6 : DIAMOND + 1, DIAMOND - 6 : DIAMOND + 1].any(), "it is empty"
    assert square[DIAMOND + fields.SQUARE, DIAMOND - 15 : DIAMOND + 15].all()


def test_the_way_from_last_time_is_dotted() -> None:
    told = of((45, 45), (45, 15), (15, 45))
    row = round(spots_of(told.marks)[0][1])
    with_way = near(decoded(draw(told)), BLACK, 300)[row - 3 : row + 4, 300:650]
    told.marks.pop()
    without = near(decoded(draw(told)), BLACK, 300)[row - 3 : row + 4, 300:650]
    assert with_way.sum() > without.sum() + 200
    assert not with_way.any(axis=0).all()


@pytest.mark.parametrize("place", [(30, 30), (10, 10), (50, 50), (10, 50), (50, 10), (29, 31)])
def test_marks_at_the_same_place_are_all_seen(place: tuple[int, int]) -> None:
    told = of(place, place, place)
    pixels = decoded(draw(told))
    for spot, colour in zip(spots_of(told.marks), (BLUE, RED, BLACK), strict=True):
        assert near(around(pixels, spot), colour).sum() > 500


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TENTHS, TENTHS), min_size=3, max_size=3))
def test_neither_marks_nor_words_hide_each_other(places: list[tuple[int, int]]) -> None:
    marks = of(*places).marks
    spots = spots_of(marks)
    assert spots[0] == spots_of(marks[:1])[0], "where they are now is exact"
    assert all(dist(one, other) >= APART for one, other in combinations(spots, 2))
    for each, spot in zip(marks, spots, strict=True):
        assert dist(spot, spots_of([each])[0]) <= 2 * APART
    boxes = boxes_of(marks, spots)
    assert sum(one.shared(other) for one, other in combinations(boxes, 2)) == 0
    dots = [fields.Box(x - 20, y - 20, x + 20, y + 20) for x, y in spots]
    assert sum(box.shared(dot) for box in boxes for dot in dots) == 0
    assert all(box.left >= 0 and box.right <= WIDTH for box in boxes)


def test_it_can_be_read_on_a_phone_in_the_dark_and_in_the_light() -> None:
    # A phone shows it about 350 points wide; 11 points can be read.
    assert min(fields.SIZES.values()) * 350 / WIDTH >= 11
    for ink in INKS.values():
        bright, dark = brightness(paper.PAPER) + 0.05, brightness(ink) + 0.05
        assert bright / dark >= 3, "large words and shapes stand out"
    with Image.open(BytesIO(draw(of((20, 40))))) as image:
        opaque = np.asarray(image.convert("RGBA"))[:, :, 3] == 255
    assert opaque.all(), "what is behind the picture never shows"


def test_the_fields_have_their_names() -> None:
    told = of((20, 40))
    named = decoded(draw(told))
    told.corners = []
    unnamed = decoded(draw(told))
    for rows in (slice(100, 145), slice(980, 1030)):
        for columns in (slice(0, 500), slice(500, 1000)):
            assert near(named, BLACK)[rows, columns].sum() > 100
            assert not near(unnamed, BLACK)[rows, columns].any()


def test_strange_words_are_drawn() -> None:
    told = of((20, 40), (40, 20))
    told.title = "<b>&\x00 \ud800"
    told.marks[1].word = "a name that is much too long & <b>\x07"
    assert near(decoded(draw(told)), RED).any()
    told.marks[0].room, told.marks[0].close = -999, 10**9
    assert near(decoded(draw(told)), BLUE).any()


async def test_another_process_draws_the_same() -> None:
    told = of((20, 40), (40, 20), (15, 15))
    assert await drawn(told) == draw(told)


async def test_no_mark_is_no_picture() -> None:
    with pytest.raises(ValueError, match="nothing is told"):
        draw(of())
    with pytest.raises(NotDrawn):
        await drawn(of())

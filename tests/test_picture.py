import asyncio
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from telegram import Bot

from bot import carrier, easel, wire
from bot.delivery import Delivery
from bot.easel import NotDrawn, drawn
from bot.lines import HEIGHT, WIDTH
from bot.picture import draw
from bot.record import Button, Picture, Record, Reply
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.memory_store import MemoryStore
from tests.outboxes import decided

Pixels = NDArray[np.int16]
BLUE, RED = (0x00, 0x72, 0xB2), (0xD5, 0x5E, 0x00)
# Left of the words that the lines end in.
PLOT = slice(64, 690)


def of(*told: tuple[int | None, int | None], first: str = "2026-03-02", step: int = 1) -> Picture:
    start = date.fromisoformat(first)
    dates = [str(start + timedelta(days=at * step)) for at in range(len(told))]
    rooms, closes = [room for room, _ in told], [close for _, close in told]
    return Picture("2 – 8 March", "Room for me", "Closeness", dates, rooms, closes)


def decoded(png: bytes) -> Pixels:
    """Rows of pixels of red, green and blue."""
    with Image.open(BytesIO(png)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
        return np.asarray(image.convert("RGB")).astype(np.int16)


def near(pixels: Pixels, colour: tuple[int, int, int], close: int = 24) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.abs(pixels - np.array(colour)).sum(axis=2) < close
    return found


def height_of(number: float) -> int:
    """The row of pixels of a number, by the drawing's own range of 0.8 to 5.2."""
    return round(628 - (number - 0.94) * 124)


def columns(found: NDArray[np.bool_]) -> list[int]:
    return [int(x) for x in np.flatnonzero(found[:, PLOT].any(axis=0)) + PLOT.start]


def longest_gap(marked: list[int]) -> int:
    return max(after - before for before, after in pairwise(marked))


def test_lines_are_where_the_values_are() -> None:
    pixels = decoded(draw(of(*[(5, 1)] * 7)))
    blue, red = np.argwhere(near(pixels, BLUE)[:, PLOT]), np.argwhere(near(pixels, RED)[:, PLOT])
    assert len(blue) > 1500
    assert len(red) > 1500
    # Five is near the upper edge of the plot, one near the lower.
    assert blue[:, 0].mean() == pytest.approx(98, abs=6)
    assert red[:, 0].mean() == pytest.approx(610, abs=6)
    assert pixels[-5:, :, :].min() > 240, "the paper goes to the edge"


def test_the_second_line_is_dashed_and_has_other_marks() -> None:
    pixels = decoded(draw(of(*[(5, 1)] * 4)))
    ink = np.abs(pixels - pixels[-1, -1]).sum(axis=2) > 60
    solid, dashed = ink[94:102, PLOT].any(axis=0), ink[608:613, PLOT].any(axis=0)
    assert solid[120:500].all()
    assert not dashed[120:500].all()
    # A round dot is as wide a little off its middle; a diamond is not.
    assert near(pixels, BLUE)[90].sum() > near(pixels, RED)[602].sum()


def test_equal_values_do_not_hide_each_other() -> None:
    pixels = decoded(draw(of(*[(3, 3)] * 7)))
    assert near(pixels, BLUE)[:, PLOT].sum() > 500
    assert near(pixels, RED)[:, PLOT].sum() > 500


def test_nothing_is_drawn_where_nothing_was_told() -> None:
    told = [(4, 2)] * 4 + [(None, 2)] * 6 + [(4, 2)] * 4
    pixels = decoded(draw(of(*told)))
    ink = np.abs(pixels - pixels[-1, -1]).sum(axis=2) > 120
    assert longest_gap([x for x in range(64, 690) if ink[216:230, x].any()]) > 150
    left_out = of(*[(4, 2)] * 14)
    for each in (left_out.dates, left_out.rooms, left_out.closes):
        del each[5:10]
    assert longest_gap(columns(near(decoded(draw(left_out)), BLUE))) > 150


def test_once_a_week_is_no_gap() -> None:
    pixels = decoded(draw(of(*[(4, 2)] * 6, step=7)))
    ink = np.abs(pixels - pixels[-1, -1]).sum(axis=2) > 60
    assert ink[216:230, 140:600].any(axis=0).all()


def test_one_night_is_two_marks() -> None:
    pixels = decoded(draw(of((5, 1))))
    for colour in (BLUE, RED):
        # The mark is round the middle, and its word to the right of it.
        assert 250 < columns(near(pixels, colour))[0] < 420


def test_a_season_is_drawn_by_weeks_with_pale_nights() -> None:
    told: list[tuple[int | None, int | None]] = [(1 + at % 5, 5) for at in range(91)]
    blue = np.argwhere(near(decoded(draw(of(*told))), BLUE)[:, PLOT])
    # Averages of weeks lie in the middle, though the nights go from one to five.
    assert blue[:, 0].min() > 200
    assert blue[:, 0].max() < 500


def test_words_stand_where_the_lines_end() -> None:
    pixels = decoded(draw(of((1, 5), (1, 5), (5, 1))))
    blue = np.argwhere(near(pixels, BLUE)[:, 730:])
    red = np.argwhere(near(pixels, RED)[:, 730:])
    assert blue[:, 0].mean() < 150 < 550 < red[:, 0].mean()
    together = decoded(draw(of((3, 3), (3, 3))))
    rows = [np.flatnonzero(near(together, each)[:, 730:].any(axis=1)) for each in (BLUE, RED)]
    assert rows[0].max() < rows[1].min(), "the words don't touch"


@pytest.mark.parametrize(
    "dates",
    [
        ["2026-03-03", "2026-03-02", "2026-03-02"],
        ["2024-02-29", "2024-03-01", "nonsense"],
        ["0001-01-01", "9999-12-31", "2026-01-01"],
        ["2025-12-31", "2026-01-01", ""],
    ],
)
def test_strange_dates_are_drawn_or_left_out(dates: list[str]) -> None:
    told = of((2, 4), (3, 5), (4, 1))
    told.dates = dates
    told.title = "<b>&\x00 \ud800 title"
    told.room = "a word that is much too long to stand beside a line"
    assert near(decoded(draw(told)), BLUE).any()


def test_many_nights_of_years_are_drawn() -> None:
    assert near(decoded(draw(of(*[(2, 4)] * 60, step=5000, first="1200-01-01"))), RED).any()


@pytest.mark.parametrize("told", [of(), of((None, None), (None, None))])
async def test_nothing_told_is_no_picture(told: Picture) -> None:
    with pytest.raises(ValueError, match="nothing is told"):
        draw(told)
    with pytest.raises(NotDrawn):
        await drawn(told)


def test_letters_of_other_tongues_are_there() -> None:
    pictures = set()
    for title in ("", "Ж", "Ω", "é", "ğ"):
        told = of((1, 2))
        told.title = title
        pictures.add(draw(told))
    assert len(pictures) == 5


async def test_another_process_draws_the_same() -> None:
    told = of((1, 2), (3, None), (5, 4))
    assert await drawn(told) == draw(told)


def test_the_bot_never_loads_what_draws() -> None:
    code = "import sys, bot.serve; print({'pygal', 'resvg_py'} & set(sys.modules))"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert asked.stdout.strip() == b"set()"


async def test_a_drawing_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(easel, "PATIENCE", 0.05)
    monkeypatch.setattr(easel, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    with pytest.raises(NotDrawn, match="TimeoutError"):
        await drawn(of((1, 2)))


async def test_more_pictures_than_can_wait_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(easel, "MOST_WAITING", 2)
    told = of((1, 2), (2, 3))
    pictures = await asyncio.gather(*[drawn(told) for _ in range(3)], return_exceptions=True)
    assert [type(each) for each in pictures] == [bytes, bytes, NotDrawn]
    assert await drawn(told)


# On the wire


def reply(text: str = "<b>The</b> week") -> Reply:
    told = of((1, 2), (2, 3))
    return Reply(1, text=text, kind="picture", picture=told, buttons=[[Button("Yes", "1:yes")]])


async def send(bot: Bot, reply: Reply) -> str:
    return await wire.send(bot, 11, reply, await wire.photo(reply))


async def test_a_picture_goes_with_its_words_below(ann: Person, bot: Bot) -> None:
    sent = await send(bot, reply())
    got = await ann.reply()
    assert (str(got.id), got.text, got.buttons) == (sent, "The week", [["Yes"]])
    assert got.photo is not None
    assert decoded(got.photo[1]).shape == (HEIGHT, WIDTH, 3)


async def test_words_too_long_for_a_caption_come_after_the_picture(ann: Person, bot: Bot) -> None:
    sent = await send(bot, reply("<i>w</i>" * 1024))
    assert (await ann.reply()).id == int(sent)
    sent = await send(bot, reply("<i>w</i>" * 1025))
    first, second = await ann.reply(), await ann.reply()
    assert (first.photo is not None, first.text) == (True, "")
    assert (str(second.id), len(second.text), second.buttons) == (sent, 1025, [["Yes"]])


async def test_without_the_picture_the_words_go_alone(
    ann: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(easel, "COMMAND", ("/nowhere/at/all",))
    sent = await send(bot, reply())
    got = await ann.reply()
    assert (str(got.id), got.text, got.photo) == (sent, "The week", None)
    await send(bot, Reply(2, text="none", kind="picture"))
    assert (await ann.reply()).text == "none"


async def test_while_a_picture_is_drawn_others_have_the_place(
    api: BotApi, ann: Person, bot: Bot, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asyncio.Event()

    async def slowly(told: Picture) -> bytes:
        await done.wait()
        return draw(told)

    monkeypatch.setattr(easel, "drawn", slowly)
    monkeypatch.setattr(carrier, "SIDE_BY_SIDE", 1)
    way, bob = Delivery(bot, store, lambda: None), api.person(12, "Bob")
    shown = Record("telegram:11", serial=1, outbox=[reply()])
    for record in (shown, decided(store, "hello", person="telegram:12")):
        store.save(record)
        way.hand_over(record)
    assert (await bob.reply()).text == "hello"
    assert ann.replies == []
    done.set()
    assert (await ann.reply()).photo is not None
    await way.drain(1)

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Update
from telegram.error import BadRequest

from bot import wire
from bot.record import Button, Reply
from tests.bot_api import BotApi
from tests.bot_api_chats import Person

YES, NO = Button("Yes", "1:yes"), Button("No", "1:no")
COPY, SHARE = Button("Copy", copy="I need quiet."), Button("Send it", url="https://t.me/share/url")


async def tapped(bot: Bot, ann: Person, label: str) -> object:
    """The message that was tapped, as Telegram sends it along."""
    await ann.tap(label)
    raw = await bot.do_api_request("getupdates", api_kwargs={"offset": -1})
    query = Update.de_json(raw[-1], bot).callback_query
    assert query is not None
    return query.message


async def test_a_message_with_every_kind_of_button(ann: Person, bot: Bot) -> None:
    rows = [[YES, NO], [], [COPY, SHARE]]
    sent = await wire.send(bot, 11, Reply(1, text="<b>Well?</b> &lt;3", buttons=rows))
    reply = await ann.reply()
    assert (str(reply.id), reply.text) == (sent, "Well? <3")
    assert reply.buttons == [["Yes", "No"], ["Copy", "Send it"]]
    assert reply.keyboard[1][0]["copy_text"] == {"text": "I need quiet."}


async def test_a_file_goes_with_its_caption(ann: Person, bot: Bot) -> None:
    text = '{"name": "Zoë"}'
    reply = Reply(1, text="<i>All</i> of it", kind="file", file_name="a.json", file_text=text)
    await wire.send(bot, 11, reply)
    got = await ann.reply()
    assert got.document == ("a.json", text.encode())
    assert got.text == "All of it"


async def test_plainly_means_without_markup(ann: Person, bot: Bot) -> None:
    await wire.send_plainly(bot, 11, Reply(1, text="<b>a</b> &amp; <broken", buttons=[[YES]]))
    reply = await ann.reply()
    assert (reply.text, reply.keyboard) == ("a & <broken", [])
    await wire.send_plainly(bot, 11, Reply(1, text="<b></b>"))
    assert (await ann.reply()).text == "…"


async def test_a_choice_shows_and_its_buttons_go(ann: Person, bot: Bot) -> None:
    await wire.send(bot, 11, Reply(1, text="<b>Well 🙂</b>, <i>then</i>?", buttons=[[YES], [NO]]))
    await ann.reply()
    await wire.show_choice(bot, 11, await tapped(bot, ann, "No"), "1:no")
    reply = await ann.reply()
    assert (reply.text, reply.keyboard) == ("Well 🙂, then?\n\n→ No", [])
    marks = [(each["type"], each["offset"], each["length"]) for each in reply.raw["entities"]]
    assert marks == [("bold", 0, 7), ("italic", 9, 4)]


async def test_what_acts_on_the_phone_stays(ann: Person, bot: Bot) -> None:
    await wire.send(bot, 11, Reply(1, text="I need quiet.", buttons=[[COPY, SHARE], [YES]]))
    await ann.reply()
    await wire.show_choice(bot, 11, await tapped(bot, ann, "Yes"), "1:yes")
    reply = await ann.reply()
    assert (reply.text, reply.buttons) == ("I need quiet.\n\n→ Yes", [["Copy", "Send it"]])


async def test_a_choice_with_no_room_for_it_only_loses_its_buttons(ann: Person, bot: Bot) -> None:
    await wire.send(bot, 11, Reply(1, text="😀" * 2046, buttons=[[YES]]))
    await ann.reply()
    await wire.show_choice(bot, 11, await tapped(bot, ann, "Yes"), "1:yes")
    reply = await ann.reply()
    assert (reply.text, reply.keyboard) == ("😀" * 2046, [])


async def test_a_choice_that_is_not_among_the_buttons(ann: Person, bot: Bot) -> None:
    await wire.send(bot, 11, Reply(1, text="Well?", buttons=[[YES]]))
    await ann.reply()
    message = await tapped(bot, ann, "Yes")
    await wire.show_choice(bot, 11, message, "1:gone")
    assert (await ann.reply()).text == "Well?"
    await wire.show_choice(bot, 11, None, "1:yes")
    assert ann.unread == 0


async def test_buttons_are_put_and_taken(ann: Person, bot: Bot) -> None:
    number = int(await wire.send(bot, 11, Reply(1, text="Well?", buttons=[[YES]])))
    await ann.reply()
    await wire.show_buttons(bot, 11, number, [[NO]])
    assert (await ann.reply()).buttons == [["No"]]
    await wire.strip(bot, 11, number)
    assert (await ann.reply()).buttons == []
    with pytest.raises(BadRequest, match="not modified"):
        await wire.strip(bot, 11, number)


async def test_a_tap_is_answered_with_a_word_or_none(api: BotApi, ann: Person, bot: Bot) -> None:
    await wire.send(bot, 11, Reply(1, text="Well?", buttons=[[YES]]))
    first, second = await ann.tap("Yes"), await ann.tap("Yes")
    await wire.answer_tap(bot, first, "")
    await wire.answer_tap(bot, second, "Got it already.")
    assert (ann.toasts, api.open_queries) == (["Got it already."], set())


@given(st.text(max_size=60), st.integers(2, 9))
def test_pieces_lose_nothing_and_fit(text: str, limit: int) -> None:
    found = wire.pieces(text, limit)
    joined = "".join(found)
    assert text.startswith(joined)
    assert not text[len(joined) :].strip()
    assert all(len(piece.encode("utf-16-le", "surrogatepass")) // 2 <= limit for piece in found)


def test_seconds_in_both_shapes() -> None:
    assert (wire.seconds(3), wire.seconds(timedelta(seconds=1.5))) == (3.0, 1.5)

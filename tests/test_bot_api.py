import asyncio
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import (
    Bot,
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
)
from telegram.error import (
    BadRequest,
    InvalidToken,
)

from tests.bot_api import BotApi
from tests.bot_api_chats import Person

PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


def buttons(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"to {label}")] for label in labels]
    )


async def test_what_is_said_comes_as_a_message(api: BotApi, ann: Person, bot: Bot) -> None:
    await ann.send("hello")
    await ann.send("/start now")
    first, second = await bot.get_updates()
    assert first.message
    assert first.message.from_user
    assert (first.message.text, first.message.from_user.first_name) == ("hello", "Ann")
    assert second.message
    assert second.message.entities[0].length == 6
    assert second.update_id == first.update_id + 1


async def test_any_kind_of_message_can_be_posted(api: BotApi, ann: Person, bot: Bot) -> None:
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    said = await ann.post(voice=voice)
    await ann.edit(said, "words instead")
    team = api.group(-100, "Team")
    await ann.send("hi all", chat=team)
    api.push({"channel_post": {"message_id": 9, "date": 1, "chat": team.fields, "text": "x"}})
    posted, edited, in_group, channel = await bot.get_updates()
    assert posted.message
    assert posted.message.voice
    assert edited.edited_message
    assert edited.edited_message.text == "words instead"
    assert in_group.message
    assert in_group.message.chat.title == "Team"
    assert channel.channel_post
    await bot.send_message(-100, "in private, please")
    assert (await team.reply()).text == "in private, please"


async def test_replies_come_in_order_and_as_sent(api: BotApi, ann: Person, bot: Bot) -> None:
    sent = await bot.send_message(
        11, " <b>Hi</b> 🙂 <i>you &amp; me</i>", parse_mode="HTML", reply_markup=buttons("A", "B")
    )
    first = await ann.reply()
    assert (first.text, first.buttons) == ("Hi 🙂 you & me", [["A"], ["B"]])
    assert sent.text_html == "<b>Hi</b> 🙂 <i>you &amp; me</i>"
    await bot.edit_message_text("bye", 11, sent.message_id)
    second = await ann.reply()
    assert (second.id, second.text, second.buttons, second.edited) == (first.id, "bye", [], True)
    assert [reply.text for reply in ann.replies] == ["Hi 🙂 you & me", "bye"]
    with pytest.raises(TimeoutError, match="no reply in chat 11"):
        await ann.reply(timeout=0.01)
    assert not api.refusals


async def test_a_tap_is_answered_by_a_toast(api: BotApi, ann: Person, bot: Bot) -> None:
    await bot.send_message(11, "which?", reply_markup=buttons("Worn out", "Angry"))
    await ann.tap("Worn")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query
    assert query.message
    assert query.data == "to Worn out"
    assert api.open_queries == {query.id}
    await bot.answer_callback_query(query.id, "kept")
    assert (ann.toasts, api.open_queries) == (["kept"], set())
    await bot.edit_message_reply_markup(11, query.message.message_id)
    assert (await ann.reply()).buttons == [["Worn out"], ["Angry"]]
    assert (await ann.reply()).html == "which?"
    with pytest.raises(AssertionError, match="no button 'Worn'"):
        await ann.tap("Worn")
    await ann.tap("Angry", message=ann.replies[0])
    await ann.tap(data="made up", message=ann.replies[0])
    api.expire_queries()
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(query.id)


async def test_only_buttons_for_the_bot_can_be_tapped(ann: Person, bot: Bot) -> None:
    keys = InlineKeyboardMarkup.from_button(
        InlineKeyboardButton("C", copy_text=CopyTextButton("x"))
    )
    await bot.send_message(11, "copy", reply_markup=keys)
    with pytest.raises(AssertionError, match="not for the bot"):
        await ann.tap("C")
    assert ann.replies[0].button("C")["copy_text"] == {"text": "x"}


async def test_files_and_pictures(api: BotApi, ann: Person, bot: Bot) -> None:
    await bot.send_document(11, b"{}", filename="you.json", caption="<i>all</i>", parse_mode="HTML")
    sent = await bot.send_photo(11, PNG)
    await bot.send_photo(11, sent.photo[-1].file_id)
    document, photo, again = [await ann.reply() for _ in range(3)]
    assert document.document == ("you.json", b"{}")
    assert (document.text, document.html) == ("all", "<i>all</i>")
    assert photo.photo
    assert again.photo == photo.photo
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(11, b"no picture")


async def test_the_rest_of_the_methods(api: BotApi, ann: Person, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_description("a coach")
    await bot.set_my_short_description("short")
    await bot.set_my_name("Room", language_code="de")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    await bot.send_chat_action(11, "typing")
    message = await bot.send_message(11, "gone soon")
    await bot.delete_message(11, message.message_id)
    assert ann.actions == ["typing"]
    assert api.telegram.settings["name", "de"] == "Room"
    assert message.message_id not in ann.messages
    assert api.calls["setMyCommands"] == 1
    assert not api.refusals
    with pytest.raises(InvalidToken, match="method not found"):
        await bot.get_chat(11)
    assert api.refusals[0].description == "Not Found: method not found"


async def test_bodies_of_every_kind(api: BotApi, ann: Person) -> None:
    url = f"{api.base_url}/bot{api.token}/sendMessage"

    async def pieces() -> AsyncIterator[bytes]:
        for piece in (b'{"chat_id": 11,', b'"text": "chunked"}'):
            yield piece

    async with aiohttp.ClientSession() as session:
        as_json = {"Content-Type": "application/json"}
        for call in (
            session.post(url, data={"chat_id": "11", "text": "form & é"}),
            session.post(url, json={"chat_id": 11, "text": "json é"}),
            session.post(url, data=pieces(), headers=as_json),
            session.get(url, params={"chat_id": 11, "text": "query é"}),
        ):
            assert (await call).status == 200
        assert (await session.post(url, data=b"{", headers=as_json)).status == 400
    assert [reply.text for reply in ann.replies] == ["form & é", "json é", "chunked", "query é"]


async def test_calls_sent_ahead_are_answered_in_order(api: BotApi, ann: Person) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", api.port)
    for text in ("one", "two"):
        target = f"/bot{api.token}/sendMessage?chat_id=11&text={text}"
        writer.write(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    writer.write(b"nonsense\r\n\r\n")
    answers = await reader.read()
    assert answers.count(b'{"ok": true') == 2
    assert [reply.text for reply in ann.replies] == ["one", "two"]
    writer.close()


async def test_it_stands_alone_too() -> None:
    alone = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot_api", "--people", "3", stdout=asyncio.subprocess.PIPE
    )
    assert alone.stdout
    base = f"http://127.0.0.1:{int(await alone.stdout.readline())}"
    async with aiohttp.ClientSession() as session:
        update = {"message": {"text": "hi"}}
        async with session.post(f"{base}/stub/push", json=[update]) as answer:
            assert await answer.json() == [1]
        async with session.get(f"{base}/stub/stats") as answer:
            assert (await answer.json())["confirmed"] == 0
    alone.terminate()
    await alone.wait()

from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
    Forbidden,
)

from tests.bot_api import BotApi
from tests.bot_api_chats import Person


def buttons(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"to {label}")] for label in labels]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        (" \n\x00 ", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("🙂" * 2049, "message is too long"),
        ("a & b", "can't parse entities: Unescaped & at byte offset 2"),
        ("é<me>x</me>", 'can\'t parse entities: Unsupported start tag "me" at byte offset 2'),
    ],
)
async def test_bad_texts_are_refused(
    api: BotApi, ann: Person, bot: Bot, text: str, words: str
) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(11, text, parse_mode="HTML")
    assert api.refusals[0].description == f"Bad Request: {words}"


async def test_a_text_may_be_as_long_as_the_limit(ann: Person, bot: Bot) -> None:
    await bot.send_message(11, "<b>" + "🙂" * 2048 + "</b>", parse_mode="HTML")


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "", "callback_data": "x"}, "must be non-empty"),
        ({"text": "x"}, "Text buttons are unallowed"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "url": "nowhere"}, "Wrong HTTP URL"),
        ({"text": "x", "url": "https://t.me/share/url?url=a", "callback_data": "x"}, "can't parse"),
    ],
)
async def test_bad_buttons_are_refused(
    api: BotApi, ann: Person, bot: Bot, button: dict[str, Any], words: str
) -> None:
    call = {"chat_id": 11, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}}
    with pytest.raises(BadRequest):
        await bot.do_api_request("sendmessage", api_kwargs=call)
    assert words in api.refusals[0].description
    assert not ann.replies


async def test_strangers_and_blocks(api: BotApi, ann: Person, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(12, "x")
    ann.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(11, "x")
    ann.unblock()
    await bot.send_message(11, "x")
    blocked, unblocked = await bot.get_updates()
    assert blocked.my_chat_member
    assert unblocked.my_chat_member
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert [refusal.status for refusal in api.refusals] == [400, 403]


async def test_edits_must_change_something_of_the_bots(ann: Person, bot: Bot) -> None:
    sent = await bot.send_message(11, "x", reply_markup=buttons("A"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("x", 11, sent.message_id, reply_markup=buttons("A"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(11, sent.message_id, reply_markup=buttons("A"))
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("y", 11, 999)
    said = await ann.send("mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("y", 11, said["message_id"])


async def test_settings_have_limits(api: BotApi, bot: Bot) -> None:
    for call in (
        bot.set_my_commands([("Start", "x")]),
        bot.set_my_commands([("start", "")]),
        bot.set_my_description("x" * 513),
        bot.set_my_short_description("x" * 121),
        bot.set_webhook("http://example.org/hook"),
        bot.set_webhook("https://example.org/hook", secret_token="no spaces"),
    ):
        with pytest.raises(BadRequest):
            await call
    assert len(api.refusals) == 6

"""Replies in Telegram's terms: words, keyboards, files, pictures; what to do with a refused one."""

import html
import logging
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram import Bot, InputFile, Message
from telegram.constants import MessageLimit, ParseMode

from bot import easel
from bot.record import Button, Reply

log = logging.getLogger(__name__)

JSON = dict[str, Any]
NO_PREVIEW = {"is_disabled": True}
TAG = re.compile(r"<[^>]+>")
CHOSEN = "\n\n→ "
PICTURE_NAME = "evenings.png"


def keyboard(rows: Sequence[Sequence[Button]]) -> JSON:
    """Buttons under a message; none takes away those that are there."""
    return {"inline_keyboard": [[_button(each) for each in row] for row in rows if row]}


def _button(button: Button) -> JSON:
    if button.copy:
        return {"text": button.label, "copy_text": {"text": button.copy}}
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.token}


async def call(bot: Bot, method: str, **arguments: object) -> JSON:
    """Call a method of the Bot API by its name in lower case. Raises TelegramError.

    The plain call costs 0.1 ms where `Bot.send_message` costs 0.23; in lower case, which the
    Bot API takes as well, python-telegram-bot does not warn that it has a method of its own.
    """
    answer: JSON = await bot.do_api_request(method, api_kwargs=arguments)
    return answer


async def send(bot: Bot, chat: int, reply: Reply, photo: InputFile | None = None) -> str:
    """Send a reply, with its picture if it has one; the id of the message that holds its words.

    Raises TelegramError.
    """
    if reply.kind == "file":
        file = InputFile(reply.file_text.encode("utf-8", "replace"), reply.file_name)
        sent = await call(bot, "senddocument", chat_id=chat, document=file, **_caption(reply))
    elif photo:
        if _fits_below(reply.text):
            sent = await call(bot, "sendphoto", chat_id=chat, photo=photo, **_caption(reply))
        else:
            await call(bot, "sendphoto", chat_id=chat, photo=photo)
            sent = await _send_words(bot, chat, reply)
    else:
        sent = await _send_words(bot, chat, reply)
    return str(sent["message_id"])


async def _send_words(bot: Bot, chat: int, reply: Reply) -> JSON:
    words = {"text": reply.text, "parse_mode": ParseMode.HTML, **_buttons(reply)}
    return await call(bot, "sendmessage", chat_id=chat, link_preview_options=NO_PREVIEW, **words)


def _caption(reply: Reply) -> JSON:
    return {"caption": reply.text, "parse_mode": ParseMode.HTML, **_buttons(reply)}


def _buttons(reply: Reply) -> JSON:
    return {"reply_markup": keyboard(reply.buttons)} if reply.buttons else {}


def _fits_below(text: str) -> bool:
    """Whether words fit below a picture."""
    words = html.unescape(TAG.sub("", text)).encode("utf-8", "replace").decode()
    return len(pieces(words, MessageLimit.CAPTION_LENGTH)) <= 1


async def photo(reply: Reply) -> InputFile | None:
    """The reply's picture, drawn; None when it can't be, since its words say the same."""
    if reply.kind != "picture" or reply.picture is None:
        return None
    try:
        return InputFile(await easel.drawn(reply.picture), PICTURE_NAME)
    except easel.NotDrawn as error:
        log.error("a picture could not be drawn: %s", error)
        return None


async def send_plainly(bot: Bot, chat: int, reply: Reply) -> str:
    """Send the words of a reply that Telegram refused, without markup or buttons."""
    words = html.unescape(TAG.sub("", reply.text)).strip() or "…"
    sent: JSON = {}
    for piece in pieces(words.encode("utf-8", "replace").decode()):
        sent = await call(bot, "sendmessage", chat_id=chat, text=piece)
    return str(sent.get("message_id", ""))


def pieces(text: str, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """A text in pieces that fit a message; Telegram counts UTF-16 units."""
    found, piece, room = [], "", limit
    for character in text:
        size = 2 if ord(character) > 0xFFFF else 1
        if size > room:
            found.append(piece)
            piece, room = "", limit
        piece += character
        room -= size
    return [*found, piece] if piece.strip() else found


async def show_choice(bot: Bot, chat: int, message: object, token: str) -> None:
    """Let the tapped choice stand under a question's words; its buttons go.

    What copies or sends on stays: it serves as long as the message does. `message` is the
    message that was tapped, as Telegram sent it along.
    """
    if not isinstance(message, Message) or message.reply_markup is None:
        return
    rows = message.reply_markup.inline_keyboard
    label = next((each.text for row in rows for each in row if each.callback_data == token), "")
    left = [[each.to_dict() for each in row if each.callback_data is None] for row in rows]
    markup = {"inline_keyboard": [row for row in left if row]}
    place = {"chat_id": chat, "message_id": message.message_id, "reply_markup": markup}
    text = f"{message.text}{CHOSEN}{label}"
    if not message.text or not label or len(pieces(text)) > 1:
        await call(bot, "editmessagereplymarkup", **place)
        return
    # What is added stands behind all entities, so their offsets still hold.
    entities = [entity.to_dict() for entity in message.entities]
    words = {"text": text, "entities": entities, "link_preview_options": NO_PREVIEW}
    await call(bot, "editmessagetext", **place, **words)


async def strip(bot: Bot, chat: int, message: int) -> None:
    """Take the buttons off a message."""
    await show_buttons(bot, chat, message, [])


async def show_buttons(bot: Bot, chat: int, message: int, rows: Sequence[Sequence[Button]]) -> None:
    """Put other buttons under a message."""
    buttons = keyboard(rows)
    await call(
        bot, "editmessagereplymarkup", chat_id=chat, message_id=message, reply_markup=buttons
    )


async def answer_tap(bot: Bot, query: str, toast: str) -> None:
    """End the waiting sign on a tapped button, with a short word if there is one."""
    words = {"text": toast} if toast else {}
    await call(bot, "answercallbackquery", callback_query_id=query, **words)


async def answer_inline(bot: Bot, query: str, told: JSON) -> None:
    """Show what somebody can pick in another chat."""
    await call(bot, "answerinlinequery", inline_query_id=query, **told)


def seconds(wait: int | timedelta) -> float:
    """How long Telegram says to wait, which python-telegram-bot gives in two shapes."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)

"""Peer: python-telegram-bot's ConversationHandler and PicklePersistence, on its own httpx."""

import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from tests.bench.walk import FAREWELL, WALK, chosen

Handler = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, int]]


def _keyboard(number: int) -> InlineKeyboardMarkup:
    rows = WALK[number].rows
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(each, callback_data=f"{number}:{each}") for each in r] for r in rows]
    )


async def _ask(context: ContextTypes.DEFAULT_TYPE, chat: int, number: int) -> int:
    if number == len(WALK):
        await context.bot.send_message(chat, FAREWELL)
        return ConversationHandler.END
    await context.bot.send_message(chat, WALK[number].text, reply_markup=_keyboard(number))
    return number


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    assert update.effective_chat
    assert context.user_data is not None
    context.user_data.clear()
    return await _ask(context, update.effective_chat.id, 0)


def _tapped(number: int) -> Handler:
    async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        query = update.callback_query
        assert query
        assert query.data
        assert context.user_data is not None
        assert isinstance(query.message, Message)
        assert query.message.text
        label = query.data.partition(":")[2]
        context.user_data[WALK[number].state] = label
        await query.answer()
        await query.edit_message_text(chosen(query.message.text, label))
        return await _ask(context, query.message.chat.id, number + 1)

    return tapped


def _said(number: int) -> Handler:
    async def said(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.message
        assert context.user_data is not None
        context.user_data[WALK[number].state] = update.message.text
        return await _ask(context, update.message.chat.id, number + 1)

    return said


def main() -> None:
    keeps = PicklePersistence(Path(os.environ["COACH_DATA_DIR"], "peer.pickle"))
    application = (
        Application.builder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(os.environ["TELEGRAM_BASE_URL"] + "/bot")
        .persistence(keeps)
        .build()
    )
    words = filters.TEXT & ~filters.COMMAND
    talk: ConversationHandler[ContextTypes.DEFAULT_TYPE] = ConversationHandler(
        entry_points=[CommandHandler(["start", "go"], start)],
        states={
            number: [
                CallbackQueryHandler(_tapped(number), pattern=f"^{number}:"),
                MessageHandler(words, _said(number)),
            ]
            for number in range(len(WALK))
        },
        fallbacks=[CommandHandler(["start", "go"], start)],
        name="talk",
        persistent=True,
    )
    application.add_handler(talk)
    application.run_polling()


if __name__ == "__main__":
    main()

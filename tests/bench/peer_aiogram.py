"""Peer: aiogram's FSM in memory."""

import asyncio
import os

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.bench.walk import FAREWELL, WALK, chosen

STATES = [State(question.state, "talk") for question in WALK]


def _keyboard(number: int) -> InlineKeyboardMarkup:
    rows = [
        [InlineKeyboardButton(text=each, callback_data=f"{number}:{each}") for each in row]
        for row in WALK[number].rows
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


async def _ask(message: Message, state: FSMContext, number: int) -> None:
    if number == len(WALK):
        await state.set_state(None)
        await message.answer(FAREWELL)
        return
    await state.set_state(STATES[number])
    await message.answer(WALK[number].text, reply_markup=_keyboard(number))


async def start(message: Message, state: FSMContext) -> None:
    await state.clear()
    await _ask(message, state, 0)


async def tapped(query: CallbackQuery, state: FSMContext) -> None:
    assert query.data
    assert isinstance(query.message, Message)
    assert query.message.text
    number, _, label = query.data.partition(":")
    await state.update_data({WALK[int(number)].state: label})
    await query.answer()
    await query.message.edit_text(chosen(query.message.text, label))
    await _ask(query.message, state, int(number) + 1)


async def main() -> None:
    server = TelegramAPIServer.from_base(os.environ["TELEGRAM_BASE_URL"])
    bot = Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=AiohttpSession(api=server))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.message.register(start, Command("start", "go"))
    for number, state in enumerate(STATES):
        dispatcher.callback_query.register(tapped, state, F.data.startswith(f"{number}:"))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())

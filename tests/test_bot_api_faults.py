import asyncio
import time

import pytest
from telegram import (
    Bot,
)
from telegram.error import (
    NetworkError,
    RetryAfter,
)

from tests.bot_api import BotApi
from tests.bot_api_chats import Person


async def test_calls_fail_as_often_as_asked(api: BotApi, ann: Person, bot: Bot) -> None:
    api.fail_next(2, 502, method="sendMessage")
    await bot.get_me()
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(11, "x")
    await bot.send_message(11, "x")
    assert len(ann.replies) == 1
    assert not api.refusals


async def test_a_flooded_chat_must_wait_and_others_need_not(api: BotApi, bot: Bot) -> None:
    ann, bob = api.person(11, "Ann"), api.person(12, "Bob")
    api.flood_next(1, retry_after=0.05, chat=11)
    await bot.send_message(12, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(11, "x")
    assert not api.refusals
    with pytest.raises(RetryAfter):
        await bot.send_message(11, "too early")
    assert [refusal.status for refusal in api.refusals] == [429]
    await asyncio.sleep(0.06)
    await bot.send_message(11, "x")
    assert (len(ann.replies), len(bob.replies)) == (1, 1)


async def test_an_answer_can_be_lost(api: BotApi, ann: Person, bot: Bot) -> None:
    api.reset_next(1, method="sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(11, "heard")
    api.reset_next(1, method="sendMessage", after=False)
    with pytest.raises(NetworkError):
        await bot.send_message(11, "not heard")
    assert [reply.text for reply in ann.replies] == ["heard"]


async def test_an_outage_breaks_waiting_calls_too(api: BotApi, ann: Person, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await api.until(lambda: api.calls["getUpdates"] == 1)
    api.down()
    with pytest.raises(NetworkError):
        await poll
    await ann.send("kept for later")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    api.up()
    assert len(await bot.get_updates()) == 1


async def test_answers_take_their_time(api: BotApi, bot: Bot) -> None:
    api.latency = 0.05
    began = time.monotonic()
    await bot.get_me()
    assert time.monotonic() - began >= 0.05

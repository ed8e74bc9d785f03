import asyncio
import time
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import (
    Bot,
)
from telegram.error import (
    Conflict,
)

from tests.bot_api import BotApi
from tests.bot_api_chats import Person


async def test_a_long_poll_wakes_up(api: BotApi, ann: Person, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await api.until(lambda: api.calls["getUpdates"] == 1)
    began = time.monotonic()
    await ann.send("one")
    await ann.send("two")
    assert len(await poll) == 2
    assert time.monotonic() - began < 1


async def test_a_long_poll_ends_empty(bot: Bot) -> None:
    assert await bot.get_updates(timeout=timedelta(milliseconds=30)) == ()


async def test_updates_come_until_they_are_confirmed(api: BotApi, ann: Person, bot: Bot) -> None:
    for number in range(120):
        await ann.send(str(number))
    first = await bot.get_updates()
    assert len(first) == 100
    assert await bot.get_updates(limit=3) == first[:3]
    assert api.confirmed == 0
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert (len(rest), api.confirmed) == (20, first[-1].update_id)
    (last,) = await bot.get_updates(offset=-1)
    assert last.update_id == rest[-1].update_id
    assert await bot.get_updates(offset=last.update_id + 1) == ()
    assert api.confirmed == last.update_id


async def test_only_what_is_allowed_comes(api: BotApi, ann: Person, bot: Bot) -> None:
    api.push({"message_reaction": {"chat": ann.fields}})
    await bot.get_updates(allowed_updates=["callback_query"])
    await ann.send("not this")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=[])
    await ann.send("this")
    assert len(await bot.get_updates()) == 1


async def test_the_last_update_comes_again(api: BotApi, ann: Person, bot: Bot) -> None:
    await ann.send("once")
    (update,) = await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=5))
    await api.until(lambda: api.confirmed == update.update_id)
    api.redeliver()
    assert await poll == (update,)


async def test_two_pollers_are_in_conflict(api: BotApi, ann: Person, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await api.until(lambda: api.calls["getUpdates"] == 1)
    second = asyncio.create_task(bot.get_updates(timeout=5))
    with pytest.raises(Conflict):
        await first
    await ann.send("hello")
    assert len(await second) == 1


async def test_a_poller_that_hung_up_takes_nothing(api: BotApi, ann: Person, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await api.until(lambda: api.calls["getUpdates"] == 1)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await ann.send("hello")
    assert len(await bot.get_updates()) == 1
    assert not api.refusals


async def test_a_webhook_gets_updates_until_it_takes_them(api: BotApi, bot: Bot) -> None:
    seen: list[tuple[str, str]] = []
    statuses = [500, 200, 200, 200]

    async def take(request: web.Request) -> web.Response:
        body = await request.json()
        seen.append((body["message"]["text"], request.headers["X-Telegram-Bot-Api-Secret-Token"]))
        done.set() if len(seen) == 4 else None
        return web.Response(status=statuses[len(seen) - 1])

    done = asyncio.Event()
    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ann = api.person(11, "Ann")
    await ann.send("one")
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.set_webhook(url, secret_token="s3cret")
    await ann.send("two")
    await api.until(lambda: api.confirmed == 2)
    api.redeliver()
    await asyncio.wait_for(done.wait(), 2)
    assert seen == [("one", "s3cret"), ("one", "s3cret"), ("two", "s3cret"), ("two", "s3cret")]
    assert (await bot.get_webhook_info()).url == url
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()
    await runner.cleanup()

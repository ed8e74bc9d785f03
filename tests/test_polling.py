import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import InvalidToken

from bot import polling
from bot.polling import Polling
from tests.bot_api import BotApi
from tests.bot_api_chats import Person

Take = Callable[[Update], bool]


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(polling, "LONGEST_WAIT", 0.05)


class Polled:
    """Polling that runs, and the updates it gave away."""

    def __init__(self, bot: Bot, take: Take, give_up: Take = lambda _: False) -> None:
        self.taken: list[int] = []
        self.kept = take
        self.task = asyncio.create_task(Polling(bot, self.take, give_up).run())

    def take(self, update: Update) -> bool:
        self.taken.append(update.update_id)
        return self.kept(update)

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def test_updates_are_confirmed_once_they_are_kept(api: BotApi, ann: Person, bot: Bot) -> None:
    confirmed: list[int] = []
    polled = Polled(bot, lambda _: confirmed.append(api.confirmed) or True)  # type: ignore[func-returns-value]
    for number in range(5):
        await ann.send(str(number))
    await api.until(lambda: api.confirmed == 5)
    assert polled.taken == [1, 2, 3, 4, 5]
    assert confirmed == [0] * 5
    await polled.stop()


async def test_what_was_not_kept_comes_again(api: BotApi, ann: Person, bot: Bot) -> None:
    room = False
    polled = Polled(bot, lambda update: room or update.update_id != 2)
    for number in range(3):
        await ann.send(str(number))
    await api.until(lambda: polled.taken.count(2) == 3)
    assert api.confirmed == 1
    room = True
    await api.until(lambda: api.confirmed == 3)
    await polled.stop()


@pytest.mark.parametrize("hopeless", [True, False])
async def test_a_whole_batch_waits_only_while_there_is_hope(
    api: BotApi, ann: Person, bot: Bot, hopeless: bool
) -> None:
    polled = Polled(bot, lambda update: update.update_id != 2, lambda _: hopeless)
    for number in range(110):
        await ann.send(str(number))
    if hopeless:
        await api.until(lambda: api.confirmed == 110)
    else:
        await api.until(lambda: polled.taken.count(2) == 3)
        assert (api.confirmed, max(polled.taken)) == (1, 101)
    await polled.stop()


async def test_replies_go_out_while_a_long_batch_is_taken(
    api: BotApi, ann: Person, bot: Bot
) -> None:
    turns: list[int] = []
    polled = Polled(bot, lambda _: True)

    async def others() -> None:
        while True:
            turns.append(len(polled.taken))
            await asyncio.sleep(0)

    for number in range(40):
        await ann.send(str(number))
    beside = asyncio.create_task(others())
    await api.until(lambda: api.confirmed == 40)
    assert len(set(turns)) >= 5
    beside.cancel()
    await polled.stop()


@pytest.mark.parametrize("status", [200, 400, 409, 500, 502, 504])
async def test_faults_are_tried_again(api: BotApi, ann: Person, bot: Bot, status: int) -> None:
    api.fail_next(2, status, "getUpdates")
    polled = Polled(bot, lambda _: True)
    await ann.send("hello")
    await api.until(lambda: api.confirmed == 1)
    assert polled.taken == [1]
    await polled.stop()


async def test_outages_and_lost_answers(api: BotApi, ann: Person, bot: Bot) -> None:
    polled = Polled(bot, lambda _: True)
    await api.until(lambda: api.calls["getUpdates"] == 1)
    api.down()
    await ann.send("one")
    api.up()
    api.reset_next(1, "getUpdates", after=True)
    await ann.send("two")
    await api.until(lambda: api.confirmed == 2)
    assert polled.taken == [1, 2]
    await polled.stop()


async def test_told_to_wait(api: BotApi, ann: Person, bot: Bot, monkeypatch: Any) -> None:
    api.fail_next(1, 429, "getUpdates")
    monkeypatch.setattr(
        "tests.bot_api_checks.RefusedError.body",
        lambda refusal: {"ok": False, "description": "x", "parameters": {"retry_after": 0.05}},
    )
    polled = Polled(bot, lambda _: True)
    await ann.send("hello")
    await api.until(lambda: api.confirmed == 1)
    await polled.stop()


async def test_a_revoked_token_ends_it(api: BotApi, bot: Bot) -> None:
    polled = Polled(bot, lambda _: True)
    await api.until(lambda: api.calls["getUpdates"] == 1)
    api.down()
    api.token = "8:another-token-of-the-tests-0123456789"
    api.up()
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(polled.task, 2)


async def test_an_update_the_library_cant_read_stops_nobody(
    api: BotApi, ann: Person, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    polled = Polled(bot, lambda _: True)
    api.push({"message": {"message_id": 1, "from": "a secret of Ann's"}})
    await ann.send("hello")
    await api.until(lambda: api.confirmed == 2)
    assert polled.taken == [2]
    assert "update 1 could not be read" in caplog.text
    assert "secret" not in caplog.text
    await polled.stop()

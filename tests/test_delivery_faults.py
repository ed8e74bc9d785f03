import asyncio

import pytest
from telegram import Bot

from bot.delivery import Delivery
from bot.errors import StoreFull
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.memory_store import MemoryStore
from tests.outboxes import decided, known, texts

pytestmark = pytest.mark.usefixtures("hasty")


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_fault_at_telegrams_is_tried_again(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore, status: int
) -> None:
    api.fail_next(2, status, "sendMessage")
    way.hand_over(decided(store, "one", "two"))
    assert [(await ann.reply()).text, (await ann.reply()).text] == ["one", "two"]
    await way.drain(1)
    assert known(store).outbox == []


async def test_an_answer_that_is_not_telegrams_is_tried_again(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.fail_next(2, 200, "sendMessage")
    way.hand_over(decided(store, "one"))
    await ann.reply()
    await way.drain(1)
    assert (texts(ann), known(store).outbox) == (["one"], [])


async def test_a_lost_answer_doubles_one_reply_at_most(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.reset_next(1, "sendMessage", after=True)
    way.hand_over(decided(store, "one", "two"))
    for _ in range(3):
        await ann.reply()
    assert texts(ann) == ["one", "one", "two"]


async def test_an_outage_loses_nothing(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.down()
    way.hand_over(decided(store, "one", "two"))
    await asyncio.sleep(0.05)
    assert texts(ann) == []
    api.up()
    assert [(await ann.reply()).text, (await ann.reply()).text] == ["one", "two"]


async def test_a_revoked_token_is_told(api: BotApi, bot: Bot, store: MemoryStore) -> None:
    lost = asyncio.Event()
    way = Delivery(bot, store, lost.set)
    api.token = "8:another-token-of-the-tests-0123456789"
    way.hand_over(decided(store, "one"))
    await asyncio.wait_for(lost.wait(), 2)
    await way.drain(1)
    assert len(known(store).outbox) == 1


async def test_what_telegram_refuses_goes_plainly(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    way.hand_over(decided(store, "<b>bold &amp; open", "next", "x" * 5000))
    for expected in ("bold & open", "next", "x" * 4096, "x" * 904):
        assert (await ann.reply()).text == expected
    await way.drain(1)
    assert known(store).outbox == []
    assert [refusal.status for refusal in api.refusals] == [400, 400]


async def test_what_cant_be_said_at_all_is_left_out(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.fail_next(2, 400, "sendMessage")
    way.hand_over(decided(store, "one", "two"))
    assert (await ann.reply()).text == "two"
    await way.drain(1)
    assert known(store).outbox == []


async def test_an_arrival_that_cant_be_noted_stops_nothing(
    ann: Person, way: Delivery, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(person: str, serial: int, asked: str | None = None) -> None:
        raise StoreFull(person)

    monkeypatch.setattr(store, "delivered", full)
    way.hand_over(decided(store, "one", "two"))
    await way.drain(1)
    assert texts(ann) == ["one", "two"]


async def test_what_cant_go_in_time_stays_in_the_outbox(
    api: BotApi, way: Delivery, store: MemoryStore
) -> None:
    api.flood_next(1, retry_after=30)
    api.person(11, "Ann")
    way.hand_over(decided(store, "one"))
    await api.until(lambda: api.calls["sendMessage"] == 1)
    await way.drain(0.05)
    assert not way.lanes
    assert len(known(store).outbox) == 1

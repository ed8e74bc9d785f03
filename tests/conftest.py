from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot import carrier, courtesies
from bot.delivery import Delivery
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.bot_api_client import speaking
from tests.memory_store import MemoryStore


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(courtesies, "WAITS", (0.02, 0.02))


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api


@pytest.fixture
def ann(api: BotApi) -> Person:
    return api.person(11, "Ann")


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with speaking(api.base_url, api.token) as bot:
        yield bot


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def way(bot: Bot, store: MemoryStore) -> AsyncIterator[Delivery]:
    way = Delivery(bot, store, lambda: None)
    way.pace.period = way.pace.slack = 0.05
    yield way
    await way.drain(1)
    assert not way.lanes
    assert not way.courtesies.tasks
    assert not way.courtesies.newest

"""`coach run` killed with -9 under load, several times; what was said is answered all the same."""

import asyncio
import signal
from collections import Counter
from pathlib import Path

from bot.record import Record
from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.serving import Served

PEOPLE = 20
MESSAGES = 12
KILLS = 4


async def test_kill_9_under_load(tmp_path: Path) -> None:
    async with BotApi(latency=0.01) as api:
        people = [api.person(number, f"P{number}") for number in range(100, 100 + PEOPLE)]
        talking = asyncio.gather(*(talk(person) for person in people))
        served = Served(api, tmp_path)
        for kill in range(1, KILLS + 1):
            async with served.running():
                sent = kill * PEOPLE * MESSAGES // (KILLS + 1)
                await api.until(lambda sent=sent: api.calls["sendMessage"] >= sent, 60)  # type: ignore[misc]
                assert await served.stop(signal.SIGKILL) == -signal.SIGKILL
        async with served.running():
            await asyncio.wait_for(talking, 60)
            everything = api.telegram.updates.newest
            await api.until(lambda: api.confirmed == everything, 60)
            assert await served.stop() == 0
    assert api.refusals == []
    assert everything == PEOPLE * MESSAGES
    store = TinyStore.look(tmp_path / "data")
    for person in people:
        check(store.load(f"telegram:{person.id}"), person)


async def talk(person: Person) -> None:
    """Half of it in a burst, the rest a reply at a time."""
    for _ in range(MESSAGES // 2):
        await person.send("/help")
    for count in range(MESSAGES):
        await person.reply(60)
        if count < MESSAGES - MESSAGES // 2:
            await person.send("/help")


def check(record: Record | None, person: Person) -> None:
    """Every message had its one turn, and every reply came, at most one twice a kill."""
    assert record is not None
    assert (record.serial, record.outbox) == (MESSAGES, [])
    repeated = len(person.replies) - MESSAGES
    assert 0 <= repeated <= KILLS
    told = Counter(reply.text for reply in person.replies)
    assert told.total() == MESSAGES + repeated

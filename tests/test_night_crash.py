"""A night of many prompts, and the bot killed with -9 again and again in it."""

import asyncio
import random
import signal
from datetime import timedelta
from pathlib import Path

from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.nights import TONIGHT, ByNight, settle_in
from tests.serving import PATIENCE

PEOPLE = range(1000, 1160)
KILLS = 4


async def test_killed_in_the_night_it_misses_nobody(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path / "data")
    settle_in(store, PEOPLE)
    store.close()
    dice = random.Random(3)
    async with BotApi() as api:
        people = [api.person(number, f"P{number}") for number in PEOPLE]
        served = ByNight(api, tmp_path)
        for kill in range(1, KILLS + 1):
            async with served.running():
                sent = kill * len(PEOPLE) // (KILLS + 1) + dice.randrange(9)
                await api.until(lambda sent=sent: api.calls["sendMessage"] >= sent, 60)  # type: ignore[misc]
                assert await served.stop(signal.SIGKILL) == -signal.SIGKILL
        async with served.running():
            await api.until(lambda: all(person.replies for person in people), 60)
            await asyncio.sleep(1.5)
            assert await served.stop() == 0
    assert api.refusals == []
    repeated = sum(len(person.replies) - 1 for person in people)
    assert 0 <= repeated <= KILLS
    left = TinyStore.look(tmp_path / "data")
    for number in PEOPLE:
        record = left.load(f"telegram:{number}")
        assert record is not None
        assert (record.serial, record.outbox) == (1, [])
        assert record.schedule.night == TONIGHT.date().isoformat()


async def test_prompts_left_in_outboxes_for_hours_are_not_sent(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path / "data")
    settle_in(store, PEOPLE)
    store.close()
    async with BotApi() as api:
        people = [api.person(number, f"P{number}") for number in PEOPLE]
        async with ByNight(api, tmp_path).running() as served:
            await api.until(lambda: api.calls["sendMessage"] >= 20, PATIENCE)
            await served.stop(signal.SIGKILL)
        sent = sum(len(person.replies) for person in people)
        late = ByNight(api, tmp_path, ahead=timedelta(hours=3))
        async with late.running() as served:
            await asyncio.wait_for(over(tmp_path / "data"), PATIENCE)
            assert await served.stop() == 0
        assert sum(len(person.replies) for person in people) == sent


async def over(folder: Path) -> None:
    """Till nobody's prompt is due tonight and none waits."""
    left = TinyStore.look(folder)
    for number in PEOPLE:
        while True:
            record = left.load(f"telegram:{number}")
            assert record is not None
            if not record.outbox and record.schedule.night == TONIGHT.date().isoformat():
                break
            await asyncio.sleep(0.2)

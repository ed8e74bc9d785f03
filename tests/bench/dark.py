"""A night of many prompts in which the bot is killed again and again at random moments."""

import asyncio
import random
import signal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.nights import ByNight, settle_in

FIRST = 1000


class Dark(NamedTuple):
    """What the kills cost: people never prompted, and prompts that came twice."""

    people: int
    kills: int
    missed: int
    repeated: int


async def dark(people: int, kills: int, seed: int = 1) -> Dark:
    """Everybody is due at once; the bot dies at random moments of what follows."""
    dice, numbers = random.Random(seed), range(FIRST, FIRST + people)
    moments = sorted(dice.sample(range(people), kills))
    with TemporaryDirectory() as folder:
        store = TinyStore.open(Path(folder) / "data")
        settle_in(store, numbers)
        store.close()
        async with BotApi() as api:
            everybody = [api.person(number, f"P{number}") for number in numbers]
            bot = ByNight(api, Path(folder))
            for moment in moments:
                async with bot.running():
                    sent = lambda wanted=moment: api.calls["sendMessage"] > wanted  # noqa: E731
                    await api.until(sent, 300)
                    await asyncio.sleep(dice.random() / 10)
                    await bot.stop(signal.SIGKILL)
            async with bot.running():
                await api.until(lambda: api.calls["sendMessage"] >= people, 300)
                await asyncio.sleep(3)
                await bot.stop()
        heard = [len(person.replies) for person in everybody]
    missed, repeated = heard.count(0), sum(each - 1 for each in heard if each)
    return Dark(people, kills, missed, repeated)

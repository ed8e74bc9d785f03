"""What a broadcast does to a person who types, and to Telegram's limits."""

import asyncio
import os
import random
import time
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest import mock

from bot import storage
from bot.delivery import Delivery
from bot.record import Record, Reply
from bot.store import Store
from bot.tiny_store import TinyStore
from bot.updates import PREFIX
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.bot_api_client import speaking
from tests.bot_api_http import Upload

_FIRST_AWAKE = 1_000_000
_TOGETHER = 8
_PAUSE = 1.5
_BETWEEN_CROWDS = 12.0
Json = dict[str, object]


class Broadcast(NamedTuple):
    """Waits in milliseconds of those who typed, alone and eight at once; messages as seen.

    `crowded` is the most in any one second, `average` the prompts a second, and `together`
    all messages a second.
    """

    median: float
    worst: float
    worst_together: float
    crowded: int
    average: float
    together: float
    prompts: int
    typed: int


class Hearer(Person):
    """Somebody whose messages are only counted."""

    def __init__(self, api: BotApi, number: int, seen: list[tuple[float, int]]) -> None:
        user = {"id": number, "is_bot": False, "first_name": "P"}
        super().__init__(user, api.push, api.telegram.number)
        self.seen = seen

    def hear(
        self,
        message: Json,
        source: str,
        edited: bool = False,
        document: Upload | None = None,
        photo: Upload | None = None,
    ) -> None:
        self.seen.append((time.perf_counter(), self.id))


class Night:
    """So many people with a prompt in their outbox, and others who are awake."""

    def __init__(self, api: BotApi, store: Store) -> None:
        self.api, self.store = api, store
        self.seen: list[tuple[float, int]] = []
        self.said: dict[int, float] = {}
        self.together: set[int] = set()

    def decided(self, number: int, text: str, until: str = "") -> Record:
        """What a turn leaves behind: the record on disk with something in its outbox."""
        self.api.telegram.chats[number] = Hearer(self.api, number, self.seen)
        reply = Reply(1, text=text, until=until)
        record = Record(person=f"{PREFIX}{number}", serial=1, outbox=[reply])
        self.store.save(record)
        return record

    def type(self, way: Delivery, people: int) -> None:
        """So many people type at the same moment."""
        for _ in range(people):
            number = _FIRST_AWAKE + len(self.said)
            self.said[number] = time.perf_counter()
            way.hand_over(self.decided(number, "So, what's happening at the moment?"))
            if people > 1:
                self.together.add(number)

    def figures(self) -> Broadcast:
        """What was found."""
        waits = {n: 1000 * (at - self.said[n]) for at, n in self.seen if n in self.said}
        assert len(waits) == len(self.said)
        alone = [wait for number, wait in waits.items() if number not in self.together]
        asleep = [at for at, number in self.seen if number not in self.said]
        return Broadcast(
            median(alone),
            max(waits.values()),
            max(waits[number] for number in self.together),
            most_in_a_second([at for at, _ in self.seen]),
            (len(asleep) - 1) / (asleep[-1] - asleep[0]),
            (len(asleep) + len(waits) - 1) / (asleep[-1] - asleep[0]),
            len(asleep),
            len(waits),
        )


def most_in_a_second(moments: Sequence[float]) -> int:
    """The most of these moments that lie within one second, wherever it begins."""
    moments = sorted(moments)
    return max(bisect_left(moments, at + 1) - n for n, at in enumerate(moments))


def _filled(night: Night, waiting: int, until: str) -> list[Record]:
    """A prompt in the outbox of so many; what is not measured waits for no disk."""
    with mock.patch.object(os, "fsync"), mock.patch.object(storage, "_sync"):
        return [night.decided(n, "Good evening.", until) for n in range(1, waiting + 1)]


async def broadcast(waiting: int, seconds: float, latency: float, seed: int = 1) -> Broadcast:
    """The first seconds of a broadcast to many, `latency` from the Bot API, as people type."""
    dice = random.Random(seed)
    until = (datetime.now(UTC) + timedelta(minutes=90)).isoformat()
    with TemporaryDirectory() as folder:
        store = TinyStore.open(Path(folder))
        async with BotApi(latency) as api, speaking(api.base_url, api.token) as bot:
            night = Night(api, store)
            records = _filled(night, waiting, until)
            way = Delivery(bot, store, lambda: None)
            for record in records:
                way.hand_over(record)
            await api.until(lambda: bool(night.seen))
            ends, burst_at = time.perf_counter() + seconds, time.perf_counter() + 2
            while time.perf_counter() < ends:
                await asyncio.sleep(dice.expovariate(1 / _PAUSE))
                together = time.perf_counter() >= burst_at
                burst_at += _BETWEEN_CROWDS * together
                night.type(way, _TOGETHER if together else 1)
            await asyncio.sleep(0.6)
            found = night.figures()
            await way.drain(1)
            assert not api.refusals
        store.close()
    return found

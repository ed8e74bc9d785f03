"""An hour in which a hundred thousand people's prompts fall due, in a program of its own.

The records, the index, the waker and the delivery are the real ones; Telegram answers from
memory, and the clock leaps from one thing to the next.
"""

import asyncio
import gc
import json
import sys
import time
from array import array
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec
from telegram import Bot

from bot.delivery import Delivery
from bot.folder import Folder
from bot.house import build
from bot.slots import PLAIN, Ack, Slot, capacity_for, newest, pack_file
from bot.tiny_store import TinyStore
from bot.waker import Waker
from tests.bench.nights import LeapingLoop
from tests.bench.records import FIRST
from tests.ears import ToldEar
from tests.nights import TONIGHT, sleeper

MINUTES = 60
# Seconds on the clock after which whoever was not reached counts as skipped.
LAST = 3 * 3600


class Hour(NamedTuple):
    """What the hour took: MB over idle, people skipped and prompted twice, and seconds.

    `opened` is the start without an index until it is made, `busy` the processor's seconds for
    all prompts, `hours` how long the night took on its own clock.
    """

    people: int
    memory: float
    skipped: int
    twice: int
    opened: float
    busy: float
    hours: float


class Hush:
    """A Telegram that takes every message after 20 ms and only counts."""

    def __init__(self, people: int) -> None:
        self.sent = array("B", bytes(people))

    async def do_api_request(self, method: str, api_kwargs: dict[str, Any]) -> dict[str, int]:
        """Take one."""
        await asyncio.sleep(0.02)
        self.sent[api_kwargs["chat_id"] - FIRST] += 1
        return {"message_id": 1}

    async def send_chat_action(self, chat: int, action: str) -> None:
        """Nobody looks."""


def lay_sleepers(folder: Path, people: int) -> None:
    """So many people whose prompts fall due over an hour, as fast as a disk takes them."""
    payloads = [_payload(folder, minute) for minute in range(MINUTES)]
    for number in range(people):
        who = f"telegram:{FIRST + number}"
        home = Folder(folder).home(who)
        Path(home.folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        payload = payloads[number % MINUTES].replace(b"telegram:1", who.encode())
        content = pack_file(Slot(0, 1, PLAIN, payload), capacity_for(len(payload)), Ack())
        Path(home.path).write_bytes(content)


def _payload(folder: Path, minute: int) -> bytes:
    store = TinyStore.look(folder)
    record = sleeper(1, TONIGHT + timedelta(minutes=minute))
    store.save(record)
    payload = newest(Path(Folder(folder).home("telegram:1").path).read_bytes())[0].payload
    store.erase("telegram:1")
    assert payload.count(b"telegram:1") == 1
    return payload


def live(folder: Path, people: int) -> Hour:
    """Live through it in this process."""
    house = build(TinyStore.look(folder), hearing=ToldEar())
    before = _resident()
    # Reading scripts and prompts takes more for a moment; that is no part of the hour.
    Path("/proc/self/clear_refs").write_text("5")
    began = time.perf_counter()
    store = TinyStore.open(folder)
    for _ in store.undelivered():
        raise AssertionError("nothing was on its way")
    opened = time.perf_counter() - began
    house.coach.store = store
    telegram = Hush(people)
    busy = time.process_time()
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        hours = runner.run(_night(house.coach, telegram, people)) / 3600
    busy = time.process_time() - busy
    store.close()
    twice = sum(count > 1 for count in telegram.sent)
    peak = _resident("VmHWM")
    skipped = people - sum(count > 0 for count in telegram.sent)
    return Hour(people, peak - before, skipped, twice, opened, busy, hours)


async def _night(coach: Any, telegram: Hush, people: int) -> float:
    loop = asyncio.get_running_loop()

    def clock() -> datetime:
        return TONIGHT + timedelta(seconds=loop.time())

    delivery = Delivery(cast(Bot, telegram), coach.store, lambda: None, now=clock)
    waking = asyncio.create_task(Waker(coach, delivery, clock).run())
    while sum(telegram.sent) < people and loop.time() < LAST:  # noqa: ASYNC110 - this clock leaps
        await asyncio.sleep(30)
    ended = loop.time()
    waking.cancel()
    await asyncio.gather(waking, return_exceptions=True)
    return ended


def _resident(which: str = "VmRSS") -> float:
    """Megabytes in memory now, or (VmHWM) at most since the mark was set back."""
    gc.collect()
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{which}:"):
            return int(line.split()[1]) / 1024
    return 0.0


async def hour(folder: Path, people: int) -> Hour:
    """Live through it in a program of its own, over a folder that `lay_sleepers` filled."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(folder), str(people), stdout=asyncio.subprocess.PIPE
    )
    told, _ = await child.communicate()
    return msgspec.convert(json.loads(told), Hour)


if __name__ == "__main__":
    print(json.dumps(live(Path(sys.argv[1]), int(sys.argv[2]))))

"""Serve the stub's Telegram in tests: in this process, or as a whole process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.house import House, build
from bot.record import Record
from bot.serve import serve, utc_now
from bot.settings import Settings
from bot.store import Store
from tests.bot_api import BotApi
from tests.bot_api_chats import Person, Reply
from tests.chat import over
from tests.memory_store import MemoryStore

# Seconds; a process that starts on a busy machine takes some.
PATIENCE = 20
ROOT = Path(__file__).parent.parent
WALK = (
    "It's all a bit much",
    "Worn out",
    "Time to recharge",
    "Show up fully for us",
    "An hour",
    "Before bed",
    "I love you",
    "Had a long day too",
    "Warm",
    "Keep it",
)


@cache
def _built() -> House:
    return build(MemoryStore())


def house_over(store: Store) -> House:
    """The coach over a store; scripts and prompts are read once for all tests."""
    return over(_built(), store)


@asynccontextmanager
async def serving(
    api: BotApi,
    store: Store | None = None,
    clock: Callable[[], datetime] = utc_now,
    **more: Any,
) -> AsyncIterator[House]:
    """`coach run` in this process, stopped at the end as by a signal."""
    settings = Settings(telegram_bot_token=api.token, telegram_base_url=api.base_url, **more)
    house = house_over(store or MemoryStore())
    task = asyncio.create_task(serve(settings, house, clock))
    mine = asyncio.current_task()
    assert mine is not None
    # When it ends by itself, what is done meanwhile is in vain.
    task.add_done_callback(lambda task: mine.cancel() if not task.cancelled() else None)
    try:
        yield house
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class Served:
    """`coach run` as a process of its own, on a folder of records."""

    module = "bot"

    def __init__(self, api: BotApi, folder: Path, **env: str) -> None:
        self.folder = folder
        self.env = {name: value for name, value in os.environ.items() if "COACH" not in name}
        self.env |= {
            "TELEGRAM_BOT_TOKEN": api.token,
            "TELEGRAM_BASE_URL": api.base_url,
            "COACH_DATA_DIR": str(folder / "data"),
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "DEBUG",
        } | env
        self.errors = ""

    async def start(self, *arguments: str) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self.module,
            *(arguments or ("run",)),
            cwd=self.folder,
            env=self.env,
            stderr=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )

    async def ends(self, within: float = 20) -> int:
        """Wait till it has ended by itself; the status."""
        _, errors = await asyncio.wait_for(self.process.communicate(), within)
        self.errors += errors.decode()
        status = self.process.returncode
        assert status is not None
        return status

    async def stop(self, by: signal.Signals = signal.SIGTERM, within: float = 5) -> int:
        self.process.send_signal(by)
        return await self.ends(within)

    @property
    def complaint(self) -> str:
        """What it says at the end, which is to be one line beside the log."""
        (line,) = [line for line in self.errors.splitlines() if line.startswith("coach: ")]
        return line

    @asynccontextmanager
    async def running(self, *arguments: str) -> AsyncIterator["Served"]:
        """Started; killed at the end if it still runs."""
        await self.start(*arguments)
        try:
            yield self
        finally:
            if self.process.returncode is None:
                await self.stop(signal.SIGKILL)


async def question(person: Person) -> Reply:
    """The next message from the bot that has buttons; edits are passed over."""
    while True:
        reply = await person.reply(PATIENCE)
        if reply.keyboard and not reply.edited:
            return reply


def offered(reply: Reply, number: int = 0) -> str:
    """The token of an offered answer."""
    tokens = [each["callback_data"] for row in reply.keyboard for each in row]
    return str(tokens[number])


def stands(person: Person) -> dict[int, Reply]:
    """Every message of the bot's as it stands now, by its number."""
    return {reply.id: reply for reply in person.replies}


def record(house: House, person: str = "telegram:11") -> Record:
    found = house.store.load(person)
    assert found is not None
    return found


async def settled(api: BotApi) -> None:
    """Till every update is confirmed and all that follows from it has been done."""
    await api.until(lambda: api.confirmed == api.telegram.updates.newest, PATIENCE)
    while tasks := [task for task in asyncio.all_tasks() if "Delivery." in repr(task)]:
        await asyncio.wait(tasks)
    while tasks := [task for task in asyncio.all_tasks() if "Courtesies." in repr(task)]:
        await asyncio.wait(tasks)


async def new(person: Person) -> Reply:
    """The next message that is no edit of one before."""
    while (reply := await person.reply(PATIENCE)).edited:
        pass
    return reply


def files_with(folder: Path, words: bytes) -> list[Path]:
    """The files in a folder, however deep, that hold these words."""
    return [file for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]

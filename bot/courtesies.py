"""Courtesies: small deeds in a chat that need not survive a crash."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.pace import Pace
from bot.wire import seconds

log = logging.getLogger(__name__)

WAITS = (0.5, 2.0)
LONGEST_WAIT = 60.0

Deed = Callable[[], Awaitable[object]]


class Courtesies:
    """Toasts, typing signs, buttons taken off: tried a few times, then let go.

    `places` bounds the calls under way at once; `pace` holds back edits in flooded chats.
    """

    def __init__(self, places: asyncio.Semaphore, pace: Pace) -> None:
        self.places = places
        self.pace = pace
        self.tasks: set[asyncio.Task[None]] = set()
        self.newest: dict[int, asyncio.Task[None]] = {}

    def do(self, deed: Deed) -> None:
        """Do it now."""
        self._begin(asyncio.create_task(self._try(deed)))

    def edit(self, chat: int, deed: Deed) -> None:
        """Change a message that was sent before; the edits of a chat keep their order."""
        task = asyncio.create_task(self._edit(chat, deed, self.newest.get(chat)))
        self.newest[chat] = task
        self._begin(task)
        task.add_done_callback(lambda task: self._forget(chat, task))

    def _begin(self, task: asyncio.Task[None]) -> None:
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _forget(self, chat: int, task: asyncio.Task[None]) -> None:
        if self.newest.get(chat) is task:
            del self.newest[chat]

    async def _edit(self, chat: int, deed: Deed, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        await self.pace.wait(chat)
        await self._try(deed)

    async def _try(self, deed: Deed) -> None:
        for pause in (*WAITS, None):
            try:
                async with self.places:
                    await deed()
                return
            except TelegramError as error:
                wait = _wait(error, pause)
                if wait is None:
                    log.info("a courtesy was refused: %s", type(error).__name__)
                    return
            await asyncio.sleep(wait)


def _wait(error: TelegramError, pause: float | None) -> float | None:
    """Seconds until another try; None when there is to be none."""
    if pause is None or isinstance(error, BadRequest | Forbidden):
        return None
    if isinstance(error, RetryAfter):
        told = seconds(error.retry_after)
        return told if told <= LONGEST_WAIT else None
    return pause * random.uniform(0.5, 1.5) if isinstance(error, NetworkError) else None

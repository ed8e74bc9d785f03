"""How the Bot API stub hands updates to the bot: on getUpdates, or to its webhook."""

import asyncio
from collections.abc import Callable
from itertools import islice, takewhile
from typing import Any, NamedTuple

import aiohttp

Json = dict[str, Any]
_ON_REQUEST_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}


class Webhook(NamedTuple):
    url: str
    secret: str


class Poll(NamedTuple):
    """A getUpdates that waits; `gone` tells whether its client has hung up."""

    answer: "asyncio.Future[list[Json]]"
    limit: int
    gone: Callable[[], bool]
    timer: asyncio.TimerHandle


class Updates:
    """Everything not yet confirmed, by number; `moved` is told when a webhook took one."""

    def __init__(self, retry: float, moved: Callable[[], None]) -> None:
        self.waiting: dict[int, Json] = {}
        self.confirmed = 0
        self.newest = 0
        self.allowed: set[str] = set()
        self.webhook: Webhook | None = None
        self._retry, self._moved = retry, moved
        self._again: list[Json] = []
        self._last: Json | None = None
        self._poll: Poll | None = None
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._queued: dict[int, list[int]] = {}
        self._session: aiohttp.ClientSession | None = None

    def push(self, update: Json) -> int:
        """Take an update in, with the next number unless it has one; returns the number."""
        number: int = update.get("update_id", self.newest + 1)
        self.newest = max(self.newest, number)
        kinds = update.keys() - {"update_id"}
        if not kinds - (_ON_REQUEST_ONLY if not self.allowed else kinds - self.allowed):
            return number
        self.waiting[number] = {"update_id": number} | update
        self._stir(number)
        return number

    def redeliver(self) -> None:
        """The update delivered last comes once more."""
        assert self._last is not None, "nothing was delivered yet"
        if self.webhook:
            self._lane(-1, [self._last["update_id"]], {self._last["update_id"]: self._last})
        else:
            self._again.append(self._last)
            self._wake_soon()

    # Long polling

    def confirm(self, offset: int) -> None:
        """Forget what lies before `offset`; a negative one keeps that many of the newest."""
        if offset < 0:
            offset = next(iter(list(self.waiting)[offset:]), 0)
        if offset > 0:
            self.confirmed = max(self.confirmed, min(offset - 1, self.newest))
            for number in list(takewhile(lambda number: number < offset, self.waiting)):
                del self.waiting[number]

    def poll(
        self, limit: int, timeout: float, gone: Callable[[], bool]
    ) -> "list[Json] | asyncio.Future[list[Json]]":
        """The next updates, now or when some come."""
        self._end_poll(ConflictError())
        if self.waiting or self._again or not timeout:
            return self._batch(limit)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[Json]] = loop.create_future()
        timer = loop.call_later(timeout, self._wake)
        self._poll = Poll(answer, limit, gone, timer)
        return answer

    def _batch(self, limit: int) -> list[Json]:
        again, self._again = self._again, []
        batch = again + list(islice(self.waiting.values(), limit))
        if batch:
            self._last = batch[-1]
        return batch

    def _wake(self) -> None:
        if self._poll and self._poll.gone():
            self._end_poll(ConflictError())
        elif self._poll:
            poll, self._poll = self._poll, None
            poll.timer.cancel()
            poll.answer.set_result(self._batch(poll.limit))

    def _wake_soon(self) -> None:
        # At the end of this turn of the loop, so that what comes at once goes out as one batch.
        if self._poll:
            asyncio.get_running_loop().call_soon(self._wake)

    def _end_poll(self, error: Exception) -> None:
        poll, self._poll = self._poll, None
        if poll:
            poll.timer.cancel()
            poll.answer.set_exception(error)

    # Webhook

    def set_webhook(self, webhook: Webhook | None) -> None:
        """Deliver there from now on; None goes back to getUpdates."""
        self._end_poll(ConflictError())
        for lane in self._lanes.values():
            lane.cancel()
        self._lanes.clear()
        self._queued.clear()
        self.webhook = webhook
        if webhook:
            for number in self.waiting:
                self._stir(number)

    def _stir(self, number: int) -> None:
        if not self.webhook:
            return self._wake_soon()
        queued = self._queued.setdefault(_chat(self.waiting[number]), [])
        queued.append(number)
        return self._lane(_chat(self.waiting[number]), queued, self.waiting)

    def _lane(self, chat: int, queued: list[int], updates: dict[int, Json]) -> None:
        """One chat's updates go in order, each until it is taken; different chats' at once."""
        if chat not in self._lanes or self._lanes[chat].done():
            self._lanes[chat] = asyncio.create_task(self._drain(queued, updates))

    async def _drain(self, queued: list[int], updates: dict[int, Json]) -> None:
        while queued and self.webhook:
            if await self._post(self.webhook, updates[queued[0]]):
                number = queued.pop(0)
                self._last = updates.pop(number)
                self.confirmed = max(self.confirmed, number)
                self._moved()
            else:
                await asyncio.sleep(self._retry)

    async def _post(self, webhook: Webhook, update: Json) -> bool:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=40)
            self._session = aiohttp.ClientSession(connector=connector)
        secret = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with self._session.post(webhook.url, json=update, headers=secret) as answer:
                return 200 <= answer.status < 300
        except (aiohttp.ClientError, OSError, TimeoutError):
            return False

    async def close(self) -> None:
        lanes = list(self._lanes.values())
        self.set_webhook(None)
        await asyncio.gather(*lanes, return_exceptions=True)
        if self._session:
            await self._session.close()


class ConflictError(Exception):
    """Another getUpdates or a webhook took over."""


def _chat(update: Json) -> int:
    for field in update.values():
        if isinstance(field, dict):
            chat = field.get("chat") or field.get("message", {}).get("chat") or field.get("from")
            return int(chat["id"]) if chat else 0
    return 0

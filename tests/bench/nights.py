"""Big nights in simulated time: an event loop whose clock leaps, and a Telegram in memory."""

import asyncio
import random
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.delivery import Delivery
from bot.record import Record, Reply
from tests.bench.broadcast import most_in_a_second
from tests.memory_store import MemoryStore

BEGAN = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)
UNTIL = (BEGAN + timedelta(minutes=90)).isoformat()


class _Leap(selectors.DefaultSelector):
    """Waits for nothing: where a loop would sleep, its clock leaps."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        assert ready or timeout is not None, "everybody waits for ever"
        if not ready and timeout:
            # A little further, so that whoever looks at the clock finds the moment past.
            self.now += timeout + 1e-6
        return ready


class LeapingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.leap = _Leap()
        super().__init__(self.leap)

    def time(self) -> float:
        return self.leap.now


class Night:
    """Telegram with so many milliseconds each way, people with prompts, and what arrived."""

    def __init__(self, there: float = 0.01, jitter: float = 0.0, limit: int = 0) -> None:
        self.there, self.jitter, self.limit = there, jitter, limit
        self.dice = random.Random(7)
        self.seen: list[tuple[float, int, str]] = []
        self.refused: list[float] = []
        self.under_way = self.most_under_way = 0
        self.trouble: Callable[[int], TelegramError | None] = lambda chat: None
        self.store = MemoryStore()
        self.way = Delivery(cast(Bot, self), self.store, lambda: None, now=self.clock)

    def clock(self) -> datetime:
        return BEGAN + timedelta(seconds=now())

    async def do_api_request(self, method: str, api_kwargs: dict[str, Any]) -> dict[str, int]:
        chat, text = api_kwargs["chat_id"], api_kwargs.get("text", "")
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await asyncio.sleep(self.there + self.dice.uniform(0, self.jitter))
            if error := self.trouble(chat) or self._too_many():
                self.refused.append(now())
                raise error
            self.seen.append((now(), chat, text))
            number = len(self.seen)
            await asyncio.sleep(self.there + self.dice.uniform(0, self.jitter))
            return {"message_id": number}
        finally:
            self.under_way -= 1

    async def send_chat_action(self, chat: int, action: str) -> None:
        pass

    def _too_many(self) -> TelegramError | None:
        if not self.limit or len(self.seen) < self.limit or self.seen[-self.limit][0] <= now() - 1:
            return None
        return RetryAfter(timedelta(seconds=2))

    def say(self, number: int, *texts: str, until: str = "") -> None:
        """Hand over what the coach decided for somebody."""
        record = self.store.load(f"telegram:{number}") or Record(person=f"telegram:{number}")
        for text in texts:
            record.serial += 1
            record.outbox.append(Reply(record.serial, text=text, until=until))
        self.store.save(record)
        self.way.hand_over(record)

    def prompt(self, *numbers: int, until: str = UNTIL) -> None:
        for number in numbers:
            self.say(number, "night", until=until)

    def at(self, chat: int) -> float:
        """When somebody heard the last word."""
        return max(at for at, each, _ in self.seen if each == chat)

    async def over(self) -> None:
        while self.way.lanes:  # noqa: ASYNC110 - this clock leaps
            await asyncio.sleep(0.1)

    @property
    def crowded(self) -> int:
        """The most messages in any one second, as Telegram sees them."""
        return most_in_a_second([at for at, _, _ in self.seen])


def now() -> float:
    return asyncio.get_running_loop().time()


def lived(night: Callable[[], Coroutine[Any, Any, None]]) -> None:
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        runner.run(night())

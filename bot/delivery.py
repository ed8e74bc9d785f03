"""Delivery: brings replies from the outbox to people, each person's strictly in order."""

import asyncio
import logging
import random
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot import wire
from bot.errors import StoreError
from bot.pace import Pace
from bot.record import Record, Reply
from bot.store import Store
from bot.updates import chat_of

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 64
PATIENCE = 0.5
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0

Courtesy = Callable[[], Awaitable[object]]


class Lane:
    """One person's replies on their way, in order.

    `handed` is the serial of the newest reply taken in; `last_question` the message whose
    buttons go when the next question is put.
    """

    def __init__(self, person: str, handed: int) -> None:
        self.person = person
        self.chat = chat_of(person)
        self.handed = handed
        self.waiting: deque[Reply | Courtesy] = deque()
        self.task: asyncio.Task[None] | None = None
        self.typing: asyncio.TimerHandle | None = None


class Delivery:
    """Sends what is in outboxes and notes what arrived; people side by side, never one twice."""

    def __init__(self, bot: Bot, store: Store, on_lost_token: Callable[[], None]) -> None:
        self.bot = bot
        self.store = store
        self.lanes: dict[str, Lane] = {}
        self.places = asyncio.Semaphore(SIDE_BY_SIDE)
        self.pace = Pace()
        self.on_lost_token = on_lost_token
        self.courtesies: set[asyncio.Task[None]] = set()

    def hand_over(self, record: Record, parting: Sequence[Reply] = ()) -> None:
        """Take in all undelivered replies of a person; those known already are left out."""
        fresh = [reply for reply in record.outbox if reply.serial > self._handed(record.person)]
        if not fresh and not parting:
            return
        lane = self._lane(record.person)
        lane.waiting.extend(fresh)
        if fresh:
            lane.handed = fresh[-1].serial
        if parting:
            # They are a stranger from here on: their replies count from 1 again.
            lane.waiting.extend(parting)
            lane.handed = 0
        self._wake(lane)

    def edit(self, chat: int, deed: Courtesy) -> None:
        """Change a message that was sent before, as a courtesy."""
        self.courtesy(deed, self.pace.wait(chat))

    def courtesy(self, deed: Courtesy, after: Awaitable[None] | None = None) -> None:
        """Do something small that need not survive a crash: a toast, buttons taken off."""
        task = asyncio.create_task(self._try(deed, after))
        self.courtesies.add(task)
        task.add_done_callback(self.courtesies.discard)

    async def _try(self, deed: Courtesy, after: Awaitable[None] | None) -> None:
        if after is not None:
            await after
        try:
            async with self.places:
                await deed()
        except TelegramError as error:
            log.info("a courtesy was refused: %s", type(error).__name__)

    def _handed(self, person: str) -> int:
        lane = self.lanes.get(person)
        return lane.handed if lane else 0

    def _lane(self, person: str) -> Lane:
        lane = self.lanes.get(person)
        if lane is None:
            lane = self.lanes[person] = Lane(person, 0)
        return lane

    def _wake(self, lane: Lane) -> None:
        if lane.typing is None:
            lane.typing = asyncio.get_running_loop().call_later(PATIENCE, self._type, lane)
        if lane.task is None:
            lane.task = asyncio.create_task(self._work(lane))

    def _type(self, lane: Lane) -> None:
        """They have waited half a second: show that an answer is on its way."""
        if lane.waiting:
            self.courtesy(lambda: self.bot.send_chat_action(lane.chat, ChatAction.TYPING))

    async def _work(self, lane: Lane) -> None:
        try:
            while lane.waiting:
                item = lane.waiting[0]
                if isinstance(item, Reply) and not await self._deliver(lane, item):
                    break
                lane.waiting.popleft()
        finally:
            lane.task = None
            if lane.typing:
                lane.typing.cancel()
            self.lanes.pop(lane.person, None)

    async def _deliver(self, lane: Lane, reply: Reply) -> bool:
        """Bring one reply; False when the person can't be reached at all."""
        wait = FIRST_WAIT
        send = wire.send
        await self.pace.wait(lane.chat)
        while True:
            try:
                async with self.places:
                    message = await send(self.bot, lane.chat, reply)
            except RetryAfter as error:
                await asyncio.sleep(wire.seconds(error.retry_after))
                self.pace.flooded(lane.chat, asyncio.get_running_loop().time())
            except (Forbidden, ChatMigrated) as error:
                self._unreachable(lane.person, error)
                return False
            except (InvalidToken, EndPointNotFound):
                # After the start, a revoked token looks like a method that is not there.
                self.on_lost_token()
                return False
            except BadRequest as error:
                if "chat not found" in str(error).lower():
                    self._unreachable(lane.person, error)
                    return False
                if send is wire.send_plainly:
                    log.error("reply %d was refused and is left out", reply.serial)
                    self._arrived(lane.person, reply, "")
                    return True
                log.error("reply %d was refused, sending it plainly", reply.serial)
                send = wire.send_plainly
            except NetworkError as error:
                log.warning("Telegram is out of reach (%s), trying again", type(error).__name__)
                await asyncio.sleep(wait * random.uniform(0.5, 1.5))
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                self._arrived(lane.person, reply, message)
                return True

    def _arrived(self, person: str, reply: Reply, message: str) -> None:
        if not reply.serial:
            return
        try:
            self.store.delivered(person, reply.serial, message if reply.asks else None)
        except StoreError as error:
            # The reply has arrived; at worst it is repeated after a crash.
            log.warning("an arrival could not be noted: %s", type(error).__name__)

    def _unreachable(self, person: str, error: TelegramError) -> None:
        log.info("somebody can't be reached (%s); waiting for them to write", type(error).__name__)
        set_reachable(self.store, person, reachable=False)

    async def drain(self, seconds: float) -> None:
        """Wait for what is on its way, at most so long; the rest stays in the outboxes."""
        tasks = [lane.task for lane in self.lanes.values() if lane.task] + list(self.courtesies)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def set_reachable(store: Store, person: str, *, reachable: bool) -> None:
    """Note whether a person can be written to; a record that can't be kept stays as it is."""
    try:
        record = store.load(person)
        if record is not None and record.profile.reachable is not reachable:
            record.profile.reachable = reachable
            store.save(record)
    except StoreError as error:
        log.warning("a standing could not be noted: %s", type(error).__name__)

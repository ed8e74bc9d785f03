"""Delivery: brings replies from the outbox to people, each person's strictly in order."""

import asyncio
import logging
import random
from collections import deque
from collections.abc import Callable, Sequence

import msgspec
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot import wire
from bot.courtesies import Courtesies
from bot.errors import StoreError
from bot.pace import Pace
from bot.record import Button, Record, Reply
from bot.store import Store
from bot.updates import chat_of

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 64
PATIENCE = 0.5
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0


class Lane:
    """One person's replies on their way, in order.

    `handed` is the serial of the newest reply taken in.
    """

    def __init__(self, person: str) -> None:
        self.person = person
        self.chat = chat_of(person)
        self.handed = 0
        self.waiting: deque[Reply] = deque()
        self.task: asyncio.Task[None] | None = None
        self.typing: asyncio.TimerHandle | None = None

    def begin_anew(self) -> None:
        """Count from 1 again: what waits here is of a record that is no more."""
        self.handed = 0
        for reply in self.waiting:
            reply.serial = 0

    def has_later_question(self, reply: Reply) -> bool:
        """Whether the buttons of a question lead nowhere by now, as the next one waits."""
        return reply.asks and any(later.asks for later in self.waiting if later is not reply)


class Delivery:
    """Sends what is in outboxes and notes what arrived; people side by side, never one twice."""

    def __init__(self, bot: Bot, store: Store, on_lost_token: Callable[[], None]) -> None:
        self.bot = bot
        self.store = store
        self.lanes: dict[str, Lane] = {}
        self.places = asyncio.Semaphore(SIDE_BY_SIDE)
        self.pace = Pace()
        self.courtesies = Courtesies(self.places, self.pace)
        self.on_lost_token = on_lost_token

    def hand_over(self, record: Record, parting: Sequence[Reply] = ()) -> None:
        """Take in all undelivered replies of a person; those known already are left out."""
        lane = self.lanes.get(record.person)
        if lane and record.serial < lane.handed:
            # Erased or set aside meanwhile: they are a stranger from here on.
            lane.begin_anew()
        handed = lane.handed if lane else 0
        fresh = [reply for reply in record.outbox if reply.serial > handed]
        if not fresh and not parting:
            return
        if lane is None:
            lane = self.lanes[record.person] = Lane(record.person)
        lane.waiting.extend((*fresh, *parting))
        lane.handed = fresh[-1].serial if fresh else lane.handed
        self._wake(lane)

    def _wake(self, lane: Lane) -> None:
        if lane.typing is None:
            lane.typing = asyncio.get_running_loop().call_later(PATIENCE, self._type, lane)
        if lane.task is None:
            lane.task = asyncio.create_task(self._work(lane))

    def _type(self, lane: Lane) -> None:
        """They have waited half a second: show that an answer is on its way."""
        if lane.waiting:
            self.courtesies.do(lambda: self.bot.send_chat_action(lane.chat, ChatAction.TYPING))

    async def _work(self, lane: Lane) -> None:
        try:
            while lane.waiting:
                if not await self._deliver(lane, lane.waiting[0]):
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
            buttons = [] if lane.has_later_question(reply) else reply.buttons
            try:
                async with self.places:
                    message = await send(self.bot, lane.chat, _with(reply, buttons))
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
            except TelegramError as error:
                # An answer that is no JSON counts as none.
                log.warning("Telegram is out of reach (%s), trying again", type(error).__name__)
                await asyncio.sleep(wait * random.uniform(0.5, 1.5))
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                overtaken = lane.has_later_question(reply)
                self._arrived(lane.person, reply, "" if overtaken else message)
                if overtaken and buttons and send is wire.send:
                    self._strip(lane.chat, int(message))
                return True

    def _strip(self, chat: int, message: int) -> None:
        self.courtesies.edit(chat, lambda: wire.strip(self.bot, chat, message))

    def _arrived(self, person: str, reply: Reply, message: str) -> None:
        """Note an arrival, and a question's `message` unless it does not stand any more."""
        if not reply.serial:
            return
        try:
            asked = message if reply.asks and message else None
            self.store.delivered(person, reply.serial, asked)
        except StoreError as error:
            # The reply has arrived; at worst it is repeated after a crash.
            log.warning("an arrival could not be noted: %s", type(error).__name__)

    def _unreachable(self, person: str, error: TelegramError) -> None:
        log.info("somebody can't be reached (%s); waiting for them to write", type(error).__name__)
        set_reachable(self.store, person, reachable=False)

    async def drain(self, seconds: float) -> None:
        """Wait for what is on its way, at most so long; the rest stays in the outboxes."""
        tasks = [lane.task for lane in self.lanes.values() if lane.task]
        tasks += self.courtesies.tasks
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def _with(reply: Reply, buttons: list[list[Button]]) -> Reply:
    """The reply with these buttons, which may be fewer than its own."""
    if buttons is reply.buttons:
        return reply
    return msgspec.structs.replace(reply, buttons=buttons)


def set_reachable(store: Store, person: str, *, reachable: bool) -> None:
    """Note whether a person can be written to; a record that can't be kept stays as it is."""
    try:
        record = store.load(person)
        if record is not None and record.profile.reachable is not reachable:
            record.profile.reachable = reachable
            store.save(record)
    except StoreError as error:
        log.warning("a standing could not be noted: %s", type(error).__name__)

"""Delivery: brings replies from the outbox to people, each person's strictly in order."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import Enum

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
from bot.lanes import Lane, PromptQueue, Standing, Tally, too_late
from bot.pace import Pace, Place, Turnstile
from bot.record import Button, Record, Reply
from bot.store import Store
from bot.updates import chat_of

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 64
PATIENCE = 0.5
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
# A 429 so soon after a message to the same chat is likely to be about that chat.
SHORTLY = 3.0
LATE_AT_ONCE = 50


class Fate(Enum):
    """What came of a try: the reply is done with, is to go again, or nobody can be reached."""

    DONE = 1
    AGAIN = 2
    LOST = 3


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Delivery:
    """Sends what is in outboxes and notes what arrived; people side by side, never one twice.

    A reply has a task for its person; prompts, for which nobody waits, have one for all.
    `now` tells the moment for which a prompt's `until` is looked at.
    """

    def __init__(
        self,
        bot: Bot,
        store: Store,
        on_lost_token: Callable[[], None],
        *,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.bot = bot
        self.store = store
        self.now = now
        self.lanes: dict[str, Lane] = {}
        self.places = asyncio.Semaphore(SIDE_BY_SIDE)
        self.pace = Pace()
        self.turnstile = Turnstile()
        self.courtesies = Courtesies(self.places, self.pace)
        self.on_lost_token = on_lost_token
        self.tally = Tally()
        self._queue = PromptQueue()
        self._broadcasting: asyncio.Task[None] | None = None
        self._closing = False

    @property
    def prompts_waiting(self) -> int:
        """How many prompts are handed over and not yet sent."""
        return self.tally.waiting

    def standing(self) -> Standing:
        """How prompts stand, for whoever asks."""
        tally, now = self.tally, _time()
        since = min((lane.since for lane in self.lanes.values() if lane.prompts), default=now)
        return Standing(tally.sent, tally.failed, tally.late, tally.waiting, now - since)

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
            person, now = record.person, _time()
            lane = self.lanes[person] = Lane(person, chat_of(person), now)
        lane.waiting.extend((*fresh, *parting))
        lane.handed = fresh[-1].serial if fresh else lane.handed
        self.tally.waiting += sum([bool(reply.until) for reply in (*fresh, *parting)])
        self._wake(lane)

    def _wake(self, lane: Lane) -> None:
        """See to it that a lane is brought on: by a task of its own once somebody waits."""
        if lane.only_prompts:
            if not lane.task and not lane.queued:
                self._enqueue(lane)
            return
        if lane.typing is None:
            lane.typing = asyncio.get_running_loop().call_later(PATIENCE, self._type, lane)
        if lane.task is None:
            if lane.queued:
                self._queue.leave_out(lane)
            lane.task = asyncio.create_task(self._work(lane))

    def _enqueue(self, lane: Lane, *, first: bool = False) -> None:
        if self._closing:
            self._forget(lane)
            return
        if lane.free_at > _time():
            self._queue.rest(lane)
        else:
            self._queue.put(lane, first=first)
        if self._broadcasting is None:
            self.tally.begin(_time())
            self._broadcasting = asyncio.create_task(self._broadcast())

    def _type(self, lane: Lane) -> None:
        """They have waited half a second: show that an answer is on its way."""
        if lane.waiting:
            self.courtesies.do(lambda: self.bot.send_chat_action(lane.chat, ChatAction.TYPING))

    async def _work(self, lane: Lane) -> None:
        """Bring a lane on as long as somebody waits for what is in it."""
        fate = Fate.LOST
        try:
            while not lane.only_prompts:
                if self._skip_late(lane):
                    continue
                seconds = lane.free_in(self.pace, _time())
                if seconds > 0:
                    await asyncio.sleep(seconds)
                    continue
                if await self._attempt(lane, await self.turnstile.reply()) is Fate.LOST:
                    return
            fate = Fate.DONE
        finally:
            self._settle(lane, fate)

    async def _broadcast(self) -> None:
        """Bring on all lanes of prompts; ends when none is left."""
        try:
            await self._queue.run(self.turnstile, self._launch)
        finally:
            self._broadcasting = None

    def _launch(self, place: Place) -> None:
        """Send the prompt that is next, if one is left: meanwhile people may have typed."""
        for _ in range(LATE_AT_ONCE):
            lane = self._queue.take(_time())
            if lane is None:
                break
            while self._skip_late(lane):
                pass
            if not lane.waiting:
                self._forget(lane)
            elif lane.free_in(self.pace, _time()) > 0:
                self._queue.rest(lane)
            else:
                self._queue.under_way.add(lane)
                lane.task = asyncio.create_task(self._carry(lane, place))
                return
        self.turnstile.give_back(place)

    async def _carry(self, lane: Lane, place: Place) -> None:
        """Bring the first of a lane of prompts; what belongs to it comes right after."""
        fate = Fate.LOST
        try:
            fate = await self._attempt(lane, place)
        finally:
            self._queue.under_way.discard(lane)
            self._settle(lane, fate, first=True)
            self._queue.stir()
            self.tally.tell(_time())

    def _settle(self, lane: Lane, fate: Fate, *, first: bool = False) -> None:
        """Let go of a lane, or let it be brought on in another way."""
        lane.task = None
        if fate is Fate.LOST or not lane.waiting:
            self._forget(lane)
        elif lane.only_prompts:
            self._enqueue(lane, first=first)
        else:
            self._wake(lane)

    def _forget(self, lane: Lane) -> None:
        if lane.typing:
            lane.typing.cancel()
        self.tally.waiting -= lane.prompts
        if lane.queued:
            self._queue.leave_out(lane)
        self.lanes.pop(lane.person, None)

    def _skip_late(self, lane: Lane) -> bool:
        """Pass over a prompt whose time is over: it counts as arrived."""
        reply = lane.waiting[0] if lane.waiting else None
        if reply is None or not reply.until or not too_late(reply, self.now()):
            return False
        self.tally.late += 1
        self._done(lane, "")
        return True

    async def _attempt(self, lane: Lane, place: Place) -> Fate:
        """Send the first reply of a lane once; what comes of it is noted."""
        reply = lane.waiting[0]
        buttons = [] if lane.has_later_question(reply) else reply.buttons
        send = wire.send_plainly if lane.plainly else wire.send
        try:
            async with self.places:
                self.turnstile.sent(place)
                message = await send(self.bot, lane.chat, _with(reply, buttons))
        except TelegramError as error:
            return self._failed(lane, reply, error)
        finally:
            self.turnstile.answered(place)
        overtaken = lane.has_later_question(reply)
        if overtaken and buttons and not lane.plainly:
            chat, number = lane.chat, int(message)
            self.courtesies.edit(chat, lambda: wire.strip(self.bot, chat, number))
        self.tally.sent += bool(reply.until)
        lane.arrived_at = _time()
        self.turnstile.rate.arrived(lane.arrived_at)
        self._done(lane, "" if overtaken else message)
        return Fate.DONE

    def _done(self, lane: Lane, message: str) -> None:
        """Note that the first reply arrived, and a question's `message` unless it is closed."""
        reply = lane.waiting[0]
        lane.step()
        self.tally.waiting -= bool(reply.until)
        if not reply.serial:
            return
        try:
            asked = message if reply.asks and message else None
            self.store.delivered(lane.person, reply.serial, asked)
        except StoreError as error:
            # The reply has arrived; at worst it is repeated after a crash.
            log.warning("an arrival could not be noted: %s", type(error).__name__)

    def _failed(self, lane: Lane, reply: Reply, error: TelegramError) -> Fate:
        match error:
            case RetryAfter():
                self._flooded(lane, wire.seconds(error.retry_after))
            case Forbidden() | ChatMigrated():
                return self._unreachable(lane, error)
            case InvalidToken() | EndPointNotFound():
                # After the start, a revoked token looks like a method that is not there.
                self.on_lost_token()
                return Fate.LOST
            case BadRequest() if "chat not found" in str(error).lower():
                return self._unreachable(lane, error)
            case BadRequest() if lane.plainly:
                log.error("reply %d was refused and is left out", reply.serial)
                self.tally.failed += bool(reply.until)
                self._done(lane, "")
                return Fate.DONE
            case BadRequest():
                log.error("reply %d was refused, sending it plainly", reply.serial)
                lane.plainly = True
            case _:
                # An answer that is no JSON counts as none.
                log.warning("Telegram is out of reach (%s), trying again", type(error).__name__)
                self._out_of_reach(lane)
        return Fate.AGAIN

    def _flooded(self, lane: Lane, told: float) -> None:
        """Wait as told; prompts slow down, unless it looks like this chat's own flood."""
        now, rate = _time(), self.turnstile.rate
        lane.free_at = now + told
        self.pace.flooded(lane.chat, lane.free_at)
        own = now - lane.arrived_at < SHORTLY or self._own_trouble(lane, now)
        if lane.only_prompts:
            # Others go before it, to show whether the flood is its own.
            lane.free_at += 1
        rate.flooded(lane.chat, now, told, alone=own or not lane.only_prompts)

    def _out_of_reach(self, lane: Lane) -> None:
        """Wait longer each time; prompts wait together, unless others arrived meanwhile."""
        now, rate = _time(), self.turnstile.rate
        lane.wait = _longer(lane.wait)
        lane.free_at = now + lane.wait * random.uniform(0.5, 1.5)
        if not self._own_trouble(lane, now) and lane.only_prompts:
            rate.wait = _longer(rate.wait)
            rate.rest(now + rate.wait * random.uniform(0.5, 1.5))
            lane.free_at = max(lane.free_at, rate.next_at + FIRST_WAIT)

    def _own_trouble(self, lane: Lane, now: float) -> bool:
        """Whether others have got through since the same happened to this one before."""
        before, lane.failed_at = lane.failed_at, now
        return before < self.turnstile.rate.arrived_at

    def _unreachable(self, lane: Lane, error: TelegramError) -> Fate:
        log.info("somebody can't be reached (%s); waiting for them to write", type(error).__name__)
        self.tally.failed += lane.prompts
        set_reachable(self.store, lane.person, reachable=False)
        return Fate.LOST

    async def drain(self, seconds: float) -> None:
        """Wait for what is on its way, at most so long; the rest stays in the outboxes.

        In the second half no prompt is begun, so that none is cut off between sent and noted.
        """
        end = _time() + seconds
        stop = asyncio.get_running_loop().call_later(seconds / 2, self._stop_prompts)
        while (tasks := self._tasks()) and (left := end - _time()) > 0:
            await asyncio.wait(tasks, timeout=left)
        stop.cancel()
        self._stop_prompts()
        late = self._tasks()
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        for lane in list(self.lanes.values()):
            self._forget(lane)
        self._closing = False

    def _tasks(self) -> set[asyncio.Task[None]]:
        tasks = {lane.task for lane in self.lanes.values() if lane.task}
        return (
            tasks | self.courtesies.tasks | ({self._broadcasting} if self._broadcasting else set())
        )

    def _stop_prompts(self) -> None:
        """Begin no more prompts."""
        self._closing = True
        if self._broadcasting:
            self._broadcasting.cancel()


def _time() -> float:
    return asyncio.get_running_loop().time()


def _longer(wait: float) -> float:
    return min(2 * wait or FIRST_WAIT, LONGEST_WAIT)


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

"""Delivery: brings replies from the outbox to people, each person's strictly in order."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from telegram import Bot
from telegram.constants import ChatAction

from bot.carrier import Carrier, Fate
from bot.lanes import Lane, PromptQueue, Standing
from bot.record import Record, Reply
from bot.store import Store
from bot.turnstile import Place
from bot.updates import chat_of

PATIENCE = 0.5
LATE_AT_ONCE = 50


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
        self.lanes: dict[str, Lane] = {}
        self._carrier = carrier = Carrier(bot, store, on_lost_token, now)
        self.pace, self.turnstile = carrier.pace, carrier.turnstile
        self.courtesies, self.tally = carrier.courtesies, carrier.tally
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
            person = record.person
            lane = self.lanes[person] = Lane(person, chat_of(person), _time())
        lane.handed = fresh[-1].serial if fresh else handed
        self.tally.waiting += lane.take_in((*fresh, *parting))
        self._wake(lane)

    def _wake(self, lane: Lane) -> None:
        """See to it that a lane is brought on: by a task of its own once somebody waits."""
        if lane.only_prompts:
            if not lane.task and not lane.queued:
                self._enqueue(lane)
            return
        loop = asyncio.get_running_loop()
        if lane.typing is None:
            lane.typing = loop.call_later(PATIENCE, self._type, lane)
        if lane.task is None:
            if lane.queued:
                self._queue.leave_out(lane)
            lane.task = loop.create_task(self._work(lane))

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
                if self._carrier.skip_late(lane):
                    continue
                seconds = lane.free_in(self.pace, _time())
                if seconds > 0:
                    await asyncio.sleep(seconds)
                    continue
                if await self._carrier.attempt(lane, await self.turnstile.reply()) is Fate.LOST:
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
            while self._carrier.skip_late(lane):
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
            fate = await self._carrier.attempt(lane, place)
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
        tasks = {lane.task for lane in self.lanes.values() if lane.task} | self.courtesies.tasks
        return tasks | {self._broadcasting} if self._broadcasting else tasks

    def _stop_prompts(self) -> None:
        """Begin no more prompts."""
        self._closing = True
        if self._broadcasting:
            self._broadcasting.cancel()


def _time() -> float:
    return asyncio.get_running_loop().time()

"""Lanes: what waits for each person, and who goes next, replies before prompts."""

import asyncio
import logging
import math
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from bot.pace import Pace
from bot.record import Reply
from bot.turnstile import Place, Turnstile

log = logging.getLogger(__name__)

EVERY_SO_MANY = 1000
EVERY_SO_LONG = 60.0


@dataclass(slots=True, eq=False)
class Lane:
    """One person's replies on their way, in order.

    `handed` is the serial of the newest reply taken in, `since` the moment of the first;
    `prompts` says how many of those that wait are prompts.
    `task` brings the first reply at this moment; without one the lane may be `queued` as one
    of prompts only. Nothing goes before `free_at`; `paced` says that the first has its place
    in the chat's pace, `plainly` that it goes without markup, `wait` how long it waited after
    the last failure, at `failed_at`, and `arrived_at` when the last reply arrived.
    """

    person: str
    chat: int
    since: float
    handed: int = 0
    waiting: deque[Reply] = field(default_factory=deque)
    prompts: int = 0
    task: asyncio.Task[None] | None = None
    typing: asyncio.TimerHandle | None = None
    queued: bool = False
    paced: bool = False
    plainly: bool = False
    free_at: float = 0.0
    wait: float = 0.0
    arrived_at: float = -math.inf
    failed_at: float = math.inf

    @property
    def only_prompts(self) -> bool:
        """Whether nobody waits for anything here; so it is when nothing is left."""
        return len(self.waiting) == self.prompts

    def take_in(self, replies: Iterable[Reply]) -> int:
        """Let replies wait here; how many of them are prompts."""
        before = self.prompts
        for reply in replies:
            self.waiting.append(reply)
            if reply.until:
                self.prompts += 1
        return self.prompts - before

    def begin_anew(self) -> None:
        """Count from 1 again: what waits here is of a record that is no more."""
        self.handed = 0
        for reply in self.waiting:
            reply.serial = 0

    def has_later_question(self, reply: Reply) -> bool:
        """Whether the buttons of a question lead nowhere by now, as the next one waits."""
        return reply.asks and any(later.asks for later in self.waiting if later is not reply)

    def free_in(self, pace: Pace, now: float) -> float:
        """Seconds until the first reply may go to this chat."""
        if not self.paced:
            self.paced = True
            self.free_at = max(self.free_at, now + pace.claim(self.chat, now))
        return self.free_at - now

    def step(self) -> int:
        """Go on to the next reply, as the first has come to its end; 1 if that was a prompt."""
        prompt = bool(self.waiting.popleft().until)
        self.prompts -= prompt
        self.paced = self.plainly = False
        self.wait = 0.0
        return prompt


def too_late(reply: Reply, now: datetime) -> bool:
    """Whether a prompt's time is over; `until` without a zone is UTC."""
    if not reply.until:
        return False
    until = datetime.fromisoformat(reply.until)
    return now >= (until if until.tzinfo else until.replace(tzinfo=UTC))


class PromptQueue:
    """The lanes of prompts only, in the order in which they may go; some rest for a while.

    `under_way` are those of which a prompt is being sent.
    """

    def __init__(self) -> None:
        self.under_way: set[Lane] = set()
        self._ready: deque[Lane] = deque()
        self._resting: set[Lane] = set()
        self._stir = asyncio.Event()

    def put(self, lane: Lane, *, first: bool = False) -> None:
        """Let a lane wait for its turn, or be next."""
        lane.queued = True
        if first:
            self._ready.appendleft(lane)
        else:
            self._ready.append(lane)
        self.stir()

    def rest(self, lane: Lane) -> None:
        """Let a lane wait until it is free; then it is next."""
        lane.queued = True
        self._resting.add(lane)

    def leave_out(self, lane: Lane) -> None:
        """Forget a lane; it may stay in line, where it is passed over."""
        lane.queued = False
        self._resting.discard(lane)
        self.stir()

    def has_one(self, now: float) -> bool:
        """Whether a lane may go now."""
        for lane in [lane for lane in self._resting if lane.free_at <= now]:
            self._resting.remove(lane)
            self._ready.appendleft(lane)
        while self._ready and not self._ready[0].queued:
            self._ready.popleft()
        return bool(self._ready)

    def take(self, now: float) -> Lane | None:
        """The next lane, no longer queued."""
        if not self.has_one(now):
            return None
        lane = self._ready.popleft()
        lane.queued = False
        return lane

    def stir(self) -> None:
        """Let whoever waits for a change look again."""
        self._stir.set()

    async def run(self, turnstile: Turnstile, launch: Callable[[Place], None]) -> None:
        """Launch a prompt for each place there is, as long as any lane is left."""
        while self._ready or self._resting or self.under_way:
            # First, so that a lane that is free by now wakes nobody any more.
            ready = self.has_one(asyncio.get_running_loop().time())
            if ready and len(self.under_way) < turnstile.under_way:
                launch(await turnstile.prompt())
            else:
                await self._stirred()

    async def _stirred(self) -> None:
        """Wait until something has changed, or a resting lane is free."""
        free_at = min((lane.free_at for lane in self._resting), default=None)
        loop = asyncio.get_running_loop()
        timer = None if free_at is None else loop.call_at(free_at, self.stir)
        try:
            await self._stir.wait()
        finally:
            if timer:
                timer.cancel()
        self._stir.clear()


class Standing(NamedTuple):
    """How prompts stand: counts since the start, those that wait, the oldest's age in seconds."""

    sent: int
    failed: int
    late: int
    waiting: int
    oldest: float


class Tally:
    """Counts of prompts, told in the log as a long broadcast goes on."""

    def __init__(self) -> None:
        self.sent = self.failed = self.late = self.waiting = 0
        self._told = (0, 0.0)

    def begin(self, now: float) -> None:
        """A broadcast begins."""
        self._told = (self.sent + self.failed + self.late, now)

    def tell(self, now: float) -> None:
        """Tell how far it is, when a thousand more are done or a minute has passed."""
        ended = self.sent + self.failed + self.late
        if ended - self._told[0] >= EVERY_SO_MANY or now - self._told[1] >= EVERY_SO_LONG:
            self._told = (ended, now)
            words = "prompts since the start: %d sent, %d too late, %d failed; %d waiting"
            log.info(words, self.sent, self.late, self.failed, self.waiting)

"""The turnstile: lets messages through, so that Telegram never sees too many in one second."""

import asyncio
import math
from collections import deque

from bot.pace import Rate

# Telegram publishes "no more than 30 messages a second" over all.
MOST = 30
# A little more than a second, as clocks and timers are a little off.
SECOND = 1.005
# One place is never a prompt's, so that the reply to somebody who types finds it free.
MOST_PROMPTS = MOST - 1
# An answer that is so late will hardly come: the message counts no longer.
LOST = 3.0


class Place:
    """A message's place among those of one second; moments are the event loop's."""

    __slots__ = ("answered", "ends", "prompt", "sent")

    def __init__(self, sent: float, prompt: bool) -> None:
        self.sent = sent
        self.ends = sent + SECOND
        self.prompt = prompt
        self.answered = False


class Window:
    """The messages that Telegram may have seen within one second, wherever that second begins.

    It sees a message somewhere between its sending and its answer. One that is answered as
    fast as the fastest counts for a second from its sending; one that is answered later may
    have been seen later by as much, and counts for so much longer.
    `quickest` is the least of seconds that an answer takes.
    """

    def __init__(self) -> None:
        self.quickest = math.inf
        self.calm_at = -math.inf
        self._places: deque[Place] = deque()
        self._took: deque[float] = deque(maxlen=9)

    @property
    def usual(self) -> float:
        """The seconds that answers took lately; one that hung does not count."""
        return sorted(self._took)[(len(self._took) - 1) // 2] if self._took else 0.0

    def calm(self, now: float) -> bool:
        """Whether no prompt is among the messages of the last second."""
        return now >= self.calm_at

    def take(self, now: float, prompt: bool = False) -> Place:
        """Note a message that is being sent."""
        places = self._places
        while places and places[0].answered and places[0].ends <= now:
            places.popleft()
        place = Place(now, prompt)
        places.append(place)
        if prompt:
            self.calm_at = max(self.calm_at, place.ends)
        return place

    def sent(self, place: Place, now: float) -> None:
        """Note that a message goes only now, as it had to wait for a line."""
        place.sent, place.ends = now, now + SECOND

    def answered(self, place: Place, now: float) -> None:
        """Note that Telegram has answered, whatever it said."""
        took = now - place.sent
        self._took.append(took)
        # It creeps up: what was once fast may have become slow for good.
        self.quickest = min(took, 0.998 * self.quickest + 0.002 * took)
        place.ends = self._end(place, now)
        place.answered = True
        if place.prompt:
            self.calm_at = max(self.calm_at, place.ends)

    def give_back(self, place: Place) -> None:
        """Take it that the message was never sent."""
        place.answered, place.ends = True, place.sent

    def held(self, now: float) -> int:
        """How many messages count at this moment."""
        return len(self._ends(now))

    def frees_at(self, now: float, most: int) -> float:
        """When fewer than `most` count, as far as is known by now."""
        ends = sorted(self._ends(now))
        return ends[len(ends) - most] if len(ends) >= most else now

    def _ends(self, now: float) -> list[float]:
        ends = [self._end(place, now) for place in self._places]
        return [end for end in ends if end > now]

    def _end(self, place: Place, now: float) -> float:
        if place.answered:
            return place.ends
        # A little off: few answers have been as quick as one can be.
        quickest = self.quickest - min(0.1 * self.quickest, 0.015)
        late = min(now - place.sent - quickest, LOST)
        return place.sent + SECOND + max(0.0, late)


class Turnstile:
    """Lets messages through: replies in the order in which they come, prompts when none waits.

    Replies are held back only while prompts have gone within the last second: then all
    together stay under Telegram's limit.
    """

    def __init__(self) -> None:
        self.window = Window()
        self.rate = Rate()
        self._replies: deque[asyncio.Future[Place]] = deque()
        self._prompts: deque[asyncio.Future[Place]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    @property
    def under_way(self) -> int:
        """How many prompts should be under way at once."""
        return self.rate.under_way(asyncio.get_running_loop().time(), self.window.usual)

    async def reply(self) -> Place:
        """Wait for a reply's place, which is held from then on."""
        now = asyncio.get_running_loop().time()
        if self.window.calm(now) and not self._replies:
            return self.window.take(now)
        return await self._wait(self._replies)

    async def prompt(self) -> Place:
        """Wait for a prompt's place, which is held from then on."""
        return await self._wait(self._prompts)

    def sent(self, place: Place) -> None:
        """Note that the message of a place goes now."""
        self.window.sent(place, asyncio.get_running_loop().time())

    def answered(self, place: Place) -> None:
        """Note that Telegram has answered."""
        self.window.answered(place, asyncio.get_running_loop().time())
        self._look()

    def give_back(self, place: Place) -> None:
        """Leave a place for others; nothing was sent."""
        self.window.give_back(place)
        self._look()

    async def _wait(self, queue: deque[asyncio.Future[Place]]) -> Place:
        turn: asyncio.Future[Place] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        self._look()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back(turn.result())
            raise

    def _look(self) -> None:
        """Let through whoever may go, and look again when the next one may."""
        if not self._replies and not self._prompts:
            return
        now = asyncio.get_running_loop().time()
        while (turn := _first(self._replies)) and self._free(now):
            turn.set_result(self.window.take(now))
        while not self._replies and (turn := _first(self._prompts)) and self._due(now) <= now:
            self.rate.take(now)
            turn.set_result(self.window.take(now, prompt=True))
        self._set_timer(now)

    def _free(self, now: float) -> bool:
        return self.window.calm(now) or self.window.held(now) < MOST

    def _due(self, now: float) -> float:
        return max(self.rate.next_at, self.window.frees_at(now, MOST_PROMPTS))

    def _set_timer(self, now: float) -> None:
        if self._timer:
            self._timer.cancel()
        if self._replies:
            at = min(self.window.frees_at(now, MOST), self.window.calm_at)
        elif self._prompts:
            at = self._due(now)
        else:
            return
        # Never at once: an answer that is overdue moves the moment on as long as it is.
        self._timer = asyncio.get_running_loop().call_at(max(at, now + 0.001), self._look)


def _first(queue: deque[asyncio.Future[Place]]) -> asyncio.Future[Place] | None:
    """The first who still waits."""
    while queue and queue[0].done():
        queue.popleft()
    return queue[0] if queue else None

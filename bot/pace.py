"""The pace to keep: in a chat that Telegram asked for patience, and of prompts over all."""

import asyncio
import math

PERIOD = 1.05
AT_ONCE = 5

PROMPTS_A_SECOND = 28.4
SLOWEST = 1.0
FALL = 0.8
CREEP = 0.25
LONGEST_REST = 60.0
SAME_FLOOD = 1.0
MANY_CHATS = 3
MOST_UNDER_WAY = 30


class Pace:
    """About one call a second in chats that were flooded lately, and no limit in the others.

    A generic cell rate algorithm: each such chat holds the moment at which it has recovered,
    in seconds of the event loop's clock. Telegram publishes "about one message a second in a
    chat, short bursts allowed" and no number for the burst, so that none is guessed before it
    has said stop.
    """

    def __init__(self, burst: int = AT_ONCE, period: float = PERIOD) -> None:
        self.slack = (burst - 1) * period
        self.period = period
        self.recovers_at: dict[int, float] = {}

    def flooded(self, chat: int, now: float) -> None:
        """Note that a chat has room for one call at this moment, and that it is being made."""
        self.recovers_at[chat] = now + self.slack + self.period

    def claim(self, chat: int, now: float) -> float:
        """Take the next place in a chat; the seconds until it comes."""
        recovers_at = self.recovers_at.get(chat)
        if recovers_at is None:
            return 0.0
        if recovers_at <= now:
            del self.recovers_at[chat]
            return 0.0
        self.recovers_at[chat] = recovers_at + self.period
        return max(0.0, recovers_at - self.slack - now)

    async def wait(self, chat: int) -> None:
        """Wait for the next place in a chat."""
        seconds = self.claim(chat, asyncio.get_running_loop().time())
        if seconds > 0:
            await asyncio.sleep(seconds)


class Rate:
    """How many prompts may go a second: fewer by a fifth after a flood, then slowly more again.

    All moments are the event loop's, in seconds. `arrived_at` is when any message arrived
    last, `wait` how long prompts waited for Telegram to be in reach when they last had to.
    """

    def __init__(self, full: float = PROMPTS_A_SECOND) -> None:
        self.full = full
        self.arrived_at = 0.0
        self.wait = 0.0
        self.next_at = 0.0
        self._level = full
        self._rises_from = 0.0
        self._floods: dict[int, float] = {}

    def a_second(self, now: float) -> float:
        """Prompts a second."""
        return min(self.full, self._level + CREEP * max(0.0, now - self._rises_from))

    def take(self, now: float) -> None:
        """Note that a prompt is being sent; a timer that was a little late is made up for."""
        period = 1 / self.a_second(now)
        self.next_at = max(self.next_at, now - 2 * period) + period

    def arrived(self, now: float) -> None:
        """Note that a message, of whatever kind, arrived."""
        self.arrived_at, self.wait = now, 0.0

    def rest(self, until: float) -> None:
        """Send no prompt before that moment."""
        self.next_at = max(self.next_at, until)

    def flooded(self, chat: int, now: float, told: float, *, alone: bool) -> None:
        """Note a 429 with the seconds that were told.

        When it may have been the chat `alone` that was flooded, it takes several chats at once
        to slow prompts down. A rest lasts a minute at most, since one chat may be told to
        wait for hours: then a single prompt finds out how things stand.
        """
        self._floods = {each: at for each, at in self._floods.items() if now - at < SAME_FLOOD}
        self._floods[chat] = now
        if alone and len(self._floods) < MANY_CHATS:
            return
        self.rest(now + min(told, LONGEST_REST))
        # What was under way together meets one flood, not several.
        if now >= self._rises_from:
            self._level = max(SLOWEST, FALL * self.a_second(now))
            self._rises_from = now + max(told, SAME_FLOOD)

    def under_way(self, now: float, trip: float) -> int:
        """How many prompts have to be under way at once when an answer takes so many seconds."""
        return max(1, min(MOST_UNDER_WAY, math.ceil(self.a_second(now) * trip)))

"""The pace to keep in a chat in which Telegram has just asked for patience."""

import asyncio

PERIOD = 1.05
AT_ONCE = 5


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

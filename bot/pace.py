"""The pace that Telegram allows in one chat."""

import asyncio

PERIOD = 1.05
SENDS_AT_ONCE = 5
EDITS_AT_ONCE = 10
REMEMBERED = 10_000


class Pace:
    """At most `burst` calls at once and about one a second on the long run, chat by chat.

    A generic cell rate algorithm: each chat holds the moment at which it is free again, in
    seconds of the event loop's clock. Telegram publishes "about one message a second in a
    chat, short bursts allowed" and no number for the burst.
    """

    def __init__(self, burst: int, period: float = PERIOD) -> None:
        self.slack = (burst - 1) * period
        self.period = period
        self.free_at: dict[int, float] = {}

    def claim(self, chat: int, now: float) -> float:
        """Take the next place in a chat; the seconds until it comes."""
        free_at = max(self.free_at.get(chat, now), now)
        self.free_at[chat] = free_at + self.period
        if len(self.free_at) > REMEMBERED:
            self.free_at = {each: at for each, at in self.free_at.items() if at > now}
        return max(0.0, free_at - self.slack - now)

    async def wait(self, chat: int) -> None:
        """Wait for the next place in a chat."""
        seconds = self.claim(chat, asyncio.get_running_loop().time())
        if seconds > 0:
            await asyncio.sleep(seconds)

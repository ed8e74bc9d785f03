"""Long polling with our own confirmation: an update is done when its turn is on disk."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.updates import ALLOWED
from bot.wire import seconds

log = logging.getLogger(__name__)

POLL_SECONDS = 30
BATCH = 100
AT_A_TIME = 8
FIRST_WAIT = 0.5
LONGEST_WAIT = 15.0


class Polling:
    """Asks Telegram for updates and gives each to `take`, which tells whether it was kept."""

    def __init__(self, bot: Bot, take: Callable[[Update], bool]) -> None:
        self.bot = bot
        self.take = take
        self.offset = 0
        self.wait = FIRST_WAIT

    async def run(self) -> None:
        """Poll until cancelled. Raises InvalidToken when the token was revoked."""
        while True:
            try:
                updates = await self.bot.get_updates(
                    offset=self.offset,
                    limit=BATCH,
                    timeout=POLL_SECONDS,
                    read_timeout=POLL_SECONDS + 10,
                    allowed_updates=ALLOWED,
                )
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds(error.retry_after))
            except Conflict:
                log.error("another program polls with the same token; stop one of the two")
                await self._back_off()
            except NetworkError as error:
                log.warning("Telegram is out of reach (%s)", type(error).__name__)
                await self._back_off()
            except TelegramError as error:
                log.error("getUpdates was refused (%s)", type(error).__name__)
                await self._back_off()
            else:
                await self._take_all(updates)

    async def _take_all(self, updates: Sequence[Update]) -> None:
        """Take a batch in order; the first that was not kept is where to ask again from."""
        failed = 0
        for count, update in enumerate(updates, start=1):
            if not self.take(update) and not failed:
                failed = update.update_id
            elif not failed:
                self.offset = update.update_id + 1
            if count % AT_A_TIME == 0:
                # Let replies go out while the rest of a long batch is taken.
                await asyncio.sleep(0)
        if not failed:
            self.wait = FIRST_WAIT
            return
        if len(updates) == BATCH:
            # A whole batch stands behind it: one person's broken file may not stop the others.
            log.error("an update could not be kept and holds up all others; leaving it out")
            self.offset = failed + 1
        await self._back_off()

    async def _back_off(self) -> None:
        await asyncio.sleep(self.wait * random.uniform(0.5, 1.5))
        self.wait = min(self.wait * 2, LONGEST_WAIT)

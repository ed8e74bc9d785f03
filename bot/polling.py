"""Long polling with our own confirmation: an update is done when its turn is on disk."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from telegram import Bot, Update
from telegram.error import (
    Conflict,
    EndPointNotFound,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.updates import ALLOWED, parse_update
from bot.wire import seconds

log = logging.getLogger(__name__)

POLL_SECONDS = 30
SLACK_SECONDS = 10
BATCH = 100
AT_A_TIME = 8
FIRST_WAIT = 0.5
LONGEST_WAIT = 15.0


class Polling:
    """Asks Telegram for updates and gives each to `take`, which tells whether it was kept.

    `give_up` is asked about an update that was not kept and holds up a whole batch: True when
    it is to be left out, since no trying again would help.
    """

    def __init__(
        self, bot: Bot, take: Callable[[Update], bool], give_up: Callable[[Update], bool]
    ) -> None:
        self.bot = bot
        self.take = take
        self.give_up = give_up
        self.offset = 0
        self.wait = FIRST_WAIT

    async def run(self) -> None:
        """Poll until cancelled. Raises InvalidToken when the token was revoked."""
        while True:
            try:
                updates = await self._ask()
            except (InvalidToken, EndPointNotFound):
                # After the start, a revoked token looks like a method that is not there.
                raise InvalidToken from None
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

    async def _ask(self) -> list[dict[str, Any]]:
        """The next updates as they came. Raises TelegramError.

        `Bot.get_updates` would read them all at once, and put them in the log, with all that
        people wrote, when it fails with one.
        """
        asked = {
            "offset": self.offset,
            "limit": BATCH,
            "timeout": POLL_SECONDS,
            "allowed_updates": ALLOWED,
        }
        updates: list[dict[str, Any]] = await self.bot.do_api_request(
            "getupdates", api_kwargs=asked, read_timeout=POLL_SECONDS + SLACK_SECONDS
        )
        return updates

    async def _take_all(self, came: Sequence[dict[str, Any]]) -> None:
        """Take a batch in order; the first that was not kept is where to ask again from."""
        failed: Update | None = None
        for count, (number, update) in enumerate(self._parsed(came), start=1):
            if update is not None and not self.take(update):
                failed = failed or update
            elif failed is None:
                self.offset = number + 1
            if count % AT_A_TIME == 0:
                # Let replies go out while the rest of a long batch is taken.
                await asyncio.sleep(0)
        if failed is None:
            self.wait = FIRST_WAIT
            return
        if len(came) == BATCH and self.give_up(failed):
            log.error("an update could not be kept and holds up all others; leaving it out")
            self.offset = failed.update_id + 1
        await self._back_off()

    def _parsed(self, came: Sequence[dict[str, Any]]) -> Iterator[tuple[int, Update | None]]:
        """Each update by its number; None for one that is not in Telegram's terms."""
        for each in came:
            update = parse_update(each, self.bot)
            if update is None:
                log.error("update %d could not be read; leaving it out", each["update_id"])
            yield each["update_id"], update

    async def _back_off(self) -> None:
        await asyncio.sleep(self.wait * random.uniform(0.5, 1.5))
        self.wait = min(self.wait * 2, LONGEST_WAIT)

"""The carrier: one try to bring somebody the next reply, and what comes of it."""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import datetime
from enum import Enum

import msgspec
from telegram import Bot
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
from bot.lanes import Lane, Tally, too_late
from bot.pace import Pace
from bot.record import Reply
from bot.store import Store
from bot.turnstile import Place, Turnstile

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 64
FIRST_WAIT = 0.5
LONG_AGO = "1970-01-01T00:00:00+00:00"
LONGEST_WAIT = 30.0
# A 429 so soon after a message to the same chat is likely to be about that chat.
SHORTLY = 3.0


class Fate(Enum):
    """What came of a try: the reply is done with, is to go again, or nobody can be reached."""

    DONE = 1
    AGAIN = 2
    LOST = 3


class Carrier:
    """Brings the first reply of a lane to its person; who goes when is for others to say.

    `now` tells the moment for which a prompt's `until` is looked at.
    """

    def __init__(
        self, bot: Bot, store: Store, on_lost_token: Callable[[], None], now: Callable[[], datetime]
    ) -> None:
        self.bot = bot
        self.store = store
        self.on_lost_token = on_lost_token
        self.now = now
        self.places = asyncio.Semaphore(SIDE_BY_SIDE)
        self.pace = Pace()
        self.turnstile = Turnstile()
        self.courtesies = Courtesies(self.places, self.pace)
        self.tally = Tally()

    def skip_late(self, lane: Lane) -> bool:
        """Pass over a prompt whose time is over: it counts as arrived."""
        reply = lane.waiting[0] if lane.prompts else None
        if reply is None or not too_late(reply, self.now()):
            return False
        self.tally.late += 1
        self._done(lane, "")
        return True

    async def attempt(self, lane: Lane, place: Place) -> Fate:
        """Send the first reply of a lane once; what comes of it is noted."""
        reply = lane.waiting[0]
        try:
            message, buttons = await self._send(lane, reply, place)
        except TelegramError as error:
            return self._failed(lane, reply, error)
        finally:
            self.turnstile.answered(place)
        overtaken = lane.has_later_question(reply)
        if overtaken and buttons:
            chat, number = lane.chat, int(message)
            self.courtesies.edit(chat, lambda: wire.strip(self.bot, chat, number))
        self.tally.sent += bool(reply.until)
        lane.arrived_at = _time()
        self.turnstile.rate.arrived(lane.arrived_at)
        self._done(lane, "" if overtaken else message)
        return Fate.DONE

    async def _send(self, lane: Lane, reply: Reply, place: Place) -> tuple[str, bool]:
        """Send a reply; the message that holds it, and whether it stands there with buttons."""
        # Drawn beforehand: a picture takes its time, in which others may have the place.
        photo = await wire.photo(reply) if reply.picture and not lane.plainly else None
        overtaken = lane.has_later_question(reply)
        if overtaken and reply.buttons:
            reply = msgspec.structs.replace(reply, buttons=[])
        async with self.places:
            if photo is None:
                # Else the drawing counts as well: while some are drawn, more are to be under way.
                self.turnstile.sent(place)
            if lane.plainly:
                return await wire.send_plainly(self.bot, lane.chat, reply), False
            return await wire.send(self.bot, lane.chat, reply, photo), bool(reply.buttons)

    def _done(self, lane: Lane, message: str) -> None:
        """Note that the first reply arrived, and a question's `message` unless it is closed."""
        reply = lane.waiting[0]
        self.tally.waiting -= lane.step()
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


def _time() -> float:
    return asyncio.get_running_loop().time()


def _longer(wait: float) -> float:
    return min(2 * wait or FIRST_WAIT, LONGEST_WAIT)


def set_reachable(store: Store, person: str, *, reachable: bool) -> None:
    """Note whether a person can be written to; a record that can't be kept stays as it is."""
    try:
        record = store.load(person)
        if record is not None and record.profile.reachable is not reachable:
            record.profile.reachable = reachable
            # Back again: the clock looks at once what it owes them, and lets go of what is past.
            record.due = LONG_AGO if reachable else ""
            store.save(record)
    except StoreError as error:
        log.warning("a standing could not be noted: %s", type(error).__name__)

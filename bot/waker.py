"""The waker: says what falls due, no faster than it can be delivered."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.coach import Coach
from bot.delivery import Delivery
from bot.errors import StoreError
from bot.logs import where

log = logging.getLogger(__name__)

LOOKS_EVERY = 1.0
AFTER_TROUBLE = 30.0
# A few seconds' worth of prompts: what waits here waits in memory and in outboxes.
WAITING_AT_MOST = 100


class Waker:
    """Wakes people for whom something falls due, soonest first, one between other people's turns.

    Prompts that wait for delivery are kept few, so that a big night fills no memory and goes on
    where it was after a crash. `clock` tells the moment.
    """

    def __init__(self, coach: Coach, delivery: Delivery, clock: Callable[[], datetime]) -> None:
        self.coach = coach
        self.delivery = delivery
        self.clock = clock

    async def run(self) -> None:
        """Look for what is due every second, until cancelled."""
        while True:
            seconds = await self.look()
            await asyncio.sleep(seconds)

    async def look(self) -> float:
        """Wake those who are due now; the seconds until it is worth looking again."""
        room = WAITING_AT_MOST - self.delivery.prompts_waiting
        try:
            for person in self.coach.store.due(self.clock(), max(0, room)):
                self._wake(person)
                # Whoever types now comes between two people who are asleep.
                await asyncio.sleep(0)
        except StoreError as error:
            log.error("what is due can't be said now: %s", error)
            return AFTER_TROUBLE
        return LOOKS_EVERY

    def _wake(self, person: str) -> None:
        try:
            turn = self.coach.wake(person, self.clock())
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - one odd record may not silence everybody's evening
            log.error("a prompt broke: %s", where(error))
            return
        if turn is not None:
            self.delivery.hand_over(turn.record)

"""Nights of many people in tests and in the bench: who is due, and the bot that wakes them."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import agenda, nights
from bot.record import Record, Schedule
from bot.store import Store
from tests.bot_api import BotApi
from tests.serving import Served

TONIGHT = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


def sleeper(number: int, at: datetime = TONIGHT) -> Record:
    """Somebody in UTC whose prompt is due tonight."""
    schedule = Schedule(
        zone="UTC",
        at=at.strftime("%H:%M"),
        since=nights.stamp(TONIGHT - timedelta(days=2)),
        night=(TONIGHT - timedelta(days=1)).date().isoformat(),
    )
    record = Record(f"telegram:{number}", schedule=schedule)
    due = agenda.due_at(record, UTC)
    assert due is not None
    record.due = nights.stamp(due)
    return record


def settle_in(store: Store, people: range, within: timedelta = timedelta(0)) -> None:
    """People whose prompts are due tonight, spread evenly over some time."""
    for number in people:
        store.save(sleeper(number, TONIGHT + within * ((number - people.start) / len(people))))


class ByNight(Served):
    """`coach run` in a process of its own, on a clock that showed TONIGHT at a moment."""

    module = "tests.night_child"

    def __init__(self, api: BotApi, folder: Path, ahead: timedelta = timedelta(0)) -> None:
        since = str(time.time() - ahead.total_seconds())
        super().__init__(api, folder, FAKE_NOW=TONIGHT.isoformat(), FAKE_SINCE=since)

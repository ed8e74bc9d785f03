"""Before an answer: a session is brought to today's scripts, and its person greeted."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.record import Record
from dialogs.machine import Compiled
from dialogs.migrate import bring_up_to_date

LONG_AWAY = timedelta(hours=6)


def settle_in(record: Record, scripts: Mapping[str, Compiled], now: datetime) -> str:
    """Bring the session to today's scripts; name the word of greeting that this takes."""
    session = record.session
    if session is None:
        return ""
    moved = bring_up_to_date(session, scripts)
    if not session.stack:
        record.steps, record.session = session.step, None
    if moved or record.session is None:
        return "moved" if record.session else "gone"
    # Who has answered nothing yet has nothing to come back to; perhaps the coach itself began.
    left = not session.paused and any(place.trail for place in session.stack)
    return "welcome_back" if left and age(record, now) > LONG_AWAY else ""


def age(record: Record, now: datetime) -> timedelta:
    """How long ago the person's last turn was."""
    if not record.touched_at:
        return timedelta(0)
    return now - datetime.fromisoformat(record.touched_at)

"""The calendar of nightly prompts: which moment each night is, on the person's own clock."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import msgspec

from bot.record import Schedule
from dialogs.hearing.zones import zone_or_none
from dialogs.session import Value

MIDNIGHT = "24:00"
DAY = timedelta(days=1)
# An hour after midnight belongs to the evening before.
DAWN = time(5)
FARTHEST = 400


class Due(msgspec.Struct, frozen=True):
    """A night and the moment (UTC) of its prompt; `night` is a date on the person's clock."""

    at: datetime
    night: date


def zone_of(schedule: Schedule, otherwise: tzinfo) -> tzinfo:
    """The person's zone; the offset it last had when nobody knows its name any more."""
    if not schedule.zone:
        return otherwise
    known = zone_or_none(schedule.zone)
    return known or timezone(timedelta(minutes=schedule.offset))


def set_zone(schedule: Schedule, zone: str, now: datetime) -> None:
    """Move a person to a zone; a night of today that was prompted is not prompted again."""
    offset = now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
    schedule.zone, schedule.offset = zone, int(offset.total_seconds() // 60)
    schedule.since = stamp(now)


def night_of(now: datetime, zone: tzinfo) -> date:
    """The evening that a moment belongs to."""
    here = now.astimezone(zone)
    return here.date() - DAY if here.time() < DAWN else here.date()


def next_night(schedule: Schedule, zone: tzinfo) -> Due | None:
    """The first prompt after the last one; None when none is to come."""
    if not schedule.at or schedule.resting:
        return None
    since = datetime.fromisoformat(schedule.since)
    first = max(since.astimezone(zone).date() - DAY, _not_before(schedule))
    for night in _dates(first, schedule):
        at = moment(night, schedule.at, zone)
        if at > since:
            return Due(at, night)
    return None


def last_night(schedule: Schedule, zone: tzinfo, now: datetime) -> Due | None:
    """The newest prompt that is due by now; earlier ones are past making up for."""
    due = next_night(schedule, zone)
    if due is None or due.at > now:
        return None
    first = max(due.night, now.astimezone(zone).date() - timedelta(days=8))
    for night in _dates(first, schedule):
        at = moment(night, schedule.at, zone)
        if at > now:
            break
        due = Due(at, night)
    return due


def moment(night: date, at: str, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a clock shows `at` on a date.

    24:00 is the midnight that ends the date. A time that the clock skips is the first that
    there is after it; one that it shows twice is the first of the two.
    """
    if at == MIDNIGHT:
        night, at = night + DAY, "00:00"
    shown = datetime.combine(night, time.fromisoformat(at), zone)
    first = shown.astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return first
    return _end_of_gap(shown.replace(fold=1).astimezone(UTC), first, zone)


def back_at(moments: Sequence[Value], length: Value | None, now: datetime) -> datetime | None:
    """The moment, in UTC, at which somebody comes back: by the first clock time, else a length.

    `now` is on the person's clock. None when no answer tells it to the minute.
    """
    zone = now.tzinfo
    assert zone is not None
    for value in moments:
        if value.at:
            today = now.date() + (value.number or 0) * DAY
            at = moment(today, value.at, zone)
            return at if at > now else moment(today + DAY, value.at, zone)
    if length is not None and length.number:
        return now.astimezone(UTC) + timedelta(minutes=length.number)
    return None


def _end_of_gap(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The moment at which a clock jumped, between two others, to the second."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _not_before(schedule: Schedule) -> date:
    """The first date that the last prompt and a pause leave free."""
    first = date.min
    if schedule.night:
        first = date.fromisoformat(schedule.night) + DAY
    if schedule.weekly and schedule.asked:
        first = max(first, date.fromisoformat(schedule.asked) + 7 * DAY)
    if schedule.paused_until:
        first = max(first, date.fromisoformat(schedule.paused_until))
    return first


def _dates(first: date, schedule: Schedule) -> Iterator[date]:
    for ahead in range(FARTHEST):
        night = first + ahead * DAY
        if not schedule.days or night.weekday() in schedule.days:
            yield night


def stamp(now: datetime) -> str:
    """A moment as the record keeps it."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def day(written: str) -> date:
    """A date as the record keeps it."""
    return date.fromisoformat(written)

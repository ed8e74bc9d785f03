"""Time zones: by a point on earth, by the local time that somebody tells, by name.

tzfpy finds the zone of a point: 5 MB, no library of its own, wheels for Linux and macOS on
both kinds of processor; 34 MB of memory and 50 ms at the first point, none before. The
runner-up, timezonefinder, knows borders to the metre (tzfpy to 111 m), but brings 36 MB of data
and libraries, and its newest releases came as a wheel for Linux on x86-64 alone. The
boundaries of both are OpenStreetMap's (ODbL).
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogs.hearing.en.told_clock import told_clocks
from dialogs.hearing.gazetteer import peopled_zones

# Enough years ahead for the rules that have no end to be the ones that hold.
_RULED = 2037
_DAY = 24 * 60
_WITHIN = 10
_SAME_QUARTER = 7
_AWAKE = range(6 * 60, 24 * 60)


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a point in degrees, or None off the globe; on the sea a whole hour's zone."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    import tzfpy

    name = tzfpy.get_tz(longitude, latitude)
    return name if name and zone_or_none(name) else None


def zone_or_none(name: str) -> ZoneInfo | None:
    """The zone of that name, or None where today's data know none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@cache
def clock_of(name: str) -> tuple[int, ...]:
    """What tells a zone's clock from another's: its offsets in minutes all year, run by run."""
    zone, day = ZoneInfo(name), date(_RULED, 1, 1)
    marks: list[int] = []
    for at in range(365):
        noon = datetime(day.year, 1, 1, 12, tzinfo=UTC) + timedelta(days=at)
        offset = minutes_east(zone, noon)
        if not marks or marks[-1] != offset:
            marks += [at, offset]
    return tuple(marks)


def minutes_east(zone: ZoneInfo, now: datetime) -> int:
    """How many minutes a zone is ahead of UTC at an aware moment."""
    offset = now.astimezone(zone).utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0


def zone_by_local_time(text: str, now_utc: datetime, likely: str = "Europe/London") -> str | None:
    """The zone in whose local time a told time is now, within ten minutes; None if none is.

    `likely` wins where it fits, then the quarter hour of offset that is nearest, then the
    zone with most people.
    """
    minutes = told_clocks(text)
    waking = [each for each in minutes if each in _AWAKE] or minutes
    for told in (minutes, waking):
        if (
            told is minutes
            and (home := zone_or_none(likely))
            and _off(home, told, now_utc) <= _WITHIN
        ):
            return likely
    return _most_peopled(waking, now_utc)


def _most_peopled(minutes: list[int], now_utc: datetime) -> str | None:
    fitting: dict[str, int] = {}
    for name in peopled_zones():
        zone = zone_or_none(name)
        off = _off(zone, minutes, now_utc) if zone else _DAY
        if off <= _SAME_QUARTER:
            return name
        if off <= _WITHIN:
            fitting[name] = off
    return next(iter(fitting), None)


def _off(zone: ZoneInfo, minutes: list[int], now_utc: datetime) -> int:
    """By how many minutes the nearest of the told times misses the zone's local time."""
    local = now_utc.astimezone(zone)
    here = local.hour * 60 + local.minute
    return min((_around((here - told) % _DAY) for told in minutes), default=_DAY)


def _around(minutes: int) -> int:
    return min(minutes, _DAY - minutes)

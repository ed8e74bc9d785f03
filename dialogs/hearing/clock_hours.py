"""Which hour and which day a clock time means, seen from now."""

from datetime import datetime, timedelta

from dialogs.hearing.en.clocks import Clock
from dialogs.hearing.en.days import Day

_WAKING = range(6, 24)
# From this hour on, "in the morning" and the like mean tomorrow's.
_OVER = {"morning": 8, "afternoon": 15, "evening": 20, "night": 24}


def placed(clock: Clock | None, day: Day | None, now: datetime | None) -> tuple[str, int | None]:
    """The time "HH:MM" ("" without a clock) and the days from today (None where unknown)."""
    days = _days(day, now) if day else None
    if clock and clock.half == "each":
        return after((clock.minute - now.minute - 1) % 60 + 1, now) if now else ("", None)
    if not clock:
        return "", days
    if not clock.half and not (day and day.part) and now and days in (None, 0):
        hour, later = _next_waking(clock, now)
        return f"{hour:02}:{clock.minute:02}", later
    hour, over = _hour(clock, day)
    if day and not day.coming:
        return f"{hour:02}:{clock.minute:02}", days if days is None else days + over
    if now:
        over = int((hour, clock.minute) <= (now.hour, now.minute))
    return f"{hour:02}:{clock.minute:02}", over if now else None


def after(minutes: int | None, now: datetime | None) -> tuple[str, int | None]:
    """The time and the day when so many minutes have passed; whole days have no time."""
    if minutes is None or (not now and minutes < 1440):
        return "", None
    if minutes >= 1440:
        return "", minutes // 1440
    assert now is not None
    end = now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    return f"{end:%H:%M}", (end.date() - now.date()).days


def _days(day: Day, now: datetime | None) -> int | None:
    if day.weekday is None:
        if day.coming and now:
            return int(now.hour >= _OVER[day.part])
        return day.day
    if not now:
        return None
    if day.weeks:
        return 7 - now.weekday() + day.weekday
    if "weekend" in day.words and now.weekday() >= day.weekday:
        return 0
    return (day.weekday - now.weekday() - 1) % 7 + 1


def _hour(clock: Clock, day: Day | None) -> tuple[int, int]:
    if clock.half == "24":
        return clock.hour, int(clock.hour == 0 and clock.words == "midnight")
    hour = clock.hour % 12
    if clock.half:
        return hour + 12 * (clock.half == "pm"), 0
    if day and day.part in ("evening", "night") and hour < 4:
        return hour, 1
    if day and day.part:
        return hour + 12 * (day.part != "morning"), 0
    if day and day.day != 0 and hour >= 7:
        return hour, 0
    return hour + 12, 0


def _next_waking(clock: Clock, now: datetime) -> tuple[int, int]:
    hour = clock.hour % 12
    for days in (0, 1):
        for choice in (hour, hour + 12):
            later = days or (choice, clock.minute) > (now.hour, now.minute)
            if later and (choice in _WAKING or (choice, days) == (0, 1)):
                return choice, days
    return hour + 12, 1

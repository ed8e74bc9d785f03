"""The terminal's clock: the real one, until somebody moves it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

HOW = "Write @21:30, @+8h, @+2d or @2026-11-23T21:30."
LAST_YEAR = 2999
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class TypedClock:
    """A clock that goes on from where it was last put; `real` is the clock that it follows."""

    def __init__(self, zone: ZoneInfo, real: Callable[[], datetime]) -> None:
        self.zone = zone
        self.real = real
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        """The moment, in the clock's zone."""
        return (self.real() + self.ahead).astimezone(self.zone)

    def read(self, typed: str) -> datetime:
        """The moment to which `@21:30`, `@+8h` or `@2026-11-23T21:30` put the clock on.

        Raises ValueError with what to write when the words are no time or lie in the past.
        """
        now = self.now()
        try:
            then = self._then(typed.removeprefix("@").strip(), now)
            # In UTC, since hours that a clock skips or repeats count as well.
            step = then.astimezone(UTC) - now.astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValueError(f"I can't read that as a time. {HOW}") from None
        if step < timedelta(0):
            raise ValueError(f"That is over already. {HOW}")
        if then.year > LAST_YEAR:
            raise ValueError(f"That is too far off. {HOW}")
        return (now.astimezone(UTC) + step).astimezone(self.zone)

    def put(self, moment: datetime) -> None:
        """Put the clock on to a moment; never back."""
        self.ahead += max(timedelta(0), moment.astimezone(UTC) - self.now().astimezone(UTC))

    def _then(self, typed: str, now: datetime) -> datetime:
        step = re.fullmatch(r"\+\s*(\d{1,4})\s*([mhdw])", typed)
        if step and step[2] in "dw":
            return now + timedelta(**{UNITS[step[2]]: int(step[1])})
        if step:
            later = now.astimezone(UTC) + timedelta(**{UNITS[step[2]]: int(step[1])})
            return later.astimezone(self.zone)
        clock = re.fullmatch(r"(\d{1,2}):(\d{2})", typed)
        if clock:
            return self._next(now, int(clock[1]), int(clock[2]))
        then = datetime.fromisoformat(typed)
        return then if then.tzinfo else then.replace(tzinfo=self.zone)

    def _next(self, now: datetime, hour: int, minute: int) -> datetime:
        today = now.replace(
            hour=hour % 24 if hour == 24 else hour, minute=minute, second=0, microsecond=0
        )
        return today if today >= now else today + timedelta(days=1)

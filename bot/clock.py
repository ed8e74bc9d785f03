"""The terminal's clock: the real one, until somebody moves it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HOW = "Write @21:30, @+8h, @+2d or @2026-11-23T21:30."
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

    def move(self, typed: str) -> datetime:
        """Put the clock on as `@21:30`, `@+8h` or `@2026-11-23T21:30` say; never back.

        Raises ValueError with what to write when the words are no time or lie in the past.
        """
        now = self.now()
        then = self._read(typed.removeprefix("@").strip(), now)
        if then < now:
            raise ValueError(f"That is over already. {HOW}")
        self.ahead += then - now
        return then

    def _read(self, typed: str, now: datetime) -> datetime:
        step = re.fullmatch(r"\+\s*(\d{1,4})\s*([mhdw])", typed)
        if step:
            return now + timedelta(**{UNITS[step[2]]: int(step[1])})
        clock = re.fullmatch(r"(\d{1,2}):(\d{2})", typed)
        try:
            if clock:
                return self._next(now, int(clock[1]), int(clock[2]))
            then = datetime.fromisoformat(typed)
        except ValueError:
            raise ValueError(f"I can't read that as a time. {HOW}") from None
        return then if then.tzinfo else then.replace(tzinfo=self.zone)

    def _next(self, now: datetime, hour: int, minute: int) -> datetime:
        today = now.replace(
            hour=hour % 24 if hour == 24 else hour, minute=minute, second=0, microsecond=0
        )
        return today if today >= now else today + timedelta(days=1)

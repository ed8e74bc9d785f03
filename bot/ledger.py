"""What a desk knows of all records without reading them, across crashes."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import due, inflight
from bot.due import Due
from bot.folder import Home
from bot.inflight import InFlight
from bot.record import Record

DESKS = ("telegram", "terminal")


class Ledger:
    """Whose replies are on their way, and for whom something falls due when.

    People of other desks are left out. `unclean` tells that both may be behind the records and
    a look through all of them is due; `left` holds the hashes of those whose replies were on
    their way when the last run ended. Raises OSError.
    """

    def __init__(self, place: Path, desk: str, *, nobody: Callable[[], bool]) -> None:
        """`nobody` tells whether there is no record yet to look at."""
        self._others = tuple(f"{each}:" for each in DESKS if each != desk)
        self._inflight = InFlight(place / f"{desk}{inflight.SUFFIX}")
        self._due = Due(place / f"{desk}{due.SUFFIX}")
        self.left = self._inflight.left
        self._unclean = self._inflight.unclean or self._due.unclean
        self._unclean |= self._due.new and not nobody()
        self._mark_unclean()

    @property
    def unclean(self) -> bool:
        """Whether a look through all records is due."""
        return self._unclean

    def all_seen(self) -> None:
        """All records have been looked through."""
        self._unclean = False
        self._mark_unclean()

    def _mark_unclean(self) -> None:
        self._inflight.unclean = self._due.unclean = self._unclean

    def is_mine(self, record: Record) -> bool:
        """Whether a record is of somebody whom this desk serves."""
        return not record.person.startswith(self._others)

    def before(self, home: Home, record: Record) -> None:
        """Note what a record that is about to be saved would otherwise miss after a crash."""
        if self.is_mine(record):
            self._due.put_earlier(home.key, record.due)
            if record.outbox:
                self._inflight.add(home.key, record.outbox[-1].serial)

    def note(self, home: Home, record: Record) -> None:
        """Note how a record stands on disk, while its file is locked.

        Only then does no older look overtake a newer one.
        """
        if not self.is_mine(record):
            return
        self._due.put(home.key, record.due)
        if record.outbox:
            self._inflight.add(home.key, record.outbox[-1].serial)
        else:
            self._inflight.remove(home.key)

    def arrived(self, home: Home, serial: int) -> None:
        """Note that replies up to `serial` have arrived."""
        self._inflight.arrived(home.key, serial)

    def remove(self, home: Home) -> None:
        """Note that there is nothing more of somebody."""
        self._inflight.remove(home.key)
        self._due.put(home.key, "")

    def leave(self, home: Home) -> None:
        """Give up what the last run left behind of somebody who can't be found."""
        self._inflight.leave(home.key)

    def claim(self, now: datetime, limit: int) -> list[bytes]:
        """The hashes of those for whom something falls due; see Due."""
        return self._due.claim(now, limit)

    def within(self, now: datetime, seconds: int) -> int:
        """How many people have something due within so many seconds."""
        return self._due.within(now, seconds)

    def close(self) -> None:
        """End cleanly."""
        self._inflight.close()
        self._due.close()

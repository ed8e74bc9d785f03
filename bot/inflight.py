"""A small file that tells, after a crash, whose replies were on their way."""

from pathlib import Path

from bot.rows import Kept, Rows

NAME = "room-for-us in flight 1"
SUFFIX = ".inflight"
SIZE = 0


class InFlight(Kept):
    """The people whose outbox is not empty, by the hash of 32 bytes that names their file.

    `unclean` says that a scan of all records is due; `left` holds the entries found at the
    start. Raises OSError.
    """

    def __init__(self, path: Path) -> None:
        self._rows = Rows(path, NAME, SIZE)
        # What is on its way to those of the last run is known once their record is loaded.
        self._last: dict[bytes, int] = {}
        self.left = tuple(self._rows.found)
        self._rows.found.clear()

    def add(self, key: bytes, serial: int) -> None:
        """Note that replies up to `serial` are on their way to somebody."""
        with self._rows.lock:
            if key not in self._rows:
                self._rows.put(key)
            self._last[key] = serial

    def arrived(self, key: bytes, serial: int) -> None:
        """Note that replies up to `serial` have arrived; the last one ends the entry."""
        with self._rows.lock:
            if key in self._last and serial >= self._last[key]:
                self._drop(key)

    def remove(self, key: bytes) -> None:
        """Note that nothing is on its way to somebody."""
        with self._rows.lock:
            self._drop(key)

    def leave(self, key: bytes) -> None:
        """Give up an entry of the last run, unless it has been taken up in this one."""
        with self._rows.lock:
            if key not in self._last:
                self._drop(key)

    def close(self) -> None:
        """End cleanly: the file goes, unless replies or the scan are still due."""
        self._rows.close(keep=False)

    def _drop(self, key: bytes) -> None:
        self._rows.drop(key)
        self._last.pop(key, None)

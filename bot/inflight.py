"""A small file that tells, after a crash, whose replies were on their way."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

_SIZE = 32
_FREE = bytes(_SIZE)
# Room for 2,047 people from the start, so that a full disk stops nobody here.
_ROOM = 64 * 1024
_OPEN = b"room-for-us in flight 1 open".ljust(_SIZE)
_SHUT = b"room-for-us in flight 1 shut".ljust(_SIZE)


class InFlight:
    """The people whose outbox is not empty, by the hash of 32 bytes that names their file.

    Entries are written in place and zeroed when done, without waiting for the disk. What a
    power cut may swallow is found by the scan that follows an unclean end: `unclean` says
    that one is due. `left` holds the entries found at the start. Raises OSError.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.fchmod(self._fd, 0o600)
        raw = os.pread(self._fd, os.fstat(self._fd).st_size, 0)
        if not raw:
            raw = _SHUT.ljust(_ROOM, b"\0")
            os.pwrite(self._fd, raw, 0)
        self.unclean = not raw.startswith(_SHUT)
        self._places = dict(_entries(raw))
        # What is on its way to those of the last run is known once their record is loaded.
        self._last: dict[bytes, int] = {}
        self._free = [at for at in range(_SIZE, len(raw), _SIZE) if raw[at : at + _SIZE] == _FREE]
        self._end = max(_SIZE, -(-len(raw) // _SIZE) * _SIZE)
        self.left = tuple(self._places)
        os.pwrite(self._fd, _OPEN, 0)
        # From here on a power cut must leave the file behind, for it asks for the scan.
        os.fsync(self._fd)

    def add(self, key: bytes, serial: int) -> None:
        """Note that replies up to `serial` are on their way to somebody."""
        with self._lock:
            if key not in self._places:
                at = self._free.pop() if self._free else self._end
                os.pwrite(self._fd, key, at)
                self._end = max(self._end, at + _SIZE)
                self._places[key] = at
            self._last[key] = serial

    def arrived(self, key: bytes, serial: int) -> None:
        """Note that replies up to `serial` have arrived; the last one ends the entry."""
        with self._lock:
            if key in self._last and serial >= self._last[key]:
                self._drop(key)

    def remove(self, key: bytes) -> None:
        """Note that nothing is on its way to somebody."""
        with self._lock:
            self._drop(key)

    def leave(self, key: bytes) -> None:
        """Give up an entry of the last run, unless it has been taken up in this one."""
        with self._lock:
            if key not in self._last:
                self._drop(key)

    def close(self) -> None:
        """End cleanly: the file goes, unless replies or the scan are still due."""
        if self._fd < 0:
            return
        if self._places or self.unclean:
            if not self.unclean:
                os.pwrite(self._fd, _SHUT, 0)
            os.fsync(self._fd)
        else:
            self._path.unlink(missing_ok=True)
        os.close(self._fd)
        self._fd = -1

    def _drop(self, key: bytes) -> None:
        at = self._places.pop(key, None)
        self._last.pop(key, None)
        if at is not None:
            os.pwrite(self._fd, _FREE, at)
            self._free.append(at)


def blank(path: Path, key: bytes) -> None:
    """Zero somebody's entries in a file that another coach may hold open; raises OSError."""
    fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        raw = os.pread(fd, os.fstat(fd).st_size, 0)
        for at in range(_SIZE, len(raw), _SIZE):
            if raw[at : at + _SIZE] == key:
                os.pwrite(fd, _FREE, at)
        os.fsync(fd)
    finally:
        os.close(fd)


def _entries(raw: bytes) -> Iterator[tuple[bytes, int]]:
    for at in range(_SIZE, len(raw) - _SIZE + 1, _SIZE):
        if (key := raw[at : at + _SIZE]) != _FREE:
            yield key, at

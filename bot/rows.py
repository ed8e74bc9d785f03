"""A small file of rows of one size, each under a key of 32 bytes, written in place."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

KEY = 32
_FREE = bytes(KEY)
# Room from the start, so that a full disk stops nobody here.
_ROOM = 64 * 1024


class Rows:
    """Rows of `size` bytes after the key, in a file whose first row says what it is.

    Rows are written in place and zeroed when done, without waiting for the disk: a killed
    process loses none, and what a power cut may swallow is found by the scan that follows an
    unclean end. `unclean` says that one is due. `found` holds the rows at the start until
    `forget_found`. Raises OSError.
    """

    def __init__(self, path: Path, name: str, size: int = 0) -> None:
        self.path = path
        self.lock = threading.Lock()
        self._size = KEY + size
        self._open = self._head(name, "open")
        self._shut = self._head(name, "shut")
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.fchmod(self._fd, 0o600)
        raw = self._read()
        self.unclean = not raw.startswith(self._shut)
        self.found = dict(_rows(raw, self._size))
        self._places = {key: at for at, key in _keys(raw, self._size)}
        at_all = range(self._size, len(raw), self._size)
        self._free = [at for at in at_all if raw[at : at + KEY] == _FREE]
        self._end = max(self._size, -(-len(raw) // self._size) * self._size)
        os.pwrite(self._fd, self._open, 0)
        # From here on a power cut must leave the file behind, for it asks for the scan.
        os.fsync(self._fd)

    def _head(self, name: str, standing: str) -> bytes:
        return f"{name} {standing}".encode().ljust(self._size)[: self._size]

    def _read(self) -> bytes:
        """The file's bytes; one that is empty, or in which nothing can be read, begins anew."""
        raw = os.pread(self._fd, os.fstat(self._fd).st_size, 0)
        self.new = not raw
        if not raw.startswith((self._open, self._shut)):
            raw = (self._shut if self.new else self._open).ljust(_ROOM, b"\0")
            os.pwrite(self._fd, raw, 0)
            os.ftruncate(self._fd, len(raw))
        return raw

    def __contains__(self, key: bytes) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def put(self, key: bytes, value: bytes = b"") -> None:
        """Write a row; the caller holds the lock."""
        at = self._places.get(key)
        if at is None:
            at = self._free.pop() if self._free else self._end
            self._end = max(self._end, at + self._size)
            self._places[key] = at
        os.pwrite(self._fd, key + value, at)

    def drop(self, key: bytes) -> None:
        """Zero a row; the caller holds the lock."""
        at = self._places.pop(key, None)
        if at is not None:
            os.pwrite(self._fd, bytes(self._size), at)
            self._free.append(at)

    def close(self, *, keep: bool) -> None:
        """End cleanly; the file goes unless it is to be kept or the scan is still due."""
        if self._fd < 0:
            return
        if keep or self._places or self.unclean:
            if not self.unclean:
                os.pwrite(self._fd, self._shut, 0)
            os.fsync(self._fd)
        else:
            self.path.unlink(missing_ok=True)
        os.close(self._fd)
        self._fd = -1


class Kept:
    """Something kept in rows of a file, which tell whether the last run ended as it should."""

    _rows: Rows

    @property
    def unclean(self) -> bool:
        """Whether the last run did not end as it should."""
        return self._rows.unclean

    @unclean.setter
    def unclean(self, unclean: bool) -> None:
        self._rows.unclean = unclean


def peek(path: Path, size: int) -> dict[bytes, bytes]:
    """The rows of a file that another coach may hold open; none where there is no file."""
    try:
        return dict(_rows(path.read_bytes(), KEY + size))
    except FileNotFoundError:
        return {}


def blank(path: Path, key: bytes, size: int) -> None:
    """Zero somebody's rows in a file that another coach may hold open; raises OSError."""
    fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        raw = os.pread(fd, os.fstat(fd).st_size, 0)
        for at, found in _keys(raw, KEY + size):
            if found == key:
                os.pwrite(fd, bytes(KEY + size), at)
        os.fsync(fd)
    finally:
        os.close(fd)


def _keys(raw: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    for at in range(size, len(raw) - size + 1, size):
        if (key := raw[at : at + KEY]) != _FREE:
            yield at, key


def _rows(raw: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    for at, key in _keys(raw, size):
        yield key, raw[at + KEY : at + size]

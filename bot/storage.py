"""A TinyDB storage that a crash cannot tear: a write never destroys the last good state."""

# A Path costs as much as the read that it serves, so that paths are strings here.
# ruff: noqa: PTH104, PTH108, PTH110, PTH116, PTH120

import fcntl
import json
import os
import secrets
from typing import Any

import msgspec
from tinydb.storages import Storage

from bot.slots import (
    ACK_AT,
    ACK_SIZE,
    ESCAPED,
    PLAIN,
    Ack,
    Slot,
    Unreadable,
    capacity_for,
    newest,
    pack_ack,
    pack_file,
    pack_slot,
    slot_at,
    unpack_ack,
)

Tables = dict[str, dict[str, Any]]

_decoder = msgspec.json.Decoder(Tables)
# macOS has no fdatasync.
_sync = getattr(os, "fdatasync", os.fsync)


class SlotStorage(Storage):
    """One file that TinyDB reads and writes whole, held locked until it is closed.

    `mark` numbers the state that was read or written last; 0 is none. A `fresh` storage is
    for a file that does not exist yet: the first write makes it. Raises FileNotFoundError,
    or FileExistsError when fresh; reading raises Unreadable.
    """

    def __init__(self, path: str, fresh: bool = False) -> None:
        super().__init__()
        self._path = path
        self._slot: Slot | None = None
        self._capacity = 0
        self.ack = Ack()
        self._draft = -1
        self._fd = -1
        if fresh:
            self._draft = self._open_draft(exclusive=True)
        else:
            self._fd = open_locked(path)

    @property
    def mark(self) -> int:
        """The number of the state that is newest, as far as it has been looked at."""
        return self._slot.mark if self._slot else 0

    def read(self) -> Tables | None:
        """The newest whole state; None in a fresh storage. Raises Unreadable."""
        if self._fd < 0:
            return None
        if self._slot is None:
            self.look()
        return _decoded(self._slot) if self._slot else None

    def look(self) -> None:
        """Find the newest whole state without decoding it; raises Unreadable."""
        raw = os.pread(self._fd, os.fstat(self._fd).st_size, 0)
        self._slot, self._capacity = newest(raw)
        self.ack = unpack_ack(raw[ACK_AT : ACK_AT + ACK_SIZE])

    def write(self, data: Tables) -> None:
        """Write a state, durable on return; after an OSError the state before it stands."""
        coding, payload = _encoded(data)
        if self._slot is None and self._fd >= 0:
            self.look()
        if self._slot is None:
            slot = Slot(0, 1 + secrets.randbits(60), coding, payload)
        else:
            slot = Slot(1 - self._slot.place, self._slot.mark + 1, coding, payload)
        capacity = capacity_for(len(payload))
        if capacity > self._capacity or capacity * 8 <= self._capacity:
            self._write_anew(slot, capacity)
        else:
            _write_all(
                self._fd, pack_slot(slot, self._capacity), slot_at(slot.place, self._capacity)
            )
            _sync(self._fd)
        self._slot = slot

    def acknowledge(self, serial: int, asked: str | None) -> None:
        """Note in place what has reached the person; touches no state and waits for no disk."""
        ack = unpack_ack(os.pread(self._fd, ACK_SIZE, ACK_AT)).joined(serial, asked)
        _write_all(self._fd, pack_ack(ack), ACK_AT)

    def close(self) -> None:
        """Let go of the file, and of a draft that came to nothing."""
        if self._draft >= 0:
            os.unlink(self._path + ".new")
            os.close(self._draft)
        if self._fd >= 0:
            os.close(self._fd)
        self._draft = self._fd = -1

    def _write_anew(self, slot: Slot, capacity: int) -> None:
        if self._draft < 0:
            self._draft = self._open_draft(exclusive=False)
        os.ftruncate(self._draft, 0)
        _write_all(self._draft, pack_file(slot, capacity, self.ack), 0)
        os.fsync(self._draft)
        os.rename(self._path + ".new", self._path)
        if self._fd >= 0:
            os.close(self._fd)
        self._fd, self._draft, self._capacity = self._draft, -1, capacity
        sync_folder(os.path.dirname(self._path))

    def _open_draft(self, exclusive: bool) -> int:
        draft = open_locked(self._path + ".new", os.O_RDWR | os.O_CREAT)
        # Whoever makes the file holds the lock of the draft: nobody else can make it meanwhile.
        if exclusive and os.path.exists(self._path):
            os.unlink(self._path + ".new")
            os.close(draft)
            raise FileExistsError(self._path)
        os.fchmod(draft, 0o600)
        return draft


def open_locked(path: str, flags: int = os.O_RDWR) -> int:
    """A file's descriptor with its lock held; the file at `path`, not one that it replaced."""
    while True:
        fd = os.open(path, flags | os.O_CLOEXEC, 0o600)
        fcntl.flock(fd, fcntl.LOCK_EX)
        try:
            if os.fstat(fd).st_ino == os.stat(path).st_ino:
                return fd
        except FileNotFoundError:
            pass
        os.close(fd)


def wipe(path: str) -> None:
    """Overwrite a file with zeros on disk, then remove it; raises FileNotFoundError."""
    fd = open_locked(path)
    try:
        _write_all(fd, bytes(os.fstat(fd).st_size), 0)
        os.fsync(fd)
        os.unlink(path)
    finally:
        os.close(fd)


def sync_folder(path: str) -> None:
    """Make the names in a folder durable."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _write_all(fd: int, content: bytes, at: int) -> None:
    # A disk that runs full takes a part first; only the next call says so.
    while content:
        done = os.pwrite(fd, content, at)
        content, at = content[done:], at + done


def _encoded(tables: Tables) -> tuple[int, bytes]:
    # UTF-8 has no lone surrogates; the escapes of plain ASCII keep them as they are.
    try:
        return PLAIN, msgspec.json.encode(tables)
    except UnicodeEncodeError:
        return ESCAPED, json.dumps(tables).encode()


def _decoded(slot: Slot) -> Tables:
    try:
        if slot.coding == ESCAPED:
            return msgspec.convert(json.loads(slot.payload), Tables)
        return _decoder.decode(slot.payload)
    except ValueError as fault:
        raise Unreadable("not in the form of a TinyDB file") from fault

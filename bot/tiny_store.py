"""Records in TinyDB: one small file a person, in hashed folders."""

import errno
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from bot.errors import RecordGone, RecordSetAside, StoreBusy, StoreFull, StoreUnusable
from bot.folder import Folder, Home, make_private
from bot.ledger import Ledger
from bot.record import Record
from bot.slots import Unreadable
from bot.storage import SlotStorage
from bot.tiny_file import open_file, read_record, write_record

_log = logging.getLogger(__name__)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_MENDS = {
    errno.EROFS: "mount the disk for writing, or set COACH_DATA_DIR to another folder",
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room on the disk",
    errno.ENOTDIR: "set COACH_DATA_DIR to a folder",
}
_MEND = "let the coach's user read and write there, or set COACH_DATA_DIR to another folder"


class TinyStore:
    """A Store in a folder, made by `open` for a desk that serves people, else by `look`.

    All methods but `close` raise StoreUnusable when the disk refuses, beside what the Store
    says.
    """

    def __init__(self, folder: Folder, lock: FileLock | None, ledger: Ledger | None) -> None:
        self._folder = folder
        self._lock = lock
        self._ledger = ledger
        self._closed = False

    @classmethod
    def open(cls, folder: Path, desk: str = "telegram") -> Self:
        """The store for one desk, locked against a second; raises StoreBusy, StoreUnusable."""
        home = Folder(folder)
        place = Path(home.root)
        path = place / f"{desk}.lock"
        lock = FileLock(path, timeout=0, mode=0o600, thread_local=False)
        try:
            make_private(home.people)
            lock.acquire()
            _must_be_writable(home.people)
            return cls(
                home, lock, Ledger(place, desk, nobody=lambda: next(home.homes(), None) is None)
            )
        except Timeout:
            raise StoreBusy(path) from None
        except OSError as fault:
            lock.release()
            raise _unusable(place, fault) from fault

    @classmethod
    def look(cls, folder: Path) -> Self:
        """The store for a single errand, beside whoever serves from the folder."""
        return cls(Folder(folder), None, None)

    def load(self, person: str) -> Record | None:
        """See Store."""
        home = self._folder.home(person)
        with self._disk(person):
            try:
                db = open_file(home.path)
            except FileNotFoundError:
                return None
            with db, self._unreadable_set_aside(person, home):
                record = read_record(db)
                if record.person != person:
                    raise Unreadable("the record of somebody else")
                self._note(home, record)
                return record

    def glance(self, person: str) -> Record | None:
        """See Store."""
        record = self.peek(self._folder.home(person))
        return record if record and record.person == person else None

    def save(self, record: Record) -> None:
        """See Store."""
        home = self._folder.home(record.person)
        with self._disk(record.person):
            if not record.mark:
                make_private(home.folder)
            try:
                db = open_file(home.path, fresh=not record.mark)
            except (FileNotFoundError, FileExistsError):
                raise RecordGone(record.person) from None
            with db, self._unreadable_set_aside(record.person, home):
                if self._ledger:
                    self._ledger.before(home, record)
                write_record(db, record)
                self._note(home, record)

    def delivered(self, person: str, serial: int, asked: str | None = None) -> None:
        """See Store. ValueError when `asked` has more than 200 bytes."""
        home = self._folder.home(person)
        with self._disk(person):
            try:
                storage = SlotStorage(home.path)
            except FileNotFoundError:
                return
            try:
                storage.acknowledge(serial, asked)
                if self._ledger:
                    self._ledger.arrived(home, serial)
            finally:
                storage.close()

    def erase(self, person: str) -> bool:
        """See Store."""
        home = self._folder.home(person)
        with self._disk(person):
            if self._ledger:
                self._ledger.remove(home)
            return self._folder.erase(home)

    def undelivered(self) -> Iterator[str]:
        """See Store."""
        left = [self._folder.home_of(key.hex()) for key in self._left()]
        yield from (record.person for record in map(self._waiting, left) if record)
        if self._ledger and not self._ledger.unclean:
            return
        known = {home.name for home in left}
        for home in self._folder.homes():
            if self._closed:
                return
            if home.name not in known and (record := self._waiting(home)):
                yield record.person
        # Only now: a scan that was cut short is due again at the next start.
        if self._ledger:
            self._ledger.all_seen()

    def due(self, now: datetime, limit: int) -> list[str]:
        """See Store."""
        people = []
        for key in self._ledger.claim(now, limit) if self._ledger else []:
            home = self._folder.home_of(key.hex())
            if record := self.peek(home):
                people.append(record.person)
            elif self._ledger:
                self._ledger.remove(home)
        return people

    def due_within(self, now: datetime, seconds: int) -> int:
        """See Store."""
        return self._ledger.within(now, seconds) if self._ledger else 0

    def people(self) -> Iterator[str]:
        """See Store."""
        for home in self._folder.homes():
            if record := self.peek(home):
                yield record.person

    def close(self) -> None:
        """See Store; a look through all records in another thread ends with it."""
        self._closed = True
        if self._ledger:
            self._ledger.close()
        if self._lock:
            self._lock.release()

    def _left(self) -> tuple[bytes, ...]:
        return self._ledger.left if self._ledger else ()

    def _waiting(self, home: Home) -> Record | None:
        record = self.peek(home)
        if not record and self._ledger:
            self._ledger.leave(home)
        mine = record and (not self._ledger or self._ledger.is_mine(record))
        return record if record and mine and record.outbox else None

    def peek(self, home: Home) -> Record | None:
        """The record that lives somewhere; None when there is none that can be read.

        A bad file stays where it is: its person shall hear of it when they next write.
        """
        with self._disk(""):
            try:
                with open_file(home.path) as db:
                    record = read_record(db)
                    self._note(home, record)
                    return record
            except FileNotFoundError:
                return None
            except Unreadable as fault:
                _log.warning("passed over the record %s: %s", home.name[:12], fault)
                return None

    def _note(self, home: Home, record: Record) -> None:
        if self._ledger:
            self._ledger.note(home, record)

    @contextmanager
    def _disk(self, person: str) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            if fault.errno in _FULL:
                raise StoreFull(person) from fault
            raise _unusable(Path(self._folder.root), fault) from fault

    @contextmanager
    def _unreadable_set_aside(self, person: str, home: Home) -> Iterator[None]:
        try:
            yield
        except Unreadable as fault:
            moved_to = self._folder.set_aside(home)
            if self._ledger:
                self._ledger.remove(home)
            _log.error("set aside the record %s: %s", home.name[:12], fault)
            raise RecordSetAside(person, str(fault), moved_to) from fault


def _must_be_writable(folder: str) -> None:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)


def _unusable(path: Path, fault: OSError) -> StoreUnusable:
    reason = (fault.strerror or str(fault)).lower()
    return StoreUnusable(path, reason, _MENDS.get(fault.errno or 0, _MEND))

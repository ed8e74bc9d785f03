"""Records by the hundred thousand, written as fast as a disk takes them."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from bot.folder import Folder
from bot.house import build
from bot.slots import PLAIN, Ack, Slot, capacity_for, newest, pack_file
from bot.tiny_store import TinyStore
from bot.updates import PREFIX
from dialogs.utterance import Utterance

# Numbers of seven digits, so that one record becomes another's by putting in the number.
FIRST = 1_000_000
NOW = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)


def name(number: int) -> str:
    """The coach's name for a person of the bench."""
    return f"{PREFIX}{FIRST + number}"


class Mould:
    """The record of somebody who has just been asked the first question, for anybody."""

    def __init__(self) -> None:
        with TemporaryDirectory() as folder:
            store = TinyStore.open(Path(folder))
            coach = build(store).coach
            record = coach.take_turn(
                name(0), Utterance("command", "go", "ask_for_space"), NOW
            ).record
            record.outbox.clear()
            store.save(record)
            store.close()
            path = Folder(Path(folder)).home(name(0)).path
            self._payload = newest(Path(path).read_bytes())[0].payload
        assert self._payload.count(name(0).encode()) == 1

    def lay(self, folder: Path, number: int, *, durable: bool = False) -> None:
        """Write it as somebody's, over what is there."""
        payload = self._payload.replace(name(0).encode(), name(number).encode())
        home = Folder(folder).home(name(number))
        Path(home.folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        fd = os.open(home.path, os.O_WRONLY | os.O_CREAT, 0o600)
        os.pwrite(fd, pack_file(Slot(0, 1, PLAIN, payload), capacity_for(len(payload)), Ack()), 0)
        if durable:
            os.fsync(fd)
        os.close(fd)


@contextmanager
def filled(count: int) -> Iterator[Path]:
    """A folder with so many records, all on disk; gone afterwards, at the disk's leisure."""
    mould = Mould()
    folder = Path(mkdtemp(prefix="room-for-us-bench-"))
    try:
        for number in range(count):
            mould.lay(folder, number)
        os.sync()
        yield folder
    finally:
        # Where a disk discards what is freed at once, this takes ten minutes.
        subprocess.Popen(["rm", "-rf", str(folder)], start_new_session=True)

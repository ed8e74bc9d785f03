import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.record import Record
from bot.tiny_store import TinyStore

# Two people take turns; each save is told on standard output only once it has returned.
WRITER = """
import os, sys
from pathlib import Path
from bot.record import Record, Reply
from bot.tiny_store import TinyStore

store = TinyStore.open(Path(sys.argv[1]))
turn = int(sys.argv[2])
while True:
    turn += 1
    for person in ("a", "b"):
        record = store.load(person) or Record(person=person)
        record.last_update = turn
        record.touched_at = str(turn % 10) * (turn * 997 % 12000)
        record.serial += 1
        record.outbox.append(Reply(serial=record.serial, text=str(turn)))
        store.save(record)
        store.delivered(person, record.serial - 1)
    os.write(1, b"%d\\n" % turn)
"""


def test_kill_9_tears_nothing_and_loses_no_turn_that_was_saved(tmp_path: Path) -> None:
    chance = random.Random(7)
    turn = 0
    for _ in range(20):
        told = killed_after(tmp_path, turn, chance.randrange(1, 25), chance.random() * 0.002)
        turn = max(intact(tmp_path, person, told) for person in ("a", "b"))
    assert turn > 100


def killed_after(folder: Path, start: int, turns: int, late: float) -> int:
    command = [sys.executable, "-c", WRITER, str(folder), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        lines = [writer.stdout.readline() for _ in range(turns)]
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(late)
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.readlines()
        assert writer.wait() == -signal.SIGKILL
    return int([line for line in lines if line.endswith(b"\n")][-1])


def intact(folder: Path, person: str, told: int) -> int:
    store = TinyStore.open(folder)
    record = store.load(person)
    store.close()
    assert isinstance(record, Record)
    turn = record.last_update
    assert told <= turn <= told + 1
    assert record.touched_at == str(turn % 10) * (turn * 997 % 12000)
    assert [int(reply.text) for reply in record.outbox][-1] == turn
    assert len(record.outbox) <= 2
    assert record.outbox[-1].serial == record.serial
    return turn


def test_kill_9_leaves_the_undelivered_to_be_found(tmp_path: Path) -> None:
    killed_after(tmp_path, 0, 3, 0.001)
    store = TinyStore.open(tmp_path)
    assert set(store.undelivered()) == {"a", "b"}
    store.close()

"""What a hundred thousand records do to a turn, to the start and to memory."""

import random
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bot.coach import Coach
from bot.house import build
from bot.tiny_store import TinyStore
from dialogs.utterance import Utterance
from tests.bench.contenders import Contender, Running
from tests.bench.crowd import Crowd
from tests.bench.records import NOW, Mould, name

FEW = 10


@dataclass
class Spent:
    """Seconds spent on turns, by the wall and by the processor."""

    wall: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count what is done here."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall


class Growth(NamedTuple):
    """Milliseconds a turn with few records, and how many times that it is with many."""

    wall: float
    cpu: float
    wall_ratio: float
    cpu_ratio: float


def whole_turn(coach: Coach, person: str) -> None:
    """The first tap, its replies saved and then noted as delivered."""
    turn = coach.take_turn(person, Utterance("tap", "1:too_much", update=2), NOW)
    assert turn.answered
    for reply in turn.record.outbox:
        coach.store.delivered(person, reply.serial, "7" if reply.asks else None)


def growth(folder: Path, numbers: range, batches: int, batch: int) -> Growth:
    """One turn each with people picked at random: of ten, and of many, in turn."""
    mould = Mould()
    with TemporaryDirectory() as small:
        stores = TinyStore.open(Path(small)), TinyStore.open(folder)
        coaches = [build(store).coach for store in stores]
        picked = random.Random(7).sample(numbers, (batches + 1) * batch)
        rounds = []
        for at in range(0, len(picked), batch):
            spent = Spent(), Spent()
            for number in picked[at : at + batch]:
                mould.lay(Path(small), number % FEW, durable=True)
                for coach, cost, one in zip(coaches, spent, (number % FEW, number), strict=True):
                    with cost.timed():
                        whole_turn(coach, name(one))
            rounds.append(spent)
        for store in stores:
            store.close()
    # The first batch only warms up.
    return _growth(rounds[1:], batch)


def _growth(rounds: Sequence[tuple[Spent, Spent]], batch: int) -> Growth:
    return Growth(
        1000 * median(few.wall for few, _ in rounds) / batch,
        1000 * median(few.cpu for few, _ in rounds) / batch,
        median(many.wall / few.wall for few, many in rounds),
        median(many.cpu / few.cpu for few, many in rounds),
    )


class Start(NamedTuple):
    """Seconds until a bot asks for updates: after a clean end, and after kill -9."""

    clean: float
    unclean: float


async def start(contender: Contender, folder: Path | None) -> Start:
    """Start a bot with a folder, or an empty one, after a clean end and after a kill."""
    with TemporaryDirectory() as empty:
        there = folder or Path(empty)
        await _ready(contender, there, signal.SIGTERM)
        clean = await _ready(contender, there, signal.SIGKILL)
        # Killed once more, so that whoever comes next finds an unclean end as well.
        return Start(clean, await _ready(contender, there, signal.SIGKILL))


async def _ready(contender: Contender, folder: Path, then: signal.Signals) -> float:
    async with Crowd() as crowd:
        begun = time.perf_counter()
        with Running(contender, crowd.base_url, folder) as bot:
            ready = await crowd.started() - begun
            bot.end(then)
    return ready

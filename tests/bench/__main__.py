"""`python -m tests.bench` measures the coach against its peers and writes docs/bench.md."""

import argparse
import asyncio
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.broadcast import broadcast
from tests.bench.contenders import AIOGRAM, ECHO, OURS, PTB, Contender
from tests.bench.dark import dark
from tests.bench.figures import BY_TAP, Figures, goals
from tests.bench.hour import hour, lay_sleepers
from tests.bench.kills import toll
from tests.bench.many import growth, start
from tests.bench.records import FIRST, filled
from tests.bench.report import page
from tests.bench.split import python, split
from tests.bench.turns import answering, tapping

_PAGE = Path(__file__).parent.parent.parent / "docs" / "bench.md"
_FAR = 0.05
_BUILT = """
from pathlib import Path
from bot.house import EAR, build
from bot.tiny_store import TinyStore
EAR.check()
build(TinyStore.look(Path("/nonexistent")))
"""


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rounds: int = 3
    people: int = 1000
    far_rounds: int = 2
    far_seconds: float = 5.0
    messages: int = 400
    records: int = 100_000
    batches: int = 10
    batch: int = 200
    kills: int = 10
    crowd: int = 100
    asleep: int = 10_000
    broadcast: float = 25.0
    due: int = 100_000
    night: int = 2_000
    night_kills: int = 20


_QUICK = Size(1, 200, 1, 3.0, 100, 2_000, 2, 50, 3, 30, 1_000, 8.0, 2_000, 200, 4)


async def measure(size: Size) -> Figures:
    """Measure everything; takes some minutes."""
    found = Figures(people=size.people, records=size.records, asleep=size.asleep)
    found.python = {
        "Python alone": python("-c", "pass"),
        "with all imports": python("-c", "import bot.__main__"),
        "with all scripts and prompts": python("-c", _BUILT),
    }
    found.split = split(300)
    for part in (_turns, _far, _waits, _broadcasts, _kills, _dark, _hour, _many):
        found.loads.append(os.getloadavg()[0])
        await part(found, size)
    found.loads.append(os.getloadavg()[0])
    return found


async def _kills(found: Figures, size: Size) -> None:
    _tell("kill -9 under load")
    for contender in (OURS, PTB):
        found.tolls[contender.name] = await toll(contender, size.crowd, size.kills, seed=1)


async def _turns(found: Figures, size: Size) -> None:
    for number in range(size.rounds):
        for contender in _in_turn(number):
            _tell(f"turns by button, round {number + 1}: {contender.name}")
            passed = await tapping(contender, size.people)
            found.turns.setdefault(contender.name, []).append(passed)


async def _far(found: Figures, size: Size) -> None:
    for number in range(size.far_rounds):
        for contender in (OURS, PTB, AIOGRAM):
            _tell(f"with 50 ms to the Bot API, round {number + 1}: {contender.name}")
            passed = await tapping(contender, size.people, _FAR, size.far_seconds)
            found.far.setdefault(contender.name, []).append(passed)


async def _waits(found: Figures, size: Size) -> None:
    for number in range(size.rounds):
        for name, contender in ((BY_TAP, OURS), (OURS.name, OURS), (ECHO.name, ECHO)):
            _tell(f"waits at 50 a second, round {number + 1}: {name}")
            waited = await answering(
                contender, size.messages, 50.0, seed=number, by_tap=name == BY_TAP
            )
            found.waits.setdefault(name, []).append(waited)


async def _broadcasts(found: Figures, size: Size) -> None:
    for latency in (0.0, _FAR):
        _tell(f"a broadcast to {size.asleep:,}, {1000 * latency:.0f} ms to the Bot API")
        found.broadcasts[latency] = await broadcast(size.asleep, size.broadcast, latency)


async def _dark(found: Figures, size: Size) -> None:
    _tell(f"kill -9 in a night of {size.night:,}")
    found.dark = await dark(size.night, size.night_kills)


async def _hour(found: Figures, size: Size) -> None:
    _tell(f"{size.due:,} people due within one hour")
    with TemporaryDirectory() as folder:
        lay_sleepers(Path(folder), size.due)
        found.hour = await hour(Path(folder), size.due)


async def _many(found: Figures, size: Size) -> None:
    _tell(f"writing {size.records:,} records")
    with filled(size.records) as folder:
        _tell(f"turns, start and memory with {size.records:,} records")
        # The first people stay at the first question, for the crowd that comes after.
        others = range(size.people, size.records)
        found.growth = growth(folder, others, size.batches, size.batch)
        for contender, theirs in ((OURS, folder), (ECHO, None)):
            found.starts[contender.name] = await start(contender, theirs)
        found.crowded = await tapping(OURS, size.people, folder=folder, first=FIRST)


def _in_turn(number: int) -> list[Contender]:
    """The contenders, another one first each time."""
    all_three = [OURS, PTB, AIOGRAM]
    return all_three[number % 3 :] + all_three[: number % 3]


def _tell(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def main() -> int:
    """Measure and write the page; status 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute's look; writes no page")
    quick = parser.parse_args().quick
    found = asyncio.run(measure(_QUICK if quick else Size()))
    text = page(found, "make bench")
    print(text)
    if not quick:
        _PAGE.write_text(text, encoding="utf-8")
    missed = [goal for goal in goals(found) if not goal.reached]
    for goal in missed:
        _tell(f"missed: {goal.what}: {goal.figure}, the goal is {goal.goal}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Where the time of a turn goes, and that of a start."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from bot import storage
from bot.house import build
from bot.tiny_store import TinyStore
from tests.bench.many import whole_turn
from tests.bench.records import Mould, name

_ROOT = Path(__file__).parent.parent.parent
Cost = dict[str, float]


def split(turns: int) -> Cost:
    """Milliseconds of a turn by the wall, by what it is spent on; `turn` is all of it."""
    cost: Cost = dict.fromkeys(("load", "engine", "render", "save", "sync", "delivered"), 0.0)
    cost["turn"] = 0.0
    mould = Mould()
    with TemporaryDirectory() as folder, ExitStack() as stack:
        store = TinyStore.open(Path(folder))
        stack.callback(store.close)
        coach = build(store).coach
        for what, owner, part in (
            ("load", store, "load"),
            ("engine", coach.conversation, "respond"),
            ("render", coach.speech, "bubble"),
            ("save", store, "save"),
            ("sync", storage, "_sync"),
            ("delivered", store, "delivered"),
        ):
            stack.enter_context(_timed(cost, what, owner, part))
        for number in range(turns):
            mould.lay(Path(folder), number, durable=True)
            begun = time.perf_counter()
            whole_turn(coach, name(number))
            cost["turn"] += time.perf_counter() - begun
    cost["save"] -= cost["sync"]
    cost["other"] = 2 * cost["turn"] - sum(cost.values())
    return {what: 1000 * seconds / turns for what, seconds in cost.items()}


@contextmanager
def _timed(cost: Cost, what: str, owner: Any, part: str) -> Iterator[None]:
    plain: Callable[..., Any] = getattr(owner, part)

    def timed(*given: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return plain(*given, **named)
        finally:
            cost[what] += time.perf_counter() - begun

    with mock.patch.object(owner, part, timed):
        yield


def python(*words: str, rounds: int = 3) -> float:
    """Seconds that a run of Python takes, the median of some."""
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True, cwd=_ROOT)
        took.append(time.perf_counter() - begun)
    return median(took)

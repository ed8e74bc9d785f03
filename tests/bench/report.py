"""The figures as a page."""

import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from statistics import median

from tests.bench.broadcast import Broadcast
from tests.bench.contenders import OURS
from tests.bench.figures import Figures, goals, over
from tests.bench.turns import Pass, Waits

BUSY = 2.5
_INTRO = """\
# What a turn costs

Made by `{command}` on {day}: {machine}; python-telegram-bot {ptb}, aiogram {aiogram}.
{load}
Every bot runs in a program of its own against the same local Bot API stub, one at a time, in
rounds that take turns; a ratio is the median of the rounds' ratios. Our turn is on disk
(fdatasync) before it is answered; the peers keep theirs in memory (PicklePersistence writes once
a minute, as it does by default). All make the same three calls a turn: the tap answered, the
question edited, the next one sent. Durability costs what this machine's disk takes for a sync
({sync:.2f} ms a turn here).
"""
_PARTS = {
    "load": "load the record",
    "engine": "hear, step, fill slots",
    "render": "render the reply",
    "save": "save the record, without the sync",
    "sync": "wait for the disk",
    "delivered": "note that it arrived, outbox cleared",
    "other": "all else",
    "turn": "the whole turn, without the calls",
}


def page(found: Figures, command: str) -> str:
    """The page that stands in docs/bench.md."""
    return "\n".join(
        [
            _intro(found, command),
            "## The goals\n",
            *_table(
                ("what", "goal", "found", ""),
                (
                    (g.what, g.goal, g.figure, "" if g.reached else "**missed**")
                    for g in goals(found)
                ),
            ),
            f"\n## Turns by button, {found.people:,} people\n",
            *_passes(found.turns),
            "\n## The same with 50 ms between bot and Bot API\n",
            *_passes(found.far),
            "\n## Wait for a reply at 50 messages a second, in random moments\n",
            *_waits(found.waits),
            "\nOurs takes a whole turn for each; typed words are heard on the way (risk, topic, labels: about 5 ms\nof one core); the peer sends the words back.\n",
            f"## A broadcast to {found.asleep:,}, as people type\n",
            *_broadcasts(found.broadcasts),
            "\nMeasured are the first messages of it; the whole would take six minutes. Delivery and the",
            "stub share a program here, and a second is one as the stub sees it. The wait runs from",
            "before the record is saved to the moment when the reply reaches the stub.\n",
            *_nights(found),
            "## Many records\n",
            *_many(found),
            "\n## kill -9\n",
            *_tolls(found),
            "\nA repeated reply was on the line when the bot was killed. The bot is killed at the",
            "moment when a reply of a burst reaches the stub, so that others are under way.\n",
            "## Where the time goes\n",
            *_table(
                ("part of a turn", "ms"),
                ((words, f"{found.split[part]:.3f}") for part, words in _PARTS.items()),
            ),
            "",
            *_table(("start", "s"), ((what, f"{s:.2f}") for what, s in found.python.items())),
            "",
        ]
    )


def _intro(found: Figures, command: str) -> str:
    machine = f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, "
    return _INTRO.format(
        command=command,
        day=date.today().isoformat(),
        machine=f"{machine}Python {platform.python_version()}",
        ptb=version("python-telegram-bot"),
        aiogram=version("aiogram"),
        sync=found.split["sync"],
        load=_load(found.loads),
    )


def _load(loads: Sequence[float]) -> str:
    """What else the machine did meanwhile; the bench by itself keeps it at 2 at the most."""
    words = f"The machine's load stood at {min(loads):.1f} to {max(loads):.1f} meanwhile"
    if max(loads) <= BUSY:
        return f"{words}."
    return (
        f"{words}: **others were using it, so that what is timed by the wall is not to be "
        "relied on**; a sync then waits for a core as well."
    )


def _passes(passes: Mapping[str, Sequence[Pass]]) -> Iterator[str]:
    ours = passes[OURS.name]
    return _table(
        ("bot", "turns/s", "rounds", "ours is", "processor ms a turn", "ours is", "MB"),
        (
            (
                name,
                f"{median(one.rate for one in rounds):,.0f}",
                ", ".join(f"{one.rate:,.0f}" for one in rounds),
                f"{over(ours, rounds, 'rate'):.2f} ×",
                f"{median(one.cpu for one in rounds):.2f}",
                f"{over(ours, rounds, 'cpu'):.2f} ×",
                f"{median(one.resident for one in rounds):.0f}",
            )
            for name, rounds in passes.items()
        ),
    )


def _waits(waits: Mapping[str, Sequence[Waits]]) -> Iterator[str]:
    ours = waits[OURS.name]
    return _table(
        ("bot", "median ms", "rounds", "ours is", "99 of 100 within ms", "processor ms a message"),
        (
            (
                name,
                f"{median(one.median for one in rounds):.2f}",
                ", ".join(f"{one.median:.2f}" for one in rounds),
                f"{over(ours, rounds, 'median'):.2f} ×",
                f"{median(one.late for one in rounds):.1f}",
                f"{median(one.cpu for one in rounds):.2f}",
            )
            for name, rounds in waits.items()
        ),
    )


def _nights(found: Figures) -> Iterator[str]:
    """What an hour of everybody's prompts takes; the goals stand above."""
    if (hour := found.hour) is None:
        return
    yield f"## {hour.people:,} people due within one hour\n"
    yield (
        f"All were prompted within {hour.hours:.2f} hours of their clock, for {hour.busy:.0f} s of "
        f"one core: {1000 * hour.busy / hour.people:.2f} ms a prompt (claimed, rendered, saved,"
    )
    yield "handed over, noted as arrived). Waker, index, records and delivery are the real ones;"
    yield "Telegram answers from memory after 20 ms, and the clock leaps. Memory is the peak over"
    yield "what the program had before it opened the records.\n"


def _broadcasts(nights: Mapping[float, Broadcast]) -> Iterator[str]:
    return _table(
        (
            "to the Bot API",
            "prompts sent",
            "a second",
            "with replies a second",
            "most in any second",
            "people who typed",
            "median ms",
            "worst ms",
            "worst of eight at once, ms",
        ),
        (
            (
                f"{1000 * latency:.0f} ms",
                f"{one.prompts:,}",
                f"{one.average:.1f}",
                f"{one.together:.1f}",
                one.crowded,
                one.typed,
                f"{one.median:.1f}",
                f"{one.worst:.0f}",
                f"{one.worst_together:.0f}",
            )
            for latency, one in nights.items()
        ),
    )


def _many(found: Figures) -> Iterator[str]:
    few = found.growth
    yield from _table(
        ("what", "few records", f"{found.records:,} records", ""),
        (
            _growth("a turn without the calls, wall ms", few.wall, few.wall_ratio),
            _growth("a turn without the calls, processor ms", few.cpu, few.cpu_ratio),
            (
                f"{found.people:,} people tapping, turns/s",
                f"{median(one.rate for one in found.turns[OURS.name]):,.0f}",
                f"{found.crowded.rate:,.0f}",
                "",
            ),
            (
                "memory, MB",
                f"{median(one.resident for one in found.turns[OURS.name]):.0f}",
                f"{found.crowded.resident:.0f}",
                "",
            ),
        ),
    )
    yield ""
    yield from _table(
        ("ready after start", "after a clean end, s", "after kill -9, s"),
        ((name, f"{s.clean:.2f}", f"{s.unclean:.2f}") for name, s in found.starts.items()),
    )


def _growth(what: str, few: float, ratio: float) -> tuple[str, ...]:
    return what, f"{few:.3f}", f"{few * ratio:.3f}", f"{ratio:.2f} ×"


def _tolls(found: Figures) -> Iterator[str]:
    return _table(
        ("bot", "messages", "kills", "unanswered", "people whose state is lost", "repeated"),
        (
            (name, f"{t.messages:,}", t.kills, t.unanswered, t.lost, t.repeated)
            for name, t in found.tolls.items()
        ),
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield _line(heads)
    yield _line(["---"] * len(heads))
    for row in rows:
        yield _line([str(cell) for cell in row])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

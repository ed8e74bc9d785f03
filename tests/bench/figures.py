"""The figures of a run, and how they stand to their goals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.broadcast import Broadcast
from tests.bench.contenders import AIOGRAM, ECHO, OURS, PTB
from tests.bench.dark import Dark
from tests.bench.hour import Hour
from tests.bench.kills import Toll
from tests.bench.many import Growth, Start
from tests.bench.turns import Pass, Waits

BY_TAP = f"{OURS.name}, tapped"


@dataclass
class Figures:
    """All that was measured; by contender, a value a round."""

    turns: dict[str, list[Pass]] = field(default_factory=dict)
    far: dict[str, list[Pass]] = field(default_factory=dict)
    waits: dict[str, list[Waits]] = field(default_factory=dict)
    broadcasts: dict[float, Broadcast] = field(default_factory=dict)
    hour: Hour | None = None
    dark: Dark | None = None
    tolls: dict[str, Toll] = field(default_factory=dict)
    starts: dict[str, Start] = field(default_factory=dict)
    growth: Growth = field(default_factory=lambda: Growth(0, 0, 0, 0))
    crowded: Pass = field(default_factory=lambda: Pass(0, 0, 0))
    split: Mapping[str, float] = field(default_factory=dict)
    python: Mapping[str, float] = field(default_factory=dict)
    people: int = 0
    records: int = 0
    asleep: int = 0
    loads: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Goal:
    what: str
    goal: str
    figure: str
    reached: bool


def over(ours: Sequence[Pass | Waits], theirs: Sequence[Pass | Waits], part: str) -> float:
    """How many times the peer's figure ours is: the median of the rounds' ratios."""
    both = zip(ours, theirs, strict=True)
    return float(median(getattr(one, part) / getattr(other, part) for one, other in both))


def goals(found: Figures) -> Iterator[Goal]:
    """Each goal of the project with what was found."""
    turns, far, waits = found.turns, found.far, found.waits
    turn = f"a full durable turn by button, {found.people:,} people, turns a second"
    for peer, least in ((PTB, 2.0), (AIOGRAM, 1.2)):
        yield _at_least(
            f"{turn}, against {peer.name}",
            over(turns[OURS.name], turns[peer.name], "rate"),
            least,
        )
    times = over(far[OURS.name], far[PTB.name], "rate")
    yield _at_least(f"the same with 50 ms to the Bot API, against {PTB.name}", times, 20.0)
    for name, what in ((BY_TAP, "tap, a whole turn"), (OURS.name, "typed words, heard as well")):
        times = over(waits[name], waits[ECHO.name], "median")
        yield _at_most(f"median wait at 50/s, {what}, against {ECHO.name}", times, 1.0)
    yield from _in_broadcasts(found)
    yield from _in_an_hour(found)
    for by, times in (("wall", found.growth.wall_ratio), ("processor", found.growth.cpu_ratio)):
        yield _at_most(f"cost of a turn at {found.records:,} records against 10, {by}", times, 1.2)
    slowest = max(found.starts[OURS.name])
    yield _at_most(
        f"ready after start, {found.records:,} records, also after kill -9", slowest, 2.0, " s"
    )
    memory = found.crowded.resident
    yield _at_most(
        f"resident memory, {found.records:,} records, {found.people:,} active", memory, 150.0, " MB"
    )
    yield from _after_kills(found.tolls[OURS.name])
    yield from _in_the_dark(found)


def _in_broadcasts(found: Figures) -> Iterator[Goal]:
    nights = found.broadcasts.values()
    typing = f"reply to a person who types during a broadcast to {found.asleep:,}"
    for what, most, figure in (
        ("median", 60.0, max(one.median for one in nights)),
        ("worst, eight at once as well", 300.0, max(one.worst for one in nights)),
    ):
        yield _at_most(f"{typing}, {what}", figure, most, " ms")
    crowded, average = max(one.crowded for one in nights), min(one.average for one in nights)
    yield Goal("messages in any one second of it", "≤ 30", str(crowded), crowded <= 30)
    yield Goal("prompts of it a second, on average", "≥ 27", f"{average:.1f}", average >= 27)


def _in_an_hour(found: Figures) -> Iterator[Goal]:
    if (hour := found.hour) is None:
        return
    due = f"{hour.people:,} people due within one hour"
    yield _at_most(f"{due}, memory over idle", hour.memory, 60.0, " MB")
    yield Goal(f"{due}, skipped", "0", str(hour.skipped), hour.skipped == 0)
    yield Goal(f"{due}, prompted twice", "0", str(hour.twice), hour.twice == 0)
    yield _at_most(f"index missing, {hour.people:,} records, made anew", hour.opened, 20.0, " s")


def _in_the_dark(found: Figures) -> Iterator[Goal]:
    if (dark := found.dark) is None:
        return
    night = f"kill -9 {dark.kills} times in a night of {dark.people:,}"
    yield Goal(f"{night}: missed", "0", str(dark.missed), dark.missed == 0)
    few = dark.repeated <= dark.kills
    yield Goal(f"{night}: repeated", "≤ 1 a kill", str(dark.repeated), few)


def _after_kills(toll: Toll) -> Iterator[Goal]:
    load = f"kill -9 {toll.kills} times under {toll.messages:,} messages from {toll.people} people"
    for what, figure in (
        ("unanswered", toll.unanswered),
        ("state lost", toll.lost),
        ("replies repeated beyond one a kill and person", toll.too_many),
    ):
        yield Goal(f"{load}: {what}", "0", str(figure), figure == 0)


def _at_least(what: str, figure: float, least: float) -> Goal:
    return Goal(what, f"≥ {least:g} ×", f"{figure:.2f} ×", figure >= least)


def _at_most(what: str, figure: float, most: float, unit: str = " ×") -> Goal:
    return Goal(what, f"≤ {most:g}{unit}", f"{figure:.2f}{unit}", figure <= most)

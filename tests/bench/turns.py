"""How many turns a bot takes, and what one costs."""

import asyncio
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.bench.contenders import Contender, Running
from tests.bench.crowd import Crowd

TAPS = 5
NOISE = "a long week, and no end of it in sight"


class Pass(NamedTuple):
    """One measured pass: turns a second, processor milliseconds a turn, resident megabytes."""

    rate: float
    cpu: float
    resident: float


async def tapping(
    contender: Contender,
    people: int,
    latency: float = 0.0,
    seconds: float = 0.0,
    folder: Path | None = None,
    first: int = 1,
) -> Pass:
    """People who tap as fast as they are asked, `TAPS` times each or for so many seconds."""
    with TemporaryDirectory() as own:
        async with Crowd() as crowd:
            crowd.gather(people, first)
            with Running(contender, crowd.base_url, folder or Path(own)) as bot:
                await crowd.started()
                await crowd.greet()
                return await _measured(crowd, bot, latency, seconds)


async def _measured(crowd: Crowd, bot: Running, latency: float, seconds: float) -> Pass:
    crowd.latency = latency
    crowd.count_anew()
    spent, begun = bot.cpu, time.perf_counter()
    crowd.tap_all(TAPS)
    whole = len(crowd.people) * TAPS
    if seconds:
        await asyncio.sleep(seconds)
        ended = time.perf_counter()
    else:
        ended = await crowd.met(lambda: crowd.whole_turns >= whole)
        await asyncio.sleep(0.1)
    turns = crowd.whole_turns
    refused = len(crowd.refusals)
    assert not refused, f"{refused} calls were refused: {crowd.refusals[0]}"
    return Pass(turns / (ended - begun), 1000 * (bot.cpu - spent) / turns, bot.most_resident)


class Waits(NamedTuple):
    """How long people waited for the reply: milliseconds."""

    median: float
    late: float
    cpu: float


async def answering(
    contender: Contender, messages: int, rate: float, seed: int, *, by_tap: bool = False
) -> Waits:
    """Messages or taps at so many a second, at random moments, each from somebody else."""
    with TemporaryDirectory() as own:
        async with Crowd() as crowd:
            crowd.gather(messages)
            with Running(contender, crowd.base_url, Path(own)) as bot:
                await crowd.started()
                for person in crowd.people:
                    person.write("/go ask_for_space")
                await crowd.met(lambda: all(person.heard_at for person in crowd.people))
                await asyncio.sleep(0.5)
                return await _waits(crowd, bot, rate, random.Random(seed), by_tap)


async def _waits(
    crowd: Crowd, bot: Running, rate: float, dice: random.Random, by_tap: bool
) -> Waits:
    crowd.count_anew()
    spent, due = bot.cpu, time.perf_counter()
    said: list[float] = []
    for person in crowd.people:
        due += dice.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        person.heard_at.clear()
        said.append(time.perf_counter())
        if by_tap:
            person.taps = 1
            person.tap_first()
        else:
            person.write(NOISE)
    await crowd.met(lambda: all(person.heard_at for person in crowd.people))
    waits = sorted(
        1000 * (person.heard_at[0][0] - at) for person, at in zip(crowd.people, said, strict=True)
    )
    cost = 1000 * (bot.cpu - spent) / len(waits)
    return Waits(waits[len(waits) // 2], waits[len(waits) * 99 // 100], cost)

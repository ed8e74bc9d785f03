"""Kill a bot again and again under load, and count what is missing or came twice."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bot.record import Record
from bot.tiny_store import TinyStore
from bot.updates import PREFIX
from tests.bench.contenders import Contender, Running
from tests.bench.crowd import Crowd, Walker
from tests.chat import Chat

WORDS = (
    "/go ask_for_space",
    "it has been a long week",
    "knackered",
    "some quiet",
    "so I can think straight",
    "an hour",
    "at eight",
    "I love you",
    "you had a long day",
    "short",
)
RATE = 120.0


class Toll(NamedTuple):
    """What the kills cost.

    Replies decided or due and never sent; people whose state is not what they said; replies
    that came again, and those among them beyond one a kill and person.
    """

    people: int
    messages: int
    kills: int
    unanswered: int
    lost: int
    repeated: int
    too_many: int


async def toll(contender: Contender, people: int, kills: int, seed: int) -> Toll:
    """Everybody says all of WORDS; the bot is killed so many times meanwhile."""
    with TemporaryDirectory() as folder:
        async with Crowd() as crowd:
            crowd.gather(people)
            load = asyncio.create_task(_load(crowd, random.Random(seed)))
            dice = random.Random(seed + 1)
            for left in range(kills, 0, -1):
                due = len(WORDS) * people - crowd.sends
                await _life(crowd, contender, Path(folder), dice, due // (left + 2))
            with Running(contender, crowd.base_url, Path(folder)) as bot:
                newest = await load
                await _quiet(crowd)
                bot.end(signal.SIGTERM)
            repeats = list(_repeats(crowd))
            missing, lost = _missing(crowd, Path(folder), newest, len(repeats))
        return Toll(
            people=people,
            messages=people * len(WORDS),
            kills=kills,
            unanswered=missing,
            lost=lost,
            repeated=len(repeats),
            too_many=len(repeats) - len(set(repeats)),
        )


async def _load(crowd: Crowd, dice: random.Random) -> dict[int, int]:
    """Say everything, each person's words in order; the last update of each."""
    newest: dict[int, int] = {}
    turns = [person for person in crowd.people for _ in WORDS]
    dice.shuffle(turns)
    said: Counter[int] = Counter()
    for person in turns:
        newest[person.id] = person.write(WORDS[said[person.id]])
        said[person.id] += 1
        await asyncio.sleep(dice.expovariate(RATE))
    return newest


async def _life(
    crowd: Crowd, contender: Contender, folder: Path, dice: random.Random, most: int
) -> None:
    """Run the bot until it has said a little more, and kill it in the middle of that."""
    until = crowd.sends + dice.randint(1, max(2, most))
    with Running(contender, crowd.base_url, folder) as bot:
        with suppress(TimeoutError):
            # A bot that has lost its state may have nothing more to say.
            await crowd.met(lambda: crowd.sends >= until, 3)
        bot.end(signal.SIGKILL)
    # What was on the line still arrives.
    await asyncio.sleep(0.05)
    crowd.life += 1


async def _quiet(crowd: Crowd) -> None:
    """Wait until nothing has been said for longer than the pace in a chat makes anyone wait."""
    before = -1
    while before != crowd.sends:
        before = crowd.sends
        await asyncio.sleep(3)


def _repeats(crowd: Crowd) -> Iterator[tuple[int, int]]:
    """Each reply that came before as it is: to whom, and after how many kills."""
    for person in crowd.people:
        before: set[str] = set()
        for what, (_, life) in zip(_said_to(person), person.heard_at, strict=True):
            if what in before:
                yield person.id, life
            before.add(what)


def _said_to(person: Walker) -> list[str]:
    # No two replies of a walk have the same words; buttons that have become stale are left out
    # when a reply comes again.
    return [each.html for each in person.replies if not each.edited]


def _missing(crowd: Crowd, folder: Path, newest: dict[int, int], repeats: int) -> tuple[int, int]:
    """Replies that never came and people whose state is wrong, by the records of the coach.

    A bot that keeps no records of the coach's owes a reply for each message, and nobody's
    state has been kept.
    """
    if not (folder / "people").exists():
        return len(crowd.people) * len(WORDS) - (crowd.sends - repeats), len(crowd.people)
    expected, missing, lost = _as_said(), 0, 0
    store = TinyStore.look(folder)
    for person in crowd.people:
        record = store.load(f"{PREFIX}{person.id}")
        if record is None:
            missing, lost = missing + len(WORDS), lost + 1
            continue
        missing += record.serial - len(set(_said_to(person)))
        lost += record.last_update != newest[person.id] or _state(record) != expected
    return missing, lost


def _as_said() -> list[object]:
    """The state of somebody who said all of WORDS with nothing going wrong."""
    chat = Chat()
    chat.begin()
    for words in WORDS[1:]:
        chat.say(words)
    return _state(chat.record)


def _state(record: Record) -> list[object]:
    assert record.session is not None
    places = [
        (place.script, place.state, {slot: (v.pick, v.said) for slot, v in place.slots.items()})
        for place in record.session.stack
    ]
    return [record.session.step, record.serial, places]

"""Prompts on real sockets."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Bot

from bot.delivery import Delivery
from bot.record import Record
from tests.bench.broadcast import most_in_a_second
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.memory_store import MemoryStore
from tests.outboxes import decided, known, texts

pytestmark = pytest.mark.usefixtures("hasty")


def prompted(store: MemoryStore, *said: str, number: int = 11, minutes: int = 90) -> Record:
    person = f"telegram:{number}"
    before = record.serial if (record := store.load(person)) else 0
    record = decided(store, *said, person=person)
    until = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()
    for reply in record.outbox:
        if reply.serial > before:
            reply.until = until
    store.save(record)
    return record


async def test_a_prompt_arrives_and_leaves_the_outbox(
    ann: Person, way: Delivery, store: MemoryStore
) -> None:
    way.hand_over(prompted(store, "one", "two"))
    assert way.prompts_waiting == 2
    assert [(await ann.reply()).text, (await ann.reply()).text] == ["one", "two"]
    await way.drain(1)
    assert (known(store).outbox, way.prompts_waiting) == ([], 0)


async def test_a_reply_in_a_broadcast_goes_first_and_the_limit_holds(
    api: BotApi, way: Delivery, store: MemoryStore
) -> None:
    seen: list[float] = []
    hear = Person.hear

    def heard(person: Person, *what: Any, **more: Any) -> None:
        seen.append(time.perf_counter())
        hear(person, *what, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Person, "hear", heard)
        awake = [api.person(number, "A") for number in range(1000, 1008)]
        for number in range(100, 200):
            api.person(number, "P")
            way.hand_over(prompted(store, "night", number=number))
        await api.until(lambda: len(seen) == 40, 5)
        begun = time.perf_counter()
        for person in awake:
            way.hand_over(decided(store, "hello", person=f"telegram:{person.id}"))
        await asyncio.gather(*(person.reply() for person in awake))
        assert time.perf_counter() - begun < 0.5
        await api.until(lambda: len(seen) == 108, 5)
    assert most_in_a_second(seen) <= 30
    assert seen[-1] - seen[0] < 108 / 26


async def test_a_prompt_that_comes_too_late_is_not_sent(
    api: BotApi, ann: Person, bot: Bot, store: MemoryStore
) -> None:
    moment = datetime.now(UTC)
    way = Delivery(bot, store, lambda: None, now=lambda: moment)
    way.hand_over(prompted(store, "late", minutes=-1))
    await way.drain(1)
    assert (texts(ann), known(store).outbox) == ([], [])
    # Nor when somebody types: only what is still true is said.
    prompted(store, "late again", minutes=-1)
    way.hand_over(decided(store, "hello"))
    await way.drain(1)
    assert (texts(ann), known(store).outbox) == (["hello"], [])
    assert way.standing().late == 2


async def test_somebody_who_is_gone_stops_no_broadcast(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    ann.blocked = True
    bob = api.person(12, "Bob")
    way.hand_over(prompted(store, "one"))
    way.hand_over(prompted(store, "one", number=99))
    way.hand_over(prompted(store, "one", number=12))
    assert (await bob.reply()).text == "one"
    await way.drain(1)
    for person in ("telegram:11", "telegram:99"):
        assert not known(store, person).profile.reachable
        assert len(known(store, person).outbox) == 1
    assert way.standing()[:4] == (1, 2, 0, 0)


async def test_a_flood_is_waited_out_as_told(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    bob = api.person(12, "Bob")
    api.flood_next(1, retry_after=0.3)
    begun = time.perf_counter()
    way.hand_over(prompted(store, "one"))
    way.hand_over(prompted(store, "one", number=12))
    await bob.reply()
    assert time.perf_counter() - begun >= 0.3
    assert (await ann.reply()).text == "one"
    assert api.refusals == []


async def test_who_types_while_their_prompt_is_flooded_waits_as_told(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.flood_next(1, retry_after=0.2)
    way.hand_over(prompted(store, "one"))
    await api.until(lambda: api.calls["sendMessage"] == 1)
    way.hand_over(decided(store, "two"))
    assert [(await ann.reply()).text, (await ann.reply()).text] == ["one", "two"]
    assert api.refusals == []


async def test_what_telegram_refuses_of_a_prompt_goes_plainly(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    way.hand_over(prompted(store, "<b>open &amp; wide", "next"))
    assert [(await ann.reply()).text, (await ann.reply()).text] == ["open & wide", "next"]
    await way.drain(1)
    assert known(store).outbox == []


async def test_no_typing_shows_for_a_prompt(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.latency = 0.7
    way.hand_over(prompted(store, "night"))
    await ann.reply()
    api.latency = 0
    await way.drain(2)
    assert ann.actions == []


async def test_a_lost_answer_doubles_one_prompt_at_most(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    bob = api.person(12, "Bob")
    api.reset_next(1, "sendMessage", after=True)
    way.hand_over(prompted(store, "one"))
    way.hand_over(prompted(store, "one", number=12))
    await bob.reply()
    await way.drain(2)
    assert (texts(ann), texts(bob)) == (["one", "one"], ["one"])

"""The waker: wakes whoever is due, slows down where delivery does, and is stopped by nobody."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from bot.carrier import set_reachable
from bot.coach import Coach, Turn
from bot.delivery import Delivery
from bot.errors import StoreFull
from bot.record import Record
from bot.waker import AFTER_TROUBLE, LOOKS_EVERY, WAITING_AT_MOST, Waker
from tests.memory_store import MemoryStore
from tests.nights import TONIGHT, settle_in
from tests.serving import house_over


class Hands:
    """A delivery that only takes in."""

    def __init__(self) -> None:
        self.taken: list[Record] = []
        self.prompts_waiting = 0

    def hand_over(self, record: Record) -> None:
        self.taken.append(record)
        self.prompts_waiting += len(record.outbox)


def waker(people: int, now: datetime = TONIGHT) -> tuple[Waker, Hands, Coach]:
    store = MemoryStore()
    settle_in(store, range(1, people + 1))
    coach, hands = house_over(store).coach, Hands()
    return Waker(coach, cast(Delivery, hands), lambda: now), hands, coach


async def test_everybody_who_is_due_once() -> None:
    waking, hands, _ = waker(5)
    assert await waking.look() == LOOKS_EVERY
    assert [len(record.outbox) for record in hands.taken] == [1] * 5
    assert all(reply.until for record in hands.taken for reply in record.outbox)
    await waking.look()
    assert len(hands.taken) == 5


async def test_nobody_before_it_is_time() -> None:
    waking, hands, _ = waker(3, TONIGHT - timedelta(seconds=1))
    await waking.look()
    assert hands.taken == []


async def test_no_more_than_delivery_can_take() -> None:
    waking, hands, _ = waker(WAITING_AT_MOST + 20)
    await waking.look()
    assert len(hands.taken) == WAITING_AT_MOST
    await waking.look()
    assert len(hands.taken) == WAITING_AT_MOST
    hands.prompts_waiting = 0
    await waking.look()
    assert len(hands.taken) == WAITING_AT_MOST + 20


async def test_whoever_types_comes_between_two_who_sleep() -> None:
    waking, hands, _ = waker(20)
    order: list[int] = []

    async def types() -> None:
        await asyncio.sleep(0)
        order.append(len(hands.taken))

    await asyncio.gather(waking.look(), types())
    assert order[0] < 20


@pytest.mark.parametrize("odd", [7, 1])
async def test_one_odd_record_silences_nobody_else(
    odd: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waking, hands, coach = waker(9)
    real: Callable[[str, datetime], Turn | None] = coach.wake

    def wake(person: str, now: datetime) -> Any:
        if person == f"telegram:{odd}":
            raise ValueError("words that are nobody's business")
        return real(person, now)

    monkeypatch.setattr(coach, "wake", wake)
    with caplog.at_level(logging.ERROR):
        await waking.look()
    assert len(hands.taken) == 8
    assert "a prompt broke" in caplog.text
    assert "nobody's business" not in caplog.text


async def test_a_full_disk_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waking, hands, coach = waker(3)

    def full(record: Record) -> None:
        raise StoreFull(record.person)

    with monkeypatch.context() as patch:
        patch.setattr(coach.store, "save", full)
        assert await waking.look() == AFTER_TROUBLE
    assert hands.taken == []
    await waking.look()
    assert len(hands.taken) == 3


async def test_somebody_erased_meanwhile_is_left_in_peace(monkeypatch: pytest.MonkeyPatch) -> None:
    waking, hands, coach = waker(2)
    monkeypatch.setattr(coach.store, "due", lambda now, limit: ["telegram:404", "telegram:1"])
    await waking.look()
    assert [record.person for record in hands.taken] == ["telegram:1"]


async def test_somebody_who_lets_the_bot_in_again_hears_of_it_on_the_next_evening() -> None:
    waking, hands, coach = waker(1)
    set_reachable(coach.store, "telegram:1", reachable=False)
    await waking.look()
    assert hands.taken == []
    set_reachable(coach.store, "telegram:1", reachable=True)
    later = TONIGHT + timedelta(hours=3)
    waking.clock = lambda: later
    await waking.look()
    record = coach.store.load("telegram:1")
    assert record is not None
    assert record.outbox == []
    assert record.due == (TONIGHT + timedelta(days=1)).isoformat()

import asyncio

import pytest

from bot.delivery import Delivery
from bot.record import Record, Reply
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.memory_store import MemoryStore
from tests.outboxes import decided, known, texts

pytestmark = pytest.mark.usefixtures("hasty")


async def test_replies_arrive_in_order_and_leave_the_outbox(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.latency = 0.01
    way.hand_over(decided(store, "one", "two"))
    way.hand_over(decided(store, "three"))
    for number in ("one", "two", "three"):
        assert (await ann.reply()).text == number
    await way.drain(1)
    assert known(store).outbox == []
    assert known(store).serial == 3


async def test_a_question_is_known_by_its_message(
    ann: Person, way: Delivery, store: MemoryStore
) -> None:
    way.hand_over(decided(store, "well?", asks=True))
    reply = await ann.reply()
    await way.drain(1)
    assert known(store).asked == str(reply.id)
    assert reply.buttons == [["Yes"]]


async def test_people_are_served_side_by_side(
    api: BotApi, way: Delivery, store: MemoryStore
) -> None:
    api.latency = 0.2
    people = [api.person(number, "P") for number in range(100, 130)]
    for person in people:
        way.hand_over(decided(store, "hello", person=f"telegram:{person.id}"))
    await asyncio.wait_for(asyncio.gather(*(person.reply() for person in people)), 2)


async def test_a_flooded_chat_waits_alone(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    bob = api.person(12, "Bob")
    api.flood_next(1, retry_after=0.3, chat=11)
    way.hand_over(decided(store, "one", "two"))
    await api.until(lambda: api.calls["sendMessage"] == 1)
    way.hand_over(decided(store, "hi", person="telegram:12"))
    await bob.reply()
    assert texts(ann) == []
    assert [(await ann.reply()).text, (await ann.reply()).text] == ["one", "two"]
    # Nothing was tried before the time was up.
    assert api.refusals == []


async def test_typing_shows_after_half_a_second(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    bob = api.person(12, "Bob")
    way.hand_over(decided(store, "quick", person="telegram:12"))
    await way.drain(1)
    api.latency = 0.8
    way.hand_over(decided(store, "slow"))
    await api.until(lambda: bool(ann.actions))
    api.latency = 0
    assert ann.actions == ["typing"]
    assert bob.actions == []


async def test_somebody_who_blocked_us_gets_it_when_they_come_back(
    ann: Person, way: Delivery, store: MemoryStore
) -> None:
    ann.blocked = True
    way.hand_over(decided(store, "one", "two"))
    await way.drain(1)
    assert not known(store).profile.reachable
    assert len(known(store).outbox) == 2
    ann.blocked = False
    way.hand_over(decided(store, "three"))
    await way.drain(1)
    assert texts(ann) == ["one", "two", "three"]


async def test_a_chat_that_is_not_there_is_out_of_reach(way: Delivery, store: MemoryStore) -> None:
    way.hand_over(decided(store, "one", person="telegram:99"))
    await way.drain(1)
    assert not known(store, "telegram:99").profile.reachable


async def test_a_question_overtaken_by_the_next_has_no_buttons(
    ann: Person, way: Delivery, store: MemoryStore
) -> None:
    way.hand_over(decided(store, "first?", asks=True))
    way.hand_over(decided(store, "second?", asks=True))
    await way.drain(1)
    assert [reply.buttons for reply in ann.replies] == [[], [["Yes"]]]
    assert known(store).asked == str(ann.replies[1].id)


async def test_a_question_overtaken_on_its_way_loses_its_buttons(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.latency = 0.05
    way.hand_over(decided(store, "first?", asks=True))
    await api.until(lambda: api.calls["sendMessage"] == 1)
    way.hand_over(decided(store, "second?", asks=True))
    await way.drain(1)
    standing = {reply.id: (reply.text, reply.buttons) for reply in ann.replies}
    assert list(standing.values()) == [("first?", []), ("second?", [["Yes"]])]
    assert api.refusals == []


async def test_a_stranger_after_being_erased_counts_from_one(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.latency = 0.05
    way.hand_over(decided(store, "one", "two", "three"))
    store.erase("telegram:11")
    way.hand_over(Record(person="telegram:11"), [Reply(0, text="gone")])
    # Erased by the operator, then somebody new under the same name.
    way.hand_over(decided(store, "hello"))
    await way.drain(1)
    assert texts(ann) == ["one", "two", "three", "gone", "hello"]
    assert known(store).delivered == 1


async def test_erased_by_the_operator_while_replies_wait(
    api: BotApi, ann: Person, way: Delivery, store: MemoryStore
) -> None:
    api.latency = 0.05
    way.hand_over(decided(store, "one", "two", "three"))
    store.erase("telegram:11")
    way.hand_over(decided(store, "hello"))
    await way.drain(1)
    assert texts(ann)[-1] == "hello"
    assert (known(store).delivered, known(store).outbox) == (1, [])

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.house import House
from bot.phrasebook import keep
from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.serving import new, offered, question, record, serving, settled, stands

FILE: dict[str, Any] = {"file_id": "f", "file_unique_id": "u"}


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api
        assert api.refusals == []
        assert api.open_queries == set()


@pytest.fixture
def store(tmp_path: Path) -> TinyStore:
    return TinyStore.open(tmp_path)


@pytest.fixture
async def house(api: BotApi, store: TinyStore) -> AsyncIterator[House]:
    async with serving(api, store) as house:
        yield house
    store.close()


async def test_a_choice_stays_visible_and_its_buttons_go(
    api: BotApi, ann: Person, house: House
) -> None:
    await ann.send("/go ask_for_space")
    first = await question(ann)
    await ann.tap(first.buttons[0][0], message=first)
    second = await question(ann)
    await settled(api)
    now = stands(ann)
    assert now[first.id].text == f"{first.text}\n\n→ {first.buttons[0][0]}"
    assert now[first.id].keyboard == []
    assert now[second.id].keyboard
    assert ann.toasts == []


async def test_a_question_answered_in_words_loses_its_buttons(
    api: BotApi, ann: Person, house: House
) -> None:
    await ann.send("/go ask_for_space")
    first = await question(ann)
    await ann.send("we argued")
    await question(ann)
    await settled(api)
    now = stands(ann)[first.id]
    assert (now.text, now.keyboard) == (first.text, [])


async def test_two_taps_at_once_are_one_answer(api: BotApi, ann: Person, house: House) -> None:
    await ann.send("/go ask_for_space")
    first = await question(ann)
    await ann.tap(data=offered(first, 0), message=first)
    await ann.tap(data=offered(first, 1), message=first)
    second = await question(ann)
    await settled(api)
    assert len(ann.toasts) == 1
    assert max(stands(ann)) == second.id
    session = record(house).session
    assert session is not None
    assert [value.pick for value in session.place.slots.values()] == ["too_much"]


async def test_a_stale_button_gets_a_toast_and_the_question_where_they_are(
    api: BotApi, ann: Person, store: TinyStore
) -> None:
    moment = datetime(2026, 3, 2, 21, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=30)
        return moment

    async with serving(api, store, clock=clock):
        await ann.send("/go ask_for_space")
        first = await question(ann)
        await ann.tap(data=offered(first), message=first)
        second = await question(ann)
        await ann.tap(data=offered(first), message=first)
        again = await question(ann)
        await settled(api)
    assert len(ann.toasts) == 1
    assert again.buttons == second.buttons
    # What is left to tap is the newest.
    assert [key for key, reply in stands(ann).items() if reply.keyboard] == [again.id]
    store.close()


async def test_one_persons_messages_are_taken_in_order(
    api: BotApi, ann: Person, house: House
) -> None:
    await ann.send("/go ask_for_space")
    await question(ann)
    for words in ("we argued", "sad", "some quiet"):
        await ann.send(words)
    await settled(api)
    session = record(house).session
    assert session is not None
    assert [value.said for value in session.place.slots.values()][:1] == ["we argued"]
    assert len([reply for reply in stands(ann).values() if reply.keyboard]) == 1


async def test_an_edit_mends_the_last_answer_only(api: BotApi, ann: Person, house: House) -> None:
    await ann.send("/go ask_for_space")
    await question(ann)
    situation = await ann.send("we argued")
    await question(ann)
    feeling = await ann.send("grumpy")
    await question(ann)
    await ann.edit(feeling, "sad")
    await question(ann)
    session = record(house).session
    assert session is not None
    assert session.place.slots["feeling"].said == "sad"
    await ann.edit(situation, "it rained")
    late = await new(ann)
    await settled(api)
    assert late.text
    assert "rained" not in str(record(house).session)


async def test_the_choice_leaves_the_buttons_that_act_on_the_phone(
    api: BotApi, ann: Person, house: House
) -> None:
    await ann.send("/go ask_for_space")
    await question(ann)
    await settled(api)
    kept = record(house)
    for number in range(7):
        keep(kept, f"I need some quiet, {number}.", datetime.now(UTC))
    house.store.save(kept)
    await ann.send("/phrases")
    await settled(api)
    last = next(reply for reply in ann.replies if "Older" in str(reply.buttons))
    await ann.tap("Older", message=last)
    await settled(api)
    assert [len(row) for row in stands(ann)[last.id].buttons] == [2]

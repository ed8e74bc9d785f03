from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.house import House
from bot.tiny_store import TinyStore
from dialogs.utterance import Utterance
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.serving import (
    PATIENCE,
    files_with,
    new,
    offered,
    question,
    record,
    serving,
    settled,
    stands,
)

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


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "😀😀😀"},
        {"text": "😀" * 4096},
        {"text": "x" * 4096},
        {"text": "\x00"},
        {"text": "a\x00b"},
        {"text": "\u202eevian\u202c"},
        {"text": "\ud83d"},
        {"text": "<b>{{7*7}}</b> & <i>"},
        {"text": "/"},
        {"text": "/nonsense"},
        {"voice": FILE | {"duration": 1}},
        {"photo": [FILE | {"width": 1, "height": 1}], "caption": "us"},
        {"sticker": {"is": "broken"}},
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"contact": {"phone_number": "1", "first_name": "Bob"}},
        {"poll": {"id": "1", "question": "?", "options": []}},
        {"dice": {"value": 6, "emoji": "🎲"}},
        {"document": FILE},
        {
            "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "B"},
            "text": "x",
        },
    ],
    ids=lambda fields: "-".join(fields)[:20],
)
async def test_whatever_comes_is_answered(
    api: BotApi, ann: Person, house: House, fields: dict[str, Any]
) -> None:
    await ann.post(**fields)
    assert (await ann.reply()).text
    await ann.send("/go ask_for_space")
    await question(ann)
    await ann.post(**fields)
    assert (await question(ann)).text
    assert "49" not in "".join(reply.text for reply in ann.replies)


@pytest.mark.parametrize(
    "name", ["<b>{{7*7}}</b>", "a\x00b", "\u202eAnn", "😀" * 64, "A\ud800"], ids=ascii
)
async def test_whatever_people_are_called(api: BotApi, house: House, name: str) -> None:
    person = api.person(12, name)
    await person.send("/go ask_for_space")
    await question(person)
    await person.send("we argued")
    await question(person)
    assert "49" not in "".join(reply.text for reply in person.replies)
    assert record(house, "telegram:12").last_update == 2


async def test_a_long_text_that_telegram_cut_is_one_answer(
    api: BotApi, ann: Person, house: House
) -> None:
    await ann.send("/go ask_for_space")
    await question(ann)
    before = len(stands(ann))
    await ann.send("x" * 4096)
    await ann.send("y" * 500)
    await settled(api)
    assert len(stands(ann)) == before + 1
    assert record(house).last_update == 3


async def test_a_turn_that_breaks_says_so_and_the_loop_goes_on(
    api: BotApi,
    ann: Person,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await ann.send("/go ask_for_space")
    first = await question(ann)
    whole = house.coach.take_turn

    def breaks(person: str, utterance: Utterance, now: datetime) -> Any:
        if person == "telegram:11":
            raise ZeroDivisionError("a secret of Ann's")
        return whole(person, utterance, now)

    monkeypatch.setattr(house.coach, "take_turn", breaks)
    await ann.send("we argued")
    assert (await ann.reply()).text
    await ann.tap(data=offered(first), message=first)
    assert (await ann.reply()).text
    bob = api.person(12, "Bob")
    await bob.send("/go ask_for_space")
    await question(bob)
    monkeypatch.undo()
    await ann.send("we argued")
    await question(ann)
    assert "ZeroDivisionError at test_intake_kinds.py" in caplog.text
    assert "secret" not in caplog.text


async def test_a_record_that_cant_be_read_is_set_aside_and_told(
    api: BotApi, ann: Person, house: House, tmp_path: Path
) -> None:
    bob = api.person(12, "Bob")
    for person in (ann, bob):
        await person.send("/go ask_for_space")
        await question(person)
    (file,) = files_with(tmp_path, b"telegram:11")
    file.write_bytes(b"gibberish")
    # What they ask for in another chat leaves it where it is: there, nobody can be told.
    ann.ask_inline("hour")
    await api.until(lambda: len(ann.inline_answers) == 1, PATIENCE)
    await ann.send("we argued")
    assert "aside" in (said := (await new(ann)).text) or "put it away" in said
    assert record(house).last_update == 4
    assert files_with(tmp_path, b"gibberish")
    await bob.send("we argued")
    await question(bob)
    assert record(house, "telegram:12").session is not None


async def test_groups_channels_and_bots(api: BotApi, ann: Person, house: House) -> None:
    group = api.group(-100, "Team")
    channel = api.group(-200, "News", "channel")
    robot = api.person(13, "Robot", is_bot=True)
    await robot.send("hello, fellow bot")
    api.push({"channel_post": {"message_id": 1, "chat": channel.fields, "date": 1, "text": "x"}})
    await ann.send("hello all", chat=group)
    assert (await group.reply()).text
    await ann.send("/start", chat=group)
    await ann.send("and you?", chat=group)
    await settled(api)
    assert (len(group.replies), robot.replies, channel.replies) == (1, [], [])
    assert house.store.load("telegram:11") is None

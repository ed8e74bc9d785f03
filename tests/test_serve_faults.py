import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import StoreUnusable
from bot.record import Record, Reply
from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.memory_store import MemoryStore
from tests.serving import new, offered, question, record, serving, settled, stands


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("serve", "polling", "carrier"):
        monkeypatch.setattr(f"bot.{module}.FIRST_WAIT", 0.02)
        monkeypatch.setattr(f"bot.{module}.LONGEST_WAIT", 0.05)


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "setMyCommands"])
@pytest.mark.parametrize("status", [200, 429, 500, 502])
async def test_a_fault_at_the_start_is_sat_out(
    api: BotApi, ann: Person, method: str, status: int
) -> None:
    api.fail_next(2, status, method)
    async with serving(api):
        await ann.send("/go ask_for_space")
        await question(ann)


async def test_telegram_may_be_away_at_the_start(api: BotApi, ann: Person) -> None:
    api.down()
    async with serving(api):
        await ann.send("/go ask_for_space")
        await asyncio.sleep(0.05)
        api.up()
        await question(ann)


async def test_a_webhook_of_before_is_taken_away(api: BotApi, ann: Person) -> None:
    async with serving(api):
        await api.until(lambda: api.calls["getUpdates"] == 1)
        assert api.calls["deleteWebhook"] == 1
        assert api.telegram.updates.allowed == {
            "message",
            "edited_message",
            "callback_query",
            "inline_query",
            "my_chat_member",
        }


async def test_an_outage_in_the_middle_loses_nothing(api: BotApi, ann: Person) -> None:
    async with serving(api) as house:
        await ann.send("/go ask_for_space")
        asked = await question(ann)
        for number in range(3):
            api.down()
            await ann.tap(data=offered(asked, number), message=asked)
            api.up()
            asked = await question(ann)
        await settled(api)
        assert record(house).last_update == 4
        assert len([each for each in stands(ann).values() if each.keyboard]) == 1


async def test_lost_answers_double_a_reply_at_most(api: BotApi, ann: Person) -> None:
    async with serving(api) as house:
        await ann.send("/go ask_for_space")
        await question(ann)
        await settled(api)
        before = len(ann.replies)
        api.reset_next(1, "sendMessage", after=True)
        api.reset_next(1, "getUpdates", after=True)
        await ann.send("/help")
        await settled(api)
        replies = [each for each in ann.replies[before:] if not each.edited]
        assert 1 <= len(replies) <= 2
        assert record(house).last_update == 2


async def test_somebody_who_blocked_the_bot_and_came_back(api: BotApi, ann: Person) -> None:
    async with serving(api) as house:
        await ann.send("/go ask_for_space")
        await question(ann)
        await settled(api)
        ann.block()
        await settled(api)
        assert not record(house).profile.reachable
        ann.blocked = True
        await ann.send("/help")
        await settled(api)
        assert len(record(house).outbox) == 1
        ann.unblock()
        await settled(api)
        assert record(house).profile.reachable
        await ann.send("/phrases")
        # What they had not been told comes first.
        missed, answer = await new(ann), await new(ann)
        assert missed.id < answer.id
        await settled(api)
        assert record(house).outbox == []
    assert {refusal.status for refusal in api.refusals} == {403}


async def test_what_was_left_over_comes_at_the_start(
    api: BotApi, ann: Person, tmp_path: Path
) -> None:
    bob = api.person(12, "Bob")
    store = TinyStore.open(tmp_path)
    for name, reachable in (("telegram:11", True), ("telegram:12", False)):
        late = Record(person=name, serial=1, outbox=[Reply(1, text="late")])
        late.profile.reachable = reachable
        store.save(late)
    store.close()
    store = TinyStore.open(tmp_path)
    async with serving(api, store):
        assert (await ann.reply()).text == "late"
        await settled(api)
    assert bob.replies == []
    store.close()


async def test_a_record_that_cant_be_read_leaves_others_their_replies(
    api: BotApi, ann: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = MemoryStore()
    for name in ("telegram:11", "telegram:12"):
        store.save(Record(person=name, serial=1, outbox=[Reply(1, text="late")]))
    whole = store.load

    def load(person: str) -> Record | None:
        if person == "telegram:12":
            raise StoreUnusable(Path("disk"), "broken", "mend it")
        return whole(person)

    monkeypatch.setattr(store, "undelivered", lambda: iter(["telegram:12", "telegram:11"]))
    monkeypatch.setattr(store, "load", load)
    async with serving(api, store):
        assert (await ann.reply()).text == "late"
    assert "left-over replies can't be read" in caplog.text


class Endless(MemoryStore):
    """A store in which the look for what was left over takes long."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = threading.Event()

    def undelivered(self) -> Iterator[str]:
        self.closed.wait(10)
        yield from ()


async def test_the_look_through_all_records_delays_no_end(api: BotApi, ann: Person) -> None:
    store = Endless()
    began = time.monotonic()
    async with serving(api, store):
        await ann.send("/go ask_for_space")
        await question(ann)
    assert time.monotonic() - began < 3
    store.closed.set()


def test_a_look_through_all_records_ends_with_the_store(tmp_path: Path) -> None:
    store = TinyStore.look(tmp_path)
    for number in range(3):
        name = f"telegram:{number}"
        store.save(Record(person=name, serial=1, outbox=[Reply(1, text="late")]))
    looking = store.undelivered()
    assert next(looking)
    store.close()
    assert list(looking) == []


async def test_what_goes_wrong_aside_is_logged_by_name(
    api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(api):
        await api.until(lambda: api.calls["getUpdates"] == 1)
        asyncio.get_running_loop().call_soon(int, "a secret of Ann's")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text

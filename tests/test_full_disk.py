import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import Bot, Update

from bot import polling
from bot.delivery import Delivery
from bot.errors import StoreFull, StoreUnusable
from bot.intake import Intake
from bot.record import Record
from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.memory_store import MemoryStore
from tests.serving import house_over, new, question, serving, settled

Take = Callable[[Update], bool]


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(polling, "LONGEST_WAIT", 0.05)


class Full(MemoryStore):
    """A disk that is full for what is said to it, or broken for good."""

    def __init__(self, broken: bool = False) -> None:
        super().__init__()
        self.refused: set[str] = set()
        self.broken = broken

    def save(self, record: Record) -> None:
        if record.person in self.refused and self.broken:
            raise StoreUnusable(Path("disk"), "broken", "mend it")
        if record.person in self.refused:
            raise StoreFull(record.person)
        super().save(record)


async def test_a_full_disk_is_told_once_and_nothing_is_lost(
    api: BotApi, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    store = Full()
    async with serving(api, store):
        await ann.send("/go ask_for_space")
        first = await question(ann)
        await settled(api)
        store.refused = {"telegram:11"}
        await ann.tap(first.buttons[0][0], message=first)
        asked = await new(ann)
        assert "disk" in asked.text or "space" in asked.text or "room" in asked.text
        await ann.send("grumpy")
        bob = api.person(12, "Bob")
        await bob.send("/go ask_for_space")
        await question(bob)
        assert api.confirmed == 1
        assert (ann.unread, api.open_queries) == (0, set())
        store.refused = set()
        await question(ann)
        await settled(api)
        record = store.load("telegram:11")
    assert record is not None
    assert record.session is not None
    slots = record.session.place.slots
    # In the order in which they were said.
    assert (slots["situation"].pick, slots["feeling"].said) == ("too_much", "grumpy")
    assert "the disk is full" in caplog.text


async def test_what_was_said_earlier_comes_first(api: BotApi, bot: Bot) -> None:
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    store = Full()
    delivery = Delivery(bot, store, lambda: None)
    intake = Intake(house_over(store).coach, delivery, lambda: moment, "room_for_us_bot")
    first, second, third = (words(bot, number) for number in (1, 2, 3))
    store.refused = {"telegram:11"}
    assert not intake.take(first)
    store.refused = set()
    assert not intake.take(second)
    assert (intake.take(first), intake.take(second)) == (True, True)
    # One that does not come again, as Telegram gave it up, blocks nobody for long.
    store.refused = {"telegram:11"}
    assert not intake.take(third)
    store.refused = set()
    assert not intake.take(words(bot, 4))
    moment += timedelta(minutes=6)
    assert intake.take(words(bot, 4))
    await delivery.drain(0)


async def test_only_a_broken_file_is_given_up(api: BotApi, bot: Bot) -> None:
    for broken in (True, False):
        store = Full(broken)
        store.refused = {"telegram:11"}
        delivery = Delivery(bot, store, lambda: None)
        coach = house_over(store).coach
        intake = Intake(coach, delivery, lambda: datetime.now(UTC), "room_for_us_bot")
        assert not intake.take(words(bot, 1))
        assert intake.give_up(words(bot, 1)) is broken
        assert not intake.give_up(words(bot, 1)) or not broken
        await delivery.drain(0)


def words(bot: Bot, number: int) -> Update:
    user = {"id": 11, "is_bot": False, "first_name": "Ann"}
    chat = {"id": 11, "type": "private"}
    message = {"message_id": number, "date": 1, "from": user, "chat": chat, "text": "hello"}
    return Update.de_json({"update_id": number, "message": message}, bot)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(tmp_path)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


async def test_a_real_full_disk(api: BotApi, ann: Person, small_disk: Path) -> None:
    store = TinyStore.open(small_disk)
    bob = api.person(12, "Bob")
    async with serving(api, store):
        await bob.send("/go ask_for_space")
        await question(bob)
        await settled(api)
        ballast = fill(small_disk)
        await ann.send("/go ask_for_space")
        await new(ann)
        assert api.confirmed == 1
        # Where there is room in a record's file, its person notices nothing.
        await bob.send("we argued")
        await question(bob)
        ballast.unlink()
        await question(ann)
        await settled(api)
    assert api.confirmed == 3
    store.close()


def fill(folder: Path) -> Path:
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 512):
                pass
        except OSError:
            return ballast
    raise AssertionError("the disk never ran full")

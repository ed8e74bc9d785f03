import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import RecordGone, RecordSetAside
from bot.keepsakes import PAGE
from bot.record import Phrase, Record
from dialogs.utterance import Utterance
from tests.chat import START, Chat, plain
from tests.memory_store import MemoryStore
from tests.roads import chat_at, house, questions


@pytest.fixture
def chat() -> Chat:
    chat = Chat(house(), person=f"test:coach{id(object())}")
    chat.coach.store.erase(chat.person)
    chat.begin()
    return chat


class Store(MemoryStore):
    """A store that fails once as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.before_save: Callable[[str], object] | None = None
        self.before_load: Exception | None = None

    def load(self, person: str) -> Record | None:
        if self.before_load:
            error, self.before_load = self.before_load, None
            raise error
        return super().load(person)

    def save(self, record: Record) -> None:
        if self.before_save:
            act, self.before_save = self.before_save, None
            act(record.person)
        super().save(record)


def with_store() -> tuple[Chat, Store]:
    store = Store()
    chat = Chat(house(), person="test:store")
    chat.coach = type(chat.coach)(store, house().coach.conversation, house().speech)
    return chat, store


def prompt_of(text: str) -> str:
    """The prompt of the desk that a reply begins with."""
    variants = house().speech.voice.catalogue("en").variants
    begun = (
        name
        for name, all_ in variants.items()
        if name.startswith("desk/")
        and any(text.startswith(each.source.partition("-#}")[2].strip()) for each in all_)
    )
    return next(begun, "")


def test_a_redelivered_update_is_no_second_turn(chat: Chat) -> None:
    first = chat.coach.take_turn(chat.person, Utterance("text", "tired", update=7), START)
    before = chat.record
    for update in (7, 6, 1):
        turn = chat.coach.take_turn(chat.person, Utterance("text", "tired", update=update), START)
        assert (turn.fresh, turn.record.last_update) == (False, 7)
        assert turn.record.outbox == first.record.outbox
    assert chat.record == before
    assert chat.coach.take_turn(chat.person, Utterance("text", "x", update=8), START).fresh


def test_a_channel_that_does_not_number(chat: Chat) -> None:
    turns = [chat.coach.take_turn(chat.person, Utterance("command", "why"), START) for _ in "ab"]
    assert [turn.fresh for turn in turns] == [True, True]


def test_replies_are_on_disk_in_order(chat: Chat) -> None:
    turn = chat.coach.take_turn(chat.person, Utterance("text", "tired", update=9), START)
    assert turn.record.outbox == chat.record.outbox
    serials = [reply.serial for reply in turn.record.outbox]
    assert serials == list(range(serials[0], chat.record.serial + 1))


def test_a_record_that_was_set_aside_is_told(tmp_path: Path) -> None:
    chat, store = with_store()
    chat.begin()
    store.erase(chat.person)
    store.before_load = RecordSetAside(chat.person, "torn", tmp_path)
    replies = chat.say("tired")
    assert len(replies) >= 2
    assert chat.heard[-len(replies)].text == replies[0]
    assert "set_aside" in prompt_of(replies[0])
    assert chat.labels


def test_a_record_erased_between_load_and_save() -> None:
    chat, store = with_store()
    chat.begin()
    chat.say("tired")
    store.before_save = store.erase
    replies = chat.say("knackered")
    assert replies
    assert chat.record.shelf == []
    assert "tired" not in json.dumps([reply.text for reply in chat.record.outbox])
    assert chat.labels


def test_a_record_erased_twice_is_an_error() -> None:
    chat, store = with_store()
    chat.begin()

    def twice(person: str) -> None:
        store.erase(person)
        store.before_save = lambda _: store.save(Record(person))

    store.before_save = twice
    with pytest.raises(RecordGone):
        chat.say("tired")


@pytest.mark.parametrize("yes", ["yes", "Yes, erase it all", "erase everything"])
def test_forget_leaves_nothing(chat: Chat, yes: str) -> None:
    chat.say("tired")
    chat.command("forget")
    assert chat.state == "forget_me/sure"
    replies = chat.say(yes)
    assert chat.coach.store.load(chat.person) is None
    assert chat.turn is not None
    assert chat.turn.record == Record(chat.person)
    assert [reply.serial for reply in chat.turn.parting] == [0] * len(replies)
    assert len(replies) == 1
    chat.update = 0
    chat.say("hello")
    # A stranger again, at the front door.
    assert (chat.state, chat.record.phrasebook, chat.record.profile.name) == ("", [], "")


@pytest.mark.parametrize("no", ["no", "No, keep it", "yes? what then", "hm", "yes but not yet"])
def test_forget_takes_only_a_clear_yes(chat: Chat, no: str) -> None:
    chat.say("tired")
    chat.command("forget")
    chat.say(no)
    assert chat.slot("situation") == "tired"


def test_export_is_all_of_the_record(chat: Chat) -> None:
    chat.say("tired <b>")
    chat.command("export")
    sent = next(reply for reply in chat.heard if reply.kind == "file")
    kept = json.loads(sent.file_text)
    assert sent.file_name.endswith(".json")
    assert kept["session"]["stack"][0]["slots"]["situation"]["said"] == "tired <b>"
    assert not {"outbox", "said", "mark"} & kept.keys()


def kept_phrases(count: int) -> Chat:
    record = Record("", touched_at=START.isoformat())
    record.phrasebook = [Phrase(f"Sentence {n}.", START.isoformat()) for n in range(1, count + 1)]
    return chat_at(record)


def test_phrases_are_paged_newest_first() -> None:
    chat = kept_phrases(PAGE * 2 + 1)
    replies = chat.command("phrases")
    assert [f"Sentence {n}." in replies[-1 - at] for at, n in enumerate(range(7, 12))] == [True] * 5
    chat.tap("Older")
    chat.tap("Older")
    assert "Sentence 1." in chat.heard[-1].text
    assert "Older ones" not in [each.label for row in chat.heard[-1].buttons for each in row]
    for odd in ("99", "0", "-1", "x", "²", "10000000"):
        assert chat.command("phrases", odd)


def test_no_phrases_yet(chat: Chat) -> None:
    assert "/start" in "".join(chat.command("phrases")) or chat.labels


def test_a_phrase_kept_again_is_the_newest() -> None:
    chat = chat_at(questions()["ask_for_space/complete"])
    chat.say("repeat")
    chosen = chat.record.session
    assert chosen is not None
    text = chosen.place.slots["chosen"].said
    chat.tap("Keep")
    assert chat.record.phrasebook[-1].text == text
    rows = [row for reply in chat.heard for row in reply.buttons]
    copies = [each.copy for row in rows for each in row if each.copy]
    assert copies == ([text] if len(text) <= 256 else [])


@pytest.mark.parametrize(("hours", "greets"), [(5, False), (7, True), (24 * 30, True)])
def test_welcome_back_after_hours(chat: Chat, hours: int, greets: bool) -> None:
    chat.say("tired")
    chat.wait(hours=hours)
    replies = chat.say("knackered")
    assert (prompt_of(f"{replies[0]}") == "desk/welcome_back") is greets
    assert chat.slot("feeling") == "knackered"


def test_a_name_is_only_text(chat: Chat) -> None:
    store = chat.coach.store
    store.erase(chat.person)
    name = "<b>{{7*7}}</b>" + "x" * 300
    chat.update = 0
    chat.take(Utterance("command", "start", name=name))
    assert chat.record.profile.name == name[:64]
    assert all("49" not in plain(reply.text) for reply in chat.heard)

"""Outboxes with something in them, for the tests of delivery."""

from bot.record import Button, Record, Reply
from tests.bot_api_chats import Person
from tests.memory_store import MemoryStore


def decided(
    store: MemoryStore, *texts: str, person: str = "telegram:11", asks: bool = False
) -> Record:
    record = store.load(person) or Record(person=person)
    for text in texts:
        record.serial += 1
        buttons = [[Button("Yes", "1:yes")]] if asks else []
        record.outbox.append(Reply(record.serial, text=text, asks=asks, buttons=buttons))
    store.save(record)
    return record


def known(store: MemoryStore, person: str = "telegram:11") -> Record:
    record = store.load(person)
    assert record is not None
    return record


def texts(person: Person) -> list[str]:
    return [reply.text for reply in person.replies]

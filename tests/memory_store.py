from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import msgspec

from bot.errors import RecordGone
from bot.record import Record
from bot.slots import Ack
from bot.store import take_delivered


class MemoryStore:
    def __init__(self) -> None:
        self._records: dict[str, Record] = {}
        self._acks: dict[str, Ack] = {}
        self._marks = count(1)

    def load(self, person: str) -> Record | None:
        if person not in self._records:
            return None
        record = _copied(self._records[person])
        take_delivered(record, *self._acks.get(person, Ack()))
        return record

    def glance(self, person: str) -> Record | None:
        return MemoryStore.load(self, person)

    def save(self, record: Record) -> None:
        stands = self._records.get(record.person)
        if record.mark != (stands.mark if stands else 0):
            raise RecordGone(record.person)
        record.mark = next(self._marks)
        self._records[record.person] = _copied(record)

    def delivered(self, person: str, serial: int, asked: str | None = None) -> None:
        if person in self._records:
            self._acks[person] = self._acks.get(person, Ack()).joined(serial, asked)

    def erase(self, person: str) -> bool:
        self._acks.pop(person, None)
        return self._records.pop(person, None) is not None

    def undelivered(self) -> Iterator[str]:
        for person in list(self._records):
            if (record := self.load(person)) and record.outbox:
                yield person

    def due(self, now: datetime, limit: int) -> list[str]:
        due = sorted((record.due, each) for each, record in self._records.items() if record.due)
        return [each for at, each in due if datetime.fromisoformat(at) <= now][:limit]

    def due_within(self, now: datetime, seconds: int) -> int:
        until = now + timedelta(seconds=seconds)
        records = self._records.values()
        return sum(1 for each in records if each.due and datetime.fromisoformat(each.due) <= until)

    def people(self) -> Iterator[str]:
        yield from list(self._records)

    def close(self) -> None:
        pass


def _copied(record: Record) -> Record:
    return msgspec.convert(msgspec.to_builtins(record), Record)

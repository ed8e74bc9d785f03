"""Where records are kept, whatever the engine."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from bot.record import Record


class Store(Protocol):
    """A place for records, one a person; safe for many people side by side, one at a time each."""

    def load(self, person: str) -> Record | None:
        """The person's record as last saved, without the replies that arrived since.

        None when there is none. Raises RecordSetAside when it cannot be read; by then it is
        out of the way, and the next load finds none.
        """

    def glance(self, person: str) -> Record | None:
        """The person's record where it can be read; None where there is none, or a bad one.

        A bad one stays where it is, so that its person hears of it when they next write.
        """

    def save(self, record: Record) -> None:
        """Keep a record, durable on return; sets its `mark`.

        Raises StoreFull, and RecordGone when the record on disk is not the one that was
        loaded: erased since, or saved by somebody else.
        """

    def delivered(self, person: str, serial: int, asked: str | None = None) -> None:
        """Note that replies up to `serial` reached the person.

        `asked` is the channel's name of the message that holds the question that now stands.
        """

    def erase(self, person: str) -> bool:
        """Leave nothing of a person on disk; whether there was something."""

    def undelivered(self) -> Iterator[str]:
        """The people whose replies were left behind when the store was last closed or cut off.

        After an unclean end all records are looked through, slowly, as the caller goes on.
        """

    def due(self, now: datetime, limit: int) -> list[str]:
        """People for whom something falls due by now, soonest first, at most so many.

        Each is claimed for a minute, or until their record is saved.
        """

    def due_within(self, now: datetime, seconds: int) -> int:
        """How many people have something due within so many seconds."""

    def people(self) -> Iterator[str]:
        """Everybody whose record can be read."""

    def close(self) -> None:
        """Let go of all files; a second time does nothing."""


def take_delivered(record: Record, serial: int, asked_serial: int, asked: str) -> None:
    """Bring a record up to date with what has reached the person since it was saved.

    The record's own `asked` stays when the turn that saved it knew of the later message.
    """
    if asked_serial > record.delivered:
        record.asked = asked
    if serial > record.delivered:
        record.delivered = serial
    record.outbox = [reply for reply in record.outbox if reply.serial > record.delivered]

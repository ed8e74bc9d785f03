"""One record in one TinyDB file, as the only document of its only table."""

from collections.abc import Callable, MutableMapping
from typing import Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.table import Document, Table

from bot.errors import RecordGone
from bot.record import RECORD_VERSION, Record
from bot.slots import Unreadable
from bot.storage import SlotStorage
from bot.store import take_delivered

_ONE = 1


def open_file(path: str, fresh: bool = False) -> TinyDB:
    """The file as a TinyDB, locked; raises FileNotFoundError, or FileExistsError when fresh."""
    return TinyDB(path, storage=SlotStorage, fresh=fresh)


def read_record(db: TinyDB) -> Record:
    """The record, brought up to date with what has been delivered since; raises Unreadable."""
    document = _table(db).get(doc_id=_ONE)
    if document is None:
        raise Unreadable("no record in it")
    try:
        record = msgspec.convert(document, Record)
    except msgspec.ValidationError as fault:
        # The error names a place in the record and a type, never what somebody said.
        raise Unreadable(f"not in the form of a record: {fault}") from fault
    if record.version > RECORD_VERSION:
        raise Unreadable(f"written by a newer version, record {record.version}")
    storage = _storage(db)
    take_delivered(record, *storage.ack)
    record.mark = storage.mark
    return record


def write_record(db: TinyDB, record: Record) -> None:
    """Write the record over the state it was loaded as; raises RecordGone, Unreadable."""
    storage = _storage(db)
    document = _document(record)
    if record.mark:
        storage.look()
        if storage.mark != record.mark:
            raise RecordGone(record.person)
        _table(db).update(_replacement(document), doc_ids=[_ONE])
    else:
        _table(db).insert(Document(document, _ONE))
    record.mark = storage.mark


def _storage(db: TinyDB) -> SlotStorage:
    return cast(SlotStorage, db.storage)


def _table(db: TinyDB) -> Table:
    return db.table("record", cache_size=0)


def _replacement(new: dict[str, Any]) -> Callable[[MutableMapping[str, Any]], None]:
    # TinyDB's own update merges: what has become empty, and is left out, would stay full.
    def replace(document: MutableMapping[str, Any]) -> None:
        document.clear()
        document.update(new)

    return replace


def _document(record: Record) -> dict[str, Any]:
    # Defaults are left out on disk, but the version must stand there for later ones to see.
    document: dict[str, Any] = {"version": record.version, **msgspec.to_builtins(record)}
    document.pop("mark", None)
    return document

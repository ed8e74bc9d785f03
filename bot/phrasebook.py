"""The phrasebook: sentences that a person kept, and the file of all that is kept of them."""

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

import msgspec

from bot.record import Button, Phrase, Record

PAGE = 5
COPY_AT_MOST = 256
Label = Callable[[str], str]


def keep(record: Record, text: str, now: datetime) -> None:
    """Keep a sentence once; kept again, it becomes the newest."""
    record.phrasebook = [each for each in record.phrasebook if each.text != text]
    record.phrasebook.append(Phrase(text, now.isoformat(timespec="seconds")))


def page(record: Record, number: int) -> list[Phrase]:
    """A page of the phrasebook, newest first; pages count from 1."""
    newest = record.phrasebook[::-1]
    return newest[(number - 1) * PAGE : number * PAGE]


def pages(record: Record) -> int:
    """How many pages the phrasebook has."""
    return -(-len(record.phrasebook) // PAGE)


def phrase_buttons(text: str, label: Label) -> list[list[Button]]:
    """Copy it and send it on; Telegram's copy button takes COPY_AT_MOST characters."""
    copy = [Button(label("copy"), copy=text)] if len(text) <= COPY_AT_MOST else []
    return [[*copy, Button(label("share"), url=f"https://t.me/share/url?url={quote(text)}")]]


def export(record: Record) -> str:
    """All that is kept of a person, as JSON; what is on its way to them is left out."""
    kept = msgspec.to_builtins(msgspec.structs.replace(record, outbox=[], said=[], mark=0))
    return json.dumps(kept, ensure_ascii=False, indent=2)

"""The phrasebook: sentences that a person kept, and the file of all that is kept of them."""

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

import msgspec

from bot.record import Button, Phrase, Record

COPY_AT_MOST = 256
PHRASE = "phrase"
Label = Callable[[str], str]


def keep(record: Record, text: str, now: datetime, kind: str = PHRASE) -> None:
    """Keep something once; kept again, it becomes the newest."""
    record.phrasebook = [each for each in record.phrasebook if each.text != text]
    record.phrasebook.append(Phrase(text, now.isoformat(timespec="seconds"), kind))


def without_doubles(record: Record) -> None:
    """Of things that have become the same, the newest stays."""
    newest = {each.text: each for each in record.phrasebook}
    record.phrasebook = [each for each in record.phrasebook if newest[each.text] is each]


def phrase_buttons(text: str, label: Label) -> list[list[Button]]:
    """Copy it and send it on; Telegram's copy button takes COPY_AT_MOST characters."""
    copy = [Button(label("copy"), copy=text)] if len(text) <= COPY_AT_MOST else []
    return [[*copy, Button(label("share"), url=f"https://t.me/share/url?url={quote(text)}")]]


def export(record: Record) -> str:
    """All that is kept of a person, as JSON; what is on its way to them is left out."""
    kept = msgspec.to_builtins(msgspec.structs.replace(record, outbox=[], said=[], mark=0))
    return json.dumps(kept, ensure_ascii=False, indent=2)

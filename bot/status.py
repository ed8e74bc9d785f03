"""How the coach is doing, in counts: for the operator, from outside the running bot."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from bot import due, inflight
from bot.folder import Folder
from bot.record import Record
from bot.rows import peek
from bot.tiny_store import TinyStore

FILE = "telegram.counts"
AN_HOUR = 3600


class Counts(msgspec.Struct):
    """What a running bot counts of itself, since its start; never a word of anybody's.

    `at` is the moment of the counts (ISO 8601, UTC). Prompts: `sent`, `failed` (nobody there),
    `late` (their time was over), `waiting` and the `oldest` of these in seconds. `heard` messages
    took `hearing` milliseconds each on average.
    """

    at: str
    started: str
    sent: int = 0
    failed: int = 0
    late: int = 0
    waiting: int = 0
    oldest: float = 0.0
    heard: int = 0
    hearing: float = 0.0


class Status(msgspec.Struct):
    """Everything that `coach status` tells; `bot` is empty when none has run here lately."""

    people: int
    due_in_an_hour: int
    outbox: int
    oldest_undelivered: str
    bot: Counts | None


def write_counts(folder: Path, counts: Counts) -> None:
    """Leave the counts where `coach status` finds them; raises OSError."""
    draft = folder / f"{FILE}.new"
    draft.write_bytes(msgspec.json.encode(counts))
    draft.replace(folder / FILE)


def read_status(folder: Path, now: datetime, desk: str = "telegram") -> Status:
    """Look at a folder of records beside whoever serves from it; raises StoreError."""
    homes = Folder(folder)
    waiting = [record for record in _waiting(folder, homes, desk) if record.outbox]
    return Status(
        people=sum(1 for _ in homes.homes()),
        due_in_an_hour=due.waiting_within(folder / f"{desk}{due.SUFFIX}", now, AN_HOUR),
        outbox=sum(len(record.outbox) for record in waiting),
        oldest_undelivered=min((record.touched_at for record in waiting), default=""),
        bot=_counts(folder),
    )


def _waiting(folder: Path, homes: Folder, desk: str) -> Iterator[Record]:
    store = TinyStore.look(folder)
    for key in peek(folder / f"{desk}{inflight.SUFFIX}", inflight.SIZE):
        if record := store.peek(homes.home_of(key.hex())):
            yield record


def _counts(folder: Path) -> Counts | None:
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Counts)
    except (OSError, msgspec.DecodeError):
        return None


def told(status: Status, now: datetime) -> Iterator[str]:
    """The status in lines for people."""
    yield f"people: {status.people:,}"
    yield f"due within the hour: {status.due_in_an_hour:,}"
    yield f"replies on their way: {status.outbox:,}"
    if status.oldest_undelivered:
        yield f"oldest of them: since {_ago(status.oldest_undelivered, now)}"
    bot = status.bot
    if bot is None:
        yield "the bot: has not run here"
        return
    yield f"the bot: counted {_ago(bot.at, now)} ago, running for {_ago(bot.started, now)}"
    yield f"prompts: {bot.sent:,} sent, {bot.failed:,} to nobody, {bot.late:,} too late"
    yield f"prompts waiting: {bot.waiting:,}, the oldest for {bot.oldest:.0f} s"
    yield f"messages heard: {bot.heard:,}, {bot.hearing:.1f} ms each"


def _ago(moment: str, now: datetime) -> str:
    seconds = int((now - datetime.fromisoformat(moment)).total_seconds())
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{max(0, seconds)} seconds"

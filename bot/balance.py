"""The balance: room and closeness kept day by day, the picture of them, and how they moved."""

from datetime import UTC
from typing import TYPE_CHECKING

from bot import nights
from bot.record import Balance, Mark, MarkKind, Picture, Record
from bot.said import Said
from dialogs.answers import Setting
from dialogs.session import Slots, Value

if TYPE_CHECKING:
    from bot.desk import Desk

SCRIPT = "balance"
# In the order in which a picture names its fields.
CORNERS = ("tight_close", "room_close", "tight_far", "room_far")


def keep_balance(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Keep the balance of today, and put its picture above the words for it."""
    room, close = _tenths(slots, "room_score"), _tenths(slots, "close_score")
    if room is None or close is None:
        return said
    today = _today(setting)
    guesses = _tenths(slots, "their_room"), _tenths(slots, "their_close")
    # Whoever goes back to a question and answers anew has one balance that day.
    record.balances = [each for each in record.balances if each.date != today]
    record.balances.append(Balance(today, room, close, *guesses))
    kept = next(line for line in said.lines if line.bubble.closed and line.bubble.script == SCRIPT)
    kept.picture = _picture(desk, record, slots, setting)
    return said


def before(record: Record, setting: Setting) -> Slots:
    """The last balance of an earlier day, as the slots that take it; empty if there is none."""
    earlier = [each for each in record.balances if each.date < _today(setting)]
    if not earlier:
        return {}
    last = earlier[-1]
    return {
        name: Value(said=_written(tenths), number=tenths, forms={"date": last.date})
        for name, tenths in (("before_room", last.room), ("before_close", last.close))
    }


def moved(desk: "Desk", record: Record, setting: Setting) -> dict[str, str | int]:
    """What the line on the last two balances says; empty while there are fewer."""
    if len(record.balances) < 2:
        return {}
    then, now = record.balances[-2:]
    return {
        "day": desk.speech.day(then.date, setting.language),
        "room_from": _written(then.room),
        "room_to": _written(now.room),
        "close_from": _written(then.close),
        "close_to": _written(now.close),
    }


def _picture(desk: "Desk", record: Record, slots: Slots, setting: Setting) -> Picture:
    """The four fields with today, the guess, and the last time that the words speak of."""

    def word(key: str, name: str) -> str:
        return desk.speech.label(key, name, setting.language)

    def day(date: str) -> str:
        return desk.speech.day(date, setting.language)

    partner = record.profile.partner or word("mark", "partner")
    told = [
        _mark(slots, "me", ("room_score", "close_score"), (word("mark", "me"), "")),
        _mark(slots, "partner", ("their_room", "their_close"), (partner, word("mark", "guess"))),
    ]
    if "before_room" in slots:
        note = day(slots["before_room"].forms["date"])
        told.append(
            _mark(slots, "last", ("before_room", "before_close"), (word("mark", "me"), note))
        )
    marks = [each for each in told if each is not None]
    corners = [word("field", each) for each in CORNERS]
    return Picture(day(_today(setting)), kind="fields", corners=corners, marks=marks)


def _mark(
    slots: Slots, kind: MarkKind, axes: tuple[str, str], words: tuple[str, str]
) -> Mark | None:
    room, close = (_tenths(slots, each) for each in axes)
    return None if room is None or close is None else Mark(kind, room, close, *words)


def _tenths(slots: Slots, name: str) -> int | None:
    return slots[name].number if name in slots else None


def _written(tenths: int) -> str:
    return f"{tenths / 10:.1f}"


def _today(setting: Setting) -> str:
    return nights.night_of(setting.now, setting.now.tzinfo or UTC).isoformat()

"""The journal: evenings to read back, the picture of them, and a look back now and then."""

from collections.abc import Sequence
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

import msgspec

from bot import balance, nights, patterns
from bot.record import Button, Night, Picture, Record
from bot.said import Line, Said, desk_bubble, desk_line
from dialogs.answers import Setting
from dialogs.outcome import Bubble
from dialogs.session import Slots

if TYPE_CHECKING:
    from bot.desk import Desk

PAGE = 5
SHOWN = 30
# A message holds 4,096 UTF-16 units, and a caption 1,024; a whole answer is in the export.
LONGEST_ANSWER, LONGEST_INTENTION = 1600, 300
# Evenings share a message while they are short: a chat takes about one a second.
TOGETHER, AROUND = 2000, 200
MONTH_LETTERS = 3


class Span(msgspec.Struct, frozen=True):
    """A stretch of time that is looked back on: its name, its days, its fewest nights."""

    name: str
    days: int
    fewest: int


# The longest first: it settles those that come after it.
SPANS = (Span("season", 91, 10), Span("month", 30, 4), Span("week", 7, 3))


def night_from(slots: Slots, setting: Setting) -> Night:
    """Tonight's reflection, out of the answers to it."""
    number = {name: value.number for name, value in slots.items()}
    said = {name: value.said for name, value in slots.items()}
    picked = {name: value.pick for name, value in slots.items()}
    return Night(
        _tonight(setting).isoformat(),
        number.get("room"),
        number.get("close"),
        picked.get("question", ""),
        said.get("answer", ""),
        said.get("intention", ""),
        picked.get("became", ""),
    )


# Reading back


def journal(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """A page of evenings by day, the newest first; by a date, that day."""
    if not record.nights:
        return desk.with_question(record, desk_line("journal_none"), setting)
    days = sorted({night.date for night in record.nights}, reverse=True)
    if day := "" if args.isdecimal() else _day_of(desk, args, setting):
        # A day without an evening gives the last one before it.
        shown = [each for each in days if each <= day][:1]
        return desk.with_question(record, _page(desk, record, shown, setting), setting)
    number = max(1, int(args)) if args.isdecimal() and len(args) < 5 else 1
    said = _page(desk, record, days[(number - 1) * PAGE : number * PAGE], setting)
    if number == 1:
        first = said.lines[0]
        first.more.insert(0, first.bubble)
        first.bubble = desk_bubble("journal_lead")
    if number * PAGE < len(days):
        older = desk.speech.label("way", "older", setting.language)
        said.lines[-1].buttons = [[Button(older, f"/journal {number + 1}")]]
    return desk.with_question(record, said, setting)


def _page(desk: "Desk", record: Record, days: Sequence[str], setting: Setting) -> Said:
    """The evenings of some days."""
    kept = [night for day in days for night in record.nights if night.date == day]
    said, room = Said(), 0
    for night in kept:
        room -= len(night.answer) + len(night.intention) + AROUND
        if room < 0:
            said.lines.append(Line(_card(desk, night, setting)))
            room = TOGETHER
        else:
            said.lines[-1].more.append(_card(desk, night, setting))
    return said if kept else desk_line("journal_end")


def _card(desk: "Desk", night: Night, setting: Setting) -> Bubble:
    question = desk.speech.voice.choice("reflection", "question", night.question, setting.language)
    return desk_bubble(
        "journal_night",
        day=desk.speech.day(night.date, setting.language),
        room=night.room or 0,
        close=night.close or 0,
        question=question.label if question else "",
        answer=_cut(night.answer, LONGEST_ANSWER),
        intention=_cut(night.intention, LONGEST_INTENTION),
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()} …"


def _day_of(desk: "Desk", args: str, setting: Setting) -> str:
    """The newest day (ISO 8601) that words name: a date in digits, or "23 November"."""
    try:
        return date.fromisoformat(args).isoformat()
    except ValueError:
        words = args.lower().replace(",", " ").replace(".", " ").split()
    numbers = [int(each) for each in words if each.isdecimal() and len(each) <= 4]
    months = {
        month
        for month in range(1, 13)
        for name in [desk.speech.label("month", str(month), setting.language).lower()]
        if any(len(word) >= MONTH_LETTERS and name.startswith(word) for word in words)
    }
    return _newest_day(numbers, months, setting)


def _newest_day(numbers: Sequence[int], months: set[int], setting: Setting) -> str:
    """The newest day of those numbers and that month which is not still to come."""
    tonight = _tonight(setting)
    for day in (tonight - timedelta(days=ago) for ago in range(366 * 4 + 1)):
        if day.month in months and numbers in ([day.day], [day.day, day.year]):
            return day.isoformat()
    return ""


# Looking back


def progress(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """What was kept this month and before, how the balance moved, and the last evenings drawn."""
    moved = balance.moved(desk, record, setting)
    if not (record.nights or record.phrasebook or record.returns or moved):
        return desk.with_question(record, desk_line("progress_none"), setting)
    month = _tonight(setting).isoformat()[:7]
    counts = desk_bubble(
        *(["progress", "balance_moved"] if moved else ["progress"]),
        nights=len({night.date for night in record.nights if night.date[:7] == month}),
        phrases=len(record.phrasebook),
        returns=len(record.returns),
        month=desk.speech.label("month", str(int(month[5:])), setting.language),
        **moved,
    )
    recent = _by_day(record.nights)[-SHOWN:]
    pictured = [_pictured(desk, [], recent, setting)] if _can_be_drawn(recent) else []
    return desk.with_question(record, Said([Line(counts), *pictured]), setting)


def digest(desk: "Desk", record: Record, setting: Setting) -> list[Line]:
    """A look back on the longest stretch that is over; it settles the shorter ones."""
    tonight = _tonight(setting)
    kept = _by_day(record.nights)
    for at, span in enumerate(SPANS):
        within = [each for each in kept if _age(each, tonight) < span.days]
        if _is_due(record, kept, span, tonight) and len(within) >= span.fewest:
            for settled in SPANS[at:]:
                record.digested[settled.name] = tonight.isoformat()
            return _look_back(desk, record, span, within, setting)
    return []


def _is_due(record: Record, kept: Sequence[Night], span: Span, tonight: date) -> bool:
    """Whether the stretch has gone by since the last look back, or since the first evening."""
    since = record.digested.get(span.name) or (kept[0].date if kept else tonight.isoformat())
    return tonight - nights.day(since) >= timedelta(days=span.days)


def _look_back(
    desk: "Desk", record: Record, span: Span, within: Sequence[Night], setting: Setting
) -> list[Line]:
    lead = f"digest_{span.name}"
    first = (
        _pictured(desk, [lead], within, setting)
        if _can_be_drawn(within)
        else Line(desk_bubble(lead))
    )
    found = patterns.find_pattern(within, record.returns, setting.now.tzinfo or UTC)
    if found is None:
        nothing = ["pattern_none"] if span.days > patterns.FEWEST_NIGHTS else []
        return [first, Line(desk_bubble(*nothing, "keep_line"))]
    numbers = {"nights": found.nights, "more": found.more, "fewer": found.fewer}
    return [first, Line(desk_bubble(found.prompt, "keep_line", **numbers, others=found.others))]


def _pictured(desk: "Desk", lead: Sequence[str], within: Sequence[Night], setting: Setting) -> Line:
    """The picture of some evenings, and what it shows in words."""
    rooms, closes = [each.room for each in within], [each.close for each in within]
    words = {
        f"{name}_{end}": desk.speech.label("level", level, setting.language) if level else ""
        for name, line in (("room", rooms), ("close", closes))
        for end, level in zip(("from", "to"), _from_and_to(line), strict=True)
    }
    bubble = desk_bubble(*lead, "picture_words", nights=len(within), **words)
    return Line(bubble, picture=_picture(desk, within, setting))


def _picture(desk: "Desk", within: Sequence[Night], setting: Setting) -> Picture:
    def word(name: str) -> str:
        return desk.speech.label("picture", name, setting.language)

    ends = [desk.speech.day(each.date, setting.language) for each in (within[0], within[-1])]
    return Picture(
        " – ".join(dict.fromkeys(ends)),
        word("room"),
        word("close"),
        [each.date for each in within],
        [each.room for each in within],
        [each.close for each in within],
    )


def _from_and_to(line: Sequence[int | None]) -> tuple[str, str]:
    """The averages of a line's first and second half as words; "" where nothing was told."""
    told = [each for each in line if each is not None]
    if not told:
        return "", ""
    half = (len(told) + 1) // 2
    halves = told[:half], told[len(told) - half :]
    first, second = (patterns.level(sum(each) / len(each)) for each in halves)
    return first, second


def _can_be_drawn(within: Sequence[Night]) -> bool:
    """Whether there are two evenings or more with something to draw."""
    return sum(each.room is not None or each.close is not None for each in within) > 1


def _by_day(kept: Sequence[Night]) -> list[Night]:
    """The evenings in the order of their dates, the last reflection of each."""
    return sorted({night.date: night for night in kept}.values(), key=lambda each: each.date)


def _age(night: Night, tonight: date) -> int:
    return (tonight - nights.day(night.date)).days


def _tonight(setting: Setting) -> date:
    zone = setting.now.tzinfo
    assert zone is not None
    return nights.night_of(setting.now, zone)

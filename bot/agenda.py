"""The agenda: what the clock owes a person, and whether this is a moment to say it."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo

from bot import nights
from bot.nights import stamp
from bot.record import Errand, Record
from bot.speech import SAFETY

NIGHT, REST, RETURN, LEFT, LOOK_IN, PLANNED = (
    "night",
    "rest",
    "return",
    "left",
    "look_in",
    "planned",
)
# How late each may come; what comes later is let go. In the order in which they go first.
PATIENCE = {
    LOOK_IN: timedelta(days=3),
    RETURN: timedelta(minutes=90),
    NIGHT: timedelta(minutes=90),
    PLANNED: timedelta(hours=12),
    LEFT: timedelta(hours=9),
}
WORD_ON_LATENESS = timedelta(minutes=10)
# A dialog that rests for so long may be spoken into; one that goes on is waited for.
PAUSE = timedelta(minutes=5)
WAITS_FOR_A_PAUSE = timedelta(minutes=30)
APART = timedelta(minutes=10)
THAT_NIGHT = timedelta(hours=12)
DECENT = (time(10), time(20))
UNANSWERED = 7
OLDEST = datetime.min.replace(tzinfo=UTC)


def due_at(record: Record, zone: tzinfo) -> datetime | None:
    """The moment at which the clock has something to say next; None for never."""
    if not record.profile.reachable:
        return None
    moments = [datetime.fromisoformat(each.at) for each in _owed(record, zone)]
    if not moments:
        return None
    hold = datetime.fromisoformat(record.hold) if record.hold else OLDEST
    return max(min(moments), hold)


def claim(record: Record, zone: tzinfo, now: datetime) -> Errand | None:
    """Take the most pressing thing that is due; let go of what comes too late or amiss.

    None when nothing is to be said now. What is left waits for some minutes, so that two
    things are never said at once.
    """
    if not record.profile.reachable:
        return None
    if record.hold and now < datetime.fromisoformat(record.hold):
        return None
    taken, waits = None, False
    for errand in _pressing(record, zone, now):
        late = now - datetime.fromisoformat(errand.at)
        if late <= PATIENCE[errand.kind] and not _amiss(record, errand, now):
            if taken is not None or (_is_talking(record, now) and _can_wait(errand, late)):
                waits = True
                continue
            taken = errand
        _settle(record, errand, zone, now)
    if taken or waits:
        record.hold = stamp(now + (APART if taken else PAUSE))
    if taken is not None and taken.kind == NIGHT:
        return _night(record, taken)
    return taken


def is_late(errand: Errand, now: datetime) -> bool:
    """Whether something comes so late that a word on it is due."""
    return now - datetime.fromisoformat(errand.at) > WORD_ON_LATENESS


def until(errand: Errand) -> str:
    """The moment from which on it is too late to send what was claimed."""
    kind = NIGHT if errand.kind == REST else errand.kind
    return stamp(datetime.fromisoformat(errand.at) + PATIENCE[kind])


def promise(record: Record, errand: Errand) -> None:
    """Put something on the agenda; of returns and dialogs left there is one at a time."""
    if errand.kind in (RETURN, LEFT):
        forget(record, errand.kind)
    record.errands.append(errand)


def forget(record: Record, kind: str) -> None:
    """Take all things of a kind off the agenda."""
    record.errands = [each for each in record.errands if each.kind != kind]


def note_left(record: Record, zone: tzinfo, now: datetime) -> None:
    """After a turn: a dialog that is open now deserves one word on the next day."""
    session = record.session
    forget(record, LEFT)
    if session is None or session.nudged or session.stack[0].script.startswith(SAFETY):
        return
    if session.stack[0].trail:
        record.errands.append(Errand(LEFT, stamp(decent(now, zone))))


def decent(now: datetime, zone: tzinfo) -> datetime:
    """About this time on the next day, at an hour at which nobody is woken."""
    here = now.astimezone(zone)
    hour = min(max(here.time(), DECENT[0]), DECENT[1])
    return nights.moment(nights.night_of(now, zone) + nights.DAY, hour.strftime("%H:%M"), zone)


def _owed(record: Record, zone: tzinfo) -> Iterator[Errand]:
    yield from record.errands
    schedule, danger = record.schedule, record.danger
    if schedule.again_at:
        yield Errand(NIGHT, schedule.again_at)
    elif night := nights.next_night(schedule, zone):
        yield Errand(NIGHT, stamp(night.at))
    if danger is not None and danger.at and not danger.looked_in:
        yield Errand(LOOK_IN, stamp(decent(datetime.fromisoformat(danger.at), zone)))


def _pressing(record: Record, zone: tzinfo, now: datetime) -> list[Errand]:
    """What is due by now, the most pressing first; of missed nights the newest."""
    due = [each for each in _owed(record, zone) if datetime.fromisoformat(each.at) <= now]
    order = list(PATIENCE)
    due.sort(key=lambda each: (order.index(each.kind), each.at))
    if not record.schedule.again_at and (night := nights.last_night(record.schedule, zone, now)):
        at = stamp(night.at)
        due = [Errand(NIGHT, at) if each.kind == NIGHT else each for each in due]
    return due


def _settle(record: Record, errand: Errand, zone: tzinfo, now: datetime) -> None:
    """Take an errand off the agenda, said or not."""
    schedule = record.schedule
    if errand.kind == NIGHT and schedule.again_at:
        schedule.again_at = ""
    elif errand.kind == NIGHT:
        night = nights.last_night(schedule, zone, now)
        assert night is not None
        schedule.night = night.night.isoformat()
    elif errand.kind == LOOK_IN:
        assert record.danger is not None
        record.danger.looked_in = True
    else:
        record.errands.remove(errand)
        if errand.kind == LEFT and record.session is not None:
            record.session.nudged = True


def _night(record: Record, errand: Errand) -> Errand:
    """A night's prompt, or in its place the question whether to go on."""
    schedule = record.schedule
    schedule.asked = schedule.night
    if schedule.unanswered >= UNANSWERED:
        schedule.unanswered, schedule.resting = 0, True
        return Errand(REST, errand.at)
    schedule.unanswered += 1
    return errand


def _is_talking(record: Record, now: datetime) -> bool:
    session = record.session
    if session is None or session.paused:
        return False
    return now - datetime.fromisoformat(record.touched_at) < PAUSE


def _can_wait(errand: Errand, late: timedelta) -> bool:
    return errand.kind != NIGHT or late < WAITS_FOR_A_PAUSE


def _amiss(record: Record, errand: Errand, now: datetime) -> bool:
    """Whether to say this now would not be kind."""
    session, danger = record.session, record.danger
    in_safety = session is not None and session.place.script.startswith(SAFETY)
    if errand.kind == LEFT:
        return session is None
    if errand.kind == LOOK_IN:
        return in_safety
    if errand.kind == NIGHT and _is_talking(record, now):
        late = now - datetime.fromisoformat(errand.at)
        return in_safety or not _can_wait(errand, late)
    if danger is None or not danger.at:
        return in_safety
    return in_safety or _since(danger.at, now) < THAT_NIGHT


def _since(moment: str, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(moment)

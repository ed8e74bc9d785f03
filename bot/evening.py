"""The evening's commands: the nightly prompt and its hour, reflections, and kept returns."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import nights
from bot.record import Button, Record, Schedule
from bot.said import Line, Said, desk_bubble, desk_line
from dialogs.answers import Setting
from dialogs.hearing.schedule import Wish, read_schedule
from dialogs.session import Value

if TYPE_CHECKING:
    from bot.desk import Desk

REFLECTION_SCRIPT = "reflection"
NIGHTLY_SCRIPT = "nightly"
WHERE_SCRIPT = "where"
SCALE = range(1, 6)
USUAL_HOUR = "21:00"
ALL_DAYS = range(7)
SNOOZE = timedelta(hours=1)
LONGEST_SNOOZE = timedelta(hours=8)


def nightly(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """Set the nightly prompt by words, or ask for what it needs."""
    wish = Wish(resume=True) if args == "go_on" else None
    if args and wish is None:
        wish = read_schedule(args, language=setting.language)
    if wish is not None:
        return change(desk, record, wish, setting)
    if args or not record.schedule.at or record.schedule.resting:
        return desk.go(record, NIGHTLY_SCRIPT, setting)
    return desk.with_question(record, moved(desk, record, setting), setting)


def change(desk: "Desk", record: Record, wish: Wish, setting: Setting) -> Said:
    """Change the schedule as somebody wishes, and say how it stands now."""
    schedule = record.schedule
    if wish == Wish(names_it=True):
        return desk.go(record, NIGHTLY_SCRIPT, setting)
    if wish.snooze:
        return desk.with_question(record, put_off(desk, record, wish.snooze, setting), setting)
    if wish.once:
        return desk.with_question(record, this_once(record, wish.at, setting), setting)
    if not schedule.at and not wish.at and (wish.stop or wish.pause or wish.pause_days):
        return desk.with_question(record, desk_line("night_none"), setting)
    apply(schedule, wish, setting.now)
    said = moved(desk, record, setting)
    if not schedule.zone and not schedule.resting and record.session is None:
        asked = desk.go(record, WHERE_SCRIPT, setting)
        return Said([*said.lines, *asked.lines])
    return desk.with_question(record, said, setting)


def apply(schedule: Schedule, wish: Wish, now: datetime) -> None:
    """Bring a schedule in line with a wish; what was due before is not made up for."""
    zone = now.tzinfo
    assert zone is not None
    tonight = nights.night_of(now, zone)
    schedule.since, schedule.unanswered = nights.stamp(now), 0
    schedule.resting = wish.stop or wish.pause
    if schedule.resting:
        return
    schedule.at = wish.at or schedule.at or USUAL_HOUR
    if wish.days is not None:
        schedule.days, schedule.weekly = _some(wish.days), False
    elif wish.weekly:
        schedule.days, schedule.weekly = [], True
    chosen = {*(schedule.days or ALL_DAYS)} - {*wish.without}
    schedule.days = _some(chosen | {*wish.also})
    schedule.paused_until = ""
    if wish.pause_days:
        schedule.paused_until = (tonight + timedelta(days=wish.pause_days)).isoformat()
    if wish.pause_until_weekday is not None:
        ahead = (wish.pause_until_weekday - tonight.weekday() - 1) % 7 + 1
        schedule.paused_until = (tonight + timedelta(days=ahead)).isoformat()


def _some(days: Collection[int]) -> list[int]:
    """Weekdays as the schedule keeps them: none stands for all."""
    return [] if len(days) in (0, len(ALL_DAYS)) else sorted(days)


def moved(desk: "Desk", record: Record, setting: Setting) -> Said:
    """How the schedule stands, in words."""
    schedule = record.schedule
    if not schedule.at or schedule.resting:
        return desk_line("night_off")
    if schedule.paused_until:
        day = desk.speech.day(schedule.paused_until, setting.language)
        return Said([Line(desk_bubble("night_paused", day=day))])
    hour = desk.speech.hour(schedule.at, setting.language)
    days = desk.speech.days(schedule.days, setting.language, weekly=schedule.weekly)
    return Said([Line(desk_bubble("night_moved", hour=hour, days=days))])


def put_off(desk: "Desk", record: Record, snooze: str, setting: Setting) -> Said:
    """Leave tonight's prompt for later, or for tomorrow."""
    schedule = record.schedule
    schedule.unanswered = 0
    _tonight_is_done(schedule, setting)
    if snooze == "tomorrow":
        schedule.again_at = ""
        return desk_line("night_not_now")
    span = timedelta(minutes=int(snooze)) if snooze.isdecimal() else SNOOZE
    schedule.again_at = nights.stamp(setting.now + min(span, LONGEST_SNOOZE))
    return desk_line("night_put_off")


def this_once(record: Record, at: str, setting: Setting) -> Said:
    """Put tonight's prompt to another hour, for this evening only."""
    zone = setting.now.tzinfo
    assert zone is not None
    then = nights.moment(nights.night_of(setting.now, zone), at, zone)
    if then <= setting.now:
        return desk_line("miss_no_time")
    _tonight_is_done(record.schedule, setting)
    record.schedule.again_at = nights.stamp(then)
    return desk_line("night_put_off")


def snooze(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """Put tonight's prompt off by an hour, by some minutes, or to tomorrow."""
    words = args if args in ("tomorrow", "hour") or args.isdecimal() else "hour"
    return desk.with_question(record, put_off(desk, record, words, setting), setting)


def not_now(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """Leave tonight alone."""
    return snooze(desk, record, "tomorrow", setting)


def _tonight_is_done(schedule: Schedule, setting: Setting) -> None:
    """No other prompt tonight, whether or not its hour has come."""
    zone = setting.now.tzinfo
    assert zone is not None
    tonight = nights.night_of(setting.now, zone).isoformat()
    schedule.night = max(schedule.night, tonight)


def reflect(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """Begin tonight's reflection; by a number of the nightly prompt, that is the first answer."""
    record.schedule.unanswered = 0
    record.schedule.again_at = ""
    _tonight_is_done(record.schedule, setting)
    if args.isdecimal() and int(args) in SCALE:
        record.known["room"] = Value(number=int(args))
    return desk.go(record, REFLECTION_SCRIPT, setting)


def felt(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """How it is after a return, by one tap."""
    if args.isdecimal() and int(args) in SCALE and record.returns:
        record.returns[-1].after = int(args)
        return desk.with_question(record, desk_line("felt"), setting)
    return desk_line("unknown_command", buttons=desk.doors(record, setting))


def night_buttons(desk: "Desk", setting: Setting) -> list[list[Button]]:
    """Five steps, and the ways to leave the night alone."""
    return [
        [Button(str(each), f"/reflect {each}") for each in SCALE],
        [
            Button(desk.speech.label("night", "not_now", setting.language), "/not_now"),
            Button(desk.speech.label("night", "hour", setting.language), "/snooze hour"),
        ],
    ]


def hears(desk: "Desk", record: Record, text: str, setting: Setting) -> Said | None:
    """What words about the schedule come to; None when they are about something else.

    In the middle of a dialog only words that name the prompt count, since "stop" is said of
    the dialog there. A bare hour, or "tomorrow", counts while a prompt waits for its answer.
    """
    wish = read_schedule(text, language=setting.language)
    if wish is None:
        return None
    schedule = record.schedule
    free = record.session is None and bool(schedule.at)
    bare = wish in (Wish(at=wish.at), Wish(snooze=wish.snooze))
    meant = wish.names_it or (free and (not bare or schedule.unanswered > 0))
    return change(desk, record, wish, setting) if meant else None


EVENING: dict[str, Callable[["Desk", Record, str, Setting], Said]] = {
    each.__name__: each for each in (nightly, snooze, not_now, reflect, felt)
}

"""Who is owed what, and when: over zones, hours, weekdays, downtime and clock changes."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import agenda, nights
from bot.agenda import LEFT, LOOK_IN, NIGHT, REST, RETURN
from bot.record import Danger, Errand, Record, Schedule
from dialogs.session import Place, Session, Step

NOW = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham",
         "America/Havana", "Pacific/Apia", "Africa/Casablanca", "America/Sao_Paulo", "Asia/Tehran")  # fmt: skip


def evening(**more: object) -> Record:
    since = nights.stamp(NOW - timedelta(days=3))
    night = (NOW - timedelta(days=1)).date().isoformat()
    schedule = Schedule(zone="UTC", at="20:30", since=since, night=night)
    for name, value in more.items():
        setattr(schedule, name, value)
    return Record("telegram:1", schedule=schedule)


def open_dialog(script: str = "ask_for_space", *, paused: bool = False) -> Session:
    place = Place(script, 1, "need", trail=[Step("situation")])
    return Session([place], paused=paused)


def claimed(record: Record, now: datetime) -> str:
    errand = agenda.claim(record, nights.zone_of(record.schedule, UTC), now)
    return errand.kind if errand else ""


def test_a_night_is_claimed_once() -> None:
    record = evening()
    assert claimed(record, NOW - timedelta(seconds=1)) == ""
    assert claimed(record, NOW) == NIGHT
    assert claimed(record, NOW + timedelta(minutes=11)) == ""
    assert claimed(record, NOW + timedelta(days=1)) == NIGHT


@pytest.mark.parametrize(("late", "kind"), [(89, NIGHT), (91, "")])
def test_late_by_ninety_minutes_at_most(late: int, kind: str) -> None:
    record = evening()
    assert claimed(record, NOW + timedelta(minutes=late)) == kind
    assert record.schedule.night == NOW.date().isoformat()


def test_it_waits_for_a_pause_and_then_leaves_the_night_alone() -> None:
    record = evening()
    record.session = open_dialog()
    for minute in range(0, 40, 2):
        record.touched_at = nights.stamp(NOW + timedelta(minutes=minute - 1))
        assert claimed(record, NOW + timedelta(minutes=minute)) == ""
    record.touched_at = ""
    record.session = None
    assert claimed(record, NOW + timedelta(minutes=60)) == ""


def test_it_comes_when_the_dialog_rests() -> None:
    record = evening()
    record.session, record.touched_at = open_dialog(), nights.stamp(NOW - timedelta(minutes=1))
    assert claimed(record, NOW) == ""
    assert agenda.due_at(record, UTC) == NOW + timedelta(minutes=5)
    assert claimed(record, NOW + timedelta(minutes=5)) == NIGHT


def test_a_paused_dialog_is_no_reason_to_wait() -> None:
    record = evening()
    record.session, record.touched_at = open_dialog(paused=True), nights.stamp(NOW)
    assert claimed(record, NOW) == NIGHT


def test_no_night_after_danger_and_a_look_in_on_the_next_day() -> None:
    record = evening()
    hit = NOW - timedelta(hours=2)
    record.danger = Danger(kind="self_harm", at=nights.stamp(hit), looked_in=False)
    assert claimed(record, NOW) == ""
    due = agenda.due_at(record, UTC)
    assert due == hit + timedelta(days=1)
    assert claimed(record, due) == LOOK_IN
    assert claimed(record, NOW + timedelta(days=1)) == NIGHT
    assert record.danger.looked_in


def test_no_look_in_when_it_was_declined() -> None:
    record = evening(at="")
    record.danger = Danger(kind="self_harm", at=nights.stamp(NOW), looked_in=True)
    assert agenda.due_at(record, UTC) is None


def test_nothing_is_said_into_a_talk_about_danger() -> None:
    record = evening()
    record.session = open_dialog("safety_help")
    record.errands = [Errand(RETURN, nights.stamp(NOW))]
    record.touched_at = nights.stamp(NOW - timedelta(minutes=20))
    assert claimed(record, NOW) == ""
    assert record.errands == []


def test_two_things_are_never_said_at_once() -> None:
    record = evening()
    record.errands = [Errand(RETURN, nights.stamp(NOW))]
    assert claimed(record, NOW) == RETURN
    assert claimed(record, NOW + timedelta(minutes=9)) == ""
    assert agenda.due_at(record, UTC) == NOW + timedelta(minutes=10)
    assert claimed(record, NOW + timedelta(minutes=10)) == NIGHT


def test_one_word_about_a_dialog_that_was_left() -> None:
    record = Record("telegram:1", session=open_dialog())
    late = datetime(2026, 11, 23, 23, 40, tzinfo=UTC)
    agenda.note_left(record, UTC, late)
    due = agenda.due_at(record, UTC)
    assert due == datetime(2026, 11, 24, 20, tzinfo=UTC)
    record.touched_at = nights.stamp(late)
    assert claimed(record, due) == LEFT
    agenda.note_left(record, UTC, due)
    assert agenda.due_at(record, UTC) is None


def test_seven_evenings_without_an_answer_end_with_a_question() -> None:
    record = evening()
    said = [claimed(record, NOW + timedelta(days=day)) for day in range(10)]
    assert said == [NIGHT] * 7 + [REST, "", ""]


def test_somebody_out_of_reach_is_left_in_peace() -> None:
    record = evening()
    record.profile.reachable = False
    assert agenda.due_at(record, UTC) is None
    assert claimed(record, NOW) == ""
    record.profile.reachable = True
    assert agenda.due_at(record, UTC) == NOW


class Life:
    """A person, and a coach that is down at times, over some weeks."""

    def __init__(self, record: Record, start: datetime) -> None:
        self.record = record
        self.now = start
        self.said: list[tuple[datetime, str]] = []

    def go_on_until(self, then: datetime, downs: list[tuple[datetime, datetime]]) -> None:
        while True:
            zone = nights.zone_of(self.record.schedule, UTC)
            due = agenda.due_at(self.record, zone)
            if due is None or max(due, self.now) >= then:
                self.now = then
                return
            self.now = max(self.now, due)
            self.now = next((end for start, end in downs if start <= self.now < end), self.now)
            if self.now >= then:
                return
            before = self.record.hold, self.record.schedule.night
            if errand := agenda.claim(self.record, zone, self.now):
                self.said.append((self.now, errand.kind))
                self.record.schedule.unanswered = 0
            after = agenda.due_at(self.record, zone)
            assert (
                after is None
                or after > self.now
                or before
                != (
                    self.record.hold,
                    self.record.schedule.night,
                )
            )


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    at=st.one_of(st.just("24:00"), st.times().map(lambda time: time.strftime("%H:%M"))),
    days=st.lists(st.integers(0, 6), unique=True, max_size=6).map(sorted),
    start=st.datetimes(datetime(2011, 12, 1), datetime(2027, 12, 31)),
    downs=st.lists(st.tuples(st.integers(0, 20 * 24 * 60), st.integers(1, 3000)), max_size=4),
    move=st.one_of(st.none(), st.tuples(st.sampled_from(ZONES), st.integers(1, 20 * 24 * 60))),
)
def test_each_night_at_most_once_and_always_when_the_coach_was_up(
    zone: str,
    at: str,
    days: list[int],
    start: datetime,
    downs: list[tuple[int, int]],
    move: tuple[str, int] | None,
) -> None:
    begin = start.replace(tzinfo=UTC, second=0, microsecond=0)
    end = begin + timedelta(days=21)
    gaps = sorted(
        (begin + timedelta(minutes=first), begin + timedelta(minutes=first + length))
        for first, length in downs
    )
    gaps = [
        (first, max(last for other, last in gaps if other <= last_of)) for first, last_of in gaps
    ]
    schedule = Schedule(at=at, days=days)
    nights.set_zone(schedule, zone, begin)
    life = Life(Record("telegram:1", schedule=schedule), begin)
    if move:
        moves_at = begin + timedelta(minutes=move[1])
        life.go_on_until(moves_at, gaps)
        nights.set_zone(schedule, move[0], moves_at)
    life.go_on_until(end, gaps)
    said = [moment for moment, kind in life.said if kind == NIGHT]
    assert all(
        later - earlier > timedelta(minutes=9) for earlier, later in itertools.pairwise(said)
    )
    if not move:
        _check_nights(said, zone, at, days, begin, end, gaps)


def _check_nights(
    said: list[datetime],
    zone: str,
    at: str,
    days: list[int],
    begin: datetime,
    end: datetime,
    gaps: list[tuple[datetime, datetime]],
) -> None:
    there = ZoneInfo(zone)
    first, last = begin.astimezone(there).date(), end.astimezone(there).date()
    expected = 0
    for ahead in range(-1, (last - first).days + 1):
        night = first + timedelta(days=ahead)
        moment = nights.moment(night, at, there)
        if (days and night.weekday() not in days) or not begin < moment < end:
            continue
        came = [each for each in said if moment <= each <= moment + agenda.PATIENCE[NIGHT]]
        down = any(start <= moment < stop for start, stop in gaps)
        late_end = any(moment < end <= moment + agenda.PATIENCE[NIGHT] for _ in (0,))
        skipped_day = _is_skipped(night, there) or _is_skipped(night - timedelta(days=1), there)
        if not down and not late_end and not skipped_day:
            assert moment in came
        expected += bool(came)
    assert len(said) <= expected + 1


def _is_skipped(night: date, zone: ZoneInfo) -> bool:
    """Whether a zone left out a day at that time, as Samoa did in 2011."""
    noon = nights.moment(night, "12:00", zone).astimezone(zone)
    return noon.date() != night

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import nights
from bot.record import Schedule
from dialogs.session import Value

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = sorted(available_timezones() - {"localtime"})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def schedule(at: str = "21:30", since: str = "2026-11-01T00:00", **more: Any) -> Schedule:
    return Schedule(at=at, since=utc(since).isoformat(), **more)


@pytest.mark.parametrize(
    ("zone", "night", "at", "moment"),
    [
        ("Europe/Berlin", "2026-07-01", "21:30", "2026-07-01T19:30"),
        ("Europe/Berlin", "2026-12-01", "21:30", "2026-12-01T20:30"),
        # Midnight ends the day it is said of, also at the end of a year.
        ("Europe/Berlin", "2026-12-31", "24:00", "2026-12-31T23:00"),
        ("Europe/Berlin", "2028-02-29", "24:00", "2028-02-29T23:00"),
        # Skipped: the first time that there is. Twice: the first of the two.
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),
        ("America/Havana", "2026-03-08", "00:30", "2026-03-08T05:00"),
        ("America/Havana", "2026-03-07", "24:00", "2026-03-08T05:00"),
        # Half an hour only, and quarters.
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),
        ("Asia/Kathmandu", "2026-05-05", "21:30", "2026-05-05T15:45"),
        ("Pacific/Chatham", "2026-01-05", "21:30", "2026-01-05T07:45"),
        # A whole day that was left out.
        ("Pacific/Apia", "2011-12-30", "21:30", "2011-12-30T10:00"),
    ],
)
def test_each_clock_time_is_one_moment(zone: str, night: str, at: str, moment: str) -> None:
    assert nights.moment(date.fromisoformat(night), at, ZoneInfo(zone)) == utc(moment)


@given(
    st.sampled_from(ZONES),
    st.dates(date(2000, 1, 2), date(2035, 12, 30)),
    st.times().map(lambda time: time.strftime("%H:%M")),
)
def test_a_moment_shows_its_clock_time_or_is_the_first_after_a_gap(
    zone: str, night: date, at: str
) -> None:
    there = ZoneInfo(zone)
    moment = nights.moment(night, at, there)
    shown = moment.astimezone(there)
    wanted = datetime.combine(night, datetime.strptime(at, "%H:%M").time())
    if shown.replace(tzinfo=None) == wanted:
        before = (moment - timedelta(hours=3)).astimezone(there)
        assert before.replace(tzinfo=None) < wanted
    else:
        just_before = (moment - timedelta(seconds=1)).astimezone(there).replace(tzinfo=None)
        assert just_before < wanted < shown.replace(tzinfo=None)


def test_the_first_night_is_the_next_that_comes() -> None:
    evening = schedule(since="2026-11-23T19:00")
    due = nights.next_night(evening, BERLIN)
    assert due == nights.Due(utc("2026-11-23T20:30"), date(2026, 11, 23))
    evening.since = utc("2026-11-23T20:31").isoformat()
    due = nights.next_night(evening, BERLIN)
    assert due
    assert due.night == date(2026, 11, 24)


def test_weekdays_pauses_and_weekly_nights() -> None:
    def following(**more: Any) -> str:
        due = nights.next_night(schedule(since="2026-11-23T12:00", **more), BERLIN)
        return due.night.isoformat() if due else ""

    assert following(days=[4]) == "2026-11-27"
    assert following(night="2026-11-23") == "2026-11-24"
    assert following(night="2026-11-23", asked="2026-11-23", weekly=True) == "2026-11-30"
    assert following(paused_until="2026-12-10", days=[0]) == "2026-12-14"
    assert following(resting=True) == ""
    assert nights.next_night(Schedule(), BERLIN) is None


def test_of_missed_nights_the_newest_counts() -> None:
    evening = schedule(night="2026-11-01")
    now = utc("2026-11-20T21:00")
    due = nights.last_night(evening, BERLIN, now)
    assert due == nights.Due(utc("2026-11-20T20:30"), date(2026, 11, 20))
    assert nights.last_night(evening, BERLIN, utc("2026-11-02T20:00")) is None


def test_a_zone_that_nobody_knows_any_more_keeps_its_offset() -> None:
    lost = Schedule(
        zone="Mars/Olympus", offset=345, at="21:30", since=utc("2026-11-01T00:00").isoformat()
    )
    zone = nights.zone_of(lost, BERLIN)
    due = nights.next_night(lost, zone)
    assert due
    assert due.at == utc("2026-11-01T15:45")
    assert nights.zone_of(Schedule(), BERLIN) is BERLIN


def test_an_hour_after_midnight_belongs_to_the_evening_before() -> None:
    assert nights.night_of(utc("2026-11-23T23:30"), BERLIN) == date(2026, 11, 23)
    assert nights.night_of(utc("2026-11-24T05:30"), BERLIN) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("moments", "length", "back"),
    [
        ([Value(at="20:00")], None, "2026-11-23T19:00"),
        ([Value(at="08:00")], None, "2026-11-24T07:00"),
        ([Value(at="22:00", number=1)], None, "2026-11-24T21:00"),
        ([Value(pick="home"), Value(at="20:15")], Value(number=30), "2026-11-23T19:15"),
        ([Value(pick="home")], Value(number=90), "2026-11-23T19:30"),
        ([], None, ""),
    ],
)
def test_the_moment_of_coming_back(moments: list[Value], length: Value | None, back: str) -> None:
    now = utc("2026-11-23T18:00").astimezone(BERLIN)
    found = nights.back_at(moments, length, now)
    assert found == (utc(back) if back else None)

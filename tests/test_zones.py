from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.hearing.gazetteer import peopled_zones
from dialogs.hearing.zones import (
    clock_of,
    minutes_east,
    zone_at,
    zone_by_local_time,
    zone_or_none,
)

NOW = datetime(2026, 11, 23, 21, 40, tzinfo=UTC)


def test_zones_of_one_clock_are_known_as_such() -> None:
    assert clock_of("Europe/London") == clock_of("Europe/Lisbon")
    assert clock_of("Europe/London") != clock_of("Africa/Accra")
    assert clock_of("Europe/Berlin") != clock_of("Europe/London")
    assert clock_of("America/New_York") != clock_of("America/Chicago")


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("it's 9:40 pm here", "Europe/London"),
        ("21:40", "Europe/London"),
        ("9.35", "Europe/London"),
        ("twenty to ten at night", "Europe/London"),
        ("3:10 am", "Asia/Kolkata"),
        ("ten past three in the morning", "Asia/Kolkata"),
        ("03:25", "Asia/Kathmandu"),
        ("8:10 am", "Australia/Adelaide"),
        ("11:25 in the morning", "Pacific/Chatham"),
        ("1:40 pm", "America/Los_Angeles"),
        ("it's 13:42 now", "America/Los_Angeles"),
        ("6:10 pm", "America/St_Johns"),
    ],
)
def test_a_local_time_finds_a_zone_with_that_time(told: str, zone: str) -> None:
    found = zone_by_local_time(told, NOW)
    assert found
    assert minutes_east(ZoneInfo(found), NOW) == minutes_east(ZoneInfo(zone), NOW)
    assert found == zone or zone != "Europe/London"


@pytest.mark.parametrize("told", ["", "late", "20:57", "noon or so yesterday, who knows " * 9])
def test_a_time_that_is_nowhere_now_finds_none(told: str) -> None:
    assert zone_by_local_time(told, NOW) is None


def test_the_likely_zone_wins_among_those_of_that_time() -> None:
    assert zone_by_local_time("22:40", NOW, "Europe/Oslo") == "Europe/Oslo"
    assert zone_by_local_time("22:40", NOW, "no such zone") is not None


moments = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1))


@settings(max_examples=60, deadline=None)
@given(moments, st.sampled_from(sorted(peopled_zones())), st.integers(-7, 7))
def test_the_zone_found_has_the_told_time(moment: datetime, zone: str, off: int) -> None:
    now = moment.replace(tzinfo=UTC, second=0, microsecond=0)
    told = now.astimezone(ZoneInfo(zone)) + timedelta(minutes=off)
    found = zone_by_local_time(f"{told:%H:%M}" if told.hour else f"{told:%I:%M} am", now)
    assert found
    away = minutes_east(ZoneInfo(found), now) - minutes_east(ZoneInfo(zone), now) - off
    # Noon and midnight are told apart by nothing but the half of the day.
    assert (abs(away) + 10) % 720 <= 20


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=150), st.sampled_from(["Europe/London", "", "x/y"]))
def test_any_text_is_told_a_time_or_not(text: str, likely: str) -> None:
    found = zone_by_local_time(text, NOW, likely)
    assert found is None or ZoneInfo(found)


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (53.8, -1.55, "Europe/London"),
        (27.7, 85.3, "Asia/Kathmandu"),
        (-34.9, 138.6, "Australia/Adelaide"),
        (-43.95, -176.55, "Pacific/Chatham"),
        (0.0, -150.0, "Etc/GMT+10"),
        (90.0, 0.0, "Etc/GMT"),
        (90.1, 0.0, None),
        (0.0, 181.0, None),
        (float("nan"), 0.0, None),
    ],
)
def test_a_point_has_its_zone(latitude: float, longitude: float, zone: str | None) -> None:
    assert zone_at(latitude, longitude) == zone


@settings(max_examples=200, deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_has_a_zone_that_loads(latitude: float, longitude: float) -> None:
    zone = zone_at(latitude, longitude)
    assert zone is None or zone_or_none(zone)


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../etc/passwd", "Europe", "a\0b", "/", "x" * 999]
)
def test_a_name_that_is_no_zone_is_none(name: str) -> None:
    assert zone_or_none(name) is None


@given(st.text(max_size=30))
def test_any_name_is_a_zone_or_none(name: str) -> None:
    zone = zone_or_none(name)
    assert zone is None or zone.key == name

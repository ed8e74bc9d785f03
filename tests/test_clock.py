from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import TypedClock

BERLIN = ZoneInfo("Europe/Berlin")


def clock(start: str = "2026-03-02T21:00", zone: ZoneInfo = BERLIN) -> TypedClock:
    moment = datetime.fromisoformat(start).replace(tzinfo=zone).astimezone(UTC)
    return TypedClock(zone, lambda: moment)


def move(clock: TypedClock, typed: str) -> datetime:
    clock.put(clock.read(typed))
    return clock.now()


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("@21:30", "2026-03-02T21:30"),
        ("@21:00", "2026-03-02T21:00"),
        ("@ 20:59", "2026-03-03T20:59"),
        ("@24:00", "2026-03-03T00:00"),
        ("@0:05", "2026-03-03T00:05"),
        ("@+90m", "2026-03-02T22:30"),
        ("@+8h", "2026-03-03T05:00"),
        ("@+2d", "2026-03-04T21:00"),
        ("@+ 3 w", "2026-03-23T21:00"),
        ("@2026-11-23T21:30", "2026-11-23T21:30"),
        ("@2026-11-23", "2026-11-23T00:00"),
        ("@2026-11-23T20:30+00:00", "2026-11-23T21:30"),
    ],
)
def test_the_clock_moves_where_it_is_told(typed: str, then: str) -> None:
    moved = clock()
    told = move(moved, typed)
    assert told == moved.now()
    assert moved.now().isoformat() == datetime.fromisoformat(then).replace(tzinfo=BERLIN).isoformat(
        timespec="seconds"
    )


@pytest.mark.parametrize(
    ("start", "typed", "then"),
    [
        # The night in which the clocks go forward, and the one in which they go back.
        ("2026-03-28T21:00", "@+12h", "2026-03-29T10:00:00+02:00"),
        ("2026-03-28T21:00", "@09:00", "2026-03-29T09:00:00+02:00"),
        ("2026-03-28T21:00", "@+1d", "2026-03-29T21:00:00+02:00"),
        ("2026-03-28T21:00", "@02:30", "2026-03-29T03:30:00+02:00"),
        ("2026-10-24T21:00", "@+12h", "2026-10-25T08:00:00+01:00"),
        ("2026-10-24T21:00", "@09:00", "2026-10-25T09:00:00+01:00"),
        ("2026-10-24T21:00", "@+1w", "2026-10-31T21:00:00+01:00"),
    ],
)
def test_nights_with_an_hour_more_or_less(start: str, typed: str, then: str) -> None:
    moved = clock(start)
    assert move(moved, typed).isoformat() == then
    assert moved.now().isoformat() == then


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("@", "can't read"),
        ("@soon", "can't read"),
        ("@25:00", "can't read"),
        ("@12:60", "can't read"),
        ("@+5y", "can't read"),
        ("@-1h", "can't read"),
        ("@2026-13-01", "can't read"),
        ("@0001-01-01T00:00+14:00", "can't read"),
        ("@2026-03-02T20:59", "over already"),
        ("@1999-01-01", "over already"),
        ("@9999-12-31T23:59", "too far"),
        ("@3000-01-01", "too far"),
    ],
)
def test_what_it_cant_do_it_says(typed: str, why: str) -> None:
    still = clock()
    before = still.now()
    with pytest.raises(ValueError, match=why) as caught:
        move(still, typed)
    assert "@21:30" in str(caught.value)
    assert still.now() == before


def test_it_goes_on_from_where_it_was_put() -> None:
    moment = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    moved = TypedClock(BERLIN, lambda: moment)
    move(moved, "@+8h")
    moment += timedelta(minutes=5)
    assert moved.now().strftime("%H:%M") == "05:05"
    move(moved, "@+8h")
    assert moved.now().strftime("%H:%M") == "13:05"


@given(st.text(max_size=12) | st.from_regex(r"\+\s?\d{1,5}[mhdwy]|\d{1,2}:\d{2}", fullmatch=True))
def test_whatever_is_typed_never_moves_it_back(typed: str) -> None:
    moved = clock()
    before = moved.now()
    for _ in range(3):
        try:
            told = move(moved, f"@{typed}")
        except ValueError:
            told = moved.now()
        assert told == moved.now()
        assert moved.now() >= before

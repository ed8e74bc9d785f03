import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pace import AT_ONCE, MOST_UNDER_WAY, PERIOD, PROMPTS_A_SECOND, Pace, Rate


def test_no_chat_waits_before_telegram_asks_for_it() -> None:
    pace = Pace()
    assert [pace.claim(11, 0) for _ in range(100)] == [0] * 100
    assert pace.recovers_at == {}


def test_after_a_flood_calls_come_one_a_period() -> None:
    pace = Pace(burst=5, period=1)
    pace.flooded(11, 100)
    # The one that was refused goes at once; these come behind it.
    assert [pace.claim(11, 100) for _ in range(4)] == [1, 2, 3, 4]
    assert pace.claim(12, 100) == 0


def test_a_quiet_chat_recovers() -> None:
    pace = Pace(burst=5, period=1)
    pace.flooded(11, 100)
    assert pace.claim(11, 103) == 0
    assert pace.claim(11, 103) == 0
    assert pace.claim(11, 110) == 0
    assert pace.recovers_at == {}


@given(st.lists(st.floats(0, 3), max_size=60), st.integers(1, 6))
def test_no_burst_is_longer_than_allowed(gaps: list[float], burst: int) -> None:
    pace, now, calls = Pace(burst, 1.0), 0.0, [0.0]
    pace.flooded(11, now)
    for gap in gaps:
        now += gap
        if 11 not in pace.recovers_at:
            break
        now += pace.claim(11, now)
        calls.append(now)
    for first, last in zip(calls, calls[burst:], strict=False):
        assert last - first >= 1 - 1e-9


async def test_waiting_takes_its_time() -> None:
    pace, loop = Pace(burst=1, period=0.05), asyncio.get_running_loop()
    pace.flooded(11, loop.time())
    began = loop.time()
    await pace.wait(12)
    assert loop.time() - began < 0.04
    await pace.wait(11)
    assert loop.time() - began >= 0.04


def test_what_telegram_publishes() -> None:
    assert Pace().period == PERIOD >= 1
    assert pytest.approx((AT_ONCE - 1) * PERIOD) == Pace().slack


def test_a_flood_takes_a_fifth_which_comes_back() -> None:
    rate = Rate()
    rate.flooded(11, 100, 3, alone=False)
    assert rate.next_at == 103
    assert rate.a_second(103) == pytest.approx(0.8 * PROMPTS_A_SECOND)
    # Another one that was under way at the time is of the same flood.
    rate.flooded(12, 100.1, 3, alone=False)
    assert rate.a_second(103) == pytest.approx(0.8 * PROMPTS_A_SECOND)
    assert rate.a_second(110) > rate.a_second(103)
    assert rate.a_second(200) == PROMPTS_A_SECOND


def test_floods_of_single_chats_leave_the_rate_until_they_are_many() -> None:
    rate = Rate()
    rate.flooded(11, 100, 30, alone=True)
    rate.flooded(11, 100.2, 30, alone=True)
    rate.flooded(12, 100.3, 30, alone=True)
    assert (rate.next_at, rate.a_second(101)) == (0, PROMPTS_A_SECOND)
    rate.flooded(13, 100.4, 3000, alone=True)
    # An hour for one chat is not an hour for all: after a minute one finds out.
    assert rate.next_at == pytest.approx(160.4)


@given(st.floats(0, 5), st.integers(0, 40))
def test_as_many_are_under_way_as_the_rate_needs(trip: float, floods: int) -> None:
    rate = Rate()
    for number in range(floods):
        rate.flooded(number, 10 * number, 1, alone=False)
    assert 1 <= rate.under_way(400, trip) <= MOST_UNDER_WAY
    assert Rate().under_way(0, 0.03) == 1

"""What goes wrong in big nights, in simulated time."""

import asyncio
from datetime import timedelta

from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from tests.bench.nights import BEGAN, Night, lived, now


def test_what_comes_too_late_is_not_sent_and_counts_as_arrived() -> None:
    async def night() -> None:
        here = Night()
        soon = (BEGAN + timedelta(seconds=10)).isoformat()
        here.prompt(*range(1, 1001), until=soon)
        here.prompt(*range(1001, 1011))
        await here.over()
        late = here.way.standing().late
        assert 700 <= late == 1010 - len(here.seen)
        assert max(at for at, chat, _ in here.seen if chat <= 1000) <= 10.1
        assert now() < 14
        assert list(here.store.undelivered()) == []

    lived(night)


def test_who_cant_be_reached_holds_up_nobody() -> None:
    async def night() -> None:
        here = Night()
        here.trouble = lambda chat: Forbidden("user is deactivated") if chat % 10 == 0 else None
        here.prompt(*range(1, 301))
        await here.over()
        assert len(here.seen) == 270
        assert here.way.standing()[:4] == (270, 30, 0, 0)
        record = here.store.load("telegram:10")
        assert record
        assert record.outbox
        assert not record.profile.reachable

    lived(night)


def test_a_flood_over_all_slows_prompts_down_till_it_fits() -> None:
    async def night() -> None:
        here = Night(limit=20)
        here.prompt(*range(1, 4001))
        await here.over()
        assert len({chat for _, chat, _ in here.seen}) == len(here.seen) == 4000
        # Each refusal is followed by the rest that was told.
        for refused in here.refused:
            assert not any(refused < at < refused + 1.95 for at, _, _ in here.seen)
        assert 4000 / now() >= 14
        assert len(here.refused) < 40

    lived(night)


def test_one_chats_flood_is_its_own() -> None:
    async def night() -> None:
        here, refused = Night(), []

        def trouble(chat: int) -> TelegramError | None:
            if chat in (5, 2000) and now() < 8:
                refused.append(chat)
                return RetryAfter(timedelta(seconds=3))
            return None

        here.trouble = trouble
        here.prompt(*range(1, 401))
        await asyncio.sleep(5)
        here.say(2000, "hello")
        await here.over()
        # The first stopped all for three seconds; then others went through, and it did not.
        assert refused == [5, 5, 2000]
        assert here.seen[-1][0] < 3 + 400 / 22
        assert here.way.standing().sent == 400

    lived(night)


def test_many_chats_flooded_at_once_are_a_flood_over_all() -> None:
    async def night() -> None:
        here = Night()
        here.trouble = lambda _: RetryAfter(timedelta(seconds=5)) if now() < 1 else None
        for number in range(1, 5):
            here.say(number, "hello")
        await asyncio.sleep(0.5)
        here.prompt(100)
        await here.over()
        assert here.at(100) >= 5

    lived(night)


def test_an_outage_is_waited_out_by_few_tries() -> None:
    async def night() -> None:
        here = Night()
        here.trouble = lambda _: NetworkError("gone") if 2 < now() < 60 else None
        here.prompt(*range(1, 301))
        await here.over()
        assert len(here.seen) == 300
        assert len(here.refused) < 12

    lived(night)


def test_one_that_always_fails_stops_nobody() -> None:
    async def night() -> None:
        here = Night()
        here.trouble = lambda chat: NetworkError("500") if chat == 7 else None
        here.prompt(*range(1, 1001))
        await asyncio.sleep(60)
        assert len(here.seen) == 999
        assert here.way.prompts_waiting == 1
        await here.way.drain(1)
        assert here.way.prompts_waiting == 0

    lived(night)

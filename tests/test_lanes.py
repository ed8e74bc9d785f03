"""Who goes next, in big nights in simulated time."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.nights import UNTIL, Night, lived, now


def test_a_broadcast_takes_close_to_the_least_and_keeps_the_limit() -> None:
    async def night() -> None:
        here = Night()
        here.prompt(*range(1, 10_001))
        assert here.way.prompts_waiting == 10_000
        assert len(asyncio.all_tasks()) < 5
        await here.over()
        assert sorted(chat for _, chat, _ in here.seen) == list(range(1, 10_001))
        assert 10_000 / now() >= 28
        assert here.crowded <= 30
        assert here.most_under_way == 1
        assert here.way.standing() == (10_000, 0, 0, 0, 0.0)

    lived(night)


@pytest.mark.parametrize(
    ("there", "jitter", "least"),
    [(0.05, 0.0, 27), (0.05, 0.03, 27), (0.1, 0.1, 25), (0.3, 0.04, 27)],
)
def test_a_far_telegram_changes_nothing(there: float, jitter: float, least: float) -> None:
    async def night() -> None:
        here = Night(there, jitter)
        here.prompt(*range(1, 1501))
        for number in range(2000, 2050):
            await asyncio.sleep(1)
            here.say(number, "hello")
        await here.over()
        assert here.crowded <= 30
        assert len(here.seen) / (here.seen[-1][0] - here.seen[0][0]) >= least

    lived(night)


def test_few_are_under_way() -> None:
    async def night() -> None:
        for there, most in ((0.0149, 1), (0.05, 3), (0.2, 12)):
            here = Night(there)
            here.prompt(*range(1, 301))
            await here.over()
            assert here.most_under_way <= most

    lived(night)


def test_people_who_type_are_not_behind_those_asleep() -> None:
    async def night() -> None:
        here, waits = Night(), list[float]()
        here.prompt(*range(1, 2001))
        for round_ in range(40):
            await asyncio.sleep(1 + here.dice.random())
            begun, people = now(), range(10_000 + 8 * round_, 10_008 + 8 * round_)
            for number in people:
                here.say(number, "hello")
            await asyncio.sleep(0.5)
            waits += [here.at(number) - begun for number in people]
        await here.over()
        assert max(waits) <= 0.3
        assert here.crowded <= 30

    lived(night)


def test_without_a_broadcast_nothing_is_held_back() -> None:
    async def night() -> None:
        here = Night()
        for number in range(1, 501):
            here.say(number, "hello")
        await here.over()
        assert here.seen[-1][0] < 0.2
        # A broadcast that begins now waits till most of those are a second ago.
        here.prompt(1000)
        await here.over()
        assert sum(here.at(1000) - at <= 1 for at, _, _ in here.seen) <= 30
        await asyncio.sleep(1.1)
        begun = now()
        for number in range(1, 501):
            here.say(number, "hello")
        await here.over()
        assert here.seen[-1][0] - begun < 0.2

    lived(night)


def test_who_types_lifts_the_whole_lane_in_order() -> None:
    async def night() -> None:
        here = Night()
        here.prompt(*range(1, 301))
        here.say(300, "and one more", until=UNTIL)
        here.say(300, "hello")
        here.say(300, "later", until=UNTIL)
        await asyncio.sleep(0.5)
        heard = [text for _, chat, text in here.seen if chat == 300]
        assert heard == ["night", "and one more", "hello"]
        here.say(200, "hello")
        await asyncio.sleep(0.2)
        here.say(200, "a word of the clock's", until=UNTIL)
        await here.over()
        heard = [text for _, chat, text in here.seen if chat == 200]
        assert heard == ["night", "hello", "a word of the clock's"]
        # By then nobody waited for it: it went to the end of the line.
        assert [text for _, _, text in here.seen[-2:]] == ["later", "a word of the clock's"]
        assert len(here.seen) == 305

    lived(night)


def test_what_belongs_together_comes_together() -> None:
    async def night() -> None:
        here = Night()
        for number in range(1, 101):
            here.say(number, "one", "two", until=UNTIL)
        await here.over()
        people = range(1, 101)
        assert [chat for _, chat, _ in here.seen] == [n for n in people for _ in "ab"]

    lived(night)


def test_at_the_end_no_prompt_is_cut_off_between_sent_and_noted() -> None:
    async def night() -> None:
        here = Night(0.2)
        here.prompt(*range(1, 301))
        await asyncio.sleep(3)
        begun = now()
        await here.way.drain(3)
        assert now() - begun < 2
        assert here.way.lanes == {}
        left = len(list(here.store.undelivered()))
        assert (left, here.way.prompts_waiting) == (300 - len(here.seen), 0)
        assert left > 100
        # The next start goes on where it was.
        for person in list(here.store.undelivered()):
            record = here.store.load(person)
            assert record
            here.way.hand_over(record)
        await here.over()
        assert sorted(chat for _, chat, _ in here.seen) == list(range(1, 301))

    lived(night)


def test_a_big_night_is_told_in_counts(caplog: pytest.LogCaptureFixture) -> None:
    async def night() -> None:
        here = Night()
        here.prompt(*range(1, 2501))
        await here.over()

    with caplog.at_level("INFO", "bot.lanes"):
        lived(night)
    first, *_ = lines = [record.getMessage() for record in caplog.records]
    assert first == "prompts since the start: 1000 sent, 0 too late, 0 failed; 1500 waiting"
    assert len(lines) == 2


def test_how_things_stand() -> None:
    async def night() -> None:
        here = Night()
        here.prompt(*range(1, 301))
        await asyncio.sleep(2)
        standing = here.way.standing()
        assert standing.sent + standing.waiting == 300
        assert standing.waiting == here.way.prompts_waiting
        assert standing.oldest == pytest.approx(2)
        await here.over()

    lived(night)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 0.4), st.integers(1, 12), st.booleans()), min_size=1, max_size=80
    ),
    st.floats(0.001, 0.2),
    st.floats(0, 0.03),
    st.integers(0, 9),
)
def test_whatever_happens_order_and_limit_are_kept(
    events: list[tuple[float, int, bool]], there: float, jitter: float, seed: int
) -> None:
    async def night() -> None:
        here, said = Night(there, jitter), dict[int, list[str]]()
        here.dice.seed(seed)
        here.prompt(*range(100, 200))
        for number, (pause, chat, prompt) in enumerate(events):
            await asyncio.sleep(pause)
            said.setdefault(chat, []).append(str(number))
            here.say(chat, str(number), until=UNTIL if prompt else "")
        await here.over()
        for chat, texts in said.items():
            assert [text for _, each, text in here.seen if each == chat] == texts
        assert here.way.prompts_waiting == 0
        assert here.crowded <= 30

    lived(night)

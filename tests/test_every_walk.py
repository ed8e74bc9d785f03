"""Every script walked by machine: no dead end, nothing said twice, nothing asked that is known."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import cache

import msgspec
import pytest

from bot.agenda import PLANNED
from bot.house import EAR, build
from bot.record import Errand, Night, Record
from dialogs.hearing.heard import Hearing
from dialogs.session import Session, Value
from dialogs.utterance import Kind, Utterance
from tests.atlas import Atlas, Fault, ease, looked_at
from tests.made_up import HEARD, HOSTILE, PLAIN, MadeUpEar
from tests.memory_store import MemoryStore
from tests.wanderer import Wanderer

TURNS_AT_LEAST, SECONDS_AT_MOST = 10_000, 60
WALKERS, STEPS, HEARD_BY_THE_EAR = 8, 600, 150
# No end is further away than this, in taps.
FAR = 60
MEDIAN_AT_MOST, EASE_AT_LEAST = 280, 60
# States that a slot leads to which only some study fills: the way on, and what is put there.
SEEDS: dict[tuple[str, str], tuple[str, list[str]]] = {
    ("balance/onward", "next_script"): ("take", [
        "ask_for_space", "partner_needs_space", "boundary", "ritual", "my_own_life", "security",
        "i_you_we", "reflection",
    ]),
    ("learn/onward", "way"): ("way_in", [
        "ask_for_space", "practice", "partner_needs_space", "boundary", "ritual", "my_own_life",
        "balance", "security", "repair", "i_you_we",
    ]),
    ("safety_soft/ask", "kind"): ("not_really", [
        "", "self_harm", "abuse_victim", "harm_to_others", "partner_at_risk",
    ]),
    ("learn/question", "second"): ("second", ["two_pulls"]),
    ("learn/question", "third"): ("third", ["two_pulls"]),
    ("i_you_we/mend", "which"): ("~say I love you", ["i", "you", "we"]),
    ("practice/feedback", "rewrite"): ("see_rewrite", ["-"]),
    ("breathe/breathe_out", "second"): ("go_on", ["-"]),
}  # fmt: skip
MISFITS: list[Kind] = ["photo", "voice", "sticker", "poll"]


class Walked(msgspec.Struct):
    atlas: Atlas
    seconds: float
    farthest: int
    stuck: list[str]


def new_atlas(ear: Hearing) -> Atlas:
    house = build(MemoryStore(), hearing=ear)
    if isinstance(ear, MadeUpEar):
        knows = house.speech.knows
        ear.topics = [each for each in house.engine.scripts if knows("topic", each, "en")]
        ear.topics += ["none", "help", "privacy", "progress", "schedule"]
    return Atlas(house)


@cache
def walked() -> Walked:
    began = time.process_time()
    atlas = new_atlas(MadeUpEar())
    for seed in range(WALKERS):
        walker = Wanderer(atlas, seed)
        for _ in range(STEPS):
            walker.step()
    take_every_way(atlas)
    plant(atlas)
    come_back_after_weeks(atlas)
    come_back_to_what_was_kept(atlas)
    come_back_from_calls(atlas)
    take_every_way(atlas)
    for record in standing(atlas):
        visit(atlas, record)
    far, stuck = 0, []
    for record in standing(atlas):
        for policy in (first, skipping):
            taps = way_out(atlas, record, policy)
            far = max(far, taps)
            stuck += [state_of(record)] if taps > FAR else []
    return Walked(atlas, time.process_time() - began, far, stuck)


def standing(atlas: Atlas) -> Iterator[Record]:
    yield from [record for kept in atlas.standing.values() for record in list(kept.values())]


def session_of(record: Record) -> Session:
    assert record.session is not None
    return record.session


def state_of(record: Record) -> str:
    place = session_of(record).place
    return f"{place.script}/{place.state}"


numbers = iter(range(10_000, 1_000_000))


def at(atlas: Atlas, record: Record) -> Wanderer:
    """Somebody new who stands where a record does."""
    return Wanderer(atlas, next(numbers), record)


def plant(atlas: Atlas) -> None:
    for (state, slot), (way, picks) in SEEDS.items():
        record = next(iter(atlas.standing.get(state, {}).values()), None) or placed(atlas, state)
        for pick in picks:
            seeded = msgspec.convert(msgspec.to_builtins(record), Record)
            slots = session_of(seeded).place.slots
            slots.pop(slot, None)
            if pick:
                slots[slot] = Value("I need an hour.", pick, forms={"why": "It may fit."})
            atlas.stand(state, [slot, pick], seeded)
            walker = at(atlas, seeded)
            walker.go(session_of(seeded), way)
            for _ in range(6):
                walker.answer()


def placed(atlas: Atlas, state: str) -> Record:
    script, _, name = state.partition("/")
    place = msgspec.structs.replace(atlas.house.engine.place_in(script), state=name)
    return Record("", session=Session(stack=[place]), touched_at="2026-03-02T21:00:00+00:00")


def come_back_after_weeks(atlas: Atlas) -> None:
    """Somebody whose last evening is long ago."""
    nights = [Night("2026-01-02", room=3, close=3, intention="to ring my sister")]
    walker = at(atlas, Record("", nights=nights, touched_at="2026-01-02T21:00:00+00:00"))
    walker.chat.wait(days=40)
    walker.begin_with("reflection")


def come_back_to_what_was_kept(atlas: Atlas) -> None:
    """Somebody who wanted to be asked in a week how it went."""
    about = {"what": Value(said="Tea."), "kind": Value(said="ritual"), "follows": Value(yes=True)}
    errand = Errand(PLANNED, "2026-03-09T20:30:00+00:00", about)
    walker = at(atlas, Record("", errands=[errand], touched_at="2026-03-02T21:00:00+00:00"))
    walker.begin_with("follow_up")


def come_back_from_calls(atlas: Atlas) -> None:
    """Every script that another one calls is gone through to its end."""
    for name, compiled in atlas.house.engine.scripts.items():
        for state, each in compiled.script.states.items():
            if each.call:
                record = placed(atlas, f"{name}/{state}")
                atlas.house.engine.enter(session_of(record), "en")
                way_out(atlas, record, skipping)


def take_every_way(atlas: Atlas) -> None:
    """Each answer to each question is given at least once, until none is left."""
    while todo := [
        (record, way)
        for record in standing(atlas)
        for way in at(atlas, record).ways(session_of(record))
        if not atlas.taken[state_of(record), way]
    ]:
        for record, way in todo:
            if atlas.taken[state_of(record), way]:
                continue
            atlas.taken[state_of(record), way] += 1
            walker = at(atlas, record)
            walker.go(session_of(record), way)
            for _ in range(8):
                if walker.session is not None:
                    walker.answer()


def visit(atlas: Atlas, record: Record) -> None:
    """What may be done at every question, and then it is left."""
    walker = at(atlas, record)
    for command in ("why", "help", "repeat"):
        walker.take(Utterance("command", command))
    for kind in MISFITS:
        walker.take(Utterance(kind))
    walker.say("x" * 4000)
    walker.tap_old()
    leaving = at(atlas, record)
    for _ in range(4):
        if leaving.session is None:
            return
        leaving.say("stop")
    leaving.amiss(f"can't be left: {state_of(record)}")


Policy = Callable[[Wanderer, list[str], int], str]


def first(walker: Wanderer, ways: list[str], times: int) -> str:
    """The first choice; come by again, the next one."""
    return ways[times % len(ways)]


def skipping(walker: Wanderer, ways: list[str], times: int) -> str:
    return "~skip" if "~skip" in ways and times < 2 else first(walker, ways, times)


def way_out(atlas: Atlas, record: Record, policy: Policy) -> int:
    """How many taps it takes to an end."""
    walker, been = at(atlas, record), dict[str, int]()
    for taps in range(FAR + 1):
        session = walker.session
        if session is None:
            return taps
        ways = [each for each in walker.ways(session) if not each.startswith("~say")]
        ways = [each for each in ways if each != "~words"] or ways
        times = been.get(walker.state, 0)
        been[walker.state] = times + 1
        walker.go(session, "~done" if "~done" in ways else policy(walker, ways, times))
    return FAR + 1


def told(faults: list[Fault]) -> str:
    return "\n".join(
        f"{each.where}: {each.what}\n    " + "\n    ".join(each.road) for each in faults
    )


def faults_of(*beginnings: str) -> list[Fault]:
    return [each for each in walked().atlas.faults if each.what.startswith(beginnings)]


def test_ten_thousand_turns_in_a_minute() -> None:
    atlas = walked().atlas
    print(f"\n{atlas.turns} turns, {walked().seconds:.1f} s, farthest end {walked().farthest} taps")
    assert atlas.turns >= TURNS_AT_LEAST
    assert walked().seconds < SECONDS_AT_MOST


def test_nothing_known_is_asked() -> None:
    assert not (found := faults_of("known")), told(found)


def test_nothing_is_said_twice() -> None:
    assert not (found := faults_of("said twice")), told(found)


def test_every_reply_can_be_sent_and_every_turn_is_answered() -> None:
    found = [each for each in walked().atlas.faults if not each.what.startswith(("known", "said"))]
    assert not found, told(found)


def test_an_end_is_near_from_everywhere() -> None:
    assert not walked().stuck


def test_each_state_is_seen() -> None:
    atlas = walked().atlas
    seen = {*atlas.arrived, *atlas.standing}
    assert not sorted(set(atlas.states()) - seen)


def test_each_variant_is_seen() -> None:
    # Walking says some variants; the others are put into words with slots from the walks, and
    # what no walk says with made-up ones.
    atlas = walked().atlas
    by_walking = atlas.rendered()
    for name, text in atlas.render_rest():
        assert not looked_at(text)[1] or not text, name
    by_rendering = atlas.rendered() - by_walking
    unsaid = sorted({*atlas.variants().values()} - {*atlas.spoken})
    for name in unsaid:
        for text in atlas.render_made_up(name):
            assert not looked_at(text)[1], name
    print(
        f"\nvariants: {len(by_walking)} walked, {len(by_rendering)} rendered with slots of the "
        f"walks, {len(atlas.variants().keys() - by_walking - by_rendering)} with made-up ones"
    )
    assert not atlas.variants().keys() - atlas.rendered()


def test_messages_are_short_and_easy() -> None:
    atlas = walked().atlas
    median, easy = statistics.median(atlas.lengths), ease(atlas.texts)
    print(f"\nmedian length {median} characters, reading ease {easy:.0f} (Flesch)")
    assert median < MEDIAN_AT_MOST
    assert easy >= EASE_AT_LEAST


def test_the_real_ear_on_a_walk() -> None:
    atlas = new_atlas(EAR)
    draw, walker = random.Random(0), Wanderer(atlas, 1)
    for _ in range(HEARD_BY_THE_EAR):
        if walker.session is None:
            walker.begin()
        elif draw.random() < 0.5:
            walker.say(draw.choice([*PLAIN, *HEARD, *HOSTILE]))
        else:
            walker.answer()
    assert not atlas.faults, told(atlas.faults)


@pytest.mark.parametrize("name", ["edit_keepsake", "follow_up", "where", "breathe"])
def test_a_script_begun_by_its_name_never_breaks(name: str) -> None:
    walker = Wanderer(new_atlas(MadeUpEar()), 1)
    walker.take(Utterance("command", "go", name))
    walker.answer()

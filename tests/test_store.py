import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.errors import RecordGone
from bot.record import Phrase, Profile, Record, Reply
from bot.store import Store
from bot.tiny_store import TinyStore
from dialogs.session import Place, Session, Value
from tests.memory_store import MemoryStore

Open = Callable[[Path], Store]
ENGINES: dict[str, Open] = {
    "tinydb": TinyStore.open,
    "tinydb looked at": TinyStore.look,
    "memory": lambda _: MemoryStore(),
}


@pytest.fixture(params=list(ENGINES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store = ENGINES[request.param](tmp_path)
    yield store
    store.close()


def replies(*serials: int) -> list[Reply]:
    return [Reply(serial=serial, text=f"reply {serial}") for serial in serials]


def found(store: Store, person: str) -> Record:
    record = store.load(person)
    assert record is not None
    return record


def test_an_unknown_person_has_no_record(store: Store) -> None:
    assert store.load("telegram:1") is None
    assert list(store.people()) == []


def test_a_record_comes_back_as_it_was_saved(store: Store) -> None:
    place = Place("ask_for_space", 3, "feeling", slots={"feeling": Value(said="knackered")})
    record = Record(
        person="telegram:1",
        profile=Profile(name="<b>{{7*7}}</b>", reachable=False),
        session=Session(stack=[place], step=4),
        shelf=[Session(stack=[place])],
        phrasebook=[Phrase("I need some quiet.", "2026-11-23T21:30:00Z")],
        last_update=7,
        outbox=replies(1, 2),
        serial=2,
        asked="55",
        said=[3, 4],
    )
    store.save(record)
    assert found(store, "telegram:1") == record


def test_what_has_become_empty_does_not_come_back(store: Store) -> None:
    record = Record(person="a", outbox=replies(1), asked="5", said=[1], touched_at="2026-11-23")
    store.save(record)
    empty = Record(person="a", mark=record.mark)
    store.save(empty)
    assert found(store, "a") == empty


def test_the_caller_keeps_hold_of_nothing_in_the_store(store: Store) -> None:
    record = Record(person="a", said=[1])
    store.save(record)
    record.said.append(2)
    assert found(store, "a").said == [1]


@pytest.mark.parametrize(
    "words", ["null \0 within", "lone \ud83d surrogate", "\u202eright to left", "\U0001f60a" * 4096]
)
def test_words_of_any_kind_are_kept(store: Store, words: str) -> None:
    record = Record(person=words, phrasebook=[Phrase(words, "")])
    store.save(record)
    record.last_update = 1
    store.save(record)
    assert found(store, words) == record
    assert list(store.people()) == [words]
    assert store.erase(words)


def test_people_are_kept_apart(store: Store) -> None:
    for number in range(20):
        store.save(Record(person=f"p{number}", last_update=number))
    assert [found(store, f"p{number}").last_update for number in range(20)] == list(range(20))
    assert sorted(store.people()) == sorted(f"p{number}" for number in range(20))


def test_a_record_grows_and_shrinks(store: Store) -> None:
    record = Record(person="a")
    for size in (10, 3_000, 5_000, 200_000, 100, 100, 5_000):
        record.touched_at = "x" * size
        store.save(record)
        assert found(store, "a") == record


def test_delivered_replies_leave_the_outbox(store: Store) -> None:
    store.save(Record(person="a", outbox=replies(1, 2, 3), serial=3))
    store.delivered("a", 2)
    record = found(store, "a")
    assert [reply.serial for reply in record.outbox] == [3]
    assert record.delivered == 2
    store.delivered("a", 1)
    assert found(store, "a").delivered == 2


def test_a_delivery_outlives_growth_and_later_saves(store: Store) -> None:
    store.save(Record(person="a", outbox=replies(1, 2), serial=2))
    store.delivered("a", 1, "m1")
    record = found(store, "a")
    for size in (10, 50_000, 10):
        record.touched_at = "x" * size
        store.save(record)
        assert found(store, "a").outbox == replies(2)
        assert found(store, "a").asked == "m1"


def test_a_delivery_during_a_turn_is_not_lost(store: Store) -> None:
    store.save(Record(person="a", outbox=replies(1), serial=1, asked="old"))
    turn = found(store, "a")
    store.delivered("a", 1, "new")
    turn.outbox += replies(2)
    turn.serial = 2
    store.save(turn)
    after = found(store, "a")
    assert after.outbox == replies(2)
    assert after.asked == "new"


def test_a_delivery_during_a_turn_that_outgrows_its_file_is_not_lost(store: Store) -> None:
    store.save(Record(person="a", outbox=replies(1), serial=1))
    turn = found(store, "a")
    store.delivered("a", 1, "m1")
    turn.touched_at = "x" * 50_000
    store.save(turn)
    after = found(store, "a")
    assert after.outbox == []
    assert after.asked == "m1"


def test_the_turn_that_knew_of_the_question_has_the_last_word(store: Store) -> None:
    store.save(Record(person="a", outbox=replies(1), serial=1))
    store.delivered("a", 1, "m1")
    turn = found(store, "a")
    assert turn.asked == "m1"
    turn.asked = ""
    store.save(turn)
    assert found(store, "a").asked == ""


def test_a_reply_that_asks_nothing_leaves_the_question_standing(store: Store) -> None:
    store.save(Record(person="a", outbox=replies(1, 2, 3), serial=3))
    store.delivered("a", 1, "m1")
    store.delivered("a", 2)
    assert found(store, "a").asked == "m1"
    store.delivered("a", 3, "")
    assert found(store, "a").asked == ""


def test_a_delivery_to_nobody_makes_no_record(store: Store) -> None:
    store.delivered("a", 3, "m")
    assert store.load("a") is None


def test_what_is_erased_is_unknown_and_may_begin_anew(store: Store) -> None:
    store.save(Record(person="a", outbox=replies(1), serial=1))
    store.delivered("a", 1, "m1")
    assert store.erase("a")
    assert not store.erase("a")
    assert store.load("a") is None
    assert list(store.people()) == []
    store.save(Record(person="a", outbox=replies(1), serial=1))
    assert found(store, "a").outbox == replies(1)


def test_a_turn_does_not_bring_back_what_was_erased(store: Store) -> None:
    store.save(Record(person="a"))
    turn = found(store, "a")
    store.erase("a")
    with pytest.raises(RecordGone) as gone:
        store.save(turn)
    assert gone.value.person == "a"
    assert store.load("a") is None
    store.save(Record(person="a", last_update=1))
    with pytest.raises(RecordGone):
        store.save(turn)
    assert found(store, "a").last_update == 1


def test_of_two_turns_on_one_state_the_second_is_refused(store: Store) -> None:
    store.save(Record(person="a"))
    first, second = found(store, "a"), found(store, "a")
    store.save(first)
    with pytest.raises(RecordGone):
        store.save(second)


def test_a_new_record_does_not_replace_one(store: Store) -> None:
    store.save(Record(person="a", last_update=1))
    with pytest.raises(RecordGone):
        store.save(Record(person="a"))
    assert found(store, "a").last_update == 1


def test_closing_twice_does_no_harm(store: Store) -> None:
    store.close()
    store.close()


PEOPLE = st.sampled_from(["a", "b", "c\ud800"])


class AgainstTheModel(RuleBasedStateMachine):
    engine: Open = staticmethod(ENGINES["tinydb"])

    @initialize()
    def begin(self) -> None:
        self.room = TemporaryDirectory()
        self.folder = Path(self.room.name)
        self.store: Store = type(self).engine(self.folder)
        self.model: dict[str, Record] = {}

    @rule(person=PEOPLE, words=st.text(max_size=30), stretch=st.sampled_from([1, 50, 500]))
    def turn(self, person: str, words: str, stretch: int) -> None:
        record = self.store.load(person) or Record(person=person)
        record.serial += 1
        record.outbox += [Reply(serial=record.serial, text=words * stretch)]
        self.store.save(record)
        self.model[person] = copy.deepcopy(record)

    @rule(person=PEOPLE, back=st.integers(0, 2), asked=st.none() | st.sampled_from(["", "m"]))
    def deliver(self, person: str, back: int, asked: str | None) -> None:
        record = self.model.get(person)
        serial = max(0, record.serial - back) if record else 1
        if record and serial <= record.delivered:
            return
        self.store.delivered(person, serial, asked)
        if record:
            record.delivered = serial
            record.outbox = [reply for reply in record.outbox if reply.serial > serial]
            record.asked = record.asked if asked is None else asked

    @rule(person=PEOPLE)
    def erase(self, person: str) -> None:
        assert self.store.erase(person) == (self.model.pop(person, None) is not None)

    @rule()
    def restart(self) -> None:
        if not isinstance(self.store, MemoryStore):
            self.store.close()
            self.store = type(self).engine(self.folder)
        waiting = {person for person, record in self.model.items() if record.outbox}
        assert set(self.store.undelivered()) == waiting

    @invariant()
    def agrees(self) -> None:
        if hasattr(self, "store"):
            assert set(self.store.people()) == set(self.model)
            for person, record in self.model.items():
                assert self.store.load(person) == record

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.room.cleanup()


class AgainstTheModelInMemory(AgainstTheModel):
    engine = staticmethod(ENGINES["memory"])


class AgainstTheModelLookedAt(AgainstTheModel):
    engine = staticmethod(ENGINES["tinydb looked at"])


QUICK = settings(max_examples=25, stateful_step_count=20, deadline=None)


@pytest.mark.parametrize(
    "machine", [AgainstTheModel, AgainstTheModelInMemory, AgainstTheModelLookedAt]
)
def test_the_store_agrees_with_a_dictionary(machine: type[AgainstTheModel]) -> None:
    run_state_machine_as_test(machine, settings=QUICK)

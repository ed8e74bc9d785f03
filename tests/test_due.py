from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from bot.due import CLAIM_SECONDS, Due
from bot.folder import Folder
from bot.record import Record
from bot.tiny_store import TinyStore

NOW = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
A, B, C = (bytes([0, letter]) * 16 for letter in b"abc")


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def iso(minutes: float) -> str:
    return at(minutes).isoformat()


def test_the_soonest_come_first_and_only_when_it_is_time(tmp_path: Path) -> None:
    due = Due(tmp_path / "d")
    due.put(A, iso(2))
    due.put(B, iso(1))
    due.put(C, iso(9))
    assert due.claim(at(0), 10) == []
    assert due.claim(at(3), 10) == [B, A]
    assert due.soonest() == at(3 + CLAIM_SECONDS / 60)
    due.close()


def test_a_claim_that_comes_to_nothing_comes_again(tmp_path: Path) -> None:
    due = Due(tmp_path / "d")
    due.put(A, iso(0))
    assert due.claim(at(0), 10) == [A]
    assert due.claim(at(0.9), 10) == []
    assert due.claim(at(1), 10) == [A]
    due.put(A, iso(0))
    assert due.claim(at(1), 10) == [A]
    due.put(A, iso(60))
    assert due.claim(at(30), 10) == []
    assert due.claim(at(60), 10) == [A]
    due.put(A, "")
    assert due.claim(at(900), 10) == []
    assert due.soonest() is None or due.claim(at(9000), 10) == []


def test_what_was_noted_outlives_a_crash(tmp_path: Path) -> None:
    first = Due(tmp_path / "d")
    for key, minutes in ((A, 1), (B, 2), (C, 3)):
        first.put(key, iso(minutes))
    first.put(B, "")
    first.put(C, iso(0))
    second = Due(tmp_path / "d")
    assert second.unclean
    assert not second.new
    assert second.claim(at(5), 10) == [C, A]
    assert second.within(at(0), 60) == 2


def test_a_clean_end_leaves_nothing_to_scan_for(tmp_path: Path) -> None:
    first = Due(tmp_path / "d")
    assert first.new
    first.put(A, iso(1))
    first.close()
    second = Due(tmp_path / "d")
    assert not second.unclean
    assert not second.new
    assert second.claim(at(5), 1) == [A]
    second.close()


def test_not_everybodys_evening_begins_in_the_same_second(tmp_path: Path) -> None:
    due = Due(tmp_path / "d", spread=8)
    keys = [bytes([first]) * 32 for first in range(1, 9)]
    for key in keys:
        due.put(key, iso(0))
    seconds = [len(due.claim(NOW + timedelta(seconds=second), 10)) for second in range(8)]
    assert seconds == [1] * 8
    due.close()


def test_too_early_does_no_harm_and_too_late_is_never_noted_first(tmp_path: Path) -> None:
    due = Due(tmp_path / "d")
    due.put(A, iso(5))
    due.put_earlier(A, iso(9))
    assert due.claim(at(5), 1) == [A]
    due.put_earlier(A, iso(1))
    assert due.claim(at(5), 1) == [A]
    due.put_earlier(B, iso(5))
    assert due.claim(at(5), 1) == [B]
    due.close()


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.one_of(st.none(), st.integers(0, 50)), st.booleans()),
        max_size=60,
    )
)
def test_it_agrees_with_a_plain_list(steps: list[tuple[int, int | None, bool]]) -> None:
    with TemporaryDirectory() as folder:
        due, plain = Due(Path(folder) / "d", spread=0), dict[bytes, int]()
        for who, minutes, crash in steps:
            key = bytes([who + 1]) * 32
            due.put(key, "" if minutes is None else iso(minutes))
            plain[key] = -1 if minutes is None else minutes
            if crash:
                due = Due(Path(folder) / "d", spread=0)
        wanted = sorted(each for each in plain.values() if 0 <= each <= 25)
        claimed = due.claim(at(25), 100)
        assert [plain[key] for key in claimed] == wanted
        assert due.claim(at(25), 100) == []


def test_the_store_tells_whose_time_has_come(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    for number, minutes in ((1, 5), (2, 1), (3, 90)):
        store.save(Record(f"telegram:{number}", due=iso(minutes)))
    store.save(Record("telegram:4"))
    store.save(Record("terminal:you", due=iso(0)))
    assert store.due_within(at(0), 3600) == 2
    assert sorted(store.due(at(10), 10)) == ["telegram:1", "telegram:2"]
    record = store.load("telegram:1")
    assert record
    record.due = iso(200)
    store.save(record)
    assert store.erase("telegram:2")
    assert store.due(at(30), 10) == []
    store.close()


def test_a_missing_index_is_made_from_the_records(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    store.save(Record("telegram:1", due=iso(1)))
    store.close()
    (tmp_path / "telegram.due").unlink()
    again = TinyStore.open(tmp_path)
    assert again.due(at(5), 10) == []
    assert list(again.undelivered()) == []
    assert again.due(at(5), 10) == ["telegram:1"]
    again.close()
    third = TinyStore.open(tmp_path)
    assert third.due(at(9), 10) == ["telegram:1"]
    third.close()


def test_an_index_that_is_no_index_is_made_anew(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    store.save(Record("telegram:1", due=iso(1)))
    store.close()
    (tmp_path / "telegram.due").write_bytes(b"\xff" * 5000)
    again = TinyStore.open(tmp_path)
    list(again.undelivered())
    assert again.due(at(5), 10) == ["telegram:1"]
    again.close()


def test_a_record_whose_time_came_and_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    store.save(Record("telegram:1", due=iso(1)))
    TinyStore.look(tmp_path).erase("telegram:1")
    assert store.due(at(5), 10) == []
    assert store.due(at(90), 10) == []
    store.close()


def test_nothing_of_somebody_erased_is_left_in_the_index(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    store.save(Record("telegram:1", due=iso(1)))
    key = Folder(tmp_path).home("telegram:1").key
    assert key in (tmp_path / "telegram.due").read_bytes()
    store.erase("telegram:1")
    assert key not in (tmp_path / "telegram.due").read_bytes()
    store.close()

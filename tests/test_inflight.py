from pathlib import Path

import pytest

from bot import inflight
from bot.folder import Folder
from bot.inflight import InFlight
from bot.record import Record, Reply
from bot.rows import blank
from bot.tiny_store import TinyStore

A, B, C = (bytes([letter]) * 32 for letter in b"abc")


def waiting(person: str, *serials: int) -> Record:
    outbox = [Reply(serial=serial) for serial in serials]
    return Record(person=person, outbox=outbox, serial=max(serials, default=0))


def cut_off(store: TinyStore) -> None:
    # What a killed process leaves: the file as it stands, and the lock let go.
    assert store._lock
    store._lock.release()


def test_entries_outlive_a_crash_and_those_done_do_not(tmp_path: Path) -> None:
    first = InFlight(tmp_path / "f")
    for key in (A, B, C):
        first.add(key, 2)
    first.arrived(A, 1)
    first.arrived(B, 2)
    second = InFlight(tmp_path / "f")
    assert set(second.left) == {A, C}
    assert second.unclean
    assert B not in (tmp_path / "f").read_bytes()


def test_a_clean_end_leaves_no_file(tmp_path: Path) -> None:
    first = InFlight(tmp_path / "f")
    assert not first.unclean
    first.add(A, 1)
    first.remove(A)
    first.remove(A)
    first.close()
    first.close()
    assert not (tmp_path / "f").exists()


def test_a_clean_end_with_replies_due_needs_no_scan(tmp_path: Path) -> None:
    first = InFlight(tmp_path / "f")
    first.add(A, 1)
    first.close()
    second = InFlight(tmp_path / "f")
    assert second.left == (A,)
    assert not second.unclean


def test_a_scan_not_finished_is_due_again(tmp_path: Path) -> None:
    InFlight(tmp_path / "f")
    InFlight(tmp_path / "f").close()
    assert InFlight(tmp_path / "f").unclean


def test_room_is_used_again_and_grows_when_it_must(tmp_path: Path) -> None:
    flight = InFlight(tmp_path / "f")
    size = (tmp_path / "f").stat().st_size
    for number in range(3_000):
        flight.add(number.to_bytes(32, "little"), 1)
        flight.arrived(number.to_bytes(32, "little"), 1)
    assert (tmp_path / "f").stat().st_size == size
    for number in range(1, 3_001):
        flight.add(number.to_bytes(32, "little"), 1)
    assert len(InFlight(tmp_path / "f").left) == 3_000


def test_another_hand_can_blank_an_entry(tmp_path: Path) -> None:
    flight = InFlight(tmp_path / "f")
    flight.add(A, 1)
    flight.add(B, 1)
    blank(tmp_path / "f", A, inflight.SIZE)
    assert InFlight(tmp_path / "f").left == (B,)


@pytest.mark.parametrize("cut", [1, 33, 70])
def test_a_torn_file_is_an_unclean_end(tmp_path: Path, cut: int) -> None:
    flight = InFlight(tmp_path / "f")
    flight.add(A, 1)
    content = (tmp_path / "f").read_bytes()
    (tmp_path / "f").write_bytes(content[:cut])
    assert InFlight(tmp_path / "f").unclean


def test_after_a_crash_those_in_flight_come_first(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    for number in range(30):
        store.save(waiting(f"done{number}", 1))
        store.delivered(f"done{number}", 1)
    store.save(waiting("z", 1, 2))
    store.delivered("z", 1)
    # A power cut may swallow an entry: this one never got one.
    TinyStore.look(tmp_path).save(waiting("swallowed", 1))
    cut_off(store)
    again = TinyStore.open(tmp_path)
    assert list(again.undelivered()) == ["z", "swallowed"]
    again.close()
    third = TinyStore.open(tmp_path)
    assert set(third.undelivered()) == {"z", "swallowed"}
    third.close()


def test_a_scan_that_was_cut_short_begins_again(tmp_path: Path) -> None:
    cut_off(TinyStore.open(tmp_path))
    for number in range(5):
        TinyStore.look(tmp_path).save(waiting(f"p{number}", 1))
    again = TinyStore.open(tmp_path)
    scan = again.undelivered()
    first = next(scan)
    again.load(first)
    again.delivered(first, 1)
    again.close()
    third = TinyStore.open(tmp_path)
    assert {first, *third.undelivered()} == {f"p{number}" for number in range(5)}
    third.close()


def test_a_clean_start_looks_at_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = TinyStore.open(tmp_path)
    store.save(waiting("a", 1))
    store.delivered("a", 1)
    store.close()
    monkeypatch.setattr(Folder, "homes", pytest.fail)
    again = TinyStore.open(tmp_path)
    assert list(again.undelivered()) == []
    again.close()


def test_a_delivery_during_a_turn_does_not_end_the_entry(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    store.save(waiting("a", 1))
    turn = store.load("a")
    assert turn is not None
    turn.outbox.append(Reply(serial=2))
    turn.serial = 2
    store.save(turn)
    store.delivered("a", 1)
    cut_off(store)
    again = TinyStore.open(tmp_path)
    assert next(again.undelivered()) == "a"
    again.delivered("a", 2)
    assert Folder(tmp_path).home("a").key not in (tmp_path / "telegram.inflight").read_bytes()
    again.close()


def test_an_entry_without_a_record_goes(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    store.save(waiting("a", 1))
    Path(Folder(tmp_path).home("a").path).unlink()
    cut_off(store)
    again = TinyStore.open(tmp_path)
    assert list(again.undelivered()) == []
    again.close()
    assert not (tmp_path / "telegram.inflight").exists()

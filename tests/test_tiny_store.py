import errno
import logging
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import storage
from bot.errors import (
    CoachError,
    RecordGone,
    RecordSetAside,
    StoreBusy,
    StoreFull,
    StoreUnusable,
)
from bot.folder import Folder
from bot.record import RECORD_VERSION, Phrase, Record, Reply
from bot.slots import BLOCK, Ack, Slot, pack_file
from bot.tiny_store import TinyStore

SECRET = "knackered beyond words"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TinyStore]:
    store = TinyStore.open(tmp_path)
    yield store
    store.close()


def file_of(folder: Path, person: str) -> Path:
    return Path(Folder(folder).home(person).path)


def waiting(person: str, words: str = "hello") -> Record:
    return Record(person=person, outbox=[Reply(serial=1, text=words)], serial=1)


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def put(folder: Path, person: str, payload: bytes) -> None:
    path = file_of(folder, person)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pack_file(Slot(0, 1, 0, payload), BLOCK, Ack()))


@pytest.mark.parametrize("umask", [0, 0o077, 0o277])
def test_folders_and_files_are_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = TinyStore.open(tmp_path / "data")
        store.save(waiting("a"))
        file_of(tmp_path / "data", "a").write_bytes(b"")
        with pytest.raises(RecordSetAside):
            store.load("a")
        store.save(waiting("a"))
        for path in tmp_path.rglob("*"):
            wanted = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) == wanted, path
        store.close()
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b'{"record": {"1": {"person": "a", "version": 99}}}', "newer version, record 99"),
        (b'{"record": {"1": {"person": "z"}}}', "somebody else"),
        (b'{"record": {"1": {"person": 7}}}', "not in the form of a record"),
        (b'{"record": {"2": {"person": "a"}}}', "no record in it"),
        (b"{}", "no record in it"),
    ],
)
def test_a_record_that_cannot_be_used_is_set_aside(
    store: TinyStore, tmp_path: Path, payload: bytes, reason: str
) -> None:
    store.save(Record(person="neighbour", last_update=4))
    put(tmp_path, "a", payload)
    assert store.glance("a") is None
    with pytest.raises(RecordSetAside, match=reason) as aside:
        store.load("a")
    assert aside.value.person == "a"
    assert payload in aside.value.moved_to.read_bytes()
    assert store.load("a") is None
    store.save(Record(person="a"))
    neighbour = store.load("neighbour")
    assert neighbour is not None
    assert neighbour.last_update == 4


def test_each_file_set_aside_is_kept(store: TinyStore, tmp_path: Path) -> None:
    moved = set()
    for _ in range(3):
        file_of(tmp_path, "a").parent.mkdir(parents=True, exist_ok=True)
        file_of(tmp_path, "a").write_bytes(b"no record")
        with pytest.raises(RecordSetAside) as aside:
            store.load("a")
        moved.add(aside.value.moved_to)
    assert len(moved) == 3
    assert all(path.read_bytes() == b"no record" for path in moved)


def test_the_log_names_a_hash_and_a_reason_and_nobodys_words(
    store: TinyStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path, "telegram:4711", b'{"record": {"1": {"person": "%s"}}}' % SECRET.encode())
    with caplog.at_level(logging.DEBUG), pytest.raises(RecordSetAside):
        store.load("telegram:4711")
    assert Folder(tmp_path).home("telegram:4711").name[:12] in caplog.text
    assert "somebody else" in caplog.text
    assert "4711" not in caplog.text
    assert SECRET not in caplog.text


def test_a_record_that_goes_bad_within_a_turn_is_set_aside(
    store: TinyStore, tmp_path: Path
) -> None:
    record = waiting("a")
    store.save(record)
    file_of(tmp_path, "a").write_bytes(b"")
    with pytest.raises(RecordSetAside, match="truncated"):
        store.save(record)
    store.save(Record(person="a"))


def test_the_version_stands_on_disk(store: TinyStore, tmp_path: Path) -> None:
    store.save(Record(person="a"))
    assert f'"version":{RECORD_VERSION}'.encode() in file_of(tmp_path, "a").read_bytes()
    assert b"mark" not in file_of(tmp_path, "a").read_bytes()


def test_bad_files_are_passed_over_and_left_for_their_person(
    store: TinyStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.save(Record(person="a"))
    put(tmp_path, "b", b"{}")
    assert list(store.people()) == ["a"]
    assert "passed over" in caplog.text
    with pytest.raises(RecordSetAside):
        store.load("b")


def test_erasing_leaves_no_byte_of_a_person(store: TinyStore, tmp_path: Path) -> None:
    person = "telegram:4711"
    for _ in range(2):
        record = waiting(person, SECRET)
        record.phrasebook = [Phrase(SECRET, "")]
        store.save(record)
        path = file_of(tmp_path, person)
        content = path.read_bytes()
        path.write_bytes(b"\xff" * len(content[: 2 * BLOCK]) + content[: 2 * BLOCK])
        with pytest.raises(RecordSetAside):
            store.load(person)
    record = waiting(person, SECRET)
    store.save(record)
    record.touched_at = SECRET * 1_000
    store.save(record)
    store.delivered(person, 0, "m 4711")
    file_of(tmp_path, person).with_name(path.name + ".new").write_text(SECRET)
    assert SECRET.encode() in everything(tmp_path)
    assert store.erase(person)
    left = everything(tmp_path)
    home = Folder(tmp_path).home(person)
    assert SECRET.encode() not in left
    assert b"4711" not in left
    assert home.key not in left
    assert not list(tmp_path.rglob(f"*{home.name}*"))


def test_erasing_on_an_errand_reaches_the_desk_that_serves(
    store: TinyStore, tmp_path: Path
) -> None:
    turn = waiting("a", SECRET)
    store.save(turn)
    store.save(waiting("b"))
    errand = TinyStore.look(tmp_path)
    assert errand.erase("a")
    errand.close()
    assert Folder(tmp_path).home("a").key not in everything(tmp_path)
    assert Folder(tmp_path).home("b").key in everything(tmp_path)
    with pytest.raises(RecordGone):
        store.save(turn)
    store.delivered("a", 1)
    assert SECRET.encode() not in everything(tmp_path)


def test_an_errand_makes_nothing(tmp_path: Path) -> None:
    errand = TinyStore.look(tmp_path / "nowhere")
    assert errand.load("a") is None
    assert not errand.erase("a")
    assert list(errand.people()) == []
    errand.delivered("a", 1)
    errand.close()
    assert not (tmp_path / "nowhere").exists()


def test_a_second_coach_of_the_same_desk_is_refused(store: TinyStore, tmp_path: Path) -> None:
    with pytest.raises(StoreBusy) as busy:
        TinyStore.open(tmp_path)
    assert busy.value.path == tmp_path / "telegram.lock"
    assert "\n" not in str(busy.value)
    TinyStore.open(tmp_path, desk="terminal").close()
    store.close()
    TinyStore.open(tmp_path).close()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(StoreUnusable, match="COACH_DATA_DIR") as unusable:
        TinyStore.open(tmp_path / "data")
    assert unusable.value.path == tmp_path / "data"
    assert "\n" not in str(unusable.value)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=192k", "none", str(place)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a disk of its own")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(store: TinyStore) -> None:
    for number in range(50):
        store.save(Record(person=f"p{number}"))


def test_a_full_disk_tears_nothing(small_disk: Path) -> None:
    store = TinyStore.open(small_disk)
    old = Record(person="old", last_update=1)
    store.save(old)
    with pytest.raises(StoreFull) as full:
        fill(store)
    assert full.value.person.startswith("p")
    assert store.load(full.value.person) is None
    assert not list(small_disk.rglob("*.new"))
    # Who has a record already has its room: the turn goes on.
    old.last_update = 2
    store.save(old)
    old.touched_at = "x" * 50_000
    with pytest.raises(StoreFull):
        store.save(old)
    again = store.load("old")
    assert again is not None
    assert (again.last_update, again.touched_at) == (2, "")
    assert store.erase("p0")
    store.save(Record(person=full.value.person))
    store.close()


def test_a_folder_that_is_read_only(small_disk: Path) -> None:
    TinyStore.open(small_disk).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreUnusable, match="read-only") as unusable:
        TinyStore.open(small_disk)
    assert "mount the disk for writing" in unusable.value.mend


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize("taken", [0, 1, 40, 2_000])
def test_no_room_in_the_middle_of_a_write(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch, code: int, taken: int
) -> None:
    record = Record(person="a", last_update=1, touched_at="x" * 100)
    store.save(record)
    write, room = os.pwrite, [taken]

    def full(fd: int, content: bytes, at: int) -> int:
        if not room[0]:
            raise OSError(code, os.strerror(code))
        done = write(fd, content[: room[0]], at)
        room[0] -= done
        return done

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        record.last_update = 2
        with pytest.raises(StoreFull):
            store.save(record)
    again = store.load("a")
    assert again is not None
    # A slot may be whole when the room ends in its padding; a new turn is asked for then.
    assert again.last_update == (1 if taken < 2_000 else 2)
    again.last_update = 3
    store.save(again)


def test_a_disk_that_fails_says_so(store: TinyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(fd: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    record = Record(person="a")
    store.save(record)
    monkeypatch.setattr(storage, "_sync", broken)
    with pytest.raises(StoreUnusable, match="input/output error") as fault:
        store.save(record)
    assert isinstance(fault.value, CoachError)


def test_two_thousand_records(store: TinyStore) -> None:
    for number in range(2_000):
        store.save(Record(person=f"p{number}", last_update=number))
    assert len(set(store.people())) == 2_000
    last = store.load("p1999")
    assert last is not None
    assert last.last_update == 1_999

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from bot import storage
from bot.slots import ACK_AT, BLOCK, Ack, Slot, Unreadable, newest, pack_ack, pack_file, unpack_ack
from bot.storage import SlotStorage, open_locked, wipe


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "one.json")


def written(path: str, words: str) -> None:
    opened = SlotStorage(path, fresh=not Path(path).exists())
    opened.write({"t": {"1": {"words": words}}})
    opened.close()


def words(path: str) -> str:
    with TinyDB(path, storage=SlotStorage) as db:
        return str(db.table("t").all()[0]["words"])


def names(path: str) -> list[str]:
    return [file.name for file in Path(path).parent.iterdir()]


def place_of_newest(path: str) -> tuple[int, int]:
    slot, capacity = newest(Path(path).read_bytes())
    return BLOCK + slot.place * capacity, capacity


def test_tinydb_works_on_it_with_all_its_tables(path: str) -> None:
    with TinyDB(path, storage=SlotStorage, fresh=True) as db:
        db.insert({"a": 1})
        db.table("other").insert_multiple([{"b": 1}, {"b": 2}])
        assert db.tables() == {"_default", "other"}
    with TinyDB(path, storage=SlotStorage) as db:
        assert db.table("other").all() == [{"b": 1}, {"b": 2}]


def test_a_file_that_is_not_there(path: str) -> None:
    with pytest.raises(FileNotFoundError):
        SlotStorage(path)
    assert not Path(path).exists()


def test_a_fresh_file_refuses_one_that_is_there(path: str) -> None:
    written(path, "first")
    with pytest.raises(FileExistsError):
        SlotStorage(path, fresh=True)
    assert words(path) == "first"
    assert names(path) == ["one.json"]


def test_a_fresh_storage_never_written_leaves_nothing(path: str) -> None:
    fresh = SlotStorage(path, fresh=True)
    assert fresh.read() is None
    fresh.close()
    assert names(path) == []


def test_writes_stay_in_the_same_inode_until_it_is_outgrown(path: str) -> None:
    written(path, "a")
    inode = Path(path).stat().st_ino
    written(path, "b" * 3_000)
    assert Path(path).stat().st_ino == inode
    written(path, "c" * 30_000)
    assert Path(path).stat().st_size == BLOCK + 2 * 32_768
    written(path, "d")
    assert Path(path).stat().st_size == 3 * BLOCK


def test_a_longer_text_leaves_no_tail_behind(path: str) -> None:
    for text in ("start", "secret " * 400, "x", "y"):
        written(path, text)
    assert b"secret" not in Path(path).read_bytes()


def test_the_mark_goes_up_by_one_and_starts_anywhere(tmp_path: Path) -> None:
    first = set()
    for name in ("a", "b"):
        opened = SlotStorage(str(tmp_path / name), fresh=True)
        opened.write({})
        first.add(opened.mark)
        opened.write({})
        assert opened.mark == max(first) + 1 or opened.mark - 1 in first
        opened.close()
    assert len(first) == 2


@pytest.mark.parametrize("size", [10, 9_000])
def test_a_flip_of_any_byte_of_the_newest_slot_leaves_a_whole_state(path: str, size: int) -> None:
    written(path, "old " + "o" * size)
    written(path, "new " + "n" * size)
    whole = Path(path).read_bytes()
    at, capacity = place_of_newest(path)
    used = len(whole[at : at + capacity].rstrip(b"\0"))
    for offset in range(0, used, 1 if size < 100 else 211):
        torn = bytearray(whole)
        torn[at + offset] ^= 0x41
        slot, _ = newest(bytes(torn))
        assert b"old " in slot.payload


def test_a_cut_anywhere_leaves_a_whole_state_or_says_so(path: str) -> None:
    written(path, "old")
    written(path, "new")
    whole = Path(path).read_bytes()
    at, _ = place_of_newest(path)
    assert at == 2 * BLOCK
    used = at + len(whole[at:].rstrip(b"\0"))
    for length in range(len(whole)):
        try:
            payload = newest(whole[:length])[0].payload
        except Unreadable:
            assert length < at
        else:
            assert (b"new" if length >= used else b"old") in payload


def test_a_torn_write_of_every_length_leaves_the_state_before(path: str) -> None:
    written(path, "older")
    written(path, "old")
    before = Path(path).read_bytes()
    written(path, "new")
    after = Path(path).read_bytes()
    at, _ = place_of_newest(path)
    used = len(after[at : at + BLOCK].rstrip(b"\0"))
    for length in range(used + 1):
        torn = before[:at] + after[at : at + length] + before[at + length :]
        expected = b"new" if torn[at : at + used] == after[at : at + used] else b"old"
        assert expected in newest(torn)[0].payload


@given(st.binary(max_size=300), st.integers(0, 3 * BLOCK))
def test_no_bytes_are_read_as_something_else(noise: bytes, at: int) -> None:
    old, new = Slot(0, 5, 0, b"{}"), Slot(1, 6, 0, b'{"t": {}}')
    whole = bytearray(pack_file(old, BLOCK, Ack()))
    whole[2 * BLOCK :] = pack_file(new, BLOCK, Ack())[2 * BLOCK :]
    whole[at : at + len(noise)] = noise
    try:
        slot, _ = newest(bytes(whole))
    except Unreadable:
        return
    assert slot in (old, new)


def test_a_damaged_first_line_loses_nothing(path: str) -> None:
    written(path, "a")
    written(path, "b")
    whole = Path(path).read_bytes()
    for line in (b"\0" * 40, b"room-for-us record 1 9999999\n"):
        assert b'"b"' in newest(line + whole[len(line) :])[0].payload


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "truncated"),
        (b"room-for-us record 1 4096\n", "truncated"),
        (b"room-for-us record 1 4096\n".ljust(3 * BLOCK, b"\0"), "torn"),
        (b"room-for-us record 2 4096\n".ljust(3 * BLOCK, b"\0"), "newer version, format 2"),
        (b'{"_default": {}}'.ljust(3 * BLOCK), "not a record"),
    ],
)
def test_what_cannot_be_read_says_why(path: str, content: bytes, reason: str) -> None:
    Path(path).write_bytes(content)
    with pytest.raises(Unreadable, match=reason):
        words(path)


@pytest.mark.parametrize("payload", [b"[]", b"{", b"\xff", b'{"t": 1}'])
@pytest.mark.parametrize("coding", [0, 1, 9])
def test_a_whole_slot_that_is_no_tinydb_file(path: str, payload: bytes, coding: int) -> None:
    Path(path).write_bytes(pack_file(Slot(0, 1, coding, payload), BLOCK, Ack()))
    with pytest.raises(Unreadable, match="TinyDB"):
        words(path)


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1), st.text(max_size=50))
def test_an_acknowledgement_comes_back(serial: int, asked_serial: int, asked: str) -> None:
    ack = Ack(serial, asked_serial, asked)
    packed = pack_ack(ack)
    assert unpack_ack(packed) == ack
    assert unpack_ack(packed[:-1]) == Ack()
    assert unpack_ack(bytes([packed[0] ^ 1]) + packed[1:]) == Ack()


def test_the_name_of_a_message_has_a_limit() -> None:
    assert unpack_ack(pack_ack(Ack(1, 1, "m" * 200))).asked == "m" * 200
    with pytest.raises(ValueError, match="200"):
        pack_ack(Ack(1, 1, "m" * 201))


def test_an_acknowledgement_touches_no_state_and_no_disk(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(path, "a")
    before = Path(path).read_bytes()
    monkeypatch.setattr(storage, "_sync", pytest.fail)
    monkeypatch.setattr(os, "fsync", pytest.fail)
    opened = SlotStorage(path)
    opened.acknowledge(3, "m")
    opened.close()
    after = Path(path).read_bytes()
    assert after[:ACK_AT] == before[:ACK_AT]
    assert after[BLOCK:] == before[BLOCK:]


def test_a_torn_acknowledgement_loses_nothing_else(path: str) -> None:
    written(path, "a")
    content = bytearray(Path(path).read_bytes())
    content[ACK_AT:BLOCK] = b"\xff" * (BLOCK - ACK_AT)
    Path(path).write_bytes(content)
    assert words(path) == "a"


def test_a_write_is_on_disk_before_it_counts(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written(path, "a")
    synced: list[bytes] = []
    monkeypatch.setattr(storage, "_sync", lambda fd: synced.append(os.pread(fd, 3 * BLOCK, 0)))
    written(path, "bbb")
    assert len(synced) == 1
    assert b"bbb" in synced[0]


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("no_umask")
def test_files_are_private_whatever_the_umask(path: str) -> None:
    for text in ("new", "outgrown" * 9_000):
        written(path, text)
        assert Path(path).stat().st_mode & 0o777 == 0o600


def test_the_lock_follows_a_file_that_is_replaced(path: str) -> None:
    written(path, "old")
    holder = SlotStorage(path)
    seen: list[str] = []
    waiting = threading.Thread(target=lambda: seen.append(words(path)))
    waiting.start()
    holder.write({"t": {"1": {"words": "n" * 9_000}}})
    holder.close()
    waiting.join()
    assert seen == ["n" * 9_000]


def test_a_leftover_draft_is_no_hindrance(path: str) -> None:
    Path(path + ".new").write_bytes(b"x" * 100_000)
    written(path, "a")
    assert names(path) == ["one.json"]
    Path(path + ".new").write_bytes(b"x" * 100_000)
    written(path, "b" * 9_000)
    assert words(path) == "b" * 9_000
    assert names(path) == ["one.json"]


def test_wiping_overwrites_before_it_removes(path: str) -> None:
    written(path, "secret")
    other = path + ".link"
    os.link(path, other)
    wipe(path)
    assert not Path(path).exists()
    assert Path(other).read_bytes() == bytes(3 * BLOCK)


def test_a_lock_makes_a_missing_file_only_when_told(path: str) -> None:
    with pytest.raises(FileNotFoundError):
        open_locked(path)
    os.close(open_locked(path, os.O_RDWR | os.O_CREAT))
    assert Path(path).exists()

import io
import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import TypedClock
from bot.errors import StoreFull
from bot.record import Button, Record, Reply
from bot.store import Store
from bot.terminal import PERSON, Terminal, from_html
from tests.memory_store import MemoryStore
from tests.serving import ROOT, WALK, house_over

NOW = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
ENV = {name: value for name, value in os.environ.items() if "COACH" not in name}
ENV |= {"PYTHONPATH": str(ROOT), "COACH_DATA_DIR": "data"}


def talked(*typed: str, store: Store | None = None, moment: datetime = NOW) -> str:
    """What stands on a pipe after these lines."""
    out, lines = io.StringIO(), iter(typed)

    def ask() -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    clock = TypedClock(ZoneInfo("UTC"), lambda: moment)
    Terminal(house_over(store or MemoryStore()).coach, clock, out, ask).run()
    return out.getvalue()


def test_a_number_or_a_label_presses_the_button() -> None:
    by_number, by_label = MemoryStore(), MemoryStore()
    talked("/go ask_for_space", "1", "2", store=by_number)
    talked(WALK[0], "my head is full", store=by_label)
    for store in (by_number, by_label):
        session = known(store).session
        assert session is not None
        assert session.place.slots["situation"].pick == "too_much"
        assert "feeling" in session.place.slots


def known(store: Store) -> Record:
    record = store.load(PERSON)
    assert record is not None
    return record


def test_a_whole_conversation() -> None:
    store = MemoryStore()
    said = talked("/go ask_for_space", *WALK, "/phrases", store=store)
    (phrase,) = known(store).phrasebook
    assert said.count(phrase.text) >= 2
    assert known(store).outbox == []
    assert "\x1b" not in said
    assert "<b>" not in said


def test_numbers_out_of_reach_are_words() -> None:
    for typed in ("0", "99", "00001", "٣", "²", "-1"):
        assert talked(typed)


def test_commands_and_empty_lines() -> None:
    said = talked("", "   ", "/HELP", "/phrases 2", "/", "/nonsense", "/back")
    assert said.count("\n") > 10


def test_the_clock_is_moved_by_hand() -> None:
    said = talked("@+8h", "@soon", "@20:00")
    assert "(It is Tuesday 03 March 2026, 05:00 now.)" in said
    assert "(I can't read that as a time." in said
    assert "(It is Tuesday 03 March 2026, 20:00 now.)" in said


def test_a_button_of_before_gets_a_note() -> None:
    store = MemoryStore()
    talked(WALK[0], store=store)
    coach = house_over(store).coach
    out = io.StringIO()
    clock = TypedClock(ZoneInfo("UTC"), lambda: NOW)
    terminal = Terminal(coach, clock, out, lambda: "")
    terminal.buttons = [Button("Old", "1:too_much")]
    terminal._take(terminal._utterance("1"))
    assert out.getvalue().startswith("(")


def test_what_was_left_over_comes_first() -> None:
    store = MemoryStore()
    store.save(Record(person=PERSON, serial=1, outbox=[Reply(1, text="<b>late</b> &amp; sorry")]))
    assert talked(store=store).startswith("late & sorry\n")
    assert known(store).outbox == []


def test_other_peoples_replies_are_not_shown() -> None:
    store = MemoryStore()
    store.save(Record(person="telegram:11", serial=1, outbox=[Reply(1, text="late")]))
    assert "late" not in talked(store=store).split()


def test_a_full_disk_asks_to_try_again() -> None:
    class Full(MemoryStore):
        def save(self, record: Record) -> None:
            raise StoreFull(record.person)

    assert "space" in (said := talked("hello", store=Full())) or "disk" in said or "room" in said


def test_an_export_lands_beside_the_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = talked("we argued", "/export", "/export")
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["room-for-us-2.json", "room-for-us.json"]
    assert json.loads((tmp_path / names[1]).read_text())["person"] == PERSON
    assert str(tmp_path / names[0]) in said.replace("\n", "")


def test_an_export_with_no_place_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert "could not be written" in talked("/export")


@given(st.text(st.characters(codec=None), max_size=80))
def test_whatever_is_shown_can_be_printed(text: str) -> None:
    shown = from_html(text).plain
    shown.encode()
    assert all(each.isprintable() or each in "\n\t" for each in shown)


def test_markup_becomes_style() -> None:
    text = from_html("a <b>bold &amp; <i>both</i></b></s> <a href='x'>link</a> &lt;b&gt;")
    assert text.plain == "a bold & both link <b>"
    styles = {text.plain[span.start : span.end]: span.style for span in text.spans}
    assert styles == {"bold & ": "bold", "both": "bold italic"}


# As a process of its own


def piped(typed: bytes, folder: Path, **env: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input=typed,
        cwd=folder,
        env=ENV | env,
        capture_output=True,
        timeout=20,
    )


def test_over_a_pipe(tmp_path: Path) -> None:
    ended = piped(b"1\n\xff\xfe odd bytes \x00\n/help\n", tmp_path)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"\x1b" not in ended.stdout
    assert b"> " not in ended.stdout


def test_a_printer_that_knows_few_letters(tmp_path: Path) -> None:
    ended = piped("größer\n".encode(), tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    command = f"{sys.executable} -m bot chat | head -n 1"
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        input=b"1\n" * 2000,
        cwd=tmp_path,
        env=ENV,
        capture_output=True,
        timeout=20,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.fixture
def on_a_terminal(tmp_path: Path) -> Iterator[int]:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        cwd=tmp_path,
        env=ENV | {"TERM": "xterm-256color", "COLUMNS": "60"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as coach:
        os.close(theirs)
        yield ours
        os.close(ours)
        assert coach.wait(10) == 0


def until(line: int, word: str) -> str:
    shown = b""
    while word.encode() not in shown:
        assert select.select([line], [], [], 10)[0], shown
        try:
            shown += os.read(line, 4096)
        except OSError:
            raise AssertionError(f"it ended: {shown.decode()}") from None
    return shown.decode(errors="replace")


def test_on_a_terminal_there_are_bubbles_and_a_prompt(on_a_terminal: int) -> None:
    shown = until(on_a_terminal, "> ")
    assert "╭" in shown
    assert "\x1b[" in shown
    os.write(on_a_terminal, b"1\n")
    assert "╰" in until(on_a_terminal, "> ")
    os.write(on_a_terminal, b"\x04")

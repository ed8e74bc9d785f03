import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.house import build
from bot.phrasebook import keep
from bot.record import Record
from bot.serve import utc_now
from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.serving import ROOT, files_with, new, question, serving, settled

Told = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_DATA_DIR", "data")
    for name in ("TELEGRAM_BOT_TOKEN", "LOG_LEVEL", "COACH_TIMEZONE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def known(folder: Path, person: str = "telegram:11") -> None:
    store = TinyStore.look(folder / "data")
    record = Record(person=person)
    keep(record, "I need some time to recharge.", utc_now())
    store.save(record)


@pytest.mark.parametrize("person", ["11", "telegram:11"])
def test_export_prints_what_is_kept(tmp_path: Path, capsys: Told, person: str) -> None:
    known(tmp_path)
    assert main(["export", person]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert kept["person"] == "telegram:11"
    assert kept["phrasebook"][0]["text"] == "I need some time to recharge."


def test_export_of_the_terminals_person(tmp_path: Path, capsys: Told) -> None:
    known(tmp_path, "terminal:you")
    assert main(["export", "terminal:you"]) == 0
    assert json.loads(capsys.readouterr().out)["person"] == "terminal:you"


@pytest.mark.parametrize("verb", ["export", "forget"])
def test_nobody_by_that_name(tmp_path: Path, capsys: Told, verb: str) -> None:
    known(tmp_path)
    assert main([verb, "12"]) == 1
    told = capsys.readouterr()
    assert (told.out, json.loads(told.err)) == ("", {"error": "nobody is known as 12"})


@pytest.mark.parametrize("person", ["11", "telegram:11"])
def test_forget_leaves_nothing(tmp_path: Path, capsys: Told, person: str) -> None:
    known(tmp_path)
    known(tmp_path, "telegram:12")
    assert main(["forget", person]) == 0
    assert capsys.readouterr().out == "Erased.\n"
    assert files_with(tmp_path, b"telegram:11") == []
    assert files_with(tmp_path, b"telegram:12")
    assert main(["forget", person]) == 1


async def test_forget_while_the_bot_runs(api: BotApi, tmp_path: Path, capsys: Told) -> None:
    ann = api.person(11, "Ann")
    store = TinyStore.open(tmp_path / "data")
    async with serving(api, store):
        await ann.send("/go ask_for_space")
        await question(ann)
        await ann.send("zanzibar")
        await question(ann)
        await settled(api)
        assert main(["forget", "11"]) == 0
        assert files_with(tmp_path, b"zanzibar") == []
        await ann.send("grumpy")
        # A stranger now, and greeted as one.
        assert (await new(ann)).text
        await settled(api)
        found = store.load("telegram:11")
    assert found is not None
    assert found.last_update == 3
    assert files_with(tmp_path, b"zanzibar") == []
    store.close()


def test_check_finds_nothing_in_the_real_house(capsys: Told) -> None:
    # With textstat, so that it speaks for how easily the prompts read as well.
    pytest.importorskip("textstat")
    assert main(["check", "--strict"]) == 0
    assert capsys.readouterr().out == "All scripts and prompts are sound.\n"


def test_graph_draws_a_script(capsys: Told) -> None:
    assert main(["graph", "ask_for_space"]) == 0
    drawn = capsys.readouterr().out
    assert drawn.startswith("stateDiagram-v2\n    [*] --> ")
    assert "situation --> feeling" in drawn
    assert "over --> [*]" in drawn


def test_graph_of_no_script_names_those_there_are(capsys: Told) -> None:
    assert main(["graph", "nonsense"]) == 2
    assert "ask_for_space" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["export"]])
def test_what_is_no_verb_is_explained(capsys: Told, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: coach" in capsys.readouterr().err


def complaint(capsys: Told, verb: str = "run") -> str:
    assert main([verb]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line.removeprefix("coach: ")


def test_run_wants_a_token(capsys: Told) -> None:
    assert complaint(capsys).startswith("TELEGRAM_BOT_TOKEN: get one from @BotFather")


@pytest.mark.parametrize("folder", ["/proc/nowhere", "file/below"])
@pytest.mark.parametrize("verb", ["run", "chat"])
def test_a_folder_that_cant_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told, verb: str, folder: str
) -> None:
    tmp_path.joinpath("file").touch()
    monkeypatch.setenv("COACH_DATA_DIR", folder)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7:token")
    said = complaint(capsys, verb)
    assert folder in said
    assert "COACH_DATA_DIR" in said


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k,ro", "tmpfs", str(folder)]
    if os.getuid() != 0:
        folder.chmod(0o555)
        yield folder
    elif subprocess.run(mount, capture_output=True).returncode == 0:
        yield folder
        subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        pytest.skip("nothing is read-only for this user")


@pytest.mark.parametrize("below", ["", "below"])
def test_a_folder_that_is_read_only(
    read_only: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told, below: str
) -> None:
    monkeypatch.setenv("COACH_DATA_DIR", str(read_only / below))
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7:token")
    assert str(read_only / below) in complaint(capsys)


def test_a_second_coach_on_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7:token")
    first = TinyStore.open(tmp_path / "data")
    assert "data" in complaint(capsys)
    first.close()


def test_a_broken_env_file(tmp_path: Path, capsys: Told) -> None:
    tmp_path.joinpath(".env").write_text("LOG_LEVEL=INFO\n'COACH_TIMEZONE\n")
    assert complaint(capsys).startswith(".env: line 2")


def test_a_wrong_script_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Told
) -> None:
    broken = tmp_path / "ask_for_space.yaml"
    broken.write_text("script: ask_for_space\nversion: 1\nstates: {}\n")
    monkeypatch.setattr("bot.__main__.build", lambda store, zone: build(store, tmp_path, zone=zone))
    said = complaint(capsys, "chat")
    assert str(broken) in said


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    known(tmp_path)
    env = os.environ | {"PYTHONPATH": str(ROOT), "COACH_DATA_DIR": "data"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "export", "11"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as coach:
        assert coach.stdout
        assert coach.stderr
        coach.stdout.close()
        assert coach.wait(10) == 0
        assert coach.stderr.read() == b""

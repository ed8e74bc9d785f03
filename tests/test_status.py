import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.record import Record, Reply
from bot.status import Counts, read_status, told, write_counts
from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.serving import PATIENCE, Served

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


def fill(folder: Path) -> None:
    store = TinyStore.open(folder)
    for number, minutes in enumerate((5, 59, 61)):
        due = (NOW + timedelta(minutes=minutes)).isoformat()
        store.save(Record(f"telegram:{number}", due=due))
    waiting = [Reply(1, text="secret words"), Reply(2, text="more of them")]
    since = (NOW - timedelta(hours=3)).isoformat()
    store.save(Record("telegram:9", outbox=waiting, serial=2, touched_at=since))
    store.close()


def test_it_tells_counts_and_no_words(tmp_path: Path) -> None:
    fill(tmp_path)
    counts = Counts(NOW.isoformat(), NOW.isoformat(), sent=1234, failed=2, waiting=7, oldest=12)
    write_counts(tmp_path, counts)
    stands = read_status(tmp_path, NOW + timedelta(seconds=40))
    assert (stands.people, stands.due_in_an_hour, stands.outbox, stands.bot) == (4, 2, 2, counts)
    lines = list(told(stands, NOW + timedelta(seconds=40)))
    assert "people: 4" in lines
    assert "oldest of them: since 3 hours" in lines
    assert any("1,234 sent" in line for line in lines)
    assert "secret" not in "".join(lines)


def test_an_empty_folder_and_odd_files_are_no_trouble(tmp_path: Path) -> None:
    assert read_status(tmp_path / "none", NOW).people == 0
    (tmp_path / "telegram.counts").write_bytes(b"\xff{")
    assert read_status(tmp_path, NOW).bot is None
    assert "the bot: has not run here" in list(told(read_status(tmp_path, NOW), NOW))


@pytest.mark.parametrize("arguments", [["status"], ["status", "--json"]])
def test_the_verb(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fill(tmp_path)
    monkeypatch.setenv("COACH_DATA_DIR", str(tmp_path))
    assert main(arguments) == 0
    out = capsys.readouterr().out
    if "--json" in arguments:
        assert json.loads(out)["people"] == 4
    else:
        assert out.startswith("people: 4\n")


async def test_beside_a_running_bot(tmp_path: Path) -> None:
    async with BotApi() as api:
        ann = api.person(11, "Ann")
        async with Served(api, tmp_path).running() as served:
            await ann.send("/help")
            await ann.reply(PATIENCE)
            stands = read_status(tmp_path / "data", datetime.now(UTC))
            assert stands.people == 1
            assert stands.bot is not None
            assert await served.stop() == 0

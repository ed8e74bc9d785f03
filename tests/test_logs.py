import io
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.logs import Discreet, set_up, where
from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.serving import files_with, new, offered, question, serving, settled

TOKEN = "7:stub-token-of-the-tests-0123456789ab"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    log, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", log)
    set_up("debug", TOKEN)
    yield log
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        assert api.token == TOKEN
        yield api


def test_a_line_has_its_time_level_and_place(log: io.StringIO) -> None:
    logging.getLogger("bot.serve").debug("serving %d people", 3)
    assert log.getvalue().endswith("DEBUG bot.serve: serving 3 people\n")


def test_libraries_speak_up_from_warnings_on(log: io.StringIO) -> None:
    logging.getLogger("telegram.Bot").debug("a secret")
    logging.getLogger("telegram.Bot").info("a secret")
    assert log.getvalue() == ""
    logging.getLogger("telegram.Bot").warning("trouble")
    assert "trouble" in log.getvalue()


def test_the_token_is_in_no_line(log: io.StringIO) -> None:
    logging.getLogger("aiohttp").error("GET https://x/bot%s/getMe", TOKEN)
    try:
        raise OSError(TOKEN)
    except OSError:
        logging.getLogger("aiohttp").exception("no answer for %r", {"token": TOKEN})
    assert TOKEN not in log.getvalue()
    assert "bot<token>/getMe" in log.getvalue()


def test_an_error_is_named_without_its_own_text(log: io.StringIO) -> None:
    try:
        raise ValueError("a secret of Ann's")
    except ValueError as error:
        logging.getLogger("asyncio").exception("that went wrong")
        place = where(error)
    assert place.startswith("ValueError at test_logs.py:")
    assert "secret" not in log.getvalue()
    assert "ValueError at test_logs.py" in log.getvalue()
    assert where(KeyError("a secret")) == "KeyError"


def test_no_token_takes_nothing_out() -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 0, "hello", (), None)
    assert Discreet("").format(record).endswith("bot: hello")
    record.exc_info = (None, None, None)
    assert Discreet("").format(record).rstrip().endswith("hello")


async def test_nothing_that_people_write_is_logged(
    api: BotApi, log: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = api.person(11, "Annabel", username="annabel_x")
    store = TinyStore.open(tmp_path)
    async with serving(api, store) as house:
        await ann.send("/go ask_for_space")
        first = await question(ann)
        await ann.tap(data=offered(first), message=first)
        await question(ann)
        message = await ann.send("zanzibar")
        await new(ann)
        await ann.edit(message, "zanzibars")
        await new(ann)
        await ann.post(photo=[{"file_id": "f", "file_unique_id": "u"}], caption="zanzibar")
        await new(ann)
        # All that may go wrong with it, from the wire to the disk.
        api.push({"message": {"message_id": 1, "from": "zanzibar"}})
        api.fail_next(1, 400, "sendMessage")
        api.fail_next(1, 502, "sendMessage")
        api.fail_next(1, 200, "sendMessage")
        await ann.send("zanzibar")
        await settled(api)
        monkeypatch.setattr(house.coach, "take_turn", broken)
        await ann.send("zanzibar")
        await settled(api)
        monkeypatch.undo()
        for file in files_with(tmp_path, b"room-for-us record"):
            file.write_bytes(b"zanzibar")
        await ann.send("zanzibar")
        await settled(api)
        ann.block()
        await settled(api)
    store.close()
    said = log.getvalue()
    for secret in ("zanzibar", "nnabel", TOKEN, "0123456789ab", "Traceback"):
        assert secret not in said
    # And yet it tells what happened.
    for word in ("a turn broke", "sending it plainly", "out of reach", "set aside the record"):
        assert word in said


def broken(*_: Any) -> None:
    raise ValueError("zanzibar")

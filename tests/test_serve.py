import signal
from pathlib import Path
from typing import Any

from bot.record import Record
from bot.tiny_store import TinyStore
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.serving import PATIENCE, WALK, Served, new, offered, question, settled, stands


def left(folder: Path, person: str = "telegram:11") -> Record:
    found = TinyStore.look(folder / "data").load(person)
    assert found is not None
    return found


def everything(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


async def test_a_whole_conversation_by_taps(api: BotApi, ann: Person, tmp_path: Path) -> None:
    async with Served(api, tmp_path).running() as served:
        await ann.send("/go ask_for_space")
        asked = await question(ann)
        for label in WALK:
            await ann.tap(label, message=asked)
            asked = await question(ann)
        sentence = asked.keyboard[0][0]["copy_text"]["text"]
        assert "recharge so I can show up fully for us" in sentence
        await ann.tap("No need", message=await question(ann))
        await ann.send("/phrases")
        card = await question(ann)
        assert "recharge" in card.text
        await settled(api)
        assert await served.stop() == 0
    assert (api.refusals, api.open_queries, ann.toasts) == ([], set(), [])
    # The ways on are all that is left to tap.
    assert not [r for r in stands(ann).values() if "Why ask?" in str(r.buttons)]
    assert [phrase.text for phrase in left(tmp_path).phrasebook] == [sentence]
    assert left(tmp_path).outbox == []
    assert "stopped" in served.errors
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in everything(tmp_path / "data")}
    assert modes == {True: 0o700, False: 0o600}
    assert "Traceback" not in served.errors


async def test_telegram_is_told_what_the_bot_is(api: BotApi, ann: Person, tmp_path: Path) -> None:
    async with Served(api, tmp_path).running() as served:
        await api.until(lambda: api.calls["setMyShortDescription"] == 1, PATIENCE)
        assert await served.stop(by=signal.SIGINT) == 0
    settings: dict[tuple[str, str], Any] = api.telegram.settings
    commands = [each["command"] for each in settings["commands all_private_chats", ""]]
    assert {"start", "menu", "settings", "privacy", "back", "keepsakes", "forget"} <= set(commands)
    assert [each["command"] for each in settings["commands all_group_chats", ""]] == [
        "start",
        "help",
    ]
    assert settings["menu_button", ""] == {"type": "commands"}
    assert settings["description", ""]
    assert settings["short_description", ""]


async def test_a_stop_while_replies_wait_keeps_them(
    api: BotApi, ann: Person, tmp_path: Path
) -> None:
    served = Served(api, tmp_path)
    async with served.running():
        await ann.send("/go ask_for_space")
        await question(ann)
        await settled(api)
        api.flood_next(1, retry_after=60, chat=11)
        await ann.send("/help")
        await api.until(lambda: api.telegram.updates.waiting == {}, PATIENCE)
        assert await served.stop(within=5) == 0
    assert len(left(tmp_path).outbox) == 1
    api.calm()
    async with served.running():
        assert (await new(ann)).text
        assert await served.stop() == 0
    assert left(tmp_path).outbox == []


async def test_a_wrong_token_is_one_line(api: BotApi, tmp_path: Path) -> None:
    wrong = "9:wrong-token-of-the-tests-0123456789ab"
    async with Served(api, tmp_path, TELEGRAM_BOT_TOKEN=wrong).running() as served:
        assert await served.ends() == 2
    assert "TELEGRAM_BOT_TOKEN" in served.complaint
    assert wrong not in served.errors
    assert "Traceback" not in served.errors


async def test_a_token_revoked_later_is_one_line(api: BotApi, ann: Person, tmp_path: Path) -> None:
    async with Served(api, tmp_path).running() as served:
        await ann.send("/go ask_for_space")
        await question(ann)
        await settled(api)
        old, api.token = api.token, "8:another-token-of-the-tests-0123456789"
        await ann.send("we argued")
        assert await served.ends() == 2
    assert "TELEGRAM_BOT_TOKEN" in served.complaint
    assert "Traceback" not in served.errors
    assert old not in served.errors
    assert len(left(tmp_path).outbox) == 1


async def test_a_second_bot_on_one_folder_refuses(api: BotApi, ann: Person, tmp_path: Path) -> None:
    async with Served(api, tmp_path).running() as served:
        await ann.send("/go ask_for_space")
        asked = await question(ann)
        async with Served(api, tmp_path).running() as second:
            assert await second.ends() == 2
        assert str(tmp_path) in second.complaint
        await ann.tap(data=offered(asked), message=asked)
        await question(ann)
        await settled(api)
        assert await served.stop() == 0

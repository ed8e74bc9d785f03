import asyncio
import io
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Update

from bot.errors import SettingsError
from bot.tiny_store import TinyStore
from bot.webhook import HEADER, Webhook
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.bot_api_client import speaking
from tests.serving import offered, question, record, serving, settled, stands
from tests.test_full_disk import Full

SECRET = "not-to-be-guessed"
UPDATE = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": 1,
        "text": "hello",
        "chat": {"id": 11, "type": "private"},
        "from": {"id": 11, "is_bot": False, "first_name": "Ann"},
    },
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Hook:
    """A webhook with a client beside it; `kept` is what `take` tells."""

    def __init__(self, webhook: Webhook, client: aiohttp.ClientSession, port: int) -> None:
        self.webhook, self.client = webhook, client
        self.url = f"http://127.0.0.1:{port}/hook"

    async def post(self, secret: str | None = SECRET, **body: Any) -> int:
        headers = {HEADER: secret} if secret is not None else {}
        async with self.client.post(self.url, headers=headers, **body) as answer:
            return answer.status


@pytest.fixture
def taken() -> list[Update]:
    return []


@pytest.fixture
async def hook(api: BotApi, taken: list[Update]) -> AsyncIterator[Hook]:
    port = free_port()

    def take(update: Update) -> bool:
        taken.append(update)
        return update.update_id != 503

    async with speaking(api.base_url, api.token) as bot, aiohttp.ClientSession() as client:
        webhook = Webhook(bot, take, f"https://coach.example/hook?{port}", SECRET)
        await webhook.start(port)
        yield Hook(webhook, client, port)
        await webhook.stop()


async def test_an_update_is_taken_before_the_answer(hook: Hook, taken: list[Update]) -> None:
    assert await hook.post(json=UPDATE) == 200
    assert [update.update_id for update in taken] == [1]


async def test_what_was_not_kept_is_asked_for_again(hook: Hook) -> None:
    assert await hook.post(json=UPDATE | {"update_id": 503}) == 503


@pytest.mark.parametrize(
    "secret", [None, "", "not-to-be-guesse", "not-to-be-guessed-", "größe", "x" * 5000]
)
async def test_whoever_does_not_know_the_secret_is_turned_away(
    hook: Hook, taken: list[Update], secret: str | None
) -> None:
    assert await hook.post(secret, json=UPDATE) == 403
    assert taken == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b'"hello"',
        b"{}",
        b'{"update_id"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"update_id": 1, "message": {"from": 5}}',
        b'{"update_id": 1, "callback_query": {"from": 5}}',
    ],
    ids=lambda body: ascii(body[:30]),
)
async def test_a_body_that_is_no_update_is_refused(
    hook: Hook, taken: list[Update], body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert await hook.post(data=body) == 400
    assert taken == []
    assert "held no update" in caplog.text


async def test_a_body_without_end_is_refused(hook: Hook) -> None:
    assert await hook.post(data=io.BytesIO(b"x" * (2**20 + 1))) == 413


async def test_other_doors_are_shut(hook: Hook) -> None:
    async with hook.client.get(hook.url) as answer:
        assert answer.status == 405
    async with hook.client.post(hook.url + "/x") as answer:
        assert answer.status == 404


async def test_a_caller_that_dawdles_delays_the_end_by_a_second(hook: Hook) -> None:
    port = int(hook.url.split(":")[2].split("/")[0])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 9\r\n\r\n{{"
    writer.write(head.encode())
    await writer.drain()
    await hook.post(json=UPDATE)
    await asyncio.wait_for(hook.webhook.stop(), 2)
    writer.close()


# With the coach behind it


@pytest.fixture
def hooked() -> dict[str, Any]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/path-of-mine"
    return {"webhook_url": url, "webhook_secret": SECRET, "webhook_port": port}


async def test_a_conversation_by_webhook(
    api: BotApi, ann: Person, tmp_path: Path, hooked: dict[str, Any]
) -> None:
    store = TinyStore.open(tmp_path)
    async with serving(api, store, **hooked) as house:
        await ann.send("/go ask_for_space")
        first = await question(ann)
        assert api.webhook is not None
        assert api.webhook.secret == SECRET
        assert record(house).last_update == 1
        await ann.tap(data=offered(first), message=first)
        await question(ann)
        await settled(api)
        api.redeliver()
        await ann.send("grumpy")
        await question(ann)
        await settled(api)
        assert record(house).last_update == 3
        assert len([each for each in stands(ann).values() if each.keyboard]) == 1
    assert (api.calls["getUpdates"], api.refusals) == (0, [])
    store.close()


async def test_a_full_disk_by_webhook(api: BotApi, ann: Person, hooked: dict[str, Any]) -> None:
    store = Full()
    store.refused = {"telegram:11"}
    async with serving(api, store, **hooked):
        await ann.send("/go ask_for_space")
        await ann.reply()
        assert (api.confirmed, store.load("telegram:11")) == (0, None)
        store.refused = set()
        await question(ann)
        await api.until(lambda: api.confirmed == 1)


async def test_a_url_that_telegram_refuses_is_the_operators(api: BotApi) -> None:
    with pytest.raises(SettingsError, match=r"WEBHOOK_URL: .*https"):
        async with serving(
            api,
            webhook_url="http://coach.example/x",
            webhook_secret=SECRET,
            webhook_port=free_port(),
        ):
            await asyncio.sleep(5)


async def test_a_port_that_is_taken_is_the_operators(api: BotApi, hooked: dict[str, Any]) -> None:
    with socket.socket(socket.AF_INET) as other:
        other.bind(("0.0.0.0", int(hooked["webhook_port"])))
        other.listen()
        with pytest.raises(SettingsError, match="WEBHOOK_PORT"):
            async with serving(api, **hooked):
                await asyncio.sleep(5)


async def test_telegram_may_be_out_of_reach_at_the_start(
    api: BotApi, ann: Person, hooked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serve.FIRST_WAIT", 0.02)
    api.fail_next(1, 502, "getMe")
    api.fail_next(2, 502, "setWebhook")
    async with serving(api, **hooked):
        await ann.send("/go ask_for_space")
        await question(ann)

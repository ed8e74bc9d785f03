import asyncio
import io
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

import pytest
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.request import AiohttpRequest
from tests.bot_api import BotApi
from tests.bot_api_client import speaking

Error = TypeVar("Error", bound=TelegramError)
ELSEWHERE = "http://127.0.0.1:9"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        api.person(11, "Ann")
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    # A Bot logs its whole URL when it is made, at DEBUG; what counts here comes after.
    bot = speaking(api.base_url, api.token)
    with logged() as log:
        async with bot:
            yield bot
    assert "Calling Bot API endpoint" in log.getvalue()
    assert api.token not in log.getvalue()


@contextmanager
def logged() -> Iterator[io.StringIO]:
    log, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(log), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield log
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


async def failing(kind: type[Error], call: Awaitable[object], token: str) -> Error:
    with pytest.raises(kind) as caught:
        await call
    assert token not in str(caught.value) + repr(caught.value)
    assert caught.value.__cause__ is None
    return caught.value


async def test_a_message_arrives_with_all_its_parts(api: BotApi, bot: Bot) -> None:
    words = "Grüße 🙂 <b>a&amp;b</b> \u202eabc"
    await bot.send_message(11, words, parse_mode="HTML", disable_notification=True)
    assert api.telegram.chats[11].replies[0].text == "Grüße 🙂 a&b \u202eabc"


async def test_a_file_arrives_with_its_name_and_caption(api: BotApi, bot: Bot) -> None:
    content = bytes(range(256)) * 8000  # over aiohttp's limit for a warning, 1 MiB
    document = InputFile(content, filename="räume, mine.json")
    await bot.send_document(11, document, caption="all of it \ud83d")
    reply = api.telegram.chats[11].replies[0]
    assert reply.document == ("räume, mine.json", content)
    assert reply.text == "all of it ?"


async def test_a_file_comes_down(bot: Bot) -> None:
    sent = await bot.send_document(11, b"kept words", filename="a.txt")
    assert sent.document is not None
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"kept words"


async def test_a_lone_surrogate_is_telegrams_to_refuse(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)utf-8"):
        await bot.send_message(11, "broken \ud83d")


async def test_a_slow_answer_times_out(api: BotApi, bot: Bot) -> None:
    api.latency = 5
    await failing(TimedOut, bot.send_message(11, "hello", read_timeout=0.05), api.token)
    api.latency = 0
    await bot.send_message(11, "and on it goes")


async def test_a_line_that_takes_nothing_times_out(api: BotApi) -> None:
    async def never_read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reader._transport.pause_reading()  # type: ignore[attr-defined]
        await gone.wait()
        writer.transport.abort()

    gone = asyncio.Event()
    deaf = await asyncio.start_server(never_read, "127.0.0.1", 0)
    base = f"http://127.0.0.1:{deaf.sockets[0].getsockname()[1]}"
    request = AiohttpRequest(read_timeout=0.03, upload_timeout=0.03, connect_timeout=0.03)
    async with request:
        call = speaking(base, api.token, request).send_document(
            11, bytes(20_000_000), pool_timeout=0.03
        )
        await failing(TimedOut, call, api.token)
    gone.set()
    deaf.close()


async def test_a_full_pool_times_out(api: BotApi) -> None:
    request = AiohttpRequest(pool_size=1, pool_timeout=0.02, connect_timeout=0.02)
    async with request:
        bot = speaking(api.base_url, api.token, request)
        api.latency = 0.3
        first = asyncio.create_task(bot.send_message(11, "one"))
        await api.until(lambda: api.calls["sendMessage"] == 1)
        await failing(TimedOut, bot.send_message(11, "two"), api.token)
        await first
    assert api.calls["sendMessage"] == 1


async def test_more_calls_than_connections_take_turns(api: BotApi) -> None:
    async with AiohttpRequest(pool_size=2) as request:
        bot = speaking(api.base_url, api.token, request)
        await asyncio.gather(*(bot.send_message(11, str(n)) for n in range(20)))
        assert len(api._lines) <= 2
    assert api.calls["sendMessage"] == 20


@pytest.mark.parametrize("after", [True, False])
async def test_a_broken_line_is_a_network_error_and_not_repeated(
    api: BotApi, bot: Bot, after: bool
) -> None:
    await bot.send_message(11, "so that the line is a kept-alive one")
    api.reset_next(1, method="sendMessage", after=after)
    error = await failing(NetworkError, bot.send_message(11, "hello"), api.token)
    assert not isinstance(error, TimedOut)
    assert api.calls["sendMessage"] == 2
    assert len(api.telegram.chats[11].replies) == 1 + after


async def test_nobody_there_is_a_network_error(api: BotApi) -> None:
    async with AiohttpRequest() as request:
        bot = speaking(ELSEWHERE, api.token, request)
        await failing(NetworkError, bot.get_me(), api.token)


async def test_an_address_that_is_none_names_no_token(api: BotApi) -> None:
    async with AiohttpRequest() as request:
        bot = speaking("http://", api.token, request)
        await failing(NetworkError, bot.get_me(), api.token)


async def test_an_outage_passes(api: BotApi, bot: Bot) -> None:
    api.down()
    await failing(NetworkError, bot.get_me(), api.token)
    api.up()
    assert (await bot.get_me()).username == "room_for_us_bot"


async def test_a_flood_names_its_wait(api: BotApi, bot: Bot) -> None:
    api.flood_next(1, retry_after=7)
    error = await failing(RetryAfter, bot.send_message(11, "hello"), api.token)
    assert error.retry_after == timedelta(seconds=7)


async def test_a_wrong_token_is_invalid(api: BotApi) -> None:
    wrong = "8:another-token-of-some-length-01234"
    async with AiohttpRequest() as request:
        bot = speaking(api.base_url, wrong, request)
        await failing(InvalidToken, bot.get_me(), wrong)


async def test_a_block_is_forbidden(api: BotApi, bot: Bot) -> None:
    api.telegram.chats[11].blocked = True
    error = await failing(Forbidden, bot.send_message(11, "hello"), api.token)
    assert error.message == "Forbidden: bot was blocked by the user"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 301])
async def test_a_failing_server_is_a_network_error(api: BotApi, bot: Bot, status: int) -> None:
    api.fail_next(1, status)
    assert type(await caught(bot.get_me)) is NetworkError


async def caught(call: Callable[[], Awaitable[object]]) -> TelegramError:
    with pytest.raises(TelegramError) as error:
        await call()
    return error.value


@pytest.mark.parametrize("status", [200, 404, 502])
async def test_a_gateway_that_quotes_the_path_gives_nothing_away(api: BotApi, status: int) -> None:
    async def quote(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1]
        body = b"<html>Cannot GET " + path
        head = f"HTTP/1.1 {status} So\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        writer.close()

    server = await asyncio.start_server(quote, "127.0.0.1", 0)
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with AiohttpRequest() as request:
        bot = speaking(base, api.token, request)
        with logged() as log:
            error = await caught(bot.get_me)
    server.close()
    assert api.token not in repr(error) + log.getvalue()


async def test_proxies_from_the_environment_are_none_of_its_business(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, ELSEWHERE)
    async with AiohttpRequest() as request:
        await speaking(api.base_url, api.token, request).get_me()


async def test_it_opens_and_closes_as_often_as_asked(api: BotApi) -> None:
    request = AiohttpRequest(read_timeout=3)
    bot = speaking(api.base_url, api.token, request)
    assert request.read_timeout == 3
    assert "not initialized" in str(await caught(bot.get_me))
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        await bot.get_me()
        await request.shutdown()
        await request.shutdown()

"""How the bot's calls travel to Telegram."""

import io
import json
import os
import re

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

# python-telegram-bot reads this switch from the environment only; without it every 429 warns
# that `RetryAfter.retry_after` is going to be a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_TOKEN = re.compile(rb"\d+:[\w-]{20,}")


class AiohttpRequest(BaseRequest):
    """Calls over one pool of kept-alive connections; for getUpdates as for all else.

    `pool_size` is the most connections open at once; timeouts are seconds, None for no limit,
    `upload_timeout` stands in for `write_timeout` where files travel. What goes wrong is raised
    as `TimedOut` or `NetworkError`, worded without the URL, since the URL holds the token.
    """

    def __init__(
        self,
        pool_size: int = 128,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 5.0,
        upload_timeout: float | None = 20.0,
    ) -> None:
        self._pool_size = pool_size
        self._read, self._write, self._upload = read_timeout, write_timeout, upload_timeout
        self._connect, self._pool = connect_timeout, pool_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where a call names no time of its own."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; no connection is made yet."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool_size, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=False,
            )

    async def shutdown(self) -> None:
        """Close the pool and all its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; return the status and the body. Raises TimedOut and NetworkError."""
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        uploads = request_data is not None and request_data.contains_files
        timeout = _limits(
            read=_seconds(read_timeout, self._read),
            write=_seconds(write_timeout, self._upload if uploads else self._write),
            connect=_seconds(connect_timeout, self._connect),
            pool=_seconds(pool_timeout, self._pool),
            whole=method == "POST",
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                payload = await answer.read()
        # `from None`: the libraries' own words name the URL, and a traceback would show them.
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"No answer from Telegram ({type(error).__name__})") from None
        if answer.status < 300 and method == "POST" and b'"result"' not in payload:
            # A gateway's own page, say; python-telegram-bot would trip over it.
            raise NetworkError("An answer that is not Telegram's")
        if answer.status >= 300:
            payload = _TOKEN.sub(b"<token>", payload)  # some gateways quote the path they refuse
        return answer.status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """Read an answer; unlike the inherited way, one that is no JSON is not put in the log."""
        try:
            answer: dict[str, object] = json.loads(payload.decode(errors="replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None
        return answer


def _seconds(asked: object, default: float | None) -> float | None:
    return asked if asked is None or isinstance(asked, int | float) else default


def _limits(
    *,
    read: float | None,
    write: float | None,
    connect: float | None,
    pool: float | None,
    whole: bool,
) -> aiohttp.ClientTimeout:
    """aiohttp has no limit for writing alone, so a call as a whole gets the sum of all four.

    A download has no such end: it may go on as long as something comes.
    """
    reach = _sum(connect, pool)
    return aiohttp.ClientTimeout(
        total=_sum(reach, read, write) if whole else None,
        connect=reach,
        sock_connect=connect,
        sock_read=read,
    )


def _sum(*parts: float | None) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if data is None or not data.contains_files:
        # json escapes lone surrogates, so Telegram refuses them and not the encoder here.
        text = json.dumps(data.parameters).encode() if data and data.parameters else None
        return text, {"Content-Type": "application/json"} if text else {}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value.encode(errors="replace").decode())
    for name, (file_name, content, kind) in data.multipart_data.items():
        part = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, part, filename=file_name, content_type=kind)
    return form, {}

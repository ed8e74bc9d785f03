"""A Telegram Bot API of the tests' own, for one bot: strict where that is cheap, and fast.

`python -m tests.bot_api --port 0 --people 1000` serves it alone and prints its port.
"""

import argparse
import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from tests.bot_api_chats import Chat, Person
from tests.bot_api_door import Door
from tests.bot_api_faults import Fault, Faults
from tests.bot_api_http import Connection
from tests.bot_api_updates import Webhook

Json = dict[str, Any]
TOKEN = "7:stub-token-of-the-tests-0123456789ab"


class BotApi(Door):
    """The server and its chats; `base_url` is what TELEGRAM_BASE_URL takes.

    `latency` (seconds) delays every answer; `webhook_retry` is the pause before an update
    that the webhook did not take goes there again.
    """

    def __init__(self, latency: float = 0.0, port: int = 0, webhook_retry: float = 0.02) -> None:
        super().__init__(TOKEN, latency, webhook_retry)
        self.port = port
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: Connection(self._take, self._lines), "127.0.0.1", self.port, backlog=1024
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.down()
        await self.telegram.updates.close()
        await self._server.wait_closed()

    # The other side

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def webhook(self) -> Webhook | None:
        """Where updates go, once setWebhook was called."""
        return self.telegram.updates.webhook

    @property
    def open_queries(self) -> set[str]:
        """Taps not yet answered."""
        return self.telegram.open_queries

    def person(self, number: int, name: str, language: str = "en", **more: Any) -> Person:
        """Somebody the bot may write to."""
        user = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
        person = Person(user | more, self.push, self.telegram.number)
        self.telegram.chats[number] = person
        return person

    def group(self, number: int, title: str, kind: str = "supergroup") -> Chat:
        """A group or a channel with the bot in it; `number` is negative."""
        chat = Chat({"id": number, "type": kind, "title": title})
        self.telegram.chats[number] = chat
        return chat

    def redeliver(self) -> None:
        """The last update comes again."""
        self.telegram.updates.redeliver()

    def expire_queries(self) -> None:
        """All taps so far are too old to be answered."""
        self.telegram.queries.clear()

    async def until(self, holds: Callable[[], bool], timeout: float = 2) -> None:  # noqa: ASYNC109
        """Wait till `holds()`; looked at after every call of the bot's."""
        if not holds():
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._watched.append((holds, done))
            await asyncio.wait_for(done, timeout)

    # Faults

    def fail_next(self, n: int, status: int = 502, method: str | None = None) -> None:
        """The next `n` calls end with this status and have no effect."""
        self._faults.coming.append(Fault("status", n, method, status=status))

    def flood_next(self, n: int, retry_after: float = 1, chat: int | None = None) -> None:
        """The next `n` calls for a chat get 429; calls before the time is up are refusals."""
        self._faults.coming.append(Fault("flood", n, retry_after=retry_after, chat=chat))

    def reset_next(self, n: int, method: str | None = None, after: bool = True) -> None:
        """The line breaks in the next `n` calls, `after` or before they took effect."""
        self._faults.coming.append(Fault("lost" if after else "reset", n, method))

    def calm(self) -> None:
        """Nothing fails any more, and no chat is told to wait."""
        self._faults = Faults()

    def down(self) -> None:
        """Every connection breaks, old and new, till `up()`."""
        self._down = True
        for line in list(self._lines):
            line.reset()

    def up(self) -> None:
        self._down = False


async def _serve(port: int, people: int, latency: float) -> None:
    async with BotApi(latency, port) as api:
        for number in range(1, people + 1):
            api.person(number, f"Person {number}")
        print(api.port, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--people", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0)
    given = parser.parse_args()
    asyncio.run(_serve(given.port, given.people, given.latency))

"""The Bot API stub's side of a call: from the request that came in to the answer that goes out."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from tests.bot_api_chats import Person
from tests.bot_api_checks import Call, RefusedError
from tests.bot_api_faults import Fault, Faults, flooded
from tests.bot_api_http import Connection, Request, fields
from tests.bot_api_methods import METHODS
from tests.bot_api_telegram import Telegram
from tests.bot_api_updates import ConflictError

Json = dict[str, Any]
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


class Refusal(NamedTuple):
    """A call that was turned down; faults asked for are not among them."""

    method: str
    status: int
    description: str
    params: Json


class Door:
    """Takes calls, meets them with faults or with the methods, and answers."""

    def __init__(self, token: str, latency: float, webhook_retry: float) -> None:
        self.token, self.latency = token, latency
        self.calls: Counter[str] = Counter()
        self.refusals: list[Refusal] = []
        self.telegram = Telegram(webhook_retry, self._look)
        self._faults = Faults()
        self._down = False
        self._lines: set[Connection] = set()
        self._watched: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    @property
    def confirmed(self) -> int:
        """The highest update that the bot confirmed."""
        return self.telegram.updates.confirmed

    def push(self, update: Json) -> int:
        """An update as it stands; returns its number."""
        query = update.get("callback_query")
        if query:
            person = self.telegram.chats[query["from"]["id"]]
            assert isinstance(person, Person)
            self.telegram.queries[query["id"]] = person
            self.telegram.open_queries.add(query["id"])
        inline = update.get("inline_query")
        if inline:
            asker = self.telegram.chats[inline["from"]["id"]]
            assert isinstance(asker, Person)
            self.telegram.inline_queries[inline["id"]] = asker
        return self.telegram.updates.push(update)

    def _take(self, request: Request, line: Connection) -> None:
        if self._down:
            line.reset()
        elif request.path.startswith("/file/bot"):
            self._download(request.path, line)
        elif request.path.startswith("/bot"):
            self._call(request, line)
        elif request.path == "/stub/push":
            numbers = [self.push(update) for update in json.loads(request.body)]
            line.answer(200, json.dumps(numbers).encode())
        else:
            stats = {"calls": self.calls, "confirmed": self.confirmed, "refusals": self.refusals}
            line.answer(200, json.dumps(stats).encode())

    def _download(self, path: str, line: Connection) -> None:
        file = self.telegram.files.get(path.rpartition("/")[2])
        if file is None or not path.startswith(f"/file/bot{self.token}/"):
            line.answer(404, b'{"ok":false,"error_code":404,"description":"Not Found"}')
        else:
            line.answer(200, file.content, "application/octet-stream")

    def _call(self, request: Request, line: Connection) -> None:
        token, _, asked = request.path.removeprefix("/bot").partition("/")
        name, method = METHODS.get(asked.lower(), (asked, _unknown))
        call = Call(name, {}, {}, lambda: line.gone)
        self.calls[name] += 1
        try:
            params, files = _fields(request)
            call = call._replace(params=params, files=files)
            if token != self.token:
                raise RefusedError("Unauthorized", 401)
            fault = self._faults.next(name, params)
            if fault and fault.kind != "lost":
                self._fail(fault, line)
            else:
                self._finish(call, method(self.telegram, call), line, lost=fault is not None)
        except RefusedError as refusal:
            self._refuse(call, refusal, line)
        self._look()

    def _finish(self, call: Call, result: Any, line: Connection, *, lost: bool) -> None:
        if lost:
            line.reset()
        elif isinstance(result, asyncio.Future):
            result.add_done_callback(partial(self._late, call, line))
        else:
            self._answer(line, 200, {"ok": True, "result": result})

    def _late(self, call: Call, line: Connection, result: "asyncio.Future[Any]") -> None:
        if isinstance(result.exception(), ConflictError):
            if not line.gone:
                self._refuse(call, RefusedError(_CONFLICT, 409), line)
        else:
            self._answer(line, 200, {"ok": True, "result": result.result()})

    def _fail(self, fault: Fault, line: Connection) -> None:
        if fault.kind == "reset":
            line.reset()
        elif fault.kind == "flood":
            self._answer(line, 429, flooded(fault.retry_after).body())
        elif fault.status in (502, 503, 504):
            self._later(
                line.answer, fault.status, b"<html><h1>Bad Gateway</h1></html>", "text/html"
            )
        else:
            self._answer(line, fault.status, RefusedError("Fault", fault.status).body())

    def _refuse(self, call: Call, refusal: RefusedError, line: Connection) -> None:
        self.refusals.append(
            Refusal(call.method, refusal.code, refusal.description, dict(call.params))
        )
        self._answer(line, refusal.code, refusal.body())

    def _answer(self, line: Connection, status: int, body: Json) -> None:
        self._later(line.answer, status, json.dumps(body).encode())

    def _later(self, answer: Callable[..., None], *what: Any) -> None:
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, answer, *what)
        else:
            answer(*what)

    def _look(self) -> None:
        for watched in self._watched[:]:
            holds, done = watched
            if done.done() or holds():
                self._watched.remove(watched)
                if not done.done():
                    done.set_result(None)


def _fields(request: Request) -> tuple[Json, dict[str, Any]]:
    try:
        return fields(request)
    except (ValueError, LookupError) as error:
        raise RefusedError(f"can't parse request: {error}") from None


def _unknown(telegram: Telegram, call: Call) -> None:
    raise RefusedError("Not Found: method not found", 404)

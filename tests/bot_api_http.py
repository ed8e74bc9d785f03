"""A small HTTP/1.1 server: kept-alive connections, bodies of every common kind."""

import asyncio
import json
import re
import socket
import struct
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote

_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}


class Upload(NamedTuple):
    name: str
    content: bytes


class Request(NamedTuple):
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


class Connection(asyncio.Protocol):
    """One client; its requests are handed on one by one, each after the last one's answer."""

    def __init__(
        self, handle: Callable[[Request, "Connection"], None], everyone: set["Connection"]
    ) -> None:
        self._handle, self._everyone = handle, everyone
        self._buffer = b""
        self._busy = self._reading = False
        self.gone = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._everyone.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True
        self._everyone.discard(self)

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        self._read()

    def answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
        if self.gone:
            return
        head = f"HTTP/1.1 {status} {_REASONS.get(status, 'Error')}\r\nContent-Type: {kind}\r\n"
        self._transport.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._busy = False
        if not self._reading:
            self._read()

    def reset(self) -> None:
        """Cut the line so that the client sees a reset, not an end."""
        if self.gone:
            return
        line: socket.socket = self._transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()
        self.gone = True

    def _read(self) -> None:
        self._reading = True
        while self._buffer and not self._busy and not self.gone:
            try:
                taken = take_request(self._buffer)
            except ValueError:
                self.answer(400, b"")
                self._transport.close()
                return
            if taken is None:
                break
            request, end = taken
            self._buffer, self._busy = self._buffer[end:], True
            self._handle(request, self)
        self._reading = False


def take_request(raw: bytes) -> tuple[Request, int] | None:
    """The first request and where it ends; None while it is not all there."""
    end = raw.find(b"\r\n\r\n")
    if end < 0:
        return None
    first, *lines = raw[:end].decode("latin-1").split("\r\n")
    _, target, _ = first.split(" ")
    split = [line.split(":", 1) for line in lines]
    headers = {name.lower(): value.strip() for name, value in split}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        whole = _chunked(raw, end + 4)
    else:
        stop = end + 4 + int(headers.get("content-length", 0))
        whole = (raw[end + 4 : stop], stop) if len(raw) >= stop else None
    if whole is None:
        return None
    path, _, query = target.partition("?")
    return Request(path, query, headers, whole[0]), whole[1]


def _chunked(raw: bytes, start: int) -> tuple[bytes, int] | None:
    body: list[bytes] = []
    while (line := raw.find(b"\r\n", start)) >= 0:
        size = int(raw[start:line].split(b";")[0], 16)
        start = line + 2 + size + 2
        if len(raw) < start:
            return None
        if size == 0:
            return b"".join(body), start
        body.append(raw[line + 2 : line + 2 + size])
    return None


def fields(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Parameters and files of a request, by name. Raises ValueError."""
    params: dict[str, Any] = dict(parse_qsl(request.query, keep_blank_values=True))
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        params |= json.loads(request.body or b"{}")
    elif kind.startswith("multipart/form-data"):
        return _multipart(request.body, kind, params)
    elif request.body:
        params |= dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    return params, {}


def _multipart(
    body: bytes, kind: str, params: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Upload]]:
    boundary = kind.split("boundary=", 1)[1].split(";")[0].strip('"').encode()
    files = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        raw_head, _, content = part[2:-2].partition(b"\r\n\r\n")
        head = raw_head.decode()
        names = dict(re.findall(r'\b(name|filename)="([^"]*)"', head))
        if "filename" in names:
            files[names["name"]] = Upload(unquote(names["filename"]), content)
        else:
            params[names["name"]] = content.decode()
    return params, files

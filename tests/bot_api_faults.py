"""What goes wrong on the way to Telegram, on demand."""

import time
from dataclasses import dataclass
from typing import Any

from tests.bot_api_checks import RefusedError


@dataclass
class Fault:
    """So many calls that fail: `kind` is status, flood, reset or lost (done, answer lost)."""

    kind: str
    left: int
    method: str | None = None
    status: int = 0
    retry_after: float = 0
    chat: int | None = None

    def hits(self, method: str, chat: int | None) -> bool:
        if self.kind == "flood":
            return chat is not None and self.chat in (None, chat)
        return self.method in (None, method)


class Faults:
    def __init__(self) -> None:
        self.coming: list[Fault] = []
        self._flooded: dict[int, float] = {}

    def next(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The fault that this call meets. Raises RefusedError in a chat told to wait."""
        if not self.coming and not self._flooded:
            return None
        number = str(params.get("chat_id", ""))
        chat = int(number) if number.lstrip("-").isdigit() else None
        self._check_flood(chat)
        for fault in self.coming:
            if fault.hits(method, chat):
                self._use(fault, chat)
                return fault
        return None

    def _use(self, fault: Fault, chat: int | None) -> None:
        fault.left -= 1
        if fault.left <= 0:
            self.coming.remove(fault)
        if fault.kind == "flood" and chat is not None:
            self._flooded[chat] = time.monotonic() + fault.retry_after

    def _check_flood(self, chat: int | None) -> None:
        left = self._flooded.get(chat, 0) - time.monotonic() if chat is not None else 0
        if left > 0:
            raise flooded(left)


def flooded(seconds: float) -> RefusedError:
    return RefusedError(f"Too Many Requests: retry after {seconds:g}", 429, seconds)

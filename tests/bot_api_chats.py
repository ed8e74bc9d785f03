"""The people and groups on the other side of the Bot API stub."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bot_api_http import Upload

Json = dict[str, Any]
BOT = {"id": 7, "is_bot": True, "first_name": "Room for Us", "username": "room_for_us_bot"}


@dataclass(frozen=True, slots=True)
class Reply:
    """A message of the bot's as it stood when it was sent or edited."""

    id: int
    text: str
    html: str
    keyboard: list[list[Json]]
    edited: bool
    document: Upload | None
    photo: Upload | None
    raw: Json

    @property
    def buttons(self) -> list[list[str]]:
        return [[button["text"] for button in row] for row in self.keyboard]

    def button(self, label: str) -> Json:
        for button in itertools.chain.from_iterable(self.keyboard):
            if label in button["text"]:
                return button
        raise AssertionError(f"no button {label!r} among {self.buttons} under {self.text!r}")


class Chat:
    """A chat the bot is in, and all it heard there."""

    def __init__(self, fields: Json) -> None:
        self.fields = fields
        self.id: int = fields["id"]
        self.blocked = False
        self.messages: dict[int, Json] = {}
        self.sources: dict[int, str] = {}
        self.replies: list[Reply] = []
        self.actions: list[str] = []
        self._heard = 0
        self._waiting: asyncio.Future[None] | None = None

    @property
    def unread(self) -> int:
        """How many replies `reply()` has not handed out yet."""
        return len(self.replies) - self._heard

    def hear(
        self,
        message: Json,
        source: str,
        edited: bool = False,
        document: Upload | None = None,
        photo: Upload | None = None,
    ) -> None:
        """The bot said or changed this here; `source` is its text as the bot sent it."""
        key = message["message_id"]
        self.messages[key], self.sources[key] = message, source
        keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
        text: str = message.get("text") or message.get("caption") or ""
        self.replies.append(Reply(key, text, source, keyboard, edited, document, photo, message))
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    async def reply(self, timeout: float = 2) -> Reply:  # noqa: ASYNC109
        """The next message or edit from the bot; TimeoutError when none comes."""
        while not self.unread:
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(self._waiting, timeout)
            except TimeoutError:
                raise TimeoutError(f"no reply in chat {self.id} within {timeout} s") from None
        self._heard += 1
        return self.replies[self._heard - 1]


class Person(Chat):
    """Somebody who talks to the bot; a Chat too, the private one with the bot."""

    def __init__(self, user: Json, push: Callable[[Json], int], number: Callable[[], int]) -> None:
        named = {name: user[name] for name in ("id", "first_name", "username") if name in user}
        super().__init__(named | {"type": "private"})
        self.user = user
        self.toasts: list[str] = []
        self.inline_answers: list[Json] = []
        self._push, self._number = push, number

    async def send(self, text: str, chat: Chat | None = None) -> Json:
        """Say something, or give a command; returns the message."""
        return await self.post(chat, text=text, **_command(text))

    async def post(self, chat: Chat | None = None, **fields: Any) -> Json:
        """A message of any kind: its fields in the Bot API's terms (voice={...})."""
        place = chat or self
        message: Json = {
            "message_id": self._number(),
            "from": self.user,
            "chat": place.fields,
            "date": int(time.time()),
        } | fields
        place.messages[message["message_id"]] = message
        self._push({"message": message})
        return message

    async def edit(self, message: Json, text: str) -> Json:
        """Change what was said."""
        edited = message | {"text": text, "edit_date": int(time.time())} | _command(text)
        self._push({"edited_message": edited})
        return edited

    async def tap(
        self, label: str = "", *, data: str | None = None, message: Reply | None = None
    ) -> str:
        """Press a button by a part of its label, or by its data; returns the query's id.

        Without `message` it is the newest one that has such a button, as it stands now.
        """
        found = message or self._with_button(label)
        if data is None:
            data = found.button(label).get("callback_data")
        assert data is not None, f"{label!r} is not for the bot: {found.button(label)}"
        query = {
            "id": str(self._number() + 4_000_000_000),
            "from": self.user,
            "message": self.messages.get(found.id, found.raw),
            "chat_instance": str(self.id),
            "data": data,
        }
        self._push({"callback_query": query})
        return str(query["id"])

    def ask_inline(self, words: str) -> None:
        """Type the bot's name and some words in another chat."""
        query = str(self._number() + 5_000_000_000)
        self._push({"inline_query": {"id": query, "from": self.user, "query": words, "offset": ""}})

    def _with_button(self, label: str) -> Reply:
        newest = {reply.id: reply for reply in self.replies}
        for reply in sorted(newest.values(), key=lambda one: -one.id):
            if any(label in text for row in reply.buttons for text in row):
                return reply
        raise AssertionError(f"no button {label!r} in the chat with {self.user['first_name']}")

    def block(self) -> None:
        """Stop the bot; it is told."""
        self.blocked = True
        self._tell("member", "kicked")

    def unblock(self) -> None:
        """Let the bot in again; it is told."""
        self.blocked = False
        self._tell("kicked", "member")

    def _tell(self, before: str, after: str) -> None:
        change: Json = {"from": self.user, "chat": self.fields, "date": int(time.time())}
        for name, status in (("old_chat_member", before), ("new_chat_member", after)):
            change[name] = {"user": BOT, "status": status}
            if status == "kicked":
                change[name]["until_date"] = 0
        self._push({"my_chat_member": change})


def _command(text: str) -> Json:
    if not text.startswith("/"):
        return {}
    entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    return {"entities": [entity]}

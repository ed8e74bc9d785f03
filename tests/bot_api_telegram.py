"""What stands behind the methods of the Bot API stub."""

import itertools
import time
from collections.abc import Callable
from typing import Any

from tests.bot_api_chats import BOT, Chat, Person
from tests.bot_api_checks import Call, RefusedError
from tests.bot_api_http import Upload
from tests.bot_api_updates import Updates

Json = dict[str, Any]


class Telegram:
    """Chats, files, queries and settings."""

    def __init__(self, retry: float, moved: Callable[[], None]) -> None:
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Upload] = {}
        self.queries: dict[str, Person] = {}
        self.open_queries: set[str] = set()
        self.inline_queries: dict[str, Person] = {}
        self.settings: dict[tuple[str, str], Any] = {}
        self.updates = Updates(retry, moved)
        self.number = itertools.count(1).__next__

    def chat(self, call: Call) -> Chat:
        """The chat that a call names, if the bot may write there."""
        try:
            chat = self.chats[int(call.params["chat_id"])]
        except (KeyError, ValueError):
            raise RefusedError("chat not found") from None
        if chat.blocked:
            raise RefusedError("Forbidden: bot was blocked by the user", 403)
        return chat

    def say(
        self,
        chat: Chat,
        content: Json,
        source: str,
        document: Upload | None = None,
        photo: Upload | None = None,
    ) -> Json:
        """A new message of the bot's."""
        message = {
            "message_id": self.number(),
            "from": BOT,
            "chat": chat.fields,
            "date": int(time.time()),
        } | content
        chat.hear(message, source, document=document, photo=photo)
        return message

    def own_message(self, chat: Chat, call: Call) -> Json:
        """The message of the bot's that an edit names."""
        message = chat.messages.get(call.number("message_id"))
        if message is None:
            raise RefusedError("message to edit not found")
        if message["from"]["id"] != BOT["id"]:
            raise RefusedError("message can't be edited")
        return message

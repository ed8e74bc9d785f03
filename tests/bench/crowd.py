"""The people of the bench: a Bot API stub whose people answer by themselves."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.bot_api_http import Upload

Json = dict[str, Any]


class Walker(Person):
    """Somebody who taps the first button of each new question, `taps` times."""

    def __init__(self, crowd: "Crowd", number: int) -> None:
        user = {"id": number, "is_bot": False, "first_name": f"Person {number}"}
        super().__init__(user, crowd.push, crowd.telegram.number)
        self.crowd = crowd
        self.taps = 0
        self.question: Json | None = None
        self.heard_at: list[tuple[float, int]] = []

    def hear(
        self,
        message: Json,
        source: str,
        edited: bool = False,
        document: Upload | None = None,
        photo: Upload | None = None,
    ) -> None:
        super().hear(message, source, edited, document, photo)
        if edited:
            self.crowd.edits += 1
            return
        self.crowd.sends += 1
        self.heard_at.append((time.perf_counter(), self.crowd.life))
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        if rows and "callback_data" in rows[0][0]:
            self.question = message
            self.tap_first()

    def tap_first(self) -> None:
        """Tap the first button of the question that stands, if a tap is left."""
        if not self.taps or self.question is None:
            return
        self.taps -= 1
        question, self.question = self.question, None
        query = {
            "id": str(self._number() + 4_000_000_000),
            "from": self.user,
            "message": question,
            "chat_instance": str(self.id),
            "data": question["reply_markup"]["inline_keyboard"][0][0]["callback_data"],
        }
        self._push({"callback_query": query})

    def write(self, text: str) -> int:
        """Say something; the number of the update."""
        entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        message = {
            "message_id": self._number(),
            "from": self.user,
            "chat": self.fields,
            "date": int(time.time()),
            "text": text,
        } | ({"entities": entities} if text.startswith("/") else {})
        return self._push({"message": message})


class Crowd(BotApi):
    """The stub with its people; `life` counts how often the bot has been killed."""

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Walker] = []
        self.sends = self.edits = self.life = 0

    def gather(self, count: int, first: int = 1) -> None:
        """Let so many people in."""
        self.people = [Walker(self, number) for number in range(first, first + count)]
        self.telegram.chats |= {each.id: each for each in self.people}

    @property
    def whole_turns(self) -> int:
        """How many taps have had all three of their calls, counted from the last `count_anew`."""
        return min(self.sends, self.edits, self.calls["answerCallbackQuery"])

    def count_anew(self) -> None:
        """Begin to count calls from nothing."""
        self.sends = self.edits = 0
        self.calls.clear()

    async def met(self, holds: Callable[[], bool], seconds: float = 120) -> float:
        """Wait till something holds; the moment when it did."""
        await self.until(holds, seconds)
        return time.perf_counter()

    async def started(self) -> float:
        """Wait till the bot asks for updates; the moment when it did."""
        return await self.met(lambda: self.calls["getUpdates"] > 0)

    async def greet(self) -> None:
        """Everybody says /start and is asked the first question."""
        for person in self.people:
            person.write("/go ask_for_space")
        await self.met(lambda: all(person.question for person in self.people))
        await asyncio.sleep(0.5)

    def tap_all(self, taps: int) -> None:
        """Everybody taps so many times, each time as soon as the question is there."""
        for person in self.people:
            person.taps = taps
        for person in self.people:
            person.tap_first()

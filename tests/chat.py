"""Drive the coach in tests as a person would: by words, taps, commands and time."""

import copy
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec

from bot.coach import Turn
from bot.house import House, build
from bot.record import Button, Record, Reply
from bot.store import Store
from dialogs.session import Slots
from dialogs.utterance import Kind, Utterance
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

START = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)


@cache
def _built() -> House:
    return build(MemoryStore(), hearing=ToldEar())


def over(house: House, store: Store) -> House:
    """The same house over another store; to read scripts and prompts takes most of a second."""
    coach = copy.copy(house.coach)
    coach.store = store
    return msgspec.structs.replace(house, store=store, coach=coach)


class Chat:
    def __init__(
        self, house: House | None = None, person: str = "test:1", store: Store | None = None
    ) -> None:
        self.house = house or over(_built(), store or MemoryStore())
        self.coach = self.house.coach
        self.person = person
        self.now = START
        self.update = 0
        self.heard: list[Reply] = []
        self.buttons: list[Button] = []
        self.turn: Turn | None = None

    def say(self, text: str, *, ref: str = "", corrects: bool = False) -> list[str]:
        ref = ref or str(self.update + 1)
        return self.take(Utterance("text", text, ref=ref, corrects=corrects))

    def tap(self, label: str) -> list[str]:
        return self.token(self.button(label).token)

    def token(self, token: str) -> list[str]:
        return self.take(Utterance("tap", token))

    def command(self, name: str, args: str = "") -> list[str]:
        return self.take(Utterance("command", name, args))

    def begin(self, script: str = "ask_for_space") -> list[str]:
        return self.command("go", script)

    def send(self, kind: Kind) -> list[str]:
        return self.take(Utterance(kind))

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def take(self, utterance: Utterance, *, again: bool = False) -> list[str]:
        self.update += 0 if again else 1
        self.now += timedelta(seconds=5)
        numbered = msgspec.structs.replace(utterance, update=self.update)
        turn = self.coach.take_turn(self.person, numbered, self.now)
        self.turn = turn
        replies = [*turn.record.outbox, *turn.parting]
        for reply in replies:
            if reply.buttons:
                self.buttons = [button for row in reply.buttons for button in row]
            if reply.serial:
                asked = f"m{reply.serial}" if reply.asks else None
                self.coach.store.delivered(self.person, reply.serial, asked)
        if turn.redraw is not None:
            self.buttons = [button for row in turn.redraw for button in row]
        self.heard += replies
        return [reply.text for reply in replies]

    def button(self, label: str) -> Button:
        for button in self.buttons:
            if label.lower() in button.label.lower():
                return button
        raise AssertionError(f"no button {label!r}; there are {self.labels}")

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    @property
    def record(self) -> Record:
        record = self.coach.store.load(self.person)
        assert record is not None
        return record

    @property
    def slots(self) -> Slots:
        assert self.record.session is not None
        return self.record.session.place.slots

    @property
    def state(self) -> str:
        session = self.record.session
        return f"{session.place.script}/{session.place.state}" if session else ""

    def slot(self, name: str) -> str:
        session = self.record.session
        assert session is not None
        value = session.stack[0].slots.get(name)
        return (value.pick or value.said) if value else ""


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def write_house(
    folder: Path, scripts: dict[str, str], prompts: dict[str, str]
) -> tuple[Path, Path]:
    """Scripts by name and prompts by "script/prompt" (or "script/words.yaml") as real folders.

    Prompts that a script needs and that are not given are made up, so that a test need not
    write them.
    """
    script_folder, prompt_folder = folder / "scripts", folder / "prompts"
    script_folder.mkdir(parents=True, exist_ok=True)
    for name, text in scripts.items():
        (script_folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    real = Path(__file__).parent.parent / "prompts" / "en" / "desk"
    (prompt_folder / "en").mkdir(parents=True, exist_ok=True)
    desk = prompt_folder / "en" / "desk"
    if not desk.exists():
        desk.symlink_to(real)
    for name, text in prompts.items():
        file = prompt_folder / "en" / (name if name.endswith(".yaml") else f"{name}.j2")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return script_folder, prompt_folder


def made_up(script: str, *states: str) -> Iterator[tuple[str, str]]:
    for state in states:
        yield f"{script}/{state}", f"{state}?\n---\n{state}, once more?"
        yield f"{script}/{state}.why", f"Because of {state}."
        yield f"{script}/{state}.again", f"In other words, {state}?\n---\nSay, {state}?"

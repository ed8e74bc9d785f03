"""Walk scripts without a coach: the engine, a plain wording, and sessions that may travel."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from dialogs.answers import Setting
from dialogs.engine import Engine
from dialogs.hearing.commands import bare
from dialogs.library import read_library
from dialogs.outcome import Outcome
from dialogs.repair import Repair
from dialogs.session import Session, Slots, Value

NOON = Setting(datetime(2026, 3, 2, 12, 0, tzinfo=UTC), "en")


class PlainWording:
    """Choices are called by their ids, "red_wine" by "red wine"; a sentence lists its slots."""

    def compose(self, script: str, prompt: str, slots: Slots, language: str) -> Value:
        known = ", ".join(f"{slot}={value.pick or value.said}" for slot, value in slots.items())
        return Value(said=f"{prompt}({known})")

    def match(
        self, script: str, key: str, offered: Sequence[str], text: str, language: str
    ) -> str | None:
        return next((each for each in offered if bare(each.replace("_", " ")) == bare(text)), None)


class Walk:
    """A session on its way; with `travels` it goes through JSON after every step."""

    def __init__(self, folder: Path, scripts: dict[str, str], travels: bool = False) -> None:
        folder.mkdir(exist_ok=True, parents=True)
        for name, text in scripts.items():
            head = f"script: {name}\nversion: 1\npurpose: a test\n"
            (folder / f"{name}.yaml").write_text(head + text, encoding="utf-8")
        self.engine = Engine(read_library(folder), PlainWording())
        self.repair = Repair(self.engine)
        self.travels = travels
        self.session, self.outcome = self.engine.begin(next(iter(scripts)), "en")
        self._travel()

    def _travel(self) -> None:
        if self.travels:
            self.session = msgspec.json.decode(msgspec.json.encode(self.session), type=Session)

    def _step(self, outcome: Outcome) -> Outcome:
        self.outcome = outcome
        self._travel()
        return outcome

    def say(self, text: str) -> Outcome:
        return self._step(self.engine.words(self.session, text, NOON))

    def tap(self, choice: str) -> Outcome:
        return self._step(self.engine.tap(self.session, choice, NOON))

    def do(self, repair: str) -> Outcome:
        return self._step(self.repair.do(repair, self.session, NOON))

    def miss(self, reason: str) -> Outcome:
        return self._step(self.engine.miss(self.session, reason))

    @property
    def at(self) -> str:
        return f"{self.session.place.script}/{self.session.place.state}"

    @property
    def slots(self) -> Slots:
        return self.session.place.slots

    @property
    def prompts(self) -> list[str]:
        return [prompt for bubble in self.outcome.bubbles for prompt in bubble.prompts]

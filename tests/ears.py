"""An ear for tests that hears what it is told to."""

from dialogs.hearing.heard import Heard, Risk, Tier


class ToldEar:
    def __init__(self, **heard: Heard) -> None:
        self.heard = {text.replace("_", " "): each for text, each in heard.items()}

    def hear(self, text: str) -> Heard:
        return self.heard.get(text, Heard())

    def risk(self, text: str) -> tuple[Risk, Tier | None]:
        heard = self.hear(text)
        return heard.risk, heard.tier

"""An ear that wakes at the first word: till then it takes neither time nor memory."""

import time
from functools import cached_property
from pathlib import Path

from dialogs.hearing import examples
from dialogs.hearing.heard import Heard, Hearing, Risk, Tier
from dialogs.hearing.sums import check_sums

MODELS = Path(__file__).parent / "models"


class SleepingEar:
    """The trained ear over a folder of models, read when it is first needed.

    `topics` is the folder of examples of what people say; by default the coach's own. `heard` counts the messages looked at for danger, `seconds` what that took.
    """

    def __init__(self, folder: Path = MODELS, topics: Path = examples.FOLDER) -> None:
        self._folder = folder
        self._topics = topics
        self.heard = 0
        self.seconds = 0.0

    @cached_property
    def _ear(self) -> Hearing:
        # Imported here: the runtime behind it takes a quarter of a second and 40 MB.
        from dialogs.hearing.ear import Ear

        return Ear(self._folder, self._topics)

    def check(self) -> None:
        """Make sure that the models are whole; raises HearingError with file and mend."""
        check_sums(self._folder)

    def hear(self, text: str) -> Heard:
        """Everything that is heard in a message."""
        return self._ear.hear(text)

    def risk(self, text: str) -> tuple[Risk, Tier | None]:
        """Whether somebody is in danger; nothing is heard in silence."""
        if not text.strip():
            return "none", None
        began = time.perf_counter()
        found = self._ear.risk(text)
        self.heard, self.seconds = self.heard + 1, self.seconds + time.perf_counter() - began
        return found

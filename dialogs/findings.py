"""What a study finds: prompts to say, and slots to fill."""

from collections.abc import Callable

import msgspec

from dialogs.hearing.heard import Hearing
from dialogs.session import Slots, Value


class Findings(msgspec.Struct, frozen=True):
    """What a study found: prompts of the script to say, and slots to fill (None empties)."""

    prompts: list[str] = msgspec.field(default_factory=list)
    slots: dict[str, Value | None] = msgspec.field(default_factory=dict)


Study = Callable[[Slots, Hearing, str], Findings]

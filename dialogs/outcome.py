"""What a step of the engine leads to: what is said, what is asked, what the coach is to do."""

import msgspec

from dialogs.answers import Question
from dialogs.session import Slots

# The prompts that belong to no script stand in this folder.
SHARED = "desk"


class Bubble(msgspec.Struct, frozen=True):
    """Prompts said in one breath, by their full names, with what they speak of.

    A `closed` one stands in a message of its own.
    """

    prompts: list[str]
    script: str = SHARED
    slots: Slots = msgspec.field(default_factory=dict)
    extras: dict[str, str | int] = msgspec.field(default_factory=dict)
    closed: bool = False


class Outcome(msgspec.Struct):
    """What a step of the engine led to.

    `bubbles` in the order in which they are said; the last one asks when `asked` is set.
    `acts` are named deeds for the coach with the slots they act on. `redraw` means that only
    the ticks on the standing question's buttons changed. `stuck` asks for the way out to be
    offered beside the answers. `ended` tells that the outermost script is over.
    """

    bubbles: list[Bubble] = msgspec.field(default_factory=list)
    asked: Question | None = None
    acts: list[tuple[str, Slots]] = msgspec.field(default_factory=list)
    redraw: bool = False
    stuck: bool = False
    ended: bool = False

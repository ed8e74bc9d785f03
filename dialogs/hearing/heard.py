"""What the coach hears in a message."""

from typing import Literal, Protocol

import msgspec

MOVES = ("need", "feeling", "purpose", "reassurance", "return", "request", "acknowledge")
HARMS = (
    "blame",
    "absolute",
    "contempt",
    "threat",
    "dismissal",
    "mind_reading",
    "guilt_trip",
    "self_blame",
)
Risk = Literal["none", "self_harm", "abuse_victim", "harm_to_others", "partner_at_risk"]
Tier = Literal["strong", "soft"]
Span = tuple[int, int]


class Heard(msgspec.Struct, frozen=True):
    """The reading of one message.

    `labels` are the moves and harms that hold, with scores from 0 to 1; `spans` the words that
    carry each, as offsets in code points, end exclusive. `strict` are the harms that are sure
    enough to be spoken of. `topics` are (topic, score), likeliest first, and `topic` the first
    of them or "none".
    """

    labels: dict[str, float] = msgspec.field(default_factory=dict)
    spans: dict[str, list[Span]] = msgspec.field(default_factory=dict)
    strict: frozenset[str] = frozenset()
    topics: list[tuple[str, float]] = msgspec.field(default_factory=list)
    topic: str = "none"
    risk: Risk = "none"
    tier: Tier | None = None


class Hearing(Protocol):
    """Something that reads messages: the trained ear, or a fake one in tests."""

    def hear(self, text: str) -> Heard:
        """Everything that is heard in a message."""

    def risk(self, text: str) -> tuple[Risk, Tier | None]:
        """Whether somebody is in danger; every utterance passes this."""

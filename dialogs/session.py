"""A person's place in the scripts: plain, JSON-ready and versioned."""

from collections.abc import Mapping

import msgspec

SESSION_VERSION = 1


class Value(msgspec.Struct, omit_defaults=True):
    """The value of a slot: what was picked, read or said.

    `said` keeps the person's own words as typed. `pick` and `picks` are ids of offered
    choices; `number` is a point on a scale, a length in minutes, or with a clock time the
    days from today; `at` is a clock time "HH:MM" on the person's clock; `yes` answers a yes/no question. `forms` holds the
    grammatical forms a reader made of the person's own words, by name.
    """

    said: str = ""
    pick: str = ""
    picks: list[str] = msgspec.field(default_factory=list)
    number: int | None = None
    at: str = ""
    yes: bool | None = None
    forms: dict[str, str] = msgspec.field(default_factory=dict)


Slots = dict[str, Value]


def fill(slots: Slots, values: Mapping[str, Value | None]) -> None:
    """Put values into slots; None empties one."""
    for slot, value in values.items():
        if value is None:
            slots.pop(slot, None)
        else:
            slots[slot] = value


class Step(msgspec.Struct, omit_defaults=True):
    """One answered state: where "back" leads, and the slots as they were before the answer.

    `inside` is the finished place in the script that the state called, so that "back" leads to
    the last question asked in there.
    """

    state: str
    before: dict[str, Value | None] = msgspec.field(default_factory=dict)
    inside: "Place | None" = None


class Place(msgspec.Struct, omit_defaults=True):
    """A person's place in one script; the model that the script's machine moves.

    `lasting` names the slots that were filled from the record: whoever starts over is not asked
    for these again.
    """

    script: str
    version: int
    state: str
    slots: Slots = msgspec.field(default_factory=dict)
    trail: list[Step] = msgspec.field(default_factory=list)
    misses: int = 0
    picking: list[str] = msgspec.field(default_factory=list)
    lasting: list[str] = msgspec.field(default_factory=list)

    def lasts(self) -> Slots:
        """What is known of them all the same when everything said in here is forgotten."""
        return {slot: self.slots[slot] for slot in self.lasting if slot in self.slots}


class Session(msgspec.Struct, omit_defaults=True):
    """A stack of places, the innermost script last.

    `step` numbers the question that stands, so that a button of an older question is known
    as stale. `paused` is set while the person has asked to go on later. `heard` is the
    channel's name of the last message taken in words, `took` whether it was an answer that
    fitted: an edit of that message mends the answer. `nudged` is set once the coach has
    reminded them of a dialog left in the middle.
    """

    stack: list[Place]
    step: int = 0
    # Made by a function, so that it is written down even while it is the newest.
    version: int = msgspec.field(default_factory=lambda: SESSION_VERSION)
    paused: bool = False
    heard: str = ""
    took: bool = False
    nudged: bool = False

    @property
    def place(self) -> Place:
        """The place in the innermost script."""
        return self.stack[-1]

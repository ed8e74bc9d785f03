"""A script: one dialog as an author wrote it."""

from collections.abc import Iterator
from typing import Literal

import msgspec

Ask = Literal["choice", "several", "text", "scale", "duration", "clock", "yes_no"]
YesNo = Literal["yes", "no"]


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One tappable answer; with `when` it shows only while that guard holds.

    `minutes` and `at` ("HH:MM") say what it means on a clock, where it means that exactly.
    """

    id: str
    when: str = ""
    minutes: int | None = None
    at: str = ""


class Arrow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way out of a state: taken when its pick was tapped and its guard holds."""

    to: str
    pick: str = ""
    when: str = ""


class Call(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another script run inside this one: slots given to it, and taken back at its end."""

    script: str
    give: dict[str, str] = msgspec.field(default_factory=dict)
    take: dict[str, str] = msgspec.field(default_factory=dict)


class Renames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What older versions of a script called things, so that nobody in mid-dialog is lost."""

    states: dict[str, str] = msgspec.field(default_factory=dict)
    slots: dict[str, str] = msgspec.field(default_factory=dict)
    picks: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state of a script: what happens on entering, what is asked, and where it leads."""

    ask: Ask | None = None
    slot: str = ""
    offer: list[Offer | str] = msgspec.field(default_factory=list)
    read: str = ""
    low: int = 1
    high: int = 5
    skip: YesNo = "yes"
    skip_when: str = ""
    fills: dict[str, str] = msgspec.field(default_factory=dict)
    say: list[str] = msgspec.field(default_factory=list)
    compose: dict[str, str] = msgspec.field(default_factory=dict)
    copy: dict[str, str] = msgspec.field(default_factory=dict)
    clear: list[str] = msgspec.field(default_factory=list)
    anew: YesNo = "no"
    study: str = ""
    act: str = ""
    call: Call | None = None
    next: str | list[Arrow] = ""
    end: YesNo = "no"

    @property
    def offers(self) -> Iterator[Offer]:
        """The tappable answers, short forms spelled out."""
        return (Offer(each) if isinstance(each, str) else each for each in self.offer)

    @property
    def arrows(self) -> list[Arrow]:
        """The ways out, in the order in which they are tried."""
        if isinstance(self.next, str):
            return [Arrow(self.next)] if self.next else []
        return self.next

    @property
    def guards(self) -> Iterator[str]:
        """Every guard that the state names."""
        yield from (each.when for each in self.offers if each.when)
        yield from (each.when for each in self.arrows if each.when)
        if self.skip_when:
            yield self.skip_when

    @property
    def targets(self) -> Iterator[str]:
        """Every state that this one leads to."""
        return (each.to for each in self.arrows)

    @property
    def slots(self) -> Iterator[str]:
        """Every slot that the state fills or empties."""
        if self.slot:
            yield self.slot
        yield from (*self.fills, *self.compose, *self.copy, *self.copy.values(), *self.clear)
        if self.call:
            yield from (*self.call.give.values(), *self.call.take)


class Script(msgspec.Struct, frozen=True):
    """One dialog as data: states, transitions and slots, from the file it was read from.

    `doors` are the doors of the first screen behind which it stands, each with its place there; a
    script without one is opened by other scripts or by the coach. `link` is what a link may call
    it besides its name.
    """

    name: str
    version: int
    purpose: str
    start: str
    slots: dict[str, str]
    states: dict[str, State]
    renames: Renames
    file: str
    lines: dict[str, int]
    doors: dict[str, int] = msgspec.field(default_factory=dict)
    link: str = ""

    def line_of(self, state: str) -> int:
        """The line of the file on which a state begins."""
        return self.lines.get(f"states.{state}", 1)

"""What the coach decided to say and do, not yet in words."""

import msgspec

from bot.record import Button, Picture
from dialogs.outcome import SHARED, Bubble


class Line(msgspec.Struct):
    """One reply to be: a bubble with its buttons, with a file (name and content), or a picture.

    `more` bubbles stand in the same message, below.
    """

    bubble: Bubble
    buttons: list[list[Button]] = msgspec.field(default_factory=list)
    asks: bool = False
    file_name: str = ""
    file_text: str = ""
    picture: Picture | None = None
    more: list[Bubble] = msgspec.field(default_factory=list)


class Said(msgspec.Struct):
    """The lines of a turn and what goes with them.

    `toast` is the prompt of a short word for a tapped button. `redraw` holds new buttons for
    the question that stands. `erase` says that nothing of the person is to be kept.
    """

    lines: list[Line] = msgspec.field(default_factory=list)
    toast: str = ""
    redraw: list[list[Button]] = msgspec.field(default_factory=list)
    erase: bool = False


def desk_bubble(*prompts: str, **extras: str | int) -> Bubble:
    """A bubble of the desk's own prompts."""
    return Bubble([f"{SHARED}/{prompt}" for prompt in prompts], extras=extras)


def desk_line(*prompts: str, buttons: list[list[Button]] | None = None) -> Said:
    """A single line from the desk."""
    return Said([Line(desk_bubble(*prompts), buttons or [])])

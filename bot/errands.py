"""Errands: what the clock says when something falls due."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot import agenda, evening, gate
from bot.record import Button, Errand, Record, Return
from bot.said import Line, Said, desk_bubble, desk_line
from dialogs.answers import Setting

if TYPE_CHECKING:
    from bot.desk import Desk

FOLLOW_UP_SCRIPT = "follow_up"

Speak = Callable[["Desk", Record, Errand, Setting], Said]


def night(desk: "Desk", record: Record, errand: Errand, setting: Setting) -> Said:
    """Tonight's prompt: the first of its two taps."""
    late = agenda.is_late(errand, setting.now)
    prompts = ["night_late"] if late else ["night_room"]
    return desk_line(*prompts, buttons=evening.night_buttons(desk, setting))


def rest(desk: "Desk", record: Record, errand: Errand, setting: Setting) -> Said:
    """After many prompts without an answer: whether to go on, asked once."""
    label = desk.speech.label
    ways = [
        Button(label("night", way, setting.language), f"/nightly {way}")
        for way in ("weekly", "stop", "go_on")
    ]
    return desk_line("night_rest", buttons=[[way] for way in ways])


def comes_back(desk: "Desk", record: Record, errand: Errand, setting: Setting) -> Said:
    """It is the time they promised to be back: a first line, and how it is, in one tap."""
    back = errand.about["back"].said if "back" in errand.about else ""
    before = errand.about["before"].number if "before" in errand.about else None
    record.returns.append(Return(at=errand.at, before=before))
    line = desk.speech.line("return_line", record, setting.language)
    taps = [Button(str(each), f"/felt {each}") for each in evening.SCALE]
    copy = Button(label=desk.speech.label("way", "copy", setting.language), copy=line)
    bubble = desk_bubble("return_due", back=back, line=line)
    return Said([Line(bubble, [taps, [copy]])])


def left(desk: "Desk", record: Record, errand: Errand, setting: Setting) -> Said:
    """A dialog was left in the middle: one gentle line."""
    ways = ("resume", "restart", "cancel")
    label = desk.speech.label
    buttons = [[Button(label("left", way, setting.language), f"/{way}")] for way in ways]
    return desk_line("left_open", buttons=buttons)


def look_in(desk: "Desk", record: Record, errand: Errand, setting: Setting) -> Said:
    """The day after somebody was in danger: how are they."""
    return gate.look_in(desk, record, setting)


def planned(desk: "Desk", record: Record, errand: Errand, setting: Setting) -> Said:
    """Something that they meant to do: how it went, or that it is time."""
    if "follows" in errand.about:
        return desk.beside(record, FOLLOW_UP_SCRIPT, setting, errand.about)
    kind = errand.about["kind"].said
    ways = [[desk.topic_door(kind, setting)]] if kind in desk.engine.scripts else []
    bubble = desk_bubble("planned_due", phrase=errand.about["what"].said)
    return Said([Line(bubble, ways or desk.doors(record, setting))])


SPEAK: dict[str, Speak] = {
    agenda.NIGHT: night,
    agenda.REST: rest,
    agenda.RETURN: comes_back,
    agenda.LEFT: left,
    agenda.LOOK_IN: look_in,
    agenda.PLANNED: planned,
}

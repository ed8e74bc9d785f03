"""The front door: one screen, three doors, links that open a script, and help."""

import re
from typing import TYPE_CHECKING

import msgspec

from bot.leaving import shelve
from bot.record import Button, Record
from bot.said import Line, Said, desk_bubble, desk_line
from dialogs.answers import Setting
from dialogs.outcome import SHARED
from dialogs.session import Session

if TYPE_CHECKING:
    from bot.desk import Desk

MAIN_SCRIPT = "ask_for_space"
UNFINISHED_SCRIPT = "unfinished"
DOORS = ("say", "off", "look")
# These open by a link as well.
SCREENS = ("menu", "settings", "privacy", "keepsakes", "nightly")
LINK = re.compile(r"([a-z_]{1,60}?)(?:_([a-z]{2}))?")


def start(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """The front screen; in the middle of a dialog, what is to become of it."""
    setting = _told_language(desk, record, args, setting)
    if name := _linked(desk, args):
        return _through_link(desk, record, name, setting)
    session = record.session
    if session is not None and session.stack[0].trail:
        return desk.aside(record, session, UNFINISHED_SCRIPT, setting)
    if session is not None:
        shelve(record, session)
    greeting = "hello_again" if record.touched_at else "welcome"
    return desk_line(greeting, "front", buttons=desk.doors(record, setting))


def _linked(desk: "Desk", args: str) -> str:
    """The script or screen that a link names, with or without a language; "" for none."""
    found = LINK.fullmatch(args.strip().casefold())
    scripts = [each.script for each in desk.engine.scripts.values()]
    links = {each.link: each.name for each in scripts if each.link}
    for name in (args.strip().casefold(), found[1] if found else ""):
        meant = links.get(name, name)
        if meant in SCREENS or any(each.name == meant and each.doors for each in scripts):
            return meant
    return ""


def behind(desk: "Desk", door: str) -> list[str]:
    """The scripts behind a door, in their order there."""
    scripts = [each.script for each in desk.engine.scripts.values() if door in each.script.doors]
    return [each.name for each in sorted(scripts, key=lambda each: (each.doors[door], each.name))]


def _told_language(desk: "Desk", record: Record, args: str, setting: Setting) -> Setting:
    """Speak the language that a link ends in, where there is one."""
    found = LINK.fullmatch(args.strip().casefold())
    language = found[2] if found else None
    if language not in desk.speech.voice.languages:
        return setting
    record.profile.language = language
    return msgspec.structs.replace(setting, language=language)


def _through_link(desk: "Desk", record: Record, name: str, setting: Setting) -> Said:
    """Open what a link leads to; a stranger is told who speaks."""
    stranger = not record.touched_at
    if name in SCREENS:
        said = desk.commands[name](record, "", setting)
    else:
        said = desk.go_to(record, name, setting)
    if stranger:
        said.lines.insert(0, Line(desk_bubble("welcome")))
    return said


def door(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """What lies behind one of the three doors."""
    if args not in DOORS:
        return desk_line("unknown_command", buttons=desk.doors(record, setting))
    rows = [[desk.topic_door(each, setting)] for each in behind(desk, args)]
    back = Button(desk.speech.label("way", "doors", setting.language), "/menu")
    return desk_line(f"door_{args}", buttons=[*rows, [back]])


def doors(desk: "Desk", record: Record, setting: Setting) -> list[list[Button]]:
    """The ways on where no dialog is open."""
    rows = [[desk.door("resume", setting)]] if record.shelf else []
    label = desk.speech.label
    rows += [[Button(label("doors", each, setting.language), f"/door {each}")] for each in DOORS]
    return rows + ([[desk.door("keepsakes", setting)]] if record.phrasebook else [])


def help_(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """What the coach can do, where no dialog is open."""
    return desk_line("help", buttons=desk.doors(record, setting))


def help_here(desk: "Desk", session: Session, said: Said, setting: Setting) -> Said:
    """The ways round a question, after what the dialog they are in is for."""
    about = _about(desk, session, setting)
    if about and said.lines:
        bubble = said.lines[0].bubble
        said.lines[0].bubble = msgspec.structs.replace(
            bubble,
            prompts=[f"{SHARED}/help_where", *bubble.prompts],
            extras={**bubble.extras, "phrase": about},
        )
    return said


def _about(desk: "Desk", session: Session, setting: Setting) -> str:
    """What the innermost script that has words for it is for."""
    for place in reversed(session.stack):
        words = desk.speech.voice.choice(SHARED, "about", place.script, setting.language)
        if words is not None:
            return words.label
    return ""

"""What a person can set, and what is kept of them: two screens, and the deeds behind them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from bot.known import known_to
from bot.record import Button, Record
from bot.said import Line, Said, desk_bubble, desk_line
from dialogs.answers import Setting
from dialogs.outcome import Bubble
from dialogs.session import Slots, Value

if TYPE_CHECKING:
    from bot.desk import Desk

SETTINGS_SCRIPT = "settings"
LONGEST_NAME = 64
ASKED = ("name", "partner", "pronouns", "living", "zone", "nightly")
LENGTHS = ("short", "full")
# A button that chooses a language names it after this.
SPEAK = "speak_"
# The tapped answer of somebody who wants no name used any more.
NAMELESS = "nameless"


def settings(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """How things stand, each with a button; by its name, one of them is asked."""
    if args in LENGTHS:
        record.profile.length = args
        return desk.with_question(record, desk_line(f"length_{args}"), setting)
    if args == "language":
        return _languages(desk, record, setting)
    if args.removeprefix(SPEAK) in desk.speech.voice.languages and args.startswith(SPEAK):
        return _speak(desk, record, args.removeprefix(SPEAK), setting)
    if args in (*ASKED, "length"):
        return _ask(desk, record, args, setting)
    return Said([Line(_standing(desk, record, setting), _buttons(desk, record, setting))])


def _standing(desk: "Desk", record: Record, setting: Setting) -> Bubble:
    profile, schedule = record.profile, record.schedule
    hour = schedule.at if not schedule.resting else ""
    return desk_bubble(
        "settings",
        called=profile.partner,
        pronouns=desk.speech.label("pronouns", profile.pronouns, setting.language),
        zone=schedule.zone.rpartition("/")[2].replace("_", " "),
        hour=desk.speech.hour(hour, setting.language) if hour else "",
        living=_word(desk, "living", profile.living, setting),
        length=_word(desk, "length", profile.length, setting),
        language=_own_name(desk, setting.language),
    )


def _own_name(desk: "Desk", language: str) -> str:
    """What a language calls itself."""
    return desk.speech.label("speaks", "own", language)


def _languages(desk: "Desk", record: Record, setting: Setting) -> Said:
    """The languages that the prompts are written in, to choose from where there are several."""
    others = [each for each in desk.speech.voice.languages if each != setting.language]
    ways = [[Button(_own_name(desk, each), f"/settings {SPEAK}{each}")] for each in others]
    bubble = desk_bubble(
        "language_which" if others else "language_only",
        language=_own_name(desk, setting.language),
    )
    return Said([Line(bubble, ways + desk.way_back(record, setting))])


def _speak(desk: "Desk", record: Record, language: str, setting: Setting) -> Said:
    """Speak another language from here on."""
    record.profile.language = language
    setting = msgspec.structs.replace(setting, language=language)
    return desk.with_question(record, desk_line("language_changed"), setting)


def _word(desk: "Desk", key: str, choice: str, setting: Setting) -> str:
    words = desk.speech.voice.choice(SETTINGS_SCRIPT, key, choice, setting.language)
    return words.label if words else ""


def _buttons(desk: "Desk", record: Record, setting: Setting) -> list[list[Button]]:
    other = "full" if record.profile.length == "short" else "short"
    names = [*ASKED, "language", other]
    ways = [Button(_label(desk, each, setting), f"/settings {each}") for each in names]
    ways.append(Button(_label(desk, "privacy", setting), "/privacy"))
    rows = [ways[at : at + 2] for at in range(0, len(ways), 2)]
    return rows + desk.way_back(record, setting)


def _label(desk: "Desk", name: str, setting: Setting) -> str:
    return desk.speech.label("setting", name, setting.language)


def _ask(desk: "Desk", record: Record, which: str, setting: Setting) -> Said:
    """Ask for one of them, beside the dialog that is open; never twice at once."""
    session = record.session
    if session is not None:
        scripts = [place.script for place in session.stack]
        if scripts[0] == SETTINGS_SCRIPT:
            record.steps, record.session = session.step, None
        elif SETTINGS_SCRIPT in scripts:
            del session.stack[scripts.index(SETTINGS_SCRIPT) :]
    known = known_to(record, setting) | {"which": Value(pick=which)}
    if record.profile.partner:
        known["their_name"] = Value(said=record.profile.partner)
    return desk.beside(record, SETTINGS_SCRIPT, setting, known)


def keep_settings(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Keep what was told; the ways on stand under the last line, unless that asks."""
    profile, nothing = record.profile, Value()
    profile.name = _name_now(slots.get("called", nothing), profile.name)
    profile.partner = _name_now(slots.get("partner_called", nothing), profile.partner)
    profile.pronouns = slots.get("pronouns", nothing).pick or profile.pronouns
    profile.living = slots.get("living", nothing).pick or profile.living
    profile.length = slots.get("length", nothing).pick or profile.length
    if said.lines and not said.lines[-1].asks:
        ways = [desk.door("settings", setting), desk.door("menu", setting)]
        said.lines[-1].buttons = [ways]
    return said


def _name_now(value: Value, before: str) -> str:
    return "" if value.pick == NAMELESS else told_name(value) or before


def told_name(value: Value) -> str:
    """The name alone, of words like "call me Jo"; "" where none was told."""
    return value.forms.get("name", value.said)[:LONGEST_NAME]


def privacy(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """What lies where, and who can see it; a file of it, or all of it gone, by one tap."""
    ways = [[desk.door("export", setting)], [desk.door("forget", setting)]]
    return desk_line("privacy", buttons=ways + desk.way_back(record, setting))


def _told(which: str) -> Callable[["Desk", Record, str, Setting], Said]:
    """A command in plain words for one of the settings."""
    return lambda desk, record, args, setting: settings(desk, record, which, setting)


SETTINGS: dict[str, Callable[["Desk", Record, str, Setting], Said]] = {
    "settings": settings,
    "privacy": privacy,
    **{f"set_{each}": _told(each) for each in (*ASKED, "language", *LENGTHS)},
}

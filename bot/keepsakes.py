"""Keepsakes: what a person kept, to be found again, changed, and let go one by one."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from zlib import crc32

from bot import phrasebook
from bot.phrasebook import PHRASE
from bot.record import Button, Phrase, Record
from bot.said import Line, Said, desk_bubble, desk_line
from dialogs.answers import Setting
from dialogs.session import Value

if TYPE_CHECKING:
    from bot.desk import Desk

EDIT_SCRIPT = "edit_keepsake"
PAGE = 5


def keepsakes(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """All that was kept, newest first: a page by its number, or what holds some words."""
    return _shown(desk, record, record.phrasebook, "keepsakes", args, setting)


def phrases(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """The sentences among the keepsakes."""
    kept = [each for each in record.phrasebook if each.kind == PHRASE]
    return _shown(desk, record, kept, "phrases", args, setting)


def _shown(
    desk: "Desk", record: Record, kept: list[Phrase], command: str, args: str, setting: Setting
) -> Said:
    if not kept:
        return desk_line(f"{command}_none", buttons=desk.doors(record, setting))
    words, number = _words_and_page(args)
    if words:
        kept = [each for each in kept if holds(each.text, words)]
    page = kept[::-1][(number - 1) * PAGE : number * PAGE]
    if not page:
        return desk_line("keepsakes_not_found" if words else "phrases_end")
    lead = desk_bubble(f"{command}_lead", count=len(kept))
    said = Said([Line(lead)] if number == 1 else [])
    said.lines += [_card(desk, each, setting) for each in page]
    if number * PAGE < len(kept):
        older = " ".join(["/" + command, *words, str(number + 1)])
        label = desk.speech.label("way", "older", setting.language)
        # A button's token takes 64 bytes; whoever looks for more words than that has found it.
        if len(older.encode()) <= 64:
            said.lines[-1].buttons.append([Button(label, older)])
    return said


def _words_and_page(args: str) -> tuple[list[str], int]:
    """What is looked for, and which page of it; a lone number is a page."""
    words = args.casefold().split()
    if words and words[-1].isdecimal() and 0 < int(words[-1][:5]) < 1000:
        return words[:-1], int(words[-1])
    return words, 1


def holds(text: str, words: list[str]) -> bool:
    """Whether a text has all these words (in lower case) in it."""
    return all(word in text.casefold() for word in words)


def _card(desk: "Desk", kept: Phrase, setting: Setting) -> Line:
    label = desk.speech.label
    day = desk.speech.day(kept.kept_at, setting.language)
    buttons = desk.phrase_buttons(kept.text, setting) if kept.kind == PHRASE else []
    ways = [
        Button(label("way", way, setting.language), f"/{way} {mark(kept)}")
        for way in ("edit", "drop")
    ]
    return Line(desk_bubble("phrase_card", phrase=kept.text, day=day), [*buttons, ways])


def mark(kept: Phrase) -> str:
    """A short name for a keepsake, that stays while others come and go."""
    return f"{crc32(kept.text.encode('utf-8', 'surrogatepass')):08x}"


def find(record: Record, name: str) -> Phrase | None:
    """The keepsake of that short name."""
    return next((each for each in record.phrasebook if mark(each) == name), None)


def edit(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """Put a keepsake in other words."""
    kept = find(record, args)
    if kept is None:
        return desk_line("keepsakes_not_found", buttons=desk.doors(record, setting))
    record.known = {"old": Value(said=kept.text)}
    return desk.go(record, EDIT_SCRIPT, setting)


def drop(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """Let a keepsake go; asked once whether to."""
    name, _, sure = args.partition(" ")
    kept = find(record, name)
    if kept is None:
        return desk_line("keepsakes_not_found", buttons=desk.doors(record, setting))
    if sure == "yes":
        record.phrasebook.remove(kept)
        return desk.with_question(record, desk_line("keepsake_gone"), setting)
    label = desk.speech.label
    ways = [
        [Button(label("way", "drop_now", setting.language), f"/drop {name} yes")],
        [Button(label("way", "leave_it", setting.language), "/keepsakes")],
    ]
    return Said([Line(desk_bubble("keepsake_drop", phrase=kept.text), ways)])


def replace(record: Record, old: str, new: str) -> None:
    """Put a keepsake in other words, where it stands; what was kept before stays so."""
    for kept in record.phrasebook:
        if kept.text == old:
            kept.text = new
    phrasebook.without_doubles(record)


KEEPSAKES: dict[str, Callable[["Desk", Record, str, Setting], Said]] = {
    each.__name__: each for each in (keepsakes, phrases, edit, drop)
}

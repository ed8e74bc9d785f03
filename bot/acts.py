"""Acts: deeds that a script may name on entering a state.

Each gets what the script was going to say, and gives back what is said instead.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot import phrasebook
from bot.record import Danger, Record
from bot.said import Line, Said
from bot.speech import SAFETY
from dialogs.answers import Setting
from dialogs.session import Slots

if TYPE_CHECKING:
    from bot.desk import Desk

FORGET_SCRIPT = "forget_me"

Act = Callable[["Desk", Record, Slots, Said, Setting], Said]


def keep_phrase(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Keep the chosen sentence, and offer what can be done with it."""
    text = slots["chosen"].said
    phrasebook.keep(record, text, setting.now)
    said.lines[-1].buttons = [
        *desk.phrase_buttons(text, setting),
        [desk.door("rehearse", setting), desk.door("phrases", setting)],
    ]
    record.known = {"chosen": slots["chosen"]}
    return said


def keep_plan(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Keep a safety plan among the phrases."""
    phrasebook.keep(record, slots["chosen"].said, setting.now)
    return said


def forget(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Erase the person; what would have come next belongs to somebody no longer known."""
    said.erase = True
    _keep_lines(said, FORGET_SCRIPT)
    return said


def pick_up(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Go on with the dialog that was left in the middle."""
    return desk.resume(record, "", setting)


def begin_again(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Start the dialog that was left in the middle over."""
    return desk.command(record, "restart", "", setting)


def let_go(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Put the dialog that was left in the middle away."""
    return desk.cancel(record, "", setting)


def no_look_in(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Do not ask how they are on a later day."""
    if record.danger is not None:
        record.danger.looked_in = True
    return said


def put_away(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """They are not safe: the dialog underneath waits on the shelf, and nothing comes after."""
    kind = slots.get("kind")
    now = setting.now.isoformat(timespec="seconds")
    record.danger = Danger(kind=kind.pick if kind else "", at=now, looked_in=False)
    if record.session is not None:
        desk.shelve(record, record.session)
    _keep_lines(said, SAFETY)
    return said


def go_on_anyway(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Go on to what was begun before the coach asked whether it is safe to."""
    if record.danger is not None:
        record.danger.at = ""
    return desk.resume(record, "", setting) if record.shelf else desk.start(record, "", setting)


def _keep_lines(said: Said, scripts: str) -> None:
    """Leave only what scripts of that beginning say, without questions."""
    spoken = [line.bubble for line in said.lines if line.bubble.script.startswith(scripts)]
    said.lines = [Line(bubble) for bubble in spoken]


ACTS: dict[str, Act] = {
    each.__name__: each
    for each in (
        keep_phrase,
        keep_plan,
        forget,
        pick_up,
        begin_again,
        let_go,
        no_look_in,
        put_away,
        go_on_anyway,
    )
}

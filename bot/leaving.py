"""Leaving a dialog, putting it on the shelf, and taking it up again."""

from typing import TYPE_CHECKING

from bot.known import GIVEN
from bot.record import Record
from bot.said import Line, Said, desk_line
from bot.speech import SAFETY
from dialogs.answers import Setting
from dialogs.engine import Engine
from dialogs.migrate import bring_up_to_date
from dialogs.outcome import SHARED, Bubble
from dialogs.session import Session

if TYPE_CHECKING:
    from bot.desk import Desk

LEFT_SAFELY = "safety_before/left"
SHELF = 5


def cancel(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """Leave the dialog, or the side question on top of it; what was said stays."""
    session = record.session
    if session is None:
        return desk_line("nothing_open", buttons=desk.doors(record, setting))
    if is_aside(desk.engine, session):
        session.stack.pop()
        session.step += 1
        if desk.engine.question(session) is None:
            return _enter_moved(desk, record, session, setting)
        again = desk.engine.put_again(session, [f"{SHARED}/side_left"])
        return desk.outcome(record, again, setting)
    if session.stack[0].script.startswith(SAFETY):
        record.steps, record.session = session.step, None
        return Said([Line(Bubble([LEFT_SAFELY], script="safety_before"))])
    shelve(record, session)
    return desk_line("cancelled", buttons=desk.doors(record, setting))


def is_aside(engine: Engine, session: Session) -> bool:
    """Whether the innermost script is a side question, which nothing called."""
    return len(session.stack) > 1 and not engine.state(session.stack[-2]).call


def shelve(record: Record, session: Session) -> None:
    """Put a dialog away as it is, to be taken up again."""
    record.steps, record.session = session.step, None
    if session.stack[0].slots.keys() - GIVEN:
        session.paused = True
        record.shelf = [*record.shelf, session][-SHELF:]


def resume(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """Take up the dialog that is open or was left last, or the one of that script."""
    _prefer(record, args)
    while record.session is None and record.shelf:
        session = record.shelf.pop()
        moved = bring_up_to_date(session, desk.engine.scripts)
        session.step = max(session.step, record.steps) + 1
        record.session = session if session.stack else None
        if moved:
            return _enter_moved(desk, record, session, setting)
    if record.session is None:
        return desk_line("nothing_open", buttons=desk.doors(record, setting))
    return desk.outcome(record, desk.repair.resume(record.session, setting), setting)


def _prefer(record: Record, script: str) -> None:
    """Have the dialog of that script come first, if it is on the shelf."""
    session = record.session
    if session is not None and session.stack[0].script == script:
        return
    wanted = [each for each in record.shelf if each.stack and each.stack[0].script == script]
    if not wanted:
        return
    if session is not None:
        shelve(record, session)
    record.shelf = [each for each in record.shelf if each is not wanted[-1]] + wanted[-1:]


def _enter_moved(desk: "Desk", record: Record, session: Session, setting: Setting) -> Said:
    """Take up a dialog whose questions were rewritten meanwhile."""
    session.paused, lead = False, [f"{SHARED}/moved"]
    outcome = desk.engine.enter(session, setting.language, lead, over_known=True)
    return desk.outcome(record, outcome, setting)

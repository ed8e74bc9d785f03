"""Forwarded messages: what somebody passes on in private is what their partner wrote."""

from bot.desk import Desk
from bot.record import Record
from bot.said import Line, Said, desk_bubble
from dialogs.answers import Setting
from dialogs.readers import READERS
from dialogs.session import Session, Value
from dialogs.utterance import Utterance

THEIR_SCRIPT, THEIR_SLOT = "partner_needs_space", "their_words"
# Slots that hold words which the partner said.
THEIRS = (THEIR_SLOT, "theirs")


def take(desk: Desk, record: Record, utterance: Utterance, setting: Setting) -> Said | None:
    """Take a forwarded message as the partner's words; None where nobody asked for those."""
    session = record.session
    if session is not None:
        return _answer(desk, record, session, utterance, setting)
    words = READERS["anything"](utterance.text, setting.now, setting.language)
    if THEIR_SCRIPT not in desk.engine.scripts or not isinstance(words, Value):
        return None
    record.known = {THEIR_SLOT: words}
    said = desk.go(record, THEIR_SCRIPT, setting)
    said.lines.insert(0, Line(desk_bubble("forwarded")))
    if not record.touched_at:
        said.lines.insert(0, Line(desk_bubble("welcome")))
    return said


def _answer(
    desk: Desk, record: Record, session: Session, utterance: Utterance, setting: Setting
) -> Said | None:
    """The answer to a question about what the partner said, never a command."""
    state = desk.engine.state(session.place)
    if state.ask not in ("text", "choice") or state.slot not in THEIRS:
        return None
    session.heard, session.paused = utterance.ref, False
    return desk.outcome(record, desk.engine.words(session, utterance.text, setting), setting)

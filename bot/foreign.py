"""Words in another language: said, in that language, that the coach speaks English for now."""

from datetime import datetime, timedelta

from bot.desk import Desk
from bot.gate import Answer
from bot.record import Record
from bot.said import Line, Said, desk_bubble
from dialogs.answers import Setting
from dialogs.hearing.languages import foreign
from dialogs.session import Session
from dialogs.utterance import Utterance
from prompts.other_languages import reply

AGAIN_AFTER = timedelta(hours=1)
# Their own drafts, names and places may be in any language; the studies speak of drafts.
ANY_LANGUAGE = ("name", "place", "sentence")


def answered(
    desk: Desk, record: Record, utterance: Utterance, setting: Setting, answer: Answer
) -> Said:
    """The answer to an utterance, after a word on its language where that is not English.

    The gate hears no danger in other languages, so that help is named as well. Out of the blue
    that word is the answer.
    """
    session = record.session
    line = _line(record, utterance, _reader(desk, session), setting)
    if line is None:
        return answer()
    if session is None:
        line.buttons = desk.doors(record, setting)
        return Said([line])
    said = answer()
    said.lines.insert(0, line)
    return said


def _reader(desk: Desk, session: Session | None) -> str:
    """The reader of the question that stands; "" where a script has changed under it."""
    if session is None or not desk.engine.stands(session.place):
        return ""
    return desk.engine.state(session.place).read


def _line(record: Record, utterance: Utterance, reader: str, setting: Setting) -> Line | None:
    """What to say to somebody who does not write English; at most once an hour, else None."""
    if utterance.kind != "text" or reader in ANY_LANGUAGE or _told_lately(record, setting.now):
        return None
    code = foreign(utterance.text)
    if code in ("", setting.language):
        return None
    record.foreign_at = setting.now.isoformat(timespec="seconds")
    return Line(desk_bubble("foreign", line=reply(code, record.serial)))


def _told_lately(record: Record, now: datetime) -> bool:
    if not record.foreign_at:
        return False
    return now - datetime.fromisoformat(record.foreign_at) < AGAIN_AFTER

"""The safety gate: every word a person types passes it before anything else."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.desk import Desk
from bot.record import Danger, Record
from bot.said import Said
from bot.speech import SAFETY
from dialogs.answers import Setting
from dialogs.hearing.heard import Hearing, Risk
from dialogs.hearing.times import is_mostly_a_time
from dialogs.session import Session, Slots, Value
from dialogs.utterance import Utterance

log = logging.getLogger(__name__)

SOFT_SCRIPT = "safety_soft"
LOOK_IN_SCRIPT = "safety_look_in"
BEFORE_SCRIPT = "safety_before"
ABOUT_THE_PARTNER = ("abuse_victim", "harm_to_others", "partner_at_risk")
HOLDS_BACK_FOR = timedelta(days=14)
SOFT_AGAIN_AFTER = timedelta(hours=1)
LOOK_IN_AFTER = timedelta(hours=12)
LOOK_IN_UNTIL = timedelta(days=7)

# What a danger is when it stands in words that somebody else wrote to the person.
AS_THEIRS: dict[Risk, Risk] = {"self_harm": "partner_at_risk", "harm_to_others": "abuse_victim"}

# What stands behind these commands is a name of ours: links and buttons bring it.
BY_NAME = ("start", "go", "door")

Answer = Callable[[], Said]


class Gate:
    """Stops a dialog when somebody is in danger, and asks with care when they may be.

    A strong hit leaves the dialog where it was, on the shelf, and speaks of the danger. A soft
    one lets the answer be taken, asks one caring question before the next, at most once an hour,
    and then goes on. Nothing of it is logged but that it happened.
    """

    def __init__(self, desk: Desk, hearing: Hearing) -> None:
        self.desk = desk
        self.hearing = hearing

    def pass_through(
        self, record: Record, utterance: Utterance, setting: Setting, answer: Answer
    ) -> Said:
        """Answer an utterance by `answer`, unless there is danger in its words."""
        words = _words(utterance)
        risk, tier = self.hearing.risk(words)
        if utterance.kind == "forwarded":
            risk = AS_THEIRS.get(risk, risk)
        if tier == "soft" and self._is_an_offered_answer(record, words, setting):
            tier = None
        if tier == "strong" and not _speaks_of(record, risk):
            return self._stop(record, risk, setting)
        if tier == "soft" and not _in_safety(record) and not _asked_lately(record, setting.now):
            return self._ask_first(record, risk, setting, answer)
        if self._look_in_is_due(record, setting.now):
            return look_in(self.desk, record, setting)
        was_open = record.session is not None and not _in_safety(record)
        said = answer()
        _remember_country(record)
        if not was_open and self._holds_back(record, setting.now):
            # They may go on; only not as if nothing had happened.
            return _alone(self.desk, record, BEFORE_SCRIPT, "", setting)
        return said

    def _is_an_offered_answer(self, record: Record, words: str, setting: Setting) -> bool:
        """Whether words are what a question offers to be said: a time, or a choice of its own."""
        if is_mostly_a_time(words, setting.language):
            return True
        session, engine = record.session, self.desk.engine
        # The script may have changed under them; what is asked now is settled later.
        if session is None or not engine.stands(session.place):
            return False
        question = engine.question(session)
        return question is not None and self.desk.speech.echoes(question, words, setting.language)

    def _stop(self, record: Record, risk: str, setting: Setting) -> Said:
        log.info("the gate closed")
        record.danger = Danger(kind=risk, at=_stamp(setting), looked_in=False)
        return _alone(self.desk, record, f"{SAFETY}{risk}", risk, setting)

    def _ask_first(self, record: Record, risk: str, setting: Setting, answer: Answer) -> Said:
        """Take the answer, and put one caring question in the place of the next."""
        log.info("the gate asked")
        answer()
        danger = record.danger or Danger()
        danger.asked_at = _stamp(setting)
        record.danger = danger
        if record.session is None or _in_safety(record):
            return _alone(self.desk, record, SOFT_SCRIPT, risk, setting)
        known = _known(record, risk)
        outcome = self.desk.engine.interrupt(record.session, SOFT_SCRIPT, setting.language, known)
        return self.desk.outcome(record, outcome, setting)

    def _holds_back(self, record: Record, now: datetime) -> bool:
        """Whether words for a partner were just begun after somebody's safety was in doubt."""
        danger, session = record.danger, record.session
        if danger is None or danger.kind not in ABOUT_THE_PARTNER or session is None:
            return False
        if session.stack[0].script.startswith(SAFETY) or not danger.at:
            return False
        return now - datetime.fromisoformat(danger.at) <= HOLDS_BACK_FOR

    def _look_in_is_due(self, record: Record, now: datetime) -> bool:
        danger = record.danger
        if danger is None or danger.looked_in or not danger.at or record.session is not None:
            return False
        return LOOK_IN_AFTER <= now - datetime.fromisoformat(danger.at) <= LOOK_IN_UNTIL


def look_in(desk: Desk, record: Record, setting: Setting) -> Said:
    """Ask how they are, on a day after they were in danger."""
    assert record.danger is not None
    record.danger.looked_in = True
    return _alone(desk, record, LOOK_IN_SCRIPT, record.danger.kind, setting)


def _alone(desk: Desk, record: Record, script: str, risk: str, setting: Setting) -> Said:
    """Begin a safety script; a dialog that was open waits on the shelf."""
    if record.session is not None and not _in_safety(record):
        desk.shelve(record, record.session)
    place = desk.engine.place_in(script, _known(record, risk))
    record.session = Session(stack=[place], step=record.steps)
    outcome = desk.engine.enter(record.session, setting.language)
    return desk.outcome(record, outcome, setting)


def _known(record: Record, risk: str) -> Slots:
    known = {"kind": Value(pick=risk)} if risk else {}
    country = record.profile.country
    return known | {"country": Value(pick=country)} if country else known


def _remember_country(record: Record) -> None:
    """Where help was looked for is asked once."""
    for place in record.session.stack if record.session else []:
        if place.script.startswith(SAFETY) and "country" in place.slots:
            record.profile.country = place.slots["country"].pick


def _words(utterance: Utterance) -> str:
    """What they typed; a tapped button is ours. A forwarded message counts as somebody else's."""
    if utterance.kind == "tap" or (utterance.kind == "command" and utterance.text in BY_NAME):
        return ""
    return utterance.args if utterance.kind == "command" else utterance.text


def _in_safety(record: Record) -> bool:
    session = record.session
    return session is not None and session.place.script.startswith(SAFETY)


def _speaks_of(record: Record, risk: str) -> bool:
    """Whether this danger is what they are speaking of already."""
    session = record.session
    return session is not None and any(place.script == f"{SAFETY}{risk}" for place in session.stack)


def _asked_lately(record: Record, now: datetime) -> bool:
    danger = record.danger
    if danger is None or not danger.asked_at:
        return False
    return now - datetime.fromisoformat(danger.asked_at) < SOFT_AGAIN_AFTER


def _stamp(setting: Setting) -> str:
    return setting.now.isoformat(timespec="seconds")

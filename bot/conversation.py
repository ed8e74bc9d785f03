"""What to answer to an utterance: commands first, then the dialog, then the open door."""

from datetime import datetime, timedelta, tzinfo

import msgspec

from bot import agenda, evening, foreign, forwarded, nights
from bot.desk import Desk
from bot.errands import SPEAK
from bot.gate import Gate
from bot.record import Button, Record
from bot.routing import Routing
from bot.said import Line, Said, desk_bubble, desk_line
from bot.settling import age, settle_in
from bot.speech import SAFETY
from dialogs.answers import DONE, Setting
from dialogs.hearing.commands import bare, hear_command
from dialogs.outcome import SHARED
from dialogs.session import Session
from dialogs.utterance import Utterance

# "I want out" and "end it" are no commands to somebody in danger.
STILL_COMMANDS = ("helplines", "back", "skip", "repeat", "why", "forget", "resume")
STILL_STOPS = ("stop", "cancel", "leave", "leave this", "quit", "exit")
# Where no dialog is open, these are said of the evening question.
OF_THE_EVENING = ("cancel", "pause")
WORDS_OF_A_TOPIC = 4
TWO_TAPS = timedelta(seconds=1)
CHANNEL_CUTS_AT = 4090
CUT_APART = timedelta(seconds=3)


class Conversation:
    """Decides what is said; changes the record it is given, and nothing else."""

    def __init__(self, desk: Desk, gate: Gate, routing: Routing, zone: tzinfo) -> None:
        """`zone` is where people are taken to live who have not said."""
        self.zone = zone
        self.desk = desk
        self.gate = gate
        self.routing = routing
        self.engine = desk.engine

    def respond(self, record: Record, utterance: Utterance, now: datetime) -> Said:
        """Answer one utterance."""
        setting = self._setting(record, now)
        return self.gate.pass_through(
            record,
            utterance,
            setting,
            lambda: foreign.answered(
                self.desk,
                record,
                utterance,
                setting,
                lambda: self._answer(record, utterance, setting),
            ),
        )

    def wake(self, record: Record, now: datetime) -> tuple[Said, str]:
        """What the clock says to a person, if anything, and until when it may be said."""
        setting = self._setting(record, now)
        errand = agenda.claim(record, self.zone_of(record), now)
        if errand is None:
            return Said(), ""
        return SPEAK[errand.kind](self.desk, record, errand, setting), agenda.until(errand)

    def zone_of(self, record: Record) -> tzinfo:
        """The zone that a person lives in, as far as it is known."""
        return nights.zone_of(record.schedule, self.zone)

    def _setting(self, record: Record, now: datetime) -> Setting:
        return Setting(now.astimezone(self.zone_of(record)), record.profile.language)

    def _answer(self, record: Record, utterance: Utterance, setting: Setting) -> Said:
        lead = settle_in(record, self.engine.scripts, setting.now)
        session = record.session
        said = Said()
        if lead == "moved" and session is not None:
            # What they answered was another question; theirs stands at the script's start now.
            outcome = self.engine.enter(session, setting.language, over_known=True)
            said = self.desk.outcome(record, outcome, setting)
        if lead != "moved" or utterance.kind == "command":
            said = self._route(record, utterance, setting)
        if lead and said.lines:
            first = said.lines[0]
            prompts = [f"{SHARED}/{lead}", *first.bubble.prompts]
            first.bubble = msgspec.structs.replace(first.bubble, prompts=prompts)
        return said

    def _route(self, record: Record, utterance: Utterance, setting: Setting) -> Said:
        session = record.session
        if utterance.kind == "tap":
            return self._tap(record, utterance.text, setting)
        if utterance.corrects:
            return self._correct(record, utterance, setting)
        if utterance.kind == "command":
            return self.desk.command(record, utterance.text, utterance.args, setting)
        if utterance.kind == "forwarded" and utterance.text:
            theirs = forwarded.take(self.desk, record, utterance, setting)
            if theirs is not None:
                return theirs
        if session is None:
            return self._out_of_the_blue(record, utterance, setting)
        if utterance.kind == "location" and utterance.text and self._asked(session) == "place":
            utterance = msgspec.structs.replace(utterance, kind="text")
        if utterance.kind != "text":
            return self._engine(record, session, utterance, setting)
        return self._words(record, session, utterance, setting)

    # Words

    def _words(
        self, record: Record, session: Session, utterance: Utterance, setting: Setting
    ) -> Said:
        """Words in mid-dialog: a label of the standing question, a command, or an answer."""
        if self._goes_on(record, session, utterance, setting):
            return Said()
        command = None
        if not self._names_choice(session, utterance.text, setting):
            command = hear_command(utterance.text, setting.language, self._asked(session))
        if session.place.script.startswith(SAFETY) and not _still_a_command(utterance, command):
            command = None
        if not session.place.script.startswith(SAFETY) and not command:
            of_schedule = evening.hears(self.desk, record, utterance.text, setting)
            if of_schedule is not None:
                return of_schedule
        if command == "start" or (session.paused and not command):
            command = "resume"
        if command:
            return self.desk.command(record, command, "", setting)
        other = self._other_topic(session, utterance.text, setting)
        said = self._engine(record, session, utterance, setting)
        if other is not None and said.lines and said.lines[-1].asks:
            said.lines[-1].buttons.append([other])
        return said

    def _other_topic(self, session: Session, text: str, setting: Setting) -> Button | None:
        """A way to what they are clearly about instead; not from safety, nor for a few words."""
        if session.place.script.startswith(SAFETY) or len(text.split()) < WORDS_OF_A_TOPIC:
            return None
        return self.routing.other_topic([each.script for each in session.stack], text, setting)

    def _goes_on(
        self, record: Record, session: Session, utterance: Utterance, setting: Setting
    ) -> bool:
        """Whether this is the rest of a text that the channel cut; what was said is not lost."""
        cut_at, record.cut_at = record.cut_at, ""
        if len(utterance.text) >= CHANNEL_CUTS_AT:
            record.cut_at = setting.now.isoformat(timespec="milliseconds")
        if not cut_at or setting.now - datetime.fromisoformat(cut_at) > CUT_APART:
            return False
        if session.took:
            self.engine.add_to_last(session, utterance.text)
        return True

    def _asked(self, session: Session) -> str:
        """The reader of the question that stands."""
        state = self.engine.state(session.place)
        return "" if session.paused else state.read or state.ask or ""

    def _names_choice(self, session: Session, text: str, setting: Setting) -> bool:
        question = self.engine.question(session)
        if question is None:
            return False
        key, offered = question.key, question.offered
        match = self.desk.speech.match
        return match(question.script, key, offered, text, setting.language) is not None

    def _engine(
        self, record: Record, session: Session, utterance: Utterance, setting: Setting
    ) -> Said:
        session.heard, session.paused = utterance.ref, False
        if utterance.kind == "text":
            outcome = self.engine.words(session, utterance.text, setting)
        else:
            session.took = False
            outcome = self.engine.miss(session, utterance.kind)
        return self.desk.outcome(record, outcome, setting)

    def _correct(self, record: Record, utterance: Utterance, setting: Setting) -> Said:
        """An edited message: it mends the last answer, or comes too late to."""
        session = record.session
        is_last = session is not None and session.heard and session.heard == utterance.ref
        if session is None or not is_last or utterance.kind == "command":
            return desk_line("edit_late")
        if session.took and not self.desk.repair.undo(session):
            return desk_line("edit_late")
        if utterance.kind != "text":
            return self._engine(record, session, utterance, setting)
        return self._words(record, session, utterance, setting)

    def _out_of_the_blue(self, record: Record, utterance: Utterance, setting: Setting) -> Said:
        if utterance.kind != "text":
            lead = [f"miss_{utterance.kind}"] if record.touched_at else []
            return desk_line(*lead, "idle", buttons=self.desk.doors(record, setting))
        command = hear_command(utterance.text, setting.language)
        if command in (None, *OF_THE_EVENING):
            of_schedule = evening.hears(self.desk, record, utterance.text, setting)
            if of_schedule is not None:
                return of_schedule
        if command:
            return self.desk.command(record, command, "", setting)
        said = self.routing.lead(record, utterance.text, setting)
        if not record.touched_at:
            said.lines.insert(0, Line(desk_bubble("welcome")))
        return said

    # Taps

    def _tap(self, record: Record, token: str, setting: Setting) -> Said:
        if token.startswith("/"):
            name, _, rest = token[1:].partition(" ")
            return self.desk.command(record, name, rest, setting)
        step, _, choice = token.partition(":")
        session = record.session
        if session is None or step != str(session.step) or not self.engine.question(session):
            return self._stale(record, token, setting)
        record.tapped, session.heard = token, ""
        if choice.startswith("~") and choice != DONE:
            return self.desk.command(record, choice[1:], "", setting)
        session.paused = False
        return self.desk.outcome(record, self.engine.tap(session, choice, setting), setting)

    def _stale(self, record: Record, token: str, setting: Setting) -> Said:
        """A button of an older question: say so, and show where they are now."""
        if self._two_taps(record, token, setting.now):
            return Said(toast=f"{SHARED}/toast_taken")
        session = record.session
        if session is None:
            said = desk_line("idle", buttons=self.desk.doors(record, setting))
        else:
            session.paused = False
            said = self.desk.outcome(record, self.engine.put_again(session), setting)
        said.toast = f"{SHARED}/toast_stale"
        return said

    def _two_taps(self, record: Record, token: str, now: datetime) -> bool:
        """Whether this is the second of two taps at once on one question."""
        same_question = record.tapped.partition(":")[0] == token.partition(":")[0]
        return bool(record.tapped) and same_question and age(record, now) <= TWO_TAPS


def _still_a_command(utterance: Utterance, command: str | None) -> bool:
    """Whether words steer a dialog about danger as well."""
    return command in STILL_COMMANDS or bare(utterance.text) in STILL_STOPS

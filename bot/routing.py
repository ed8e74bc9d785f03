"""Routing: a message out of the blue finds the script that it is about."""

from bot.desk import PRACTICE_SCRIPT, Desk
from bot.front import MAIN_SCRIPT
from bot.record import Button, Record
from bot.said import Said, desk_line
from dialogs.answers import Setting
from dialogs.hearing.commands import is_bare_wish, speaks_of_others, speaks_of_room
from dialogs.hearing.heard import Hearing
from dialogs.hearing.schedule import read_schedule
from dialogs.known import known_from

FIRST = "situation"
THEIR_SCRIPT = "partner_needs_space"
SURE = 0.5
WORTH_OFFERING = 0.08
OFFERED = 3
# What a message is about is told by then; reading 4,096 characters takes 0.2 seconds.
TOLD_BY = 600
SURE_TO_SWITCH = 0.85
SCHEDULE = "schedule"
# Topics that the desk itself answers, by the command that does.
AT_THE_DESK = {
    "help": "help",
    "privacy": "privacy",
    "progress": "progress",
    SCHEDULE: "nightly",
    "reflection": "reflect",
}


class Routing:
    """Leads a message to a script, or to the likeliest three, or kindly back to the menu."""

    def __init__(self, desk: Desk, hearing: Hearing) -> None:
        self.desk = desk
        self.hearing = hearing

    def lead(self, record: Record, text: str, setting: Setting) -> Said:
        """Answer a message that no dialog was waiting for."""
        heard = self.hearing.hear(text[:TOLD_BY])
        topics = [topic for topic, score in heard.topics if score >= WORTH_OFFERING]
        here = [topic for topic in topics if self._is_here(topic)][:OFFERED]
        record.known = known_from(text, heard, setting)
        sure = heard.topic != "none" and heard.topics[0][1] >= SURE
        if is_bare_wish(text, setting.language):
            return self._go(record, MAIN_SCRIPT, setting)
        if not sure and self._answers_first(text, setting):
            return self._from_first(record, text, setting)
        if not sure and speaks_of_room(text[:TOLD_BY], setting.language):
            # The ear may not know the topic; what they came for is said all the same.
            if "need" in heard.labels:
                return self._go(record, MAIN_SCRIPT, setting)
            likely = [MAIN_SCRIPT, PRACTICE_SCRIPT]
            if speaks_of_others(text[:TOLD_BY], setting.language):
                likely = [each for each in (THEIR_SCRIPT, MAIN_SCRIPT) if self._is_here(each)]
            here = list(dict.fromkeys([*likely, *here]))[:OFFERED]
        elif heard.topic == "none":
            return desk_line("off_topic", buttons=self.desk.doors(record, setting))
        if sure and here[:1] == [heard.topic]:
            return self._go(record, heard.topic, setting, text)
        if not here:
            return desk_line("not_yet", buttons=self.desk.doors(record, setting))
        return desk_line("which_one", buttons=[[self._door(each, setting)] for each in here])

    def _answers_first(self, text: str, setting: Setting) -> bool:
        """Whether words are an answer offered to the question that the main script begins with."""
        state = self.desk.engine.scripts[MAIN_SCRIPT].script.states.get(FIRST)
        offered = [each.id for each in state.offers] if state else []
        match = self.desk.speech.match
        return match(MAIN_SCRIPT, FIRST, offered, text, setting.language) is not None

    def _from_first(self, record: Record, text: str, setting: Setting) -> Said:
        """Begin the main script with its first question answered."""
        self.desk.go(record, MAIN_SCRIPT, setting)
        assert record.session is not None
        outcome = self.desk.engine.words(record.session, text, setting)
        return self.desk.outcome(record, outcome, setting)

    def other_topic(self, scripts: list[str], text: str, setting: Setting) -> Button | None:
        """A way to what a message in mid-dialog is clearly about instead; offered, never forced.

        `scripts` are those that are open, which it may well be about.
        """
        heard = self.hearing.hear(text[:TOLD_BY])
        # An answer may well name an hour; who means the evening question names it (evening.hears).
        if heard.topic in ("none", SCHEDULE, *scripts) or not self._is_here(heard.topic):
            return None
        return self._door(heard.topic, setting) if heard.topics[0][1] >= SURE_TO_SWITCH else None

    def _is_here(self, topic: str) -> bool:
        return topic in self.desk.engine.scripts or topic in AT_THE_DESK

    def _go(self, record: Record, topic: str, setting: Setting, text: str = "") -> Said:
        if topic not in AT_THE_DESK:
            return self.desk.go(record, topic, setting)
        # What is wished of the evening question is done, and not only talked of.
        tells = topic == SCHEDULE and read_schedule(text, language=setting.language)
        return self.desk.command(record, AT_THE_DESK[topic], text if tells else "", setting)

    def _door(self, topic: str, setting: Setting) -> Button:
        label = self.desk.speech.label("topic", topic, setting.language)
        return Button(label, f"/{AT_THE_DESK.get(topic, f'go {topic}')}")

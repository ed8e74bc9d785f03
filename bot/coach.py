"""The coach: one utterance in, replies out, all of it on disk before a word is sent."""

import zlib
from datetime import datetime

import msgspec

from bot import agenda, nights
from bot.conversation import Conversation
from bot.errors import RecordGone, RecordSetAside
from bot.record import Button, Record, Reply
from bot.said import Line, Said, desk_bubble
from bot.speech import Speech
from bot.store import Store
from dialogs.utterance import Utterance

LONGEST_NAME = 64


class Turn(msgspec.Struct):
    """What came of an utterance.

    `record` holds the replies in its outbox and is on disk. `toast` is a short word for the
    tapped button, which was taken when `answered`. `redraw` holds new buttons for the question
    that stands, and `closes` the channel's name of the message whose question no longer does.
    `fresh` is False for a redelivered update, which is no second turn. `parting` are replies to
    somebody who has just been erased: nothing of them is kept.
    """

    record: Record
    toast: str = ""
    answered: bool = False
    redraw: list[list[Button]] | None = None
    closes: str = ""
    fresh: bool = True
    parting: list[Reply] = msgspec.field(default_factory=list)


class Coach:
    """Takes turns with people; knows no channel, and no clock but the moment it is given."""

    def __init__(self, store: Store, conversation: Conversation, speech: Speech) -> None:
        self.store = store
        self.conversation = conversation
        self.speech = speech

    def take_turn(self, person: str, utterance: Utterance, now: datetime) -> Turn:
        """Take one utterance; raises StoreFull when the turn could not be kept."""
        try:
            return self._turn(person, utterance, now)
        except RecordGone:
            # Somebody erased the record between load and save: the person starts anew.
            return self._turn(person, utterance, now)

    def _turn(self, person: str, utterance: Utterance, now: datetime) -> Turn:
        record, lost = self._load(person)
        if utterance.update and utterance.update <= record.last_update:
            return Turn(record, fresh=False)
        record.last_update = max(record.last_update, utterance.update)
        self._introduce(record, utterance)
        said = self.conversation.respond(record, utterance, now)
        if lost:
            said.lines.insert(0, Line(desk_bubble("set_aside")))
        if said.erase:
            self.store.erase(person)
            parting = self._parting(person, said)
            return Turn(Record(person=person), answered=True, parting=parting)
        closes = ""
        if _closes_question(record, said):
            closes, record.asked = record.asked, ""
        record.outbox += self._replies(record, said)
        record.touched_at = now.isoformat(timespec="milliseconds")
        agenda.note_left(record, self.conversation.zone_of(record), now)
        self._save(record)
        answered = utterance.kind == "tap" and not said.toast
        return Turn(record, self._toast(record, said), answered, said.redraw or None, closes)

    def wake(self, person: str, now: datetime) -> Turn | None:
        """Say what falls due for a person; None when there is nobody to say it to.

        What is claimed and its record are one durable step. Raises StoreFull, StoreUnusable.
        """
        try:
            record = self.store.glance(person)
            if record is None:
                return None
            said, until = self.conversation.wake(record, now)
            closes = ""
            if said.lines and _closes_question(record, said):
                closes, record.asked = record.asked, ""
            for reply in self._replies(record, said):
                reply.until = until
                record.outbox.append(reply)
            self._save(record)
        except (RecordGone, RecordSetAside):
            # Erased or found broken this moment: nobody is waiting for a prompt.
            return None
        return Turn(record, closes=closes)

    def _save(self, record: Record) -> None:
        due = agenda.due_at(record, self.conversation.zone_of(record))
        record.due = nights.stamp(due) if due else ""
        self.store.save(record)

    def _parting(self, person: str, said: Said) -> list[Reply]:
        """The last words to somebody erased; without serials, since nothing counts them."""
        replies = self._replies(Record(person=person), said)
        return [msgspec.structs.replace(reply, serial=0) for reply in replies]

    def _load(self, person: str) -> tuple[Record, bool]:
        """The person's record, a new one if there is none; whether an old one was lost."""
        try:
            return self.store.load(person) or Record(person=person), False
        except RecordSetAside:
            return Record(person=person), True

    def _replies(self, record: Record, said: Said) -> list[Reply]:
        replies = [self._reply(record, line) for line in said.lines]
        # What a script has nothing to say about is no message.
        replies = [each for each in replies if each.text or each.kind != "message"]
        for reply in replies:
            record.serial += 1
            reply.serial = record.serial
        return replies

    def _reply(self, record: Record, line: Line) -> Reply:
        seed = zlib.crc32(f"{record.person}/{record.serial}/{record.touched_at}".encode())
        spoken = (
            self.speech.bubble(each, record.profile, record.said, seed)
            for each in (line.bubble, *line.more)
        )
        text = "\n\n".join(each for each in spoken if each)
        reply = Reply(0, text=text, buttons=line.buttons, asks=line.asks)
        if line.file_name:
            reply.kind, reply.file_name, reply.file_text = "file", line.file_name, line.file_text
        if line.picture is not None:
            reply.kind, reply.picture = "picture", line.picture
        return reply

    def _introduce(self, record: Record, utterance: Utterance) -> None:
        """Take a stranger's name and language as the channel tells them; later, theirs stand."""
        profile, stranger = record.profile, not record.touched_at
        profile.reachable = True
        if stranger and utterance.language in self.speech.voice.languages:
            profile.language = utterance.language
        if stranger and not profile.name:
            profile.name = utterance.name[:LONGEST_NAME]

    def _toast(self, record: Record, said: Said) -> str:
        return self.line(said.toast, record.profile.language, record.serial) if said.toast else ""

    def line(self, name: str, language: str = "en", seed: int = 0) -> str:
        """One of the desk's own lines by its full name, for what stands outside any turn."""
        return self.speech.voice.say([name], {}, said=[], seed=seed, language=language)


def _closes_question(record: Record, said: Said) -> bool:
    """Whether the buttons of the question asked before lead nowhere now."""
    return record.session is None or any(line.asks for line in said.lines)

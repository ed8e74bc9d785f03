"""Somebody who wanders through every script: answers that fit, and everything that does not."""

import random
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from bot.acts import FORGET_SCRIPT
from bot.desk import BY_COMMAND
from bot.keepsakes import mark
from bot.record import Phrase, Record
from dialogs.answers import Question
from dialogs.session import Session
from dialogs.utterance import Utterance
from tests.atlas import Atlas, Fault, Ledger
from tests.chat import Chat
from tests.made_up import (
    COMMANDS,
    DANGER,
    HEARD,
    HOSTILE,
    IN_BETWEEN,
    KINDS,
    MAYBE,
    NAME,
    PLAIN,
    SAID_AT,
)

# Slots that hold a tap or the newest words, and questions that are put again on purpose.
STEERS = ("voice", "aside", "own", "next_try", "way", "which", "chosen")
# What these are told of the record is not all that it knows.
WITHOUT_COUNTRY: tuple[str, ...] = ()
ASKED_ANEW = {
    "rehearse/temperament": "they tapped for somebody else",
    "rehearse/own_words": "they tapped that they would write it themselves",
    "boundary_set/softer": "harsh words are asked once more",
    "boundary_set/will_do": "they tapped that they begin with what they will do",
    "security/story": "the story about this worry",
    "security/seen": "what they know of this worry",
}
BACKWARDS = ("~back", "back", "go back", "resume", "continue")
RESTARTS = ("restart", "start over", "begin_again", "afresh")


class Wanderer:
    """One person on a walk; every turn is looked at."""

    def __init__(self, atlas: Atlas, seed: int, record: Record | None = None) -> None:
        self.atlas = atlas
        self.chat = Chat(atlas.house, person=f"test:wanderer{seed}")
        self.draw = random.Random(seed)
        self.name = NAME if seed % 2 else ""
        self.road: deque[str] = deque(maxlen=12)
        self.ledger = Ledger(atlas, self.amiss)
        self.old: list[str] = []
        self.known: dict[str, str] = {}
        self.record = record
        if record is not None:
            copy = msgspec.convert(msgspec.to_builtins(record), Record)
            copy.person, copy.mark, copy.last_update = self.chat.person, 0, 0
            self.chat.coach.store.save(copy)
            self.chat.update = 0
            if copy.touched_at:
                self.chat.now = datetime.fromisoformat(copy.touched_at)
        moves: list[tuple[int, Callable[[], None]]] = [
            (70, self.answer), (8, self.say_anything), (5, self.in_between), (4, self.command),
            (3, self.tap_old), (2, self.tap_twice), (3, self.edit), (2, self.send_kind),
            (1, self.locate), (2, self.forward), (2, self.begin), (2, self.tap_any), (2, self.wait),
            (1, self.alarm),
        ]  # fmt: skip
        self.moves = [each for _, each in moves]
        self.weights = [each for each, _ in moves]

    # One turn

    @property
    def session(self) -> Session | None:
        return self.record.session if self.record else None

    @property
    def state(self) -> str:
        session = self.session
        return f"{session.place.script}/{session.place.state}" if session else ""

    def take(self, utterance: Utterance) -> None:
        self.road.append(shown(utterance))
        before = self.session
        told = len(self.chat.heard)
        self.atlas.turns += 1
        self.chat.take(utterance)
        self.look(before, utterance, told)

    def look(self, before: Session | None, utterance: Utterance | None, told: int) -> None:
        turn = self.chat.turn
        self.record = self.chat.coach.store.load(self.chat.person)
        new = self.chat.heard[told:]
        self.ledger.take(new)
        if utterance and not new and not (turn and (turn.redraw or turn.toast or not turn.fresh)):
            self.silent(utterance)
        if turn is not None and turn.parting:
            self.ledger.last.clear()
        session = self.session
        if session is not None:
            self.stand(session, before, utterance)

    def silent(self, utterance: Utterance) -> None:
        if len(utterance.text) < 4000:
            self.amiss("no answer at all")

    def stand(self, session: Session, before: Session | None, utterance: Utterance | None) -> None:
        question = self.atlas.house.engine.question(session)
        if question is None:
            self.amiss("a dialog that asks nothing")
            return
        state = self.state
        assert self.record is not None
        self.atlas.stand(state, question.offered, self.record)
        new = before is None or session.step != before.step
        way = utterance.text.rpartition(":")[2] if utterance else "resume"
        self.note_known(before, session, way in RESTARTS)
        back = way in BACKWARDS
        steers = question.state.slot in STEERS or state in ASKED_ANEW
        if new and not back and not steers and question.state.slot in session.place.slots:
            self.amiss(f"known already: {question.state.slot}")
        if new and not back and not stood(before, session):
            self.known_elsewhere(session, question, way)

    def known_elsewhere(self, session: Session, question: Question, way: str) -> None:
        slot, place = question.state.slot, session.place
        asks_for_it = any(each.script == "settings" for each in session.stack)
        if (
            self.known.get(f"{place.script}/{slot}" if slot == "where" else slot)
            and not asks_for_it
        ):
            self.amiss(f"known to the record: {slot} {[each.script for each in session.stack]}")
        for below in session.stack[-2:-1]:
            called = self.atlas.house.engine.state(below).call
            anew = slot in STEERS or f"{place.script}/{place.state}" in ASKED_ANEW
            if slot in below.slots and called and not anew and way not in RESTARTS:
                self.amiss(f"known to {below.script}: {slot}")

    def note_known(self, before: Session | None, session: Session, restarted: bool) -> None:
        """What the record knew when a dialog began; what it learns later is not handed in."""
        outermost = session.stack[0]
        if restarted:
            self.known = {}
        elif before is None or before.stack[0].script != outermost.script:
            self.known = {} if outermost.trail else self.known_now(outermost.script)

    def known_now(self, script: str) -> dict[str, str]:
        assert self.record is not None
        profile = self.record.profile
        known = {"living": profile.living, "name": profile.name}
        known["where/where"] = self.record.schedule.zone
        return known if script in WITHOUT_COUNTRY else known | {"country": profile.country}

    def amiss(self, what: str) -> None:
        self.atlas.faults.append(Fault(what, self.state, tuple(self.road)))

    # Moves

    def step(self) -> None:
        if self.session is None and self.draw.random() < 0.7:
            self.begin()
        else:
            self.draw.choices(self.moves, self.weights)[0]()

    def answer(self) -> None:
        """An answer that fits, the one that was given least so far."""
        session = self.session
        if session is None:
            return self.tap_any()
        state, ways = self.state, self.ways(session)
        least = min(self.atlas.taken[state, each] for each in ways)
        way = self.draw.choice([each for each in ways if self.atlas.taken[state, each] == least])
        self.atlas.taken[state, way] += 1
        self.go(session, way)

    def ways(self, session: Session) -> list[str]:
        question = self.atlas.house.engine.question(session)
        assert question is not None
        ways = [*question.offered, *(["~skip"] if question.state.skip == "yes" else [])]
        ways += ["~done"] if question.state.ask == "several" and session.place.picking else []
        ways += [f"~say {each}" for each in SAID_AT.get(self.state, [])]
        return ways if question.state.ask == "scale" else [*ways, "~words"]

    def go(self, session: Session, way: str) -> None:
        self.old = [*self.old[-20:], *(each.token for each in self.chat.buttons if each.token)]
        if way.startswith("~say "):
            self.say(way.removeprefix("~say "))
        elif way == "~words":
            reads = self.atlas.house.engine.state(session.place).read
            told = [*HEARD] if reads == "sentence" and self.draw.random() < 0.6 else PLAIN
            self.say(self.draw.choice(told))
        else:
            self.take(Utterance("tap", f"{session.step}:{way}"))

    def say(self, text: str) -> None:
        self.take(Utterance("text", text, name=self.name, ref=str(self.chat.update + 1)))

    def say_anything(self) -> None:
        self.say(self.draw.choice(HOSTILE))

    def in_between(self) -> None:
        self.say(self.draw.choice(IN_BETWEEN))

    def command(self) -> None:
        name = self.draw.choice(list(COMMANDS))
        self.take(Utterance("command", name, self.draw.choice(COMMANDS[name])))

    def tap_old(self) -> None:
        strange = ["", ":", "1:", "0:love", "/", "/ x", "999:~back", "1:~x", "/go nowhere"]
        self.take(Utterance("tap", self.draw.choice([*self.old, *strange])))

    def tap_twice(self) -> None:
        tokens = [each.token for each in self.chat.buttons if each.token] or ["1:yes"]
        for _ in range(2):
            self.take(Utterance("tap", tokens[self.draw.randrange(len(tokens))]))
            self.chat.now -= timedelta(seconds=4.5)

    def tap_any(self) -> None:
        tokens = [each.token for each in self.chat.buttons if each.token] or ["/menu"]
        self.take(Utterance("tap", self.draw.choice(tokens)))

    def edit(self) -> None:
        ref = str(self.chat.update - self.draw.choice([0, 0, 0, 1]))
        text = self.draw.choice(self.draw.choice([PLAIN, HOSTILE, [*HEARD]]))
        self.take(Utterance("text", text, ref=ref, corrects=True))

    def send_kind(self) -> None:
        self.take(Utterance(self.draw.choice(KINDS), corrects=self.draw.random() < 0.1))

    def locate(self) -> None:
        self.take(Utterance("location", self.draw.choice(["52.52,13.40", "0.00,0.00", "99,999"])))

    def forward(self) -> None:
        self.take(Utterance("forwarded", self.draw.choice(PLAIN + HOSTILE)))

    def begin(self) -> None:
        """Begin the script that was begun least, by its name or by its command."""
        scripts = self.atlas.house.engine.scripts
        least = min(scripts, key=lambda each: (self.atlas.taken[each, "begun"], self.draw.random()))
        self.atlas.taken[least, "begun"] += 1
        self.begin_with(least)

    def begin_with(self, script: str) -> None:
        kept = self.kept()
        if script.startswith("safety_"):
            texts = [each for each in (*DANGER, *MAYBE) if each.endswith(script[len("safety_") :])]
            self.say(self.draw.choice(texts or [*MAYBE]))
        elif script == "unfinished":
            self.take(Utterance("command", "start"))
        elif script == FORGET_SCRIPT:
            self.take(Utterance("command", "forget"))
        elif script == "follow_up":
            self.wait(days=7)
        elif script == "where":
            self.take(Utterance("command", "settings", "zone"))
        elif script == "edit_keepsake" and kept:
            self.take(Utterance("command", "edit", mark(self.draw.choice(kept))))
        elif script in ("settings", "nightly") and self.draw.random() < 0.7:
            ways = COMMANDS[script]
            self.take(
                Utterance("command", script, ways[self.atlas.taken[script, "begun"] % len(ways)])
            )
        elif script == "settings":
            self.take(Utterance("command", "settings", "living"))
            self.take(Utterance("command", "restart"))
        elif script in BY_COMMAND:
            self.take(Utterance("command", BY_COMMAND[script], self.draw.choice(["", "2"])))
        else:
            self.take(Utterance("tap", f"/go {script}"))

    def kept(self) -> list[Phrase]:
        return self.record.phrasebook if self.record else []

    def alarm(self) -> None:
        self.say(self.draw.choice([*MAYBE, *MAYBE, *DANGER]))

    def wait(self, **span: float) -> None:
        """Time goes by, and the clock may have something to say."""
        spans = [{"minutes": 6.0}, {"hours": 1.0}, {"hours": 7.0}, {"days": 1.0}, {"days": 7.0}]
        self.chat.wait(**(span or self.draw.choice(spans)))
        if self.record is None:
            return
        if self.record.due and not span and self.draw.random() < 0.6:
            self.chat.now = max(self.chat.now, datetime.fromisoformat(self.record.due))
        before, told = self.session, len(self.chat.heard)
        self.road.append("(the clock)")
        woken = self.chat.coach.wake(self.chat.person, self.chat.now)
        self.atlas.turns += 1
        for reply in woken.record.outbox if woken else []:
            self.chat.buttons = [each for row in reply.buttons for each in row] or self.chat.buttons
            self.chat.coach.store.delivered(self.chat.person, reply.serial)
            self.chat.heard.append(reply)
        self.look(before, None, told)


def stood(before: Session | None, session: Session) -> bool:
    """Whether the question stood already, under a side question that is over."""
    here = (session.place.script, session.place.state)
    return before is not None and here in [(each.script, each.state) for each in before.stack[:-1]]


def shown(utterance: Utterance) -> str:
    """A move as a report shows it."""
    text = (
        utterance.text
        if len(utterance.text) < 80
        else f"{utterance.text[:40]}… ({len(utterance.text)})"
    )
    edit = " (edit)" if utterance.corrects else ""
    return f"{utterance.kind}{edit} {text!r}{' ' + utterance.args if utterance.args else ''}"

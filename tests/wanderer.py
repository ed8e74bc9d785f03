"""Somebody who wanders through every script: answers that fit, and everything that does not."""

import random
import re
import zlib
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from bot.acts import FORGET_SCRIPT
from bot.desk import BY_COMMAND
from bot.keepsakes import mark
from bot.record import Phrase, Record
from dialogs.answers import Question
from dialogs.hearing.heard import HARMS, MOVES, Heard, Risk
from dialogs.session import Session
from dialogs.utterance import Kind, Utterance
from tests.atlas import Atlas, Fault, Ledger
from tests.chat import Chat
from tests.ears import ToldEar

NAME = "<b>{{7*7}}</b>"
HOSTILE = [
    NAME,
    "{% for x in range(9) %}{{ x }}{% endfor %}",
    "<me>you</me> </blockquote> <a href='tg://x'>",
    "a < b && c > d &amp; &lt;i&gt;",
    "\x00\x01\x1b[31m",
    "‮right to left‬ שלום",
    "🙂",
    "🙂" * 2000,
    "\ud800 half a pair \udfff",
    "x" * 4000,
    "so I can " + "breathe and " * 330,
    "You never listen to me. " * 166,
    "\n\n\t \n",
    "   ",
    "",
    "?",
    "---",
    "0",
    "-3",
    "99",
    "99999999999999999999",
    "4.5",
    "~done",
    "Ich brauche heute Abend etwas Zeit für mich.",
    "Necesito un poco de espacio esta noche.",
    "我今晚需要一点空间",
    "25:99",
    "half past never",
    "' OR 1=1; --",
    "ﷺ" * 200,
]
PLAIN = [
    "knackered", "I'm touched out", "some quiet", "to be by the sea", "till the kids are in bed",
    "an hour or so", "back at nine", "two hours, back by ten", "so I can be kind again", "I love you",
    "that I'm not leaving", "she has been alone all day", "I don't know", "no", "yes", "maybe",
    "We argued about the dishes, and I need an hour to myself.", "1", "two", "7", "Berlin", "Springfield",
    "San José", "the kettle and ten minutes on the step", "you may not see her any more",
    "she says I may not see my friends any more", "don't write to me, it's over", "tomorrow at nine",
    "I shouted at him", "I want to see her phone", "half an hour", "at 20:00", "Sam", "my choir",
    "is it normal that I want to be alone?", "how do I say no?", "he cheated on me", "4", "5", "3",
    "I feel lonely when we don't talk, could we have tea at nine?", "You never listen.",
]  # fmt: skip
IN_BETWEEN = [
    "go back", "skip", "later", "hang on", "stop", "start over", "help", "hi", "repeat", "what?", "why?",
    "continue", "menu", "settings", "shorter", "longer answers", "pronouns", "privacy", "evening question",
    "ask me at half past nine every evening", "not tonight", "what did I keep",
]  # fmt: skip
# What a made-up ear is told of sentences: the words that carry each move or harm.
HEARD = {
    "I'm worn out and I need an hour so I can be kind again. I love you, I'm back at nine.": {
        "feeling": "I'm worn out", "need": "I need an hour", "purpose": "so I can be kind again",
        "reassurance": "I love you", "return": "back at nine",
    },
    "I know you missed me. Could you give me an hour?": {
        "acknowledge": "I know you missed me", "request": "Could you give me an hour",
    },
    "You never listen, I need an hour.": {"absolute": "never", "blame": "You never listen", "need": "I need an hour"},
    "You're pathetic and I need quiet.": {"contempt": "pathetic", "need": "I need quiet"},
    "Whatever, you're being silly.": {"dismissal": "Whatever"},
    "I'm useless, I'm sorry, I need time.": {"self_blame": "I'm useless", "need": "I need time"},
    "If you loved me you'd know. You only want to hurt me.": {
        "guilt_trip": "If you loved me", "mind_reading": "You only want to hurt me",
    },
    "Do that again and I'm gone.": {"threat": "I'm gone"},
    "I love you and I'm sad.": {"reassurance": "I love you", "feeling": "I'm sad"},
    "I need quiet.": {"need": "I need quiet"},
    "I'll be back at nine, and I need air so I can listen.": {
        "return": "back at nine", "need": "I need air", "purpose": "so I can listen",
    },
}  # fmt: skip
RISKS: list[Risk] = ["self_harm", "abuse_victim", "harm_to_others", "partner_at_risk"]
DANGER = {f"strong {risk}": Heard(risk=risk, tier="strong") for risk in RISKS}
MAYBE = {f"soft {risk}": Heard(risk=risk, tier="soft") for risk in RISKS}
KINDS: list[Kind] = [
    "emoji", "voice", "photo", "video", "sticker", "location", "contact", "poll", "dice",
    "document", "forwarded", "other",
]  # fmt: skip
COMMANDS = {
    "start": ["", "practice", "space_en", "<i>"],
    "menu": [""],
    "cancel": [""],
    "resume": ["", "practice", "learn"],
    "phrases": ["", "2", "love"],
    "keepsakes": ["", "1", "hour", "99"],
    "export": [""],
    "help": [""],
    "back": [""],
    "skip": [""],
    "repeat": [""],
    "why": [""],
    "restart": [""],
    "pause": [""],
    "nonsense": [""],
    "": ["²"],
    "door": ["say", "off", "look", "none"],
    "settings": ["", "short", "full", "name", "partner", "pronouns", "living", "zone", "length"],
    "privacy": [""],
    "nightly": ["", "at 21:30", "weekly", "stop", "go_on", "weekdays", "not on fridays", "pause for a week"],
    "snooze": ["hour", "30", "tomorrow"],
    "not_now": [""],
    "felt": ["4", "9"],
    "reflect": ["", "2"],
    "journal": ["", "2026-03-02", "today"],
    "progress": [""],
    "practice": [""],
    "rehearse": [""],
    "check": ["You never listen.", ""],
}
# Slots that hold a tap or the newest words, and questions that are put again on purpose.
STEERS = ("voice", "aside", "own", "next_try", "way", "chosen")
ASKED_ANEW = {
    "rehearse/temperament": "they tapped for somebody else",
    "rehearse/own_words": "they tapped that they would write it themselves",
    "security/beneath": "a wish to look is asked once more",
    "boundary/softer": "harsh words are asked once more",
    "security/story": "the story about this worry",
}
BACKWARDS = ("~back", "back", "go back", "resume", "continue")
RESTARTS = ("restart", "start over", "begin_again")


class MadeUpEar(ToldEar):
    """Hears what it is told to, and makes something up for every other text, the same each time."""

    def __init__(self) -> None:
        super().__init__()
        told = {text: told_of(text, words) for text, words in HEARD.items()}
        self.heard = DANGER | MAYBE | told
        self.topics = ["none"]

    def hear(self, text: str) -> Heard:
        if text not in self.heard:
            self.heard[text] = self._made_up(text)
        return self.heard[text]

    def _made_up(self, text: str) -> Heard:
        draw = random.Random(zlib.crc32(text.encode("utf-8", "surrogatepass")))
        words = [each.span() for each in re.finditer(r"\S+", text[:400])]
        found = draw.sample([*MOVES, *HARMS], draw.choice([0, 1, 2, 3, 5])) if words else []
        spans = {each: [draw.choice(words)] for each in found}
        strict = frozenset(each for each in found if each in HARMS and draw.random() < 0.7)
        labels = {each: draw.uniform(0.3, 1) for each in found}
        topics = [(each, draw.random()) for each in draw.sample(self.topics, min(3, len(self.topics)))]
        topics.sort(key=lambda each: -each[1])
        topic = topics[0][0] if topics else "none"
        return Heard(labels, spans, strict, topics, topic)


def told_of(text: str, words: dict[str, str]) -> Heard:
    """A hearing in which these words carry these moves and harms."""
    spans = {each: [(text.index(part), text.index(part) + len(part))] for each, part in words.items()}
    strict = frozenset(each for each in words if each in HARMS)
    return Heard(dict.fromkeys(words, 0.95), spans, strict)


class Wanderer:
    """One person on a walk; every turn is looked at."""

    def __init__(self, atlas: Atlas, seed: int, record: Record | None = None) -> None:
        self.atlas = atlas
        self.chat = Chat(atlas.house, person=f"test:wanderer{seed}")
        self.draw = random.Random(seed)
        self.road: deque[str] = deque(maxlen=12)
        self.ledger = Ledger(atlas, self.amiss)
        self.old: list[str] = []
        self.known: dict[str, str] = {}
        if record is not None:
            copy = msgspec.convert(msgspec.to_builtins(record), Record)
            copy.person, copy.mark, copy.last_update = self.chat.person, 0, 0
            self.chat.coach.store.save(copy)
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
        record = self.chat.coach.store.load(self.chat.person)
        return record.session if record else None

    def take(self, utterance: Utterance) -> None:
        self.road.append(shown(utterance))
        before = self.session
        told = len(self.chat.heard)
        self.atlas.turns += 1
        self.chat.take(utterance)
        self.look(before, utterance, told)

    def look(self, before: Session | None, utterance: Utterance | None, told: int) -> None:
        turn = self.chat.turn
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
        state = f"{session.place.script}/{session.place.state}"
        self.atlas.stand(state, question.offered, self.chat.record)
        new = before is None or session.step != before.step
        way = utterance.text.rpartition(":")[2] if utterance else "resume"
        self.note_known(before, session, way in RESTARTS)
        back = way in BACKWARDS
        steers = question.state.slot in STEERS or state in ASKED_ANEW
        if new and not back and not steers and question.state.slot in session.place.slots:
            self.amiss(f"known already: {question.state.slot}")
        if new and not back:
            self.known_elsewhere(session, question)

    def known_elsewhere(self, session: Session, question: Question) -> None:
        slot, place = question.state.slot, session.place
        asks_for_it = any(each.script == "settings" for each in session.stack)
        if self.known.get(f"{place.script}/{slot}" if slot == "where" else slot) and not asks_for_it:
            self.amiss(f"known to the record: {slot} {[each.script for each in session.stack]}")
        for below in session.stack[:-1]:
            called = self.atlas.house.engine.state(below).call
            if slot in below.slots and slot not in STEERS and called:
                self.amiss(f"known to {below.script}: {slot}")

    def note_known(self, before: Session | None, session: Session, restarted: bool) -> None:
        """What the record knew when a dialog began; what it learns later is not handed in."""
        if restarted:
            self.known = {}
        elif before is None or before.stack[0].script != session.stack[0].script:
            record = self.chat.record
            profile = record.profile
            self.known = {"living": profile.living, "country": profile.country}
            self.known |= {"name": profile.name, "where/where": record.schedule.zone}

    def amiss(self, what: str) -> None:
        session = self.session
        place = session.place if session else None
        where = f"{place.script}/{place.state}" if place else ""
        self.atlas.faults.append(Fault(what, where, tuple(self.road)))

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
        state = f"{session.place.script}/{session.place.state}"
        ways = self.ways(session)
        least = min(self.atlas.taken[state, each] for each in ways)
        way = self.draw.choice([each for each in ways if self.atlas.taken[state, each] == least])
        self.atlas.taken[state, way] += 1
        self.go(session, way)

    def ways(self, session: Session) -> list[str]:
        question = self.atlas.house.engine.question(session)
        assert question is not None
        ways = [*question.offered, *(["~skip"] if question.state.skip == "yes" else [])]
        ways += ["~done"] if question.state.ask == "several" and session.place.picking else []
        return ways if question.state.ask == "scale" else [*ways, "~words"]

    def go(self, session: Session, way: str) -> None:
        self.old = [*self.old[-20:], *(each.token for each in self.chat.buttons if each.token)]
        if way == "~words":
            reads = self.atlas.house.engine.state(session.place).read
            told = [*HEARD] if reads == "sentence" and self.draw.random() < 0.6 else PLAIN
            self.say(self.draw.choice(told))
        else:
            self.take(Utterance("tap", f"{session.step}:{way}"))

    def say(self, text: str) -> None:
        self.take(Utterance("text", text, name=NAME, ref=str(self.chat.update + 1)))

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
        elif script in ("settings", "nightly"):
            self.take(Utterance("command", script, self.draw.choice(COMMANDS[script])))
        elif script in BY_COMMAND:
            self.take(Utterance("command", BY_COMMAND[script], self.draw.choice(["", "2"])))
        else:
            self.take(Utterance("tap", f"/go {script}"))

    def kept(self) -> list[Phrase]:
        record = self.chat.coach.store.load(self.chat.person)
        return record.phrasebook if record else []

    def alarm(self) -> None:
        self.say(self.draw.choice([*MAYBE, *MAYBE, *DANGER]))

    def wait(self, **span: float) -> None:
        """Time goes by, and the clock may have something to say."""
        spans = [{"minutes": 6.0}, {"hours": 1.0}, {"hours": 7.0}, {"days": 1.0}, {"days": 7.0}]
        self.chat.wait(**(span or self.draw.choice(spans)))
        record = self.chat.coach.store.load(self.chat.person)
        if record is None:
            return
        before, told = record.session, len(self.chat.heard)
        self.road.append("(the clock)")
        woken = self.chat.coach.wake(self.chat.person, self.chat.now)
        self.atlas.turns += 1
        for reply in woken.record.outbox if woken else []:
            self.chat.buttons = [each for row in reply.buttons for each in row] or self.chat.buttons
            self.chat.coach.store.delivered(self.chat.person, reply.serial)
            self.chat.heard.append(reply)
        self.look(before, None, told)


def shown(utterance: Utterance) -> str:
    """A move as a report shows it."""
    text = utterance.text if len(utterance.text) < 80 else f"{utterance.text[:40]}… ({len(utterance.text)})"
    edit = " (edit)" if utterance.corrects else ""
    return f"{utterance.kind}{edit} {text!r}{' ' + utterance.args if utterance.args else ''}"

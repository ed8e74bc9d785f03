"""The desk: commands and deeds that stand outside any one script."""

from collections.abc import Callable

import msgspec

from bot import evening, front, journal, keepsakes, leaving, menu, phrasebook, settings_desk
from bot.acts import ACTS, FORGET_SCRIPT
from bot.known import GIVEN, known_to
from bot.record import Button, Record
from bot.said import Line, Said, desk_bubble, desk_line
from bot.speech import Speech
from dialogs.answers import Setting
from dialogs.engine import Engine
from dialogs.outcome import SHARED, Bubble, Outcome
from dialogs.readers import READERS
from dialogs.repair import REPAIRS, Repair
from dialogs.session import Session, Slots, Value

PRACTICE_SCRIPT = "practice"
REHEARSE_SCRIPT = "rehearse"
HELP_SCRIPT = "safety_help"
# These scripts begin with a command of their own.
BY_COMMAND = {evening.REFLECTION_SCRIPT: "reflect"}

Command = Callable[[Record, str, Setting], Said]
DeskCommand = Callable[["Desk", Record, str, Setting], Said]
COMMANDS: dict[str, DeskCommand] = {
    **evening.EVENING,
    **keepsakes.KEEPSAKES,
    **settings_desk.SETTINGS,
    "start": front.start,
    "door": front.door,
    "menu": menu.menu,
    "help": front.help_,
    "cancel": leaving.cancel,
    "resume": leaving.resume,
    "journal": journal.journal,
    "progress": journal.progress,
}


class Desk:
    """Does commands and acts; changes the record that it is given, and nothing else."""

    def __init__(self, engine: Engine, repair: Repair, speech: Speech) -> None:
        self.engine = engine
        self.repair = repair
        self.speech = speech
        self.commands: dict[str, Command] = {
            "go": self.go_to,
            "check": self.check,
            "practice": self.practice,
            "rehearse": self.rehearse,
            "helplines": self.helplines,
            "export": self.export,
            "forget": self.forget,
            **{name: self._elsewhere(each) for name, each in COMMANDS.items()},
        }

    def _elsewhere(self, command: "DeskCommand") -> Command:
        return lambda record, args, setting: command(self, record, args, setting)

    def command(self, record: Record, name: str, args: str, setting: Setting) -> Said:
        """Do a command, typed with a slash, in plain words or by a button."""
        session = record.session
        if session is not None and session.paused and name in ("back", "skip", "repeat", "why"):
            name = "resume"
        if session is not None and name == "back" and leaving.is_aside(self.engine, session):
            # Nothing comes before a side question but the dialog that it stands on.
            name = name if session.place.trail else "cancel"
        if session is not None and name in REPAIRS and name != "resume":
            return self._repair(record, session, name, setting)
        if name in self.commands:
            return self.commands[name](record, args, setting)
        if session is None:
            prompt = "nothing_open" if name in REPAIRS else "unknown_command"
            return desk_line(prompt, buttons=self.doors(record, setting))
        lead = [f"{SHARED}/unknown_command"]
        return self.outcome(record, self.engine.put_again(session, lead), setting)

    def _repair(self, record: Record, session: Session, name: str, setting: Setting) -> Said:
        said = self.outcome(record, self.repair.do(name, session, setting), setting)
        if name == "pause":
            said.lines[-1].buttons = self.way_back(record, setting)
        return front.help_here(self, session, said, setting) if name == "help" else said

    # Commands

    def go(self, record: Record, script: str, setting: Setting) -> Said:
        """Begin a script with what is known already; a dialog that was open is put away."""
        if record.session is not None:
            leaving.shelve(record, record.session)
        place = self.engine.place_in(script, known_to(record, setting), GIVEN)
        record.known = {}
        record.session = Session(stack=[place], step=record.steps)
        return self.outcome(record, self.engine.enter(record.session, setting.language), setting)

    def go_to(self, record: Record, args: str, setting: Setting) -> Said:
        """Begin the script of that name, by a button that offered it."""
        compiled = self.engine.scripts.get(args)
        if compiled is None or not compiled.script.doors:
            return desk_line("unknown_command", buttons=self.doors(record, setting))
        if args in BY_COMMAND:
            return self.commands[BY_COMMAND[args]](record, "", setting)
        return self.go(record, args, setting)

    def helplines(self, record: Record, args: str, setting: Setting) -> Said:
        """Who can help when somebody is in danger, for whoever asks; nobody looks in tomorrow."""
        record.known = {"asked": Value(pick="yes")}
        return self.go(record, HELP_SCRIPT, setting)

    def beside(self, record: Record, script: str, setting: Setting, known: Slots) -> Said:
        """Run a short script on top of the dialog that is open, or by itself."""
        if record.session is None:
            record.known = known
            return self.go(record, script, setting)
        record.session.paused = False
        outcome = self.engine.interrupt(record.session, script, setting.language, known)
        return self.outcome(record, outcome, setting)

    def topic_door(self, topic: str, setting: Setting) -> Button:
        """The button of a script, by what it is about."""
        return Button(self.speech.label("topic", topic, setting.language), f"/go {topic}")

    def aside(self, record: Record, session: Session, script: str, setting: Setting) -> Said:
        """Run a short script on top of the dialog, once."""
        session.paused = False
        if session.place.script == script:
            return self.outcome(record, self.engine.put_again(session), setting)
        open_already = [place.script for place in session.stack[1:]]
        if script in open_already:
            del session.stack[open_already.index(script) + 1 :]
        return self.outcome(
            record, self.engine.interrupt(session, script, setting.language), setting
        )

    def check(self, record: Record, args: str, setting: Setting) -> Said:
        """Feedback on one sentence at once."""
        sentence = READERS["sentence"](args, setting.now, setting.language)
        record.known = {"sentence": sentence} if isinstance(sentence, Value) else {}
        return self.practice(record, "", setting)

    def practice(self, record: Record, args: str, setting: Setting) -> Said:
        """Feedback on a person's own sentences, or on a scene that differs from time to time."""
        return self.go(record, PRACTICE_SCRIPT, setting)

    def rehearse(self, record: Record, args: str, setting: Setting) -> Said:
        """Try a sentence on somebody made up: a kept one by its mark, or the one just kept."""
        kept = keepsakes.find(record, args)
        if kept is not None:
            record.known = {"chosen": Value(said=kept.text)}
        at_hand = record.known["chosen"].said if "chosen" in record.known else ""
        for each in record.phrasebook:
            each.tried = each.tried or each.text == at_hand
        return self.go(record, REHEARSE_SCRIPT, setting)

    def shelve(self, record: Record, session: Session) -> None:
        """Put a dialog away as it is, to be taken up again."""
        leaving.shelve(record, session)

    def export(self, record: Record, args: str, setting: Setting) -> Said:
        """The record as a file."""
        text = phrasebook.export(record)
        return Said([Line(desk_bubble("export"), file_name="room-for-us.json", file_text=text)])

    def forget(self, record: Record, args: str, setting: Setting) -> Said:
        """Ask whether everything is to be erased."""
        if record.session is not None:
            return self.aside(record, record.session, FORGET_SCRIPT, setting)
        place = self.engine.place_in(FORGET_SCRIPT)
        record.session = Session(stack=[place], step=record.steps)
        return self.outcome(record, self.engine.enter(record.session, setting.language), setting)

    # Saying

    def outcome(self, record: Record, outcome: Outcome, setting: Setting) -> Said:
        """What a step of the engine comes to: its lines and buttons, then its acts."""
        session = record.session
        assert session is not None
        told = [each for each in outcome.bubbles if self.speech.says(each, setting.language)]
        said = Said([Line(bubble) for bubble in _together(told)])
        buttons = self.speech.buttons(session, outcome, setting.language)
        if outcome.redraw:
            said.redraw = buttons
        elif outcome.asked is not None:
            said.lines[-1].buttons, said.lines[-1].asks = buttons, True
        if outcome.ended:
            record.steps, record.session = session.step, None
        for name, slots in outcome.acts:
            said = ACTS[name](self, record, slots, said, setting)
        return said

    def with_question(self, record: Record, said: Said, setting: Setting) -> Said:
        """What was said, and the question that stands once more, if one does."""
        session = record.session
        if session is None or session.paused or self.engine.question(session) is None:
            said.lines[-1].buttons = said.lines[-1].buttons or self.doors(record, setting)
            return said
        again = self.outcome(record, self.engine.put_again(session), setting)
        return Said([*said.lines, *again.lines])

    def doors(self, record: Record, setting: Setting) -> list[list[Button]]:
        """The ways on where no dialog is open."""
        return front.doors(self, record, setting)

    def way_back(self, record: Record, setting: Setting) -> list[list[Button]]:
        """The way back to the dialog that is open, if one is."""
        return [[self.door("resume", setting)]] if record.session is not None else []

    def door(self, command: str, setting: Setting) -> Button:
        """The button of a command."""
        return Button(self.speech.label("door", command, setting.language), f"/{command}")

    def _label(self, way: str, setting: Setting) -> str:
        return self.speech.label("way", way, setting.language)

    def phrase_buttons(self, text: str, setting: Setting) -> list[list[Button]]:
        """What can be done with a kept sentence."""
        return phrasebook.phrase_buttons(text, lambda way: self._label(way, setting))


def _together(bubbles: list[Bubble]) -> list[Bubble]:
    """What one script says in one turn, as one message: a chat takes about one a second."""
    messages: list[Bubble] = []
    for bubble in bubbles:
        last = messages[-1] if messages else None
        if last and last.script == bubble.script and not last.closed and not bubble.closed:
            prompts = [*last.prompts, *bubble.prompts]
            messages[-1] = msgspec.structs.replace(bubble, prompts=prompts)
        else:
            messages.append(bubble)
    return messages

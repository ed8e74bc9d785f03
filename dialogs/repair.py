"""Repair: what works in every state of every script without a line in the script."""

from collections.abc import Callable

from dialogs.answers import Setting
from dialogs.engine import Engine
from dialogs.outcome import SHARED, Outcome
from dialogs.session import Place, Session, fill

REPAIRS = ("back", "skip", "repeat", "why", "restart", "pause", "resume", "help")


class Repair:
    """The ways to steer a dialog: back, skip, repeat, why, restart, pause, resume, help."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def do(self, name: str, session: Session, setting: Setting) -> Outcome:
        """Do the repair called `name`; one of REPAIRS."""
        steps: dict[str, Callable[[Session, Setting], Outcome]] = {
            "back": self.back,
            "skip": self.skip,
            "repeat": self.repeat,
            "why": self.why,
            "restart": self.restart,
            "pause": self.pause,
            "resume": self.resume,
            "help": self.help,
        }
        return steps[name](session, setting)

    def back(self, session: Session, setting: Setting) -> Outcome:
        """To the question before, with what was said there taken back."""
        if not self.undo(session):
            return self.engine.put_again(session, [f"{SHARED}/back_at_start"])
        session.step += 1
        session.heard = ""
        if self.engine.question(session) is None:
            # Into a script that was called, and is another one by now: it is run once more.
            return self.engine.enter(session, setting.language, [f"{SHARED}/back"])
        return self.engine.put_again(session, [f"{SHARED}/back"])

    def undo(self, session: Session) -> bool:
        """Take the last answer back; False when there is none."""
        depth = len(session.stack) - 1
        while depth >= 0 and not session.stack[depth].trail:
            # Only a script that was called leads back into its caller.
            if depth and not self.engine.state(session.stack[depth - 1]).call:
                return False
            depth -= 1
        if depth < 0:
            return False
        del session.stack[depth + 1 :]
        inside = _restore(session.place)
        while inside and self._still_stands(inside):
            session.stack.append(inside)
            inside = _restore(inside)
        return True

    def _still_stands(self, place: Place) -> bool:
        """Whether a place in a finished script can be gone back into."""
        compiled = self.engine.scripts.get(place.script)
        same = compiled is not None and compiled.script.version == place.version
        return same and bool(place.trail)

    def skip(self, session: Session, setting: Setting) -> Outcome:
        """Past the question without an answer, where the state allows it."""
        place, state = session.place, self.engine.state(session.place)
        if state.skip == "no":
            return self.engine.put_again(session, [f"{SHARED}/no_skip"])
        session.heard = ""
        self.engine.pass_by(place)
        return self.engine.enter(session, setting.language, [f"{SHARED}/skipped"])

    def repeat(self, session: Session, setting: Setting) -> Outcome:
        """The question once more, in other words."""
        return self.engine.put_again(session)

    def why(self, session: Session, setting: Setting) -> Outcome:
        """Why the question is asked, and the question."""
        place = session.place
        return self.engine.put_again(session, [f"{place.script}/{place.state}.why"])

    def restart(self, session: Session, setting: Setting) -> Outcome:
        """The outermost script from its start, with nothing said yet."""
        begun = session.stack[0]
        session.stack = [self.engine.place_in(begun.script, begun.lasts(), begun.lasting)]
        session.paused, session.heard = False, ""
        return self.engine.enter(session, setting.language, [f"{SHARED}/restarted"])

    def pause(self, session: Session, setting: Setting) -> Outcome:
        """Leave the dialog where it is, for hours or weeks."""
        session.paused = True
        outcome = Outcome()
        self.engine.tell(session, outcome, [f"{SHARED}/paused"])
        return outcome

    def resume(self, session: Session, setting: Setting) -> Outcome:
        """Take a dialog up again: what was said so far, and the question that stood."""
        was_paused, session.paused = session.paused, False
        session.place.misses = 0
        lead = [f"{SHARED}/resumed"] if was_paused else [f"{SHARED}/here"]
        recap = f"{session.stack[0].script}/recap"
        outcome = Outcome()
        if session.stack[0].slots:
            self.engine.tell(session, outcome, [*lead, recap], session.stack[0])
            lead = []
        again = self.engine.put_again(session, lead)
        outcome.bubbles += again.bubbles
        outcome.asked = again.asked
        return outcome

    def help(self, session: Session, setting: Setting) -> Outcome:
        """What can be said here, and the question."""
        outcome = Outcome()
        self.engine.tell(session, outcome, [f"{SHARED}/help_here"])
        again = self.engine.put_again(session)
        outcome.bubbles += again.bubbles
        outcome.asked = again.asked
        return outcome


def _restore(place: Place) -> Place | None:
    """Take one step back; give the finished script that this leads into."""
    step = place.trail.pop()
    place.state, place.misses, place.picking = step.state, 0, []
    fill(place.slots, step.before)
    return step.inside

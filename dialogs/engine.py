"""The dialog engine: walks sessions through scripts; one utterance in, an outcome out."""

from collections.abc import Collection, Mapping

from dialogs.answers import DONE, Question, Setting, Wording, pick, read
from dialogs.arrival import Arrival
from dialogs.besides import IN_PROSE, named_elsewhere, said_besides, times_in
from dialogs.hearing.heard import Hearing
from dialogs.hearing.own_words import Miss
from dialogs.hearing.times import is_only_a_time
from dialogs.machine import Compiled
from dialogs.outcome import SHARED, Bubble, Outcome
from dialogs.readers import READERS
from dialogs.script import Script, State
from dialogs.session import Place, Session, Slots, Step, Value

PASSES = 60
MISSES_BEFORE_HELP = 3


class Engine:
    """All scripts, compiled, and the steps that a session can take in them."""

    def __init__(
        self,
        scripts: Mapping[str, Compiled],
        wording: Wording,
        hearing: Hearing | None = None,
    ) -> None:
        self.scripts = scripts
        self.wording = wording
        self.hearing = hearing
        self.arrival = Arrival(wording, hearing)

    def script(self, place: Place) -> Script:
        """The script that a place is in."""
        return self.scripts[place.script].script

    def state(self, place: Place) -> State:
        """The state that a place is in."""
        return self.script(place).states[place.state]

    def stands(self, place: Place) -> bool:
        """Whether there is such a place in the scripts as they are now."""
        compiled = self.scripts.get(place.script)
        return compiled is not None and place.state in compiled.script.states

    def place_in(
        self, name: str, given: Slots | None = None, lasting: Collection[str] = ()
    ) -> Place:
        """A place at the start of a script, with what is known already."""
        script = self.scripts[name].script
        known = {slot: value for slot, value in (given or {}).items() if slot in script.slots}
        lasts = [slot for slot in known if slot in lasting]
        return Place(name, script.version, script.start, slots=known, lasting=lasts)

    def begin(
        self, name: str, language: str, given: Slots | None = None
    ) -> tuple[Session, Outcome]:
        """Start a script from nothing."""
        session = Session(stack=[self.place_in(name, given)])
        return session, self.enter(session, language)

    def interrupt(
        self, session: Session, name: str, language: str, given: Slots | None = None
    ) -> Outcome:
        """Run a script on top of what stands; at its end the standing question is put again."""
        session.stack.append(self.place_in(name, given))
        session.heard = ""
        return self.enter(session, language)

    def question(self, session: Session) -> Question | None:
        """The question that stands."""
        place = session.place
        state = self.state(place)
        if state.ask is None:
            return None
        return Question(place.script, state.slot or place.state, state, self._offered(place))

    def _offered(self, place: Place) -> list[str]:
        state, compiled = self.state(place), self.scripts[place.script]
        if state.ask == "scale":
            return [str(point) for point in range(state.low, state.high + 1)]
        if state.ask == "yes_no":
            return ["yes", "no"]
        return [
            each.id for each in state.offers if not each.when or compiled.holds(each.when, place)
        ]

    # Answers

    def tap(self, session: Session, choice: str, setting: Setting) -> Outcome:
        """Take a tapped choice of the question that stands."""
        question = self.question(session)
        if question is None:
            return self.put_again(session)
        if question.state.ask == "several":
            return self._toggle(session, question, choice, setting)
        return self._settle(session, pick(question, choice), setting)

    def words(self, session: Session, text: str, setting: Setting) -> Outcome:
        """Take typed words as the answer to the question that stands."""
        question = self.question(session)
        if question is None:
            return self.put_again(session)
        value = read(question, text, self.wording, setting)
        if isinstance(value, Value) and not value.pick and question.state.read in IN_PROSE:
            script, place, language = self.script(session.place), session.place, setting.language
            if is_only_a_time(text, language):
                return self._note(session, times_in(script, place, text, setting))
            named = named_elsewhere(script, place, text, self.wording, language)
            if named is not None:
                return self._note(session, named)
        return self._settle(session, value, setting)

    def _note(self, session: Session, known: Slots) -> Outcome:
        """What answers another question is kept for it, if it is to come; this one stands."""
        place = session.place
        session.took = bool(known)
        if not known:
            return self.miss(session, "unclear")
        place.trail.append(Step(place.state, dict.fromkeys(known)))
        place.slots.update(known)
        return self.put_again(session, [f"{SHARED}/noted"])

    def _toggle(
        self, session: Session, question: Question, choice: str, setting: Setting
    ) -> Outcome:
        place = session.place
        if choice == DONE:
            if not place.picking:
                return self.miss(session, "nothing_picked")
            return self._settle(session, Value(picks=list(place.picking)), setting)
        if choice not in question.offered:
            return self.miss(session, "choice_only")
        place.picking = [
            each for each in question.offered if (each in place.picking) ^ (each == choice)
        ]
        return Outcome(asked=question, redraw=True)

    def _settle(self, session: Session, value: Value | Miss, setting: Setting) -> Outcome:
        session.took = isinstance(value, Value)
        if isinstance(value, Miss):
            return self.miss(session, value.reason)
        place = session.place
        heard = self._take(place, value, setting)
        self.scripts[place.script].go_on(place, value)
        return self.enter(session, setting.language, heard)

    def _take(self, place: Place, value: Value, setting: Setting) -> list[str]:
        """Put a value into its slots and remember the way back; name the give-back prompt."""
        state = self.state(place)
        filled: dict[str, Value] = {state.slot: value} if state.slot else {}
        for slot, reader in state.fills.items():
            also = _also(reader, value, setting)
            if also is not None:
                filled[slot] = also
        if value.said and not value.pick:
            filled |= said_besides(self.script(place), place, value.said, self.hearing, setting)
        before = {slot: place.slots.get(slot) for slot in {*filled, *state.fills}}
        place.trail.append(Step(state=place.state, before=before))
        for slot in state.fills.keys() - filled.keys():
            place.slots.pop(slot, None)
        place.slots.update(filled)
        place.misses, place.picking = 0, []
        return [f"{place.script}/{place.state}.heard"]

    def miss(self, session: Session, reason: str) -> Outcome:
        """Meet an answer that does not fit with the question in other words and an example."""
        place = session.place
        place.misses += 1
        stuck = place.misses % MISSES_BEFORE_HELP == 0
        prompts = [f"{SHARED}/miss_{reason}", f"{place.script}/{place.state}.again"]
        if stuck:
            skips = self.state(place).skip == "yes"
            prompts = [f"{SHARED}/stuck" if skips else f"{SHARED}/stuck_no_skip"]
        return self._ask(session, Outcome(stuck=stuck), prompts)

    def add_to_last(self, session: Session, text: str) -> None:
        """Add the rest of a long text to the answer that its beginning was taken for."""
        # It may have led into a script that was called, where nothing has been said yet.
        for place in reversed(session.stack):
            if place.trail:
                slot = self.script(place).states[place.trail[-1].state].slot
                if slot in place.slots:
                    place.slots[slot].said += text
                return

    # Moving

    def enter(
        self,
        session: Session,
        language: str,
        heard: list[str] | None = None,
        *,
        over_known: bool = False,
    ) -> Outcome:
        """Go on from the state just entered until something is asked or all is over.

        With `over_known`, questions whose slot is filled already are not asked.
        """
        outcome, heard = Outcome(), list(heard or [])
        for _ in range(PASSES):
            place = session.place
            compiled, state = self.scripts[place.script], self.state(place)
            if state.skip_when and compiled.holds(state.skip_when, place):
                compiled.go_on(place, None)
                continue
            if over_known and state.ask and state.slot in place.slots:
                place.trail.append(Step(place.state, {state.slot: place.slots[state.slot]}))
                compiled.go_on(place, place.slots[state.slot])
                continue
            self.arrival.at(place, state, outcome, heard, language)
            if state.call:
                if heard:
                    # What is given back was said out here; the other script has other slots.
                    outcome.bubbles.append(Bubble(heard, place.script, dict(place.slots)))
                    heard = []
                session.stack.append(self._called(place, state))
            elif state.end == "yes":
                if heard:
                    # Its slots are gone once it has ended.
                    outcome.bubbles.append(Bubble(heard, place.script, dict(place.slots)))
                    heard = []
                if not self._return(session):
                    outcome.ended = True
                    return outcome
                if not self._go_on_after(session):
                    return self._put(session, outcome, heard)
            elif state.ask:
                return self._put(session, outcome, heard)
            else:
                compiled.go_on(place, None)
        raise RuntimeError(f"script '{session.place.script}' goes round without asking")

    def pass_by(self, place: Place) -> None:
        """Leave a state without an answer; the way back leads to it all the same."""
        state = self.state(place)
        place.trail.append(Step(state=place.state, before=_cleared(place, state)))
        place.misses, place.picking = 0, []
        self.scripts[place.script].go_on(place, None)

    def _called(self, place: Place, state: State) -> Place:
        assert state.call is not None
        give = {theirs: mine for theirs, mine in state.call.give.items() if mine in place.slots}
        given = {theirs: place.slots[mine] for theirs, mine in give.items()}
        lasting = [theirs for theirs, mine in give.items() if mine in place.lasting]
        return self.place_in(state.call.script, given, lasting)

    def _return(self, session: Session) -> bool:
        """Come back from a finished script to the one below; False when there is none."""
        done = session.stack.pop()
        if not session.stack:
            session.stack.append(done)
            return False
        # An edit of what was said in there would mend an answer out here.
        session.heard = ""
        place = session.place
        call = self.state(place).call
        if call:
            if done.trail:
                before = {mine: place.slots.get(mine) for mine in call.take}
                place.trail.append(Step(place.state, before, inside=done))
            for mine, theirs in call.take.items():
                if theirs in done.slots:
                    place.slots[mine] = done.slots[theirs]
        return True

    def _go_on_after(self, session: Session) -> bool:
        """Leave a state that called a script; a question that stood below an aside stays."""
        place = session.place
        if not self.state(place).call:
            return False
        self.scripts[place.script].go_on(place, None)
        return True

    # Asking

    def _put(self, session: Session, outcome: Outcome, heard: list[str]) -> Outcome:
        session.step += 1
        session.place.misses = 0
        place = session.place
        return self._ask(session, outcome, [*heard, f"{place.script}/{place.state}"])

    def _ask(self, session: Session, outcome: Outcome, prompts: list[str]) -> Outcome:
        place = session.place
        outcome.bubbles.append(Bubble(prompts, place.script, dict(place.slots)))
        outcome.asked = self.question(session)
        return outcome

    def tell(
        self, session: Session, outcome: Outcome, prompts: list[str], place: Place | None = None
    ) -> None:
        """Add a bubble that asks nothing, about a place (the standing one by default)."""
        about = place or session.place
        outcome.bubbles.append(Bubble(prompts, about.script, dict(about.slots)))

    def put_again(self, session: Session, lead: list[str] | None = None) -> Outcome:
        """Put the standing question once more, after a lead of other prompts."""
        place = session.place
        return self._ask(session, Outcome(), [*(lead or []), f"{place.script}/{place.state}"])


def _cleared(place: Place, state: State) -> dict[str, Value | None]:
    """Empty the slot of a state that is passed by; tell what stood there."""
    return {state.slot: place.slots.pop(state.slot, None)} if state.slot else {}


def _also(reader: str, value: Value, setting: Setting) -> Value | None:
    """What else the same words say, read for another slot."""
    found = READERS[reader](value.said, setting.now, setting.language) if value.said else None
    return found if isinstance(found, Value) else None

"""Compile a script to the one `transitions` machine that all sessions share."""

from collections.abc import Callable

from transitions import Machine

from dialogs.guards import Guard, guard, is_pick
from dialogs.script import Arrow, Script
from dialogs.session import Place, Value

GO_ON = "go_on"


class Compiled:
    """A script with its machine and its guards, ready to be walked."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.guards: dict[str, Guard] = {
            words: guard(words) for state in script.states.values() for words in state.guards
        }
        # No model is ever added: adding one costs 0.1-0.5 ms, a shared machine none.
        self.machine = Machine(
            model=None,
            states=list(script.states),
            initial=script.start,
            auto_transitions=False,
            transitions=[
                {
                    "trigger": GO_ON,
                    "source": name,
                    "dest": arrow.to,
                    "conditions": self._conditions(arrow),
                }
                for name, state in script.states.items()
                for arrow in state.arrows
            ],
        )

    def _conditions(self, arrow: Arrow) -> list[Callable[[Place, Value | None], bool]]:
        conditions: list[Callable[[Place, Value | None], bool]] = []
        if arrow.pick:
            conditions.append(lambda _, answer: answer is not None and is_pick(answer, arrow.pick))
        if arrow.when:
            holds = self.guards[arrow.when]
            conditions.append(lambda place, _: holds(place.slots))
        return conditions

    def go_on(self, place: Place, answer: Value | None) -> None:
        """Move a place along the first arrow whose pick and guard hold."""
        self.machine.events[GO_ON].trigger(place, place, answer)

    def holds(self, words: str, place: Place) -> bool:
        """Whether a guard of this script holds at a place."""
        return self.guards[words](place.slots)

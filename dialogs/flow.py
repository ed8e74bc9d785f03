"""Which slots are filled where: the ways through a script, followed without walking them."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

import msgspec

from dialogs.script import Script, State

# A guard that holds tells that its slot is filled, except for this one, which tells the contrary.
LACKS = "lacks"
# Only these two tell as much when they do not hold.
TELLING = ("has", LACKS)

# The slots that a study fills or empties, by its name.
Touched = Callable[[str], Collection[str]]


class Point(NamedTuple):
    """What is known at a point of a script: slots that some way fills, and those that every way does.

    `fine` are the sure ones and those that only a study or the coach knows about.
    """

    maybe: frozenset[str]
    sure: frozenset[str]
    fine: frozenset[str]

    def filled(self, *slots: str) -> "Point":
        """The point after these slots were filled."""
        return Point(self.maybe.union(slots), self.sure.union(slots), self.fine.union(slots))

    def emptied(self, *slots: str) -> "Point":
        """The point after these slots were emptied."""
        gone = frozenset(slots)
        return Point(self.maybe - gone, self.sure - gone, self.fine - gone)

    def perhaps(self, *slots: str) -> "Point":
        """The point after these slots may have been filled."""
        return self._replace(maybe=self.maybe.union(slots))

    def trusted(self, slots: Collection[str]) -> "Point":
        """The point after something that knows for itself what it did to these slots."""
        known = frozenset(slots)
        return Point(self.maybe | known, self.sure - known, self.fine | known)

    def joined(self, other: "Point | None") -> "Point":
        """The point where two ways meet."""
        if other is None:
            return self
        return Point(self.maybe | other.maybe, self.sure & other.sure, self.fine & other.fine)


class Flow(msgspec.Struct):
    """A script's points: on having entered each state, and after an answer or none.

    `reads` are the places at which the script itself reads a slot: state, what reads, slot, point.
    """

    entered: dict[str, Point] = msgspec.field(default_factory=dict)
    answered: dict[str, Point] = msgspec.field(default_factory=dict)
    reads: list[tuple[str, str, str, Point]] = msgspec.field(default_factory=list)


def flow(script: Script, given: Point, touched: Touched) -> Flow:
    """Follow every way through a script that begins at a point."""
    arriving: dict[str, Point] = {script.start: given}
    ahead = [script.start]
    while ahead:
        name = ahead.pop()
        for target, point in _onward(script, name, arriving[name], touched):
            known = arriving.get(target)
            met = point.joined(known)
            if met != known:
                arriving[target] = met
                ahead.append(target)
    found = Flow()
    for name, point in arriving.items():
        _note(script.states[name], name, point, touched, found)
    return found


def _note(state: State, name: str, arriving: Point, touched: Touched, found: Flow) -> None:
    """Note the points of a state, and what it reads there."""
    entered = found.entered[name] = _entered(state, arriving, touched)
    answered = found.answered[name] = _answered(state, entered)
    found.reads += [(name, f"copy '{to}'", slot, arriving) for to, slot in state.copy.items()]
    if state.call:
        given = state.call.give.values()
        found.reads += [(name, f"call of '{state.call.script}'", slot, entered) for slot in given]
    if state.skip_when:
        found.reads.append((name, f"'{state.skip_when}'", _parsed(state.skip_when)[2], arriving))
    for each in state.offers:
        if each.when:
            found.reads.append((name, f"'{each.when}'", _parsed(each.when)[2], entered))
    after = answered.perhaps(*arriving.maybe) if state.skip_when else answered
    after = after.perhaps(*state.call.take) if state.call else after
    for arrow in state.arrows:
        if arrow.when:
            found.reads.append((name, f"'{arrow.when}'", _parsed(arrow.when)[2], after))


def _onward(
    script: Script, name: str, arriving: Point, touched: Touched
) -> Iterator[tuple[str, Point]]:
    """Where each way out of a state leads, and the point at which it arrives there."""
    state = script.states[name]
    here: Point | None = arriving
    if state.skip_when:
        passing = refined(arriving, state.skip_when, holds=True)
        if passing is not None:
            yield from _out(state, passing, answered=False)
        here = refined(arriving, state.skip_when, holds=False)
    if here is None:
        return
    entered = _entered(state, here, touched)
    if not state.ask:
        taken = state.call.take if state.call else ()
        yield from _out(state, entered.perhaps(*taken), answered=False)
        return
    yield from _out(state, _answered(state, entered), answered=True)
    if state.skip == "yes":
        skipped = entered.emptied(state.slot) if state.slot else entered
        yield from _out(state, skipped, answered=False)


def _out(state: State, point: Point, *, answered: bool) -> Iterator[tuple[str, Point]]:
    left: Point | None = point
    for arrow in state.arrows:
        if left is None:
            return
        if arrow.pick and not answered:
            continue
        taken = refined(left, arrow.when, holds=True) if arrow.when else left
        if taken is not None:
            yield arrow.to, taken
        if not arrow.pick:
            left = refined(left, arrow.when, holds=False) if arrow.when else None


def refined(point: Point, words: str, *, holds: bool) -> Point | None:
    """What is known where a guard holds or does not; None where that can't be."""
    turned, name, slot = _parsed(words)
    holds = holds is not turned
    if not holds and name not in TELLING:
        return point
    if holds is (name != LACKS):
        return point.filled(slot) if slot in point.maybe else None
    return None if slot in point.sure else point.emptied(slot)


def _parsed(words: str) -> tuple[bool, str, str]:
    turned = words.startswith("not ")
    name, slot, *_ = words.removeprefix("not ").split()
    return turned, name, slot


def _entered(state: State, point: Point, touched: Touched) -> Point:
    """After what a state does on entering, in the order in which it does it."""
    for to, source in state.copy.items():
        if source in point.sure:
            point = point.filled(to)
        elif source in point.maybe:
            point = point.perhaps(to)
            point = point._replace(fine=point.fine | ({to} if source in point.fine else set()))
    point = point.emptied(*state.clear)
    if state.anew == "yes":
        point = Point(frozenset(), frozenset(), frozenset())
    point = point.filled(*state.compose)
    return point.trusted(touched(state.study)) if state.study else point


def _answered(state: State, point: Point) -> Point:
    if not state.ask:
        return point
    answered = point.filled(state.slot) if state.slot else point
    # What the words do not say besides is emptied.
    return answered.emptied(*state.fills).perhaps(*state.fills) if state.fills else answered

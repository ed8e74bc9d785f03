"""Bring a place in an older version of a script to the script as it is now."""

from collections.abc import Mapping

from dialogs.machine import Compiled
from dialogs.script import Renames
from dialogs.session import Place, Session, Step, Value


def bring_up_to_date(session: Session, scripts: Mapping[str, Compiled]) -> bool:
    """Rename what was renamed; tell whether the session has to be entered anew.

    That is so when some place had to go back to a start, or stands where nothing is asked now.

    Nothing that was said is dropped: slots that the script no longer has stay in the place.
    A place in a script that is gone is taken off the stack, unless it is the only one; then
    the stack is left empty.
    """
    session.stack = [place for place in session.stack if place.script in scripts]
    moved = [_move(place, scripts[place.script]) for place in session.stack]
    return any(moved) or not _asks(session, scripts)


def _asks(session: Session, scripts: Mapping[str, Compiled]) -> bool:
    """Whether a question stands, or nothing does."""
    if not session.stack:
        return True
    place = session.place
    return scripts[place.script].script.states[place.state].ask is not None


def _move(place: Place, compiled: Compiled) -> bool:
    script = compiled.script
    if place.version != script.version:
        _rename(place, compiled)
    place.trail = [step for step in place.trail if step.state in script.states]
    if place.state in script.states:
        return False
    place.state, place.misses, place.picking = script.start, 0, []
    return True


def _rename(place: Place, compiled: Compiled) -> None:
    renames = compiled.script.renames
    place.version = compiled.script.version
    place.state = _follow(renames.states, place.state)
    place.slots = {_follow(renames.slots, slot): value for slot, value in place.slots.items()}
    _rename_picks(place.slots, renames)
    for step in place.trail:
        step.state = _follow(renames.states, step.state)
        step.before = {_follow(renames.slots, slot): old for slot, old in step.before.items()}
        _rename_picks(step.before, renames)
    place.trail = _still_asked(place.trail, compiled)


def _still_asked(trail: list[Step], compiled: Compiled) -> list[Step]:
    """The way back without questions that another script asks now.

    What their answers filled is emptied with the answer before them.
    """
    kept: list[Step] = []
    for step in trail:
        state = compiled.script.states.get(step.state)
        if state is None or state.ask or step.inside:
            kept.append(step)
        elif kept:
            for slot, old in step.before.items():
                kept[-1].before.setdefault(slot, old)
    return kept


def _rename_picks(slots: Mapping[str, Value | None], renames: Renames) -> None:
    for slot, picks in renames.picks.items():
        value = slots.get(slot)
        if value is not None:
            value.pick = _follow(picks, value.pick)
            value.picks = [_follow(picks, each) for each in value.picks]


def _follow(names: Mapping[str, str], name: str) -> str:
    """The newest name; a chain of renames is followed, a ring is not."""
    seen: set[str] = set()
    while name in names and name not in seen:
        seen.add(name)
        name = names[name]
    return name

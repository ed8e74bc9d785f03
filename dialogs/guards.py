"""Guards: named questions about the slots that decide which way a dialog goes.

A script names one as words, the name first: `has back_at`, `picked need recharge`. `not`
turns it round.
"""

from collections.abc import Callable

from dialogs.hearing.times import read_length, read_moment
from dialogs.session import Slots, Value

Guard = Callable[[Slots], bool]


def has(slots: Slots, slot: str) -> bool:
    """Whether a slot is filled."""
    return slot in slots


def lacks(slots: Slots, slot: str) -> bool:
    """Whether a slot is empty."""
    return slot not in slots


def picked(slots: Slots, slot: str, choice: str) -> bool:
    """Whether this choice was picked for a slot, alone or among several."""
    value = slots.get(slot)
    return value is not None and is_pick(value, choice)


def is_pick(value: Value, choice: str) -> bool:
    """Whether an answer is a choice, alone or among several; "yes" and "no" are choices too."""
    if value.yes is not None:
        return choice == ("yes" if value.yes else "no")
    return value.pick == choice or choice in value.picks


def lacks_time(slots: Slots, slot: str) -> bool:
    """Whether the words in a slot name no length and no moment."""
    value = slots.get(slot)
    return value is not None and not (read_length(value.said) or read_moment(value.said))


def timed(slots: Slots, slot: str) -> bool:
    """Whether an answer tells a moment or a length to the minute."""
    value = slots.get(slot)
    return value is not None and bool(value.at or value.number)


def several(slots: Slots, slot: str) -> bool:
    """Whether an answer may mean two things or more."""
    value = slots.get(slot)
    return value is not None and len(value.picks) > 1


def third(slots: Slots, slot: str) -> bool:
    """Whether an answer may mean three things."""
    value = slots.get(slot)
    return value is not None and len(value.picks) > 2


GUARDS: dict[str, Callable[..., bool]] = {
    each.__name__: each for each in (has, lacks, picked, lacks_time, timed, several, third)
}
ARGUMENTS = dict.fromkeys(GUARDS, 1) | {"picked": 2}


def guard(words: str) -> Guard:
    """Compile a guard as a script names it; raises ValueError with what is wrong."""
    turned = words.split()[:1] == ["not"]
    name, *arguments = (words.split()[1:] if turned else words.split()) or [""]
    function = GUARDS.get(name)
    if function is None:
        raise ValueError(f"no guard '{name}'; there are {', '.join(sorted(GUARDS))}")
    if len(arguments) != ARGUMENTS[name]:
        raise ValueError(f"the guard '{name}' takes {ARGUMENTS[name]} word(s) after its name")
    return lambda slots: bool(function(slots, *arguments)) is not turned

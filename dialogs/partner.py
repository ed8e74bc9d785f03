"""The scripted partner of a rehearsal: a mood, and what a line does to it.

What moves whom, and why, stands in partner.yaml, where anybody can check it.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec
import yaml
from transitions import Machine

from dialogs.hearing.heard import MOVES
from dialogs.tries import Try, bare

FILE: Final = Path(__file__).parent / "partner.yaml"

Mood = Literal["at_ease", "wondering", "hurt", "defensive", "shut_down", "reassured"]
Effect = Literal["soothes", "eases", "nears", "leaves", "jars", "hurts", "provokes", "shuts"]
Manner = Literal["loud", "curt", "long"]
HELPS: Final[frozenset[Effect]] = frozenset({"soothes", "eases", "nears"})
WORST_FIRST: Final[tuple[Effect, ...]] = ("shuts", "hurts", "provokes", "jars")
KIND: Final = frozenset({"reassurance", "acknowledge", "return"})
LONG: Final = 55
OTHERS: Final = "others"


class Cause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a harm or a manner does to a temperament, and why."""

    effect: Effect
    why: str


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Moves that do something to a temperament once all are said, and why.

    With `again` they do so when said a second time, too.
    """

    heard: list[str]
    effect: Effect
    why: str
    again: bool = False

    @property
    def note(self) -> str:
        """The name of the margin note that tells of it."""
        return "_".join(self.heard)


class Temperament(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody one could live with: where their mood begins, and what moves it."""

    who: str
    begins: Mood
    moves: list[Rule]
    harms: dict[str, Cause]
    manners: dict[Manner, Cause] = msgspec.field(default_factory=dict)


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that moves a partner: the heights of the moods, the effects, the temperaments."""

    moods: dict[Mood, int]
    effects: dict[Effect, dict[Mood, Mood | dict[str, Mood]]]
    curt: list[str]
    sorry: list[str]
    plain_sorry: list[str]
    temperaments: dict[str, Temperament]


class Partner:
    """The model that the one machine moves: who it is, and their mood."""

    __slots__ = ("state", "temperament")

    def __init__(self, temperament: str, mood: Mood) -> None:
        self.temperament = temperament
        self.state: Mood = mood

    def is_one(self, *temperaments: str) -> bool:
        """Whether the partner is of one of these temperaments."""
        return self.temperament in temperaments


class Reaction(msgspec.Struct, frozen=True):
    """What a line did: its effect, the margin note that tells why, and the words it quotes."""

    effect: Effect
    note: str
    quote: str = ""


def _read(file: Path) -> Table:
    return msgspec.convert(yaml.safe_load(file.read_text(encoding="utf-8")), Table)


def _arrows(table: Table) -> list[dict[str, object]]:
    """Every way from mood to mood, with the condition on the temperament where there is one."""
    arrows: list[dict[str, object]] = []
    for effect, ways in table.effects.items():
        for mood, to in ways.items():
            for who, dest in _ways(to).items():
                arrow: dict[str, object] = {"trigger": effect, "source": mood, "dest": dest}
                if who != OTHERS:
                    arrow["conditions"] = _only(who)
                arrows.append(arrow)
    return arrows


def _ways(to: Mood | dict[str, Mood]) -> Mapping[str, Mood]:
    """The destinations by temperament, that of all the others last."""
    if isinstance(to, str):
        return {OTHERS: to}
    return dict(sorted(to.items(), key=lambda way: way[0] == OTHERS))


def _only(who: str) -> object:
    return lambda partner: partner.is_one(who)


TABLE: Final = _read(FILE)
MOODS: Final = tuple(TABLE.moods)
TEMPERAMENTS: Final = tuple(TABLE.temperaments)
# One machine for everybody: no model is added to it, a partner is handed in for each step.
MACHINE: Final = Machine(
    model=None,
    states=list(MOODS),
    initial="at_ease",
    auto_transitions=False,
    send_event=False,
    transitions=_arrows(TABLE),
)


def height(mood: Mood) -> int:
    """How well a mood stands, from 0, shut down, to 4, reassured."""
    return TABLE.moods[mood]


def moved(temperament: str, mood: Mood, effect: Effect) -> Mood:
    """The mood that an effect leads to."""
    partner = Partner(temperament, mood)
    MACHINE.events[effect].trigger(partner, partner)
    return partner.state


def manner_of(text: str) -> Manner | None:
    """How a line is said, where that stands out: loud, curt or at length."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)
    if " ".join(words).lower().replace("’", "'") in TABLE.curt:
        return "curt"
    if len(words) > LONG:
        return "long"
    shouted = sum(len(word) > 2 and word.isupper() for word in words)
    return "loud" if "!!" in text or (shouted > 2 and shouted * 2 >= len(words)) else None


@cache
def softened(temperament: str) -> frozenset[Mood]:
    """The moods, short of ease, that somebody comes up into: they sound softer then."""
    rises = {
        now
        for effect in TABLE.effects
        for mood in MOODS
        if height(now := moved(temperament, mood, effect)) > height(mood)
    }
    return frozenset(mood for mood in rises if height(mood) < height("at_ease"))


def moves_in(line: Try) -> dict[str, str]:
    """Every move that holds in a line, with its words where they are clear.

    A feeling counts only where it hides no judgement of the partner.
    """
    held = line.has if "feeling" in line.moves else line.has - {"feeling"}
    return {label: line.moves.get(label, "") for label in MOVES if label in held}


def is_sorry(text: str) -> bool:
    """Whether a line takes back what was said before it."""
    words = bare(text.replace("’", "'"))
    return any(f" {each} " in f" {words} " for each in TABLE.sorry)


def fairly_heard(line: Try) -> Try:
    """The line without a plain sorry among its harms."""
    return msgspec.structs.replace(
        line, harms=_but_sorry(line.harms), doubts=_but_sorry(line.doubts)
    )


def _but_sorry(harms: dict[str, str]) -> dict[str, str]:
    plain = set(TABLE.plain_sorry)
    return {
        harm: words
        for harm, words in harms.items()
        if harm != "self_blame" or not set(bare(words).split()) <= plain
    }


def react(
    temperament: str,
    line: Try,
    known: frozenset[str],
    *,
    echo: bool = False,
    after_harm: bool = False,
) -> Reaction:
    """What a line does to somebody who knows already what was said before.

    `known` are the moves said since the last harm; `echo` tells that the very same line was
    said before, `after_harm` that the one before it landed badly. A harm comes before all
    else, then what may be one, then how it is said.
    """
    who = TABLE.temperaments[temperament]
    if line.harms:
        return _harmed(who, line)
    if line.doubts:
        return Reaction("leaves", "doubt", next(iter(line.doubts.values())))
    moves = moves_in(line) | ({"sorry": ""} if after_harm and is_sorry(line.text) else {})
    manner = manner_of(line.text)
    if manner in who.manners and (manner == "long" or not moves):
        return Reaction(who.manners[manner].effect, manner)
    for rule in who.moves:
        new = [label for label in rule.heard if label in moves]
        fresh = set(new) - known or (rule.again and new and not echo)
        if fresh and set(rule.heard) <= moves.keys() | known:
            return Reaction(rule.effect, rule.note, moves[new[0]])
    return Reaction("leaves", "again" if moves.keys() & known else "open")


def _harmed(who: Temperament, line: Try) -> Reaction:
    worst = min(line.harms, key=lambda harm: WORST_FIRST.index(who.harms[harm].effect))
    effect = who.harms[worst].effect
    drowned = line.has & KIND and effect != "shuts"
    return Reaction(effect, "mixed" if drowned else worst, line.harms[worst])

"""The studies of a rehearsal: what a line does to the partner, and what turned their mood.

Slots: `mood` (pick), `turns` (picks: every standing line's turn as JSON, oldest first),
`tried` (how many lines were tried in all, also those taken back), `note` (the words that the
margin note quotes), `outcome` (how it ended), `turned` (the line that moved the mood most, and
why as its pick) and `best` (the line worth keeping). `line` is empty once it was heard.
"""

from typing import Final, Literal

import msgspec

from dialogs.findings import Findings, Study
from dialogs.hearing.heard import Hearing
from dialogs.partner import (
    HELPS,
    MOODS,
    TABLE,
    TEMPERAMENTS,
    Effect,
    Mood,
    fairly_heard,
    height,
    moved,
    moves_in,
    react,
    softened,
)
from dialogs.session import Slots, Value
from dialogs.tries import bare, cut, read_try

ROUNDS: Final = 8
TRIED: Final = 16
SILENCES: Final = 2
QUOTED: Final = 40
LINE_SHOWN: Final = 160
# Moods that outlast a line which did no harm and did not help either.
LINGERS: Final[tuple[Mood, ...]] = ("hurt", "defensive")
UNMOVED: Final = ("open", "again", "almost", "doubt", "long")
Outcome = Literal["", "reassured", "at_ease", "shut_down", "enough"]


class Turn(msgspec.Struct, frozen=True, array_like=True):
    """One line and what it did: the moods before and after, why, and the moves that were new."""

    line: str
    was: Mood
    now: Mood
    effect: Effect
    note: str
    quote: str
    moves: list[str]

    @property
    def gain(self) -> int:
        """How far the mood went up (below 0: down)."""
        return height(self.now) - height(self.was)

    @property
    def harms(self) -> bool:
        """Whether the line landed badly."""
        return self.effect not in HELPS and self.effect != "leaves"


def begin(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """The partner speaks first; nothing has been said to them yet."""
    temperament = _temperament(slots)
    mood = Value(pick=TABLE.temperaments[temperament].begins)
    empty = ("turns", "line", "note", "outcome", "turned", "best")
    return Findings(
        [f"open_{temperament}"],
        {"mood": mood, "tried": Value(number=0)} | dict.fromkeys(empty),
    )


def hear_line(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """The partner answers a line in their mood, with a note on why it moved or did not."""
    turns, temperament = turns_of(slots), _temperament(slots)
    turn = _turn(slots["line"].said, turns, temperament, _mood(slots, turns), hearing)
    turns = [*turns, turn]
    tried = (_number(slots, "tried")) + 1
    outcome = outcome_of(turns, tried)
    told = [] if outcome in ("reassured", "at_ease") else [f"note_{turn.note}"]
    return Findings(
        [_reply(temperament, turn), *told],
        {
            **_standing(turns, temperament),
            "tried": Value(number=tried),
            "outcome": Value(pick=outcome) if outcome else None,
        },
    )


def take_back(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """The last line was never said: all stands as it stood before it, but for `tried`."""
    turns, temperament = turns_of(slots)[:-1], _temperament(slots)
    return Findings(["taken_back"], {**_standing(turns, temperament), "outcome": None})


def close(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """How it ended, what turned the mood, and the line worth keeping, if there is one."""
    turns = turns_of(slots)
    outcome = slots["outcome"].pick if "outcome" in slots else "stopped"
    up = sum(turn.gain for turn in turns) >= 0
    best = turning(turns, up=True)
    turned = best if up and best else turning(turns, up=False) or best
    said = [f"close_{outcome}"]
    if turned is not None:
        said.append("turned_up" if turned.gain > 0 else "turned_down")
    well = outcome in ("reassured", "at_ease")
    if well and not any("need" in turn.moves for turn in turns):
        said.append("left_unsaid")
    line = Value(said=_shown(turned.line), pick=turned.note) if turned else None
    found = Value(said=best.line) if best else None
    return Findings(said, {"turned": line, "best": found})


def _reply(temperament: str, turn: Turn) -> str:
    reply = f"reply_{temperament}_{turn.now}"
    if turn.gain > 0 and turn.now in softened(temperament):
        return f"{reply}_softer"
    return f"{reply}_still" if turn.now in LINGERS and not turn.harms and not turn.gain else reply


def _shown(line: str) -> str:
    return line if len(line) <= LINE_SHOWN else f"{cut(line, LINE_SHOWN)} …"


def turns_of(slots: Slots) -> list[Turn]:
    """The lines that stand, oldest first."""
    kept = slots["turns"].picks if "turns" in slots else []
    return [msgspec.json.decode(each, type=Turn) for each in kept]


def _standing(turns: list[Turn], temperament: str) -> dict[str, Value | None]:
    """The slots that follow from the lines that stand, and from nothing else."""
    kept = [msgspec.json.encode(turn).decode() for turn in turns]
    mood = turns[-1].now if turns else TABLE.temperaments[temperament].begins
    return {
        "mood": Value(pick=mood),
        "turns": Value(picks=kept) if turns else None,
        "line": None,
        "note": Value(said=turns[-1].quote) if turns else None,
    }


def _turn(text: str, turns: list[Turn], temperament: str, mood: Mood, hearing: Hearing) -> Turn:
    line = fairly_heard(read_try(text, hearing.hear(text)))
    echo = bare(text) in {bare(turn.line) for turn in turns}
    reaction = react(
        temperament,
        line,
        _known(turns),
        echo=echo,
        after_harm=bool(turns) and turns[-1].harms,
    )
    now = moved(temperament, mood, reaction.effect)
    note = reaction.note
    if reaction.effect in HELPS and now == mood:
        note = "almost"
    quote = cut(_with_i(reaction.quote, text) or text.strip(), QUOTED)
    moves = [] if line.harms else list(moves_in(line))
    return Turn(text, mood, now, reaction.effect, note, quote, moves)


def _with_i(quote: str, text: str) -> str:
    """The quote with the "I" that stands before it: "know you're tired" alone reads oddly."""
    before = text.partition(quote)[0] if quote else ""
    return f"I {quote}" if before.lower().split(" ")[-2:-1] == ["i"] else quote


def _known(turns: list[Turn]) -> frozenset[str]:
    """What was said and taken in since the last line that landed badly."""
    known = set[str]()
    for turn in turns:
        if turn.harms:
            known = set()
        elif turn.note not in ("almost", "doubt", "long"):
            known |= set(turn.moves)
    return frozenset(known)


def outcome_of(turns: list[Turn], tried: int) -> Outcome:
    """How it has ended; "" while it goes on."""
    last = turns[-1]
    if last.now == "reassured":
        return "reassured"
    settled = [turn.now for turn in turns[-2:]] == ["at_ease", "at_ease"]
    if settled and any(turn.effect in HELPS for turn in turns):
        return "at_ease"
    silenced = [turn for turn in turns if turn.harms and turn.effect != "jars"]
    if sum(turn.now == "shut_down" for turn in silenced) >= SILENCES:
        return "shut_down"
    return "enough" if len(turns) >= ROUNDS or tried >= TRIED else ""


def turning(turns: list[Turn], *, up: bool) -> Turn | None:
    """The line that moved the mood most, in that direction; the fullest, latest of equals."""
    moving = [turn for turn in turns if (turn.gain > 0 if up else turn.gain < 0)]
    return max(reversed(moving), key=lambda turn: (abs(turn.gain), len(turn.moves)), default=None)


def _temperament(slots: Slots) -> str:
    return slots["temperament"].pick if "temperament" in slots else TEMPERAMENTS[0]


def _mood(slots: Slots, turns: list[Turn]) -> Mood:
    return turns[-1].now if turns else TABLE.temperaments[_temperament(slots)].begins


def _number(slots: Slots, slot: str) -> int:
    return (slots[slot].number or 0) if slot in slots else 0


def notes() -> tuple[str, ...]:
    """The name of every margin note that a line can lead to."""
    whos = TABLE.temperaments.values()
    found = [rule.note for who in whos for rule in who.moves]
    found += [each for who in whos for each in (*who.harms, *who.manners)]
    return tuple(dict.fromkeys([*found, "mixed", *UNMOVED]))


PROMPTS: Final[tuple[str, ...]] = (
    *(f"open_{who}" for who in TEMPERAMENTS),
    *(f"reply_{who}_{mood}" for who in TEMPERAMENTS for mood in MOODS),
    *(f"reply_{who}_{mood}_softer" for who in TEMPERAMENTS for mood in sorted(softened(who))),
    *(f"reply_{who}_{mood}_still" for who in TEMPERAMENTS for mood in LINGERS),
    *(f"note_{note}" for note in notes()),
    *(f"close_{how}" for how in ("reassured", "at_ease", "shut_down", "enough", "stopped")),
    *("turned_up", "turned_down", "left_unsaid", "taken_back"),
)

PARTNER_STUDIES: Final[dict[str, Study]] = {
    "rehearse_begin": begin,
    "rehearse_line": hear_line,
    "rehearse_take_back": take_back,
    "rehearse_close": close,
}

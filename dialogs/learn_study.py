"""The reading cards: one of a theme, not read of late, or the one that answers a question."""

import random
from typing import Final

from dialogs.findings import Findings
from dialogs.hearing.heard import Hearing
from dialogs.session import Slots, Value
from dialogs.shelf import Theme, likely, shelf, tells_nothing

PROMPTS: Final = ("no_card", "no_card_near")
SURPRISE: Final = "surprise"
# Below the bar a card answers another question; a rival that comes this near is offered too.
BAR: Final = 0.33
NEARLY: Final = 0.7
# A theme with a card that answers at least this much may be what was meant.
NEAR: Final = 0.17
OFFERED: Final = 3
READ_AT_MOST: Final = 60


def find_card(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """The card for a tapped theme or for a question in the person's words, or the nearest themes."""
    wish = slots["theme"] if "theme" in slots else Value(pick=SURPRISE)
    if wish.pick or tells_nothing(wish.said):
        return Findings(slots={**_none_but(), "card": Value(pick=_fresh(wish.pick, slots))})
    found = [(card, score) for card, score in likely(wish.said) if score >= NEAR]
    if not found or found[0][1] < BAR:
        return _no_card([shelf().cards[card].theme for card, _ in found])
    best = found[0][1]
    rivals = [card for card, score in found[1:OFFERED] if score >= NEARLY * best]
    second, third = [*map(_pick, rivals), None, None][:2]
    return Findings(slots={"card": _pick(found[0][0]), "second": second, "third": third})


def open_card(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """What goes with the card in hand: its theme, where it leads, and that it has been read."""
    name = slots["card"].pick
    card = shelf().cards[name]
    read = [each for each in _read(slots) if each != name]
    return Findings(
        slots={
            "theme": Value(pick=card.theme),
            "way": Value(pick=card.script),
            "kind": Value(pick=card.kind) if card.kind else None,
            "read": Value(picks=[*read, name][-READ_AT_MOST:]),
        }
    )


def _no_card(themes: list[Theme]) -> Findings:
    near = list(dict.fromkeys(themes))[:OFFERED]
    return Findings(
        ["no_card_near" if near else "no_card"],
        {
            **_none_but(),
            "theme": None,
            "near": Value(picks=list(near)) if near else None,
        },
    )


def _none_but() -> dict[str, Value | None]:
    """Nothing found before counts any more."""
    return dict.fromkeys(("card", "second", "third", "near"))


def _pick(card: str) -> Value:
    return Value(pick=card)


def _fresh(theme: str, slots: Slots) -> str:
    """A card of a theme, or of any, that was not read lately; else the one read longest ago."""
    read, cards = _read(slots), shelf().cards
    # Cards on danger come to those who ask for them.
    anyhow = [name for name, card in cards.items() if not card.kind]
    here = [name for name, card in cards.items() if card.theme == theme] or anyhow
    unread = [name for name in here if name not in read]
    if not unread:
        return min(here, key=read.index)
    if cards[unread[0]].kind:
        return unread[0]
    drawn = slots["draw"].number or 0 if "draw" in slots else 0
    return random.Random(f"{drawn}/{len(read)}").choice(unread)


def _read(slots: Slots) -> list[str]:
    return slots["read"].picks if "read" in slots else []


LEARN_STUDIES = {"find_card": find_card, "open_card": open_card}

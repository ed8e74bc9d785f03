"""The deck: which question is asked tonight, fitted to the day and never one of late."""

import random
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from dialogs.findings import Findings
from dialogs.hearing.heard import Hearing
from dialogs.session import Slots, Value

FILE = Path(__file__).parent / "deck.yaml"
HARD, GOOD = 2, 4
# So many evenings back a theme weighs on the choice of the next.
THEMES_OF_LATE = 9

Theme = Literal[
    "me", "you", "us", "space", "closeness", "gratitude", "boundaries", "repair", "play"
]


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question's place in the deck; its words stand among the prompts, by its id.

    `day` is the kind of day that it fits, `needs` who must be there for it: nobody, a partner,
    or one who lives with the person.
    """

    theme: Theme
    day: Literal["any", "hard", "good"] = "any"
    needs: Literal["", "partner", "together"] = ""


@cache
def deck() -> Mapping[str, Card]:
    """All cards by id; raises msgspec.ValidationError for a deck that is none."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=dict[str, Card])


def draw(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Draw tonight's question: one that fits, of the themes the one that rested longest."""
    late = slots["asked"].picks if "asked" in slots else []
    night = slots["night"].number or 0 if "night" in slots else 0
    cards = {each: card for each, card in deck().items() if _fits(card, slots)}
    fresh = [each for each in cards if each not in late] or sorted(cards, key=late.index)[:1]
    asked = Counter(deck()[each].theme for each in late[-THEMES_OF_LATE:] if each in deck())
    rested = min(asked[cards[each].theme] for each in fresh)
    best = sorted(each for each in fresh if asked[cards[each].theme] == rested)
    # The same evening draws the same card, however often it is begun.
    card = random.Random(f"{night}/{len(late)}/{late[-1:]}").choice(best)
    return Findings(slots={"question": Value(pick=card)})


def _fits(card: Card, slots: Slots) -> bool:
    living = slots["living"].pick if "living" in slots else ""
    if (card.needs and living == "alone") or (card.needs == "together" and living != "together"):
        return False
    told = [slots[each].number for each in ("room", "close") if each in slots]
    points = [each for each in told if each is not None]
    if points and min(points) <= HARD:
        return card.day == "hard" or (card.day == "any" and card.theme != "gratitude")
    if points and min(points) >= GOOD:
        return card.day != "hard"
    return card.day == "any"


DECK_STUDIES = {"deck": draw}

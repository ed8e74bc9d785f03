"""The labels that the ear knows, in the order in which its models give their scores.

The topics it knows stand with the models: they are those that the data had.
"""

from typing import Final

from dialogs.hearing.heard import HARMS, MOVES, Risk

LABELS: Final = MOVES + HARMS
NONE: Final = "none"
RISKS: Final[tuple[Risk, ...]] = (
    "none",
    "self_harm",
    "abuse_victim",
    "harm_to_others",
    "partner_at_risk",
)

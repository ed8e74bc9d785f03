"""The labels that the ear knows, in the order in which its models give their scores."""

from typing import Final

from dialogs.hearing.heard import HARMS, MOVES, Risk

LABELS: Final = MOVES + HARMS
TOPICS: Final = (
    "ask_for_space",
    "practice",
    "partner_needs_space",
    "boundary",
    "ritual",
    "my_own_life",
    "balance",
    "security",
    "repair",
    "reflection",
    "learn",
    "progress",
    "schedule",
    "privacy",
    "help",
    "none",
)
RISKS: Final[tuple[Risk, ...]] = (
    "none",
    "self_harm",
    "abuse_victim",
    "harm_to_others",
    "partner_at_risk",
)

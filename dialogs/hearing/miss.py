"""Why somebody's own words do not fit a slot."""

from typing import Literal

import msgspec

Reason = Literal[
    "empty",
    "emoji",
    "too_long",
    "question",
    "unclear",
    "choice_only",
    "no_time",
    "no_place",
    "range",
    "yes_no",
]
Forms = dict[str, str]


class Miss(msgspec.Struct, frozen=True):
    """Words that do not fit a slot, and the reason."""

    reason: Reason

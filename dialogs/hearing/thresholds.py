"""What training chose: the topics, and from which score on something counts as heard."""

from pathlib import Path

import msgspec

from dialogs.errors import HearingError


class Thresholds(msgspec.Struct, frozen=True):
    """The bars that training chose; scores run from 0 to 1.

    `topics` are those that the models know, in the order of their scores, with "none" the last
    of them; `labels` by label; `strict` by harm, for what the coach speaks of; `soft` and `strong` for
    danger; `off_topic` for the topic "none".
    """

    topics: tuple[str, ...]
    labels: dict[str, float]
    strict: dict[str, float]
    soft: float
    strong: float
    off_topic: float


def load_thresholds(file: Path) -> Thresholds:
    """The bars in a JSON file; raises HearingError where there is none that can be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Thresholds)
    except (OSError, msgspec.MsgspecError) as error:
        raise HearingError(file, str(error)) from error

"""A message cut into tokens, each with its place in the text."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from dialogs.errors import HearingError

# Signs that phones write by themselves; one sign for one sign, so that offsets hold.
_PLAIN = str.maketrans(
    dict.fromkeys("’‘ʼ´`′＇", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-")
)
_UNSEEN = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True)
class Tokens:
    """The tokens of a message, its two frame tokens among them, which have an empty place.

    `ids` are the vocabulary's numbers; `offsets` are start and end in code points.
    """

    ids: list[int]
    offsets: list[tuple[int, int]]


class Cutter:
    """Cuts messages into tokens; `file` is a tokenizer's JSON file, else HearingError."""

    def __init__(self, file: Path) -> None:
        self._tokenizer = _read(file)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def cut(self, text: str) -> Tokens:
        """All tokens of a text of any length."""
        encoding = self._tokenizer.encode(_UNSEEN.sub("\ufffd", text.translate(_PLAIN)))
        return Tokens(list(encoding.ids), list(encoding.offsets))


def _read(file: Path) -> Tokenizer:
    try:
        text = file.read_text(encoding="utf-8")
        json.loads(text)
        return Tokenizer.from_str(text)
    except (OSError, ValueError) as error:
        raise HearingError(file, str(error)) from error

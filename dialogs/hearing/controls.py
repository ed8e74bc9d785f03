"""Limits that do not hold the one who sets them but the life of the other one."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from dialogs.plain_yaml import LOADER

FOLDER = Path(__file__).parent
DEFAULT_LANGUAGE = "en"
_NO_SIGN = str.maketrans(dict.fromkeys("'’‘ʼ`´"))
_GAP = re.compile(r"\s+")
# One way of writing for "she's", "shes" and "she is".
_SHORT = {
    re.compile(r"\b(you|they|we)re\b"): r"\1 are",
    re.compile(r"\b(he|she)s\b"): r"\1 is",
    re.compile(r"\bim\b"): "i am",
    re.compile(r"\bive\b"): "i have",
    re.compile(r"(^|\b(?:then|and|or) )ill\b"): r"\1i will",
    re.compile(r"\b(you|they)ll\b"): r"\1 will",
}
_END = re.compile(r"[.!?;\n]+(?:\s|$)")
# What one of these names stands for may hold others: they are filled in from the outside in.
_DEPTH = 3

Direction = Literal["mine", "theirs"]


class Control(msgspec.Struct, frozen=True):
    """Words that decide about somebody else's life: the kind, and the sentence as typed."""

    kind: str
    said: str


class _Words(msgspec.Struct, frozen=True):
    kinds: dict[str, list[str]]
    fair: list[str]
    pieces: dict[str, str]
    directions: dict[Direction, dict[str, str]]


def find_control(
    text: str, direction: Direction = "mine", language: str = DEFAULT_LANGUAGE
) -> Control | None:
    """The first sentence that limits the other's life; None where each limits the speaker's own.

    `direction` tells whose rule it is: "mine" for what the person asks of a partner, "theirs"
    for what a partner asks of the person.
    """
    patterns, fair = _patterns(direction, language)
    for said in filter(None, map(str.strip, _END.split(text))):
        plain = _plain(said)
        for kind, pattern in patterns:
            found = pattern.search(plain)
            if found and not any(_is_fair(each, found.group(), plain) for each in fair):
                return Control(kind, said)
    return None


def _plain(said: str) -> str:
    plain = _GAP.sub(" ", said.translate(_NO_SIGN).lower())
    for short, long in _SHORT.items():
        plain = short.sub(long, plain)
    return plain


def _is_fair(doubt: str, found: str, plain: str) -> bool:
    return re.search(doubt.replace("FOUND", re.escape(found.strip())), plain) is not None


@cache
def _patterns(
    direction: Direction, language: str
) -> tuple[list[tuple[str, re.Pattern[str]]], list[str]]:
    words = _read(language)
    names = words.pieces | words.directions[direction]
    patterns = [
        (kind, re.compile(_filled(pattern, names)))
        for kind, all_ in words.kinds.items()
        for pattern in all_
    ]
    return patterns, [_filled(each, names) for each in words.fair]


def _filled(pattern: str, names: dict[str, str]) -> str:
    either = re.compile(rf"(?<![A-Z])(?:{'|'.join(names)})(?![A-Z])")
    for _ in range(_DEPTH):
        pattern = either.sub(lambda found: names[found[0]], pattern)
    return pattern


def _read(language: str) -> _Words:
    file = FOLDER / language / "controls.yaml"
    if not re.fullmatch(r"[a-z]{2,3}", language) or not file.is_file():
        file = FOLDER / DEFAULT_LANGUAGE / "controls.yaml"
    plain = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506
    pieces = {name: plain.pop(name) for name in list(plain) if name.isupper()}
    return msgspec.convert({**plain, "pieces": pieces}, _Words)

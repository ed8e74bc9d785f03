"""Danger said in plain words, which needs no model."""

import re
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec
import yaml

from dialogs.hearing.heard import Risk
from dialogs.plain_yaml import LOADER

_FILE = Path(__file__).parent / "en" / "danger.yaml"
_NO_SIGN = str.maketrans(dict.fromkeys("'’‘ʼ`´"))
_GAPS = re.compile(r"\s+")
_END = re.compile(r"[.!?;](?:\s|$)")
_AFTERTHOUGHT = 12


Weight = Literal["strong", "soft", "hint"]
_WEIGHTS = get_args(Weight)


class _Words(msgspec.Struct, frozen=True):
    kind: Risk
    tier: Weight
    says: list[str]


class _Danger(msgspec.Struct, frozen=True, rename={"they": "THEY", "one": "ONE"}):
    words: list[_Words]
    takes_back: list[str]
    they: str
    one: str


def explicit(text: str) -> tuple[Risk, Weight | None]:
    """The kind and weight of danger in words that speak for themselves and are not taken back.

    Strong and soft words are enough alone; hints also serve for fun, and want a second opinion.
    """
    plain = _GAPS.sub(" ", text.translate(_NO_SIGN).lower())
    patterns, doubts = _patterns()
    for kind, tier, pattern in patterns:
        for match in pattern.finditer(plain):
            near = _sentence(plain, match.start(), match.end())
            if not any(_doubted(doubt, near, match.group()) for doubt in doubts):
                return kind, tier
    return "none", None


def _sentence(plain: str, start: int, end: int) -> str:
    """The sentence around a place, and a word or two after it: a laugh may stand there."""
    before = max((found.end() for found in _END.finditer(plain, 0, start)), default=0)
    after = _END.search(plain, end)
    return plain[before : after.end() + _AFTERTHOUGHT] if after else plain[before:]


def _doubted(doubt: str, plain: str, found: str) -> bool:
    return re.search(doubt.replace("FOUND", re.escape(found)), plain) is not None


@cache
def _patterns() -> tuple[list[tuple[Risk, Weight, re.Pattern[str]]], list[str]]:
    stored = msgspec.convert(
        yaml.load(_FILE.read_text(encoding="utf-8"), Loader=LOADER),  # noqa: S506
        _Danger,
    )
    patterns = [
        (
            words.kind,
            words.tier,
            re.compile(says.replace("THEY", stored.they).replace("ONE", stored.one)),
        )
        for words in sorted(stored.words, key=lambda one: _WEIGHTS.index(one.tier))
        for says in words.says
    ]
    return patterns, stored.takes_back

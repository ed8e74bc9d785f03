"""Words about places in a language: what to leave out, short names, codes, names of zones."""

import re
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

import msgspec
import yaml

from dialogs.hearing.en.verbs import BASE
from dialogs.hearing.gazetteer import fold
from dialogs.plain_yaml import LOADER

FOLDER = Path(__file__).parent
_OFFSET = re.compile(
    r"(?:(?:utc|gmt|z)\s*)?([+\u2212-])\s*(1[0-4]|0?\d)(?:[:.]?([0-5]\d))?(?!\d)(?:\s*h(?:ou)?rs?)?"
)
_NAMED = re.compile(r"[a-z]+(?:/[a-z0-9_+-]+){1,2}", re.IGNORECASE)
_LARGEST = 14 * 60


class Words(msgspec.Struct, frozen=True):
    """The words about places of a language, as its places.yaml has them."""

    plain: str
    before: list[str]
    before_loosely: list[str]
    also: dict[str, str]
    codes: dict[str, list[str]]
    within: dict[str, list[str]]
    zones: dict[str, list[str]]
    also_zones: dict[str, list[str]]
    doubtful: list[str]
    offsets: dict[str, str]


@cache
def place_words(language: str) -> Words:
    """The words of a language, or the English ones where it has none."""
    known = re.fullmatch(r"[a-z]{2,3}", language) and (FOLDER / language / "places.yaml").is_file()
    file = FOLDER / (language if known else "en") / "places.yaml"
    return msgspec.convert(yaml.load(file.read_text("utf-8"), LOADER), Words)  # noqa: S506


@cache
def plain_words(language: str) -> frozenset[str]:
    """Words that are no part of a place's name, the common verbs among them."""
    return BASE | frozenset(place_words(language).plain.split())


@cache
def stretches(language: str) -> dict[str, tuple[str, str]]:
    """Parts of countries that keep one clock: the zone and the name as shown."""
    spoken = place_words(language).within
    return {fold(each): (zone, each.title()) for zone, all_ in spoken.items() for each in all_}


def named_zones(text: str, language: str) -> list[tuple[str, str]]:
    """The zones that a text names outright ("CET", "GMT+2", "Europe/Berlin"), each with a name."""
    return _iana(text) or _shifted(text, language) or _spoken(text, language)


def _iana(text: str) -> list[tuple[str, str]]:
    found = _NAMED.search(text.replace(" ", "_"))
    zone = _all_zones().get(found[0].strip("_").casefold()) if found else None
    return [(zone, zone)] if zone else []


@cache
def _all_zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def _shifted(text: str, language: str) -> list[tuple[str, str]]:
    low = text.casefold().strip(" .!?")
    cued = re.search(r"\b(?:utc|gmt)\s*[+\u2212-]", low)
    found = _OFFSET.match(low, cued.start()) if cued else _OFFSET.fullmatch(low)
    if not found:
        return []
    sign, hours, minutes = found.groups()
    away = int(hours) * 60 + int(minutes or 0)
    name = (
        f"UTC{'+' if sign == '+' else '-'}{int(hours)}{f':{minutes}' if int(minutes or 0) else ''}"
    )
    east = away if sign == "+" else -away
    if away % 60 == 0 and away <= _LARGEST - (120 if east < 0 else 0):
        return [(f"Etc/GMT{'-' if east > 0 else '+'}{away // 60}" if away else "Etc/UTC", name)]
    zone = place_words(language).offsets.get(str(east))
    return [(zone, name)] if zone else []


@cache
def _zone_names(language: str) -> dict[str, list[str]]:
    spoken = place_words(language)
    first = {fold(each): [zone] for zone, all_ in spoken.zones.items() for each in all_}
    return {each: [*zones, *spoken.also_zones.get(each, [])] for each, zones in first.items()}


def _spoken(text: str, language: str) -> list[tuple[str, str]]:
    """A zone by a name that is all there is, but for plain words before or after it."""
    known, drop = _zone_names(language), plain_words(language)
    words = fold(text).split()
    while words:
        phrase = " ".join(words)
        # Among other words "eat" is a zone only in capitals.
        doubtful = phrase in place_words(language).doubtful
        clear = not doubtful or phrase == fold(text) or phrase.upper() in text
        if clear and phrase in known:
            return [(zone, _shown(phrase)) for zone in known[phrase]]
        if words[0] not in drop and words[-1] not in drop:
            return []
        words = words[1:] if words[0] in drop else words[:-1]
    return []


def _shown(phrase: str) -> str:
    return phrase.upper() if len(phrase) <= 4 else phrase[:1].upper() + phrase[1:]

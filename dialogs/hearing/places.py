"""Places in free text, and the time zone of each: "near Leeds", "St Petersburg, Florida", "CET".

The places are GeoNames' (CC BY 4.0, which asks for a credit: "place names: GeoNames").
"""

from collections.abc import Iterable

import msgspec

from dialogs.hearing.gazetteer import CITY, COUNTRY, Row, country_names, peopled_zones
from dialogs.hearing.placespans import Span, best_spans
from dialogs.hearing.placewords import named_zones
from dialogs.hearing.zones import clock_of, zone_or_none

MOST = 3
LONGEST = 160
# A place that has this many times the people of another of its name is the one meant.
_CLEARLY = 12
_TOLD_APART = ("US", "CA", "AU", "GB")


class Found(msgspec.Struct, frozen=True):
    """A place somebody named: the name as shown, its zone, its country (ISO 3166, two letters).

    `people` is counted in the place; for a name of a zone, in the zone. `country` is "" for a
    zone that belongs to none.
    """

    name: str
    zone: str
    country: str
    population: int


def find_places(text: str, language: str = "en") -> list[Found]:
    """The places that a text may mean, best first: one when clear, up to three when not.

    Places whose clocks agree all year count as one. Empty when nothing was found; only the
    first 160 signs are read.
    """
    line = text[:LONGEST].strip()
    zones = named_zones(line, language)
    if zones:
        return _distinct(_named_zone(zone, name) for zone, name in zones)
    found = [_found(row) for row in _meant(best_spans(line, language))]
    return _distinct(each for each in found if zone_or_none(each.zone))


def _named_zone(zone: str, name: str) -> Found:
    people, country = peopled_zones().get(zone, (0, ""))
    return Found(name, zone, country, people)


def _distinct(all_: Iterable[Found]) -> list[Found]:
    """The first of each clock; where one has to be chosen, the second of the clock is named too."""
    clocks: dict[tuple[int, ...], list[Found]] = {}
    for each in all_:
        clocks.setdefault(clock_of(each.zone), []).append(each)
    several = list(clocks.values())[:MOST]
    if len(several) == 1:
        return several[0][:1]
    return [_with_second(*alike[:2]) for alike in several]


def _with_second(first: Found, second: Found | None = None) -> Found:
    """ "Cambridge, Ontario, Canada or Massachusetts, US", for those who are in the second."""
    name, _, held = second.name.partition(", ") if second else ("", "", "")
    if not held or not first.name.startswith(f"{name}, ") or first.name.endswith(f", {held}"):
        return first
    return msgspec.structs.replace(first, name=f"{first.name} or {held}")


def _meant(span: Span | None) -> list[Row]:
    """The rows of a span that are not far smaller than the largest."""
    if not span or not span.rows:
        return []
    rows = sorted(span.rows, key=lambda row: -row.weight)
    least = rows[0].weight / _CLEARLY
    first = rows[0]
    # A country or region with several clocks is asked about, however its people are spread.
    parts = [row for row in rows if (row.country, row.kind) == (first.country, first.kind)]
    shared = parts if first.kind != CITY and len(parts) > 1 else []
    return shared or [row for row in rows if row.weight >= least]


def _found(row: Row) -> Found:
    land = country_names().get(row.country, row.country)
    held = [row.area] if row.country in _TOLD_APART and row.kind != COUNTRY else []
    shown = [row.name, *held, land]
    names = [name for at, name in enumerate(shown) if name and name not in shown[:at]]
    return Found(", ".join(names), row.zone, row.country, row.people)

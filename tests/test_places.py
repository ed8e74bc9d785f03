from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.hearing.gazetteer import country_names, fold, peopled_zones
from dialogs.hearing.places import LONGEST, MOST, find_places
from dialogs.hearing.zones import clock_of, zone_or_none

CLEAR = {
    "near Leeds": "Europe/London",
    "Bangalore": "Asia/Kolkata",
    "St Petersburg, Florida": "America/New_York",
    "saint petersburg": "Europe/Moscow",
    "sydney australia": "Australia/Sydney",
    "nyc": "America/New_York",
    "LA": "America/Los_Angeles",
    "I'm in the DC area": "America/New_York",
    "saigon": "Asia/Ho_Chi_Minh",
    "a village outside Köln": "Europe/Berlin",
    "muenchen": "Europe/Berlin",
    "Sao Paulo": "America/Sao_Paulo",
    "Cape Town SA": "Africa/Johannesburg",
    "Paris": "Europe/Paris",
    "Paris, Texas": "America/Chicago",
    "Portland OR": "America/Los_Angeles",
    "portland me": "America/New_York",
    "Toronto, ON": "America/Toronto",
    "london ontario": "America/Toronto",
    "Newcastle NSW": "Australia/Sydney",
    "Newcastle, UK": "Europe/London",
    "UK, Newcastle": "Europe/London",
    "Boston, Lincs": "Europe/London",
    "Tullamore, Co Offaly": "Europe/Dublin",
    "we're in Wroclaw atm": "Europe/Warsaw",
    "just outside Dublin": "Europe/Dublin",
    "about 20 miles from Nashville": "America/Chicago",
    "an hour north of Chicago": "America/Chicago",
    "London baby": "Europe/London",
    "Brooklyn New York": "America/New_York",
    "Freiburg im Breisgau": "Europe/Berlin",
    "the netherlands": "Europe/Amsterdam",
    "the Hague": "Europe/Amsterdam",
    "Firenze": "Europe/Rome",
    "lisboa": "Europe/Lisbon",
    "Bogotá": "America/Bogota",
    "Москва": "Europe/Moscow",
    "東京": "Asia/Tokyo",
    "KL": "Asia/Kuala_Lumpur",
    "joburg": "Africa/Johannesburg",
    "Kathmandu": "Asia/Kathmandu",
    "Adelaide": "Australia/Adelaide",
    "Yorkshire": "Europe/London",
    "Hawaii": "Pacific/Honolulu",
    "Bali": "Asia/Makassar",
    "south of france": "Europe/Paris",
    "Ireland": "Europe/Dublin",
    "Japan": "Asia/Tokyo",
    "Nigeria": "Africa/Lagos",
    "im in the uk": "Europe/London",
    "Scotland": "Europe/London",
    "Northern Ireland": "Europe/London",
    "Texas": "America/Chicago",
    "El Paso TX": "America/Denver",
    "Arizona": "America/Phoenix",
    "Ontario": "America/Toronto",
    "Saskatchewan": "America/Regina",
    "Queensland": "Australia/Brisbane",
    "Bavaria": "Europe/Berlin",
    "Nice": "Europe/Paris",
    "Split": "Europe/Zagreb",
    "Bath": "Europe/London",
    "in Mobile": "America/Chicago",
    # One letter wrong.
    "Edinbrugh": "Europe/London",
    "Melborne": "Australia/Melbourne",
    "Philadephia": "America/New_York",
    "Johannesbug": "Africa/Johannesburg",
    "Minneaplis": "America/Chicago",
    # Zones by name.
    "CET": "Europe/Berlin",
    "I'm on central european time": "Europe/Berlin",
    "PST": "America/Los_Angeles",
    "eastern time": "America/New_York",
    "my timezone is cst": "America/Chicago",
    "EAT": "Africa/Nairobi",
    "Europe/Berlin": "Europe/Berlin",
    "asia/tokyo": "Asia/Tokyo",
    "america/new york": "America/New_York",
    "GMT+2": "Etc/GMT-2",
    "UTC-5": "Etc/GMT+5",
    "UTC +8": "Etc/GMT-8",
    "utc+5:30": "Asia/Kolkata",
    "+5:45": "Asia/Kathmandu",
    "gmt+0": "Etc/UTC",
}
UNCLEAR = {
    "Newcastle": {"Europe/London", "Australia/Sydney"},
    "Birmingham": {"Europe/London", "America/Chicago"},
    "Portland": {"America/Los_Angeles", "America/New_York"},
    "Georgia": {"America/New_York", "Asia/Tbilisi"},
    "i live in springfield": {"America/Chicago", "America/New_York", "America/Los_Angeles"},
    "Cambridge": {"Europe/London", "America/Toronto"},
    "Tennessee": {"America/Chicago", "America/New_York"},
    "USA": {"America/New_York", "America/Chicago", "America/Los_Angeles"},
    "Washington": {"America/Los_Angeles", "America/New_York"},
    "I'm from Lagos but live in Manchester": {"Europe/London", "America/New_York"},
    "IST": {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"},
}
NOTHING = [
    "",
    "   ",
    "no",
    "skip",
    "what time is it",
    "why do you ask",
    "I'd rather not say",
    "none of your business",
    "hello there",
    "my husband and I are fighting again",
    "I need space",
    "he hates me",
    "in the middle of nowhere",
    "my bed",
    "all over the place",
    "Xyzzy/Olympus",
    "UTC+99",
    "+5:15",
    "🏠",
    "?!",
]


@pytest.mark.parametrize(("text", "zone"), CLEAR.items())
def test_a_clear_place_is_one_answer(text: str, zone: str) -> None:
    found = find_places(text)
    assert [clock_of(each.zone) for each in found] == [clock_of(zone)], found


@pytest.mark.parametrize(("text", "zones"), UNCLEAR.items())
def test_a_name_of_several_places_gives_two_or_three(text: str, zones: set[str]) -> None:
    found = find_places(text)
    assert 2 <= len(found) <= MOST
    assert {clock_of(zone) for zone in zones} <= {clock_of(each.zone) for each in found}, found


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_place_finds_none(text: str) -> None:
    assert find_places(text) == []


def test_the_name_says_where_the_place_is() -> None:
    [found] = find_places("st petersburg florida")
    assert (found.name, found.country) == ("St. Petersburg, Florida, US", "US")
    assert 200_000 < found.population < 400_000
    assert find_places("Lagos")[0].name == "Lagos, Nigeria"
    assert find_places("Singapore")[0].name == "Singapore"
    assert find_places("CET")[0].name == "CET"


def test_a_choice_names_the_second_place_of_a_clock_too() -> None:
    names = [found.name for found in find_places("Cambridge")]
    assert "Cambridge, Ontario, Canada or Massachusetts, US" in names


def test_the_best_of_several_comes_first() -> None:
    assert find_places("Birmingham")[0].country == "GB"
    assert find_places("Portland")[0].name.startswith("Portland, Oregon")


def test_a_language_without_words_of_its_own_is_read_as_english() -> None:
    assert find_places("near Leeds", "xx") == find_places("near Leeds")
    assert find_places("near Leeds", "../en") == find_places("near Leeds")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=2 * LONGEST))
def test_any_text_finds_zones_that_load_or_nothing(text: str) -> None:
    found = find_places(text)
    assert len(found) <= MOST
    assert all(ZoneInfo(each.zone) and each.name for each in found)


words = st.lists(
    st.sampled_from("in near st new york london on or sa the cet +2 georgia x".split())
)


@settings(max_examples=100, deadline=None)
@given(words.map(" ".join))
def test_words_of_places_in_any_order_find_no_clock_twice(text: str) -> None:
    clocks = [clock_of(each.zone) for each in find_places(text)]
    assert len(clocks) == len(set(clocks))


def test_every_zone_of_the_gazetteer_loads() -> None:
    assert len(peopled_zones()) > 350
    assert all(zone_or_none(name) for name in peopled_zones())
    assert country_names()["GB"] == "UK"


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)

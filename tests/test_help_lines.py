from pathlib import Path

import pytest

from prompts.errors import PromptError
from prompts.help_lines import (
    ANYWHERE,
    COUNTRIES,
    EVERYWHERE,
    FOLDER,
    KINDS,
    HelpLine,
    read_file,
    read_help_lines,
)

FILE = FOLDER / "en" / "help_lines.yaml"
LINES = read_help_lines().lines

# What was confirmed, by the project's owner or by the page that the line names, and in which
# country; no other number may be said.
CONFIRMED = {
    "uk": {"116 123", "0808 2000 247", "0808 801 0327", "999"},
    "ie": {"1800 341 900", "1800 816 588", "116 123", "112"},
    "us": {"988", "1-800-799-7233", "START to 88788", "911"},
    "ca": {"988", "911"},
    "au": {"13 11 14", "1800 737 732", "000"},
    "de": {"116 016", "112"},
    "es": {"016", "112"},
    "eu": {"116 016", "112"},
    "other": set[str](),
    ANYWHERE: set[str](),
}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_every_line_has_a_source_and_the_day_it_was_read(line: HelpLine) -> None:
    assert line.source.startswith("http")
    assert len(line.checked) == len("2026-11-23")


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_no_number_is_said_that_was_not_confirmed(line: HelpLine) -> None:
    assert {line.number, line.text} - {""} <= CONFIRMED[line.country]


def test_every_confirmed_number_is_there() -> None:
    for country, numbers in CONFIRMED.items():
        here = [line for line in LINES if line.country == country]
        assert {each for line in here for each in (line.number, line.text)} >= numbers


@pytest.mark.parametrize("country", [*COUNTRIES, "", "atlantis"])
@pytest.mark.parametrize("kind", [*KINDS, "", "none"])
def test_there_is_always_an_answer(kind: str, country: str) -> None:
    lines = read_help_lines().of(kind, country)
    assert lines[-1].url == EVERYWHERE
    assert sum(line.urgent for line in lines) == 1
    assert len({line.id for line in lines}) == len(lines)
    assert all(line.country in (country, "other", ANYWHERE) for line in lines)


def test_fear_at_home_is_answered_by_those_who_know_it() -> None:
    first = {
        country: read_help_lines().of("abuse_victim", country)[0].number for country in COUNTRIES
    }
    assert first["uk"] == "0808 2000 247"
    assert first["us"] == "1-800-799-7233"
    assert first["au"] == "1800 737 732"
    assert first["de"] == "116 016"
    assert first["es"] == "016"
    assert first["ie"] == "1800 341 900"


def test_fear_in_canada_meets_a_map_of_numbers_before_a_line_for_everything() -> None:
    first, second, *_ = read_help_lines().of("abuse_victim", "ca")
    assert (first.url, second.number) == ("sheltersafe.ca", "988")


@pytest.mark.parametrize("country", [each for each in COUNTRIES if each != "other"])
def test_every_country_has_somebody_for_fear_at_home(country: str) -> None:
    here = [line for line in LINES if line.country == country and not line.urgent]
    assert any("abuse_victim" in line.kinds and "self_harm" not in line.kinds for line in here)


@pytest.mark.parametrize("country", ["uk", "us", "ca", "au", "ie"])
def test_thoughts_of_dying_meet_somebody_who_listens(country: str) -> None:
    assert any(line.number for line in read_help_lines().of("self_harm", country)[:1])
    assert not read_help_lines().of("self_harm", country)[0].urgent


def test_a_line_for_those_who_were_hurt_is_not_given_to_those_who_may_hurt() -> None:
    numbers = {line.number for line in read_help_lines().of("harm_to_others", "uk")}
    assert numbers == {"116 123", "999", ""}


def test_a_language_without_lines_of_its_own_gets_the_english_ones() -> None:
    assert read_help_lines("de").lines == LINES


BROKEN = {
    "no source": ("  source: https://988.ca/get-help/what-to-expect\n", "", "has no source"),
    "a source that is no page": (
        "source: https://988.ca/get-help/what-to-expect", "source: a friend", "has no source",
    ),
    "no date": ("what-to-expect\n  checked: 2026-11-23\n", "what-to-expect\n", "has no date"),
    "a date that is none": (
        "what-to-expect\n  checked: 2026-11-23\n", "what-to-expect\n  checked: lately\n", "no date",
    ),
    "an unknown danger": (
        "ca\n  for: [self_harm, abuse_victim, harm_to_others, partner_at_risk]",
        "ca\n  for: [boredom]", "is for no danger",
    ),
    "no danger": (
        "ca\n  for: [self_harm, abuse_victim, harm_to_others, partner_at_risk]",
        "ca\n  for: []", "is for no danger",
    ),
    "an unknown country": ("country: ca\n  for: [self", "country: cq\n  for: [self", "no country"),
    "twice": ("- id: emergency_ca", "- id: suicide_crisis_helpline_ca", "stands twice"),
    "nothing to call": (
        '  number: "988"\n  text: "988"\n  what: For thoughts of dying, for any moment that is too '
        "much, and when you worry about somebody. Nobody is turned away. Free.\n",
        "  what: Nobody is turned away.\n", None,
    ),
    "an empty field": ("  language: English and French\n", "  language: ' '\n", "leaves a field empty"),
    "a missing field": ("  language: English and French\n", "", "language"),
    "an unknown field": ("  language: English and French\n", "  langauge: x\n", "langauge"),
    "no emergency number": (
        "- id: emergency_ca\n  country: ca", "- id: emergency_ca\n  country: us",
        "no emergency number for 'ca'",
    ),
    "nothing everywhere": ("  url: findahelpline.com\n", "  url: example.org\n", "nothing everywhere for 'self_harm'"),
    "broken YAML": ("- id: emergency_ca", "- id: [", "expected"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_names_the_file_the_line_and_the_mend(tmp_path: Path, name: str) -> None:
    old, new, what = BROKEN[name]
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file = tmp_path / "help_lines.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    if what is None:
        # A site to write to is a way, too.
        assert read_file(file)
        return
    with pytest.raises(PromptError) as caught:
        read_file(file)
    assert what in str(caught.value)
    assert str(caught.value).startswith(f"{file}:")
    assert caught.value.mend.endswith((".", "'."))


def test_the_line_is_the_one_on_which_the_entry_begins(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    file = tmp_path / "help_lines.yaml"
    broken = text.replace("  source: https://988lifeline.org\n", "")
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(PromptError, match="'lifeline_us': has no source") as caught:
        read_file(file)
    assert broken.splitlines()[caught.value.line - 1] == "- id: lifeline_us"


def test_a_line_that_cannot_be_reached_is_a_fault(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    file = tmp_path / "help_lines.yaml"
    file.write_text(text.replace('  number: "999"\n', ""), encoding="utf-8")
    with pytest.raises(PromptError, match="can't be reached"):
        read_file(file)


@pytest.mark.parametrize("text", ["", "just words", "a: mapping"])
def test_a_file_that_is_no_list_is_a_fault(tmp_path: Path, text: str) -> None:
    file = tmp_path / "help_lines.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match="a list of lines is expected"):
        read_file(file)


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="can't be read"):
        read_help_lines("en", tmp_path)


def test_an_entry_that_is_no_mapping_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "help_lines.yaml"
    file.write_text("- 999\n", encoding="utf-8")
    with pytest.raises(PromptError, match="a help line: Expected"):
        read_file(file)

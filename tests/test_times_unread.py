import csv
from datetime import datetime
from pathlib import Path

import pytest

from dialogs.hearing.times import read_length, read_moment

NOW = datetime(2026, 3, 2, 18, 30)  # a Monday
SHEET = Path(__file__).with_name("times_unread.tsv")
with SHEET.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))
LENGTHS = [(row["phrase"], row["reading"]) for row in ROWS if row["kind"] == "length"]
MOMENTS = [(row["phrase"], row["reading"], row["day"]) for row in ROWS if row["kind"] == "moment"]


# "null" is a length that only a clock or an event could tell, or none at all.
@pytest.mark.parametrize(("phrase", "minutes"), LENGTHS)
def test_lengths_that_no_grammar_was_written_for(phrase: str, minutes: str) -> None:
    found = read_length(phrase)
    assert (found and found.minutes) == (None if minutes == "null" else int(minutes))


# An event has no clock time; "none" is no moment at all, and a day of "null" was not said.
@pytest.mark.parametrize(("phrase", "at", "day"), MOMENTS)
def test_moments_that_no_grammar_was_written_for(phrase: str, at: str, day: str) -> None:
    found = read_moment(phrase, now=NOW)
    if at == "none":
        assert found is None
    else:
        assert found
        assert (found.at, found.day) == (at, None if day == "null" else int(day))


def test_the_sheet_is_read_whole() -> None:
    assert (len(LENGTHS), len(MOMENTS)) == (50, 80)

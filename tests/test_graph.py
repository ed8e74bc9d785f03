import re

import pytest

from bot.graph import mermaid
from dialogs.script import Renames, Script, State
from tests.diagrams import FOLDER, page, scripts

LIBRARY = scripts()
LINE = re.compile(
    r"    (?:\w+|\[\*\]) --> (?:\w+|\[\*\])(?:: [^:;]+)?|    \w+: [^:;]+|    state \"\w+\" as \w+"
)


@pytest.mark.parametrize("name", LIBRARY)
def test_the_page_of_a_script_is_what_it_is(name: str) -> None:
    # `python -m tests.diagrams` draws them anew.
    assert (FOLDER / f"{name}.md").read_text(encoding="utf-8") == page(LIBRARY[name], LIBRARY)


def test_there_is_no_page_of_a_script_that_is_gone() -> None:
    assert {file.stem for file in FOLDER.glob("*.md")} <= LIBRARY.keys()


@pytest.mark.parametrize("name", LIBRARY)
@pytest.mark.parametrize("more", [False, True])
def test_every_line_is_mermaid(name: str, more: bool) -> None:
    first, *lines = mermaid(LIBRARY[name], LIBRARY, calls=more, repair=more).splitlines()
    assert first == "stateDiagram-v2"
    for line in lines:
        assert LINE.fullmatch(line), line


def drawn(script: Script, **more: bool) -> list[str]:
    return [line.strip() for line in mermaid(script, LIBRARY, **more).splitlines()]


def test_calls_show_what_passes_both_ways() -> None:
    nightly, where = LIBRARY["nightly"], LIBRARY["where"]
    assert "place: place (runs where)" in drawn(nightly)
    calls = drawn(nightly, calls=True)
    assert 'state "where" as script_where' in calls
    assert "place --> script_where: runs, gives zone" in calls
    assert "script_where --> place: comes back with where" in calls
    assert "script_nightly --> where: runs, gives zone" in drawn(where, calls=True)
    assert not any("script_" in line for line in drawn(where))


def test_repair_shows_the_ways_that_stand_in_no_script() -> None:
    asking = LIBRARY["ask_for_space"]
    repair = drawn(asking, repair=True)
    assert "feeling --> feeling: why, repeat, help" in repair
    assert "feeling --> situation: back" in repair
    assert "feeling --> need: skip" in repair
    assert "feeling --> [*]: cancel" in repair
    assert "sentence --> [*]: cancel" in repair
    assert not any(line.startswith("sentence --> ") and "skip" in line for line in repair)
    assert set(drawn(asking)) < set(repair)


def test_a_state_may_have_any_name() -> None:
    states = {"end": State(next="note"), "note": State(end="yes")}
    script = Script("x", 1, "x", "end", {}, states, Renames(), "x.yaml", {})
    assert drawn(script)[1:] == [
        'state "end" as end_',
        'state "note" as note_',
        "[*] --> end_",
        "end_ --> note_",
        "note_ --> [*]",
    ]

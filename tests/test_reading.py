from pathlib import Path

import pytest

from dialogs.errors import ScriptError
from dialogs.library import read_library
from dialogs.reading import read_script

HEAD = "script: broken\nversion: 1\npurpose: to be mended\nstart: one\n"
SLOTS = "slots: {mood: how it is}\n"
END = "  bye: {end: yes}\n"
ONE = "  one: {ask: text, slot: mood, next: bye}\n"


def states(*lines: str) -> str:
    return HEAD + SLOTS + "states:\n" + "".join(f"  {line}\n" for line in lines) + END


# What is broken: (the file, line, what is said of it, how to mend it).
BROKEN: dict[str, tuple[str, int, str, str]] = {
    "no mapping": ("- just\n- a list\n", 1, "this is no script", "Begin with"),
    "nothing at all": ("", 1, "this is no script", "Begin with"),
    "a word": ("hello\n", 1, "this is no script", "Begin with"),
    "broken YAML": (HEAD + "states: {one: [}\n", 5, "expected", "indentation"),
    "a tab": (HEAD + "states:\n\tone: {}\n", 6, "cannot start any token", "indentation"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "another document", "indentation"),
    "a control character": (HEAD + "states: \x01\n", 1, "characters are not allowed", "indentation"),
    "a list as a key": (HEAD + "? [a, b]\n: c\n", 5, "unhashable", "indentation"),
    "a key twice": (HEAD + "start: two\n", 5, "'start' stands twice", "Remove"),
    "a state twice": (states("one: {next: bye}", "one: {next: bye}"), 8, "stands twice", "Remove"),
    "an unknown head": (HEAD + "titel: x\nstates:\n" + END, 5, "no part of a script", "Use one"),
    "no start": ("script: broken\nversion: 1\npurpose: x\nstates:\n" + END, 1, "'start' is", "Add"),
    "no version": ("script: broken\npurpose: x\nstart: bye\nstates:\n" + END, 1, "'version'", "Add"),
    "no states": (HEAD, 1, "'states' is missing", "Add a line"),
    "empty states": (HEAD + "states:\n", 5, "in 'states'", "script format"),
    "states as a list": (HEAD + "states: [one]\n", 5, "in 'states'", "script format"),
    "a version in words": (HEAD.replace("1", "one") + "states:\n" + END, 2, "'version'", "format"),
    "slots as a list": (HEAD + "slots: [mood]\nstates:\n" + END, 5, "in 'slots'", "format"),
    "renames astray": (HEAD + "renames: {names: {}}\nstates:\n" + END, 5, "in 'renames'", "format"),
    "another name": (states("one: {next: bye}").replace("broken", "other"), 1, "called", "same name"),
    "start nowhere": (states("two: {next: bye}"), 4, "no state 'one'", "Name one of two, bye"),
    "an unknown key": (states("one:", "  aks: text", "  next: bye"), 7, "aks", "format"),
    "an unknown ask": (states("one:", "  ask: txt", "  next: bye"), 8, "in 'one.ask'", "format"),
    "a skip of maybe": (states("one:", "  skip: maybe", "  next: bye"), 8, "'one.skip'", "format"),
    "a low in words": (states("one: {ask: scale, low: few, next: bye}"), 7, "one.low", "format"),
    "a bad state name": (states("one: {next: Two}", "Two: {next: bye}"), 8, "'Two' can't", "a-z"),
    "a long state name": (states("one: {next: bye}", f"{'x' * 33}: {{}}"), 8, "can't be", "at most"),
    "an arrow to nowhere": (states("one: {next: two}"), 7, "leads to 'two'", "existing state"),
    "an undeclared slot": (states("one: {ask: text, slot: moot, next: bye}"), 7, "'moot'", "slots:"),
    "an undeclared fill": (
        states("one: {ask: text, fills: {x: clock}, next: bye}"), 7, "slot 'x'", "slots:",
    ),
    "an undeclared copy": (states("one: {copy: {mood: x}, next: bye}"), 7, "slot 'x'", "slots:"),
    "an undeclared clear": (states("one: {clear: [x], next: bye}"), 7, "slot 'x'", "slots:"),
    "an undeclared compose": (states("one: {compose: {x: y}, next: bye}"), 7, "'x'", "slots:"),
    "an unknown guard": (states("one: {skip_when: had mood, next: bye}"), 7, "no guard", "Mend"),
    "an empty guard": (states("one: {skip_when: not, next: bye}"), 7, "no guard ''", "Mend"),
    "a guard too short": (states("one: {skip_when: has, next: bye}"), 7, "takes 1 word", "Mend"),
    "a guard too long": (states("one: {skip_when: has mood x, next: bye}"), 7, "takes 1", "Mend"),
    "a guard of no slot": (states("one: {skip_when: has moot, next: bye}"), 7, "'moot'", "slots:"),
    "a guard of a lost pick": (
        states(
            "one:", "  ask: choice", "  slot: mood", "  offer: [blue]",
            "  next: [{when: picked mood red, to: bye}, {to: bye}]",
        ), 7, "goes by 'red'", "Offer",
    ),
    "an unknown reader": (states("one: {ask: text, read: x, next: bye}"), 7, "no reader", "Use one"),
    "an end that asks": (states("one: {ask: text, end: yes}"), 7, "ends, so it can't", "Drop"),
    "an end that goes on": (states("one: {next: bye, end: yes}"), 7, "ends, so it can't", "Drop"),
    "nowhere to go": (states("one: {ask: text}"), 7, "leads nowhere", "Add 'next"),
    "an empty state": (states("one:"), 7, "leads nowhere", "Add 'next"),
    "asks and calls": (
        states("one: {ask: text, call: {script: x}, next: bye}"), 7, "at once", "two states",
    ),
    "may find no way on": (
        states("one: {next: [{when: has mood, to: bye}]}"), 7, "may find no way on", "plain",
    ),
    "a long scale": (states("one: {ask: scale, high: 11, next: bye}"), 7, "the scale", "0 and 10"),
    "a scale upside down": (
        states("one: {ask: scale, low: 5, high: 5, next: bye}"), 7, "the scale", "0 and 10",
    ),
    "nothing on offer": (states("one: {ask: choice, next: bye}"), 7, "offers nothing", "Add 'offer"),
    "nothing to tick": (states("one: {ask: several, next: bye}"), 7, "offers nothing", "Add 'offer"),
    "a bad choice": (states("one: {ask: choice, offer: [A b], next: bye}"), 7, "'A b'", "Use a-z"),
    "a choice twice": (states("one: {ask: choice, offer: [a, a], next: bye}"), 7, "twice", "Remove"),
    "a pick not offered": (
        states("one: {ask: choice, offer: [a], next: [{pick: b, to: bye}, {to: bye}]}"),
        7, "isn't offered", "Offer it",
    ),
    "a pick of neither yes nor no": (
        states("one: {ask: yes_no, next: [{pick: maybe, to: bye}, {to: bye}]}"),
        7, "isn't offered", "Offer it",
    ),
    "a lost state": (states("one: {next: bye}", "two: {next: bye}"), 8, "no way leads", "Link"),
    "round without asking": (
        states("one: {next: [{when: has mood, to: bye}, {to: two}]}", "two: {next: one}"),
        7, "round without asking", "Ask",
    ),
    "no way to an end": (
        HEAD + "states:\n  one: {ask: text, next: two}\n  two: {ask: text, next: one}\n",
        6, "no way to an end", "end: yes",
    ),
    "a rename to nowhere": (
        HEAD + "renames:\n  states: {old: gone}\nstates:\n  one: {next: bye}\n" + END,
        6, "'gone'", "Name",
    ),
    "a slot renamed to nowhere": (
        HEAD + "renames: {slots: {old: gone}}\nstates:\n  one: {next: bye}\n" + END,
        5, "'gone'", "Name",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_has_file_line_what_and_mend(name: str, tmp_path: Path) -> None:
    text, line, what, mend = BROKEN[name]
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        read_script(file)
    fault = caught.value
    assert fault.file == str(file)
    assert what in fault.what
    assert mend in fault.mend
    assert fault.line == line
    assert str(fault) == f"{file}:{line}: {fault.what}. {fault.mend}"
    assert "\n" not in str(fault)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_bytes(HEAD.encode() + b"# caf\xe9\n")
    with pytest.raises(ScriptError, match="not UTF-8"):
        read_script(file)


def test_every_scalar_stays_the_word_it_is(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(
        states("one: {ask: choice, slot: mood, offer: [yes, no, on], skip: no, next: bye}"),
        encoding="utf-8",
    )
    state = read_script(file).states["one"]
    assert [each.id for each in state.offers] == ["yes", "no", "on"]
    assert state.skip == "no"


CALLS = {
    "of nobody": ("call: {script: gone}", "calls 'gone'", "Name a script"),
    "giving a wrong slot": ("call: {script: other, give: {x: mood}}", "no slot 'x'", "Name one"),
    "taking a wrong slot": ("call: {script: other, take: {mood: x}}", "no slot 'x'", "Name one"),
    "taking into nowhere": ("call: {script: other, take: {x: joy}}", "slot 'x' isn't", "Add it"),
    "giving from nowhere": ("call: {script: other, give: {joy: x}}", "slot 'x' isn't", "Add it"),
    "of itself": ("call: {script: broken}", "calls itself", "Call no"),
    "in a ring": ("call: {script: back}", "calls itself", "Call no"),
}
OTHER = "script: other\nversion: 1\npurpose: x\nstart: one\nslots: {joy: x}\nstates:\n" + (
    "  one: {end: yes}\n"
)
BACK = "script: back\nversion: 1\npurpose: x\nstart: one\nstates:\n" + (
    "  one: {call: {script: broken}, next: two}\n  two: {end: yes}\n"
)


@pytest.mark.parametrize("name", CALLS)
def test_calls_are_checked_against_each_other(name: str, tmp_path: Path) -> None:
    call, what, mend = CALLS[name]
    (tmp_path / "other.yaml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(states(f"one: {{{call}, next: bye}}"), encoding="utf-8")
    if name == "in a ring":
        (tmp_path / "back.yaml").write_text(BACK, encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        read_library(tmp_path)
    assert (what in caught.value.what, mend in caught.value.mend) == (True, True)
    assert caught.value.line == (1 if "itself" in what else 7)


def test_a_call_that_is_right(tmp_path: Path) -> None:
    call = "call: {script: other, give: {joy: mood}, take: {mood: joy}}"
    (tmp_path / "other.yaml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(states(f"one: {{{call}, next: bye}}"), encoding="utf-8")
    assert set(read_library(tmp_path)) == {"broken", "other"}

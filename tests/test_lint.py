import io
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import main
from bot.clock import TypedClock
from bot.house import House, build
from bot.lint import ease
from bot.lint.codes import CODES
from bot.lint.findings import Finding, findings, told
from bot.terminal import Terminal
from dialogs.hearing.asleep import SleepingEar
from tests import first_script
from tests.chat import Chat
from tests.first_script import ROOT, write
from tests.lint_cases import CASES, Case
from tests.memory_store import MemoryStore

Told = pytest.CaptureFixture[str]
START = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
TRANSCRIPT = "tests/transcripts/good_night.txt"


def whole() -> dict[str, str]:
    """The files of the first script, with a transcript in which it speaks."""
    files = first_script.files()
    spoken = files["prompts/en/good_night/thanks.again.j2"].splitlines()[-1]
    return {**files, TRANSCRIPT: f"{files[TRANSCRIPT]}\n{spoken}\n"}


def found_in(folder: Path) -> list[Finding]:
    return [each._replace(file=Path(each.file).name) for each in findings(folder)]


def test_the_first_script_is_sound(tmp_path: Path) -> None:
    assert findings(write(tmp_path, whole())) == []


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_found(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As hard as the longest word, so that the test needs no library.
    hard = (lambda text: 206 - 10 * max(map(len, text.split()))) if code[0] == "E" else None
    monkeypatch.setattr(ease, "measure", lambda: hard)
    case = CASES[code]
    found = found_in(write(tmp_path, case.changed(whole())))
    hits = [each for each in found if each.code == code]
    hit = next(each for each in hits if case.what in each.what)
    assert (hit.file, hit.line) == (case.file, case.line)
    assert {each.code for each in found} <= {code, *case.besides}
    assert hit.mend.endswith(".")
    assert "\n" not in str(hit)


def test_every_case_is_of_a_code() -> None:
    assert CASES.keys() == CODES.keys()


def test_everything_is_found_at_once(tmp_path: Path) -> None:
    cases = [CASES[code] for code in ("S302", "P403", "P407", "T504", "R602", "H701")]
    files = whole()
    for case in cases:
        files = case.changed(files)
    assert {"S302", "P403", "P407", "T504", "R602", "H701"} <= {
        each.code for each in findings(write(tmp_path, files))
    }


def test_a_line_a_finding(tmp_path: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, whole())
    (tmp_path / "prompts/en/good_night/thanks.why.j2").unlink()
    monkeypatch.chdir(tmp_path)
    assert main(["check", "."]) == 1
    line, last = capsys.readouterr().out.splitlines()
    assert line in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert last == "1 error."


@pytest.mark.parametrize(("strict", "status"), [([], 0), (["--strict"], 1)])
def test_warnings_count_when_asked_to(
    tmp_path: Path, capsys: Told, strict: list[str], status: int
) -> None:
    write(tmp_path, CASES["S302"].changed(whole()))
    assert main(["check", str(tmp_path), *strict]) == status
    lines = capsys.readouterr().out.splitlines()
    assert "good_night.yaml:9 S302 warning: " in lines[0]
    assert lines[-1] == "1 warning."


def test_a_sound_house_says_so(tmp_path: Path, capsys: Told) -> None:
    assert main(["check", "--strict", str(write(tmp_path, whole()))]) == 0
    assert capsys.readouterr().out == "All scripts and prompts are sound.\n"


def test_without_the_measure_it_says_how_to_get_it(
    tmp_path: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ease, "measure", lambda: None)
    assert main(["check", str(write(tmp_path, whole()))]) == 0
    assert "pip install textstat" in capsys.readouterr().err


def test_a_statement_in_quotation_marks_may_stand_in_every_wording(tmp_path: Path) -> None:
    files = whole()
    day = "prompts/en/good_night/day.j2"
    files[day] = (
        'First: "Today was a day for the two of us."\n---\n"Today was a day for the two of us." True?\n'
    )
    assert findings(write(tmp_path, files)) == []


def test_one_wording_will_do_where_the_author_says_why(tmp_path: Path) -> None:
    files = whole()
    files["prompts/en/good_night/day.j2"] = "{# one wording will do: a test -#}\nHow was it?\n"
    assert findings(write(tmp_path, files)) == []


def test_counts_in_words() -> None:
    error, warning = Finding("a", 1, "S101", "x", "y."), Finding("a", 1, "P409", "x", "y.")
    assert told([error, error, warning]) == "2 errors and 1 warning."
    assert (str(error), str(warning)) == ("a:1 S101 x. y.", "a:1 P409 warning: x. y.")


def test_an_empty_folder(tmp_path: Path) -> None:
    assert [each.code for each in findings(tmp_path)] == ["P401"]


def test_the_page_on_codes_has_them_all() -> None:
    page = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{code}` | {each.weight} | {each.what} |" for code, each in CODES.items()]


# The script that CONTRIBUTING.md leads through, talked to.


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The real house with the new script in it, and the real ear with its examples."""
    for part in ("dialogs/scripts", "prompts/en"):
        shutil.copytree(ROOT / part, tmp_path / part)
    write(tmp_path)
    scripts, prompts = tmp_path / "dialogs" / "scripts", tmp_path / "prompts"
    topics = tmp_path / "dialogs" / "hearing" / "data" / "topics"
    return build(MemoryStore(), scripts, prompts, SleepingEar(topics=topics))


def test_it_can_be_talked_to(house: House) -> None:
    chat = Chat(house)
    chat.command("go", "good_night")
    assert chat.state == "good_night/day"
    assert {"A good one", "A long one"} <= set(chat.labels)
    chat.say("endless")
    assert (chat.state, chat.slot("day")) == ("good_night/thanks", "long")
    assert "heard for a long time" in chat.command("why")[0] + chat.command("why")[0]
    (farewell,) = chat.say("brought me a blanket")
    assert "<i>brought me a blanket</i>" in farewell


@pytest.mark.parametrize(
    "words",
    [
        "help me find something sweet to say at lights out",
        "we're lying in bed and I'd like to say one nice thing to her",
        "a kind goodnight for my wife after a long day",
    ],
)
def test_words_out_of_the_blue_open_it(house: House, words: str) -> None:
    chat = Chat(house)
    chat.say(words)
    assert chat.state == "good_night/day"


def test_words_that_want_something_else_do_not(house: House) -> None:
    chat = Chat(house)
    chat.say("I need an evening to myself, how do I tell her")
    assert chat.state.startswith("ask_for_space/")


def test_it_is_offered_by_its_own_name(house: House) -> None:
    assert house.speech.label("topic", "good_night", "en") == "Good night"
    assert house.speech.knows("topic", "good_night", "en")
    assert house.speech.label("topic", "ritual", "en") == "A small ritual"


def test_it_can_be_left_unanswered(house: House) -> None:
    chat = Chat(house)
    chat.command("go", "good_night")
    chat.command("skip")
    (farewell,) = chat.command("skip")
    assert "None" not in farewell
    assert "blanket" not in farewell


def test_its_transcript_can_be_played(house: House, tmp_path: Path) -> None:
    typed = iter(
        [line[2:] for line in first_script.files()[TRANSCRIPT].splitlines() if line[:1] == ">"]
    )
    out = io.StringIO()

    def ask() -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    Terminal(house.coach, TypedClock(ZoneInfo("UTC"), lambda: START), out, ask).run()
    assert "brought me a blanket" in out.getvalue()
    alone = write(tmp_path / "alone", {**first_script.files(), TRANSCRIPT: out.getvalue()})
    assert findings(alone) == []


def test_a_case_needs_its_place() -> None:
    with pytest.raises(AssertionError):
        Case("x", 1, "x", {"no/such.file": ("a", "b")}).changed(whole())

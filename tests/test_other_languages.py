import re
import unicodedata
from pathlib import Path

import pytest

from prompts.errors import PromptError
from prompts.other_languages import FILE, read_other_languages, reply

FOUND = read_other_languages()
# As in "Serbian, Croatian …": most letters of a line are of its language's script.
SCRIPTS = {
    "ru": "CYRILLIC", "uk": "CYRILLIC", "bg": "CYRILLIC", "ar": "ARABIC", "fa": "ARABIC",
    "ur": "ARABIC", "he": "HEBREW", "hi": "DEVANAGARI", "bn": "BENGALI", "pa": "GURMUKHI",
    "zh": "CJK", "ja": "HIRAGANA", "ko": "HANGUL", "el": "GREEK",
}  # fmt: skip


def test_there_are_many_languages() -> None:
    assert len(FOUND.languages) >= 26
    assert all(each.name for each in FOUND.languages.values())


@pytest.mark.parametrize("code", FOUND.languages)
def test_every_line_says_where_help_is(code: str) -> None:
    for line in FOUND.languages[code].lines:
        assert line.count("findahelpline.com") == 1
        assert re.search(r"\d{2}", line)
        assert line == unicodedata.normalize("NFC", line).strip()
        assert "  " not in line
        assert len(line) <= 400


@pytest.mark.parametrize("code", SCRIPTS)
def test_every_line_is_in_its_script(code: str) -> None:
    for line in FOUND.languages[code].lines:
        words = re.sub(r"findahelpline\.com|\(.*\)", "", line)
        letters = [each for each in words if each.isalpha()]
        theirs = [each for each in letters if unicodedata.name(each).startswith(SCRIPTS[code])]
        assert len(theirs) >= 0.4 * len(letters)
        assert not re.search("[A-Za-z]", words)


def test_the_wordings_take_turns_and_english_follows() -> None:
    assert {reply("es", seed) for seed in range(4)} == {
        f"{line}\n\n{FOUND.tail}" for line in FOUND.languages["es"].lines
    }
    assert FOUND.tail not in reply("other", 0)


@pytest.mark.parametrize("code", ["xx", "", "ga", "en", "zxx\n"])
def test_a_language_without_words_is_answered_in_english(code: str) -> None:
    assert reply(code, 0) == reply("other", 0)


def test_near_languages_serve() -> None:
    assert reply("hr", 1) == reply("sr", 1)
    assert reply("nb", -3) == reply("no", 1)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  other:\n", "  others:\n", "'other' has no lines"),
        ("    name: Spanish\n", "", "name"),
        ("Personas que escuchan: findahelpline.com", "Nada.", "where help is"),
        ("Por ahora solo", "Por <b>ahora</b> solo", "markup"),
        ("tail:", "tale:", "tale|tail"),
        ("  es:\n", "  es: [\n", "expected"),
    ],
)
def test_a_fault_names_the_file(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file = tmp_path / "other_languages.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PromptError, match=what) as caught:
        read_other_languages(file)
    assert str(caught.value).startswith(f"{file}:")


def test_one_wording_is_too_few(tmp_path: Path) -> None:
    file = tmp_path / "other_languages.yaml"
    lines = FILE.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(PromptError, match="2 wordings"):
        read_other_languages(file)


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="can't be read"):
        read_other_languages(tmp_path / "none.yaml")

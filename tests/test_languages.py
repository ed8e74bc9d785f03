import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.hearing import languages
from dialogs.hearing.languages import foreign

HERE = Path(__file__).parent
DATA = HERE.parent / "dialogs" / "hearing" / "data"
SAID = [
    line.split("|")
    for line in (HERE / "foreign_sentences.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
# What is not English among the texts that the ear learns from.
STRANGE = (
    "Grüß Gott, wie", "Dzień dobry", "kaise ho bhai", "wer das liest", "Dia dhuit", "kya haal hai",
    "Mein Drucker druckt", "Gdzie jest", "bom dia", "kumusta ka", "صباح", "¿qué tal", "alguém aí",
    "こんばんは", "an bhfuil", "o Benfica", "Vad blir det",
)  # fmt: skip


def test_english_stays_english() -> None:
    files = sorted(DATA.glob("*/*.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").split("\n") if line]
    texts = [json.loads(line)["text"] for line in lines]
    english = [text for text in texts if not text.startswith(STRANGE)]
    wrong = [text for text in english if foreign(text)]
    assert len(english) > 7000
    assert len(wrong) <= 0.002 * len(english), wrong


@pytest.mark.parametrize(
    "text",
    "José García|Oluwaseun|Rio de Janeiro|my abuela is visiting|c'est la vie|que sera sera|déjà vu "
    "again|nah bruv|I cannae be arsed|whit ye daein the nicht|ma heid's mince|och aye the noo|wetin I go "
    "tell am|body dey pain me|na so e be|inshallah tomorrow|walao eh|tired lah|kindly revert|smh fr fr "
    "no cap|me no good english|he hits me|im stuck|dont bother|im dead|yalla bye|hola|π|12:30|❤️❤️||  |"
    "bot bot bot bot|solve 3x + 7 = 22|half a shift|https://de.wikipedia.org/wiki/Zeit".split("|"),
)
def test_slang_names_and_scraps_are_no_other_language(text: str) -> None:
    assert foreign(text) == ""


def test_most_of_what_is_foreign_is_heard() -> None:
    found = [(code, foreign(text)) for code, text in SAID]
    assert len({code for code, _ in SAID}) >= 40
    assert sum(bool(code) for _, code in found) >= 0.95 * len(SAID)
    assert sum(meant == code for meant, code in found) >= 0.9 * len(SAID)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ho paura del mio ragazzo", "it"), ("beni rahat bırak", "tr"), ("死にたい", "ja"),
        ("mujhe akela chhod do", "hi"), ("ana khayfa mino", "ar"), ("sitaki kuishi tena", "sw"),
        ("em muon chet", "vi"), ("я боюся його", "uk"), ("LASS MICH IN RUHE", "de"),
        ("quiero morirme 😭😭", "es"), ("мъжът ми ме бие и ме е страх", "bg"),
    ],
)  # fmt: skip
def test_short_cries_are_heard(text: str, code: str) -> None:
    assert foreign(text) == code


@given(st.text(st.characters(), max_size=600))
def test_nothing_makes_it_fail(text: str) -> None:
    assert re.fullmatch("[a-z]{2}|other|", foreign(text))


@pytest.mark.parametrize("text", ["\ud800 hi", "\x00\x00", "2" + "a" * 10_000, "a" * 10**6, "𝓱𝓸𝓵𝓪"])
def test_odd_texts(text: str) -> None:
    assert foreign(text) in ("", "other")


def test_without_the_model_scripts_still_tell(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(languages, "MODEL", tmp_path / "none.ftz")
    languages._model.cache_clear()
    try:
        assert (foreign("мне страшно"), foreign("助けて"), foreign("quiero morir")) == (
            "ru",
            "ja",
            "",
        )
    finally:
        languages._model.cache_clear()

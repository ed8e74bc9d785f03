import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.hearing.own_words import READERS, Miss, read_own_words
from dialogs.hearing.typed import tidy

HERE = Path(__file__).parent
IN_A_PHRASE = ["feeling", "need", "purpose", "about_us", "their_side"]
STUTTER = re.compile(r"(?<![\w'])([\w']+) \1(?![\w'])", re.IGNORECASE)
Row = tuple[str, str, list[list[str]]]


def rows(name: str) -> Iterator[Row]:
    reader = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            reader = line.strip("[]")
        elif line and not line.startswith("#"):
            said, *forms = line.split(" => ")
            yield reader, said.replace("\\n", "\n"), [form.split(" | ") for form in forms]


def read(reader: str, said: str) -> list[str]:
    forms = READERS["en"][reader](said)
    return [f"!{forms.reason}"] if isinstance(forms, Miss) else list(forms.values())


@pytest.mark.parametrize(("reader", "said", "wanted"), list(rows("own_words_held_out.txt")))
def test_the_answers_written_before_the_readers(
    reader: str, said: str, wanted: list[list[str]]
) -> None:
    got = read(reader, said)
    assert len(got) == len(wanted)
    assert all(form in good for form, good in zip(got, wanted, strict=True)), got


@pytest.mark.parametrize("reader", IN_A_PHRASE)
def test_the_answers_collected_since(reader: str) -> None:
    table = [row for row in rows("own_words_examples.txt") if row[0] == reader]
    assert len(table) >= 20
    wrong = {
        said: read(reader, said) for _, said, wanted in table if read(reader, said) != flat(wanted)
    }
    assert not wrong


def flat(forms: list[list[str]]) -> list[str]:
    return [good[0] for good in forms]


@pytest.mark.parametrize("reader", IN_A_PHRASE)
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "empty"),
        (" \t\n\x00\u202e", "empty"),
        ("?!...", "empty"),
        ("😩😩", "emoji"),
        ("👩‍👩‍👧", "emoji"),
        (":(", "emoji"),
        ("1️⃣", "emoji"),
        ("what do you mean?", "question"),
        ("why?", "question"),
        ("I don't understand the question", "question"),
        ("word " * 40, "too_long"),
        ("a" * 4096, "too_long"),
        ("idk", "unclear"),
        ("устала", "unclear"),
        ("😩" * 4096, "emoji"),
    ],
)
def test_what_does_not_fit_a_phrase(reader: str, said: str, reason: str) -> None:
    assert READERS["en"][reader](said) == Miss(reason)  # type: ignore[arg-type]


def test_curly_and_straight_apostrophes_come_out_straight() -> None:
    assert read("feeling", "I’m done") == read("feeling", "I'm done") == ["I'm done"]


def test_a_long_situation_is_cut_and_an_endless_one_is_not_taken() -> None:
    [line] = read("situation", "we row about money " * 200)
    assert len(line) <= 90
    assert line.endswith("…")
    assert read("situation", "x" * 4097) == ["!too_long"]
    assert len(read("situation", "x" * 4096)[0]) == 90


def test_a_sentence_is_kept_word_for_word_up_to_600_characters() -> None:
    assert read("sentence", "x" * 600) == ["X" + "x" * 599 + "."]
    assert read("sentence", "x" * 601) == ["!too_long"]
    assert read("sentence", "<b>{{7*7}}</b>") == ["<B>{{7*7}}</b>."]


def test_a_name_is_short() -> None:
    assert read("name", "x" * 41) == ["!too_long"]
    assert read("name", "I would rather not say that") == ["!unclear"]
    assert read("name", "1234") == ["!unclear"]


def test_a_language_without_readers_is_read_as_english() -> None:
    assert read_own_words("feeling", "knackered", "xx") == {"clause": "I'm knackered"}
    with pytest.raises(KeyError):
        read_own_words("shoe_size", "nine")


WORDS = sorted(
    {word for name in ("held_out", "examples") for _, said, _ in rows(f"own_words_{name}.txt") for word in said.split()}
)  # fmt: skip
TYPED = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.text(max_size=90),
    st.text(
        st.characters(categories=["Cs", "Cc", "Cf", "Lo", "So", "Zs", "Mn", "Po"]), max_size=60
    ),
)


@pytest.mark.parametrize("reader", sorted(READERS["en"]))
@settings(max_examples=200, deadline=None)
@given(said=TYPED)
def test_any_text_gives_clean_forms_or_a_reason(reader: str, said: str) -> None:
    forms = READERS["en"][reader](said)
    if isinstance(forms, Miss):
        return
    for form in forms.values():
        assert form
        assert form == form.strip()
        assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in form)


@settings(max_examples=500, deadline=None)
@given(said=TYPED)
def test_forms_fit_the_sentences_they_are_for(said: str) -> None:
    for reader in IN_A_PHRASE:
        forms = READERS["en"][reader](said)
        if isinstance(forms, Miss):
            continue
        for form in forms.values():
            assert len(form) <= 130
            assert form[-1] not in ".,;:!?"
            if not STUTTER.search(tidy(said)):
                assert not STUTTER.search(form)
        so = forms.get("so", "so I rest")
        assert re.match(r"so \S+ \S", so)
        assert not re.match(r"(?:some|an?) (?:to|some|an?|the|my)\b", forms.get("wish", ""))
        assert not re.match(r"(?:an?|some|\d+) |for (?:for|to) ", forms.get("after", ""))
        assert len(forms.get("clause", "two words").split()) > 1


@pytest.mark.parametrize("reader", sorted(READERS["en"]))
@pytest.mark.parametrize(
    "said",
    ["a" * 4096, "a " * 2048, "'" * 4096, "…, " * 1365, "1️⃣" * 1365, " \n" * 2048, "um, " * 1024],
)
def test_4096_characters_take_little_time(reader: str, said: str) -> None:
    took = []
    for _ in range(3):
        started = time.perf_counter()
        READERS["en"][reader](said)
        took.append(time.perf_counter() - started)
    assert min(took) < 0.02

import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.session import Value
from prompts.errors import PromptError
from prompts.voice import REMEMBERED, Voice, clipped, mark, opening, uncapitalised
from tests.bot_api_html import parse_html
from tests.roads import house

FILES = {
    "desk/again": "Again:\n---\nOnce more:",
    "talk/one": "A.\n---\nB.\n---\nC.",
    "talk/single": "Only this.",
    "talk/other": "X.\n---\nY.",
    "talk/maybe": "{% if mood is not none %}You said {{ mood }}.{% endif %}",
    "talk/says": "<b>{{ mood }}</b>, {{ mood | opening }} and {{ mood.said }}",
    "talk/phrase": "<me>{{ mood.said | opening }}</me>. <we>We</we> and <you>you</you>.<me>Me</me>",
    "talk/unset": "fine\n---\nYou said {{ nothing }}.",
    "talk/no_form": "\n\n{{ mood.clause }}",
    "talk/sly": "{{ ''.__class__.__mro__ }}",
    "talk/slyer": "{{ mood.__init__.__globals__ }}",
    "talk/changes": "{% set _ = things.append(1) %}x",
}
HOSTILE = ["<b>{{7*7}}</b>", "{% raw %}", "<me>x</me>", "</blockquote>", "&lt;i&gt;", "\x00"]


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Voice:
    folder = tmp_path_factory.mktemp("prompts")
    for name, text in FILES.items():
        file = folder / "en" / f"{name}.j2"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    words = "mood: {fine: {label: Fine, forms: {clause: I'm <fine>}}, odd: {label: I'm odd}}\n"
    (folder / "en" / "talk" / "words.yaml").write_text(words, encoding="utf-8")
    return Voice(folder)


def say(voice: Voice, said: list[int], *names: str, **slots: object) -> str:
    return voice.say([f"talk/{name}" for name in names], slots, said=said, seed=len(said))


@pytest.mark.parametrize("seed", range(12))
def test_no_variant_comes_again_before_all_were_said(voice: Voice, seed: int) -> None:
    said: list[int] = []
    first = {voice.say(["talk/one"], {}, said=said, seed=seed + turn) for turn in range(3)}
    assert first == {"A.", "B.", "C."}


def test_seeds_begin_with_different_variants(voice: Voice) -> None:
    begun = {voice.say(["talk/one"], {}, said=[], seed=seed) for seed in range(12)}
    assert begun == {"A.", "B.", "C."}


def test_the_oldest_comes_first_when_all_were_said(voice: Voice) -> None:
    said: list[int] = []
    order = [say(voice, said, "one") for _ in range(9)]
    assert [text[-2:] for text in order[3:]] == [text[-2:] for text in order[:3]] * 2
    assert len(set(order)) == 9


def test_nothing_is_said_twice_the_same_way(voice: Voice) -> None:
    said: list[int] = []
    single = [say(voice, said, "single") for _ in range(3)]
    both = [say(voice, said, "single", "other") for _ in range(6)]
    assert len({*single, *both}) == 9
    assert single[0] == "Only this."
    assert {single[1], single[2]} == {"Again:\n\nOnly this.", "Once more:\n\nOnly this."}


def test_only_the_newest_is_remembered(voice: Voice) -> None:
    said = list(range(1, 1000))
    text = say(voice, said, "one")
    assert len(said) == REMEMBERED
    assert said[-1] == mark(text)


def test_prompts_are_joined_and_empty_ones_left_out(voice: Voice) -> None:
    assert say(voice, [], "single", "maybe", mood=None) == "Only this."
    assert say(voice, [], "single", "maybe", mood="x") == "Only this.\n\nYou said x."


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_and_words_from_people_stay_text(voice: Voice, hostile: str) -> None:
    check(voice, hostile)


@given(st.text(max_size=60) | st.text(alphabet="<>{}%#&;\"'/abme 7*", max_size=40))
@example("{{7*7}}")
@example("<me>{{ mood }}</me>")
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_text_from_people_never_becomes_markup_or_code(voice: Voice, text: str) -> None:
    check(voice, text)


def check(voice: Voice, text: str) -> None:
    mood = voice.shown("talk", "mood", Value(said=text))
    bubble = voice.say(["talk/says"], {"mood": mood}, said=[], seed=0)
    plain, entities = parse_html(bubble)
    once = " ".join(text.split())
    assert plain.split() == f"{once}, {once[:1].upper() + once[1:]} and {once}".split() or (
        "\r" in text
    )
    assert [each["type"] for each in entities] in (["bold"], [])
    phrase = voice.phrase("talk/phrase", {"mood": mood})
    assert phrase.text.endswith("We and you.Me")
    assert phrase.parts["you"] == "you"
    assert phrase.parts["me"].startswith((once[:1].upper() + once[1:]).strip() or " …")


def test_a_phrase_and_its_parts(voice: Voice) -> None:
    mood = voice.shown("talk", "mood", Value(said="it's <late> & I'm\n tired"))
    phrase = voice.phrase("talk/phrase", {"mood": mood})
    assert phrase.text == "It's <late> & I'm tired. We and you.Me"
    assert phrase.parts == {"me": "It's <late> & I'm tired … Me", "you": "you", "we": "We"}


@pytest.mark.parametrize(
    ("name", "line", "what"),
    [
        ("unset", 3, "'nothing' is undefined"),
        ("no_form", 1, "no attribute 'clause'"),
        ("sly", 1, "unsafe"),
        ("slyer", 1, "unsafe"),
        ("changes", 1, "unsafe|not callable|not safely"),
    ],
)
def test_a_template_that_fails_says_where(voice: Voice, name: str, line: int, what: str) -> None:
    slots = {"mood": voice.shown("talk", "mood", Value(said="x")), "things": []}
    said = [mark("fine")]
    with pytest.raises(PromptError) as caught:
        voice.say([f"talk/{name}", f"talk/{name}"], slots, said=said, seed=0)
    assert caught.value.file.endswith(f"talk/{name}.j2")
    assert caught.value.line == line
    assert re.search(what, caught.value.what)


def test_an_unknown_prompt(voice: Voice) -> None:
    assert not voice.knows("talk/gone")
    with pytest.raises(KeyError):
        say(voice, [], "gone")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Value(pick="fine"), "fine"),
        (Value(pick="odd"), "I'm odd"),
        (Value(pick="fine", said="Fine!"), "fine"),
        (Value(picks=["fine", "odd"]), "fine, I'm odd"),
        (Value(said=" my  own\nwords "), "my own words"),
        (Value(number=0), "0"),
        (Value(at="21:30"), "21:30"),
        (Value(said="9ish", at="21:00"), "9ish"),
        (Value(pick="no_longer"), "no longer"),
        (Value(yes=True), "yes"),
        (Value(yes=False), "no"),
    ],
)
def test_an_answer_is_shown_as_the_person_would_know_it(
    voice: Voice, value: Value, shown: str
) -> None:
    assert str(voice.shown("talk", "mood", value)) == shown


def test_forms_of_a_choice_and_of_own_words(voice: Voice) -> None:
    fine = voice.shown("talk", "mood", Value(pick="fine"))
    own = voice.shown("talk", "mood", Value(said="x", forms={"clause": "I'm x"}))
    assert (fine.clause, fine.label, own.clause) == ("I'm <fine>", "Fine", "I'm x")
    with pytest.raises(AttributeError):
        _ = own.label


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Worn out", "worn out"),
        ("I love you", "I love you"),
        ("I'm here", "I'm here"),
        ("I’d rather", "I’d rather"),
        ("It's fine", "it's fine"),
        ("TV", "TV"),
        ("", ""),
    ],
)
def test_a_label_inside_a_sentence(label: str, shown: str) -> None:
    assert uncapitalised(label) == shown


def test_opening_escapes() -> None:
    assert (opening("<i>"), opening("ärger"), opening("")) == ("&lt;i&gt;", "Ärger", "")
    assert html.unescape(opening("a & b")) == "A & b"


def test_long_words_are_shown_in_part() -> None:
    assert clipped("one two three", 9) == "one two…"
    assert clipped("one", 3) == "one"
    assert len(clipped("x" * 9000)) == 621


def test_every_real_prompt_has_more_than_one_way_of_saying_it() -> None:
    catalogue = house().speech.voice.catalogue("en")
    once = [
        name
        for name, variants in catalogue.variants.items()
        if len(variants) < 2 and not re.search("/phrase_|description|journal_night", name)
    ]
    assert [name for name in once if name.partition("/")[0] in ("desk", "ask_for_space")] == []


def test_the_folder_is_a_parameter(tmp_path: Path) -> None:
    with pytest.raises(PromptError):
        Voice(tmp_path)

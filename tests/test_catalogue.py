from pathlib import Path

import pytest

from prompts.catalogue import Catalogue
from prompts.errors import PromptError
from prompts.voice import Voice


def voice(folder: Path, files: dict[str, str | bytes]) -> Voice:
    for name, text in {"en/desk/again.j2": "Again:", **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Voice(folder)


def catalogue(folder: Path, files: dict[str, str | bytes]) -> Catalogue:
    return voice(folder, files).catalogue("en")


# What is broken: (file, content, line, what is said of it, how to mend it).
BROKEN: dict[str, tuple[str, str | bytes, int, str, str]] = {
    "nothing": ("one.j2", "", 1, "a variant is empty", "Write it"),
    "only spaces": ("one.j2", " \n\n", 1, "a variant is empty", "Write it"),
    "an empty variant": ("one.j2", "a\n---\n\n---\nb", 3, "a variant is empty", "'---'"),
    "a divider too many": ("one.j2", "a\n---\n", 3, "a variant is empty", "'---'"),
    "an open brace": ("one.j2", "a\n---\n\nb {{ x", 4, "end of template", "syntax"),
    "an open block": ("one.j2", "a\n---\n{% if x %}\nb", 4, "end of template", "syntax"),
    "an unknown tag": ("one.j2", "{% iff x %}", 1, "unknown tag 'iff'", "syntax"),
    "an unknown filter": ("one.j2", "a\n---\n{{ x | capital }}", 3, "no filter 'capital'", "'opening'"),
    "an unknown test": ("one.j2", "a\n\n{% if x is fine %}b{% endif %}", 3, "no test 'fine'", "Jinja"),
    "a lost template": ("one.j2", '{% include "x/_y.j2" %}', 1, "no template 'x/_y.j2'", "Name a"),
    "a template by a variable": ("one.j2", "{% include x %}", 1, "no template", "Name a"),
    "a template elsewhere": ("one.j2", '{% include "../de/x.j2" %}', 1, "no template", "Name a"),
    "no UTF-8": ("one.j2", b"caf\xe9", 1, "not UTF-8", "Save it"),
    "words that are no UTF-8": ("words.yaml", b"caf\xe9: {}", 1, "not UTF-8", "Save it"),
    "broken words": ("words.yaml", "mood:\n  a: {label: [}\n", 2, "expected", "indentation"),
    "a control character": ("words.yaml", "mood: \x01", 1, "characters are not allowed", "indentation"),
    "a list of words": ("words.yaml", "- mood\n", 1, "names with entries", "name: {label"),
    "a list of choices": ("words.yaml", "mood:\n  - a\n", 2, "names with entries", "name: {label"),
    "choices that are a word": ("words.yaml", "\nmood: a\n", 2, "names with entries", "{label"),
    "a slot twice": ("words.yaml", "mood: {}\nmood: {}\n", 2, "'mood' stands twice", "Remove"),
    "a choice twice": ("words.yaml", "m:\n  a: {label: A}\n  a: {label: B}\n", 3, "twice", "Remove"),
    "no label": ("words.yaml", "m:\n  a: {also: [b]}\n", 2, "label", "A choice has a label"),
    "an empty label": ("words.yaml", 'm:\n  a: {label: " "}\n', 2, "label is empty", "Write"),
    "an unknown part": ("words.yaml", "m:\n  a: {label: A, lable: B}\n", 2, "lable", "A choice"),
    "a choice that is a word": ("words.yaml", "m:\n  a: A\n", 2, "Expected `object`", "A choice"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_has_file_line_what_and_mend(name: str, tmp_path: Path) -> None:
    file, text, line, what, mend = BROKEN[name]
    with pytest.raises(PromptError) as caught:
        voice(tmp_path, {f"en/talk/{file}": text})
    fault = caught.value
    assert fault.file == str(tmp_path / "en" / "talk" / file)
    assert what in fault.what
    assert mend in fault.mend
    assert fault.line == line
    assert str(fault) == f"{fault.file}:{line}: {fault.what}. {fault.mend}"
    assert "\n" not in str(fault)


def test_there_has_to_be_an_english_folder(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="no folder 'en'"):
        Voice(tmp_path)


def test_variants_and_what_they_read(tmp_path: Path) -> None:
    one = "Hi {{ name }}.\n---\n{% set a = 1 %}{{ a }}{{ mood.x }}\n---\n\nThree.\n"
    variants = catalogue(tmp_path, {"en/talk/one.j2": one}).variants["talk/one"]
    assert [(each.line, set(each.reads)) for each in variants] == [
        (1, {"name"}),
        (3, {"mood"}),
        (5, set()),
    ]


def test_pieces_are_no_prompts(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "en/talk/_pieces.j2": "{% set end = mood ~ '!' %}",
        "en/talk/one.j2": '{% from "talk/_pieces.j2" import end with context %}Oh {{ end }}',
    }
    talk = voice(tmp_path, files)
    assert "talk/one" in talk.catalogue("en").variants
    assert not talk.knows("talk/_pieces")
    assert talk.say(["talk/one"], {"mood": "<b>"}, said=[], seed=0) == "Oh &lt;b&gt;!"


def test_words(tmp_path: Path) -> None:
    words = (
        "mood:\n  yes: &y {label: Yes, also: [on, 08:30], forms: {so: no}}\n  other: *y\nnone:\n"
    )
    talk = voice(
        tmp_path, {"en/talk/words.yaml": words.replace("none:\n", ""), "en/b/words.yaml": ""}
    )
    known = talk.choice("talk", "mood", "yes")
    assert known is not None
    assert (known.label, known.also, known.forms) == ("Yes", ["on", "08:30"], {"so": "no"})
    assert talk.choice("talk", "mood", "other") == known
    assert talk.choice("talk", "mood", "gone") is None
    assert talk.choice("b", "mood", "yes") is None


def test_a_second_language_is_a_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"en/talk/one.j2": "Hello.", "de/talk/one.j2": "Hallo."}
    talk = voice(tmp_path, {**files, "notes/readme.txt": "x", "en/talk/notes.txt": "y"})
    assert set(talk.languages) == {"de", "en"}
    said = {
        each: talk.say(["talk/one"], {}, said=[], seed=0, language=each) for each in ("de", "xx")
    }
    assert said == {"de": "Hallo.", "xx": "Hello."}

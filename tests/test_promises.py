from pathlib import Path

import pytest

from bot.house import House, build
from dialogs.errors import ScriptError
from prompts.errors import PromptError
from prompts.voice import Voice
from tests.chat import made_up, write_house
from tests.memory_store import MemoryStore

SCRIPT = """script: talk
version: 1
purpose: a test
start: mood
slots:
  mood: x
  line: y
states:
  mood:
    ask: choice
    slot: mood
    offer: [fine, bad]
    next: made
  made:
    compose: {line: phrase}
    say: [told]
    next: bye
  bye: {say: [farewell], end: yes}
"""
PROMPTS = {
    "talk/words.yaml": "mood:\n  fine: {label: Fine}\n  bad: {label: Bad}\n",
    **dict(made_up("talk", "mood")),
    "talk/phrase": "<me>I am {{ mood }}</me>.",
    "talk/told": "You said {{ line }}, {{ name }}.",
    "talk/farewell": "Bye.",
}


def house(
    folder: Path, script: str = SCRIPT, *, lost: str = "", prompts: dict[str, str] | None = None
) -> House:
    written = {**PROMPTS, **(prompts or {})}
    prompts = {name: text for name, text in written.items() if name != lost}
    return build(MemoryStore(), *write_house(folder, {"talk": script}, prompts))


def test_promises_that_are_kept(tmp_path: Path) -> None:
    assert list(house(tmp_path).engine.scripts) == ["talk"]


@pytest.mark.parametrize("name", ["mood", "mood.why", "mood.again", "phrase", "told", "farewell"])
def test_a_prompt_that_is_not_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(ScriptError) as caught:
        house(tmp_path, lost=f"talk/{name}")
    state, line = {"phrase": ("made", 14), "told": ("made", 14), "farewell": ("bye", 18)}.get(
        name, ("mood", 9)
    )
    fault = caught.value
    assert fault.what == f"state '{state}': the prompt '{name}' is not written in 'en'"
    assert (Path(fault.file).name, fault.line) == ("talk.yaml", line)
    assert f"prompts/en/talk/{name}.j2" in fault.mend


@pytest.mark.parametrize("words", ["mood: {fine: {label: Fine}}", "feel: {bad: {label: B}}", ""])
def test_a_choice_without_a_label(tmp_path: Path, words: str) -> None:
    with pytest.raises(ScriptError) as caught:
        house(tmp_path, prompts={"talk/words.yaml": words})
    assert "has no label in 'en'" in caught.value.what
    assert caught.value.line == 9
    assert "prompts/en/talk/words.yaml" in caught.value.mend


def test_an_act_that_nobody_does(tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as caught:
        house(tmp_path, SCRIPT.replace("say: [farewell],", "act: dance,"))
    assert "no act 'dance'" in caught.value.what
    assert "keep_phrase" in caught.value.mend
    assert caught.value.line == 18


@pytest.mark.parametrize(
    ("text", "line"), [("You {{ moood }}.", 1), ("Fine.\n---\n{{ count }}", 3), ("{{ nam }}", 1)]
)
def test_a_variable_that_nobody_fills(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(PromptError) as caught:
        house(tmp_path, prompts={"talk/told": text})
    assert caught.value.line == line
    assert "which is no slot of 'talk'" in caught.value.what
    assert Path(caught.value.file).name == "told.j2"


def second_language(folder: Path, desk: dict[str, str], prompts: dict[str, str]) -> None:
    write_house(folder, {"talk": SCRIPT}, PROMPTS)
    german = folder / "prompts" / "de"
    for name, text in {**desk, **prompts}.items():
        file = german / (name if name.endswith(".yaml") else f"{name}.j2")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def desk_in_full() -> dict[str, str]:
    english = Voice().catalogue("en")
    desk = {name: "Ja." for name in english.variants if name.startswith("desk/")}
    words = Path(Voice.__module__.replace(".", "/")).parent / "en" / "desk" / "words.yaml"
    return {**desk, "desk/words.yaml": words.read_text(encoding="utf-8")}


def test_a_second_language_is_a_folder_and_no_code(tmp_path: Path) -> None:
    second_language(tmp_path, desk_in_full(), PROMPTS)
    built = build(MemoryStore(), tmp_path / "scripts", tmp_path / "prompts")
    assert set(built.speech.voice.languages) == {"de", "en"}


@pytest.mark.parametrize(
    "lost", ["talk/mood.why", "desk/back", "desk/miss_no_time", "desk/words.yaml"]
)
def test_a_language_folder_has_to_be_complete(tmp_path: Path, lost: str) -> None:
    everything = {**desk_in_full(), **PROMPTS}
    del everything[lost]
    second_language(tmp_path, {}, everything)
    with pytest.raises((ScriptError, PromptError)) as caught:
        build(MemoryStore(), tmp_path / "scripts", tmp_path / "prompts")
    assert "'de'" in str(caught.value)
    told = str(caught.value)
    assert lost.partition("/")[2].removesuffix(".yaml") in told

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from jinja2 import UndefinedError

from bot.front import DOORS
from bot.promises import DESK_EXTRAS
from bot.record import Profile
from bot.settings_desk import LENGTHS
from dialogs.hearing.miss import Reason
from dialogs.session import Value
from dialogs.utterance import Kind
from prompts.catalogue import Variant
from tests.bot_api_html import parse_html, units
from tests.roads import SCRIPTS, house
from tests.test_ask_for_space import QUESTIONS, choices

ROOT = Path(__file__).parent.parent
VOICE = house().speech.voice
COMPOSED = ("short", "warm", "direct", "chosen")
SENTENCE = Value(
    said="I'm <tired> & need an hour.",
    forms={"me": "I'm <tired> & need an hour", "you": "and I know", "we": ""},
)
REAL = [
    (language, name)
    for language, catalogue in VOICE.languages.items()
    for name in catalogue.variants
    if name.partition("/")[0] in (*SCRIPTS, "desk")
]


def contexts(script: str, prompt: str) -> Iterator[dict[str, Value]]:
    """The slots that a prompt may meet: none, one filled, and all, in every way in turn."""
    always = dict.fromkeys(COMPOSED, SENTENCE) if script == "ask_for_space" else {}
    if script != "ask_for_space":
        yield always
        return
    answered = prompt.removesuffix(".heard") if prompt.endswith(".heard") else ""
    slot = "own" if answered == "own_words" or prompt == "phrase_joined" else answered
    for given in choices(slot)[1:] if slot in QUESTIONS else [SENTENCE]:
        known = always | ({slot: given} if slot and given else {})
        yield known
        for at in range(6):
            filled = {each: choices(each)[1:][at % (len(choices(each)) - 1)] for each in QUESTIONS}
            yield {key: value for key, value in filled.items() if value} | known


NUMBERS = {"count", "room", "close", "nights", "more", "fewer", "phrases", "returns"}
EXTRAS = {name: 2 if name in NUMBERS else "I'm <tired>." for name in DESK_EXTRAS}
PARTNER = house().speech.partner(Profile())


def render(language: str, name: str, variant: Variant, slots: dict[str, Value]) -> str:
    script = name.partition("/")[0]
    shown = house().speech.shown(script, slots, language)
    extras = EXTRAS if script == "desk" else {}
    template = VOICE.catalogue(language).env.from_string(variant.source)
    return template.render({**shown, **extras, "name": "Sam & <b>", "partner": PARTNER}).strip()


@pytest.mark.parametrize(("language", "name"), REAL)
def test_every_variant_renders_for_filled_and_empty_slots(language: str, name: str) -> None:
    script, _, prompt = name.partition("/")
    for variant in VOICE.catalogue(language).variants[name]:
        for slots in contexts(script, prompt):
            try:
                source = render(language, name, variant, slots)
            except UndefinedError as error:
                raise AssertionError(f"{variant.file}:{variant.line}: {error}") from error
            source = re.sub(r"</?(me|you|we)>", "", source)
            text, _ = parse_html(source)
            assert text.strip() or prompt.endswith(".heard"), (variant.file, variant.line)
            assert units(text) < 4096
            assert "None" not in text or "None" in variant.source, (variant.file, variant.line)
            assert not re.search(r"<(?!/?(?:b|i|u|s|code|pre|blockquote|a)\b)", source)
            assert "  " not in text.replace("\n", " \n").replace(" \n", "\n"), (variant.file, text)


@pytest.mark.parametrize("language", list(VOICE.languages))
def test_every_language_is_complete(language: str) -> None:
    english, here = VOICE.catalogue("en"), VOICE.catalogue(language)
    assert english.variants.keys() - here.variants.keys() == set()
    for script, words in english.words.items():
        for key, all_ in words.items():
            assert all_.keys() == here.words[script][key].keys()


@pytest.mark.parametrize("language", list(VOICE.languages))
@pytest.mark.parametrize("why", [*get_args(Reason), "nothing_picked", *get_args(Kind)])
def test_every_miss_has_its_words(language: str, why: str) -> None:
    if why in ("text", "tap", "command"):
        return
    assert len(VOICE.catalogue(language).variants[f"desk/miss_{why}"]) >= 3


def sources() -> str:
    files = [*(ROOT / "bot").glob("*.py"), *(ROOT / "dialogs").glob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_line_of_the_desk_is_written() -> None:
    named = re.findall(r"(?:\{SHARED\}/|\bdesk_(?:line|bubble)\(\")([a-z_]+)[\"']", sources())
    assert len(named) > 25
    assert [name for name in named if not VOICE.knows(f"desk/{name}")] == []


def test_every_line_of_the_desk_is_said() -> None:
    said = set(re.findall(r"[a-z_]+", sources())) | {f"miss_{why}" for why in get_args(Reason)}
    said |= {f"miss_{kind}" for kind in get_args(Kind)} | {"miss_nothing_picked"}
    said |= {f"digest_{period}" for period in ("week", "month", "season")}
    said |= {f"{kept}_{line}" for kept in ("phrases", "keepsakes") for line in ("lead", "none")}
    said |= {f"door_{door}" for door in DOORS} | {f"length_{length}" for length in LENGTHS}
    said |= {f"suggest_{reason}" for reason in said}
    desk = {
        name.partition("/")[2]
        for name in VOICE.catalogue("en").variants
        if name.startswith("desk/")
    }
    assert desk - said == set()


@pytest.mark.parametrize("way", ["back", "skip", "why", "cancel", "done", "copy", "share", "older"])
def test_every_way_has_a_label(way: str) -> None:
    assert VOICE.choice("desk", "way", way) is not None


def test_every_typed_label_is_found() -> None:
    speech = house().speech
    for script, words in VOICE.catalogue("en").words.items():
        for key, all_ in words.items() if script in SCRIPTS else []:
            for choice, each in all_.items():
                offered = beside(script, choice, all_)
                for said in (each.label, *each.also, each.label.upper(), f" {each.label}! "):
                    assert speech.match(script, key, offered, said, "en") == choice


def beside(script: str, choice: str, choices: Iterable[str]) -> list[str]:
    """A choice and those that may be offered with it; of those with a guard, it alone."""
    states = house().engine.scripts[script].script.states.values()
    guarded = {each.id for state in states for each in state.offers if each.when}
    return [each for each in choices if each == choice or each not in guarded]


def test_the_imports_run_downward_only() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_mind_and_the_voice_open_no_network() -> None:
    for layer in ("dialogs", "prompts"):
        for file in (ROOT / layer).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            lines = re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE)
            assert not {"telegram", "tinydb", "aiohttp", "socket", "os", "bot"} & set(lines), file

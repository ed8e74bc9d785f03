"""What scripts and prompts promise each other, checked before anybody is spoken to."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from dialogs.errors import ScriptError
from dialogs.machine import Compiled
from dialogs.script import Script
from dialogs.studies import PROMPTS
from prompts.catalogue import Catalogue
from prompts.errors import PromptError
from prompts.voice import DEFAULT_LANGUAGE, SHARED, Voice

COMMON = {"name", "partner"}
SAFETY = "safety_"
DESK_EXTRAS = {"count", "phrase", "day", "hour", "days", "back", "line", "when"}
DESK_EXTRAS |= {"room", "close", "question", "answer", "intention", "month", "phrases", "returns"}
DESK_EXTRAS |= {"nights", "more", "fewer", "room_from", "room_to", "close_from", "close_to"}


def check_promises(scripts: Mapping[str, Compiled], voice: Voice, acts: Collection[str]) -> None:
    """Raise the first ScriptError or PromptError between the scripts and every language."""
    for compiled in scripts.values():
        _check_acts(compiled.script, acts)
        for catalogue in voice.languages.values():
            _check_prompts(compiled.script, catalogue)
            _check_choices(compiled.script, catalogue)
    for catalogue in voice.languages.values():
        _check_desk(catalogue, voice.languages[DEFAULT_LANGUAGE])
        _check_variables(scripts, catalogue)


def _check_acts(script: Script, acts: Collection[str]) -> None:
    for name, state in script.states.items():
        if state.act and state.act not in acts:
            what = f"state '{name}': no act '{state.act}'"
            raise ScriptError(
                script.file, script.line_of(name), what, f"Use one of {', '.join(sorted(acts))}."
            )


def prompts_of(script: Script) -> Iterator[tuple[str, str]]:
    """Every prompt that a script says, with the state that says it."""
    for name, state in script.states.items():
        if state.ask:
            yield from ((name, name), (name, f"{name}.why"), (name, f"{name}.again"))
        yield from ((name, prompt) for prompt in (*state.say, *state.compose.values()))
    yield from ((script.start, prompt) for prompt in PROMPTS.get(script.name, ()))


def _check_prompts(script: Script, catalogue: Catalogue) -> None:
    for state, prompt in prompts_of(script):
        if f"{script.name}/{prompt}" not in catalogue.variants:
            raise ScriptError(
                script.file,
                script.line_of(state),
                f"state '{state}': the prompt '{prompt}' is not written in '{catalogue.language}'",
                f"Write prompts/{catalogue.language}/{script.name}/{prompt}.j2.",
            )


def _check_choices(script: Script, catalogue: Catalogue) -> None:
    words = catalogue.words.get(script.name, {})
    for name, state in script.states.items():
        key = state.slot or name
        for offer in state.offers:
            if offer.id not in words.get(key, {}):
                raise ScriptError(
                    script.file,
                    script.line_of(name),
                    f"state '{name}': the choice '{offer.id}' has no label in '{catalogue.language}'",
                    f"Add it under '{key}:' in prompts/{catalogue.language}/{script.name}/words.yaml.",
                )


def _check_desk(catalogue: Catalogue, whole: Catalogue) -> None:
    """What belongs to no script is written in every language that the default one has it in."""
    for name, variants in whole.variants.items():
        if name.startswith(f"{SHARED}/") and name not in catalogue.variants:
            what = f"the prompt '{name}' is not written in '{catalogue.language}'"
            mend = f"Write prompts/{catalogue.language}/{name}.j2."
            raise PromptError(variants[0].file, 1, what, mend)
    here = catalogue.words.get(SHARED, {})
    for key, choices in whole.words.get(SHARED, {}).items():
        for choice in choices:
            if choice not in here.get(key, {}):
                file = f"prompts/{catalogue.language}/{SHARED}/words.yaml"
                what = f"'{choice}' of '{key}' has no label in '{catalogue.language}'"
                raise PromptError(file, 1, what, f"Add it under '{key}:' there.")


def _check_variables(scripts: Mapping[str, Compiled], catalogue: Catalogue) -> None:
    """Every variable that a template reads is a slot of its script, or known everywhere."""
    for prompt, variants in (catalogue.variants | catalogue.pieces).items():
        script = prompt.partition("/")[0]
        known = set(COMMON)
        known |= DESK_EXTRAS if script == SHARED else set()
        known |= {"lines"} if script.startswith(SAFETY) else set()
        known |= set(scripts[script].script.slots) if script in scripts else set()
        for variant in variants:
            for unknown in sorted(variant.reads - known):
                raise PromptError(
                    str(Path(variant.file)),
                    variant.line,
                    f"reads '{unknown}', which is no slot of '{script}'",
                    "Declare the slot in the script, or mend the name.",
                )

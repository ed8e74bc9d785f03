"""What scripts and prompts promise each other, checked before anybody is spoken to."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.front import DOORS, LINK, SCREENS
from dialogs.errors import ScriptError
from dialogs.machine import Compiled
from dialogs.script import Script
from dialogs.studies import PROMPTS
from prompts.catalogue import Catalogue
from prompts.errors import PromptError
from prompts.voice import DEFAULT_LANGUAGE, SHARED, Voice

COMMON = {"name", "partner"}
SAFETY = "safety_"
# What helps with a question: why it is asked, and other words for it.
HELP = (".why", ".again")
DESK_EXTRAS = {"count", "phrase", "day", "hour", "days", "back", "line", "when"}
DESK_EXTRAS |= {"room", "close", "question", "answer", "intention", "month", "phrases", "returns"}
DESK_EXTRAS |= {"zone", "living", "length", "pronouns", "called", "weeks", "language"}
DESK_EXTRAS |= {"nights", "more", "fewer", "room_from", "room_to", "close_from", "close_to"}


def check_promises(scripts: Mapping[str, Compiled], voice: Voice, acts: Collection[str]) -> None:
    """Raise the first ScriptError or PromptError between the scripts and every language."""
    for broken in broken_promises(
        {name: compiled.script for name, compiled in scripts.items()}, voice, acts
    ):
        raise broken.error


class Broken(NamedTuple):
    """A promise that is not kept: the code of its kind, and the error that tells of it."""

    code: str
    error: ScriptError | PromptError


def broken_promises(
    scripts: Mapping[str, Script], voice: Voice, acts: Collection[str]
) -> Iterator[Broken]:
    """Every promise between the scripts and the words of each language that is not kept."""
    yield from _links_twice(scripts)
    for script in scripts.values():
        yield from _acts_missing(script, acts)
        yield from _doors_unknown(script)
        for catalogue in voice.languages.values():
            yield from _prompts_missing(script, catalogue)
            yield from _labels_missing(script, catalogue)
    for catalogue in voice.languages.values():
        yield from _desk_missing(catalogue, voice.languages[DEFAULT_LANGUAGE])
        yield from _variables_unknown(scripts, catalogue)


def _doors_unknown(script: Script) -> Iterator[Broken]:
    for door in script.doors.keys() - set(DOORS):
        line = script.lines.get(f"doors.{door}", 1)
        what, mend = f"there is no door '{door}'", f"Use one of {', '.join(DOORS)}."
        yield Broken("S118", ScriptError(script.file, line, what, mend, "S118"))


def _links_twice(scripts: Mapping[str, Script]) -> Iterator[Broken]:
    """A link that already leads somewhere, or that Telegram would not take."""
    led: dict[str, str] = {name: name for name in (*scripts, *SCREENS)}
    for script in scripts.values():
        if not script.link:
            continue
        line, what = script.lines.get("link", 1), ""
        if led.setdefault(script.link, script.name) != script.name or script.link in scripts:
            what = f"the link '{script.link}' leads to '{led[script.link]}' already"
        elif not LINK.fullmatch(script.link):
            what = f"'{script.link}' can't stand in a link"
        if what:
            mend = "Use another: small letters and _ only."
            yield Broken("S119", ScriptError(script.file, line, what, mend, "S119"))


def _in_state(script: Script, state: str, code: str, what: str, mend: str) -> Broken:
    what = f"state '{state}': {what}"
    return Broken(code, ScriptError(script.file, script.line_of(state), what, mend, code))


def _acts_missing(script: Script, acts: Collection[str]) -> Iterator[Broken]:
    for name, state in script.states.items():
        if state.act and state.act not in acts:
            mend = f"Use one of {', '.join(sorted(acts))}."
            yield _in_state(script, name, "S112", f"no act '{state.act}'", mend)


def prompts_of(script: Script) -> Iterator[tuple[str, str]]:
    """Every prompt that a script says, with the state that says it."""
    for name, state in script.states.items():
        if state.ask:
            yield from ((name, name), *((name, f"{name}{each}") for each in HELP))
        yield from ((name, prompt) for prompt in (*state.say, *state.compose.values()))
    yield from ((script.start, prompt) for prompt in PROMPTS.get(script.name, ()))


def _prompts_missing(script: Script, catalogue: Catalogue) -> Iterator[Broken]:
    language = catalogue.language
    for state, prompt in prompts_of(script):
        if f"{script.name}/{prompt}" not in catalogue.variants:
            code = "P403" if prompt.endswith(HELP) else "P402"
            what = f"the prompt '{prompt}' is not written in '{language}'"
            mend = f"Write prompts/{language}/{script.name}/{prompt}.j2."
            yield _in_state(script, state, code, what, mend)


def _labels_missing(script: Script, catalogue: Catalogue) -> Iterator[Broken]:
    words, language = catalogue.words.get(script.name, {}), catalogue.language
    for name, state in script.states.items():
        key = state.slot or name
        for offer in state.offers:
            if offer.id not in words.get(key, {}):
                what = f"the choice '{offer.id}' has no label in '{language}'"
                mend = f"Add it under '{key}:' in prompts/{language}/{script.name}/words.yaml."
                yield _in_state(script, name, "P404", what, mend)


def _desk_missing(catalogue: Catalogue, whole: Catalogue) -> Iterator[Broken]:
    """What belongs to no script is written in every language that the default one has it in."""
    for name, variants in whole.variants.items():
        if name.startswith(f"{SHARED}/") and name not in catalogue.variants:
            what = f"the prompt '{name}' is not written in '{catalogue.language}'"
            mend = f"Write prompts/{catalogue.language}/{name}.j2."
            yield Broken("P402", PromptError(variants[0].file, 1, what, mend))
    here = catalogue.words.get(SHARED, {})
    for key, choices in whole.words.get(SHARED, {}).items():
        for choice in choices:
            if choice not in here.get(key, {}):
                file = f"prompts/{catalogue.language}/{SHARED}/words.yaml"
                what = f"'{choice}' of '{key}' has no label in '{catalogue.language}'"
                error = PromptError(file, 1, what, f"Add it under '{key}:' there.")
                yield Broken("P404", error)


def _variables_unknown(scripts: Mapping[str, Script], catalogue: Catalogue) -> Iterator[Broken]:
    """Variables that a template reads and that are no slot of its script, nor known everywhere."""
    for prompt, variants in (catalogue.variants | catalogue.pieces).items():
        script = prompt.partition("/")[0]
        known = set(COMMON)
        known |= DESK_EXTRAS if script == SHARED else set()
        known |= {"lines"} if script.startswith(SAFETY) else set()
        known |= set(scripts[script].slots) if script in scripts else set()
        for variant in variants:
            for unknown in sorted(variant.reads - known):
                what = f"reads '{unknown}', which is no slot of '{script}'"
                mend = "Declare the slot in the script, or mend the name."
                error = PromptError(str(Path(variant.file)), variant.line, what, mend)
                yield Broken("P405", error)

"""A house as its author left it: all of it that can be read, and what was wrong on reading."""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from bot.acts import ACTS
from bot.lint.long import answers
from bot.lint.named import ROOT, handed, touched
from bot.lint.templates import bare_text
from bot.promises import broken_promises, prompts_of
from dialogs.flow import Flow, Point, flow
from dialogs.library import faults_between
from dialogs.reading import look_at
from dialogs.script import Script, State
from prompts.catalogue import Catalogue, Variant
from prompts.errors import PromptError
from prompts.voice import SHARED, Voice


class Found(NamedTuple):
    """Something to mend: file and line, what it is, and how to mend it."""

    file: str
    line: int
    what: str
    mend: str


class Draft:
    """The scripts, words, examples and transcripts of a folder laid out like the coach's own."""

    def __init__(self, folder: Path = ROOT) -> None:
        self.folder = folder
        self.prompts_folder = folder / "prompts"
        self.topics_folder = folder / "dialogs" / "hearing" / "data" / "topics"
        self.transcripts_folder = folder / "tests" / "transcripts"
        self.scripts: dict[str, Script] = {}
        self.unread: set[str] = set()
        self._answers: dict[str, dict[str, Any]] = {}
        self.on_reading: dict[str, list[Found]] = defaultdict(list)
        self._read_scripts(folder / "dialogs" / "scripts")
        self.aside: list[str] = []
        self.voice = self._read_voice()
        if self.voice:
            for code, error in broken_promises(self.scripts, self.voice, ACTS):
                # What a file lacks that could not be read is not known.
                known = not any(name in error.mend for name in self.aside)
                if code == "P405":
                    known = Path(error.file).parent.name in {*self.scripts, SHARED}
                if known:
                    self._note(code, error.file, error.line, error.what, error.mend)

    def _note(self, code: str, file: str, line: int, what: str, mend: str) -> None:
        self.on_reading[code].append(Found(file, line, what, mend))

    def _read_scripts(self, folder: Path) -> None:
        for file in sorted(folder.glob("*.yaml")):
            script, faults = look_at(file)
            for line, code, what, mend in faults:
                self._note(code, str(file), line, what, mend)
            # One that isn't sound in itself would only lead to more of the same.
            if script is None or faults:
                self.unread.add(file.stem)
            else:
                self.scripts[script.name] = script
        for script, (line, code, what, mend) in faults_between(self.scripts, self.unread):
            self._note(code, script.file, line, what, mend)

    def _read_voice(self) -> Voice | None:
        """The words, without the files that can't be read."""
        try:
            return Voice(self.prompts_folder)
        except FileNotFoundError:
            self._no_words()
            return None
        except PromptError:
            pass
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / "prompts"
            shutil.copytree(self.prompts_folder, kept, symlinks=False)
            return self._without_the_broken(kept)

    def _no_words(self) -> None:
        what, mend = "no folder 'en'", "Prompts need an English folder."
        self._note("P401", str(self.prompts_folder), 1, what, mend)

    def _without_the_broken(self, kept: Path) -> Voice | None:
        while True:
            try:
                return Voice(kept)
            except PromptError as error:
                file = Path(error.file)
                # What takes from a file that was put aside is not to blame.
                if not any(name in error.what for name in self.aside):
                    where = self.prompts_folder / file.relative_to(kept)
                    self._note("P401", str(where), error.line, error.what, error.mend)
                if not file.is_file():
                    return None
                self.aside.append(f"{file.parent.name}/{file.name}")
                file.unlink()

    # Looking round

    @property
    def catalogues(self) -> list[Catalogue]:
        """The words of each language."""
        return list(self.voice.languages.values()) if self.voice else []

    def file_of(self, variant: Variant) -> str:
        """The file of a variant, where the author has it."""
        file = Path(variant.file)
        return str(self.prompts_folder.joinpath(*file.parts[-3:]))

    @cached_property
    def states(self) -> list[tuple[Script, str, State]]:
        """Every state of every script, with its script and name."""
        return [
            (script, name, state)
            for script in self.scripts.values()
            for name, state in script.states.items()
        ]

    @cached_property
    def flows(self) -> dict[str, Flow]:
        """What is filled where, by script."""
        return {name: self._flow(script) for name, script in self.scripts.items()}

    def _flow(self, script: Script) -> Flow:
        """Follow a script from its start, where callers and code may have filled slots."""
        fills = set[str]()
        for state in script.states.values():
            fills |= {state.slot, *state.fills, *state.compose, *state.copy}
            if state.call:
                # What a call is given and gives back was there before.
                fills |= state.call.take.keys() - {*state.call.give.values()}
            fills |= touched(state.study)
        given = frozenset(self._given(script))
        from_code = frozenset((handed() & script.slots.keys()) - fills)
        # A question that is passed by when its answer is known may be reached with it.
        known = frozenset(
            state.slot
            for state in script.states.values()
            if state.slot and state.skip_when == f"has {state.slot}"
        )
        start = Point(from_code | given | known, frozenset(), from_code)
        return flow(script, start, lambda study: touched(study) & script.slots.keys())

    def _given(self, script: Script) -> Iterator[str]:
        """The slots that other scripts fill when they call one."""
        for _, _, state in self.states:
            if state.call and state.call.script == script.name:
                yield from state.call.give

    def from_outside(self, script: Script) -> set[str]:
        """The slots of a script that callers, studies or code may fill."""
        studied = {word for state in script.states.values() for word in touched(state.study)}
        return {*self._given(script), *((handed() | studied) & script.slots.keys())}

    def said(self, script: Script) -> Iterator[str]:
        """The name of every prompt that a script may say, those that need not be written too."""
        yield from (prompt for _, prompt in prompts_of(script))
        yield from (f"{name}.heard" for name, state in script.states.items() if state.ask)
        yield "recap"

    def prompts(self, catalogue: Catalogue) -> Iterator[tuple[str, str, list[Variant]]]:
        """Every prompt: its folder, its name, its variants."""
        for full, variants in catalogue.variants.items():
            folder, _, name = full.partition("/")
            yield folder, name, variants

    def longest(self, folder: str) -> dict[str, Any]:
        """The longest answers that a script takes, by slot."""
        if folder not in self._answers:
            self._answers[folder] = answers(self.scripts.get(folder))
        return self._answers[folder]

    @cached_property
    def wordings(self) -> list[tuple[str, str, Variant, str]]:
        """Every wording: its folder, its prompt, itself, and what it says whatever is answered."""
        return [
            (folder, name, each, bare_text(each, catalogue.env))
            for catalogue in self.catalogues
            for folder, name, variants in self.prompts(catalogue)
            for each in variants
        ]

    def is_composed(self, full: str) -> bool:
        """Whether a prompt is a sentence for the partner; that has one wording."""
        folder, _, name = full.partition("/")
        return name.startswith("phrase_") or name in self._composed.get(folder, ())

    @cached_property
    def _composed(self) -> dict[str, set[str]]:
        return {
            name: {each for state in script.states.values() for each in state.compose.values()}
            for name, script in self.scripts.items()
        }

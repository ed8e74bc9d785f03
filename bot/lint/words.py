"""Templates and labels: written and never said, said twice, or all too alike."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import yaml
from jinja2 import meta

from bot.lint.draft import Draft, Found
from bot.lint.named import beginnings, ends, named
from bot.speech import TOPIC
from dialogs.hearing.commands import bare
from dialogs.plain_yaml import LOADER
from dialogs.script import Script
from prompts.catalogue import Catalogue, Variant
from prompts.voice import SHARED

ALIKE = 0.85
WORTH_COMPARING = 25
# What is quoted has to stay as it is: a statement to be weighed, somebody's words.
QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
# Written into a template that is never said twice to anybody.
ONE_WILL_DO = "{# one wording will do"
NO_SCRIPTS = (SHARED, "safety_shared")


def unused_templates(draft: Draft) -> Iterator[Found]:
    """Templates that no script says and no code names."""
    for catalogue in draft.catalogues:
        for folder, name, variants in draft.prompts(catalogue):
            if not _is_said(draft, folder, name):
                what = f"nothing says '{folder}/{name}'"
                mend = "Name it in a state's 'say:', or remove the file."
                yield Found(draft.file_of(variants[0]), 1, what, mend)
        taken = {
            name
            for variants in (catalogue.variants | catalogue.pieces).values()
            for variant in variants
            for name in meta.find_referenced_templates(catalogue.env.parse(variant.source))
        }
        for full, variants in catalogue.pieces.items():
            if f"{full}.j2" not in taken:
                what = f"nothing takes from '{full}'"
                yield Found(draft.file_of(variants[0]), 1, what, "Remove the file.")


def _is_said(draft: Draft, folder: str, name: str) -> bool:
    script = draft.scripts.get(folder)
    if folder in draft.unread or (script and name in draft.said(script)):
        return True
    return name in named() or name.startswith(beginnings()) or name.endswith(ends())


def unused_words(draft: Draft) -> Iterator[Found]:
    """Labels of choices that nothing offers."""
    for catalogue in draft.catalogues:
        for folder, words in catalogue.words.items():
            if folder in draft.unread or folder in NO_SCRIPTS:
                continue
            file = words_file(draft, catalogue, folder)
            script = draft.scripts.get(folder)
            offered = _offered(script) if script else {}
            for key, choices in words.items():
                itself = {folder} if key == TOPIC else set()
                for choice in sorted(choices.keys() - offered.get(key, set()) - named() - itself):
                    if script and key in draft.from_outside(script):
                        continue
                    what = f"nothing offers '{choice}' of '{key}'"
                    mend = "Offer it in the script, or remove it."
                    yield Found(str(file), line_of(file, key, choice), what, mend)


def _offered(script: Script) -> dict[str, set[str]]:
    """The choices of each slot or state."""
    offered: dict[str, set[str]] = {"yes_no": {"yes", "no"}}
    for name, state in script.states.items():
        ids = {each.id for each in state.offers}
        ids |= {str(point) for point in range(state.low, state.high + 1)}
        offered.setdefault(state.slot or name, set()).update(ids)
    return offered


def same_words_twice(draft: Draft) -> Iterator[Found]:
    """Two choices of one question that the same typed words name."""
    for catalogue in draft.catalogues:
        for script, name, state in draft.states:
            key = state.slot or name
            words = catalogue.words.get(script.name, {}).get(key, {})
            seen: dict[str, str] = {}
            # Those with a guard need not be offered side by side.
            for offer in (each for each in state.offers if not each.when):
                choice = words.get(offer.id)
                for typed in (
                    {bare(each) for each in (choice.label, *choice.also)} if choice else ()
                ):
                    other = seen.setdefault(typed, offer.id)
                    if other != offer.id:
                        file = words_file(draft, catalogue, script.name)
                        what = f"'{typed}' names '{other}' and '{offer.id}' of '{key}'"
                        mend = "Leave it with one of them."
                        yield Found(str(file), line_of(file, key, offer.id), what, mend)


@cache
def _lines(file: Path) -> dict[str, int]:
    lines: dict[str, int] = {}
    tree = yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)
    for key, choices in tree.value if isinstance(tree, yaml.MappingNode) else ():
        lines[key.value] = key.start_mark.line + 1
        for choice, _ in choices.value if isinstance(choices, yaml.MappingNode) else ():
            lines[f"{key.value}.{choice.value}"] = choice.start_mark.line + 1
    return lines


def line_of(file: Path, key: str, choice: str) -> int:
    """The line of a words.yaml on which a choice stands."""
    lines = _lines(file)
    return lines.get(f"{key}.{choice}", lines.get(key, 1))


def one_variant(draft: Draft) -> Iterator[Found]:
    """Prompts that are always said in the same words."""
    for catalogue in draft.catalogues:
        for folder, name, variants in draft.prompts(catalogue):
            if len(variants) > 1 or draft.is_composed(f"{folder}/{name}"):
                continue
            if ONE_WILL_DO not in variants[0].source:
                what = f"'{name}' has one wording only"
                mend = "Add another after a line with '---'."
                yield Found(draft.file_of(variants[0]), 1, what, mend)


def too_alike(draft: Draft) -> Iterator[Found]:
    """Wordings of a prompt that differ in little but the answers in them."""
    texts: dict[Path, list[tuple[Variant, str]]] = defaultdict(list)
    for _, _, variant, text in draft.wordings:
        unquoted = QUOTED.sub("", text)
        if len(unquoted) >= WORTH_COMPARING:
            texts[Path(variant.file)].append((variant, unquoted))
    for file, wordings in texts.items():
        for (_, one), (variant, other) in combinations(wordings, 2):
            if _alike(one, other):
                what = f"two wordings of '{file.stem}' are nearly the same"
                mend = "Say one of them in another way."
                yield Found(draft.file_of(variant), variant.line, what, mend)


def _alike(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, one.lower(), other.lower(), autojunk=False)
    # The quick bounds spare most pairs the slow measure.
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return False
    return matcher.ratio() >= ALIKE


def words_file(draft: Draft, catalogue: Catalogue, folder: str) -> Path:
    """The words.yaml of a folder in a language."""
    return draft.prompts_folder / catalogue.language / folder / "words.yaml"


def no_purpose(draft: Draft) -> Iterator[Found]:
    """Scripts that do not say what they are for."""
    for script in draft.scripts.values():
        if not script.purpose.strip():
            line, mend = script.lines.get("purpose", 1), "Say in one line what it is for."
            yield Found(script.file, line, "the purpose is empty", mend)


def no_exit(draft: Draft) -> Iterator[Found]:
    """Questions that take only what is offered, may offer nothing, and can't be left out."""
    for script, name, state in draft.states:
        closed = state.ask in ("choice", "several") and not state.read and state.skip == "no"
        if closed and all(offer.when for offer in state.offers):
            what = f"state '{name}': every choice has a guard, and none may hold"
            mend = "Offer one without 'when', add 'read:', or let it be skipped."
            yield Found(script.file, script.line_of(name), what, mend)

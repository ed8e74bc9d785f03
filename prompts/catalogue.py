"""The words as their authors wrote them: templates and choice labels, read once and checked."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml
from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError, meta, nodes

from prompts.errors import PromptError

DIVIDER = "---"
SIGNS = ("{{", "{%", "{#")
# Every value as it was typed; the loader in C, where there is one, reads ten times as fast.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
NOTHING: frozenset[str] = frozenset()


class ChoiceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a choice is worded: on its button, in other typed words, and inside sentences."""

    label: str
    also: list[str] = msgspec.field(default_factory=list)
    forms: dict[str, str] = msgspec.field(default_factory=dict)


class Variant(msgspec.Struct, frozen=True):
    """One wording of a prompt: its source, padded so that line numbers are the file's own."""

    file: str
    line: int
    source: str
    reads: frozenset[str]


Words = Mapping[str, Mapping[str, ChoiceWords]]


class Catalogue(msgspec.Struct, frozen=True):
    """All prompts and words of one language, by "script/prompt" and by script.

    `pieces` are the templates that prompts of a script share: files whose names begin with _.
    """

    language: str
    env: Environment
    variants: dict[str, list[Variant]]
    pieces: dict[str, list[Variant]]
    words: dict[str, Words]


def read_catalogue(folder: Path, env: Environment) -> Catalogue:
    """Read a language's folder; PromptError names file, line and mend of the first fault."""
    own = env.overlay(loader=FileSystemLoader(folder))
    catalogue = Catalogue(folder.name, own, {}, {}, {})
    for file in sorted(folder.glob("*/*.j2")):
        kind = catalogue.pieces if file.stem.startswith("_") else catalogue.variants
        kind[f"{file.parent.name}/{file.stem}"] = list(_variants(file, own))
    for file in sorted(folder.glob("*/words.yaml")):
        catalogue.words[file.parent.name] = read_words(file)
    return catalogue


def _variants(file: Path, env: Environment) -> Iterator[Variant]:
    first, lines = 1, _read(file).split("\n")
    for number, line in enumerate([*lines, DIVIDER], start=1):
        if line.strip() != DIVIDER:
            continue
        body = "\n".join(lines[first - 1 : number - 1]).rstrip("\n")
        if not body.strip():
            raise PromptError(
                str(file), first, "a variant is empty", f"Write it or remove a '{DIVIDER}' line."
            )
        # The padding keeps Jinja's line numbers those of the file.
        padded = "{#" + "\n" * (first - 1) + "-#}" + body
        # Most are plain words, and parsing those as well would take half of the start.
        reads = _reads(file, padded, env) if any(sign in body for sign in SIGNS) else NOTHING
        yield Variant(str(file), first, padded, reads)
        first = number + 1


def _reads(file: Path, source: str, env: Environment) -> frozenset[str]:
    """The variables a template reads; its syntax and filters are checked on the way."""
    try:
        tree = env.parse(source)
    except TemplateSyntaxError as error:
        raise PromptError(
            str(file),
            error.lineno,
            (error.message or "broken template").rstrip("."),
            "Mend the Jinja syntax.",
        ) from error
    for kind, known in ((nodes.Filter, env.filters), (nodes.Test, env.tests)):
        for node in tree.find_all(kind):
            if node.name not in known:
                what = f"no {kind.__name__.lower()} '{node.name}'"
                raise PromptError(str(file), node.lineno, what, "Use 'opening' or one of Jinja's.")
    for named in meta.find_referenced_templates(tree):
        if named is None or not (file.parent.parent / named).is_file():
            mend = "Name a file of this language's folder as 'script/_pieces.j2'."
            raise PromptError(str(file), 1, f"no template '{named}' to take from", mend)
    return frozenset(meta.find_undeclared_variables(tree))


def read_words(file: Path) -> Words:
    """Read a words.yaml; PromptError names the line of the first entry that does not fit."""
    try:
        tree = yaml.compose(_read(file), Loader=LOADER)
    except yaml.YAMLError as error:
        line, what = _broken(error)
        raise PromptError(str(file), line, what, "Check the indentation and quotes.") from error
    if tree is None:
        return {}
    return {
        key: {
            choice: _choice_words(file, entry, line) for choice, entry, line in _pairs(file, inner)
        }
        for key, inner, _ in _pairs(file, tree)
    }


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PromptError(str(file), 1, "the file is not UTF-8", "Save it as UTF-8.") from error


def _broken(error: yaml.YAMLError) -> tuple[int, str]:
    """Where YAML is broken, and how, on one line."""
    if isinstance(error, yaml.MarkedYAMLError):
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return line, error.problem or "broken YAML"
    return 1, str(error).partition("\n")[0]


def _pairs(file: Path, node: yaml.Node) -> Iterator[tuple[str, yaml.Node, int]]:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise PromptError(
            str(file), line, "names with entries are expected here", "Write 'name: {label: ...}'."
        )
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            raise PromptError(
                str(file), key.start_mark.line + 1, f"'{key.value}' stands twice", "Remove one."
            )
        seen.add(key.value)
        yield key.value, value, key.start_mark.line + 1


def _choice_words(file: Path, node: yaml.Node, line: int) -> ChoiceWords:
    plain: Any = yaml.BaseLoader("").construct_object(node, deep=True)
    try:
        words = msgspec.convert(plain, ChoiceWords)
    except msgspec.ValidationError as error:
        raise PromptError(
            str(file), line, str(error), "A choice has a label, and may have also and forms."
        ) from error
    if not words.label.strip():
        raise PromptError(str(file), line, "the label is empty", "Write what stands on the button.")
    return words

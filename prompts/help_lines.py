"""Help lines: who answers when somebody is in danger, by danger and country, with their source."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from prompts.catalogue import LOADER
from prompts.errors import PromptError

FOLDER = Path(__file__).parent
FILE = "help_lines.yaml"
KINDS = ("self_harm", "abuse_victim", "harm_to_others", "partner_at_risk")
EMERGENCY = "emergency"
ANYWHERE = "anywhere"
OTHER = "other"
COUNTRIES = ("uk", "ie", "us", "ca", "au", "de", "es", "eu", OTHER)
EVERYWHERE = "findahelpline.com"
SOURCE = re.compile(r"https?://[\w-]+(\.[\w-]+)+(/\S*)?")
WAYS = ("number", "text", "chat", "url")


class HelpLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One place that answers; every field is a string in plain words, "" where there is none.

    `country` is one of COUNTRIES or ANYWHERE, `kinds` (in the file: `for`) those of KINDS that
    it is for, or EMERGENCY alone. `checked` is the day on which the source was read.
    """

    id: str
    country: str
    kinds: list[str] = msgspec.field(name="for")
    name: str
    what: str
    hours: str
    language: str
    source: str = ""
    checked: str = ""
    number: str = ""
    text: str = ""
    chat: str = ""
    url: str = ""

    @property
    def urgent(self) -> bool:
        """Whether this is the number for a life in danger."""
        return EMERGENCY in self.kinds


class HelpLines(msgspec.Struct, frozen=True):
    """All help lines of a language, in the order of their file."""

    lines: list[HelpLine]

    def of(self, kind: str, country: str) -> list[HelpLine]:
        """The lines for a danger in a country, the emergency number and the worldwide list last.

        A kind or a country that is not known ("" among them) gets every kind's lines or those of
        no country, so that there is always an answer.
        """
        here = country if country in COUNTRIES else OTHER
        wanted = {kind} if kind in KINDS else set(KINDS)
        fitting = [line for line in self.lines if wanted.intersection(line.kinds)]
        return [
            *(line for line in fitting if line.country == here),
            *(line for line in self.lines if line.urgent and line.country == here),
            *(line for line in fitting if line.country == ANYWHERE),
        ]


def read_help_lines(language: str = "en", folder: Path = FOLDER) -> HelpLines:
    """The help lines of a language, or English ones where it has none; raises PromptError."""
    file = folder / language / FILE
    return read_file(file if file.is_file() else folder / "en" / FILE)


def read_file(file: Path) -> HelpLines:
    """Read and check one file; PromptError names file, line and mend of its first fault."""
    found: list[HelpLine] = []
    for line, plain in _entries(file):
        try:
            each = msgspec.convert(plain, HelpLine)
        except msgspec.ValidationError as error:
            mend = "Write it like its neighbours: id, country, for, name, what, hours, language."
            raise PromptError(str(file), line, f"{_named(plain)}: {error}", mend) from error
        for what, mend in _faults(each, {other.id for other in found}):
            raise PromptError(str(file), line, f"{_named(plain)}: {what}", mend)
        found.append(each)
    for what, mend in _gaps(found):
        raise PromptError(str(file), 1, what, mend)
    return HelpLines(found)


def _entries(file: Path) -> Iterator[tuple[int, Any]]:
    """Each entry as plain strings, with the line on which it begins."""
    try:
        tree = yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)
    except OSError as error:
        mend = "Put the file back: nobody may be left without a number."
        raise PromptError(str(file), 1, "the help lines can't be read", mend) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = error.problem or "broken YAML"
        raise PromptError(str(file), line, what, "Check the indentation and quotes.") from error
    if not isinstance(tree, yaml.SequenceNode):
        raise PromptError(str(file), 1, "a list of lines is expected", "Begin with '- id: NAME'.")
    for node in tree.value:
        yield node.start_mark.line + 1, yaml.BaseLoader("").construct_object(node, deep=True)


def _named(plain: Any) -> str:
    return f"'{plain['id']}'" if isinstance(plain, dict) and "id" in plain else "a help line"


def _faults(line: HelpLine, known: set[str]) -> Iterator[tuple[str, str]]:
    if line.id in known:
        yield "stands twice", "Remove or rename one."
    if not SOURCE.fullmatch(line.source):
        yield "has no source", "Add 'source: https://...', the page of those who run it."
    if not _is_day(line.checked):
        yield "has no date", "Add 'checked: 2026-11-23', the day on which you read the source."
    if line.country not in (*COUNTRIES, ANYWHERE):
        yield f"no country '{line.country}'", f"Use one of {', '.join((*COUNTRIES, ANYWHERE))}."
    if line.kinds != [EMERGENCY] and (not line.kinds or set(line.kinds) - set(KINDS)):
        yield "is for no danger that is known", f"Use {', '.join(KINDS)}, or {EMERGENCY} alone."
    if not all(each.strip() for each in (line.name, line.what, line.hours, line.language)):
        yield "leaves a field empty", "Fill name, what, hours and language."
    reachable = any(getattr(line, way) for way in WAYS)
    if not reachable and (line.country, line.kinds) != (OTHER, [EMERGENCY]):
        yield "can't be reached", f"Give one of {', '.join(WAYS)}."


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _gaps(lines: list[HelpLine]) -> Iterator[tuple[str, str]]:
    for country in COUNTRIES:
        if not any(line.urgent and line.country == country for line in lines):
            yield f"no emergency number for '{country}'", "Add one with 'for: [emergency]'."
    covered = {
        kind
        for line in lines
        if line.country == ANYWHERE and line.url == EVERYWHERE
        for kind in line.kinds
    }
    for kind in KINDS:
        if kind not in covered:
            mend = f"Keep a line with 'country: {ANYWHERE}' and 'url: {EVERYWHERE}' for all kinds."
            yield f"nothing everywhere for '{kind}'", mend

"""Help lines: nobody may be sent to a number that nobody looked up."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.lint.draft import Draft, Found
from dialogs.plain_yaml import LOADER
from prompts.errors import PromptError
from prompts.help_lines import FILE, SOURCE, read_file

OWN_CODES = re.compile(r"has no (?:source|date)")


def _entries(draft: Draft) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    for file in sorted(draft.prompts_folder.glob(f"*/{FILE}")):
        try:
            tree = yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)
        except (yaml.YAMLError, UnicodeDecodeError):
            continue
        for node in tree.value if isinstance(tree, yaml.SequenceNode) else ():
            plain = yaml.BaseLoader("").construct_object(node, deep=True)
            if isinstance(plain, dict):
                yield file, node.start_mark.line + 1, plain


def without_source(draft: Draft) -> Iterator[Found]:
    """Help lines that do not say where the number is from."""
    for file, line, plain in _entries(draft):
        if not SOURCE.fullmatch(str(plain.get("source", ""))):
            what = f"the help line '{plain.get('id', '')}' has no source"
            mend = "Add 'source: https://...', the page of those who run it."
            yield Found(str(file), line, what, mend)


def without_date(draft: Draft) -> Iterator[Found]:
    """Help lines that do not say when the source was read."""
    for file, line, plain in _entries(draft):
        if not _is_day(str(plain.get("checked", ""))):
            what = f"the help line '{plain.get('id', '')}' has no date"
            mend = "Add 'checked: 2026-11-23', the day on which you read the source."
            yield Found(str(file), line, what, mend)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def broken(draft: Draft) -> Iterator[Found]:
    """What else keeps the coach from reading its help lines."""
    for file in sorted(draft.prompts_folder.glob(f"*/{FILE}")):
        try:
            read_file(file)
        except UnicodeDecodeError:
            yield Found(str(file), 1, "the file is not UTF-8", "Save it as UTF-8.")
        except PromptError as error:
            if not OWN_CODES.search(error.what):
                yield Found(str(file), error.line, error.what, error.mend)

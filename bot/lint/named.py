"""The names that the coach's own code has for slots and prompts, read from its source.

A slot may be filled, and a prompt said, by code. Reading the source tells which, so that nobody
has to keep a list beside it.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.acts import ACTS
from dialogs.studies import STUDIES

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("bot", "dialogs", "dialogs/hearing", "prompts")
SHORTEST_BEGINNING = 4
NAME = re.compile(r"[a-z][a-z0-9_.]*")


@cache
def _trees() -> dict[str, ast.Module]:
    """The parsed source of each of the coach's files, by module."""
    return {
        f"{folder.replace('/', '.')}.{file.stem}": ast.parse(file.read_text(encoding="utf-8"))
        for folder in FOLDERS
        for file in sorted((ROOT / folder).glob("*.py"))
    }


@cache
def named() -> frozenset[str]:
    """Every word that stands as a string in the code."""
    return frozenset(word for tree in _trees().values() for word in _words(tree))


def _words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from NAME.findall(node.value)


@cache
def beginnings() -> tuple[str, ...]:
    """What names begin with that the code puts together: "miss_" of f"miss_{reason}"."""
    found = {
        word
        for tree in _trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for word in re.findall(r"(?:^|/)([a-z_]{3,}_)$", _first(node))
    }
    return tuple(sorted(each for each in found if len(each) >= SHORTEST_BEGINNING))


@cache
def ends() -> tuple[str, ...]:
    """What names end with that the code puts together: "_lead" of f"{command}_lead"."""
    found = {
        str(node.values[1].value)
        for tree in _trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        and len(node.values) == 2
        and isinstance(node.values[1], ast.Constant)
    }
    return tuple(sorted(each for each in found if re.fullmatch(r"_[a-z_]{3,}", each)))


def _first(node: ast.JoinedStr) -> str:
    """A formatted string up to the first value that isn't a constant in capitals."""
    text = ""
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        elif isinstance(part, ast.FormattedValue) and ast.unparse(part.value).isupper():
            continue
        else:
            break
    return text


@cache
def handed() -> frozenset[str]:
    """The slots that the code may fill: the keys of dictionaries and what stands in brackets."""
    found = set[str]()
    for tree in _trees().values():
        for node in ast.walk(tree):
            keys: list[ast.expr | None] = []
            if isinstance(node, ast.Dict):
                keys = list(node.keys)
            elif isinstance(node, ast.Subscript):
                keys = [node.slice]
            found |= {str(key.value) for key in keys if isinstance(key, ast.Constant)}
    return frozenset(found)


@cache
def touched(study: str) -> frozenset[str]:
    """The words that a study's module and what it stands on have for slots."""
    if study not in STUDIES:
        return frozenset()
    module = STUDIES[study].__module__
    return frozenset(word for each in _stands_on(module) for word in _words(_tree(each)))


def _stands_on(module: str) -> set[str]:
    seen, ahead = set[str](), [module]
    while ahead:
        name = ahead.pop()
        if name in seen or name not in _trees() or not name.startswith("dialogs."):
            continue
        seen.add(name)
        for node in ast.walk(_tree(name)):
            if isinstance(node, ast.ImportFrom) and node.module:
                ahead += [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
    return seen


def _tree(module: str) -> ast.AST:
    return _trees().get(module) or ast.parse(inspect.getsource(sys.modules[module]))


@cache
def needed(act: str) -> frozenset[str]:
    """The slots that an act can't do without: taken by name, and nowhere asked for with `in`."""
    if act not in ACTS:
        return frozenset()
    taken, asked = set[str](), set[str]()
    for node in ast.walk(ast.parse(inspect.getsource(ACTS[act]))):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "slots":
            taken |= {str(node.slice.value)} if isinstance(node.slice, ast.Constant) else set()
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant):
            asked.add(str(node.left.value))
    return frozenset(taken - asked)

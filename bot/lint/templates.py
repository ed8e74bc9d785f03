"""What a template reads, and what it reads without asking whether it is there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from jinja2 import Environment, nodes

from prompts.catalogue import Variant

TAG = re.compile(r"<[^>]+>")
ENDED = ".!?…:;"
STOOD_IN = "it"
# What shows what stands in it, and what only asks about it or passes it on.
SHOWING = (
    nodes.Output,
    nodes.Filter,
    nodes.Getattr,
    nodes.Getitem,
    nodes.BinExpr,
    nodes.Concat,
)
ASKING = (nodes.List, nodes.Tuple, nodes.Assign, nodes.Compare, nodes.Not, nodes.Test)


def untested(tree: nodes.Node, aliases: Mapping[str, frozenset[str]] | None = None) -> set[str]:
    """The names that print or are looked into where no `if` around them asks for them.

    `aliases` are names set elsewhere, with those that they were made from.
    """
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    return set(_Reader({**(aliases or {}), **made_from(tree)}).walk(tree, frozenset(own)))


def made_from(tree: nodes.Node) -> dict[str, frozenset[str]]:
    """The names that a template sets, with the names that they are made from."""
    return {
        node.target.name: _names(node.node)
        for node in tree.find_all(nodes.Assign)
        if isinstance(node.target, nodes.Name)
    }


def _names(*parts: nodes.Node | None) -> frozenset[str]:
    """Every name that stands in these parts of a template."""
    found = set[str]()
    for part in parts:
        if isinstance(part, nodes.Name):
            found.add(part.name)
        elif part is not None:
            found |= {node.name for node in part.find_all(nodes.Name)}
    return frozenset(found)


class _Reader:
    """Walks a template; `known` are the names that an `if` has asked for."""

    def __init__(self, aliases: Mapping[str, frozenset[str]]) -> None:
        self.aliases = aliases

    def walk(
        self, node: nodes.Node, known: frozenset[str], *, prints: bool = False
    ) -> Iterator[str]:
        """The names in a part that are read unasked; `prints` tells that the part is shown."""
        match node:
            case nodes.Name():
                if prints and node.name not in known:
                    yield node.name
            case nodes.If():
                yield from self._if(node, known)
            case nodes.CondExpr():
                yield from self.walk(node.test, known)
                yield from self._all(
                    [node.expr1, node.expr2], known | self._asked(node.test), prints=prints
                )
            case nodes.And() | nodes.Or():
                yield from self.walk(node.left, known)
                yield from self.walk(node.right, known | self._asked(node.left), prints=prints)
            case nodes.For():
                yield from self.walk(node.iter, known)
                inner = known | self._asked(node.target, node.test)
                yield from self._all([*node.body, *node.else_], inner)
            case nodes.Filter(name="default" | "d"):
                return
            case nodes.Call():
                # A macro is given whatever there is, and asks for itself.
                yield from self.walk(node.node, known, prints=True)
                yield from self._all(node.args, known)
            case nodes.Macro():
                yield from self._all(node.body, known | _names(*node.args))
            case _:
                inside = isinstance(node, SHOWING) or (prints and not isinstance(node, ASKING))
                yield from self._all(node.iter_child_nodes(), known, prints=inside)

    def _all(
        self, parts: Iterable[nodes.Node | None], known: frozenset[str], *, prints: bool = False
    ) -> Iterator[str]:
        for each in parts:
            if each is not None:
                yield from self.walk(each, known, prints=prints)

    def _if(self, node: nodes.If, known: frozenset[str]) -> Iterator[str]:
        """Every branch counts as asked for what the tests before it and its own speak of."""
        yield from self.walk(node.test, known)
        known |= self._asked(node.test)
        yield from self._all(node.body, known)
        for other in node.elif_:
            yield from self._if(other, known)
            known |= self._asked(other.test)
        yield from self._all(node.else_, known)

    def _asked(self, *parts: nodes.Node | None) -> frozenset[str]:
        """The names that a test speaks of, and those that they were made from."""
        asked = _names(*parts)
        for name in asked:
            asked |= self.aliases.get(name, frozenset())
        return asked


def bare_text(variant: Variant, env: Environment) -> str:
    """The words that the coach says whatever is answered, with "it" where an answer stands."""
    return plain("".join(_said(env.parse(variant.source))))


def _said(node: nodes.Node) -> Iterator[str]:
    for each in node.iter_child_nodes():
        if isinstance(each, nodes.TemplateData):
            yield each.data
        elif isinstance(node, nodes.Output):
            yield "" if isinstance(each, nodes.Const) else f" {STOOD_IN} "
        else:
            yield from _said(each)


def plain(text: str) -> str:
    """A text as it is read: no tags, one blank between words, a mark at the end of each line."""
    lines = (" ".join(line.split()) for line in unescape(TAG.sub("", text)).split("\n"))
    return " ".join(line if line[-1] in ENDED else f"{line}." for line in lines if line)


def told(variant: Variant, env: Environment) -> list[str]:
    """The stretches of a variant between its variables and tags, each on one line."""
    pieces = [
        " ".join(unescape(piece).split())
        for node in env.parse(variant.source).find_all(nodes.TemplateData)
        for piece in TAG.split(node.data)
    ]
    return [piece for piece in pieces if piece]

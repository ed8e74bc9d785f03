"""Telegram's HTML, read as strictly as the coach wants it: what is doubtful is refused."""

import html
import re
from typing import Any

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
_PIECE = re.compile(r"<(?P<tag>[^<>]*)>|<|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|&")
_ATTRIBUTE = r"""\s+([\w-]+)(?:=("[^"]*"|'[^']*'|[\w.-]+))?"""
_START = re.compile(rf"([a-zA-Z][\w-]*)((?:{_ATTRIBUTE})*)\s*")


class MarkupError(ValueError):
    pass


def units(text: str) -> int:
    """Length in UTF-16 units, Telegram's measure."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and entities; raises MarkupError with Telegram's words."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Reading(source).run()


class _Reading:
    def __init__(self, source: str) -> None:
        self.source = source
        self.text: list[str] = []
        self.length = 0
        self.open: list[tuple[str, dict[str, Any]]] = []
        self.entities: list[dict[str, Any]] = []

    def run(self) -> tuple[str, list[dict[str, Any]]]:
        end = 0
        for piece in _PIECE.finditer(self.source):
            self._put(self.source[end : piece.start()])
            end = piece.end()
            self._take(piece)
        self._put(self.source[end:])
        if self.open:
            tag = self.open[-1][0]
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def _put(self, text: str) -> None:
        self.text.append(text)
        self.length += units(text)

    def _take(self, piece: re.Match[str]) -> None:
        place = f"at byte offset {len(self.source[: piece.start()].encode())}"
        tag = piece["tag"]
        if tag is None and piece[0] == "<":
            raise MarkupError(f"Unclosed start tag {place}")
        if tag is None and piece[0] == "&":
            raise MarkupError(f"Unescaped & {place}")  # Telegram lets it pass; it is a slip here
        if tag is None:
            self._put(html.unescape(piece[0]))
        elif tag.startswith("/"):
            self._close(tag[1:].strip().lower(), place)
        else:
            self._open(tag, place)

    def _open(self, inside: str, place: str) -> None:
        start = _START.fullmatch(inside)
        tag = start[1].lower() if start else inside.split(" ")[0]
        if start is None or tag not in _KINDS:
            raise MarkupError(f'Unsupported start tag "{tag}" {place}')
        self._may_stand_here(tag, place)
        found = re.findall(_ATTRIBUTE, start[2])
        attributes = {name: html.unescape(value.strip("\"'")) for name, value in found}
        entity = {"type": _KINDS[tag], "offset": self.length} | _extra(tag, attributes, place)
        self.open.append((tag, entity))

    def _may_stand_here(self, tag: str, place: str) -> None:
        around = [name for name, _ in self.open]
        in_code = "code" in around or "pre" in around
        if (in_code and (around[-1], tag) != ("pre", "code")) or (
            tag == "blockquote" and "blockquote" in around
        ):
            raise MarkupError(f'Tag "{tag}" can\'t be nested in "{around[-1]}" {place}')

    def _close(self, tag: str, place: str) -> None:
        if not self.open:
            raise MarkupError(f"Unexpected end tag {place}")
        expected, entity = self.open.pop()
        if tag != expected:
            raise MarkupError(
                f'Unmatched end tag {place}, expected "</{expected}>", found "</{tag}>"'
            )
        entity["length"] = self.length - entity["offset"]
        if entity["length"]:
            self.entities.append(entity)


def _extra(tag: str, attributes: dict[str, str], place: str) -> dict[str, Any]:
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" {place}')
    if tag == "a" and not attributes.get("href"):
        raise MarkupError(f'Tag "a" must have a href {place}')
    if tag == "a":
        return {"url": attributes["href"]}
    if tag == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    return {}

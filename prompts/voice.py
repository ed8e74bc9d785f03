"""The voice: turns the name of a prompt into words that were not said lately."""

import html
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from prompts.catalogue import Catalogue, ChoiceWords, Variant, read_catalogue
from prompts.errors import PromptError

FOLDER = Path(__file__).parent
DEFAULT_LANGUAGE = "en"
SHARED = "desk"
REMEMBERED = 160
SHOWN_AT_MOST = 620
PART = re.compile(r"<(me|you|we)>(.*?)</\1>", re.DOTALL)


class Answer(Protocol):
    """What the voice needs to know of a slot's value; dialogs.session.Value is one."""

    said: str
    pick: str
    picks: list[str]
    number: int | None
    at: str
    yes: bool | None
    forms: dict[str, str]


class Shown:
    """A slot's value as a template sees it: prints as the person would recognise it."""

    __slots__ = ("_forms", "_text")

    def __init__(self, text: str, forms: Mapping[str, Any]) -> None:
        self._text = text
        self._forms = forms

    def __str__(self) -> str:
        return self._text

    def __getattr__(self, name: str) -> Any:
        try:
            return self._forms[name]
        except KeyError:
            raise AttributeError(name) from None


class Phrase(msgspec.Struct, frozen=True):
    """A composed sentence and which words of it speak for me, you and we ("" for none)."""

    text: str
    parts: dict[str, str]


class Voice:
    """All that the coach can say, in every language that has a folder."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read every language folder; raises PromptError on the first fault."""
        env = ImmutableSandboxedEnvironment(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
        )
        env.filters["opening"] = opening
        self.languages: dict[str, Catalogue] = {
            each.name: read_catalogue(each, env)
            for each in sorted(folder.iterdir())
            if each.is_dir() and any(each.glob("*/*.j2"))
        }
        if DEFAULT_LANGUAGE not in self.languages:
            raise PromptError(str(folder), 1, "no folder 'en'", "Prompts need an English folder.")
        self._compiled: dict[tuple[str, int], Template] = {}

    def catalogue(self, language: str) -> Catalogue:
        """The catalogue of a language, or the default one's."""
        return self.languages.get(language) or self.languages[DEFAULT_LANGUAGE]

    def knows(self, name: str, language: str = DEFAULT_LANGUAGE) -> bool:
        """Whether a prompt "script/prompt" is written."""
        return name in self.catalogue(language).variants

    def say(
        self,
        names: Sequence[str],
        slots: Mapping[str, Any],
        *,
        said: list[int],
        seed: int,
        language: str = DEFAULT_LANGUAGE,
    ) -> str:
        """One bubble from one or more prompts, as Telegram HTML.

        `slots` are the variables of the templates. `said` holds the marks of what was said
        lately, oldest first; it is extended here and cut to the newest REMEMBERED. Raises
        KeyError for a prompt that is not written, PromptError when a template fails.
        """
        parts = [self._fresh(name, slots, said, seed, language) for name in names]
        spoken = [part for part in parts if part]
        text = "\n\n".join(spoken)
        if len(spoken) > 1:
            text = self._not_again(text, said, seed, language)
        del said[:-REMEMBERED]
        return text

    def _not_again(self, text: str, said: list[int], seed: int, language: str) -> str:
        if mark(text) in said:
            return self._led(text, said, seed, language)
        said.append(mark(text))
        return text

    def _led(self, text: str, said: list[int], seed: int, language: str) -> str:
        """The text after a word on its being said again, the two together not said lately."""
        led, name = text, f"{SHARED}/again"
        for _ in self.catalogue(language).variants[name]:
            led = f"{self._fresh(name, {}, said, seed, language)}\n\n{text}"
            if mark(led) not in said:
                break
        said.append(mark(led))
        return led

    def _fresh(
        self, name: str, slots: Mapping[str, Any], said: list[int], seed: int, language: str
    ) -> str:
        """The first wording, in an order drawn by the seed, that was not said lately."""
        variants = self.catalogue(language).variants[name]
        first = (seed ^ zlib.crc32(name.encode())) % len(variants)
        oldest, oldest_at = "", len(said)
        for turn in range(len(variants)):
            text = self._render(variants[(first + turn) % len(variants)], slots, language)
            if not text:
                return text
            at = _last_index(said, mark(text))
            if at < 0:
                said.append(mark(text))
                return text
            if at < oldest_at:
                oldest, oldest_at = text, at
        said.append(mark(oldest))
        return oldest if name == f"{SHARED}/again" else self._led(oldest, said, seed, language)

    def _render(self, variant: Variant, slots: Mapping[str, Any], language: str) -> str:
        template = self._compiled.get((variant.file, variant.line))
        try:
            if template is None:
                template = self.catalogue(language).env.from_string(variant.source)
                self._compiled[variant.file, variant.line] = template
            return template.render(slots).strip()
        except TemplateError as error:
            raise PromptError(
                variant.file, variant.line, str(error), "Test the variable with 'if' first."
            ) from error

    def phrase(
        self, name: str, slots: Mapping[str, Any], *, language: str = DEFAULT_LANGUAGE
    ) -> Phrase:
        """Compose a sentence for the partner: plain text, and its parts by whom they speak for."""
        rendered = self._render(self.catalogue(language).variants[name][0], slots, language)
        parts: dict[str, list[str]] = {"me": [], "you": [], "we": []}
        for who, words in PART.findall(rendered):
            parts[who].append(" ".join(html.unescape(words).split()))
        plain = " ".join(html.unescape(PART.sub(r"\2", rendered)).split())
        return Phrase(plain, {who: " … ".join(words) for who, words in parts.items()})

    def choice(
        self, script: str, key: str, choice: str, language: str = DEFAULT_LANGUAGE
    ) -> ChoiceWords | None:
        """How a choice of a slot or state is worded; the shared desk's words come second."""
        words = self.catalogue(language).words
        for place in (script, SHARED):
            found = words.get(place, {}).get(key, {}).get(choice)
            if found is not None:
                return found
        return None

    def shown(
        self, script: str, slot: str, answer: Answer, language: str = DEFAULT_LANGUAGE
    ) -> Shown:
        """A slot's value for the templates."""
        forms: dict[str, Any] = {
            "pick": answer.pick,
            "picks": answer.picks,
            "said": " ".join(answer.said.split()),
            "number": answer.number,
            "at": answer.at,
            "yes": answer.yes,
        }
        picked = self.choice(script, slot, answer.pick, language) if answer.pick else None
        if picked is not None:
            forms |= {"label": picked.label} | picked.forms
        forms |= answer.forms
        return Shown(self._recognised(script, slot, answer, picked, language), forms)

    def _recognised(
        self, script: str, slot: str, answer: Answer, picked: ChoiceWords | None, language: str
    ) -> str:
        if picked is not None:
            return uncapitalised(picked.label)
        if answer.picks:
            words = (self.choice(script, slot, each, language) for each in answer.picks)
            return ", ".join(uncapitalised(each.label) for each in words if each is not None)
        if answer.said:
            return clipped(" ".join(answer.said.split()))
        if answer.number is not None:
            return str(answer.number)
        if answer.yes is not None:
            choice = "yes" if answer.yes else "no"
            words_of = self.choice(script, "yes_no", choice, language)
            return uncapitalised(words_of.label) if words_of else choice
        # A choice that is worded no more is better named by its id than not at all.
        return answer.at or answer.pick.replace("_", " ")


def opening(text: Any) -> Markup:
    """The text with a capital at its start."""
    safe = escape(text)
    return Markup(safe[:1].upper() + safe[1:])  # noqa: S704 - escaped on the line above


def uncapitalised(label: str) -> str:
    """A label for the middle of a sentence; "I" and "I'm" keep their capital."""
    first = re.split(r"[\s'’]", label, maxsplit=1)[0]
    return label if first == "I" or first.isupper() else label[:1].lower() + label[1:]


def clipped(text: str, length: int = SHOWN_AT_MOST) -> str:
    """The text, or its beginning up to a word's end and an ellipsis."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip() + "…"


def mark(text: str) -> int:
    """A short mark of a text, to know it again without keeping it."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _last_index(said: Iterable[int], wanted: int) -> int:
    return max((at for at, each in enumerate(said) if each == wanted), default=-1)

"""What Telegram and a phone's screen have room for."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from bot.lint.draft import Draft, Found
from bot.lint.long import Long
from bot.lint.words import line_of, words_file
from bot.promises import SAFETY
from bot.speech import NARROW, TOPIC
from prompts.catalogue import Catalogue, Variant
from prompts.voice import SHARED

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_TOKEN = 64
LONGEST_LABEL = 34
ANY = 9999
# A step is the number of a question; nobody comes to ten million.
STEP = "9999999:"
# The desk's prompts that stand under a picture or a file, and what stands there with them.
PICTURED = f"{SHARED}/picture_words"
CAPTIONS = {
    **dict.fromkeys(("digest_week", "digest_month", "digest_season"), (PICTURED,)),
    "picture_words": (),
    "export": (),
}
# The desk's labels that stand on buttons; its others stand in texts.
ON_BUTTONS = ("way", "door", "night", "left", "yes_no", "topic", "level", "mark", "doors")
# Labels that stand three in a row under a question.
WAYS = ("back", "skip", "why", "cancel")
TAG = re.compile(r"<[^>]+>")
FIELD = re.compile(r"{[^}]*}")
ALLOWED = re.compile(r"</?(?:b|i|u|s|code|pre|blockquote|me|you|we)>|<a href=\"[^\"<>]*\">|</a>")


SHORT = Long("dusk")


def units(text: str) -> int:
    """The length of a text with markup as Telegram counts it: UTF-16 units of what is shown."""
    return len(unescape(TAG.sub("", text)).encode("utf-16-le", "surrogatepass")) // 2


def texts_too_long(draft: Draft) -> Iterator[Found]:
    """Messages that Telegram would refuse where every answer is a long one."""
    for catalogue in draft.catalogues:
        sizes = {full: _longest(draft, catalogue, full) for full in catalogue.variants}
        for full, size in sizes.items():
            # A sentence for the partner is no message; what shows it cuts it short.
            if size > LONGEST_TEXT and not draft.is_composed(full):
                what = f"'{full}' comes to {size} characters with long answers"
                mend = f"Telegram takes {LONGEST_TEXT}: shorten it, or show less of the answers."
                yield Found(draft.file_of(catalogue.variants[full][0]), 1, what, mend)
        for script, name, state in draft.states:
            names = [*state.say, *([name] if state.ask else [])]
            said = [sizes.get(f"{script.name}/{each}", 0) for each in names]
            if sum(said) > LONGEST_TEXT >= max(said):
                what = f"state '{name}': it says {sum(said)} characters with long answers"
                mend = f"Telegram takes {LONGEST_TEXT}: say less at once."
                yield Found(script.file, script.line_of(name), what, mend)


def captions_too_long(draft: Draft) -> Iterator[Found]:
    """What stands under a picture or a file and is too long to."""
    for catalogue in draft.catalogues:
        for lead, rest in CAPTIONS.items():
            names = [each for each in (f"{SHARED}/{lead}", *rest) if each in catalogue.variants]
            size = sum(_longest(draft, catalogue, each, SHORT) for each in names)
            if size > LONGEST_CAPTION:
                what = f"'{lead}' comes to {size} characters under a picture or a file"
                mend = f"Telegram takes {LONGEST_CAPTION} there: shorten it."
                yield Found(draft.file_of(catalogue.variants[names[0]][0]), 1, what, mend)


def _longest(draft: Draft, catalogue: Catalogue, full: str, answer: Long | None = None) -> int:
    """The longest that a prompt gets when everything that it reads is long."""
    variants = catalogue.variants.get(full, [])
    texts = [text for each in variants for text in _texts(draft, catalogue, each, answer)]
    return max(map(units, texts), default=0)


def _texts(
    draft: Draft, catalogue: Catalogue, variant: Variant, answer: Long | None = None
) -> Iterator[str]:
    """A variant with all it reads filled by an answer, or by the longest that each slot takes."""
    folder = Path(variant.file).parent.name
    words: dict[str, Any] = dict.fromkeys(variant.reads, answer or Long("20 November"))
    words |= {} if answer else draft.longest(folder)
    words |= {"name": Long("Wilhelmina"), "partner": Long("Bartholomew")}
    words |= {"lines": []} if folder.startswith(SAFETY) else {}
    try:
        yield catalogue.env.from_string(variant.source).render(words).strip()
    except (TemplateError, TypeError, ValueError):
        # What a template can't print of an answer like this it isn't given.
        return


def markup_refused(draft: Draft) -> Iterator[Found]:
    """Tags that Telegram does not know, or that are not closed."""
    for catalogue in draft.catalogues:
        for _, name, variants in draft.prompts(catalogue):
            for variant in variants:
                for text in _texts(draft, catalogue, variant, SHORT):
                    for what in _markup(text):
                        mend = "Use b, i, u, s, code, pre, blockquote or a, each closed."
                        file = draft.file_of(variant)
                        yield Found(file, variant.line, f"'{name}' {what}", mend)


def _markup(text: str) -> Iterator[str]:
    open_: list[str] = []
    for tag in TAG.findall(text):
        name = tag.strip("</>").split(" ")[0]
        if not ALLOWED.fullmatch(tag):
            yield f"has the tag '{tag}'"
        elif not tag.startswith("</"):
            open_.append(name)
        elif not open_ or open_.pop() != name:
            yield f"closes '{name}' where it isn't open"
    if open_:
        yield f"leaves '{open_[-1]}' open"


def callback_too_long(draft: Draft) -> Iterator[Found]:
    """Buttons whose answer is longer than Telegram sends back."""
    for script in draft.scripts.values():
        if len(f"/go {script.name}".encode()) > LONGEST_TOKEN:
            what, line = f"'/go {script.name}' is too long for a button", script.lines["script"]
            yield Found(script.file, line, what, "Give the script a shorter name.")
    for script, name, state in draft.states:
        for offer in state.offers:
            if len(f"{STEP}{offer.id}".encode()) > LONGEST_TOKEN:
                what = f"state '{name}': the id '{offer.id}' is too long for a button"
                yield Found(script.file, script.line_of(name), what, "Give it a shorter id.")


def labels_too_long(draft: Draft) -> Iterator[Found]:
    """Labels that a phone would cut."""
    offered = {
        (script.name, state.slot or name, offer.id)
        for script, name, state in draft.states
        for offer in state.offers
    }

    def room(folder: str, key: str, choice: str) -> int:
        on_button = (folder, key, choice) in offered or (folder == SHARED and key in ON_BUTTONS)
        on_button = on_button or (key, choice) == (TOPIC, folder)
        return LONGEST_LABEL if on_button else ANY

    yield from _labels(draft, room)


def columns_too_wide(draft: Draft) -> Iterator[Found]:
    """Labels that stand side by side, and have less room for it."""
    scales = {
        (script.name, state.slot or name)
        for script, name, state in draft.states
        if state.ask == "scale"
    }

    def room(folder: str, key: str, choice: str) -> int:
        beside = (folder, key) in scales or (folder == SHARED and key == "way" and choice in WAYS)
        return NARROW if beside else ANY

    yield from _labels(draft, room)


def _labels(draft: Draft, room: Callable[[str, str, str], int]) -> Iterator[Found]:
    for catalogue in draft.catalogues:
        for folder, words in catalogue.words.items():
            file = words_file(draft, catalogue, folder)
            for key, choices in words.items():
                for choice, each in choices.items():
                    size = units(FIELD.sub("", each.label))
                    if size > room(folder, key, choice):
                        what = f"the label of '{choice}' of '{key}' has {size} characters"
                        mend = f"A button has room for {room(folder, key, choice)}."
                        yield Found(str(file), line_of(file, key, choice), what, mend)

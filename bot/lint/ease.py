"""How easily a script's prompts are read: Flesch's reading ease, as textstat measures it."""

import importlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from bot.lint.draft import Draft, Found
from prompts.catalogue import Variant
from prompts.voice import DEFAULT_LANGUAGE

# A newspaper stands at about 60; the higher, the easier.
NEWSPAPER = 60
HARD = 50
WORTH_MEASURING = 12
INSTALL = "reading ease is not measured: install it with `pip install textstat==0.7.8`"

Measure = Callable[[str], float]


@cache
def measure() -> Measure | None:
    """Flesch's reading ease of a text; None where the library isn't installed."""
    try:
        textstat = importlib.import_module("textstat")
    except ImportError:
        return None
    ease: Measure = textstat.flesch_reading_ease
    return ease


def scripts_hard_to_read(draft: Draft) -> Iterator[Found]:
    """Scripts whose prompts together are harder to read than a newspaper."""
    ease = measure()
    for script in draft.scripts.values() if ease else ():
        text = " ".join(text for folder, _, text in _texts(draft) if folder == script.name)
        if ease and text and (score := ease(text)) < NEWSPAPER:
            what = f"the prompts of '{script.name}' together have a reading ease of {score:.0f}"
            mend = f"{NEWSPAPER} and more is a newspaper: shorter words, shorter sentences."
            yield Found(script.file, script.lines.get("script", 1), what, mend)


def prompts_hard_to_read(draft: Draft) -> Iterator[Found]:
    """Single wordings that are hard to read."""
    ease = measure()
    for _, variant, text in _texts(draft) if ease else ():
        if ease and len(text.split()) >= WORTH_MEASURING and (score := ease(text)) < HARD:
            mend = f"Make it {HARD} or more: shorter words, shorter sentences."
            yield Found(
                draft.file_of(variant),
                variant.line,
                f"this has a reading ease of {score:.0f}",
                mend,
            )


def _texts(draft: Draft) -> Iterator[tuple[str, Variant, str]]:
    """Every English wording of a script: its folder, itself, its words."""
    for folder, _, variant, text in draft.wordings:
        if Path(variant.file).parts[-3] == DEFAULT_LANGUAGE:
            yield folder, variant, text

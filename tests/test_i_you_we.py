import random
import re
from itertools import product

import pytest

from bot.house import House, build
from dialogs.findings import Findings
from dialogs.hearing.heard import HARMS, Heard, Risk, Span, Tier
from dialogs.i_you_we_study import PARTS, PRAISED, PROMPTS, weigh
from dialogs.session import Slots, Value
from prompts.voice import Shown
from tests.chat import Chat, plain
from tests.memory_store import MemoryStore

# What stands in a sentence, and what is heard in it; "?" marks a harm that isn't sure.
PIECES = {
    "I need some quiet": "need",
    "I'm wiped out": "feeling",
    "you've had a long week": "acknowledge",
    "could we look at it on Sunday": "request",
    "you never listen": "absolute",
    "you're hopeless": "contempt",
    "you only think of work": "mind_reading?",
}


class Ear:
    def hear(self, text: str) -> Heard:
        spans: dict[str, list[Span]] = {}
        sure = set()
        for piece, label in PIECES.items():
            for found in re.finditer(re.escape(piece), text):
                spans.setdefault(label.rstrip("?"), []).append(found.span())
                sure |= {label} & {*HARMS}
        return Heard(dict.fromkeys(spans, 0.9), spans, frozenset(sure))

    def risk(self, text: str) -> tuple[Risk, Tier | None]:
        return "none", None


def look(i: str = "", you: str = "", we: str = "") -> Findings:
    said = dict(zip(PARTS.values(), (i, you, we), strict=True))
    slots: Slots = {slot: Value(said=text) for slot, text in said.items() if text}
    return weigh(slots, Ear(), "en")


def told(found: Findings) -> tuple[str, str, str]:
    which, piece = found.slots["which"], found.slots["piece"]
    return found.prompts[-1], which.pick if which else "", piece.said if piece else ""


FINE = "I need some quiet.", "I know you've had a long week.", "So could we look at it on Sunday?"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (FINE, ("well", "", "")),
        ((FINE[0], "you never listen, do you", FINE[2]), ("sure", "you", "you never listen")),
        (("I think you never listen", "And you're hopeless", FINE[2]), ("sure", "you", "you're hopeless")),
        (("It is always so loud in here", *FINE[1:]), ("frame", "i", "")),
        (("I feel that you are far away", *FINE[1:]), ("frame", "i", "")),
        (("I feel like you left me with it", *FINE[1:]), ("frame", "i", "")),
        (("I feel your hand and it helps", *FINE[1:]), ("well", "", "")),
        ((FINE[0], "the week was long at the office", FINE[2]), ("frame", "you", "")),
        ((FINE[0], FINE[1], "and you do the dishes"), ("frame", "we", "")),
        ((FINE[0], FINE[1], "let’s see on Sunday"), ("well", "", "")),
        ((FINE[0], "I know you only think of work", FINE[2]), ("ask", "you", "you only think of work")),
        (("", FINE[1], FINE[2]), ("missing", "i", "")),
        ((FINE[0], "", FINE[2]), ("missing", "you", "")),
        ((FINE[0], FINE[1], ""), ("missing", "we", "")),
        ((FINE[0], FINE[1] + " And then more of it." * 20, FINE[2]), ("long", "you", "")),
        (("Я устал", "Ты тоже", "Давай поговорим"), ("well", "", "")),
    ],
)  # fmt: skip
def test_one_suggestion_at_most(said: tuple[str, str, str], expected: tuple[str, str, str]) -> None:
    assert told(look(*said)) == expected


def test_what_works_is_quoted_whole_and_never_from_the_sentence_in_question() -> None:
    found = look(*FINE)
    assert found.prompts == ["works", "well"]
    assert found.slots["quote"] == Value(said="I need some quiet", pick="need")
    found = look("I'm wiped out and you never listen", FINE[1])
    assert found.prompts == ["works", "sure"]
    assert found.slots["quote"] == Value(said="I know you've had a long week", pick="acknowledge")


def test_we_is_not_praised_for_itself() -> None:
    assert look("", "", "I need some quiet, we both do").slots["quote"] is None


@pytest.fixture(scope="module")
def house() -> House:
    return build(MemoryStore(), hearing=Ear())


@pytest.mark.parametrize("prompt", PROMPTS)
def test_each_thing_said_is_written_three_ways(house: House, prompt: str) -> None:
    assert len(house.speech.voice.catalogue("en").variants[f"i_you_we/{prompt}"]) >= 3


def test_every_harm_and_every_move_has_its_words(house: House) -> None:
    named = {"they": "she", "them": "her", "their": "her", "s": "s", "are": "is", "have": "has"}
    for prompt, picks in (("sure", HARMS), ("ask", HARMS), ("works", sum(PRAISED.values(), ()))):
        for variant, pick in product(range(4), picks):
            words = Value(said="these words", pick=pick)
            slots = house.speech.shown("i_you_we", {"piece": words, "quote": words}, "en")
            partner = Shown("Ana", named)
            text = house.speech.voice.say(
                [f"i_you_we/{prompt}"], {**slots, "partner": partner}, said=[], seed=variant
            )
            assert "hese words" in text
            assert not re.search(r"\b(?:they|them|their)\b", text), text


def walk(house: House, seed: int) -> list[str]:
    chat = Chat(house, person=f"test:walk{seed}")
    choose = random.Random(seed)
    texts = chat.command("go", "i_you_we")
    for _ in range(40):
        session = chat.record.session
        if session is None or session.place.script != "i_you_we":
            break
        words = [*FINE, *PIECES, "knackered", "the garden"]
        buttons = [each for each in chat.labels if each not in ("Back", "Why ask?")]
        tap = bool(buttons) and choose.random() < 0.5
        texts += chat.tap(choose.choice(buttons)) if tap else chat.say(choose.choice(words))
    else:
        raise AssertionError(f"no end in walk {seed}")
    return texts


@pytest.mark.parametrize("seed", range(12))
def test_every_walk_ends_and_nothing_odd_is_said(house: House, seed: int) -> None:
    for text in map(plain, walk(house, seed)):
        assert not re.search(r"None(?! of| picked)", text)
        assert len(text) < 900

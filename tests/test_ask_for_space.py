import random
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from bot.record import Record
from dialogs.ask_for_space_study import lacking
from dialogs.readers import READERS
from dialogs.session import Place, Session, Slots, Value
from tests.chat import Chat
from tests.ears import ToldEar
from tests.roads import house

NOW = datetime(2026, 3, 2, 21, 0)
PHRASINGS = ("phrase_short", "phrase_warm", "phrase_direct")
QUESTIONS = (
    "situation", "feeling", "need", "purpose", "how_long", "back_at", "about_us", "their_side",
)  # fmt: skip
# What phrase_short is made of: two answers stand for a situation, the ones that it tells apart.
IN_SHORT = ("situation", "feeling", "need", "purpose", "how_long", "back_at", "about_us")
DOUBLED = re.compile(r"\b([\w']+)[ ,;:]+\1\b", re.IGNORECASE)
READ_BY = {"how_long": "duration", "back_at": "clock"}
OWN = {
    "situation": ["the baby isn't sleeping", "we argued about money"],
    "feeling": ["knackered", "I'm touched out", "my head is spinning, honestly", "so tired I could cry"],
    "need": ["a bath and nobody talking to me", "to lie down", "quiet", "I just want to read"],
    "purpose": ["so I don't snap at everyone", "to be kinder to you", "so we can talk", "breathe"],
    "how_long": ["till the kids are in bed", "20 minutes", "the weekend", "until nine", "an hour or two"],
    "back_at": ["when the kids are in bed", "at nine", "by half nine", "tomorrow after work", "half 8"],
    "about_us": ["that I love him to bits", "I'm not leaving", "we'll be fine"],
    "their_side": ["he's been doing all the nights", "she misses me", "I know you're tired too"],
}  # fmt: skip


def offered(slot: str) -> list[str]:
    state = house().engine.scripts["ask_for_space"].script.states[slot]
    return [each.id for each in state.offers]


@cache
def choices(slot: str) -> list[Value | None]:
    """Skipped, every offered answer, and some in people's own words."""
    own = []
    for said in OWN[slot]:
        value = READERS[READ_BY.get(slot, slot)](said, NOW, "en")
        assert isinstance(value, Value), (slot, said, value)
        own.append(value)
    return [None, *(Value(pick=each) for each in offered(slot)), *own]


def compose(prompt: str, slots: Slots) -> str:
    name = f"ask_for_space/{prompt}"
    return house().speech.compose("ask_for_space", name, slots, "en").said


def slots_of(keys: Sequence[str], values: Sequence[Value | None]) -> Slots:
    return {key: value for key, value in zip(keys, values, strict=True) if value is not None}


def faults(text: str) -> Iterator[str]:
    if DOUBLED.search(text):
        yield "a doubled word"
    if not text[:1].isupper():
        yield "no capital at the start"
    if not text.endswith("."):
        yield "no full stop at the end"
    if re.search(r"\bI need some to\b|\bNone\b|\bundefined\b|[<>{}]", text):
        yield "a hole"
    if re.search(r" [.,;]|[.,;]{2}|  |\ba [aeiou]|,\.", text):
        yield "a slip in the setting"
    if re.search(r"[.] [a-z]", text):
        yield "no capital after a full stop"
    if len(text) >= 300:
        yield "too long"


def check(prompt: str, slots: Slots) -> None:
    text = compose(prompt, slots)
    found = list(faults(text))
    assert not found, (found, text, {key: value.pick or value.said for key, value in slots.items()})


def test_the_source_s_own_sentence_comes_out_word_for_word() -> None:
    slots = {"need": Value(pick="recharge"), "purpose": Value(pick="show_up")}
    wanted = "I need some time to recharge so I can show up fully for us."
    assert compose("phrase_short", slots) == wanted
    chat = Chat(house(), person="test:source")
    chat.begin()
    for label in (
        "Skip",
        "Skip",
        "Time to recharge",
        "Show up fully for us",
        *["Skip"] * 4,
        "Short",
    ):
        chat.tap(label)
    chat.tap("Keep it")
    assert [phrase.text for phrase in chat.record.phrasebook] == [wanted]


def test_every_combination_of_offered_answers_for_short() -> None:
    told_apart = {"situation": [None, Value(pick="argued")]}
    ways = [told_apart.get(slot) or choices(slot)[: len(offered(slot)) + 1] for slot in IN_SHORT]
    # The clause is only said where there is no purpose, so that the rest repeats itself.
    seen = 0
    for values in product(*ways):
        feeling, purpose = values[1], values[3]
        if feeling is not None and purpose is not None:
            continue
        seen += 1
        check("phrase_short", slots_of(IN_SHORT, values))
    assert seen > 30_000


@pytest.mark.parametrize("prompt", PHRASINGS)
def test_every_pair_of_answers_alone_and_amid_others(prompt: str) -> None:
    draw = random.Random(prompt)
    all_choices = {slot: choices(slot) for slot in QUESTIONS}
    for at, one in enumerate(QUESTIONS):
        for two in QUESTIONS[at + 1 :]:
            for pair in product(all_choices[one], all_choices[two]):
                check(prompt, slots_of((one, two), pair))
                amid = {slot: draw.choice(each) for slot, each in all_choices.items()}
                amid |= {one: pair[0], two: pair[1]}
                check(prompt, {slot: value for slot, value in amid.items() if value is not None})


@pytest.mark.parametrize("prompt", PHRASINGS)
def test_a_sample_of_all_offered_answers_together(prompt: str) -> None:
    draw = random.Random(f"all {prompt}")
    ways = {slot: choices(slot)[1 : len(offered(slot)) + 1] for slot in QUESTIONS}
    for _ in range(1500):
        check(prompt, {slot: draw.choice(each) or Value() for slot, each in ways.items()})


def test_every_answer_is_heard_in_the_warm_one() -> None:
    draw = random.Random(1)
    for slot, form in (("feeling", "clause"), ("purpose", "so"), ("about_us", "line")):
        for pick in offered(slot):
            others = {key: draw.choice(choices(key)[1:]) for key in ("need", "how_long")}
            slots = {key: value for key, value in others.items() if value} | {
                slot: Value(pick=pick)
            }
            words = house().speech.voice.choice("ask_for_space", slot, pick)
            assert words is not None
            assert words.forms[form][1:] in compose("phrase_warm", slots)


def test_the_parts_are_the_sentence() -> None:
    draw = random.Random(2)
    for prompt in PHRASINGS:
        for _ in range(200):
            chosen = {slot: draw.choice(choices(slot)) for slot in QUESTIONS}
            slots = {slot: value for slot, value in chosen.items() if value is not None}
            value = house().speech.compose("ask_for_space", f"ask_for_space/{prompt}", slots, "en")
            rest = value.said
            for words in value.forms.values():
                for piece in filter(None, words.split(" … ")):
                    assert piece in rest
                    rest = rest.replace(piece, "", 1)
            assert not re.search(r"\w", rest), (rest, value.said)


@pytest.mark.parametrize("slot", QUESTIONS)
def test_labels_are_short_and_told_apart(slot: str) -> None:
    voice, folder = house().speech.voice, Path("en")
    words = voice.catalogue(folder.name).words["ask_for_space"][slot]
    assert set(offered(slot)) <= set(words)
    spoken = [said.casefold() for each in words.values() for said in (each.label, *each.also)]
    assert len(spoken) == len(set(spoken))
    assert max(len(each.label) for each in words.values()) <= 30
    for each in words.values():
        assert all(not form.endswith(".") for form in each.forms.values())


# What a sentence lacks, and who stood in the script as it was


LACKING = {
    "situation feeling need": "time",
    "feeling need purpose how_long": "us",
    "feeling need purpose back_at about_us": "them",
    "feeling need how_long about_us their_side": "purpose",
    "need purpose how_long about_us their_side": "feeling",
    "feeling need purpose how_long about_us their_side": "",
}


@pytest.mark.parametrize("told", LACKING)
def test_the_return_is_missed_before_all_else(told: str) -> None:
    slots = {each: Value(said="it") for each in told.split()}
    found = lacking(slots, ToldEar(), "en").slots["lacking"]
    assert (found.pick if found else "") == LACKING[told]


def test_own_words_can_lack_a_time_only() -> None:
    own = {"own": Value(said="I need a bath."), "chosen": Value(said="I need a bath.")}
    assert lacking(own, ToldEar(), "en").slots["lacking"] == Value(pick="time")
    own["chosen"] = Value(said="I need a bath. Back at nine.")
    assert lacking(own, ToldEar(), "en").slots["lacking"] is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("missing_time", "ask_for_space/missing"),
        ("missing_feeling", "ask_for_space/missing"),
        ("complete", "ask_for_space/complete"),
        ("remind", "come_back/remind"),
        ("remind_at", "come_back/remind"),
        ("before", "come_back/remind"),
    ],
)
def test_an_old_place_is_brought_to_the_nearest(old: str, new: str) -> None:
    chat = Chat()
    slots = {"need": Value(said="quiet"), "chosen": Value(said="I need quiet.")}
    record = Record(chat.person, session=Session(stack=[Place("ask_for_space", 1, old, slots)]))
    chat.coach.store.save(record)
    chat.command("repeat")
    assert chat.state == new
    assert chat.slot("chosen") == "I need quiet."

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.deck import Card, deck, draw
from dialogs.session import Slots, Value
from prompts.voice import Voice
from tests.ears import ToldEar

THEMES = ["me", "you", "us", "space", "closeness", "gratitude", "boundaries", "repair", "play"]
VOICE = Voice()


def drawn(**slots: Value) -> tuple[str, Card]:
    found = draw(slots, ToldEar(), "en").slots["question"]
    assert found is not None
    return found.pick, deck()[found.pick]


def test_there_are_enough_questions_of_every_theme() -> None:
    assert len(deck()) >= 120
    for theme in THEMES:
        cards = [card for card in deck().values() if card.theme == theme]
        assert len(cards) >= 12
        assert sum(not card.needs for card in cards) >= 5


@pytest.mark.parametrize("language", list(VOICE.languages))
def test_every_question_has_its_words(language: str) -> None:
    for name in deck():
        words = VOICE.choice("reflection", "question", name, language)
        assert words
        assert words.forms["ask"].rstrip()[-1] in '?.…"'
        assert len(words.label) <= 160


def test_no_two_questions_are_alike() -> None:
    asked = [VOICE.choice("reflection", "question", name) for name in deck()]
    texts = ["".join(filter(str.isalpha, each.label.lower())) for each in asked if each]
    assert len(set(texts)) == len(deck())


scales = st.one_of(st.none(), st.integers(1, 5))


@given(
    st.sampled_from(["", "together", "apart", "alone"]),
    st.lists(st.tuples(scales, scales), max_size=90),
)
def test_none_comes_again_within_sixty_nights(
    living: str, days: list[tuple[int | None, int | None]]
) -> None:
    asked: list[str] = []
    for night, (room, close) in enumerate(days):
        slots: Slots = {"night": Value(number=night), "asked": Value(picks=asked[-60:])}
        slots |= {"living": Value(pick=living)} if living else {}
        slots |= {"room": Value(number=room)} if room else {}
        slots |= {"close": Value(number=close)} if close else {}
        name, card = drawn(**slots)
        assert name not in asked[-60:]
        told = [each for each in (room, close) if each is not None]
        if told and min(told) <= 2:
            assert (card.day, card.theme != "gratitude") != ("good", True)
            assert card.theme != "gratitude"
        if living == "alone":
            assert not card.needs
        if living != "together":
            assert card.needs != "together"
        asked.append(name)


def test_themes_take_turns() -> None:
    asked: list[str] = []
    for night in range(27):
        name, _ = drawn(
            night=Value(number=night), asked=Value(picks=list(asked)), room=Value(number=4)
        )
        asked.append(name)
    themes = [deck()[name].theme for name in asked]
    assert all(len(set(themes[at : at + 9])) >= 7 for at in range(0, 27, 9))


def test_the_same_evening_draws_the_same_question() -> None:
    slots = {"night": Value(number=4), "asked": Value(picks=["me_at_twelve"])}
    assert drawn(**slots) == drawn(**slots)


def test_a_year_of_evenings_does_not_run_dry() -> None:
    dice, asked, day = random.Random(4), list[str](), date(2026, 1, 1)
    while day < date(2027, 1, 1):
        room, close = dice.choice([1, 2, 2, 3, 3, 4, 5]), dice.choice([1, 2, 3, 4, 5])
        name, _ = drawn(
            night=Value(number=len(asked)),
            asked=Value(picks=asked[-60:]),
            living=Value(pick="alone"),
            room=Value(number=room),
            close=Value(number=close),
        )
        assert name not in asked[-60:]
        asked.append(name)
        day += timedelta(days=1)
    assert len(set(asked)) > 90

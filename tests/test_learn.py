from pathlib import Path

import pytest

from dialogs import learn_study
from dialogs.library import FOLDER as SCRIPTS
from dialogs.reading import read_script
from dialogs.script import Script
from dialogs.session import Slots, Value
from dialogs.shelf import Card, likely, shelf, tells_nothing
from prompts.catalogue import read_words
from prompts.voice import FOLDER as PROMPTS
from tests.ears import ToldEar

ASKED = Path(__file__).parent / "learn_questions.txt"
WORDS = read_words(PROMPTS / "en" / "learn" / "words.yaml")
CARDS = shelf().cards
EAR = ToldEar()


def find(theme: Value | None = None, **slots: Value) -> Slots:
    given = slots if theme is None else {"theme": theme, **slots}
    return filled(learn_study.find_card(given, EAR, "en").slots)


def filled(found: dict[str, Value | None]) -> Slots:
    return {slot: value for slot, value in found.items() if value is not None}


def questions() -> list[tuple[str, str]]:
    lines = [each for each in ASKED.read_text().splitlines() if not each.startswith("#")]
    return [
        (meant.strip(), words.strip())
        for meant, _, words in (each.partition("|") for each in lines)
    ]


# The cards


def test_forty_cards_each_with_words_and_a_source() -> None:
    assert len(CARDS) == 40
    assert set(CARDS) == set(WORDS["card"])
    for name, words in WORDS["card"].items():
        assert len(words.label) <= 28, name
        assert set(words.forms) == {"text", "source", "question"}, name
        assert len(words.forms["text"].split()) < 80, name
        assert words.forms["question"].count("?") == 1, name
        # Somebody who wrote it, a year, and where: it can be looked up.
        assert any(part.strip()[:2] in ("19", "20") for part in words.forms["source"].split(",")), (
            name
        )


def test_a_card_and_its_source_fit_a_bubble() -> None:
    for name, words in WORDS["card"].items():
        whole = f"{words.label}\n{words.forms['text']}\n{words.forms['source']}"
        assert len(whole) <= 400, name


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_card_has_questions_of_its_own(name: str) -> None:
    asks = CARDS[name].asks
    assert len(set(asks)) == len(asks) >= 6
    others = [each for other, card in CARDS.items() if other != name for each in card.asks]
    assert not set(asks) & set(others)


def test_every_theme_has_three_cards_or_more_and_a_button() -> None:
    themes = [card.theme for card in CARDS.values()]
    assert all(themes.count(each) >= 3 for each in themes)
    assert set(themes) <= set(WORDS["theme"])


def test_every_card_leads_to_a_script_with_a_button() -> None:
    assert {card.script for card in CARDS.values()} <= set(WORDS["way"])


def test_only_cards_on_danger_lead_to_help_and_nowhere_else() -> None:
    def of_danger(card: Card) -> tuple[bool, bool, bool]:
        return card.theme == "unsafe", card.script == "safety_help", bool(card.kind)

    assert {of_danger(card) for card in CARDS.values()} == {(True,) * 3, (False,) * 3}


def test_no_word_for_the_partner_has_a_gender() -> None:
    for name, words in WORDS["card"].items():
        said = f" {words.forms['text']} {words.forms['question']} ".lower()
        assert not any(f" {each} " in said for each in ("he", "she", "his", "her", "him")), name


# By theme


def test_a_theme_gives_each_of_its_cards_before_one_comes_again() -> None:
    read: list[str] = []
    for _ in range(4):
        card = find(Value(pick="quarrels"), read=Value(picks=read), draw=Value(number=7))["card"]
        read.append(card.pick)
    assert sorted(read) == sorted(name for name, c in CARDS.items() if c.theme == "quarrels")
    again = find(Value(pick="quarrels"), read=Value(picks=read), draw=Value(number=7))["card"]
    assert again.pick == read[0]


def test_the_draw_lets_people_begin_with_different_cards() -> None:
    drawn = {find(Value(pick="waiting"), draw=Value(number=n))["card"].pick for n in range(20)}
    assert len(drawn) == 4


def test_any_card_is_never_one_on_danger() -> None:
    drawn = [find(Value(pick="surprise"), draw=Value(number=n))["card"].pick for n in range(200)]
    assert not any(CARDS[each].kind for each in drawn)
    assert len(set(drawn)) > 30
    assert find()["card"].pick in CARDS


def test_the_theme_of_danger_begins_with_being_afraid() -> None:
    assert find(Value(pick="unsafe"), draw=Value(number=3))["card"].pick == "afraid"


# By words


def test_the_question_in_the_issue_finds_its_card() -> None:
    asked = Value(said="is it normal that I want to be alone after work?")
    assert find(asked)["card"].pick == "after_work"


@pytest.mark.parametrize("name", sorted(CARDS))
def test_example_questions_find_their_card(name: str) -> None:
    first = [likely(each)[0][0] == name for each in CARDS[name].asks]
    assert sum(first) >= 0.85 * len(first)


def test_fresh_questions_find_their_card() -> None:
    asked = [(meant, likely(words)) for meant, words in questions() if meant != "-"]
    first = [found[0][0] == meant for meant, found in asked]
    three = [meant in [card for card, _ in found[:3]] for meant, found in asked]
    assert len(asked) == 40
    assert sum(first) >= 30
    assert sum(three) >= 37


def test_most_other_questions_get_an_honest_no() -> None:
    others = [words for meant, words in questions() if meant == "-"]
    answered = [words for words in others if "card" in find(Value(said=words))]
    assert len(answered) <= 0.2 * len(others)


def test_without_a_card_the_nearest_themes_are_named() -> None:
    asked = Value(said="how do I deal with my mother-in-law")
    found = learn_study.find_card({"theme": asked, "card": Value(pick="sorry")}, EAR, "en")
    assert found.prompts == ["no_card_near"]
    assert set(filled(found.slots)) == {"near"}
    assert found.slots["card"] is found.slots["theme"] is None


def test_where_nothing_comes_near_that_is_said() -> None:
    found = learn_study.find_card({"theme": Value(said="zebra quux")}, EAR, "en")
    assert found.prompts == ["no_card"]
    assert filled(found.slots) == {}


@pytest.mark.parametrize("words", ["something to read", "teach me something", "", "?!"])
def test_words_that_ask_for_nothing_special_get_any_card(words: str) -> None:
    assert tells_nothing(words)
    assert "card" in find(Value(said=words))


def test_a_rival_is_offered_beside_the_card() -> None:
    found = find(Value(said="I apologised and she's still upset"))
    assert {found[each].pick for each in ("card", "second")} >= {"forgiving", "sorry"}


@pytest.mark.parametrize("text", ["\x00", "😀" * 900, "a" * 4096, "<b>{{7*7}}</b>", "ß ﷺ १२"])
def test_odd_text_breaks_nothing(text: str) -> None:
    learn_study.find_card({"theme": Value(said=text)}, EAR, "en")


# Opening


@pytest.mark.parametrize("name", sorted(CARDS))
def test_an_opened_card_knows_its_way_and_is_read(name: str) -> None:
    slots: Slots = {"card": Value(pick=name), "read": Value(picks=["silence", name, "sorry"])}
    found = filled(learn_study.open_card(slots, EAR, "en").slots)
    assert found["way"].pick == CARDS[name].script
    assert found["theme"].pick == CARDS[name].theme
    assert found["read"].picks[-1] == name
    assert len(set(found["read"].picks)) == len(found["read"].picks)
    assert ("kind" in found) == (CARDS[name].theme == "unsafe")


def test_the_script_goes_wherever_a_card_leads(learn: Script) -> None:
    called = {state.call.script for state in learn.states.values() if state.call}
    assert called == {card.script for card in CARDS.values()}


def test_what_is_said_to_a_card_on_danger_is_kept_nowhere(learn: Script) -> None:
    assert learn.states["help"].slot == ""
    assert not any("keep" in each for each in learn.states["help"].targets)


@pytest.fixture(scope="module")
def learn() -> Script:
    return read_script(SCRIPTS / "learn.yaml")

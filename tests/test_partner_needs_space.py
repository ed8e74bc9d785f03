import pytest

from dialogs.partner_needs_space_study import clear_no, say_you
from dialogs.session import Slots, Value
from tests.ears import ToldEar


def taken(said: str, pick: str = "") -> str:
    found = clear_no({"their_words": Value(said=said, pick=pick)}, ToldEar(), "en").slots["taken"]
    return found.pick if found else ""


@pytest.mark.parametrize(
    "said",
    [
        "please don't text me any more",
        "He said don’t contact me again",
        "stop calling me",
        "no contact",
        "she's blocked me",
        "never want to see you again",
        "do not write to me",
    ],
)
def test_a_clear_wish_for_no_contact_is_taken_at_its_word(said: str) -> None:
    assert taken(said) == "no_contact"


def test_the_choice_says_the_same_as_the_words() -> None:
    assert taken("", "no_contact") == "no_contact"


@pytest.mark.parametrize(
    "said", ["it's over", "we're done.", "she broke up with me", "he wants a divorce"]
)
def test_an_end_is_taken_at_its_word(said: str) -> None:
    assert taken(said) == "over"


@pytest.mark.parametrize(
    "said",
    [
        "I need space",
        "leave me alone",
        "not now, please",
        "don't call me during work",
        "don't text me late",
        "when the kids' party is over we can talk",
        "I can't talk right now",
        "we're done with dinner, I'm off to bed",
        "you never text me",
    ],
)
def test_a_wish_for_a_while_is_no_clear_no(said: str) -> None:
    assert taken(said) == ""


def test_nothing_said_takes_nothing() -> None:
    assert clear_no({}, ToldEar(), "en").slots == {"taken": None}


def back(form: str) -> str:
    slots: Slots = {"back_at": Value(said=form, forms={"back": form})}
    slots |= {slot: each for slot, each in say_you(slots, ToldEar(), "en").slots.items() if each}
    return slots["back_at"].forms["back"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("when she's had some sleep", "when you've had some sleep"),
        ("when he is ready", "when you're ready"),
        ("on Sunday", "on Sunday"),
        ("at nine", "at nine"),
    ],
)
def test_a_moment_speaks_to_the_partner(form: str, said: str) -> None:
    assert back(form) in (said, said.replace("you're", "you are"))


def test_a_moment_that_was_tapped_stays() -> None:
    assert say_you({"back_at": Value(pick="before_bed")}, ToldEar(), "en").slots == {}
    assert say_you({}, ToldEar(), "en").slots == {}

import pytest

from dialogs.findings import Findings
from dialogs.security_study import kind, need, open_book
from dialogs.session import Slots, Value
from tests.ears import ToldEar


def told(**answers: str) -> Slots:
    return {slot: Value(said=text) for slot, text in answers.items()}


def kind_of(slots: Slots) -> str:
    value = kind(slots, ToldEar(), "en").slots["kind"]
    assert value is not None
    return value.pick


def looks(findings: Findings, slot: str) -> bool:
    return findings.slots.get(slot) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he cheated on me two years ago", "betrayed"),
        ("She had an affair. He is twenty minutes late tonight.", "betrayed"),
        ("he’s been lying to me about money", "betrayed"),
        ("I'm scared she cheated", "hour"),
        ("what if he slept with somebody", "hour"),
        ("my ex cheated on me and now I can't settle", "hour"),
        ("I cheated on him once", "hour"),
        ("she's never lied to me", "hour"),
        ("I checked her phone while she was in the shower", "checking"),
        ("I know his location is on and I look at it 15 times a day", "checking"),
        ("I check her last seen maybe forty times a day", "checking"),
        ("i keep asking if we're ok", "checking"),
        ("he goes through my phone and reads my messages", "hour"),
        ("my husband checks my location all day", "hour"),
        ("jealous of his coworker. she's nice", "jealous"),
        ("she's out with her ex", "jealous"),
        ("no answer for two hours", "hour"),
    ],
)
def test_words_tell_what_the_hour_is_about(text: str, expected: str) -> None:
    assert kind_of(told(situation=text)) == expected


def test_picks_tell_it_too() -> None:
    assert kind_of({"situation": Value(pick="checking")}) == "checking"
    assert kind_of({"situation": Value(pick="no_word")}) == "hour"


def test_something_that_really_happened_comes_before_all_else() -> None:
    slots = {"situation": Value(pick="checking"), "real": Value(pick="happened")}
    assert kind_of(slots) == "betrayed"
    assert kind_of(slots | {"real": Value(pick="before_us")}) == "checking"
    assert kind_of(slots | told(real="yes, he slept with her")) == "betrayed"
    assert kind_of(told(situation="no word", real="hm", seen="he cheated in May")) == "betrayed"


def test_a_language_without_words_of_its_own_is_asked() -> None:
    value = kind(told(situation="he cheated"), ToldEar(), "xx").slots["kind"]
    assert value is not None
    assert value.pick == "hour"


@pytest.mark.parametrize(
    ("text", "looking"),
    [
        ("to see his phone", True),
        ("his password", True),
        ("for him to share his location", True),
        ("to know where she is", True),
        ("proof", True),
        ("a text when he's late", False),
        ("to see him tonight", False),
        ("to hear that we're okay", False),
    ],
)
def test_a_need_that_is_a_way_of_checking(text: str, looking: bool) -> None:
    assert looks(need(told(need=text), ToldEar(), "en"), "looks") is looking
    assert looks(open_book(told(to_have=text), ToldEar(), "en"), "opens") is looking


def test_said_twice_it_is_let_go() -> None:
    again = need(told(need="his password") | {"looks": Value(yes=True)}, ToldEar(), "en")
    assert again.slots == {"looks": None, "need": None}


def test_what_lies_beneath_is_kept() -> None:
    found = need(told(need="a call") | {"looks": Value(yes=True)}, ToldEar(), "en")
    assert found.slots == {"looks": None}


def test_nothing_said_is_no_look() -> None:
    assert need({}, ToldEar(), "en").slots == {"looks": None}

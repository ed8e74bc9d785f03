"""What is made of somebody's words about limits."""

import pytest

from dialogs.boundary_study import UNFIT, limit, own, theirs, way, will, will_as_is
from dialogs.hearing.en.limits import limit_line, will_line
from dialogs.session import Slots, Value
from tests.ears import ToldEar


def study(look: object, **said: str) -> Slots:
    slots = {slot: Value(said=text) for slot, text in said.items()}
    found = look(slots, ToldEar(), "en")  # type: ignore[operator]
    filled: Slots = {name: value for name, value in found.slots.items() if value is not None}
    return filled


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no phones in bed", "I'd like no phones in bed"),
        ("him reading my diary", "I'm not okay with you reading my diary"),
        ("that he asks first", "I'd like you to ask first"),
        ("he reads my letters", "this isn't okay for me: you read my letters"),
        ("he wants my passwords", "this isn't okay for me: you want my passwords"),
        ("you knock before you come in", "you knock before you come in"),
        ("she can't turn up unasked", "you can't turn up unasked"),
        ("being laughed at", "I'm not okay with being laughed at"),
        ("I don't want to be shouted at.", "I don't want to be shouted at"),
        ("my phone is private", "my phone is private"),
        ("please don't touch my desk", "please don't touch my desk"),
        ("to sleep alone on work nights", "I'd like to sleep alone on work nights"),
        ("my limit is that i won't lend money", "I won't lend money"),
    ],
)
def test_a_limit_becomes_a_clause_to_the_partner(text: str, line: str) -> None:
    assert limit_line(text).rstrip(".") == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("leave the room", "I'll leave the room"),
        ("i'll call my brother", "I'll call my brother"),
        ("going for a walk", "I'll go for a walk"),
        ("not answer till morning", "I won't answer till morning"),
    ],
)
def test_what_they_will_do_begins_with_i(text: str, line: str) -> None:
    assert will_line(text) == line


@pytest.mark.parametrize(
    ("text", "pick"),
    [
        ("I don't want to lend money any more", "set"),
        ("I said no calls at work and she keeps calling", "hold"),
        ("he told me he doesn't want to be called at work", "take"),
        ("she set a boundary and I don't know how to take it", "take"),
    ],
)
def test_own_words_at_the_door_find_their_way(text: str, pick: str) -> None:
    found = study(way, way=text)
    assert found["way"].pick == pick
    assert found["situation"].said == text
    assert not found.keys() & {"control", "ruled"}


def test_a_rule_told_at_the_door_is_seen_either_way() -> None:
    assert study(way, way="she can't go out without me")["control"].pick == "going"
    told = study(way, way="he doesn't want me to see my friends")
    assert (told["way"].pick, told["ruled"].pick) == ("take", "people")


def test_a_limit_is_put_or_shown_to_be_none() -> None:
    assert (
        study(limit, limit="no phones in bed")["limit"].forms["line"] == "I'd like no phones in bed"
    )
    assert study(limit, limit="I want her passwords").keys() == {"control"}
    picked = {"limit": Value(pick="phone")}
    found = limit(picked, ToldEar(), "en").slots
    assert found == {"control": None, "unfit": Value(picks=UNFIT["phone"])}


def test_a_long_sentence_is_given_back_in_part() -> None:
    said = study(limit, limit="you may not see her " + "and so on " * 20)["control"].said
    assert len(said) <= 91
    assert said.endswith("…")


def test_a_sentence_written_over_is_looked_at_too() -> None:
    assert study(own, own="I love you and you may not see her").keys() == {"control"}
    assert study(own, own="I need an evening for us") == {}
    # An answer to somebody else's limit speaks of what they asked for.
    assert study(own, own="I can't see her now", theirs="no visits") == {}


def test_a_partners_rule_leads_to_help() -> None:
    found = study(theirs, theirs="that I stop seeing my sister")
    assert found["kind"] == Value(pick="abuse_victim")
    assert study(theirs, theirs="no calls at work") == {}


@pytest.mark.parametrize(
    "text", ["ignore him for a week", "throw his stuff out", "I'll check her phone", "I'll scream"]
)
def test_what_hits_back_is_asked_about(text: str) -> None:
    assert "harsh" in study(will, will_do=text)


@pytest.mark.parametrize(
    "text", ["leave the room", "I'll lie down", "stop the talk without shouting", "sleep at Mum's"]
)
def test_what_looks_after_oneself_is_not(text: str) -> None:
    assert "harsh" not in study(will, will_do=text)


def test_what_was_asked_about_once_stands() -> None:
    found = study(will_as_is, will_do="ignore him for a week", harsh="ignore him for a week")
    assert found["will_do"].forms["line"] == "I'll ignore you for a week"
    assert "harsh" not in found
    assert will_as_is({}, ToldEar(), "en").slots == {"harsh": None}

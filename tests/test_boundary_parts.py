"""The script about limits and the two that it calls, as one conversation."""

from collections.abc import Iterator

import msgspec
import pytest

from bot.house import build
from bot.record import Record
from dialogs.boundary_study import UNFIT
from dialogs.hearing.heard import Heard
from dialogs.session import Place, Session, Step, Value
from tests.chat import START, Chat, plain
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

PARTS = ("boundary_set", "boundary_theirs")
KEPT_PRIVATE = "my phone stays private"


@pytest.fixture
def chat() -> Chat:
    chat = Chat()
    chat.begin("boundary")
    return chat


def taps(chat: Chat, *labels: str) -> list[str]:
    replies: list[str] = []
    for label in labels:
        replies = chat.tap(label)
    return replies


def stack(chat: Chat) -> list[str]:
    session = chat.record.session
    return [f"{each.script}/{each.state}" for each in session.stack] if session else []


@pytest.mark.parametrize("name", ["boundary", *PARTS])
def test_each_asks_five_to_twelve_questions(name: str) -> None:
    states = Chat().house.engine.scripts[name].script.states.values()
    assert 5 <= sum(bool(each.ask) for each in states) <= 12


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_no_door_of_its_own(name: str) -> None:
    chat = Chat()
    chat.begin(name)
    assert chat.state == ""
    chat.command("start", name)
    assert chat.state == ""
    chat.command("menu")
    assert not [each for each in chat.buttons if name in each.token]


def test_set_kept_and_asked_about(chat: Chat) -> None:
    taps(chat, "Set a limit", KEPT_PRIVATE, "relax with you", "Say no and")
    assert stack(chat) == ["boundary/set_or_hold", "boundary_set/stays"]
    replies = taps(chat, "You can always ask me")
    assert plain(replies[0]).startswith("You can always ask me.")
    assert stack(chat) == ["boundary/sentence"]
    taps(chat, "Direct", "Keep it", "Yes, ask me")
    assert stack(chat) == []
    record = chat.record
    (kept,) = record.phrasebook
    assert kept.text == (
        "I want my phone to stay private. If you want to look through it, I'll say no and leave it at that. "
        "You can always ask me."
    )
    assert [each.about["what"].said for each in record.errands] == [kept.text]


def test_back_goes_through_the_parts_question_by_question(chat: Chat) -> None:
    taps(chat, "Set a limit", KEPT_PRIVATE, "relax with you", "Say no and", "You can always ask me")
    for state in ("stays", "will_do", "purpose", "limit"):
        chat.say("back")
        assert chat.state == f"boundary_set/{state}"
    chat.say("back")
    assert stack(chat) == ["boundary/door"]
    taps(chat, "Answer one of theirs")
    chat.say("not to be called at work")
    chat.say("back")
    assert chat.state == "boundary_theirs/theirs"


def test_what_is_unfinished_is_called_by_the_whole(chat: Chat) -> None:
    taps(chat, "Set a limit", KEPT_PRIVATE)
    chat.command("start")
    assert chat.state == "unfinished/halfway"
    chat.command("cancel")
    assert chat.state == "boundary_set/purpose"
    chat.begin("practice")
    chat.command("menu")
    assert "Go on: A limit" in chat.labels[:2]
    chat.tap("Go on: A limit")
    assert chat.state == "boundary_set/purpose"
    chat.command("restart")
    assert stack(chat) == ["boundary/door"]


def test_a_part_does_not_offer_the_whole_as_something_else() -> None:
    words = "I keep a limit about my phone"
    ear = ToldEar(**{words.replace(" ", "_"): Heard(topic="boundary", topics=[("boundary", 0.99)])})
    chat = Chat(build(MemoryStore(), hearing=ear))
    chat.begin("boundary")
    chat.tap("Set a limit")
    chat.say(words)
    assert chat.state == "boundary_set/purpose"
    assert "A limit" not in chat.labels


def test_words_that_rule_the_other_one_are_shown_wherever_they_are_said(chat: Chat) -> None:
    chat.say("she can't go out without me")
    assert stack(chat) == ["boundary/set_or_hold", "boundary_set/difference"]
    taps(chat, "What I need", "More time", "more open", "Another room", "Another time")
    assert stack(chat) == ["boundary/sentence"]
    taps(chat, "My own words")
    chat.say("I love you and you may not see her")
    assert chat.state == "boundary_set/difference"
    # What was answered before is not asked again.
    taps(chat, "What I need", "To feel that I matter")
    assert stack(chat) == ["boundary/sentence"]
    assert "I need to feel that I matter to you." in plain(chat.heard[-1].text)


@pytest.mark.parametrize("way", ["set", "theirs"])
def test_leaving_in_the_middle_ends_it(chat: Chat, way: str) -> None:
    told = {"set": "she can't go out without me", "theirs": "he doesn't want me to see my friends"}
    chat.say(told[way])
    replies = taps(chat, "Leave it for now")
    assert stack(chat) == []
    assert len(replies) == 1
    assert chat.record.phrasebook == []


def test_leaving_a_second_turn_ends_it_though_a_sentence_was_there(chat: Chat) -> None:
    taps(chat, "Set a limit", KEPT_PRIVATE, "Skip", "Skip", "Skip", "My own words")
    chat.say("you may not see her")
    taps(chat, "Leave it for now")
    assert stack(chat) == []


def test_a_rule_for_the_person_leads_to_a_limit_of_their_own(chat: Chat) -> None:
    taps(chat, "Answer one of theirs")
    chat.say("that I stop seeing my sister")
    assert chat.state == "boundary_theirs/about_you"
    chat.say("I don't know what to do")
    assert chat.state == "boundary_theirs/choose"
    taps(chat, "Words for a limit of mine")
    assert stack(chat) == ["boundary/set_or_hold", "boundary_set/limit"]
    taps(chat, KEPT_PRIVATE, "Skip", "Skip", "Skip")
    assert stack(chat) == ["boundary/sentence"]
    taps(chat, "My own words")
    chat.say("you may not see her")
    assert chat.state == "boundary_set/difference"


def test_a_rule_for_the_person_leads_to_help(chat: Chat) -> None:
    chat.say("he doesn't want me to see my friends")
    assert stack(chat) == ["boundary/take_in", "boundary_theirs/about_you"]
    taps(chat, "Who I can talk to")
    assert stack(chat)[0] == "boundary/help"
    assert chat.state.startswith("safety_help/")


def test_a_rule_that_is_none_is_answered(chat: Chat) -> None:
    chat.say("he doesn't want me to see my friends")
    taps(chat, "It isn't like that")
    assert chat.state == "boundary_theirs/theirs_again"
    chat.say("not before coffee")
    taps(chat, "A bit hurt", "Some rest", "Yes to all of it")
    assert "What would be okay instead" not in chat.labels
    taps(chat, "Whether we're okay", "Short", "Keep it", "No need")
    assert stack(chat) == []
    assert chat.record.phrasebook[-1].text == (
        "Thanks for telling me. I'll do what you asked. Are we okay, you and me?"
    )


# What goes together


def limits() -> Iterator[str]:
    states = Chat().house.engine.scripts["boundary_set"].script.states
    yield from (each.id for each in states["limit"].offers)


def test_what_makes_no_sense_is_known_of_every_limit() -> None:
    states = Chat().house.engine.scripts["boundary_set"].script.states
    asked = (states[each] for each in ("tested", "purpose", "will_do", "softer", "stays"))
    offered = {offer.id for state in asked for offer in state.offers if offer.when}
    assert UNFIT.keys() == set(limits())
    assert {each for answers in UNFIT.values() for each in answers} <= offered


@pytest.mark.parametrize("limit", sorted(UNFIT))
def test_two_answers_at_least_are_left_for_each_limit(limit: str) -> None:
    compiled = Chat().house.engine.scripts["boundary_set"]
    slots = {"limit": Value(pick=limit), "unfit": Value(picks=UNFIT[limit])}
    place = Place("boundary_set", 1, "will_do", slots)
    for state in ("tested", "purpose", "will_do", "softer", "stays"):
        offers = compiled.script.states[state].offers
        left = [each.id for each in offers if not each.when or compiled.holds(each.when, place)]
        assert 2 <= len(left) <= 5
        assert not {*left} & {*UNFIT[limit]}


# Somebody in the middle of it when it was one script


def stood(state: str, slots: dict[str, Value], *trail: Step) -> Chat:
    chat = Chat()
    place = Place("boundary", 1, state, slots, list(trail))
    record = Record(chat.person, session=Session(stack=[place]), touched_at=START.isoformat())
    chat.coach.store.save(record)
    return chat


DOOR = Step("door", {"way": None})
SET = {
    "way": Value(pick="set"),
    "limit": Value(pick="phone"),
    "purpose": Value(pick="relax"),
    "will_do": Value(pick="my_no"),
}
SET_TRAIL = [DOOR, Step("limit", {"limit": None}), Step("purpose", {"purpose": None})]
SET_TRAIL += [Step("will_do", {"will_do": None})]


def test_an_old_place_in_setting_one_goes_on_behind_what_is_known() -> None:
    chat = stood("stays", dict(SET), *SET_TRAIL)
    chat.command("repeat")
    assert chat.state == "boundary_set/stays"
    chat.say("back")
    assert chat.state == "boundary_set/limit"
    chat.say("back")
    assert stack(chat) == ["boundary/door"]
    assert chat.slots == {}


def test_an_old_place_in_taking_one_in_goes_on_behind_what_is_known() -> None:
    slots = {"way": Value(pick="take"), "theirs": Value(said="no calls at work")}
    slots["feeling"] = Value(pick="hurt")
    chat = stood("meant", slots, DOOR, Step("theirs", {"theirs": None}))
    chat.command("repeat")
    assert chat.state == "boundary_theirs/meant"
    taps(chat, "Some rest", "Yes to all of it", "Nothing", "Direct")
    assert "Honestly, it hurt a bit." in plain(chat.heard[-1].text)


@pytest.mark.parametrize(
    ("state", "slots", "now"),
    [
        ("limit", {"way": Value(pick="hold")}, "boundary_set/limit"),
        ("tested", {**SET, "way": Value(pick="hold")}, "boundary_set/tested"),
        ("difference", {"control": Value("you may not", "people")}, "boundary_set/difference"),
        ("about_you", {"ruled": Value("no friends", "people")}, "boundary_theirs/about_you"),
        ("theirs", {"way": Value(pick="take")}, "boundary_theirs/theirs"),
    ],
)
def test_old_places_find_their_question(state: str, slots: dict[str, Value], now: str) -> None:
    chat = stood(state, msgspec.convert(msgspec.to_builtins(slots), dict[str, Value]), DOOR)
    chat.command("why")
    assert chat.state == now


def test_old_places_that_still_stand_stay() -> None:
    phrased = {each: Value(f"A {each} one.") for each in ("short", "warm", "direct")}
    chat = stood("sentence", {**SET, **phrased}, *SET_TRAIL)
    chat.command("repeat")
    taps(chat, "Warm")
    assert chat.state == "boundary/complete"
    assert "A warm one." in plain(chat.heard[-1].text)

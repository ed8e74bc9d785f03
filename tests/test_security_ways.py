"""The ways through an anxious hour, and the scripts that it is made of."""

import pytest

from bot.house import build
from bot.record import Record
from dialogs.hearing.heard import Heard
from dialogs.session import Place, Session, Step, Value
from tests.chat import START, Chat, plain
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

PARTS = ("breathe", "urge", "breach")


@pytest.fixture
def chat() -> Chat:
    chat = Chat()
    chat.begin("security")
    return chat


def after(chat: Chat, *answers: str) -> list[str]:
    said: list[str] = []
    for each in answers:
        said = [plain(text) for text in chat.say(each)]
    return said


# Breaths


def test_two_breaths_a_step_a_message(chat: Chat) -> None:
    steps = ["breathe_in", "breathe_out", "breathe_in", "breathe_out", "breathed"]
    told: list[str] = []
    for each, answer in zip(steps, ["Two slow breaths", *["Next"] * 4], strict=True):
        told += chat.tap(answer)
        assert chat.state == f"breathe/{each}"
    assert len(set(told)) == len(told) == len(steps)
    lines = after(chat, "a bit easier")
    assert chat.state == "security/situation"
    assert len(lines) == 2


def test_any_word_stops_the_breaths_and_is_read(chat: Chat) -> None:
    said = after(chat, "yes", "next", "this isn't helping")
    assert "This isn't helping" in said[0]
    assert chat.state == "security/situation"
    assert "situation" not in chat.slots


@pytest.mark.parametrize("way", ["Stop", "Skip"])
def test_a_tap_stops_the_breaths(chat: Chat, way: str) -> None:
    chat.tap("Two slow breaths")
    chat.tap(way)
    assert chat.state == "security/situation"


def test_two_more_begin_with_a_first_one(chat: Chat) -> None:
    after(chat, "yes", *["next"] * 4, "two more")
    assert chat.state == "breathe/breathe_in"
    assert not {"second", "breathed"} & chat.slots.keys()
    after(chat, *["next"] * 4)
    assert chat.state == "breathe/breathed"


def test_back_in_the_breaths_goes_step_by_step(chat: Chat) -> None:
    after(chat, "yes", "next", "next")
    assert "second" in chat.slots
    chat.say("back")
    assert (chat.state, "second" in chat.slots) == ("breathe/breathe_out", False)
    after(chat, "back", "back")
    assert chat.state == "security/breathe"


def test_back_from_the_worry_leads_to_the_last_breath(chat: Chat) -> None:
    after(chat, "yes", *["next"] * 4, "the same", "back")
    assert chat.state == "breathe/breathed"


def test_words_in_place_of_breaths_are_what_it_is_about(chat: Chat) -> None:
    after(chat, "no word since six")
    assert (chat.state, chat.slot("situation")) == ("security/real", "no word since six")


# The urge to look


def test_the_urge_is_waited_out_and_measured(chat: Chat) -> None:
    after(chat, "no breathing", "I keep checking", "5")
    assert chat.state == "urge/instead"
    after(chat, "a walk", "done")
    told = " ".join(after(chat, "2"))
    assert "2" in told
    assert "5" in told
    assert chat.state == "security/real"


@pytest.mark.parametrize("how", ["I looked", "Go on without waiting"])
def test_however_the_ten_minutes_went_it_goes_on(chat: Chat, how: str) -> None:
    after(chat, "not now", "I keep asking", "3", "dishes")
    chat.tap(how)
    assert chat.state == "security/real"


def test_a_second_number_that_is_left_out_is_not_spoken_of(chat: Chat) -> None:
    after(chat, "not now", "I keep asking", "3", "dishes", "done")
    told = " ".join(chat.command("skip"))
    assert chat.state == "security/real"
    assert not any(each in told for each in ("ten minutes", "wave", "Up a bit", "Louder"))


# Trust that was broken


def broken(chat: Chat) -> Chat:
    after(chat, "not now")
    chat.tap("Something really happened")
    assert chat.state == "breach/to_know"
    return chat


def test_what_is_needed_stands_in_the_sentence(chat: Chat) -> None:
    said = after(broken(chat), "whether it's over", "my own pace", "find words")
    assert chat.state == "security/sentence"
    assert "to know whether it's over, and I need to take it at my own pace" in said[-1]
    chat.tap("Direct")
    assert "I'm hurt" in chat.record.phrasebook[0].text


def test_it_may_stay_with_oneself(chat: Chat) -> None:
    after(broken(chat), "why", "skip")
    chat.say("for me")
    assert chat.state == "security/gift"


def test_words_in_place_of_an_answer_are_read_and_not_kept(chat: Chat) -> None:
    said = after(broken(chat), "what happened", "straight answers", "I'm afraid to")
    assert "findahelpline.com" in said[0]
    assert chat.state == "security/gift"
    assert "afraid to" not in str(chat.record.session)


def test_nothing_needed_is_nothing_to_say(chat: Chat) -> None:
    after(broken(chat), "skip", "skip")
    assert chat.state == "security/gift"


# A look, the keepsake, the house round it


def test_what_lies_under_a_look_is_asked_once(chat: Chat) -> None:
    after(chat, "it's been quiet", "no", "no word", "he's gone", "scared")
    assert chat.state == "security/need"
    after(chat, "to see his phone")
    assert (chat.state, "need" in chat.slots) == ("security/need", False)
    after(chat, "his password")
    assert (chat.state, "need" in chat.slots) == ("security/about_us", False)
    chat.say("back")
    assert (chat.state, "looks" in chat.slots) == ("security/need", True)
    chat.say("back")
    assert (chat.state, "looks" in chat.slots) == ("security/need", False)


def test_what_is_kept_belongs_to_the_whole(chat: Chat) -> None:
    after(chat, "not now", "I keep asking", "3", "dishes", "done", "2", "no", *["skip"] * 3)
    after(chat, "something from myself", "a walk")
    assert [(each.text, each.kind) for each in chat.record.phrasebook] == [("A walk", "security")]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_no_door_of_its_own(chat: Chat, part: str) -> None:
    chat.command("cancel")
    chat.token(f"/go {part}")
    assert chat.state == ""
    chat.command("start", part)
    assert chat.state == ""
    chat.command("menu")
    assert not any(part in each.token for each in chat.buttons)


def test_what_is_left_in_a_part_is_the_whole(chat: Chat) -> None:
    after(chat, "not now", "I keep asking", "3")
    chat.command("cancel")
    chat.command("menu")
    assert chat.buttons[0].token == "/resume security"
    chat.tap("Go on")
    assert chat.state == "urge/instead"
    assert "wish to look" in " ".join(chat.command("help"))


def test_whoever_likes_it_short_gets_one_message(chat: Chat) -> None:
    chat.command("settings", "short")
    chat.command("go", "security")
    after(chat, "not now")
    assert len(chat.say("I keep asking")) == 1


def test_nobody_is_shown_to_where_they_are() -> None:
    worry = "I can't stop thinking about where she is"
    heard = Heard(topics=[("security", 0.99)], topic="security")
    chat = Chat(build(MemoryStore(), hearing=ToldEar(**{worry: heard})))
    chat.begin("security")
    after(chat, "not now", "I keep asking", "3", worry)
    assert chat.state == "urge/waited"
    assert not any(each.token == "/go security" for each in chat.buttons)


# Who stood in a part before it was a script of its own


OLD = {
    "in_one": "breathe/breathe_in",
    "out_two": "breathe/breathe_in",
    "breathed": "breathe/breathe_in",
    "pull": "urge/pull",
    "instead": "urge/pull",
    "waited": "security/real",
    "pull_after": "security/real",
    "beneath": "security/need",
    "to_know": "breach/to_know",
    "to_have": "breach/to_know",
    "tell": "security/sentence",
    "hurt_sentence": "security/sentence",
    "own_words": "security/own_words",
}


def stood(chat: Chat, state: str) -> Chat:
    kind = "betrayed" if state in ("tell", "hurt_sentence") else "hour"
    slots = {"situation": Value(said="it's late"), "kind": Value(pick=kind)}
    slots |= {each: Value(said="Tell me, please.") for each in ("short", "warm", "direct")}
    slots |= {"to_know": Value(pick="why"), "aside": Value(pick="go_on")}
    slots |= {"looks": Value(yes=True), "need": Value(said="his phone")}
    before = [Step(each, {"aside": None}) for each in ("breathe", "in_one", "out_one")]
    place = Place("security", 1, state, slots, [*before, Step("situation", {"situation": None})])
    session = Session(stack=[place])
    chat.coach.store.save(Record(chat.person, session=session, touched_at=START.isoformat()))
    return chat


@pytest.mark.parametrize("state", OLD)
def test_an_old_place_is_brought_to_the_nearest(state: str) -> None:
    chat = stood(Chat(), state)
    chat.command("repeat")
    assert chat.state == OLD[state]
    assert chat.slot("situation") == "it's late"
    chat.command("skip")
    assert chat.record.session is not None


def test_the_way_back_from_an_old_place() -> None:
    chat = stood(Chat(), "beneath")
    states = []
    for _ in range(2):
        chat.command("back")
        states.append(chat.state)
    assert states == ["security/situation", "security/breathe"]


@pytest.mark.parametrize("name", ["security", *PARTS, "my_own_life", "ritual", "ask_for_space"])
def test_no_script_asks_too_much(name: str) -> None:
    states = Chat().house.engine.scripts[name].script.states.values()
    assert sum(1 for each in states if each.ask) <= 12

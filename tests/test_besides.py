"""What an answer says besides, so that nothing is asked twice."""

import pytest

from bot.house import build
from dialogs.answers import Setting
from dialogs.hearing.heard import Heard
from dialogs.known import known_from
from tests.chat import START, Chat
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

MUCH = "we argued and I'm worn out, I need an hour, back by ten"
SHORT = "we argued for an hour again"


def at(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


EAR = ToldEar(
    **{
        MUCH: Heard(
            labels={"feeling": 0.9, "need": 0.9, "return": 0.9},
            spans={
                "feeling": [at(MUCH, "I'm worn out")],
                "need": [at(MUCH, "I need an hour")],
                "return": [at(MUCH, "an hour"), at(MUCH, "back by ten")],
            },
        )
    }
)


@pytest.fixture
def chat() -> Chat:
    chat = Chat(build(MemoryStore(), hearing=EAR))
    chat.begin()
    return chat


def test_what_was_told_in_one_breath_is_not_asked_again(chat: Chat) -> None:
    chat.say(MUCH)
    assert chat.state == "ask_for_space/need"
    assert (chat.slots["how_long"].number, chat.slots["back_at"].at) == (60, "22:00")
    assert chat.slots["feeling"].forms["clause"] == "I'm worn out"
    chat.say("some quiet")
    chat.say("so I can think straight")
    assert chat.state == "ask_for_space/about_us"


def test_back_takes_it_all_back(chat: Chat) -> None:
    chat.say(MUCH)
    chat.say("back")
    assert (chat.state, chat.slots) == ("ask_for_space/situation", {})


def test_an_hour_that_was_only_told_of_is_no_wish(chat: Chat) -> None:
    chat.say(SHORT)
    assert "how_long" not in chat.slots


@pytest.mark.parametrize("said", ["20 minutes", "an hour or so", "maybe two hours pls"])
def test_a_time_where_something_else_was_asked_is_kept_for_later(chat: Chat, said: str) -> None:
    chat.say(said)
    assert chat.state == "ask_for_space/situation"
    for words in ("we argued", "tired", "some quiet", "so I can think"):
        chat.say(words)
    # How long is known; from when on they are back is asked all the same.
    assert chat.state == "ask_for_space/back_at"
    assert chat.slots["how_long"].said == said


def test_both_times_at_once(chat: Chat) -> None:
    chat.say("an hour, back at nine")
    assert chat.slots.keys() == {"how_long", "back_at"}
    chat.say("back")
    assert (chat.state, chat.slots) == ("ask_for_space/situation", {})


def test_a_second_time_is_no_answer(chat: Chat) -> None:
    chat.say("an hour")
    chat.say("two hours")
    assert chat.state == "ask_for_space/situation"
    assert chat.slots["how_long"].number == 60


def test_a_time_in_a_script_that_wants_none_is_met_with_other_words() -> None:
    chat = Chat(build(MemoryStore(), hearing=EAR))
    chat.begin("repair")
    while not chat.state.endswith("situation"):
        chat.tap(chat.labels[0])
    before = chat.state
    chat.say("20 minutes")
    assert (chat.state, "how_long" in chat.slots) == (before, False)


def test_an_edit_of_the_time_mends_it(chat: Chat) -> None:
    chat.say("20 minutes", ref="7")
    chat.say("30 minutes", ref="7", corrects=True)
    assert chat.slots["how_long"].number == 30


def test_a_choice_of_another_question_is_kept_for_that_one(chat: Chat) -> None:
    chat.say("worn out")
    assert chat.state == "ask_for_space/situation"
    assert chat.slots["feeling"].pick == "worn_out"
    chat.say("we argued")
    assert chat.state == "ask_for_space/need"
    chat.say("back")
    chat.say("back")
    assert chat.slots == {}


def test_words_that_only_steer_somewhere_else_are_no_answer(chat: Chat) -> None:
    chat.say("we argued")
    chat.say("keep it")
    assert (chat.state, "feeling" in chat.slots) == ("ask_for_space/feeling", False)


def test_a_message_out_of_the_blue_that_tells_what_is_going_on_is_not_asked_for_it() -> None:
    told = "he wants to talk right now, I'm so overwhelmed and I need 20 minutes so I can listen"
    spans = {
        "feeling": [at(told, "I'm so overwhelmed")],
        "need": [at(told, "I need 20 minutes")],
        "purpose": [at(told, "so I can listen")],
        "return": [at(told, "20 minutes")],
    }
    topics = [("ask_for_space", 0.9)]
    heard = Heard(dict.fromkeys(spans, 0.9), spans, topic="ask_for_space", topics=topics)
    chat = Chat(build(MemoryStore(), hearing=ToldEar(**{told: heard})))
    chat.say(told)
    assert chat.state == "ask_for_space/need"
    assert chat.slots.keys() >= {"situation", "feeling", "purpose", "how_long"}


def test_what_somebody_else_wants_is_not_what_the_time_is_for() -> None:
    told = "I need a night off, he comes home wanting to chat"
    spans = {"need": [at(told, "I need a night off")], "purpose": [at(told, "to chat")]}
    setting = Setting(START, "en")
    assert "purpose" not in known_from(told, Heard(spans=spans), setting)
    told = "I need an hour to think"
    spans = {"need": [at(told, "I need an hour")], "purpose": [at(told, "to think")]}
    assert "purpose" in known_from(told, Heard(spans=spans), setting)

import pytest

from bot.house import build
from dialogs.hearing.heard import Heard
from tests.chat import Chat, plain
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

EAR = ToldEar(
    I_need_an_hour_alone_tonight_how_do_I_tell_him=Heard(
        labels={"need": 0.9},
        spans={"need": [(0, 28)]},
        topic="ask_for_space",
        topics=[("ask_for_space", 0.9), ("practice", 0.1)],
    ),
    something_between_two=Heard(
        topic="practice", topics=[("practice", 0.4), ("ask_for_space", 0.3), ("boundary", 0.2)]
    ),
    about_the_garden_of_ours=Heard(topic="gardening", topics=[("gardening", 0.9)]),
    not_tonight=Heard(topic="schedule", topics=[("schedule", 0.9)]),
    what_do_you_keep=Heard(topic="privacy", topics=[("privacy", 0.9)]),
    I_need_space=Heard(labels={"need": 0.9}, spans={"need": [(0, 12)]}, topics=[("ritual", 0.1)]),
    how_does_this_one_sound=Heard(topic="practice", topics=[("practice", 0.95)]),
)


def stranger() -> Chat:
    return Chat(build(MemoryStore(), hearing=EAR))


def known() -> Chat:
    chat = stranger()
    chat.begin()
    chat.command("cancel")
    return chat


def test_a_message_out_of_the_blue_finds_its_script_with_what_it_said() -> None:
    chat = known()
    chat.say("I need an hour alone tonight how do I tell him")
    assert chat.state == "ask_for_space/situation"
    assert chat.slot("how_long")
    for _ in range(4):
        chat.command("skip")
    # The length is known, so what is asked next is when they are back.
    assert chat.state == "ask_for_space/back_at"


def test_what_is_wished_of_the_evening_question_is_done() -> None:
    chat = known()
    chat.command("nightly", "every day at 23:30")
    chat.say("skip")
    told = plain(chat.say("not tonight")[-1])
    assert chat.record.schedule.night == "2026-03-02"
    assert "23:30" not in told
    chat.say("stop asking")
    assert chat.record.schedule.resting


def test_a_stranger_is_told_who_speaks() -> None:
    chat = stranger()
    replies = chat.say("I need an hour alone tonight how do I tell him")
    assert "Room for Us" in replies[0]
    assert chat.state == "ask_for_space/situation"


def test_unsure_is_asked_and_a_tap_leads_there() -> None:
    chat = known()
    chat.say("something between two")
    assert chat.state == ""
    assert chat.labels[:2] == ["Work on a sentence", "Ask for some space"]
    chat.tap("Work on a sentence")
    assert chat.state.startswith("practice/")


def test_the_words_that_it_all_began_with_are_never_off_topic() -> None:
    chat = known()
    chat.say("I need space")
    assert chat.state.startswith("ask_for_space/")
    chat = known()
    chat.say("my girlfriend asked for space")
    assert chat.labels[:2] == ["They need space", "Ask for some space"]


@pytest.mark.parametrize(
    "wish", ["an hour to myself", "some quiet", "Space.", "me time, please", "just a bit of peace"]
)
def test_a_bare_wish_is_what_they_came_for(wish: str) -> None:
    chat = stranger()
    chat.command("start")
    chat.say(wish)
    assert chat.state == "ask_for_space/situation"


@pytest.mark.parametrize(
    "other", ["an hour to myself, would she mind?", "some space for her", "remind me of me time"]
)
def test_what_is_more_than_a_bare_wish_is_asked(other: str) -> None:
    chat = stranger()
    chat.command("start")
    chat.say(other)
    assert not chat.state.startswith("ask_for_space")


def test_what_is_not_here_yet_says_so() -> None:
    chat = known()
    chat.say("about the garden of ours")
    assert chat.state == ""
    assert "I want to say something" in chat.labels


def test_off_topic_is_one_line_and_the_doors() -> None:
    chat = known()
    assert len(chat.say("what is the capital of Peru")) == 1
    assert "I want to say something" in chat.labels


def test_the_desk_answers_for_itself() -> None:
    chat = known()
    chat.say("what do you keep")
    assert [button.token for button in chat.buttons[:2]] == ["/export", "/forget"]


def test_in_a_dialog_another_topic_is_offered_and_the_answer_taken() -> None:
    chat = stranger()
    chat.begin()
    chat.say("how does this one sound")
    assert chat.state == "ask_for_space/feeling"
    chat.tap("Work on a sentence")
    assert chat.state.startswith("practice/")
    chat.command("cancel")
    chat.command("resume")
    assert chat.state == "ask_for_space/feeling"


def test_scripts_that_are_nobodys_business_have_no_door() -> None:
    chat = known()
    for name in ("safety_soft", "forget_me", "unfinished", "nothing"):
        chat.token(f"/go {name}")
        assert chat.state == ""

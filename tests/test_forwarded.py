import pytest

from dialogs.utterance import Utterance
from tests.chat import Chat, plain
from tests.roads import house

THEIRS = "I need some space tonight, please."


@pytest.fixture
def chat() -> Chat:
    if "partner_needs_space" not in house().engine.scripts:
        pytest.skip("partner_needs_space is not written yet")
    chat = Chat(house(), person="test:forwarded")
    chat.coach.store.erase(chat.person)
    return chat


def forward(chat: Chat, text: str) -> list[str]:
    return chat.take(Utterance("forwarded", text, ref=str(chat.update + 1)))


def test_out_of_the_blue_it_is_what_the_partner_wrote(chat: Chat) -> None:
    chat.command("start")
    forward(chat, THEIRS)
    assert chat.state.startswith("partner_needs_space/")
    assert chat.state != "partner_needs_space/their_words"
    assert chat.slot("their_words") == THEIRS


def test_a_stranger_who_forwards_is_told_who_reads(chat: Chat) -> None:
    assert "Room for Us" in plain(forward(chat, THEIRS)[0])


@pytest.mark.parametrize("text", ["", "…"])
def test_without_words_it_is_missed_as_before(chat: Chat, text: str) -> None:
    chat.command("start")
    forward(chat, text)
    assert chat.state == ""


def test_where_their_words_are_asked_for_it_is_the_answer(chat: Chat) -> None:
    chat.begin("partner_needs_space")
    assert chat.state == "partner_needs_space/their_words"
    forward(chat, "stop")
    assert chat.slot("their_words") == "stop"


def test_elsewhere_it_is_not_taken_for_ones_own(chat: Chat) -> None:
    chat.begin()
    forward(chat, THEIRS)
    assert chat.state == "ask_for_space/situation"
    assert chat.slot("situation") == ""


def test_a_command_that_was_forwarded_is_none(chat: Chat) -> None:
    chat.command("start")
    forward(chat, "/forget")
    assert chat.state != "forget_me/sure"

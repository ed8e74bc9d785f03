"""Somebody who writes in another language."""

import pytest

from tests.chat import Chat, plain

SPANISH = "Necesito un poco de espacio y no sé cómo decírselo a mi pareja"


def test_out_of_the_blue_they_are_told_in_their_language() -> None:
    chat = Chat()
    said = plain(" ".join(chat.say(SPANISH)))
    assert "inglés" in said
    assert "findahelpline.com" in said
    assert chat.labels
    assert chat.state == ""


def test_in_a_dialog_it_is_an_answer_all_the_same_and_said_once_an_hour() -> None:
    chat = Chat()
    chat.begin()
    said = [plain(each) for each in chat.say(SPANISH)]
    assert "inglés" in said[0]
    assert chat.state == "ask_for_space/feeling"
    assert "inglés" not in plain(" ".join(chat.say("estoy muy cansada de todo esto")))
    chat.wait(hours=2)
    assert "inglés" in plain(" ".join(chat.say("quiero estar tranquila un rato en casa")))


@pytest.mark.parametrize(
    "said", ["knackered", "no te preocupes lol I'm fine", "Bangalore", "ok", "😭"]
)
def test_english_is_never_taken_for_another(said: str) -> None:
    chat = Chat()
    chat.begin()
    chat.say(said)
    assert not chat.record.foreign_at


def test_names_and_places_may_be_in_any_language() -> None:
    chat = Chat()
    chat.command("nightly", "21:30")
    chat.say("München in Deutschland, nicht weit vom Bahnhof")
    assert not chat.record.foreign_at


def test_letters_that_nobody_reads_are_answered_as_well() -> None:
    assert "findahelpline.com" in plain(
        " ".join(Chat().say("我需要一些自己的空间，可是不知道怎么说"))
    )

import pytest

from dialogs.utterance import Utterance
from tests.chat import START, Chat
from tests.roads import house


@pytest.fixture
def chat() -> Chat:
    chat = Chat(house(), person=f"test:coach{id(object())}")
    chat.coach.store.erase(chat.person)
    chat.begin()
    return chat


def test_an_edit_never_answers_what_came_after_it(chat: Chat) -> None:
    chat.say("hmm?", ref="a")
    chat.command("forget")
    chat.say("yes", ref="a", corrects=True)
    assert chat.coach.store.load(chat.person) is not None
    assert chat.state == "forget_me/sure"


def test_an_edited_answer_is_mended(chat: Chat) -> None:
    chat.say("tird", ref="a")
    chat.say("tired of it all", ref="a", corrects=True)
    assert (chat.state, chat.slot("situation")) == ("ask_for_space/feeling", "tired of it all")


@pytest.mark.parametrize("between", ["back", "skip", "restart"])
@pytest.mark.parametrize("how", ["words", "command"])
def test_an_edit_that_comes_too_late_changes_nothing(chat: Chat, between: str, how: str) -> None:
    chat.say("tired")
    chat.say("knackered", ref="a")
    said = {"back": "go back", "skip": "skip", "restart": "start over"}[between]
    chat.say(said) if how == "words" else chat.command(between)
    before = chat.record.session
    assert before is not None
    chat.say("worn to the bone", ref="a", corrects=True)
    after = chat.record.session
    assert after is not None
    assert after.stack == before.stack


def test_an_edit_of_an_answer_to_a_side_question(chat: Chat) -> None:
    chat.say("tired")
    chat.command("forget")
    chat.say("no", ref="b")
    before = chat.record.session
    chat.say("nope", ref="b", corrects=True)
    after = chat.record.session
    assert before is not None
    assert after is not None
    assert after.stack == before.stack


def test_two_taps_at_once_are_one_answer(chat: Chat) -> None:
    tokens = [each.token for each in chat.buttons[:2]]
    for at, token in enumerate(tokens):
        chat.update += 1
        turn = chat.coach.take_turn(
            chat.person, Utterance("tap", token, update=chat.update), chat.now
        )
        assert turn.answered is (at == 0)
        assert bool(turn.toast) is (at == 1)
    assert (chat.state, chat.slot("situation")) == ("ask_for_space/feeling", "too_much")


def test_a_stale_tap_shows_where_they_are(chat: Chat) -> None:
    old = chat.buttons[0].token
    chat.tap("We argued")
    chat.wait(hours=1)
    chat.token(old)
    assert chat.turn is not None
    assert (bool(chat.turn.toast), chat.turn.answered, chat.heard[-1].asks) == (True, False, True)
    assert chat.slot("situation") == "argued"


def test_a_stale_tap_where_nothing_is_open(chat: Chat) -> None:
    old = chat.buttons[0].token
    chat.command("cancel")
    chat.token(old)
    assert chat.turn is not None
    assert chat.turn.toast
    assert "I want to say something" in chat.labels


def test_a_long_text_that_the_channel_cut_in_two_is_one(chat: Chat) -> None:
    whole = "All week there were guests and I cooked. " * 150
    chat.now = START
    for piece in (whole[:4096], whole[4096:]):
        chat.update += 1
        turn = chat.coach.take_turn(
            chat.person, Utterance("text", piece, update=chat.update), chat.now
        )
    assert chat.state in ("ask_for_space/situation", "ask_for_space/feeling")
    assert not turn.record.outbox[2:]
    if chat.state == "ask_for_space/feeling":
        assert chat.slot("situation").split() == whole.split()

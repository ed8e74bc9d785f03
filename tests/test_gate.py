import logging

import pytest

from bot.house import build
from dialogs.hearing.heard import Heard, Risk
from dialogs.hearing.times import is_mostly_a_time
from dialogs.utterance import Utterance
from tests.chat import Chat
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

KINDS: tuple[Risk, ...] = ("self_harm", "abuse_victim", "harm_to_others", "partner_at_risk")


def chat_hearing(risk: Risk) -> Chat:
    ear = ToldEar(
        clear_words=Heard(risk=risk, tier="strong"),
        unclear_words=Heard(risk=risk, tier="soft"),
        an_hour=Heard(risk=risk, tier="soft"),
        more_clear_words=Heard(risk=risk, tier="strong"),
    )
    return Chat(build(MemoryStore(), hearing=ear))


@pytest.mark.parametrize("risk", KINDS)
def test_a_strong_hit_stops_the_dialog_at_once(risk: Risk) -> None:
    chat = chat_hearing(risk)
    chat.begin()
    chat.tap("We argued")
    replies = chat.say("clear words")
    assert chat.state.startswith(f"safety_{risk}/")
    assert any("findahelpline.com" in reply for reply in replies)
    assert chat.record.danger is not None
    assert chat.record.danger.kind == risk
    # The dialog is not lost; it waits.
    assert [each.stack[0].script for each in chat.record.shelf] == ["ask_for_space"]


@pytest.mark.parametrize("risk", KINDS)
def test_no_word_of_it_is_kept_or_logged(risk: Risk, caplog: pytest.LogCaptureFixture) -> None:
    chat = chat_hearing(risk)
    with caplog.at_level(logging.DEBUG):
        chat.begin()
        chat.say("clear words")
    assert "clear words" not in caplog.text
    assert chat.person not in caplog.text
    session = chat.record.session
    assert session is not None
    assert all(value.said != "clear words" for value in session.place.slots.values())


@pytest.mark.parametrize("risk", KINDS)
def test_a_soft_hit_asks_once_and_the_answer_is_taken(risk: Risk) -> None:
    chat = chat_hearing(risk)
    chat.begin()
    chat.say("unclear words")
    assert chat.state.startswith("safety_soft/")
    assert chat.slot("situation") == "unclear words"
    chat.tap(chat.labels[0])
    assert chat.state == "ask_for_space/feeling"
    chat.say("unclear words")
    # Asked within the hour already: the dialog goes on.
    assert chat.state == "ask_for_space/need"
    chat.wait(hours=2)
    chat.say("unclear words")
    assert chat.state.startswith("safety_soft/")


def test_who_answers_a_soft_question_with_other_things_is_let_go_on() -> None:
    chat = chat_hearing("partner_at_risk")
    chat.begin()
    chat.say("unclear words")
    chat.say("knackered")
    chat.say("a bath")
    assert chat.state == "ask_for_space/feeling"


def test_in_every_state_and_for_every_kind_of_words() -> None:
    for utterance in (
        Utterance("text", "clear words"),
        Utterance("command", "check", "clear words"),
        Utterance("photo", "clear words"),
        Utterance("text", "clear words", ref="1", corrects=True),
    ):
        chat = chat_hearing("self_harm")
        chat.take(utterance)
        assert chat.state.startswith("safety_self_harm/")


def test_what_is_already_spoken_of_is_an_answer() -> None:
    chat = chat_hearing("self_harm")
    chat.begin()
    chat.say("clear words")
    state = chat.state
    chat.say("more clear words")
    assert chat.state.startswith("safety_")
    assert len(chat.record.shelf) == 0
    assert state


def test_a_time_alone_is_no_danger() -> None:
    chat = chat_hearing("harm_to_others")
    chat.begin()
    chat.say("an hour")
    assert not chat.state.startswith("safety_")
    assert is_mostly_a_time("till the kids are in bed")
    assert not is_mostly_a_time("I'll hurt her in an hour")
    assert not is_mostly_a_time("")


@pytest.mark.parametrize(
    "said", ["Might worry what it means", "they might worry", "might worry what it means!"]
)
def test_an_offered_answer_typed_is_no_danger(said: str) -> None:
    ear = ToldEar(**{said.replace(" ", "_"): Heard(risk="abuse_victim", tier="soft")})
    chat = Chat(build(MemoryStore(), hearing=ear))
    chat.begin()
    while chat.state != "ask_for_space/their_side":
        chat.command("skip")
    chat.say(said)
    assert chat.state == "ask_for_space/sentence"


@pytest.mark.parametrize("said", ["worry", "they might worry me to death", "it means"])
def test_words_of_their_own_are_heard(said: str) -> None:
    ear = ToldEar(**{said.replace(" ", "_"): Heard(risk="abuse_victim", tier="soft")})
    chat = Chat(build(MemoryStore(), hearing=ear))
    chat.begin()
    chat.command("skip")
    chat.say(said)
    assert chat.state.startswith("safety_soft/")


@pytest.mark.parametrize("risk", KINDS[1:])
def test_words_for_that_partner_are_not_sought_as_if_nothing_had_been_said(risk: Risk) -> None:
    chat = chat_hearing(risk)
    chat.begin()
    chat.say("clear words")
    chat.say("stop")
    assert chat.state == ""
    chat.begin()
    assert chat.state == "safety_before/about"
    chat.tap("something else")
    assert chat.state == "ask_for_space/situation"
    chat.command("cancel")
    chat.begin()
    # They have decided; they are not asked again.
    assert chat.state == "ask_for_space/situation"


def test_a_look_in_comes_on_the_next_day_once() -> None:
    chat = chat_hearing("self_harm")
    chat.begin()
    chat.say("clear words")
    chat.say("stop")
    chat.wait(hours=20)
    chat.say("hello")
    assert chat.state.startswith("safety_look_in/")
    chat.say("stop")
    chat.say("hello")
    assert not chat.state.startswith("safety_look_in/")


def test_the_country_is_asked_once() -> None:
    chat = chat_hearing("abuse_victim")
    chat.begin()
    chat.say("clear words")
    for _ in range(8):
        if "United Kingdom" in chat.labels:
            chat.tap("United Kingdom")
            break
        chat.tap(chat.labels[0])
    assert chat.record.profile.country == "uk"
    chat.say("stop")
    chat.say("clear words")
    seen = list[str]()
    for _ in range(4):
        seen += chat.labels
        chat.tap(chat.labels[0])
    assert "United Kingdom" not in seen


def test_forget_works_in_danger() -> None:
    chat = chat_hearing("abuse_victim")
    chat.begin()
    chat.say("clear words")
    chat.command("forget")
    chat.tap("Yes")
    assert chat.coach.store.load(chat.person) is None


@pytest.mark.parametrize(
    ("risk", "script"),
    [("self_harm", "safety_partner_at_risk"), ("harm_to_others", "safety_abuse_victim")],
)
def test_what_somebody_else_wrote_is_their_danger(risk: Risk, script: str) -> None:
    ear = ToldEar(**{"I can't go on": Heard(risk=risk, tier="strong")})
    chat = Chat(build(MemoryStore(), hearing=ear))
    chat.take(Utterance("forwarded", "I can't go on"))
    assert chat.state.startswith(script)

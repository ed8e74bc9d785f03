from datetime import timedelta

import pytest

from bot import agenda
from bot.keepsakes import mark
from bot.menu import RULES
from bot.record import Balance, Danger, Errand, Night, Phrase, Record
from dialogs.session import Value
from tests.chat import START, Chat, plain
from tests.roads import chat_at, house

HERE = house().engine.scripts
TOMORROW = (START + timedelta(days=1)).isoformat()
EVENING = "2026-03-01"
LATELY = (START - timedelta(days=2)).isoformat()
PLANNED = Errand(
    agenda.PLANNED,
    START.isoformat(),
    {"what": Value(said="tea at nine"), "kind": Value(said="ritual")},
)


def at(**fields: object) -> Chat:
    record = Record("", touched_at=START.isoformat(), hold="2027-01-01T00:00:00+00:00")
    for name, value in fields.items():
        setattr(record, name, value)
    return chat_at(record)


@pytest.fixture
def chat() -> Chat:
    chat = Chat(house(), person="test:menu")
    chat.coach.store.erase(chat.person)
    return chat


def tokens(chat: Chat) -> list[str]:
    return [button.token for button in chat.buttons]


def test_all_scripts_once_and_the_desk(chat: Chat) -> None:
    (said,) = chat.command("menu")
    assert said
    offered = tokens(chat)
    assert len(offered) == len(set(offered))
    assert {"/go ask_for_space", "/go practice", "/go rehearse", "/go reflection"} <= set(offered)
    assert offered[-2:] == ["/keepsakes", "/settings"]
    assert not [each for each in offered if "safety" in each or "forget" in each]


def test_what_is_unfinished_comes_first(chat: Chat) -> None:
    chat.begin()
    chat.say("we argued")
    chat.begin("practice")
    chat.say("You never listen to me.")
    chat.command("menu")
    assert chat.labels[:2] == ["Go on: Work on a sentence", "Go on: Ask for some space"]
    assert chat.state.startswith("practice/")
    chat.tap("Go on: Ask for some space")
    assert chat.state == "ask_for_space/feeling"
    chat.command("menu")
    chat.tap("Go on: Work on a sentence")
    assert chat.state.startswith("practice/")


def test_the_menu_leaves_the_question_standing(chat: Chat) -> None:
    chat.begin()
    chat.command("menu")
    chat.say("we argued")
    assert chat.state == "ask_for_space/feeling"


@pytest.mark.parametrize(
    ("fields", "words", "token"),
    [
        ({"errands": [Errand(agenda.RETURN, TOMORROW)]}, "21:00", "/go repair"),
        ({"errands": [PLANNED]}, "tea at nine", "/go ritual"),
        ({"nights": [Night(EVENING, 4, 4, intention="a walk")]}, "a walk", "/reflect"),
        ({"nights": [Night(EVENING, 1, 4)]}, "room", "/go ask_for_space"),
        ({"nights": [Night(EVENING, 4, 2)]}, "", "/go ritual"),
        ({"balances": [Balance(EVENING, 20, 40)]}, "room", "/go my_own_life"),
        ({"balances": [Balance(EVENING, 40, 20)]}, "clos", "/go ritual"),
        ({"balances": [Balance("2026-01-18", 40, 20)]}, "6 weeks", "/go balance"),
        ({"nights": [Night("2026-02-20", 4, 4)]}, "10 days", "/reflect"),
        ({"phrasebook": [Phrase("I need an hour.", LATELY)]}, "I need an hour.", "/rehearse"),
        ({}, "card", "/go learn"),
    ],
)
def test_one_suggestion_with_its_reason(fields: dict[str, object], words: str, token: str) -> None:
    script = token.removeprefix("/go ")
    if token.startswith("/go ") and script not in HERE:
        pytest.skip(f"{script} is not written yet")
    chat = at(**fields)
    (said,) = chat.command("menu")
    assert words in plain(said)
    assert tokens(chat)[0].startswith(token)
    assert tokens(chat).count(token) <= 1


def test_the_most_pressing_comes_first() -> None:
    kept = [Phrase("I need an hour.", LATELY)]
    chat = at(nights=[Night(EVENING, 1, 4)], phrasebook=kept)
    chat.command("menu")
    assert tokens(chat)[0] == "/go ask_for_space"
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


def test_what_is_suggested_is_not_what_is_open() -> None:
    chat = at(nights=[Night(EVENING, 1, 4)])
    chat.begin()
    chat.say("we argued")
    chat.command("menu")
    assert tokens(chat)[0] == "/resume ask_for_space"
    assert tokens(chat).count("/go ask_for_space") == 1


def test_nothing_is_suggested_in_danger() -> None:
    chat = at(phrasebook=[Phrase("I need an hour.", LATELY)], danger=Danger(looked_in=True))
    chat.record.danger = None
    session, _ = house().engine.begin("safety_help", "en")
    record = chat.record
    record.session = session
    chat.coach.store.save(record)
    chat.command("menu")
    assert not [each for each in tokens(chat) if each.startswith("/rehearse")]


def test_a_sentence_once_rehearsed_is_suggested_no_more() -> None:
    kept = Phrase("I need an hour.", LATELY)
    chat = at(phrasebook=[kept])
    chat.command("menu")
    chat.token(f"/rehearse {mark(kept)}")
    assert chat.state.startswith("rehearse/")
    assert chat.slot("chosen") == "I need an hour."
    assert chat.record.phrasebook[0].tried
    chat.command("menu")
    assert not [each for each in tokens(chat) if each.startswith(f"/rehearse {mark(kept)}")]

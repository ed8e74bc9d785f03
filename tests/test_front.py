from pathlib import Path

import pytest

from bot.front import DOORS, SCREENS, behind
from bot.house import build
from dialogs.utterance import Utterance
from prompts.voice import FOLDER
from tests.chat import Chat, plain
from tests.ears import ToldEar
from tests.memory_store import MemoryStore
from tests.roads import house


@pytest.fixture
def chat() -> Chat:
    chat = Chat(house(), person="test:front")
    chat.coach.store.erase(chat.person)
    return chat


def test_a_stranger_gets_one_screen_with_three_doors(chat: Chat) -> None:
    (screen,) = chat.command("start")
    assert chat.labels == [
        "I want to say something",
        "Something is off between us",
        "A quiet look at us",
    ]
    assert "Room for Us" in screen
    assert "Nothing leaves this bot's own disk but what Telegram carries" in plain(screen)
    assert "therapy" in screen
    assert "just ask me" in screen.lower()
    assert chat.state == ""


def test_somebody_known_is_not_told_everything_again(chat: Chat) -> None:
    chat.command("start")
    chat.wait(days=3)
    (screen,) = chat.command("start")
    assert "therapy" not in screen
    assert chat.labels[0] == "I want to say something"


def test_every_script_is_two_taps_away(chat: Chat) -> None:
    for door in DOORS:
        here = behind(house().coach.conversation.desk, door)
        assert len(here) >= 4
        for at, script in enumerate(here):
            chat.coach.store.erase(chat.person)
            chat.command("start")
            chat.token(f"/door {door}")
            assert len(chat.buttons) == len(here) + 1
            chat.token(chat.buttons[at].token)
            assert chat.state.startswith(f"{script}/")


def test_behind_a_door_everything_else_is_near(chat: Chat) -> None:
    chat.command("start")
    chat.tap("A quiet look")
    chat.tap("Everything else")
    assert "Ask for some space" in " ".join(chat.labels)


def test_a_door_that_is_none(chat: Chat) -> None:
    chat.token("/door cellar")
    assert chat.labels[0] == "I want to say something"


def test_in_the_middle_start_asks_what_becomes_of_it(chat: Chat) -> None:
    chat.begin()
    chat.say("we argued")
    chat.command("start")
    assert chat.state == "unfinished/halfway"
    chat.tap("Let")
    assert chat.labels[0] == "Pick up where we were"


def test_at_the_first_question_nothing_is_lost_by_a_start(chat: Chat) -> None:
    chat.begin()
    chat.command("start")
    assert chat.state == ""
    assert chat.labels[0] == "I want to say something"


def test_typing_is_routed_from_the_front_screen(chat: Chat) -> None:
    chat.command("start")
    chat.say("It's all a bit much")
    assert chat.state == "ask_for_space/feeling"
    assert chat.slot("situation") == "too_much"


@pytest.mark.parametrize(
    ("link", "script"),
    [
        ("practice", "practice"),
        ("space", "ask_for_space"),
        ("space_en", "ask_for_space"),
        ("space_xx", "ask_for_space"),
        ("ask_for_space_en", "ask_for_space"),
        ("SPACE", "ask_for_space"),
        ("reflection", "reflection"),
    ],
)
def test_a_link_opens_a_script(chat: Chat, link: str, script: str) -> None:
    replies = chat.command("start", link)
    assert chat.state.startswith(f"{script}/")
    assert "Room for Us" in replies[0]
    chat.command("cancel")
    assert "Room for Us" not in chat.command("start", link)[0]
    assert chat.record.profile.language == "en"


@pytest.mark.parametrize(
    "link", ["cellar", "", "safety_soft", "forget_me", "unfinished", "_en", "²"]
)
def test_an_unknown_link_is_the_plain_screen(chat: Chat, link: str) -> None:
    chat.command("start", link)
    assert chat.state == ""
    assert chat.labels[0] == "I want to say something"


def test_links_are_what_telegram_takes() -> None:
    links = [each.script.link for each in house().engine.scripts.values() if each.script.link]
    for link in [*links, *SCREENS]:
        assert len(f"{link}_en") <= 64
    assert len(links) > 8


@pytest.mark.parametrize("screen", SCREENS)
def test_screens_open_by_a_link(chat: Chat, screen: str) -> None:
    assert len(chat.command("start", screen)) >= 2


def test_a_link_sets_the_language_where_there_is_one(tmp_path: Path) -> None:
    for language in ("en", "de"):
        (tmp_path / language).symlink_to(FOLDER / "en")
    chat = Chat(build(MemoryStore(), prompts_folder=tmp_path, hearing=ToldEar()))
    chat.command("start", "space_de")
    assert chat.record.profile.language == "de"
    chat.say("we argued")
    assert chat.record.profile.language == "de"
    # Once they are known, the channel has no say any more.
    chat.take(Utterance("text", "tired", language="en"))
    assert chat.record.profile.language == "de"


def test_a_stranger_is_met_in_the_language_of_their_telegram(tmp_path: Path) -> None:
    for language in ("en", "de"):
        (tmp_path / language).symlink_to(FOLDER / "en")
    house = build(MemoryStore(), prompts_folder=tmp_path, hearing=ToldEar())
    for told, spoken in (("de", "de"), ("en", "en"), ("xx", "en"), ("", "en")):
        chat = Chat(house, person=f"test:{told}")
        chat.take(Utterance("command", "start", language=told))
        assert chat.record.profile.language == spoken


def test_help_knows_where_one_is(chat: Chat) -> None:
    outside = plain(chat.command("help")[0])
    assert "/menu" in outside
    assert chat.labels[0] == "I want to say something"
    chat.begin()
    replies = [plain(each) for each in chat.command("help")]
    assert "finding words for the room you need" in replies[0]
    assert "back" in replies[0]
    assert chat.heard[-1].asks
    chat.command("settings", "name")
    assert "changing one of your settings" in plain(chat.command("help")[0])


def test_every_script_one_can_be_in_says_what_it_is_for() -> None:
    about = house().speech.voice.catalogue("en").words["desk"]["about"]
    missing = {
        name
        for name in house().engine.scripts
        if name not in about and not name.startswith("safety_") and name != "unfinished"
    }
    assert missing == set()


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("what do you keep?", "/export"),
        ("settings", "/settings name"),
        ("my keepsakes", ""),
        ("show me the menu", "/go ask_for_space"),
        ("my evenings", ""),
        ("how am i doing", ""),
        ("keep it short", ""),
    ],
)
def test_plain_words_open_the_desk(chat: Chat, said: str, holds: str) -> None:
    chat.command("start")
    assert chat.say(said)
    assert chat.state == ""
    assert not holds or holds in [button.token for button in chat.buttons]

import shutil
from pathlib import Path

import pytest

from bot.house import build
from bot.speech import shortened
from dialogs.utterance import Utterance
from prompts.voice import FOLDER
from tests.chat import Chat, plain
from tests.ears import ToldEar
from tests.memory_store import MemoryStore
from tests.roads import house


@pytest.fixture
def chat() -> Chat:
    chat = Chat(house(), person="test:settings")
    chat.coach.store.erase(chat.person)
    chat.command("start")
    return chat


def test_the_screen_shows_how_things_stand(chat: Chat) -> None:
    said = plain(chat.command("settings")[0])
    assert "they" in said
    assert "full" in said
    assert chat.labels[:3] == ["My name", "My partner's name", "They, she or he"]
    assert chat.button("What you keep").token == "/privacy"


def test_a_name_by_a_tap_and_words(chat: Chat) -> None:
    chat.command("settings")
    chat.tap("My name")
    assert chat.state == "settings/called"
    chat.say("call me Jo")
    assert chat.state == ""
    assert chat.record.profile.name == "Jo"
    assert chat.labels == ["Settings", "Everything there is"]
    assert "Jo" in plain(chat.command("settings")[0])


def test_a_partners_name_and_pronouns(chat: Chat) -> None:
    chat.say("change my partner's name")
    chat.say("Kim")
    assert "Kim" in plain(chat.heard[-1].text)
    chat.say("she/her")
    profile = chat.record.profile
    assert (profile.partner, profile.pronouns) == ("Kim", "she")
    chat.say("pronouns")
    chat.say("he")
    assert (chat.record.profile.partner, chat.record.profile.pronouns) == ("Kim", "he")


def test_a_name_is_taken_out_again(chat: Chat) -> None:
    for which, name in (("name", "Jo"), ("partner", "Kim")):
        chat.command("settings", which)
        assert "Use no name" not in chat.labels
        chat.say(name)
        if chat.state:
            chat.command("skip")
        chat.command("settings", which)
        chat.tap("Use no name")
        assert chat.state == ""
    chat.take(Utterance("text", "settings", name="Told by Telegram"))
    profile = chat.record.profile
    assert (profile.name, profile.partner) == ("", "")
    chat.command("settings", "partner")
    chat.say("Lee")
    chat.say("they")
    chat.command("settings", "partner")
    chat.say("no name")
    assert chat.record.profile.partner == ""


def test_english_is_all_there_is(chat: Chat) -> None:
    assert "English" in plain(chat.command("settings")[0])
    chat.tap("Language")
    assert "English" in plain(chat.heard[-1].text)
    assert not any("speak_" in button.token for button in chat.buttons)
    chat.command("settings", "speak_xx")
    assert chat.record.profile.language == "en"


def test_another_language_is_a_folder_and_a_tap(tmp_path: Path) -> None:
    (tmp_path / "en").symlink_to(FOLDER / "en")
    shutil.copytree(FOLDER / "en", tmp_path / "de")
    words = (tmp_path / "de" / "desk" / "words.yaml").read_text(encoding="utf-8")
    words = words.replace("own: {label: English}", "own: {label: Deutsch}")
    (tmp_path / "de" / "desk" / "words.yaml").write_text(words, encoding="utf-8")
    changed = tmp_path / "de" / "desk" / "language_changed.j2"
    changed.write_text("Gut.\n---\nGern.", encoding="utf-8")
    chat = Chat(build(MemoryStore(), prompts_folder=tmp_path, hearing=ToldEar()))
    chat.begin()
    standing = chat.state
    chat.say("change language")
    said = chat.tap("Deutsch")
    assert said[0] in ("Gut.", "Gern.")
    assert (chat.record.profile.language, chat.state) == ("de", standing)
    assert "Deutsch" in plain(chat.command("settings")[0])


def test_how_they_live(chat: Chat) -> None:
    chat.command("settings", "living")
    chat.say("far apart")
    assert chat.record.profile.living == "apart"
    # It is asked again, though it is known.
    chat.command("settings", "living")
    assert chat.state == "settings/living"
    chat.command("skip")
    assert chat.record.profile.living == "apart"


def test_where_they_are_and_the_evening_question(chat: Chat) -> None:
    chat.command("settings", "zone")
    assert chat.state == "where/where"
    chat.say("Berlin")
    assert chat.record.schedule.zone == "Europe/Berlin"
    assert chat.labels == ["Settings", "Everything there is"]
    chat.command("settings", "zone")
    chat.say("Lisbon")
    assert chat.record.schedule.zone == "Europe/Lisbon"
    chat.command("settings", "name")
    chat.say("Jo")
    chat.command("settings", "nightly")
    chat.say("half past nine")
    assert chat.record.schedule.at == "21:30"
    said = plain(chat.command("settings")[0])
    assert "Lisbon" in said
    assert "21:30" in said


@pytest.mark.parametrize("which", ["name", "partner", "pronouns", "living", "zone", "length"])
def test_what_is_left_out_stays_as_it_was(chat: Chat, which: str) -> None:
    before = chat.record.profile
    chat.command("settings", which)
    for _ in range(2):
        if chat.state:
            chat.command("skip")
    assert chat.state == ""
    assert chat.record.profile == before


def test_beside_a_dialog_that_is_open_and_back(chat: Chat) -> None:
    chat.begin()
    chat.say("we argued")
    chat.command("settings")
    assert chat.labels[-1] == "Pick up where we were"
    chat.tap("My name")
    chat.command("settings", "partner")
    assert chat.state == "settings/partner"
    chat.command("skip")
    chat.command("skip")
    assert chat.state == "ask_for_space/feeling"
    session = chat.record.session
    assert session is not None
    assert len(session.stack) == 1


def test_started_over_it_asks_which(chat: Chat) -> None:
    chat.command("settings", "living")
    chat.command("restart")
    assert chat.state == "settings/which"
    chat.say("short or full")
    chat.tap("Short")
    assert chat.record.profile.length == "short"


def test_short_leaves_out_the_give_back_and_the_lead(chat: Chat) -> None:
    chat.begin()
    full = plain(chat.say("the baby cries all night")[0])
    chat.command("cancel")
    chat.say("keep it short")
    assert chat.record.profile.length == "short"
    begun = chat.begin()
    assert len(begun) == 1
    assert "\n\n" not in begun[0]
    short = plain(chat.say("the baby cries all night")[0])
    assert "baby" in full
    assert "baby" not in short
    chat.token("/settings full")
    assert chat.record.profile.length == "full"


def test_in_danger_nothing_is_left_out() -> None:
    assert shortened(["safety_help/opening", "x/y"], "safety_help") == [
        "safety_help/opening",
        "x/y",
    ]
    assert shortened(["a/opening", "a/b"], "a") == ["a/b"]
    # What stands alone is said.
    assert shortened(["a/opening"], "a") == ["a/opening"]
    # What is given back before another script asks on is spared all the same.
    assert shortened(["a/b.heard"], "a") == []


def test_privacy_in_ten_lines_with_two_buttons(chat: Chat) -> None:
    for _ in range(3):
        said = plain(chat.command("privacy")[0]).removeprefix("Again").splitlines()
        lines = [line for line in said if line[:1].isdigit()]
        assert len(lines) == 10
        words = " ".join(lines)
        for about in ("Telegram", "disk", "ackup", "partner", "file"):
            assert about in words or about == "partner"
    assert [button.token for button in chat.buttons] == ["/export", "/forget"]
    chat.token("/forget")
    assert chat.state == "forget_me/sure"


def test_every_setting_in_plain_words(chat: Chat) -> None:
    for said, state in (
        ("change my name", "settings/called"),
        ("my partner's name", "settings/partner"),
        ("pronouns", "settings/pronouns"),
        ("how we live", "settings/living"),
        ("change my time zone", "where/where"),
    ):
        chat.say(said)
        assert chat.state == state
        chat.command("cancel")
        if chat.state:
            chat.command("cancel")

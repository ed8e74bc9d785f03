from pathlib import Path

import msgspec
import pytest

from bot.house import House, build
from bot.store import Store
from dialogs import library
from dialogs.library import read_library
from dialogs.migrate import bring_up_to_date
from dialogs.session import Place, Session, Step, Value
from tests.chat import Chat, made_up, plain, write_house
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

V1 = """
script: ask_for_space
version: 1
purpose: a test
doors: {say: 1}
start: hello
slots:
  feel: x
  need: y
  extra: z
states:
  hello: {say: [opening], next: feel}
  feel: {ask: choice, slot: feel, offer: [tired, sad], next: need}
  need: {ask: text, slot: need, next: extra}
  extra: {ask: text, slot: extra, next: bye}
  bye: {say: [farewell], end: yes}
"""
V2 = (
    V1.replace("version: 1", "version: 2")
    .replace("  feel:", "  mood:")
    .replace("next: feel", "next: mood")
    .replace("slot: feel", "slot: mood")
    .replace("tired", "worn")
    .replace("start: hello", "start: hello\nrenames: {RENAMES}")
)
TWO = "states: {feel: mood}, slots: {feel: mood}, picks: {mood: {tired: worn}}"
THREE = "states: {feel: m, m: mood}, slots: {feel: m, m: mood}, picks: {mood: {tired: t, t: worn}}"
PROMPTS = {
    "ask_for_space/words.yaml": (
        "feel: {tired: {label: Tired}, sad: {label: Sad}}\n"
        "mood: {worn: {label: Worn}, sad: {label: Sad}}\n"
    ),
    "ask_for_space/opening": "Welcome.\n---\nHello.",
    "ask_for_space/farewell": "Bye.\n---\nFarewell.",
    **dict(made_up("ask_for_space", "feel", "mood", "need", "extra", "other")),
}


def house(folder: Path, script: str, store: Store, **more: str) -> House:
    real = {
        file.stem: file.read_text(encoding="utf-8")
        for file in library.FOLDER.glob("*.yaml")
        if file.stem in ("unfinished", "forget_me")
    }
    scripts = {**real, "ask_for_space": script, **more}
    prompts = {**PROMPTS, **dict(made_up("side", "one", "two"))}
    for name in real:
        for file in (Path(__file__).parent.parent / "prompts" / "en" / name).iterdir():
            key = f"{name}/{file.name.removesuffix('.j2')}"
            prompts[key] = file.read_text(encoding="utf-8")
    if folder.exists():
        for old in (folder / "scripts").iterdir():
            old.unlink()
    scripts = {name: text for name, text in scripts.items() if text}
    return build(store, *write_house(folder, scripts, prompts), hearing=ToldEar())


class Move:
    """A person in one version of the scripts, then in another."""

    def __init__(self, folder: Path, first: str = V1, **more: str) -> None:
        self.folder, self.store = folder, MemoryStore()
        self.chat = Chat(house(folder / "one", first, self.store, **more))
        self.chat.begin()

    def to(self, script: str, **more: str) -> Chat:
        old = self.chat
        self.chat = Chat(house(self.folder / "two", script, self.store, **more))
        self.chat.now, self.chat.update, self.chat.buttons = old.now, old.update, old.buttons
        return self.chat


@pytest.mark.parametrize("renames", [TWO, THREE])
def test_renamed_states_slots_and_picks_are_followed(tmp_path: Path, renames: str) -> None:
    move = Move(tmp_path)
    move.chat.tap("Tired")
    chat = move.to(V2.replace("RENAMES", renames))
    replies = chat.say("quiet")
    assert (chat.state, chat.slot("mood"), chat.slot("need")) == (
        "ask_for_space/extra",
        "worn",
        "quiet",
    )
    assert "rewritten" not in " ".join(replies)
    chat.say("back")
    chat.say("back")
    assert (chat.state, chat.labels[:2]) == ("ask_for_space/mood", ["Worn", "Sad"])


def test_what_stood_there_before_is_renamed_too(tmp_path: Path) -> None:
    (tmp_path / "ask_for_space.yaml").write_text(V2.replace("RENAMES", TWO), encoding="utf-8")
    old = Step("feel", {"feel": Value(picks=["tired", "sad"]), "need": None})
    place = Place("ask_for_space", 1, "need", {"feel": Value(pick="tired")}, [old])
    session = Session(stack=[place])
    assert not bring_up_to_date(session, read_library(tmp_path))
    assert place.slots == {"mood": Value(pick="worn")}
    assert place.trail == [Step("mood", {"mood": Value(picks=["worn", "sad"]), "need": None})]
    assert (place.version, place.state) == (2, "need")
    before = msgspec.to_builtins(session)
    bring_up_to_date(session, read_library(tmp_path))
    assert msgspec.to_builtins(session) == before


def test_a_ring_of_renames_ends(tmp_path: Path) -> None:
    ring = "states: {mood: need, need: mood}"
    (tmp_path / "ask_for_space.yaml").write_text(V2.replace("RENAMES", ring), encoding="utf-8")
    session = Session(stack=[Place("ask_for_space", 1, "mood")])
    assert not bring_up_to_date(session, read_library(tmp_path))


OTHER = V1.replace("version: 1", "version: 2").replace(
    "  need: {ask: text, slot: need, next: extra}\n", ""
)
REWRITTEN = OTHER.replace("offer: [tired, sad], next: need", "offer: [tired, sad], next: extra")


def test_a_lost_state_leads_past_what_is_known(tmp_path: Path) -> None:
    move = Move(tmp_path)
    move.chat.tap("Tired")
    chat = move.to(REWRITTEN)
    replies = chat.say("quiet")
    moved = ["rewritten", "changed", "newer questions"]
    assert any(word in replies[0] for word in moved)
    assert chat.state == "ask_for_space/extra"
    assert (chat.slot("feel"), chat.slot("extra")) == ("tired", "")
    chat.say("back")
    assert (chat.state, chat.slot("feel")) == ("ask_for_space/feel", "tired")
    chat.tap("Sad")
    assert chat.slot("feel") == "sad"


@pytest.mark.parametrize("command", ["help", "why", "repeat", "skip", "back", "pause", "resume"])
def test_a_lost_state_and_a_command(tmp_path: Path, command: str) -> None:
    move = Move(tmp_path)
    move.chat.tap("Tired")
    chat = move.to(REWRITTEN)
    assert chat.command(command)
    session = chat.record.session
    assert session is None or session.place.state in ("feel", "extra")
    assert session is None or session.stack[0].slots["feel"].pick == "tired" or command == "back"


@pytest.mark.parametrize("command", ["start", "forget", "phrases", "export", "cancel"])
def test_a_lost_state_and_a_command_of_the_desk(tmp_path: Path, command: str) -> None:
    move = Move(tmp_path)
    move.chat.tap("Tired")
    chat = move.to(REWRITTEN)
    assert chat.command(command)
    record = chat.record
    places = [record.session.stack[0]] if record.session else [record.shelf[-1].stack[0]]
    assert places[0].slots["feel"].pick == "tired"


def test_a_state_that_asks_nothing_any_more(tmp_path: Path) -> None:
    move = Move(tmp_path)
    move.chat.tap("Tired")
    chat = move.to(V1.replace("{ask: text, slot: need, next: extra}", "{next: extra}"))
    chat.command("help")
    assert chat.state == "ask_for_space/extra"
    assert chat.slot("feel") == "tired"


def test_a_shelved_dialog_whose_questions_changed(tmp_path: Path) -> None:
    move = Move(tmp_path)
    move.chat.tap("Tired")
    move.chat.command("cancel")
    chat = move.to(REWRITTEN)
    chat.wait(weeks=3)
    replies = chat.command("resume")
    assert replies
    assert (chat.state, chat.slot("feel")) == ("ask_for_space/extra", "tired")
    assert chat.heard[-1].asks


def test_a_side_question_left_over_a_dialog_that_changed(tmp_path: Path) -> None:
    move = Move(tmp_path)
    move.chat.tap("Tired")
    move.chat.command("forget")
    chat = move.to(REWRITTEN)
    chat.say("no")
    assert chat.state == "forget_me/sure"
    chat.command("cancel")
    assert (chat.state, chat.slot("feel")) == ("ask_for_space/extra", "tired")


CALLS = V1.replace("next: need}", "next: call}").replace(
    "  need: {ask", "  call: {call: {script: side}, next: need}\n  need: {ask"
)
SIDE = "script: side\nversion: 1\npurpose: x\nstart: one\nslots: {one: x}\nstates:\n" + (
    "  one: {ask: text, slot: one, next: bye}\n  bye: {end: yes}\n"
)


def test_a_called_script_that_is_gone(tmp_path: Path) -> None:
    move = Move(tmp_path, CALLS, side=SIDE)
    move.chat.tap("Tired")
    assert move.chat.state == "side/one"
    chat = move.to(CALLS.replace("call: {script: side}, ", ""))
    chat.command("why")
    assert (chat.state, chat.slot("feel")) == ("ask_for_space/need", "tired")


def test_the_only_script_is_gone(tmp_path: Path) -> None:
    move = Move(tmp_path)
    move.chat.tap("Tired")
    record = move.chat.record
    assert record.session is not None
    record.session.stack[0].script = "gone"
    move.store.save(record)
    replies = move.chat.say("hm")
    assert move.chat.record.session is None
    assert plain(replies[0]).count("\n") >= 1
    assert move.chat.begin()
    assert move.chat.state == "ask_for_space/feel"


def test_a_slot_that_no_longer_is_stays_kept(tmp_path: Path) -> None:
    move = Move(tmp_path)
    move.chat.tap("Tired")
    move.chat.say("quiet")
    chat = move.to(REWRITTEN.replace("  need: y\n", ""))
    chat.say("more")
    record = chat.record
    assert record.session is None
    assert chat.heard[-1].text

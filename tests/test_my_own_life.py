import random
import re
from itertools import product

import pytest

from bot.house import House, build
from dialogs.session import Place, Session, Slots, Value
from tests.chat import Chat, plain
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

PARTS = ("goals", "hobbies", "friends", "values", "dreams")
VOICES = ("phrase_short", "phrase_warm", "phrase_direct", "keepsake")
STEPS = (None, Value(pick="half_hour"), Value(pick="ring"), Value(said="dust off the bike!"))
MOMENTS = (
    None,
    Value(pick="evening"),
    Value(said="on the train"),
    Value(said="when I can, monday"),
)
THINGS = (None, Value(said="painting."), Value(said="a word " * 40))
PURPOSES = (
    None,
    Value(pick="just_mine"),
    Value(pick="stories"),
    Value(said="I sleep better", forms={"so": "so I sleep better"}),
)


@pytest.fixture(scope="module")
def house() -> House:
    return build(MemoryStore(), hearing=ToldEar())


@pytest.mark.parametrize("prompt", VOICES)
def test_a_sentence_holds_together_whatever_was_left_out(house: House, prompt: str) -> None:
    wakes = (None, Value(said="my bike"), *(Value(picks=[each]) for each in PARTS))
    for wake, thing, step, moment, purpose in product(wakes, THINGS, STEPS, MOMENTS, PURPOSES):
        given = {"wake": wake, "thing": thing, "step": step, "moment": moment, "purpose": purpose}
        slots: Slots = {name: value for name, value in given.items() if value}
        value = house.speech.compose("my_own_life", f"my_own_life/{prompt}", slots, "en")
        assert not re.search(r"None|\.\.|,\.|  | [.,:]|[<>{}_]|:\.", value.said), value.said
        assert value.said[0].isupper()
        assert value.said[-1] in ".?"
        assert len(value.said) < 300


def begun(house: House, person: str) -> Chat:
    chat = Chat(house, person=person)
    chat.command("go", "my_own_life")
    return chat


def test_nobody_is_asked_which_where_one_thing_rests(house: House) -> None:
    chat = begun(house, "test:one")
    chat.say("friends")
    assert chat.state == "my_own_life/thing"


def test_only_what_rests_is_offered(house: House) -> None:
    chat = begun(house, "test:two")
    chat.say("dreams and friends")
    assert chat.labels[:2] == ["Friends", "Dreams"]


def test_who_is_on_their_own_is_not_asked_about_a_partner(house: House) -> None:
    chat = begun(house, "test:alone")
    record = chat.record
    record.profile.living = "alone"
    chat.coach.store.save(record)
    chat.command("go", "my_own_life")
    chat.say("the choir")
    chat.say("write to Ana")
    said = chat.say("tomorrow")
    assert chat.state == "my_own_life/feeds"
    assert "partner" not in " ".join(said)


def test_who_says_so_is_not_asked_about_a_partner_either(house: House) -> None:
    chat = begun(house, "test:says")
    for words in ("the choir", "write to Ana", "tomorrow"):
        chat.say(words)
    said = chat.tap("I'm on my own")
    assert chat.state == "my_own_life/feeds"
    assert "two of you" not in " ".join(said)
    assert "People around me" in chat.labels
    assert "Something new to tell" not in chat.labels
    chat.say("back")
    chat.tap("It stays mine")
    assert "Something new to tell" in chat.labels


def test_who_was_asked_alone_is_asked_so_again(house: House) -> None:
    chat = begun(house, "test:old")
    record = chat.record
    slots = {"wake": Value(said="the choir"), "tell": Value(pick="alone")}
    record.session = Session(stack=[Place("my_own_life", 1, "gives", slots)])
    chat.coach.store.save(record)
    said = chat.command("repeat")
    assert chat.state == "my_own_life/feeds"
    assert "two of you" not in " ".join(said)


def test_the_step_is_kept_and_asked_after(house: House) -> None:
    chat = begun(house, "test:kept")
    for words in ("the choir", "write to Ana", "thursday", "it stays mine for now", "skip", "yes"):
        said = chat.say(words)
    assert "The choir: write to Ana, on Thursday." in plain(said[-1])
    assert [(each.text, each.kind) for each in chat.record.phrasebook] == [
        ("The choir: write to Ana, on Thursday.", "my_own_life")
    ]
    assert any("follows" in each.about for each in chat.record.errands)


def test_nothing_is_kept_of_nothing(house: House) -> None:
    chat = begun(house, "test:nothing")
    for _ in range(6):
        if chat.record.session is not None:
            chat.say("skip")
    assert chat.record.session is None
    assert chat.record.phrasebook == []


def test_what_was_told_while_asking_for_time_is_not_asked_again(house: House) -> None:
    chat = begun(house, "test:time")
    for words in ("swimming", "an hour of it", "saturday", "ask for the time"):
        chat.say(words)
    while chat.state.startswith("ask_for_space/"):
        on = {"situation": "We argued", "purpose": "Get my patience back", "sentence": "Short"}
        label = on.get(chat.state.partition("/")[2], "Keep it")
        label = label if any(label in each for each in chat.labels) else "Skip"
        chat.tap(label if label in chat.labels else chat.labels[1])
    assert chat.state == "my_own_life/later"


@pytest.mark.parametrize("seed", range(12))
def test_every_walk_ends_and_nothing_odd_is_said(house: House, seed: int) -> None:
    chat, choose = begun(house, f"test:walk{seed}"), random.Random(seed)
    texts: list[str] = []
    for _ in range(150):
        session = chat.record.session
        if session is None or session.stack[0].script != "my_own_life":
            break
        buttons = [each for each in chat.labels if each not in ("Back", "Why ask?")]
        words = choose.choice(["painting", "saturday morning", "a walk with Sam", "yes"])
        tap = bool(buttons) and choose.random() < 0.7
        texts += chat.tap(choose.choice(buttons)) if tap else chat.say(words)
    else:
        raise AssertionError(f"no end in walk {seed}")
    for text in map(plain, texts):
        assert not re.search(r"None(?! of| picked)", text), text

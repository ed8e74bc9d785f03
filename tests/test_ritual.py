"""What comes after a ritual is kept: a line to ask with, a reminder, a look back."""

import pytest

from bot import agenda
from bot.record import Record
from dialogs.session import Place, Session, Value
from tests.chat import START, Chat


def kept() -> Chat:
    chat = Chat()
    chat.begin("ritual")
    for each in ("every day", "tea together", "before sleep", "me", "skip", "keep it"):
        chat.say(each)
    chat.tap("No need")
    assert chat.state == "ritual/come_back"
    return chat


def planned(chat: Chat) -> list[bool]:
    """For each thing on the agenda, whether it is the look back after a week."""
    return ["follows" in each.about for each in chat.record.errands if each.kind == agenda.PLANNED]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("Remind me", [False]), ("in a week", [True]), ("Both", [True, False]), ("No need", [])],
)
def test_one_question_tells_when_to_come_back(answer: str, expected: list[bool]) -> None:
    chat = kept()
    chat.tap(answer)
    if False in expected:
        chat.say("Dublin")
        assert chat.state == "ritual/remind_at"
        chat.say("tomorrow at 20:30")
    assert chat.state == ""
    assert planned(chat) == expected


def test_yes_is_both() -> None:
    chat = kept()
    chat.say("yes")
    assert (chat.state, planned(chat)) == ("where/where", [True])


@pytest.mark.parametrize(("old", "new"), [("week", "ritual/come_back"), ("remind", "where/where")])
def test_an_old_place_is_brought_to_the_nearest(old: str, new: str) -> None:
    chat = Chat()
    place = Place("ritual", 1, old, {"chosen": Value(said="Tea at nine.")})
    record = Record(chat.person, session=Session(stack=[place]), touched_at=START.isoformat())
    chat.coach.store.save(record)
    chat.command("repeat")
    assert chat.state == new
    assert chat.slot("chosen") == "Tea at nine."

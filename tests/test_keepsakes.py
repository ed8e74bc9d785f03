from datetime import timedelta

import pytest

from bot.keepsakes import PAGE
from bot.phrasebook import keep
from bot.record import Record
from tests.chat import START, Chat, plain


def keeper(*texts: str, kind: str = "ritual") -> Chat:
    chat = Chat()
    record = Record(chat.person, touched_at=START.isoformat())
    for number, text in enumerate(texts):
        keep(record, text, START + timedelta(days=number), kind)
    chat.coach.store.save(record)
    return chat


def cards(chat: Chat) -> str:
    return plain(" ".join(reply.text for reply in chat.heard))


def test_all_kinds_newest_first() -> None:
    chat = keeper("Tea at six.", "A walk on Sundays.")
    said = [plain(each) for each in chat.command("keepsakes")]
    assert "A walk" in said[1]
    assert "Tea" in said[2]
    assert plain(" ".join(chat.command("phrases"))).count("Tea") == 0


@pytest.mark.parametrize(("words", "found"), [("tea", 1), ("TEA six", 1), ("a", 2), ("coffee", 0)])
def test_they_are_found_by_their_words(words: str, found: int) -> None:
    chat = keeper("Tea at six.", "A walk on Sundays.")
    chat.command("keepsakes", words)
    assert sum(text in cards(chat) for text in ("Tea at six.", "A walk on")) == found


def test_pages_also_of_what_was_looked_for() -> None:
    chat = keeper(*(f"Tea number {number}." for number in range(PAGE + 2)), "A walk.")
    chat.command("keepsakes", "tea")
    assert "A walk." not in cards(chat)
    chat.tap("Older")
    assert "Tea number 0." in cards(chat)


def test_one_by_one_they_can_go() -> None:
    chat = keeper("Tea at six.", "A walk on Sundays.")
    chat.command("keepsakes", "walk")
    chat.tap("Remove")
    assert len(chat.record.phrasebook) == 2
    chat.tap("Yes, remove")
    assert [each.text for each in chat.record.phrasebook] == ["Tea at six."]
    assert chat.token("/drop ffffffff yes")
    assert chat.token("/drop")
    assert len(chat.record.phrasebook) == 1


def test_they_can_be_put_in_other_words() -> None:
    chat = keeper("Tea at six.", "A walk on Sundays.")
    chat.command("keepsakes", "tea")
    chat.tap("Change")
    assert "Tea at six." in plain(chat.heard[-1].text)
    chat.say("Tea at seven, in the kitchen.")
    assert chat.record.phrasebook[0].text == "Tea at seven, in the kitchen."
    assert chat.record.phrasebook[0].kind == "ritual"
    chat.command("keepsakes", "walk")
    chat.tap("Change")
    chat.say("skip")
    assert chat.record.phrasebook[1].text == "A walk on Sundays."
    assert chat.token("/edit nothing")


def test_what_becomes_the_same_stands_once() -> None:
    chat = keeper("Tea at six.", "Tea at seven.")
    chat.command("keepsakes", "seven")
    chat.tap("Change")
    chat.say("Tea at six.")
    assert [each.text for each in chat.record.phrasebook] == ["Tea at six."]


@pytest.mark.parametrize("args", ["", "x" * 300, "0", "-1", "99999999999", "²", "<b>", "1 2 3"])
def test_whatever_is_asked_for_there_is_an_answer(args: str) -> None:
    assert keeper("Tea at six.").command("keepsakes", args)
    assert Chat().command("keepsakes", args)

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.acts import ACTS
from bot.balance import before, keep_balance, moved
from bot.desk import Desk
from bot.house import build
from bot.journal import progress
from bot.record import Balance, Mark, Night, Picture, Profile, Record
from bot.said import Line, Said, desk_bubble
from dialogs.answers import Setting
from dialogs.outcome import Bubble
from dialogs.session import Slots, Value
from tests.chat import Chat, plain
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

MONDAY = date(2026, 3, 2)
KEPT = ["balance/picture", "balance/kept"]
OLD = Balance("2026-02-02", 20, 34)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return build(MemoryStore(), hearing=ToldEar()).coach.conversation.desk


def after(days: int, hour: int = 21) -> Setting:
    day = MONDAY + timedelta(days=days)
    return Setting(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), "en")


def record(*balances: Balance, partner: str = "") -> Record:
    return Record("a", profile=Profile(partner=partner), balances=list(balances))


def scored(room: int, close: int, *guess: int) -> Slots:
    names = ("room_score", "close_score", "their_room", "their_close")
    return {
        name: Value(said=f"{tenths / 10:.1f}", number=tenths)
        for name, tenths in zip(names, (room, close, *guess), strict=False)
    }


def kept_by(desk: Desk, record: Record, slots: Slots, days: int = 0) -> Line:
    """What is said on keeping a balance: the line with its words."""
    look, kept = Bubble(["balance/field_middle"], "balance"), Bubble(KEPT, "balance", closed=True)
    asked = Bubble(["balance/onward"], "balance")
    said = Said([Line(look), Line(kept), Line(asked, asks=True)])
    lines = keep_balance(desk, record, slots, said, after(days)).lines
    assert [line.picture is not None for line in lines] == [False, True, False]
    return lines[1]


def picture_of(line: Line) -> Picture:
    assert line.picture is not None
    return line.picture


# Keeping it


def test_the_act_goes_by_its_name() -> None:
    assert ACTS["keep_balance"] is keep_balance


def test_a_balance_is_kept_with_its_guesses(desk: Desk) -> None:
    book = record()
    kept_by(desk, book, scored(23, 43, 40, 30))
    assert book.balances == [Balance("2026-03-02", 23, 43, 40, 30)]


def test_without_guesses_there_are_none(desk: Desk) -> None:
    book = record()
    kept_by(desk, book, scored(23, 43))
    kept_by(desk, book, scored(23, 43, 40), days=1)
    assert book.balances[0] == Balance("2026-03-02", 23, 43)
    assert book.balances[1] == Balance("2026-03-03", 23, 43, 40)


def test_a_day_has_one_balance_and_the_last_counts(desk: Desk) -> None:
    book = record(OLD)
    kept_by(desk, book, scored(23, 43))
    kept_by(desk, book, scored(30, 43))
    assert book.balances == [OLD, Balance("2026-03-02", 30, 43)]


def test_after_midnight_it_is_still_the_evening_before(desk: Desk) -> None:
    book, said = record(), Said([Line(Bubble(KEPT, "balance", closed=True))])
    keep_balance(desk, book, scored(23, 43), said, after(1, hour=2))
    assert book.balances[0].date == "2026-03-02"


def test_too_few_answers_keep_nothing(desk: Desk) -> None:
    book, said = record(), Said([Line(desk_bubble("idle"))])
    assert keep_balance(desk, book, {"room_score": Value(number=20)}, said, after(0)) is said
    assert book.balances == []


# The picture


def test_the_picture_shows_me_the_guess_and_last_time(desk: Desk) -> None:
    book = record(OLD, partner="Sam")
    slots = scored(23, 43, 40, 30) | before(book, after(0))
    assert picture_of(kept_by(desk, book, slots)) == Picture(
        "2 March",
        kind="fields",
        corners=[
            "near, little room",
            "near, lots of room",
            "far, little room",
            "far, lots of room",
        ],
        marks=[
            Mark("me", 23, 43, "Me"),
            Mark("partner", 40, 30, "Sam", "my guess"),
            Mark("last", 20, 34, "Me", "2 February"),
        ],
    )


def test_who_has_no_name_is_the_partner(desk: Desk) -> None:
    marks = picture_of(kept_by(desk, record(), scored(23, 43, 40, 30))).marks
    assert [(mark.kind, mark.word) for mark in marks] == [("me", "Me"), ("partner", "Partner")]


def test_half_a_guess_is_no_mark(desk: Desk) -> None:
    marks = picture_of(kept_by(desk, record(), scored(23, 43, 40))).marks
    assert [mark.kind for mark in marks] == ["me"]


# Since last time


def test_the_time_before_is_of_an_earlier_day() -> None:
    book = record(OLD, Balance("2026-03-02", 23, 43))
    assert before(book, after(0)) == {
        "before_room": Value(said="2.0", number=20, forms={"date": "2026-02-02"}),
        "before_close": Value(said="3.4", number=34, forms={"date": "2026-02-02"}),
    }
    assert before(book, after(1))["before_room"].number == 23
    assert before(record(book.balances[1]), after(0)) == {}
    assert before(record(), after(0)) == {}


# The words


def words(desk: Desk, slots: Slots, seed: int, partner: str = "") -> str:
    bubble = Bubble(["balance/picture"], "balance", slots)
    return plain(desk.speech.bubble(bubble, Profile(partner=partner), [], seed))


PLACED = scored(23, 43, 40, 30) | {
    "field": Value(pick="tight_close"),
    "their_field": Value(pick="room_far"),
}


@pytest.mark.parametrize("seed", range(12))
def test_the_words_say_where_everybody_stands(desk: Desk, seed: int) -> None:
    text = words(desk, PLACED | before(record(OLD), after(0)), seed, partner="Sam")
    for each in ("at the top left", "Sam", "at the bottom right", "guess", "lower", "square"):
        assert each in text
    assert len(text) < 280


@pytest.mark.parametrize("seed", range(12))
def test_without_a_guess_or_a_last_time_neither_is_spoken_of(desk: Desk, seed: int) -> None:
    text = words(desk, scored(30, 30) | {"field": Value(pick="middle")}, seed)
    assert "in the middle" in text
    assert not [each for each in ("diamond", "square", "guess", "partner") if each in text]


@pytest.mark.parametrize(
    ("then", "there"),
    [
        (Balance("2026-02-02", 23, 43), "in about the same place"),
        (Balance("2026-02-02", 27, 39), "in about the same place"),
        (Balance("2026-02-02", 28, 43), "further right"),
        (Balance("2026-02-02", 18, 48), "further left and higher"),
        (Balance("2026-02-02", 28, 38), "further right and lower"),
    ],
)
def test_last_time_is_told_as_a_place(desk: Desk, then: Balance, there: str) -> None:
    for seed in range(8):
        assert there in words(desk, PLACED | before(record(then), after(0)), seed)


# Looking back


def test_progress_tells_how_the_balance_moved(desk: Desk) -> None:
    book = record(OLD, Balance("2026-02-16", 25, 34), Balance("2026-03-02", 30, 34))
    book.nights = [Night("2026-03-01")]
    (line,) = progress(desk, book, "", after(0)).lines
    assert line.bubble.prompts == ["desk/progress", "desk/balance_moved"]
    for seed in range(12):
        text = plain(desk.speech.bubble(line.bubble, Profile(), [], seed))
        for each in ("16 February", "2.5", "3.0", "3.4", "one evening"):
            assert each.lower() in text.lower()


def test_two_balances_are_progress_by_themselves(desk: Desk) -> None:
    one, two = record(OLD), record(OLD, Balance("2026-03-02", 30, 34))
    assert moved(desk, one, after(0)) == {}
    assert progress(desk, one, "", after(0)).lines[0].bubble.prompts == ["desk/progress_none"]
    assert "desk/balance_moved" in progress(desk, two, "", after(0)).lines[0].bubble.prompts


# From end to end


def answer_all(chat: Chat, *points: int) -> list[str]:
    replies: list[str] = []
    for point in points:
        replies = chat.say(str(point))
    return replies


def test_two_balances_a_month_apart() -> None:
    chat = Chat()
    chat.command("go", "balance")
    chat.tap("together")
    answer_all(chat, 2, 4, 3, 5, 2, 2, 4, 4, 4, 3)
    assert chat.record.balances == [Balance("2026-03-02", 23, 43, 40, 30)]
    pictured = [reply for reply in chat.heard if reply.kind == "picture"]
    assert pictured[0].picture is not None
    assert [mark.kind for mark in pictured[0].picture.marks] == ["me", "partner"]
    # Back to the last question, and another answer: the day has one balance still.
    chat.tap("Back")
    answer_all(chat, 5)
    assert [each.their_close for each in chat.record.balances] == [50]
    chat.tap("Not now")
    chat.wait(days=30)
    book = chat.record
    book.known = before(book, Setting(chat.now, "en"))
    chat.coach.store.save(book)
    chat.command("go", "balance")
    chat.tap("together")
    answer_all(chat, 4, 4, 4, 5, 4, 2, 2, 4, 4, 3)
    assert [each.date for each in chat.record.balances] == ["2026-03-02", "2026-04-01"]
    last = [reply for reply in chat.heard if reply.kind == "picture"][-1]
    assert last.picture is not None
    assert Mark("last", 23, 43, "Me", "2 March") in last.picture.marks
    assert "further left" in last.text


def test_a_record_of_before_is_read() -> None:
    store = MemoryStore()
    store.save(Record("test:1"))
    assert Chat(store=store).record.balances == []

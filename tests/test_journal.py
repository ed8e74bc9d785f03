from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.desk import Desk
from bot.house import build
from bot.journal import digest, journal, night_from, progress
from bot.record import Night, Phrase, Profile, Record, Return
from bot.said import Line, Said
from dialogs.answers import Setting
from dialogs.session import Session, Value
from tests.chat import plain
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

MONDAY = date(2026, 3, 2)
LATE = 21


@pytest.fixture(scope="module")
def desk() -> Desk:
    return build(MemoryStore(), hearing=ToldEar()).coach.conversation.desk


def on(day: date, hour: int = LATE) -> Setting:
    return Setting(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), "en")


def after(days: int) -> Setting:
    return on(MONDAY + timedelta(days=days))


def night(at: int, room: int | None = 3, close: int | None = 3, **told: str) -> Night:
    return Night(str(MONDAY + timedelta(days=at)), room, close, **told)


def keeping(*nights: Night) -> Record:
    return Record(person="a", nights=list(nights))


def texts(desk: Desk, lines: list[Line], seed: int = 0) -> list[str]:
    return [
        "\n\n".join(
            plain(desk.speech.bubble(bubble, Profile(), [], seed))
            for bubble in (line.bubble, *line.more)
        )
        for line in lines
    ]


def prompts(lines: list[Line]) -> list[list[str]]:
    return [[each.removeprefix("desk/") for each in line.bubble.prompts] for line in lines]


def days(said: Said) -> list[object]:
    extras = [bubble.extras for line in said.lines for bubble in (line.bubble, *line.more)]
    return [each["day"] for each in extras if "day" in each]


def tokens(said: Said) -> list[str]:
    return [button.token for line in said.lines for row in line.buttons for button in row]


# Keeping a night


def test_a_night_is_what_was_answered() -> None:
    slots = {
        "room": Value(number=2),
        "close": Value(number=5),
        "question": Value(pick="us_laugh"),
        "answer": Value(said="the dog"),
        "intention": Value(said="walk"),
        "became": Value(pick="partly"),
    }
    kept = Night("2026-03-02", 2, 5, "us_laugh", "the dog", "walk", "partly")
    assert night_from(slots, after(0)) == kept
    assert night_from({}, after(0)) == Night("2026-03-02")


def test_after_midnight_it_is_still_the_evening_before() -> None:
    east = timezone(timedelta(hours=10))
    setting = Setting(datetime(2026, 3, 2, 15, 30, tzinfo=UTC).astimezone(east), "en")
    assert night_from({}, setting).date == "2026-03-02"


# Reading back


def test_an_empty_journal(desk: Desk) -> None:
    said = journal(desk, keeping(), "", after(0))
    assert prompts(said.lines) == [["journal_none"]]
    assert "/door say" in tokens(said)


def test_pages_by_day_the_newest_first(desk: Desk) -> None:
    record = keeping(*[night(at) for at in range(12)], night(11, 5))
    first = journal(desk, record, "", after(11))
    assert prompts(first.lines)[0] == ["journal_lead"]
    newest = ["13 March", "13 March", "12 March", "11 March", "10 March", "9 March"]
    assert days(first) == newest
    assert tokens(first) == ["/journal 2"]
    second = journal(desk, record, "2", after(11))
    assert days(second) == ["8 March", "7 March", "6 March", "5 March", "4 March"]
    assert prompts(second.lines)[0] == ["journal_night"]
    last = journal(desk, record, "3", after(11))
    assert days(last) == ["3 March", "2 March"]
    assert "/journal 4" not in tokens(last)
    for beyond in ("4", "9999"):
        assert prompts(journal(desk, record, beyond, after(11)).lines) == [["journal_end"]]


def test_a_card_shows_what_was_said(desk: Desk) -> None:
    question = next(iter(desk.speech.voice.catalogue("en").words["reflection"]["question"]))
    kept = night(0, 4, None, question=question, answer="5 < 6 & <b>", intention="sleep")
    (text,) = texts(desk, journal(desk, keeping(kept), "2 March", after(0)).lines)
    choice = desk.speech.voice.choice("reflection", "question", question, "en")
    assert choice is not None
    for words in ("2 March", "4", choice.label, "5 < 6 & <b>", "sleep"):
        assert words in text


def test_a_question_that_the_deck_no_longer_has(desk: Desk) -> None:
    kept = night(0, None, None, question="long_gone", answer="well")
    (line,) = journal(desk, keeping(kept), "2 March", after(0)).lines
    extras = line.bubble.extras
    assert (extras["question"], extras["room"], extras["close"]) == ("", 0, 0)
    assert "well" in texts(desk, [line])[0]


def test_a_long_answer_is_cut_to_fit_a_message(desk: Desk) -> None:
    kept = night(0, answer="😀" * 4000, intention="😀" * 4000)
    (text,) = texts(desk, journal(desk, keeping(kept), "2 March", after(0)).lines)
    assert len(text.encode("utf-16-le")) / 2 < 4096


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-03-05", "5 March"),
        ("5 March", "5 March"),
        ("March 5th", "11 March"),
        ("march 5, 2026", "5 March"),
        ("5. mar", "5 March"),
        ("5 March 2025", None),
        ("2026-03-09", "8 March"),
        ("2026-02-01", None),
        ("30 February", "11 March"),
        ("bananas", "11 March"),
        ("-1", "11 March"),
        ("٣ " * 900, "11 March"),
    ],
)
def test_a_date_shows_that_day_or_the_last_one_before(
    desk: Desk, words: str, day: str | None
) -> None:
    kept = [night(at) for at in range(10) if at != 7]
    said = journal(desk, keeping(*kept), words, after(9))
    assert days(said)[:1] == ([day] if day else [])
    if day is None:
        assert prompts(said.lines) == [["journal_end"]]


def test_a_day_without_a_year_is_the_last_that_was(desk: Desk) -> None:
    record = keeping(Night("2025-12-24"), Night("2026-12-24"))
    (first,) = journal(desk, record, "24 December", on(date(2026, 6, 1))).lines
    assert first.bubble.extras["day"] == "24 December"
    assert prompts([first]) == [["journal_night"]]
    assert len(journal(desk, record, "24 december", on(date(2027, 1, 1))).lines) == 1


def test_the_question_that_stands_comes_again(desk: Desk) -> None:
    record = keeping(night(0))
    record.session = Session(stack=[desk.engine.place_in("practice")], step=0)
    desk.outcome(record, desk.engine.enter(record.session, "en"), after(0))
    for said in (journal(desk, record, "", after(0)), progress(desk, record, "", after(0))):
        assert said.lines[-1].asks


# Progress


def test_nothing_kept_is_no_progress(desk: Desk) -> None:
    assert prompts(progress(desk, keeping(), "", after(0)).lines) == [["progress_none"]]


def test_counts_of_this_month_and_a_picture_of_the_last_nights(desk: Desk) -> None:
    record = keeping(*[night(at, 1 + at // 10, 5) for at in range(40)], night(39, 5, 5))
    record.phrasebook = [Phrase("I need quiet.", "2026-03-02T21:00:00+00:00")]
    record.returns = [Return("2026-03-02T21:00:00+00:00")] * 2
    counts, pictured = progress(desk, record, "", after(39)).lines
    assert counts.bubble.extras == {"nights": 10, "phrases": 1, "returns": 2, "month": "April"}
    picture = pictured.picture
    assert picture is not None
    assert (len(picture.dates), picture.dates[0], picture.rooms[-1]) == (30, "2026-03-12", 5)
    assert (picture.title, picture.room, picture.close) == (
        "12 March – 10 April",
        "Room for me",
        "Closeness",
    )
    assert pictured.bubble.extras == {
        "nights": 30,
        "room_from": "low",
        "room_to": "good",
        "close_from": "good",
        "close_to": "good",
    }
    assert all(texts(desk, [counts, pictured]))


def test_one_evening_is_no_picture_yet(desk: Desk) -> None:
    said = progress(desk, keeping(night(0)), "", after(0))
    assert [line.picture for line in said.lines] == [None]
    empty = keeping(*[night(at, None, None) for at in range(9)])
    assert [line.picture for line in progress(desk, empty, "", after(9)).lines] == [None]


def test_a_line_that_nobody_told_has_no_words(desk: Desk) -> None:
    said = progress(desk, keeping(*[night(at, 4, None) for at in range(3)]), "", after(3))
    extras = said.lines[1].bubble.extras
    assert (extras["room_from"], extras["close_from"], extras["close_to"]) == ("good", "", "")
    assert all(texts(desk, said.lines))


# Looking back


def test_a_week_is_looked_back_on_once(desk: Desk) -> None:
    record = keeping(night(0), night(3), night(5))
    assert digest(desk, record, after(6)) == []
    record.nights.append(night(7))
    lines = digest(desk, record, after(7))
    assert prompts(lines) == [["digest_week", "picture_words"], ["keep_line"]]
    assert lines[0].picture is not None
    assert lines[0].picture.dates == ["2026-03-05", "2026-03-07", "2026-03-09"]
    assert record.digested == {"week": "2026-03-09"}
    assert digest(desk, record, after(8)) == []
    assert all(texts(desk, lines))


def test_two_nights_in_a_week_are_too_few(desk: Desk) -> None:
    record = keeping(night(0), night(8), night(9))
    assert digest(desk, record, after(9)) == []
    assert record.digested == {}
    assert digest(desk, keeping(), after(9)) == []


def test_the_longest_settles_the_shorter(desk: Desk) -> None:
    record, seen = keeping(), []
    for at in range(100):
        record.nights.append(night(at, 1 + at % 5, 1 + (at * 3) % 5))
        lines = digest(desk, record, after(at))
        seen += [(at, prompts(lines)[0][0].removeprefix("digest_"))] if lines else []
    weeks, month, season = "week", "month", "season"
    assert seen[:5] == [(7, weeks), (14, weeks), (21, weeks), (28, weeks), (30, month)]
    assert seen[-2:] == [(91, season), (98, weeks)]
    assert [each for each in seen if each[1] == month] == [(30, month), (60, month), (90, month)]


def test_a_month_says_what_it_shows_or_that_nothing_shows(desk: Desk) -> None:
    plain_month = keeping(*[night(at) for at in range(31)])
    plain_month.digested = {"week": "2026-03-30"}
    assert prompts(digest(desk, plain_month, after(30)))[1] == ["pattern_none", "keep_line"]
    told = keeping(*[night(at, *((5, 5) if at % 2 else (2, 2))) for at in range(31)])
    lines = digest(desk, told, after(30))
    assert prompts(lines)[1] == ["pattern_room_close", "keep_line"]
    assert lines[1].bubble.extras["nights"] == lines[1].bubble.extras["more"] == 15
    assert "15" in texts(desk, lines)[1]


def test_long_away_and_back_again(desk: Desk) -> None:
    record = keeping(*[night(at) for at in range(5)], night(200))
    assert digest(desk, record, after(200)) == []
    record.nights += [night(201), night(202)]
    assert prompts(digest(desk, record, after(202)))[0][0] == "digest_week"


@pytest.mark.parametrize("name", ["week", "month", "season"])
def test_words_below_a_picture_fit(desk: Desk, name: str) -> None:
    record = keeping(*[night(at, 1 + at % 5, 5 - at % 5) for at in range(92)])
    longer = {"week": ["month", "season"], "month": ["season"], "season": []}[name]
    record.digested = dict.fromkeys(longer, "2026-06-01")
    lines = digest(desk, record, after(91))
    assert prompts(lines)[0] == [f"digest_{name}", "picture_words"]
    assert all(len(texts(desk, lines, seed)[0]) <= 1024 for seed in range(30))

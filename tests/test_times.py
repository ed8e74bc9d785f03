import re
import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.hearing.times import Length, Moment, read_length, read_moment, read_stretch

NOW = datetime(2026, 11, 23, 19, 0)  # a Monday evening

LengthForms = tuple[int | None, str, str] | None
MomentForms = tuple[str, int | None, str] | None
Row = tuple[str, LengthForms, MomentForms]

# These forty were written first, before there was a grammar.
# (text, (minutes, span, bound), (at, day, back))
WRITTEN_FIRST: list[Row] = [
    ("gimme like 45 mins", (45, "45 minutes", "for 45 minutes"), None),
    ("An hour and a half, I think.", (90, "an hour and a half", "for an hour and a half"), None),
    (
        "till she falls asleep",
        (None, "", "till she falls asleep"),
        ("", None, "when she falls asleep"),
    ),
    (
        "I'll be back around 9.15",
        (None, "", "until around 9.15"),
        ("21:15", 0, "around 9.15"),
    ),
    ("couple of hrs max", (120, "a couple of hours", "for a couple of hours"), None),
    ("Need the whole weekend tbh", (2880, "the whole weekend", "for the whole weekend"), None),
    (
        "home by quarter past ten",
        (None, "", "until quarter past ten"),
        ("22:15", 0, "by quarter past ten"),
    ),
    ("just tonight", (240, "the evening", "tonight"), ("", 0, "tonight")),
    ("3 or 4 days", (5760, "3 or 4 days", "for 3 or 4 days"), None),
    (
        "once the baby's down",
        (None, "", "until the baby's down"),
        ("", None, "once the baby's down"),
    ),
    ("two and a half hours", (150, "two and a half hours", "for two and a half hours"), None),
    ("quick half hour then I'm all yours", (30, "half an hour", "for half an hour"), None),
    ("Thursday morning", (None, "", "until Thursday morning"), ("", 3, "on Thursday morning")),
    ("ten to eight", (None, "", "until ten to eight"), ("19:50", 0, "at ten to eight")),
    ("dunno, whenever", None, None),
    ("a fortnight", (20160, "a fortnight", "for a fortnight"), None),
    (
        "after I've walked the dog",
        (None, "", "until after I've walked the dog"),
        ("", None, "after I've walked the dog"),
    ),
    ("10pm at the latest", (None, "", "until 10pm"), ("22:00", 0, "by 10pm")),
    (
        "twenty minutes, back at seven thirty",
        (20, "twenty minutes", "for twenty minutes"),
        ("19:30", 0, "at seven thirty"),
    ),
    ("we have 2 kids and a dog", None, None),
    ("all afternoon", (240, "the whole afternoon", "all afternoon"), None),
    ("1hr 15", (75, "an hour and 15 minutes", "for an hour and 15 minutes"), None),
    ("see you at breakfast", (None, "", "until breakfast"), ("", None, "at breakfast")),
    (
        "the rest of the evening",
        (None, "the rest of the evening", "for the rest of the evening"),
        None,
    ),
    ("tmrw arvo", (None, "", "until tomorrow afternoon"), ("", 1, "tomorrow afternoon")),
    ("i need abt 2 hours of nothing", (120, "2 hours", "for 2 hours"), None),
    ("untill 9 pm", (None, "", "until 9pm"), ("21:00", 0, "at 9pm")),
    ("From now to ten o'clock", (None, "", "until ten o'clock"), ("22:00", 0, "at ten o'clock")),
    ("half a day", (720, "half a day", "for half a day"), None),
    ("back in ten", (10, "ten minutes", "for ten minutes"), ("19:10", 0, "in ten minutes")),
    ("give me 15, I'll find you", (15, "15 minutes", "for 15 minutes"), None),
    ("it's not about time", None, None),
    ("Until Friday, please", (None, "", "until Friday"), ("", 4, "on Friday")),
    ("🙏 30 min 🙏", (30, "30 minutes", "for 30 minutes"), None),
    ("not before half ten", (None, "", "until half ten"), ("22:30", 0, "after half ten")),
    ("an hour? maybe two", (120, "an hour or two", "for an hour or two"), None),
    (
        "By the time you're home from work",
        (None, "", "until you're home from work"),
        ("", None, "by the time you're home from work"),
    ),
    ("I've got a 5 year old and a 9 month old", None, None),
    ("til Sun evening", (None, "", "till Sunday evening"), ("", 6, "on Sunday evening")),
    ("Let's say 8-8:30", (None, "", "until 8:30"), ("20:30", 0, "between 8 and 8:30")),
]


# (text, minutes, span, bound)
LENGTHS: list[tuple[str, int | None, str, str]] = [
    ("an hour", 60, "an hour", "for an hour"),
    ("a couple of hours", 120, "a couple of hours", "for a couple of hours"),
    ("half an hour", 30, "half an hour", "for half an hour"),
    ("90 minutes", 90, "90 minutes", "for 90 minutes"),
    ("two days", 2880, "two days", "for two days"),
    ("the weekend", 2880, "the weekend", "for the weekend"),
    ("2 hrs", 120, "2 hours", "for 2 hours"),
    ("1h30", 90, "an hour and a half", "for an hour and a half"),
    ("30 mins", 30, "30 minutes", "for 30 minutes"),
    ("30min", 30, "30 minutes", "for 30 minutes"),
    ("two hourse", 120, "two hours", "for two hours"),
    ("an hr", 60, "an hour", "for an hour"),
    ("half hr", 30, "half an hour", "for half an hour"),
    ("1/2 hour", 30, "half an hour", "for half an hour"),
    ("1.5h", 90, "an hour and a half", "for an hour and a half"),
    ("90min", 90, "90 minutes", "for 90 minutes"),
    ("couple hours", 120, "a couple of hours", "for a couple of hours"),
    ("a coupla hours", 120, "a couple of hours", "for a couple of hours"),
    ("one to two hours", 120, "one to two hours", "for one to two hours"),
    ("2-3 hrs", 180, "2 to 3 hours", "for 2 to 3 hours"),
    ("an hour or so", 60, "an hour or so", "for an hour or so"),
    ("the whole day", 1440, "the whole day", "for the whole day"),
    ("all evening", 240, "the whole evening", "all evening"),
    ("overnight", 600, "the night", "overnight"),
    ("few days", 4320, "a few days", "for a few days"),
    ("fortnight", 20160, "a fortnight", "for a fortnight"),
    ("a week", 10080, "a week", "for a week"),
    ("maybe an hour", 60, "an hour", "for an hour"),
    ("like two hours", 120, "two hours", "for two hours"),
    ("prob 20 mins", 20, "20 minutes", "for 20 minutes"),
    ("about an hour", 60, "an hour", "for an hour"),
    ("around 45 minutes", 45, "45 minutes", "for 45 minutes"),
    ("I think 2 hours", 120, "2 hours", "for 2 hours"),
    ("just half an hour", 30, "half an hour", "for half an hour"),
    ("8", None, "", "until 8"),
    ("60", 60, "60 minutes", "for 60 minutes"),
    ("45 ish", 45, "45 minutes", "for 45 minutes"),
    ("hour or two", 120, "an hour or two", "for an hour or two"),
    ("an hour and a quarter", 75, "an hour and a quarter", "for an hour and a quarter"),
    ("2 and a half hours", 150, "two and a half hours", "for two and a half hours"),
    ("2½ hours", 150, "two and a half hours", "for two and a half hours"),
    ("three quarters of an hour", 45, "three quarters of an hour", "for three quarters of an hour"),
    ("quarter of an hour", 15, "a quarter of an hour", "for a quarter of an hour"),
    ("an hour, no, two hours", 120, "two hours", "for two hours"),
    ("at least an hour", 60, "an hour", "for an hour"),
    ("up to 2 hours", 120, "2 hours", "for 2 hours"),
    ("two hours max", 120, "two hours", "for two hours"),
    ("30 mins to an hour", 60, "30 minutes to an hour", "for 30 minutes to an hour"),
    ("between one and two hours", 120, "one to two hours", "for one to two hours"),
    ("5-10 min", 10, "5 to 10 minutes", "for 5 to 10 minutes"),
    ("a few minutes", 5, "a few minutes", "for a few minutes"),
    ("another hour", 60, "another hour", "for another hour"),
    ("the next two hours", 120, "the next two hours", "for the next two hours"),
    ("a good hour", 60, "a good hour", "for a good hour"),
    ("ten minuets", 10, "ten minutes", "for ten minutes"),
    (
        "an hour and twenty minutes",
        80,
        "an hour and twenty minutes",
        "for an hour and twenty minutes",
    ),
    ("this weekend", 2880, "the weekend", "this weekend"),
    ("tonight", 240, "the evening", "tonight"),
    ("this evening", 240, "the evening", "this evening"),
    ("today", 1440, "the day", "today"),
    ("rest of the day", None, "the rest of the day", "for the rest of the day"),
    ("for the evening", 240, "the evening", "for the evening"),
    ("for the rest of tonight", None, "the rest of tonight", "for the rest of tonight"),
    ("twenty five minutes", 25, "twenty-five minutes", "for twenty-five minutes"),
    ("TWO HOURS", 120, "two hours", "for two hours"),
    ("an hour’s peace", 60, "an hour", "for an hour"),
    ("an hour's quiet", 60, "an hour", "for an hour"),
    ("an our", 60, "an hour", "for an hour"),
    ("half a day", 720, "half a day", "for half a day"),
    ("1 day", 1440, "a day", "for a day"),
    ("a day or two", 2880, "a day or two", "for a day or two"),
    ("1hr30min", 90, "an hour and a half", "for an hour and a half"),
    ("2h", 120, "2 hours", "for 2 hours"),
    ("1:30 hours", 90, "an hour and a half", "for an hour and a half"),
    ("hlaf an hour", 30, "half an hour", "for half an hour"),
    ("a month", 43200, "a month", "for a month"),
    ("all weekend", 2880, "the whole weekend", "all weekend"),
    ("one night", 600, "one night", "for one night"),
    ("most of the evening", None, "most of the evening", "for most of the evening"),
    ("a quiet hour", 60, "a quiet hour", "for a quiet hour"),
    ("I need 20", 20, "20 minutes", "for 20 minutes"),
    ("an hour each", 60, "an hour", "for an hour"),
    ("the afternoon", 240, "the afternoon", "for the afternoon"),
    ("45m", 45, "45 minutes", "for 45 minutes"),
]

# (text, at, day, back, bound of the length that ends there)
MOMENTS: list[tuple[str, str, int | None, str, str]] = [
    (
        "tomorrow after breakfast",
        "",
        1,
        "tomorrow after breakfast",
        "until tomorrow after breakfast",
    ),
    ("sunday lunchtime", "", 6, "on Sunday lunchtime", "until Sunday lunchtime"),
    ("I'll be bk in 45", "19:45", 0, "in 45 minutes", "for 45 minutes"),
    ("til 9p", "21:00", 0, "at 9pm", "till 9pm"),
    ("from 7 to 9", "21:00", 0, "between 7 and 9", "until 9"),
    ("till 8", "20:00", 0, "at 8", "till 8"),
    ("until eight", "20:00", 0, "at eight", "until eight"),
    ("till the kids are in bed", "", None, "when the kids are in bed", "till the kids are in bed"),
    ("til the kids r in bed", "", None, "when the kids are in bed", "till the kids are in bed"),
    ("until tomorrow", "", 1, "tomorrow", "until tomorrow"),
    ("back by half nine", "21:30", 0, "by half nine", "until half nine"),
    ("An hour and back by 8", "20:00", 0, "by 8", "for an hour"),
    ("at eight", "20:00", 0, "at eight", "until eight"),
    ("by half nine", "21:30", 0, "by half nine", "until half nine"),
    ("after dinner", "", None, "after dinner", "until after dinner"),
    ("tomorrow morning", "", 1, "tomorrow morning", "until tomorrow morning"),
    ("when the kids are in bed", "", None, "when the kids are in bed", "until the kids are in bed"),
    ("on Wednesday", "", 2, "on Wednesday", "until Wednesday"),
    ("at 20:30", "20:30", 0, "at 20:30", "until 20:30"),
    ("around 8", "20:00", 0, "around 8", "until around 8"),
    ("8", "20:00", 0, "at 8", "until 8"),
    ("8ish", "20:00", 0, "around 8", "until around 8"),
    ("eightish", "20:00", 0, "around eight", "until around eight"),
    ("half 9", "21:30", 0, "at half 9", "until half 9"),
    ("half nine", "21:30", 0, "at half nine", "until half nine"),
    ("quarter to nine", "20:45", 0, "at quarter to nine", "until quarter to nine"),
    ("ten past 8", "20:10", 0, "at ten past 8", "until ten past 8"),
    ("noon", "12:00", 1, "at noon", "until noon"),
    ("midnight", "00:00", 1, "at midnight", "until midnight"),
    ("20.30", "20:30", 0, "at 20.30", "until 20.30"),
    ("8.30pm", "20:30", 0, "at 8.30pm", "until 8.30pm"),
    ("8 o'clock", "20:00", 0, "at 8 o'clock", "until 8 o'clock"),
    ("2130", "21:30", 0, "at 21:30", "until 21:30"),
    ("9 sharp", "21:00", 0, "at 9 sharp", "until 9 sharp"),
    ("not before 9", "21:00", 0, "after 9", "until 9"),
    ("no later than 9", "21:00", 0, "by 9", "until 9"),
    ("after work", "", None, "after work", "until after work"),
    ("first thing tomorrow", "", 1, "first thing tomorrow", "until first thing tomorrow"),
    ("in the morning", "", 1, "in the morning", "until the morning"),
    ("tomorrow night", "", 1, "tomorrow night", "until tomorrow night"),
    ("sunday", "", 6, "on Sunday", "until Sunday"),
    ("next weekend", "", None, "next weekend", "until next weekend"),
    ("in 20 min", "19:20", 0, "in 20 minutes", "for 20 minutes"),
    ("in an hour", "20:00", 0, "in an hour", "for an hour"),
    ("weds", "", 2, "on Wednesday", "until Wednesday"),
    ("on weds", "", 2, "on Wednesday", "until Wednesday"),
    ("arvo", "", 0, "this afternoon", "this afternoon"),
    ("this arvo", "", 0, "this afternoon", "this afternoon"),
    (
        "as soon as I've calmed down",
        "",
        None,
        "as soon as I've calmed down",
        "until I've calmed down",
    ),
    ("once the kids r asleep", "", None, "once the kids are asleep", "until the kids are asleep"),
    ("before bed", "", None, "before bed", "until bed"),
    ("when im ready", "", None, "when I'm ready", "until I'm ready"),
    ("until I'm ready", "", None, "when I'm ready", "until I'm ready"),
    ("till after dinner", "", None, "after dinner", "till after dinner"),
    ("until the morning", "", 1, "in the morning", "until the morning"),
    ("until sunday evening", "", 6, "on Sunday evening", "until Sunday evening"),
    ("I'll be back at 9", "21:00", 0, "at 9", "until 9"),
    ("back at 9ish", "21:00", 0, "around 9", "until around 9"),
    ("home around ten", "22:00", 0, "around ten", "until around ten"),
    ("by tomorrow", "", 1, "by tomorrow", "until tomorrow"),
    ("by the weekend", "", 5, "by the weekend", "until the weekend"),
    ("tomorrow at 8", "08:00", 1, "tomorrow at 8", "until tomorrow at 8"),
    ("8 tomorrow", "08:00", 1, "at 8 tomorrow", "until 8 tomorrow"),
    ("8 in the morning", "08:00", 1, "at 8 in the morning", "until 8 in the morning"),
    ("tonight at 10", "22:00", 0, "tonight at 10", "until tonight at 10"),
    ("at 12", "00:00", 1, "at 12", "until 12"),
    ("7.30", "19:30", 0, "at 7.30", "until 7.30"),
    ("nine thirty", "21:30", 0, "at nine thirty", "until nine thirty"),
    ("8 or 9", "21:00", 0, "between 8 and 9", "until 9"),
    ("between 8 and 9", "21:00", 0, "between 8 and 9", "until 9"),
    (
        "when you’re back from work",
        "",
        None,
        "when you're back from work",
        "until you're back from work",
    ),
    ("dinner", "", None, "at dinner", "until dinner"),
    ("bedtime", "", None, "at bedtime", "until bedtime"),
    ("for dinner", "", None, "for dinner", "until dinner"),
    ("at dinner time", "", None, "at dinner time", "until dinner time"),
    ("till bedtime", "", None, "by bedtime", "till bedtime"),
    ("until the end of the day", "", 0, "at the end of the day", "until the end of the day"),
    ("later today", "", 0, "later today", "until later today"),
    ("later tonight", "", 0, "later tonight", "tonight"),
    ("next week", "", None, "next week", "until next week"),
    ("next friday", "", 11, "next Friday", "until next Friday"),
    ("the day after tomorrow", "", 2, "the day after tomorrow", "until the day after tomorrow"),
    ("back in an hour", "20:00", 0, "in an hour", "for an hour"),
    ("back in 20", "19:20", 0, "in 20 minutes", "for 20 minutes"),
    ("in half an hour", "19:30", 0, "in half an hour", "for half an hour"),
    ("in a couple of days", "", 2, "in a couple of days", "for a couple of days"),
    ("two hours from now", "21:00", 0, "in two hours", "for two hours"),
    ("9pm latest", "21:00", 0, "by 9pm", "until 9pm"),
    ("9 or so", "21:00", 0, "around 9", "until around 9"),
    ("at nine pm", "21:00", 0, "at nine pm", "until nine pm"),
    ("nine a.m.", "09:00", 1, "at nine am", "until nine am"),
    ("TILL THE KIDS ARE IN BED", "", None, "when the kids are in bed", "till the kids are in bed"),
    ("Till 8:30!!!", "20:30", 0, "at 8:30", "till 8:30"),
    ("until 21h", "21:00", 0, "at 21:00", "until 21:00"),
    ("till dinner", "", None, "by dinner", "till dinner"),
    ("till like 9", "21:00", 0, "at 9", "till 9"),
    ("til about 9", "21:00", 0, "around 9", "till around 9"),
    ("until half past eight, ok?", "20:30", 0, "at half past eight", "until half past eight"),
    (
        "when the film ends and then we can talk",
        "",
        None,
        "when the film ends",
        "until the film ends",
    ),
    (
        "after i have had a shower, promise",
        "",
        None,
        "after I have had a shower",
        "until after I have had a shower",
    ),
    ("sat morning", "", 5, "on Saturday morning", "until Saturday morning"),
    ("on the weekend", "", 5, "at the weekend", "until the weekend"),
    ("back tmrw", "", 1, "tomorrow", "until tomorrow"),
    ("see u tmrw", "", 1, "tomorrow", "until tomorrow"),
    ("I can talk after 9", "21:00", 0, "after 9", "until 9"),
    ("i’ll be back at half seven", "19:30", 0, "at half seven", "until half seven"),
    ("10 tonight", "22:00", 0, "at 10 tonight", "until 10 tonight"),
    ("half 6 tomorrow", "18:30", 1, "at half 6 tomorrow", "until half 6 tomorrow"),
    ("give me till 9", "21:00", 0, "at 9", "till 9"),
    ("noon tomorrow", "12:00", 1, "at noon tomorrow", "until noon tomorrow"),
    ("till noonish", "12:00", 1, "around noon", "till around noon"),
    ("at 1am", "01:00", 1, "at 1am", "until 1am"),
    ("00:30", "00:30", 1, "at 00:30", "until 00:30"),
    ("I'll come find you at 9", "21:00", 0, "at 9", "until 9"),
    ("ready by 8", "20:00", 0, "by 8", "until 8"),
    ("till Emma's asleep", "", None, "when Emma's asleep", "till Emma's asleep"),
    ("by bedtime", "", None, "by bedtime", "until bedtime"),
    ("an hour then back for dinner", "", None, "for dinner", "for an hour"),
    ("two hours, till dinner", "", None, "by dinner", "for two hours"),
    ("I'd say 10", "22:00", 0, "at 10", "for 10 minutes"),
    ("back by 10 at the latest", "22:00", 0, "by 10", "until 10"),
]

NO_TIMES = [
    "a while",
    "later",
    "a bit",
    "some time",
    "idk",
    "not sure",
    "no idea",
    "my 3 kids",
    "2 of us",
    "24/7",
    "100%",
    "",
    "?",
    "soon",
    "whenever",
    "a minute",
    "in a bit",
    "until later",
    "every day",
    "we've been together 12 years",
    "2 hours ago",
    "3 year old",
    "20 minutes a day",
    "room 101",
    "£20",
    "I'm 34",
    "when should I say it?",
    "until whenever",
    "for a while",
    "till then",
    "once in a while",
    "the kids",
    "sunday was hard",
    "not long",
    "0 minutes",
    "I have 2 jobs",
    "it's 50/50",
    "sometimes",
    "an",
    "half",
    "forever",
    "she's 5 months pregnant",
    "at least",
    "at home",
    "by myself",
    "on my own",
    "after a while",
    "mon amour",
    "I sat down",
    "may",
    "second",
    "at 8%",
]


def length_forms(text: str) -> LengthForms:
    length = read_length(text)
    return (length.minutes, length.span, length.bound) if length else None


def moment_forms(text: str, now: datetime | None = NOW) -> MomentForms:
    moment = read_moment(text, now=now)
    return (moment.at, moment.day, moment.back) if moment else None


@pytest.mark.parametrize(("text", "length", "moment"), WRITTEN_FIRST)
def test_phrases_written_first(text: str, length: LengthForms, moment: MomentForms) -> None:
    assert (length_forms(text), moment_forms(text)) == (length, moment)


@pytest.mark.parametrize(("text", "minutes", "span", "bound"), LENGTHS)
def test_lengths(text: str, minutes: int | None, span: str, bound: str) -> None:
    assert length_forms(text) == (minutes, span, bound)


@pytest.mark.parametrize(("text", "at", "day", "back", "bound"), MOMENTS)
def test_moments(text: str, at: str, day: int | None, back: str, bound: str) -> None:
    length = read_length(text)
    assert (moment_forms(text), length and length.bound) == ((at, day, back), bound)


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time(text: str) -> None:
    assert (read_length(text), read_moment(text, now=NOW)) == (None, None)


# A number alone: hours up to 4, minutes for 5 and from 10, a clock hour from 6 to 9.
@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("2", (120, "2 hours", "for 2 hours")),
        ("one", (60, "one hour", "for one hour")),
        ("5", (5, "5 minutes", "for 5 minutes")),
        ("20", (20, "20 minutes", "for 20 minutes")),
        ("8", (None, "", "until 8")),
        ("0", None),
        ("500", None),
    ],
)
def test_a_number_alone(text: str, forms: LengthForms) -> None:
    assert length_forms(text) == forms


@pytest.mark.parametrize("text", ["tonight", "20", "the weekend", "two", "this evening"])
def test_a_length_is_not_also_the_return(text: str) -> None:
    length, moment = read_stretch(text, now=NOW)
    assert (length is not None, moment) == (True, None)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("an hour and back by 8", "by 8"),
        ("till 8", "at 8"),
        ("in an hour", "in an hour"),
        ("tonight, till the kids are in bed", "when the kids are in bed"),
    ],
)
def test_a_return_said_with_the_length(text: str, back: str) -> None:
    length, moment = read_stretch(text, now=NOW)
    assert length is not None
    assert moment is not None
    assert moment.back == back


@pytest.mark.parametrize(
    ("text", "hour", "at", "day"),
    [
        ("8", 19, "20:00", 0),
        ("8", 21, "08:00", 1),
        ("half nine", 10, "21:30", 0),
        ("half nine", 8, "09:30", 0),
        ("at 12", 9, "12:00", 0),
        ("at 3", 22, "15:00", 1),
        ("midnight", 9, "00:00", 1),
        ("in the morning", 6, "", 0),
        ("in the evening", 9, "", 0),
        ("tonight at 1", 21, "01:00", 1),
        ("on Monday", 9, "", 7),
        ("in 90 minutes", 23, "00:30", 1),
    ],
)
def test_the_next_waking_hour(text: str, hour: int, at: str, day: int) -> None:
    moment = read_moment(text, now=NOW.replace(hour=hour))
    assert moment is not None
    assert (moment.at, moment.day) == (at, day)


@pytest.mark.parametrize(
    ("text", "at", "day"),
    [
        ("at 3", "15:00", None),
        ("at 8", "20:00", None),
        ("at 12", "12:00", None),
        ("tomorrow at 8", "08:00", 1),
        ("on Wednesday", "", None),
        ("in an hour", "", None),
        ("next weekend", "", None),
        ("8am on Friday", "08:00", None),
    ],
)
def test_without_a_clock(text: str, at: str, day: int | None) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert (moment.at, moment.day) == (at, day)


@pytest.mark.parametrize("quote", "'’‘ʼ`′")
def test_any_apostrophe(quote: str) -> None:
    text = f"I{quote}ll be back when she{quote}s asleep"
    moment = read_moment(text)
    assert moment is not None
    assert moment.back == "when she's asleep"
    assert text[moment.start : moment.end] == f"when she{quote}s asleep"


def test_offsets_are_code_points() -> None:
    length = read_length("🙏🏽 maybe two hours 🙏🏽")
    assert length is not None
    assert "🙏🏽 maybe two hours 🙏🏽"[length.start : length.end] == "two hours"


_PIECES = st.sampled_from(
    "an hour|2|half|nine|till|until|by|back|at|8|:30|pm|the the kids|are in bed|or|two|to|-|,|minutes|"
    "tomorrow|night|on weds|after|when|I'm ok|in|not before|around|ish|o'clock|first thing|the weekend|"
    "latest|and|rest of|1/2|½|.|\n|'|’|\0|ſunday|K|12|noon|between|quarter|past|week|day|a|few|h|m".split(
        "|"
    )
)
_NEAR_TIMES = st.lists(_PIECES, max_size=9).map(" ".join) | st.lists(_PIECES, max_size=9).map(
    "".join
)
_DOUBLED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)


def _hold(text: str, found: Length | Moment | None, forms: list[str]) -> None:
    if found is None:
        return
    assert 0 <= found.start < found.end <= len(text)
    for form in forms:
        assert form == form.strip()
        assert not _DOUBLED.search(form), form
        assert "\n" not in form
        assert not form.endswith((".", ",", "!", "?", ";", ":", "-")), form


@settings(max_examples=300, deadline=None)
@given(_NEAR_TIMES | st.text(max_size=80), st.datetimes() | st.none())
def test_any_text_is_read(text: str, now: datetime | None) -> None:
    length, moment = read_length(text), read_moment(text, now=now)
    if length:
        _hold(text, length, [length.span, length.bound])
        assert length.bound
    if moment:
        _hold(text, moment, [moment.back])
        assert moment.back
        assert not moment.at or 0 <= int(moment.at[:2]) < 24


LONGEST = [
    "😀" * 4096,
    "a" * 4096,
    "1 " * 2048,
    "till " * 800,
    "\0" * 4096,
    "مرحبا " * 600,
    "\ud800" * 4096,
]


@pytest.mark.parametrize("text", [*LONGEST, "an hour or two, " * 256, "when I am back by 8 " * 200])
def test_the_longest_message_is_read_at_once(text: str) -> None:
    took = []
    for _ in range(3):
        start = time.thread_time()
        read_stretch(text[:4096], now=NOW)
        took.append(time.thread_time() - start)
    assert min(took) < 0.05

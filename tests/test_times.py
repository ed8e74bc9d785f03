from datetime import datetime

import pytest

from dialogs.hearing.times import read_length, read_moment

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


def length_forms(text: str) -> LengthForms:
    length = read_length(text)
    return length and (length.minutes, length.span, length.bound)


def moment_forms(text: str, now: datetime | None = NOW) -> MomentForms:
    moment = read_moment(text, now=now)
    return moment and (moment.at, moment.day, moment.back)


@pytest.mark.parametrize(("text", "length", "moment"), WRITTEN_FIRST)
def test_phrases_written_first(text: str, length: LengthForms, moment: MomentForms) -> None:
    assert (length_forms(text), moment_forms(text)) == (length, moment)

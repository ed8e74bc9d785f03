import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.hearing.en.told_clock import LONGEST
from dialogs.hearing.schedule import Wish, read_schedule

ALL = (0, 1, 2, 3, 4, 5, 6)
WORK = (0, 1, 2, 3, 4)
NAMED: dict[str, Any] = {"names_it": True}

TIMES = {
    "half nine": "21:30",
    "9": "21:00",
    "at 7": "19:00",
    "10.15": "22:15",
    "10,15": "22:15",
    "midnight": "24:00",
    "24:00": "24:00",
    "12": "24:00",
    "12 noon": "12:00",
    "00:30": "00:30",
    "12:30": "00:30",
    "1": "01:00",
    "5": "17:00",
    "8 in the morning": "08:00",
    "6am": "06:00",
    "08:30": "08:30",
    "2140": "21:40",
    "21 40": "21:40",
    "20h30": "20:30",
    "9pm please": "21:00",
    "9ish works better for me": "21:00",
    "can you do 9:15pm instead": "21:15",
    "let's do quarter to ten": "21:45",
    "I'd like it at 10": "22:00",
    "change the time to ten to nine": "20:50",
    "make it 10 instead of 9": "22:00",
    "move it from 9 to 10": "22:00",
    "evenings at eight": "20:00",
    "quarter to midnight": "23:45",
    "half past midnight": "00:30",
    "ten o'clock at night": "22:00",
}
WISHES: dict[str, dict[str, Any]] = {
    "weekdays at half nine": {"at": "21:30", "days": WORK},
    "9 pm on weekdays only": {"at": "21:00", "days": WORK},
    "nine thirty on school nights": {"at": "21:30", "days": WORK},
    "mon-fri 9pm": {"at": "21:00", "days": WORK},
    "half past eight, Monday to Thursday": {"at": "20:30", "days": (0, 1, 2, 3)},
    "fri to sun": {"days": (4, 5, 6)},
    "sat to mon": {"days": (0, 5, 6)},
    "mon, wed and fri at 8": {"at": "20:00", "days": (0, 2, 4)},
    "Fri & Sat at 11pm": {"at": "23:00", "days": (4, 5)},
    "only on sundays": {"days": (6,)},
    "weekends only": {"days": (5, 6)},
    "every day": {"days": ALL},
    "/nightly 21:30": {"at": "21:30", "days": ALL},
    "every single night at 11": {"at": "23:00", "days": ALL},
    "every night except fridays": {"days": (0, 1, 2, 3, 5, 6), "without": (4,)},
    "quarter past nine, every day but sunday": {
        "at": "21:15",
        "days": (0, 1, 2, 3, 4, 5),
        "without": (6,),
    },
    "any day but Saturday": {"days": (0, 1, 2, 3, 4, 6), "without": (5,)},
    "weekdays but not wednesdays": {"days": (0, 1, 3, 4), "without": (2,)},
    "not on Fridays": {"without": (4,)},
    "not on saturdays or sundays": {"without": (5, 6)},
    "don't ask me on weekends": {"without": (5, 6)},
    "no questions on weekends pls": {"without": (5, 6)},
    "skip fridays": {"without": (4,)},
    "fridays off": {"without": (4,)},
    "stop on tuesdays": {"without": (1,)},
    "also on saturdays": {"also": (5,)},
    "add sundays": {"also": (6,)},
    "fridays too": {"also": (4,)},
    "pause": {"pause": True},
    "pause the reminders": {"pause": True, **NAMED},
    "pause for a week": {"pause_days": 7},
    "stop for a week": {"pause_days": 7},
    "take a week off": {"pause_days": 7},
    "two weeks off please": {"pause_days": 14},
    "we're on holiday for a fortnight": {"pause_days": 14},
    "quiet for 5 nights": {"pause_days": 5},
    "a month off": {"pause_days": 30},
    "no reminders for 3 days": {"pause_days": 3, **NAMED},
    "till monday": {"pause_until_weekday": 0},
    "pause it until Friday thanks": {"pause_until_weekday": 4},
    "skip it till next week": {"pause_until_weekday": 0},
    "no reminders this week": {"pause_until_weekday": 0, **NAMED},
    "pause the evening question until the weekend": {"pause_until_weekday": 5, **NAMED},
    "stop": {"stop": True},
    "turn it off": {"stop": True},
    "unsubscribe": {"stop": True},
    "please don't message me at night": {"stop": True},
    "stop asking me every night": {"stop": True},
    "stop the reminders": {"stop": True, **NAMED},
    "no more questions at night": {"stop": True, **NAMED},
    "no notifications": {"stop": True, **NAMED},
    "I don't want any more reminders": {"stop": True, **NAMED},
    "turn the nightly prompt off": {"stop": True, **NAMED},
    "stop sending me reminders": {"stop": True, **NAMED},
    "turn it back on": {"resume": True},
    "unpause": {"resume": True},
    "start the reminders again": {"resume": True, **NAMED},
    "I want the reminders back": {"resume": True, **NAMED},
    "I'd like to start getting reminders again": {"resume": True, **NAMED},
    "once a week": {"weekly": True},
    "begin the reminders again": {"resume": True, **NAMED},
    "once weekly is plenty": {"weekly": True},
    "once a week is enough": {"weekly": True},
    "weekly on sundays at 8": {"weekly": True, "days": (6,), "at": "20:00"},
    "weekly, on a Sunday evening": {"weekly": True, "days": (6,)},
    "in an hour": {"snooze": "hour"},
    "ask me again in an hour": {"snooze": "hour"},
    "ask me later": {"snooze": "hour"},
    "snooze 30 minutes": {"snooze": "30"},
    "in 2 hours": {"snooze": "120"},
    "remind me in 20 minutes": {"snooze": "20", **NAMED},
    "tomorrow": {"snooze": "tomorrow"},
    "not tonight": {"snooze": "tomorrow"},
    "no reminder tonight please": {"snooze": "tomorrow", **NAMED},
    "remind me at 10 tonight": {"at": "22:00", "once": True, **NAMED},
    "change my reminder to 9": {"at": "21:00", **NAMED},
    "move the evening question to half ten": {"at": "22:30", **NAMED},
    "can the nightly question come at half past ten": {"at": "22:30", **NAMED},
    "Could you ping me at 9.45 pm": {"at": "21:45", **NAMED},
    "set my nightly reminder for 22:15 on weekdays": {"at": "22:15", "days": WORK, **NAMED},
    "reminders on tuesdays only": {"days": (1,), **NAMED},
    "my reminders": NAMED,
    "make the reminder later": NAMED,
}
OTHER = [
    "",
    "no",
    "skip",
    "not that",
    "yes please",
    "back at 8",
    "I'm back",
    "we stop talking at nine every weekday",
    "I need space",
    "I need an hour",
    "give me an hour",
    "he never stops",
    "stop shouting at me",
    "I can't stop thinking about it",
    "every night he drinks",
    "he comes home at half nine",
    "He said he'd be home at nine",
    "she left at 9",
    "we fight every sunday",
    "weekends are hard",
    "remind him to be back at 8",
    "tomorrow we talk",
    "pause the fight for an hour",
    "nine years married",
    "9 out of 10",
    "the kids are up till 9",
    "I want him to stop",
    "I go to bed at 10 so 9 is better",
    "every 2 days",
    "could we make it a bit earlier",
]


@pytest.mark.parametrize(("text", "at"), TIMES.items())
def test_a_time_alone_is_one_of_the_evening(text: str, at: str) -> None:
    assert read_schedule(text) == Wish(at=at)


@pytest.mark.parametrize(("text", "wish"), WISHES.items())
def test_a_wish_is_read_as_meant(text: str, wish: dict[str, Any]) -> None:
    assert read_schedule(text) == Wish(**wish)


@pytest.mark.parametrize("text", OTHER)
def test_what_is_about_something_else_is_no_wish(text: str) -> None:
    assert read_schedule(text) is None


@pytest.mark.parametrize("text", [*WISHES, *TIMES])
def test_case_signs_and_politeness_change_nothing(text: str) -> None:
    wish = read_schedule(text)
    assert read_schedule(text.upper()) == wish
    assert read_schedule(f"  please {text.replace(chr(39), '’')} thanks!! ") == wish
    assert read_schedule(text, "xx") == wish


def test_a_long_message_is_no_wish() -> None:
    assert read_schedule("stop " * LONGEST) is None


spoken = st.lists(
    st.sampled_from(
        "stop pause the reminders at 9 half ten on not only every day fridays mon - fri till for a "
        "week in an hour tonight tomorrow weekly 24:00 12 30 am pm off back no instead of".split()
    ),
    max_size=9,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=LONGEST + 20) | spoken)
def test_any_text_is_a_sound_wish_or_none(text: str) -> None:
    wish = read_schedule(text)
    if wish is None:
        return
    assert wish != Wish()
    assert not wish.at or wish.at == "24:00" or re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", wish.at)
    for days in (wish.days or (0,), wish.without, wish.also):
        assert list(days) == sorted(set(days) & set(ALL))
    assert wish.days != ()
    assert wish.pause_until_weekday in (None, *ALL)
    assert wish.snooze in ("", "hour", "tomorrow") or int(wish.snooze) > 0
    assert wish.pause_days >= 0
    assert not (wish.stop and wish.resume)


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["", "nightly ", "weekdays at "]))
def test_every_full_time_is_taken_as_written(hour: int, minute: int, lead: str) -> None:
    wish = read_schedule(f"{lead}{hour:02}:{minute:02}")
    assert wish
    if hour == 0 or hour > 12 or hour < 10:
        assert wish.at == ("24:00" if (hour, minute) == (0, 0) else f"{hour:02}:{minute:02}")

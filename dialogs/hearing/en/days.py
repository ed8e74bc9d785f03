"""English days and parts of days as a grammar: "tmrw night", "on weds", "first thing", "arvo"."""

import re

import msgspec
import pyparsing as pp

from dialogs.hearing.en.numbers import (
    PARTS,
    SOME_DAY,
    TOMORROW,
    TONIGHT,
    UNITS,
    WEEKDAYS,
    one_named,
    rx,
    unit_named,
    word,
)

_NAMES = list(WEEKDAYS)


class Day(msgspec.Struct, frozen=True):
    """A day as said: `words` stand after "until", `back` after "I'll be back".

    `day` counts from today, `weekday` from Monday, `weeks` are whole weeks more. `part` is
    the part of the day, `coming` marks the next such part of no day in particular.
    """

    words: str
    back: str
    day: int | None = None
    weekday: int | None = None
    part: str = ""
    coming: bool = False
    weeks: int = 0


def _tomorrow(tokens: pp.ParseResults) -> Day:
    part = str(tokens[0]) if tokens else ""
    words = f"tomorrow {part}".strip()
    return Day(words, words, 1, part=part)


def _weekday(tokens: pp.ParseResults) -> Day:
    name, *part = tokens
    words = " ".join([name, *part])
    return Day(words, f"on {words}", weekday=_NAMES.index(name), part="".join(part))


def _next_weekday(tokens: pp.ParseResults) -> Day:
    name, *part = tokens
    words = " ".join(["next", name, *part])
    return Day(words, words, weekday=_NAMES.index(name), part="".join(part), weeks=1)


def _this(tokens: pp.ParseResults) -> Day:
    words = f"this {tokens[0]}"
    return Day(words, words, 0, part=str(tokens[0]))


def _coming(tokens: pp.ParseResults) -> Day:
    part = str(tokens[0])
    return Day(f"the {part}", f"in the {part}", part=part, coming=True)


def _first_thing(tokens: pp.ParseResults) -> Day:
    if not tokens:
        return Day("first thing", "first thing", part="morning", coming=True)
    day: Day = tokens[0]
    words = f"first thing {day.back}"
    return msgspec.structs.replace(day, words=words, back=words, part="morning")


def _plain(words: str, **said: int | str) -> pp.ParseAction:
    return pp.replace_with(msgspec.convert({"words": words, "back": words, **said}, Day))


_part = unit_named(*PARTS)
_tomorrow_word = word(TOMORROW)
_name = one_named(r"\b{}\b", WEEKDAYS)
_weekend_word = word(r"(?:week-?\s?end|wk-?end|wknd|wkd)")
_the = pp.Opt(word("the"))
_tomorrow_day = (pp.Opt(word("all of")) + _tomorrow_word + pp.Opt(_part)).set_parse_action(
    _tomorrow
)
_weekday_day = (pp.Opt(word("on", "this")) + _name + pp.Opt(_part)).set_parse_action(_weekday)
_next = (word("next") + _name + pp.Opt(_part)).set_parse_action(_next_weekday)
_next |= (
    (pp.Opt(word("on")) + _name + pp.Opt(_part) + word(r"next (?:week|wk)"))
    | (word(r"next (?:week|wk)") + pp.Opt(word("on")) + _name + pp.Opt(_part))
).set_parse_action(_next_weekday)
_named_part = pp.Opt(word("in the", "the")) + _part
_part_of_day = (_named_part + _tomorrow_word).set_parse_action(_tomorrow) | (
    _named_part + pp.Opt(word("on", "of")) + _name
).set_parse_action(lambda found: _weekday(pp.ParseResults([found[1], found[0]])))
_this_part = (pp.Opt(word("later", "sometime")) + word("this") + _part).set_parse_action(_this)
_in_part = (pp.Opt(word("in")) + word("the") + _part).set_parse_action(_coming)
_bare_part = (unit_named("morning", "afternoon", "evening")).set_parse_action(_coming)
_arvo = word("arvo").set_parse_action(_plain("this afternoon", day=0, part="afternoon"))
_tonight = word("later " + f"(?:{TONIGHT})").set_parse_action(
    _plain("later tonight", day=0, part="night")
) | word(TONIGHT).set_parse_action(_plain("tonight", day=0, part="night"))
_today = word("later (?:on )?today").set_parse_action(_plain("later today", day=0)) | word(
    "today", "2day"
).set_parse_action(_plain("today", day=0))
_after_tomorrow = (_the + word("day after") + pp.Opt(_tomorrow_word)).set_parse_action(
    _plain("the day after tomorrow", day=2)
)
_next_weekend = (word("next") + _weekend_word).set_parse_action(_plain("next weekend"))
_next_week = word(r"next (?:week|wk)").set_parse_action(_plain("next week"))
_next_month = word("next month").set_parse_action(_plain("next month"))
_end_of_week = word("(?:the )?end of (?:the |this )?(?:week|wk)").set_parse_action(
    pp.replace_with(Day("the end of the week", "at the end of the week"))
)
_this_weekend = (word("this") + _weekend_word).set_parse_action(_plain("this weekend", weekday=5))
_weekend = (pp.Opt(word("at", "on", "over")) + _the + _weekend_word).set_parse_action(
    pp.replace_with(Day("the weekend", "at the weekend", weekday=5))
)
_end_of_day = word("(?:the )?end of (?:the |my )?day", "eod", "cob").set_parse_action(
    pp.replace_with(Day("the end of the day", "at the end of the day", 0, part="evening"))
)
_dated = _tomorrow_day | _next | _weekday_day | _in_part
_first = (word("1st thing", "first thing") + pp.Opt(_dated)).set_parse_action(_first_thing)
_late = (_tomorrow_day + rx(r",? first thing\b").suppress()).set_parse_action(_first_thing)

any_day = pp.Opt(word("early", "bright and early", "late")) + pp.MatchFirst(
    [
        _part_of_day,
        _first,
        _late,
        _after_tomorrow,
        _end_of_day,
        _end_of_week,
        _tomorrow_day,
        _next,
        _next_weekend,
        _next_week,
        _next_month,
        _this_weekend,
        _weekday_day,
        _this_part,
        _arvo,
        _tonight,
        _today,
        _in_part,
        _weekend,
        _bare_part,
    ]
)
# After a clock: "nine in the evening", "ten at night"; it halves the day for the hour before it.
_at_night = rx(rf"\bat (?:{UNITS['night']})\b").set_parse_action(
    pp.replace_with(Day("at night", "at night", part="night", coming=True))
)
part_of_clock = _at_night | _in_part
# "After work tomorrow": what is left of an event, and its day.
_last_day = re.compile(
    rf"(?<=\w) (?:on (?:{SOME_DAY})|(?!(?:sat|sun|wed)\Z)(?:{SOME_DAY}))\Z", re.IGNORECASE
)


def day_at_end(words: str) -> tuple[str, Day | None]:
    """The words without the day that they end with, and that day."""
    found = _last_day.search(words)
    if not found:
        return words, None
    return words[: found.start()], any_day.parse_string(found.group().strip())[0]

"""English days and parts of days as a grammar: "tmrw night", "on weds", "first thing", "arvo"."""

import msgspec
import pyparsing as pp

from dialogs.hearing.en.numbers import PARTS, one_named, rx, unit_named, word

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SPELLINGS = {
    "Monday": r"mon(?:day)?|munday",
    "Tuesday": r"tue(?:s|sday)?|teusday|tusday",
    "Wednesday": r"wed(?:s|nesday|nsday|ensday)?",
    "Thursday": r"thu(?:r|rs|rsday)?|thusday",
    "Friday": r"fri(?:day)?|firday",
    "Saturday": r"sat(?:urday|uday)?",
    "Sunday": r"sun(?:day)?",
}
_TOMORROW = r"tomm?orr?ow|tommorow|tomorro|tomoz+|tomo|tmrw?|tmw|tmmrw|2mor+ow?|2mrw|2moz|to morrow|tomoro|tomorow"
_TONIGHT = r"tonight|tonite|2nite|tnite|tonihgt"


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
    return Day(words, f"on {words}", weekday=WEEKDAYS.index(name), part="".join(part))


def _next_weekday(tokens: pp.ParseResults) -> Day:
    name, *part = tokens
    words = " ".join(["next", name, *part])
    return Day(words, words, weekday=WEEKDAYS.index(name), part="".join(part), weeks=1)


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
_tomorrow_word = word(_TOMORROW)
_name = one_named(r"\b{}\b", _SPELLINGS)
_weekend_word = word(r"(?:week-?\s?end|wk-?end|wknd|wkd)")
_the = pp.Opt(word("the"))
_tomorrow_day = (pp.Opt(word("all of")) + _tomorrow_word + pp.Opt(_part)).set_parse_action(
    _tomorrow
)
_weekday_day = (pp.Opt(word("on", "this")) + _name + pp.Opt(_part)).set_parse_action(_weekday)
_next = (word("next") + _name + pp.Opt(_part)).set_parse_action(_next_weekday)
_this_part = (pp.Opt(word("later", "sometime")) + word("this") + _part).set_parse_action(_this)
_in_part = (pp.Opt(word("in")) + word("the") + _part).set_parse_action(_coming)
_bare_part = (unit_named("morning", "afternoon", "evening")).set_parse_action(_coming)
_arvo = word("arvo").set_parse_action(_plain("this afternoon", day=0, part="afternoon"))
_tonight = word("later " + f"(?:{_TONIGHT})").set_parse_action(
    _plain("later tonight", day=0, part="night")
) | word(_TONIGHT).set_parse_action(_plain("tonight", day=0, part="night"))
_today = word("later (?:on )?today").set_parse_action(_plain("later today", day=0)) | word(
    "today", "2day"
).set_parse_action(_plain("today", day=0))
_after_tomorrow = (_the + word("day after") + pp.Opt(_tomorrow_word)).set_parse_action(
    _plain("the day after tomorrow", day=2)
)
_next_weekend = (word("next") + _weekend_word).set_parse_action(_plain("next weekend"))
_next_week = word(r"next (?:week|wk)").set_parse_action(_plain("next week"))
_next_month = word("next month").set_parse_action(_plain("next month"))
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

any_day = pp.MatchFirst(
    [
        _first,
        _late,
        _after_tomorrow,
        _end_of_day,
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

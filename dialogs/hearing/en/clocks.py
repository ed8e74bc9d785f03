"""English clock times as a grammar: "8.30pm", "half nine", "ten to eight", "8ish", "2130"."""

import msgspec
import pyparsing as pp

from dialogs.hearing.en.numbers import ANY_UNIT, CORRECTION, HOUR_WORDS, rx, tail

_HOURS = {name: at for at, name in enumerate(HOUR_WORDS.split("|"), 1)}
_MINUTES = {"quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}


class Clock(msgspec.Struct, frozen=True):
    """A time of day as said: `half` is "am", "pm", "24" or "" where nobody said.

    "each" stands where no hour was said either ("half past").
    """

    hour: int
    minute: int
    words: str
    half: str = ""
    rough: bool = False
    latest: bool = False
    between: str = ""


def _hour(written: str) -> int:
    return _HOURS.get(written.lower()) or int(written)


def _part(tokens: pp.ParseResults, name: str) -> str:
    return str(tokens[name] or "") if name in tokens else ""


def _digital(tokens: pp.ParseResults) -> Clock:
    hours, minutes = _part(tokens, "h"), _part(tokens, "m")
    hour, minute = int(hours), int(minutes or 0)
    half = _part(tokens, "half") or _part(tokens, "short")
    half = half and half.lower() + "m"
    separator = "." if _part(tokens, "sep") == "." else ":"
    shown = f"{hours}{separator}{minutes}" if minutes else hours
    if hour == 0 or hour > 12 or (not half and hours.startswith("0")):
        return Clock(hour, minute, shown if minutes else f"{shown}:00", "24")
    return Clock(hour, minute, shown + half, half)


def _past(tokens: pp.ParseResults) -> Clock:
    written = str(tokens["count"]).lower().replace(" ", "-")
    minutes = _MINUTES.get(written) or int(written)
    word = "quarter" if written in ("quarter", "15") else str(tokens["count"]).lower()
    hour = _hour(tokens["h"])
    shown = tokens["h"].lower()
    if tokens["way"].lower() in ("past", "after"):
        return Clock(hour, minutes, f"{word} past {shown}")
    return Clock((hour - 2) % 12 + 1, 60 - minutes, f"{word} to {shown}")


def _each_hour(tokens: pp.ParseResults) -> Clock:
    written = str(tokens["count"]).lower()
    minute = 30 if written == "half" else _MINUTES.get(written) or int(written)
    way = tokens["way"].lower()
    return Clock(0, minute if way == "past" else 60 - minute, f"{written} {way}", "each")


def _half_past(tokens: pp.ParseResults) -> Clock:
    past = "past " if _part(tokens, "past") else ""
    return Clock(_hour(tokens["h"]), 30, f"half {past}{tokens['h'].lower()}")


def _spoken(tokens: pp.ParseResults) -> Clock:
    low = " ".join(str(tokens[0]).lower().replace("-", " ").split())
    minutes = {
        "thirty": 30,
        "fifteen": 15,
        "twenty": 20,
        "forty five": 45,
        "forty": 40,
        "oh five": 5,
    }
    minute = minutes.get(low.partition(" ")[2], 10)
    return Clock(_hour(low.partition(" ")[0]), minute, low)


def _oclock(tokens: pp.ParseResults) -> Clock:
    return Clock(_hour(tokens["h"]), 0, f"{tokens['h'].lower()} o'clock")


def _bare(tokens: pp.ParseResults) -> Clock:
    hour = _hour(tokens["h"])
    if hour > 12:
        return Clock(hour, 0, f"{hour}:00", "24")
    return Clock(hour, 0, tokens["h"].lower())


def _rough_hour(tokens: pp.ParseResults) -> Clock:
    return msgspec.structs.replace(_bare(tokens), rough=True)


def _halved(tokens: pp.ParseResults) -> Clock:
    clock: Clock = tokens[0]
    half = tokens[1:]
    if not half or clock.half:
        return clock
    name = str(half[0])[0].lower() + "m"
    gap = " " if clock.words[-1].isalpha() else ""
    return msgspec.structs.replace(clock, half=name, words=clock.words + gap + name)


def _marked(tokens: pp.ParseResults) -> Clock:
    clock: Clock = tokens[0]
    for mark in tokens[1:]:
        low = str(mark).lower()
        if "latest" in low:
            clock = msgspec.structs.replace(clock, latest=True)
        elif low.endswith(("ish", "so")):
            clock = msgspec.structs.replace(clock, rough=True)
        elif low == "sharp":
            clock = msgspec.structs.replace(clock, words=f"{clock.words} sharp")
    return clock


def _between(tokens: pp.ParseResults) -> Clock:
    low: Clock = tokens[0]
    high: Clock = tokens[1]
    if high.half == "each":
        return msgspec.structs.replace(high, hour=low.hour, half=low.half, between=low.words)
    half = "pm" if low.half == "pm" and not high.half else high.half
    return msgspec.structs.replace(high, half=half, between=low.words)


def _slashed(tokens: pp.ParseResults) -> Clock:
    return Clock(int(tokens["h"]), 0, tokens["h"], between=tokens["low"])


def _corrected(tokens: pp.ParseResults) -> Clock:
    first: Clock = tokens[0]
    last: Clock = tokens[-1]
    half = last.half or (first.half if first.half in ("am", "pm") else "")
    return msgspec.structs.replace(last, half=half)


_BEFORE = r"(?<![\w.,:/$£€#%+])"
_AFTER = r"(?!\w|[:./]\w|\s?[%/°]|'?s\b)"
_NUMERAL = r"1[0-2]|0?[1-9]"
_H = rf"(?P<h>(?:{_NUMERAL})(?![0-9])|(?:{HOUR_WORDS})(?![a-z]))"
_H24 = r"(?P<h>1[0-9]|2[0-3]|0?[0-9])"
_M = r"(?P<m>[0-5][0-9])"
_WAY = r"(?P<way>past|to|til|till|after|before|(?<=quarter )of)"
_COUNT = r"(?P<count>quarter|twenty[\s-]five|five|ten|twenty|5|10|15|20|25)"
_half_sign = rx(r"[ap]\.?\s?m\b\.?(?!\w)")
_with_half = rx(
    rf"{_BEFORE}{_H24}(?:(?P<sep>[:.h]?){_M})?(?:\s?(?P<half>[ap])\.?\s?m\b|(?P<short>[ap])\b)\.?"
).add_condition(lambda tokens: 0 <= int(tokens["h"]) <= 23)
_colon = rx(rf"{_BEFORE}{_H24}:{_M}{_AFTER}")
_with_h = rx(rf"{_BEFORE}(?P<h>1[3-9]|2[0-3])h{_M}?{_AFTER}")
_dot = rx(rf"{_BEFORE}{_H24}(?P<sep>\.){_M}{_AFTER}")
_four = rx(rf"{_BEFORE}(?P<h>[01][0-9]|2[0-3]){_M}(?:\s?h(?:ou)?rs?\b)?{_AFTER}")
_half = rx(rf"\bhalf[\s-]?(?P<past>(?:past|after|passed)\s?)?{_H}{_AFTER}")
_to_past = rx(
    rf"\b(?:a )?{_COUNT}(?:\s?min(?:ute)?s?)?\s{_WAY}\s{_H}{_AFTER}".replace(
        "quarter|", "quarter|qtr|"
    )
)
_words = rx(
    rf"\b(?:{HOUR_WORDS}|{_NUMERAL})[\s-](?:thirty|fifteen|forty[\s-]five|forty|twenty|oh five|ten)\b"
)
_gap = rx(rf"{_BEFORE}(?P<h>{_NUMERAL})\s(?P<m>00|15|30|45){_AFTER}")
_three = rx(rf"{_BEFORE}(?P<h>[2-9])(?P<m>15|30|45){_AFTER}")
_each = rx(r"\b(?:a )?(?P<count>half|quarter|five|ten|twenty|5|10|20)\s(?P<way>past|to)\b")
_clock = rx(rf"(?<![\w.,:/$£€#]){_H}\s?o[' ]?\s?clock\b")
_roughly = rx(rf"{_BEFORE}(?P<h>(?:{_NUMERAL})(?![0-9])|{HOUR_WORDS})\s?-?ish\b")
_lone = rx(rf"{_BEFORE}(?P<h>(?:1[0-9]|2[0-3]|0?[1-9])(?![0-9])|(?:{HOUR_WORDS})(?![a-z])){_AFTER}")
_spelled_half = rx(rf"\b(?P<h>{HOUR_WORDS})\b(?=\s?[ap]\.?\s?m\b)")

_noon = rx(r"\b(?:12 |twelve )?(?:noon|mid-?day)(?=ish|\b)").set_parse_action(
    lambda found: Clock(12, 0, str(found[0]).lower().split()[-1], "24")
)
_midnight = rx(r"\b(?:12 |twelve )?mid-?night(?=ish|\b)").set_parse_action(
    lambda: Clock(0, 0, "midnight", "24")
)
_uncounted = pp.NotAny(rx(rf"-?\s?(?:{ANY_UNIT}|year|yr|people|kids)\b"))
_sure_one = pp.MatchFirst(
    [
        _noon,
        _midnight,
        _with_half.set_parse_action(_digital),
        _colon.set_parse_action(_digital),
        _with_h.set_parse_action(_digital),
        _half.set_parse_action(_half_past),
        _to_past.set_parse_action(_past),
        _clock.set_parse_action(_oclock),
        _roughly.set_parse_action(_rough_hour),
        _spelled_half.set_parse_action(_bare),
    ]
)
_marks = pp.ZeroOrMore(
    rx(r"-?ish\b|[\s,]*or so\b|\bsharp\b|[\s,]*(?:at the (?:very )?)?latest\b|at most\b")
    | rx(r"on the dot\b|exactly\b").suppress()
)
_finish = pp.Opt(_half_sign) + _uncounted
_unsure_one = (
    _words.set_parse_action(_spoken)
    | _dot.set_parse_action(_digital)
    | _four.set_parse_action(_digital)
    | (_gap | _three).set_parse_action(_digital) + (tail | pp.FollowedBy(_half_sign))
)
_sure = (_sure_one + _finish).set_parse_action(_halved)
_lone_hour = _lone.set_parse_action(_bare)
_marked_hour = _lone_hour + rx(r"sharp\b|(?:at the )?latest\b|on the dot\b")
_unsure = (_unsure_one + _finish).set_parse_action(_halved) | _lone_hour + tail
_join = rx(r"-\s?|(?:or|to)\s").suppress()
_any = _sure | _unsure
_lone_low = _sure | _unsure_one | _lone_hour
each_hour = _each.set_parse_action(_each_hour) + tail
_pair = (_lone_low + _join + _any + _uncounted).set_parse_action(_between)
# Two hours that follow each other; any other two numbers may be a date.
_slash = rx(rf"{_BEFORE}(?P<low>{_NUMERAL})/(?P<h>{_NUMERAL})(?![0-9/.:])")
_slash.add_condition(lambda found: int(found["h"]) == int(found["low"]) % 12 + 1)
_slash.add_parse_action(_slashed)
_slashed_hours = (_slash + _finish).set_parse_action(_halved)
_spoken_pair = (
    rx(r"\bbetween\b").suppress()
    + _lone_low
    + rx(r"(?:and|n|to|til)\b|-|&").suppress()
    + (_any | each_hour)
    + _uncounted
).set_parse_action(_between)

sure_clock = (_sure + _marks | _marked_hour.copy()).set_parse_action(_marked)
_one = (
    _spoken_pair
    | _pair
    | _slashed_hours + _marks
    | (_any | _lone_hour + pp.FollowedBy(_marks + tail)) + _marks
).set_parse_action(_marked)
_fixed = rx(rf"{CORRECTION}(?:(?:at|by|around|about)\b)?").suppress()
any_clock = (_one + pp.Opt(_fixed + _one)).set_parse_action(_corrected)

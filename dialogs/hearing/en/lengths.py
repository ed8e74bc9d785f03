"""English lengths of time as a grammar: "an hour or two", "1h30", "2-3 hrs", "30" alone."""

import msgspec
import pyparsing as pp

from dialogs.hearing.en.amounts import adjective, count, ish, one, part
from dialogs.hearing.en.numbers import (
    ANY_UNIT,
    CORRECTION,
    SOME_DAY,
    UNITS,
    Amount,
    article,
    number,
    opening,
    rx,
    tail,
    unit_named,
    word,
)

# By convention, so that a reminder can be set: an evening is four hours, a night ten.
MINUTES = {
    "minute": 1, "hour": 60, "day": 1440, "week": 10080, "fortnight": 20160, "month": 43200,
    "weekend": 2880, "night": 600, "evening": 240, "afternoon": 240, "morning": 240,
}  # fmt: skip
_SPELLED = "two three four five six seven eight nine ten".split()


class Stretch(msgspec.Struct, frozen=True):
    """A length of time as said: `unit` names a counted one; `soft` is a part of the day."""

    minutes: int | None
    span: str
    bound: str
    unit: str = ""
    soft: bool = False


def _counted(minutes: float, span: str, unit: str) -> Stretch:
    return Stretch(round(minutes), span, f"for {span}", unit)


def _phrase(amount: Amount, describing: str, unit: str) -> str:
    whole = int(amount.value)
    if amount.value < 1:
        words = {0.5: "half", 0.25: "a quarter of", 0.75: "three quarters of"}
        if amount.value in words:
            return f"{words[amount.value]} {article(unit)} {unit}"
    if amount.value == 1.5:
        return f"{article(unit)} {unit} and a half"
    if amount.value == whole + 0.5:
        head = _SPELLED[whole - 2] if whole <= 10 else str(whole)
        return f"{head} and a half {unit}s"
    if amount.value == 1 and amount.words in ("1", "a"):
        noun = f"{describing} {unit}".strip()
        return f"{article(noun)} {noun}"
    return " ".join(filter(None, [amount.words, describing, _plural(amount.value, unit)]))


def _plural(value: float, unit: str) -> str:
    return unit if value == 1 else unit + "s"


def _simple(tokens: pp.ParseResults) -> Stretch:
    amount, *describing, unit = tokens
    if (amount.words, unit) == ("a few", "minute"):
        amount = Amount(5, amount.words)
    return _counted(amount.value * MINUTES[unit], _phrase(amount, " ".join(describing), unit), unit)


def _with_more(tokens: pp.ParseResults) -> Stretch:
    first, more = tokens
    if first.minutes == 60 and more.value == 30:
        more = Amount(0.5, "a half")
    if more.value >= 1:
        span = f"{first.span} and {more.words} {_plural(more.value, 'minute')}"
        return _counted(first.minutes + more.value, span, "minute")
    minutes = first.minutes + more.value * MINUTES[first.unit]
    if first.minutes == MINUTES[first.unit]:
        return _counted(minutes, f"{first.span} and {more.words}", first.unit)
    counted, _, unit = first.span.rpartition(" ")
    return _counted(minutes, f"{counted} and {more.words} {unit}", first.unit)


def _hours_minutes(tokens: pp.ParseResults) -> Stretch:
    hours, minutes = tokens
    first = _counted(hours.value * 60, _phrase(hours, "", "hour"), "hour")
    return _with_more(pp.ParseResults([first, minutes])) if minutes.value else first


def _ranged(tokens: pp.ParseResults) -> Stretch:
    low, join, high, unit = tokens
    first = "one" if low.words == "a" else low.words
    span = f"{first} {join} {_phrase(high, '', unit)}"
    return _counted(high.value * MINUTES[unit], span, unit)


def _from_to(tokens: pp.ParseResults) -> Stretch:
    low, join, high = tokens
    minutes = max(low.minutes, high.minutes)
    return _counted(minutes, f"{low.span} {join} {high.span}", high.unit)


def _or_more(tokens: pp.ParseResults) -> Stretch:
    low, join, high = tokens
    if low.unit == "hour" and high.value >= 10:
        span = f"{low.span} {join} {high.words} minutes"
        return _counted(max(low.minutes, high.value), span, "minute")
    return _counted(high.value * MINUTES[low.unit], f"{low.span} {join} {high.words}", low.unit)


def _corrected(tokens: pp.ParseResults) -> Stretch:
    first, amount = tokens
    minutes = amount.value * MINUTES[first.unit]
    return _counted(minutes, _phrase(amount, "", first.unit), first.unit)


def _keeps_unit(tokens: pp.ParseResults) -> bool:
    value = tokens[1].value
    return bool(value >= 5 if tokens[0].unit == "minute" else value <= 5)


def _chained(tokens: pp.ParseResults) -> Stretch:
    first: Stretch = tokens[0]
    if len(tokens) == 1 or (len(tokens) == 2 and not _is_long(first)):
        return first
    if len(tokens) == 2:
        return _with_more(tokens)
    return _from_to(tokens) if isinstance(tokens[2], Stretch) else _or_more(tokens)


def _slashed(tokens: pp.ParseResults) -> list[Amount | str]:
    low, high = str(tokens[0]).split("/")
    return [Amount(float(low), low), "or", Amount(float(high), high)]


def _alone(tokens: pp.ParseResults) -> Stretch:
    amount: Amount = tokens[0]
    unit = "hour" if amount.value < 5 else "minute"
    return _counted(amount.value * MINUTES[unit], _phrase(amount, "", unit), unit)


def _can_stand_alone(tokens: pp.ParseResults) -> bool:
    value: float = tokens[0].value
    return 1 <= value <= 5 or (10 <= value <= 180 and value == int(value))


def _roughly(tokens: pp.ParseResults) -> Stretch:
    stretch: Stretch = tokens[0]
    if len(tokens) == 1:
        return stretch
    return _counted(stretch.minutes or 0, f"{stretch.span} or so", stretch.unit)


def _is_long(stretch: Stretch) -> bool:
    return stretch.unit in ("hour", "day", "week") and (stretch.minutes or 0) % 60 == 0


_unit = unit_named("weekend", *(name for name in UNITS if name != "weekend"))
_describing = pp.ZeroOrMore(adjective)
_hyphen = pp.Opt(rx("-").suppress())
_simple_length = (count + pp.Opt(ish) + _describing + _hyphen + _unit).set_parse_action(_simple)
# "A minute" is no minute.
_simple_length.add_condition(lambda found: found[0].span != "a minute")
_digital = rx(
    r"(?<![\w.,:/])(?P<h>[0-9]):(?P<m>[0-5][0-9])\s?(?:hours?|hrs?|h)\b"
).set_parse_action(
    lambda found: [Amount(float(found["h"]), found["h"]), Amount(float(found["m"]), found["m"])]
)
# "hour or so" with nothing before it is a length only where the answer begins.
_an_hour = (opening + pp.Opt(word("quick")) + unit_named("hour")).set_parse_action(
    lambda: _counted(60, "an hour", "hour")
)
_first = _simple_length | _an_hour
_not_counted = pp.NotAny(rx(rf"(?:{ANY_UNIT})\b|[ap]\.?m\b|[:.][0-9]"))
_to = rx(r"[-/]|\b(?:to|till?)\b").set_parse_action(pp.replace_with("to"))
_or = rx(
    r"[\s,?.]*(?:\b(?:or|maybe|perhaps|prob\w*|(?:but |and )?(?:(?:could|might|may) be|up to))\b[\s,]*)+"
).set_parse_action(pp.replace_with("or"))
# "5 mins, 10 at most": the most stands last.
_most = rx(r"\s*[,.]\s*(?=[^,.]{1,20}\b(?:at (?:the )?(?:very )?most|max|tops|maximum)\b)")
_most.set_parse_action(pp.replace_with("or"))
_and = pp.Opt(rx(r"\b(?:and|n|plus)\b|&").suppress())
_glued_minutes = rx(r"(?<=[hrs])[0-5][0-9](?![0-9])").set_parse_action(
    lambda tokens: Amount(float(tokens[0]), str(tokens[0]))
)
_loose_minutes = (number + _not_counted + tail).add_condition(
    lambda found: 5 <= found[0].value < 60
)
_more = (
    number + unit_named("minute").suppress()
    | _glued_minutes + pp.Opt(unit_named("minute").suppress())
    | part + tail
    | _loose_minutes
)
_bare_hour = unit_named("hour").set_parse_action(lambda: _counted(60, "an hour", "hour"))
# "An hour hour and a half": the second hour, though nothing joins them.
_next_hour = rx(r"[\s,]*(?=h(?:ou)?r\b)").set_parse_action(pp.replace_with("or"))
_high_length = ((_simple_length | _bare_hour) + pp.Opt(_and + _more)).set_parse_action(_chained)
_high = number + pp.Opt(ish) + pp.ZeroOrMore(adjective.suppress()) + _hyphen + _unit
_low = number + pp.Opt(unit_named("hour", "minute", "day").suppress()) | one
_range = (_low + (_to | _or) + _high).set_parse_action(_ranged)
_between_and = rx(r"\b(?:and|n|to|til)\b|&|-").set_parse_action(pp.replace_with("to"))
_between = (word("between", "btwn?") + number + _between_and + _high).set_parse_action(_ranged)
_between |= (
    word("between", "btwn?") + _simple_length + _between_and + _high_length
).set_parse_action(_from_to)
_slash = rx(r"(?<![\w/.])[0-9]{1,2}/[0-9]{1,2}(?![\d/])").set_parse_action(_slashed)
_slashed_range = (_slash + _unit).set_parse_action(_ranged)
# What may follow a first length; told apart by the words that join them, none for minutes.
_second = _and + _more | (_to | _or | _most | _next_hour) + (
    _high_length | number + _not_counted + tail
)
_chain = (_first + pp.Opt(_second)).set_parse_action(_chained)
_fix = rx(CORRECTION).suppress()
_fixed = (_chain + _fix + number + _not_counted + tail).add_condition(_keeps_unit)
_fixed.add_parse_action(_corrected)
_or_so = rx(r"[\s,]*\bor (?:so|thereabouts)\b|\s?-?ish\b")
_digital_length = _digital.copy().add_parse_action(_hours_minutes)
_length = _range | _between | _fixed | _chain | _digital_length | _slashed_range
_cue = word("give me", "gimme", "another", "need", "want", "for", "take", "back in", "home in")
_not_clock = _not_counted + pp.NotAny(
    word(
        SOME_DAY,
        "today",
        "in the",
        "at the",
        "at night",
        "latest",
        "sharp",
        "on",
    )
)
_lone_amount = number.copy().add_condition(_can_stand_alone) + pp.Opt(ish) + _not_clock + tail
lone_number = _lone_amount.set_parse_action(_alone)
_lone_length = _cue + lone_number | opening + pp.Opt(word("in")) + lone_number
counted_length = (_length + pp.Opt(_or_so)).set_parse_action(_roughly) | _lone_length

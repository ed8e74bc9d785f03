"""How many of a unit, in English: "half an", "a couple of", "2½", "the next two", "1/2"."""

import pyparsing as pp

from dialogs.hearing.en.numbers import Amount, named, number, rx, word

_QUARTERS = Amount(0.75, "three quarters of")
_QUARTER = Amount(0.25, "a quarter of")
HALF = Amount(0.5, "half")


def _with_half(tokens: pp.ParseResults) -> Amount:
    return Amount(tokens[0].value + 0.5, "")


def _coming(tokens: pp.ParseResults) -> Amount:
    lead, *counted = tokens
    return Amount(counted[0].value, f"{lead} {counted[0].words}") if counted else Amount(1, lead)


_of_a = r"(?:(?: of)?[\s-](?:an?|the)\b)?"
_three_quarters = rx(rf"(?<![\w/])(?:three[\s-]quarters?\b|3/4|¾){_of_a}")
_quarter = rx(rf"(?<![\w/])(?:(?:a |1 )?(?:quarter|qtr)\b|1/4|¼){_of_a}")
_half = rx(
    rf"(?<![\w/])(?:(?:a )?(?:half|hlf|hlaf|haf|halfe)\b|1/2|½|0?[.,]50?(?![\d.,])){_of_a}-?"
)
_and_a_half = rx(r"(?:(?:and|&|n)\s(?:an? )?half\b|1/2(?![\d/])|½)(?: an?\b)?").suppress()
_couple = named(
    r"(?:a )?(?:couple|coupla|cpl|cuple|copule|couplea)(?: of| o)?", Amount(2, "a couple of")
)
_few = named(r"(?:a )?(?:good )?few", Amount(3, "a few"))
_lead = named("the next", "the next") | named("another", "another")

one = named("an?", Amount(1, "a"))
count = pp.MatchFirst(
    [
        _three_quarters.set_parse_action(pp.replace_with(_QUARTERS)),
        _quarter.set_parse_action(pp.replace_with(_QUARTER)),
        _half.set_parse_action(pp.replace_with(HALF)),
        (number + _and_a_half).set_parse_action(_with_half),
        _couple,
        _few,
        named("several", Amount(4, "several")),
        (_lead + pp.Opt(number)).set_parse_action(_coming),
        (named("next", "the next") + number).set_parse_action(_coming),
        number,
        one,
    ]
)
ish = rx(r"-?ish\b|\bodd\b").suppress()
_kept = rx(r"\b(?:good|solid|full|whole|quiet|proper|entire|extra)\b")
_dropped = word(
    "quick", "clear", "nice", "little", "straight", "uninterrupted", "lovely", "wee", "more"
)
adjective = _kept.set_parse_action(pp.common.downcase_tokens) | _dropped
# A part of one after the unit: "an hour and a half".
part = (
    named("(?:a )?half", Amount(0.5, "a half"))
    | named("(?:a )?quarter", Amount(0.25, "a quarter"))
    | named("three quarters", Amount(0.75, "three quarters"))
)

"""English stretches of the calendar as a grammar: "all evening", "the weekend", "overnight"."""

import pyparsing as pp

from dialogs.hearing.en.lengths import MINUTES, Stretch
from dialogs.hearing.en.numbers import PARTS, TONIGHT, opening, rx, unit_named, word

_DAYPARTS = {name: MINUTES[name] for name in (*PARTS, "day", "weekend", "week", "month")}
_part = unit_named("weekend", *(name for name in _DAYPARTS if name != "weekend"))


def _all(tokens: pp.ParseResults) -> Stretch:
    name = tokens[0]
    return Stretch(MINUTES[name], f"the whole {name}", f"all {name}")


def _whole(tokens: pp.ParseResults) -> Stretch:
    name = tokens[0]
    return Stretch(MINUTES[name], f"the whole {name}", f"for the whole {name}")


def _the(tokens: pp.ParseResults) -> Stretch:
    name = tokens[0]
    return Stretch(MINUTES[name], f"the {name}", f"for the {name}", soft=name in PARTS)


def _this(tokens: pp.ParseResults) -> Stretch:
    name = tokens[0]
    return Stretch(MINUTES[name], f"the {name}", f"this {name}", soft=True)


def _fixed(minutes: int | None, span: str, bound: str) -> pp.ParseAction:
    return lambda _tokens: [Stretch(minutes, span, bound, soft=True)]


def _rest(tokens: pp.ParseResults) -> Stretch:
    name = str(tokens[0]).lower()
    name = name if name in ("today", "tonight") else f"the {name}"
    return Stretch(None, f"the rest of {name}", f"for the rest of {name}")


def _most(tokens: pp.ParseResults) -> Stretch:
    return Stretch(None, f"most of the {tokens[0]}", f"for most of the {tokens[0]}")


_its = word("the", "my", "this", "our", "tonight", "today")
_today = rx(r"\b(?:today|tonight)\b")
_cue = opening | word("for", "need", "want", "take", "have", "just", "only", "over")
_rest_of = word("the rest of", "rest of", "remainder of")
_spoken = [
    (_rest_of + (pp.Opt(_its) + _part | _today)).set_parse_action(_rest),
    (word("most of", "much of") + _its + _part).set_parse_action(_most),
    (word("all of") + word("the", "this") + _part).set_parse_action(_whole),
    (word("all") + pp.Opt(word("the", "this")) + _part).set_parse_action(_all),
    (
        pp.Opt(word("the", "this", "my", "one"))
        + word("whole", "entire", "full", "hole")
        + pp.Opt(word("damn", "of", "bloody"))
        + _part
    ).set_parse_action(_whole),
    (word("this") + _part).set_parse_action(_this),
    (opening + word("arvo")).set_parse_action(_fixed(240, "the afternoon", "this afternoon")),
    word(TONIGHT).set_parse_action(_fixed(240, "the evening", "tonight")),
    word("overnight", "over night", "over-night").set_parse_action(
        _fixed(600, "the night", "overnight")
    ),
    (_cue + word("today", "2day")).set_parse_action(_fixed(1440, "the day", "today")),
    (word("over the") + _part).set_parse_action(
        lambda found: Stretch(MINUTES[found[0]], f"the {found[0]}", f"over the {found[0]}")
    ),
    (
        _cue + word("the", "my") + _part + pp.NotAny(word("after", "before", "when"))
    ).set_parse_action(_the),
    (opening + unit_named("weekend", "fortnight")).set_parse_action(
        lambda found: Stretch(
            MINUTES[found[0]],
            f"{'the' if found[0] == 'weekend' else 'a'} {found[0]}",
            f"for {'the' if found[0] == 'weekend' else 'a'} {found[0]}",
        )
    ),
]
calendar_stretch = pp.MatchFirst(_spoken)

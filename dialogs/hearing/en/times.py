"""English moments as a grammar: a clock, a day or an event, and the words that lead to it."""

import re

import msgspec
import pyparsing as pp

from dialogs.hearing.en.clocks import Clock, any_clock, each_hour, sure_clock
from dialogs.hearing.en.days import Day, any_day, day_at_end, part_of_clock
from dialogs.hearing.en.events import any_event, meal
from dialogs.hearing.en.lengths import counted_length, lone_number
from dialogs.hearing.en.numbers import (
    CLOCK_FILLER,
    HOUR_WORDS,
    SPELLED,
    TONIGHT,
    clock_opening,
    here,
    named,
    one_named,
    rx,
    tail,
    word,
)
from dialogs.hearing.en.points import Point, Said, back_form, bound_form, with_part
from dialogs.hearing.en.stretches import calendar_stretch


def _of_said(tokens: pp.ParseResults) -> Point:
    start, *lead, said = tokens
    name = str(lead[0]) if lead else ""
    shown = "after" if name == "from" else name
    bound = f"until {bound_form(said, '' if name == 'from' else name)}"
    return Point(start, back_form(said, shown), bound, said.clock, said.day)


def _of_till(tokens: pp.ParseResults) -> Point:
    start, till, *rest = tokens
    lead, target = (str(rest[0]) if len(rest) > 1 else ""), rest[-1]
    if isinstance(target, Said):
        back, bound = back_form(target, lead), bound_form(target, lead)
        return Point(start, back, f"{till} {bound}", target.clock, target.day, till=True)
    words, clock, day = _on_its_day(target.words)
    bound = f"after {words}" if lead == "after" else words
    back = bound if lead == "after" else ("when " if target.clause else "by ") + words
    return Point(start, back, f"{till} {bound}", clock, day, till=True)


def _on_its_day(event: str) -> tuple[str, Clock | None, Day | None]:
    words, day = day_at_end(event)
    head, at, last = words.rpartition(" at ")
    clock = next(iter(_last_clock.parse_string(last)), None) if head and at else None
    return (f"{words} {day.back}" if day else words), clock, day


def _of_waited(start: int, lead: str, words: str, clock: Clock | None, day: Day | None) -> Point:
    bound = f"after {words}" if lead == "after" else words
    return Point(start, f"{lead} {words}", f"until {bound}", clock, day)


def _of_meal(tokens: pp.ParseResults) -> Point:
    start, lead, event, *days = tokens
    words = " ".join([event.words, *(day.back for day in days)])
    return _of_waited(start, lead, words, None, days[0] if days else None)


def _of_event(tokens: pp.ParseResults) -> Point:
    start, lead, event = tokens
    words, clock, day = _on_its_day(event.words)
    return _of_waited(start, lead, words, clock, day)


def _of_meal_day(tokens: pp.ParseResults) -> Point:
    start, day, *lead, event = tokens
    words = " ".join([*lead, event.words])
    return Point(start, f"{day.back} {words}", f"until {day.words} {words}", day=day)


def _of_wait(tokens: pp.ParseResults) -> Point:
    start, *lead, stretch = tokens
    word_before = str(lead[0]) if lead else "in"
    return Point(start, f"{word_before} {stretch.span}", stretch.bound, wait=stretch)


def _cued(tokens: pp.ParseResults) -> Point:
    point: Point = tokens[0]
    return msgspec.structs.replace(point, cued=True)


def _whole(tokens: pp.ParseResults) -> Point:
    point: Point = tokens[0]
    return msgspec.structs.replace(point, whole=True)


def _clock_first(tokens: pp.ParseResults) -> Said:
    clock, part, day = [*tokens, None, None][:3]
    return Said(*with_part(clock, part, day)) if part and day else Said(clock, part or day)


def _day_first(tokens: pp.ParseResults) -> Said:
    day, *lead, clock, part = tokens
    if part:
        clock, day = with_part(clock, part, day)
    return Said(clock, day, True, str(lead[0]) if lead else "")


def _day_only(tokens: pp.ParseResults) -> Said:
    return Said(day=tokens[0])


_around = (
    r"around about|round about|at around|at about|around|about|abt|approx(?:imately)?|roughly|circa"
)
_lead = one_named(
    r"(?<![^\W_]){}(?![^\W_])",
    {
        "by around": r"by (?:about|around)",
        "by": r"by|(?:no|not) later than|at the latest(?: by)?|latest",
        "from": r"not (?:before|un?till?|till?)|no earlier than",
        "just after": r"(?:shortly|just|a bit|sometime) after|just past",
        "after": r"(?:sometime |some time |any ?time )?after|past|from",
        "before": "before",
        "towards": "towards?",
        "around": rf"(?:sometime |some time )?(?:{_around})",
        "at": r"at(?: exactly)?",
    },
) | rx("[~@]").set_parse_action(lambda found: "around" if found[0] == "~" else "at")
_till = named(r"'?til|till|tilll", "till") | named(
    r"until|untill|untl|unitl|untli|til until", "until"
)
_till |= named("from now (?:to|on till)", "until") | named("up (?:till|until)", "until")
_last_clock = pp.Opt(any_clock + pp.StringEnd())
_hedge = pp.Opt(word("like", "maybe", "probably", "prob", "at least", "say"))
_hedged = _lead + _hedge
_comma = pp.Opt(rx(",").suppress())
_in_part = pp.Opt(part_of_clock, default=None)
_dated = _in_part + pp.Opt(_comma + any_day, default=None)
_with_day = (any_clock + _dated | each_hour).set_parse_action(_clock_first)
_sure_with_day = (sure_clock + _dated).set_parse_action(_clock_first)
_day_clock = (any_day + _comma + pp.Opt(_hedged) + any_clock + _in_part).set_parse_action(
    _day_first
)
_day_alone = any_day.copy().add_parse_action(_day_only)
_said = _day_clock | _with_day | _day_alone
# A day that only opens a sentence ("Sunday was hard") is no answer.
_answered = _day_clock | _with_day | _day_alone + tail
_led = (here() + _hedged + _said).set_parse_action(_of_said)
_unled = (here() + _answered).set_parse_action(_of_said)
_led_clock = (here() + _hedged + (_with_day | _day_clock)).set_parse_action(_of_said)
_sure = (here() + _sure_with_day).set_parse_action(_of_said)

_after = named("(?:right |just )?after", "after")
_till_said = here() + _till + _hedge + pp.Opt(_lead) + _said
_till_event = here() + _till + _hedge + pp.Opt(_after) + any_event
_until = (_till_said | _till_event).set_parse_action(_of_till)
_conjunction = one_named(
    r"\b{}\b",
    {
        "by the time": "by the time",
        "as soon as": "(?:as )?soon as",
        "when": "(?:only |just )?when|wen|whn",
        "once": "once",
        "straight after": "straight after",
        "after": "(?:right |just )?after",
        "before": "before",
    },
)
_event = (here() + _conjunction + any_event).set_parse_action(_of_event)
_meal_lead = named("in time for", "in time for") | named("for", "for") | _lead
_at_meal = (
    here()
    + (_meal_lead | pp.Empty().set_parse_action(lambda: ["at"]))
    + meal
    + pp.Opt(_comma + any_day)
).set_parse_action(_of_meal)
_within = named("within", "within") | named("in|(?:give|leave) it(?: for)?", "in")
_wait = (here() + _within + _hedge + (counted_length | calendar_stretch)).set_parse_action(_of_wait)
_short_wait = (here() + named("in", "in") + lone_number).set_parse_action(_of_wait)
_from_now = (
    here() + counted_length + word("from now", "later", "time").set_parse_action(lambda: [])
).set_parse_action(_of_wait)

_back_word = word(
    "back", "bk", "home", "return(?:ing)?", "ready", "available", "here", "see (?:you|u|ya)", "talk",
    "come (?:and )?find (?:you|u)", "check in", "catch up", "meet", "be around", "with you", "yours",
)  # fmt: skip
_filler = rx(rf"(?:[\s,]*{CLOCK_FILLER})*").suppress()
_meal_time = pp.Opt(one_named(r"\b{}\b", {"after": "after", "before": "before", "at": "at"})) + meal
_meal_day = (here() + any_day + _meal_time).set_parse_action(_of_meal_day)
_anything = _meal_day | _until | _wait | _short_wait | _led | _event | _at_meal | _unled
_after_back = (_back_word + _filler + _anything).set_parse_action(_cued)
_answer = (clock_opening + _anything).set_parse_action(_whole)
_loose_wait = _wait | _from_now
_COUNT = (
    rf"an?|half|hlaf|hlf|haf|quarter|qtr|{SPELLED}|couple|coupla|cpl|cuple|copule|couplea|few|good|"
    "several|another|the"
)
_LENGTH_STARTS = (
    rf"[0-9½¼¾]|[.,]5|(?:{_COUNT}|next|my|this|rest|remainder|most|much|all|whole|entire|full|hole|"
    rf"{TONIGHT}|over\w*|between|give|gimme|need|want|for|take|back|home|have|just|only)\b"
)
_MOMENT_STARTS = (
    rf"[0-9~@]|'?til+\b|(?:{_COUNT}|until\w*|unt\w*|unit\w*|up|noon\w*|mid\w*|between|by|at|round|around|"
    r"about|abt|approx\w*|roughly|circa|some|sometime|any|anytime|no|not|shortly|just|past|after|before|"
    r"towards?|from|latest|in|within|give|leave|back|bk|home|return\w*|ready|available|here|see|talk|come|check|"
    rf"catch|meet|be|with|yours)\b|(?:{HOUR_WORDS})-?ish\b"
)


def _document(item: pp.ParserElement, starts: str) -> pp.ParserElement:
    """A whole text: the items in it, as (item, end), and what lies between them."""
    placed = (here() + item + here().leave_whitespace()).set_parse_action(
        lambda found: [tuple(found)]
    )
    start = rf"(?<![^\W_])(?={starts})"
    between = rx(rf"(?:(?!{start})[\s\S])+").suppress()
    return pp.Opt(placed) + pp.ZeroOrMore(between | placed | rx(r"\w+|[\s\S]").suppress())


lengths = _document(counted_length | calendar_stretch, _LENGTH_STARTS)
moments = _document(
    _after_back | _answer | _until | _led_clock | _loose_wait | _sure, _MOMENT_STARTS
)
# Where a time may begin, to keep a long text from costing long.
candidate = re.compile(rf"(?<![^\W_])(?:{_LENGTH_STARTS}|{_MOMENT_STARTS})", re.IGNORECASE)

# Words that stand beside a time and say nothing more.
BESIDE = frozenset(
    "i ill ll we well be will back home again then ok okay just maybe perhaps please pls about "
    "around for till until by at or so like say probably max tops ish say said the this".split()
)
# Without one of these nothing is a time.
TIMELY = re.compile(
    r"\d|[½¼¾]|\b(?:half|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety|"
    r"couple|few|several|noon|midday|midnight|midnite|lunch\w*|dinner\w*|supper|breakfast|brunch|tea|tea\w*|bed\w*|"
    r"sun\w*|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|to(?:day|night|morrow|moz)|tonite|tmrw?|2moro|"
    r"later|soon|after|before|till?|until|by|when|once|arvo)\b|"
    r"\w*(?:min|sec|hour|hr|day|week|wk|month|year|night|even|morn|afternoon|dawn|dusk|weekend)\w*|\w{3,}ish\b",
    re.IGNORECASE,
)

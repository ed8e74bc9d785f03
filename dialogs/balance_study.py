"""The balance: where eight answers lie between room and closeness, and what may fit next."""

from dialogs.findings import Findings
from dialogs.hearing.heard import Hearing
from dialogs.session import Slots, Value

ROOM = ("own_time", "say_no", "own_things", "wait")
CLOSE = ("know", "warmth", "errands", "sure")
# A high answer to these means little of it.
TURNED = ("wait", "errands")
LOW, HIGH = 1, 5
# Of four statements, an axis needs this many answers.
ENOUGH = 2
# In tenths of a point: the middle of the scale, and how far round it the middle field reaches.
MIDDLE, REACH = 30, 4
LITTLE = 2

# What the study may say.
PROMPTS = (
    "field_room_close",
    "field_room_far",
    "field_tight_close",
    "field_tight_far",
    "field_middle",
    "no_costs",
    "guesses",
    "since",
    "too_few",
)


def balance(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """Find both axes, the field they make, and the script that may fit next."""
    room, close = score(slots, ROOM), score(slots, CLOSE)
    found: dict[str, Value | None] = {
        "room_score": _tenths(room),
        "close_score": _tenths(close),
        "their_room": _tenths(_guess(slots, "guess_room")),
        "their_close": _tenths(_guess(slots, "guess_close")),
        "field": None,
        "their_field": _their_field(slots),
        "next_script": None,
    }
    if room is None or close is None:
        return Findings(["too_few"], found)
    found["field"] = Value(pick=field(room, close))
    script, why = likely_next(slots, room, close)
    found["next_script"] = Value(pick=script, forms={"why": why})
    return Findings(_said(slots, field(room, close)), found)


def score(slots: Slots, statements: tuple[str, ...]) -> int | None:
    """The mean of an axis in tenths, 10 to 50; None where too little was answered."""
    points = [
        LOW + HIGH - point if each in TURNED else point
        for each in statements
        if (point := _point(slots, each)) is not None
    ]
    if len(points) < ENOUGH:
        return None
    # Half a tenth goes up, for whoever adds it up by hand.
    return (20 * sum(points) + len(points)) // (2 * len(points))


def field(room: int, close: int) -> str:
    """Which of the four fields two scores lie in, or the middle."""
    if abs(room - MIDDLE) <= REACH and abs(close - MIDDLE) <= REACH:
        return "middle"
    across = "room" if room >= MIDDLE else "tight"
    return f"{across}_{'close' if close >= MIDDLE else 'far'}"


def likely_next(slots: Slots, room: int, close: int) -> tuple[str, str]:
    """The script that may fit next, and why."""
    alone = "living" in slots and slots["living"].pick == "alone"
    say_no, sure = _point(slots, "say_no"), _point(slots, "sure")
    if say_no == LOW:
        # A no that costs dearly may not be safe to say: nothing here that is said to anybody.
        return "my_own_life", "no_costs"
    if say_no is not None and say_no <= LITTLE:
        return "boundary", "say_no"
    where = field(room, close)
    if alone:
        return _next_alone(where)
    if sure is not None and sure <= LITTLE:
        return "security", "sure"
    return _next_for_two(slots, where)


def _next_alone(where: str) -> tuple[str, str]:
    if where in ("tight_close", "tight_far"):
        return "my_own_life", "tight"
    return ("ritual", "far") if where == "room_far" else ("reflection", "steady")


def _next_for_two(slots: Slots, where: str) -> tuple[str, str]:
    steered = {
        "tight_close": ("ask_for_space", "tight"),
        "tight_far": ("i_you_we", "both"),
        "room_far": ("ritual", "far"),
    }
    if where in steered:
        return steered[where]
    their_room, their_close = _point(slots, "guess_room"), _point(slots, "guess_close")
    if their_room is not None and their_room <= LITTLE:
        return "partner_needs_space", "their_room"
    if their_close is not None and their_close <= LITTLE:
        return "ritual", "their_close"
    return "reflection", "steady"


def _said(slots: Slots, where: str) -> list[str]:
    prompts = [f"field_{where}"]
    if "before_room" in slots and "before_close" in slots:
        prompts.append("since")
    if "guess_room" in slots and "guess_close" in slots:
        prompts.append("guesses")
    if _point(slots, "say_no") == LOW:
        prompts.append("no_costs")
    return prompts


def _point(slots: Slots, name: str) -> int | None:
    return slots[name].number if name in slots else None


def _guess(slots: Slots, name: str) -> int | None:
    point = _point(slots, name)
    return None if point is None else 10 * point


def _their_field(slots: Slots) -> Value | None:
    room, close = _guess(slots, "guess_room"), _guess(slots, "guess_close")
    return None if room is None or close is None else Value(pick=field(room, close))


def _tenths(number: int | None) -> Value | None:
    """A score as a slot: in tenths, and as it is written."""
    return None if number is None else Value(said=f"{number / 10:.1f}", number=number)


BALANCE_STUDIES = {"balance": balance}

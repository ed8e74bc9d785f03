"""The menu: what is unfinished, one suggestion with its reason, and every script."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from bot import agenda, nights
from bot.front import DOORS, MAIN_SCRIPT, behind
from bot.keepsakes import mark
from bot.phrasebook import PHRASE
from bot.record import Button, Night, Record
from bot.said import Line, Said, desk_bubble
from bot.speech import SAFETY, in_rows
from dialogs.answers import Setting

if TYPE_CHECKING:
    from bot.desk import Desk

REPAIR, PRACTICE, BALANCE = "repair", "practice", "balance"
REFLECTION, RITUAL, REHEARSE, CARDS = "reflection", "ritual", "rehearse", "learn"
OWN_LIFE = "my_own_life"
A_DAY_OR_TWO = timedelta(days=2)
A_WHILE = timedelta(days=4)
WEEKS_BETWEEN = timedelta(weeks=4)
LITTLE = 2
# In tenths of a point; the middle is 30.
LOW = 26
UNFINISHED_SHOWN = 3


class Suggestion(msgspec.Struct, frozen=True):
    """One thing to do now: a script, the desk's words on why, and what those words name."""

    script: str
    reason: str
    about: dict[str, str | int] = msgspec.field(default_factory=dict)
    token: str = ""


Rule = Callable[["Desk", Record, Setting], Suggestion | None]


def menu(desk: "Desk", record: Record, args: str, setting: Setting) -> Said:
    """Every script, with what is unfinished on top and one suggestion."""
    rows = [[each] for each in _unfinished(desk, record, setting)]
    found = suggestion(desk, record, setting)
    prompts = ["menu_open" if rows else "menu"]
    if found is not None:
        prompts.append(f"suggest_{found.reason}")
        suggested = desk.topic_door(found.script, setting)
        suggested.token = found.token or suggested.token
        rows.append([suggested])
    taken = {button.token for row in rows for button in row}
    scripts = dict.fromkeys(chain(*(behind(desk, door) for door in DOORS)))
    doors = [desk.topic_door(each, setting) for each in scripts]
    rows += in_rows([each for each in doors if each.token not in taken])
    rows.append([desk.door("keepsakes", setting), desk.door("settings", setting)])
    about = found.about if found else {}
    return Said([Line(desk_bubble(*prompts, **about), rows)])


def _unfinished(desk: "Desk", record: Record, setting: Setting) -> Iterator[Button]:
    """A button for each dialog left in the middle, the newest first."""
    open_now = [record.session] if record.session else []
    scripts = [each.stack[0].script for each in [*record.shelf, *open_now] if each.stack]
    for script in list(dict.fromkeys(reversed(scripts)))[:UNFINISHED_SHOWN]:
        if desk.speech.knows("topic", script, setting.language):
            go_on = desk.speech.label("way", "go_on", setting.language)
            topic = desk.speech.label("topic", script, setting.language)
            yield Button(f"{go_on}: {topic}", f"/resume {script}")
        else:
            yield desk.door("resume", setting)


def suggestion(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """What may fit now, by the first rule that has something; nothing while there is danger."""
    session = record.session
    if session is not None and session.stack[0].script.startswith(SAFETY):
        return None
    open_now = session.stack[0].script if session is not None else ""
    found = (rule(desk, record, setting) for rule in RULES)
    here = (each for each in found if each and each.script in desk.engine.scripts)
    return next((each for each in here if each.script != open_now), None)


# The rules, the most pressing first.


def open_return(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """They promised to be back, and the hour has not come yet."""
    for errand in record.errands:
        if errand.kind == agenda.RETURN:
            at = datetime.fromisoformat(errand.at).astimezone(setting.now.tzinfo)
            return Suggestion(REPAIR, "return", {"hour": at.strftime("%H:%M")})
    return None


def meant_for_today(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """Something planned falls on today."""
    for errand in record.errands:
        at = datetime.fromisoformat(errand.at).astimezone(setting.now.tzinfo)
        if errand.kind == agenda.PLANNED and at.date() == setting.now.date():
            kind = errand.about["kind"].said
            script = kind if kind in desk.engine.scripts else PRACTICE
            return Suggestion(script, "planned", {"phrase": errand.about["what"].said})
    return None


def intended(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """Last evening they meant to do something."""
    last, ago = _last_night(record, setting)
    if last is None or ago != timedelta(days=1) or not last.intention:
        return None
    return Suggestion(REFLECTION, "intended", {"intention": last.intention}, "/reflect")


def yesterday(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """Last evening there was little room, or little closeness."""
    last, ago = _last_night(record, setting)
    if last is None or ago > timedelta(days=1):
        return None
    room, close = last.room or LITTLE + 1, last.close or LITTLE + 1
    if room <= LITTLE and room <= close:
        return Suggestion(MAIN_SCRIPT, "little_room")
    return Suggestion(RITUAL, "little_close") if close <= LITTLE else None


def lean(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """Their balance of these days leans to one side."""
    last = record.balances[-1] if record.balances else None
    if last is None or _ago(last.date, setting) > A_DAY_OR_TWO or min(last.room, last.close) >= LOW:
        return None
    if last.room <= last.close:
        return Suggestion(OWN_LIFE, "lean_room")
    return Suggestion(RITUAL, "lean_close")


def balance_again(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """It is weeks since they looked at how the two of them are."""
    ago = _ago(record.balances[-1].date, setting) if record.balances else timedelta(0)
    return Suggestion(BALANCE, "balance", {"weeks": ago.days // 7}) if ago > WEEKS_BETWEEN else None


def no_evening_lately(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """They used to look back on their evenings."""
    last, ago = _last_night(record, setting)
    if last is None or ago < A_WHILE:
        return None
    return Suggestion(REFLECTION, "evening", {"count": ago.days}, "/reflect")


def never_tried(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """A sentence was kept that was never tried on anybody."""
    for kept in reversed(record.phrasebook):
        if kept.kind == PHRASE and not kept.tried:
            return Suggestion(
                REHEARSE, "rehearse", {"phrase": kept.text}, f"/rehearse {mark(kept)}"
            )
    return None


def a_card(desk: "Desk", record: Record, setting: Setting) -> Suggestion | None:
    """Nothing presses; there is always something to read."""
    return Suggestion(CARDS, "card")


RULES: tuple[Rule, ...] = (
    open_return,
    meant_for_today,
    intended,
    yesterday,
    lean,
    balance_again,
    no_evening_lately,
    never_tried,
    a_card,
)


def _last_night(record: Record, setting: Setting) -> tuple[Night | None, timedelta]:
    """The last evening that was looked back on, and how long ago it was."""
    if not record.nights:
        return None, timedelta(0)
    last = record.nights[-1]
    return last, _ago(last.date, setting)


def _ago(date: str, setting: Setting) -> timedelta:
    """How many evenings ago a date was."""
    return nights.night_of(setting.now, setting.now.tzinfo or UTC) - nights.day(date)

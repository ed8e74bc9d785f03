"""Acts: deeds that a script may name on entering a state.

Each gets what the script was going to say, and gives back what is said instead.
"""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from bot import (
    agenda,
    balance,
    evening,
    journal,
    keepsakes,
    leaving,
    nights,
    phrasebook,
    settings_desk,
)
from bot.front import MAIN_SCRIPT
from bot.phrasebook import PHRASE
from bot.record import Danger, Errand, Record
from bot.said import Line, Said, desk_bubble, desk_line
from bot.speech import SAFETY
from dialogs.answers import Setting
from dialogs.hearing.schedule import Wish
from dialogs.readers import NTH
from dialogs.session import Slots, Value

if TYPE_CHECKING:
    from bot.desk import Desk

FORGET_SCRIPT = "forget_me"
CARDS_REMEMBERED = 30

Act = Callable[["Desk", Record, Slots, Said, Setting], Said]


def keep_phrase(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Keep the chosen sentence, and offer what can be done with it."""
    text = slots["chosen"].said
    phrasebook.keep(record, text, setting.now)
    kept = next(line for line in said.lines if line.bubble.closed)
    kept.buttons = [
        *desk.phrase_buttons(text, setting),
        [desk.door("rehearse", setting), desk.door("phrases", setting)],
    ]
    record.known = {"chosen": slots["chosen"]}
    return said


def keep(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Keep what came of a script: a ritual, a step, a reading."""
    kept = next(line for line in said.lines if line.bubble.closed)
    phrasebook.keep(record, slots["chosen"].said, setting.now, kept.bubble.script)
    kept.buttons = [[desk.door("keepsakes", setting)]]
    return said


def follow_up(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Ask in a week how it went with what was kept last."""
    at = agenda.decent(setting.now + timedelta(days=6), setting.now.tzinfo or UTC)
    _plan(record, slots["chosen"], nights.stamp(at))
    return said


def ask_again_at(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Come back to what was kept at the time that they named."""
    at = nights.back_at([slots["remind_at"]] if "remind_at" in slots else [], None, setting.now)
    if at is None:
        return said
    scripts = [
        line.bubble.script for line in said.lines if line.bubble.script in desk.engine.scripts
    ]
    about = {"what": slots["chosen"], "kind": Value(said=scripts[-1] if scripts else PHRASE)}
    agenda.promise(record, Errand(agenda.PLANNED, nights.stamp(at), about))
    hour = at.astimezone(setting.now.tzinfo).strftime("%H:%M")
    return Said([*said.lines, Line(desk_bubble("return_promised", when=hour))])


def _plan(record: Record, chosen: Value, at: str) -> None:
    """Put a look back at what was kept on the agenda; `kind` says what kind of keepsake it is."""
    text = chosen.said
    kind = next((each.kind for each in record.phrasebook if each.text == text), PHRASE)
    about = {"what": Value(said=text), "kind": Value(said=kind), "follows": Value(yes=True)}
    agenda.promise(record, Errand(agenda.PLANNED, at, about))


def note_card(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Remember which cards were read, so that others come first."""
    if read := slots.get("read"):
        record.read = read.picks[-CARDS_REMEMBERED:]
    return said


def change_keepsake(
    desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting
) -> Said:
    """Put a keepsake in the words that were typed."""
    keepsakes.replace(record, slots["old"].said, slots["chosen"].said)
    said.lines[-1].buttons = [[desk.door("keepsakes", setting)]]
    return said


def keep_plan(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Keep a safety plan among the phrases."""
    phrasebook.keep(record, slots["chosen"].said, setting.now)
    return said


def forget(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Erase the person; what would have come next belongs to somebody no longer known."""
    said.erase = True
    _keep_lines(said, FORGET_SCRIPT)
    return said


def pick_up(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Go on with the dialog that was left in the middle."""
    return leaving.resume(desk, record, "", setting)


def begin_again(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Start the dialog that was left in the middle over."""
    return desk.command(record, "restart", "", setting)


def let_go(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Put the dialog that was left in the middle away."""
    return leaving.cancel(desk, record, "", setting)


def no_look_in(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Do not ask how they are on a later day."""
    if record.danger is not None:
        record.danger.looked_in = True
    return said


def put_away(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """They are not safe: the dialog underneath waits on the shelf, and nothing comes after."""
    kind = slots.get("kind")
    now = setting.now.isoformat(timespec="seconds")
    record.danger = Danger(kind=kind.pick if kind else "", at=now, looked_in=False)
    if record.session is not None:
        leaving.shelve(record, record.session)
    _keep_lines(said, SAFETY)
    return said


def go_on_anyway(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Go on to what was begun before the coach asked whether it is safe to."""
    if record.danger is not None:
        record.danger.at = ""
    if record.shelf:
        return leaving.resume(desk, record, "", setting)
    return desk.go(record, MAIN_SCRIPT, setting)


def keep_zone(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Go by the clock of where they are; say what time it is taken to be."""
    where, which = slots.get("where"), slots.get("which")
    if "zone" in slots:
        return said
    if where is not None and where.picks:
        at = NTH.index(which.pick) if which and which.pick in NTH else 0
        nights.set_zone(record.schedule, where.picks[min(at, len(where.picks) - 1)], setting.now)
    prompt = "zone_set" if record.schedule.zone else "zone_guessed"
    here = setting.now.astimezone(nights.zone_of(record.schedule, setting.now.tzinfo or UTC))
    said.lines.insert(0, Line(desk_bubble(prompt, hour=here.strftime("%H:%M"))))
    return said


def keep_nightly(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Keep the name and the hour of the evening question."""
    name, hour = slots.get("name"), slots.get("hour")
    if name is not None:
        record.profile.name = settings_desk.told_name(name)
    at = hour.at if hour is not None else ""
    evening.apply(record.schedule, Wish(at=at, stop=not at), setting.now)
    said.lines[-1].buttons = desk.doors(record, setting)
    return said


def keep_night(desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting) -> Said:
    """Keep tonight's reflection, and look back where a week or more has gone by."""
    if living := slots.get("living"):
        record.profile.living = living.pick
    record.nights.append(journal.night_from(slots, setting))
    said.lines[-1].buttons = [[desk.door("journal", setting), desk.door("progress", setting)]]
    said.lines += journal.digest(desk, record, setting)
    return said


def promise_return(
    desk: "Desk", record: Record, slots: Slots, said: Said, setting: Setting
) -> Said:
    """Promise to write at the moment at which they come back."""
    at = nights.back_at(
        [slots[each] for each in ("remind_at", "back_at") if each in slots],
        slots.get("how_long"),
        setting.now,
    )
    if at is None:
        return desk_line("return_none", buttons=desk.doors(record, setting))
    about = {"before": slots["before"]} if "before" in slots else {}
    if back := slots.get("back_at"):
        about["back"] = Value(said=back.forms.get("back", ""))
    agenda.promise(record, Errand(agenda.RETURN, nights.stamp(at), about))
    hour = at.astimezone(setting.now.tzinfo).strftime("%H:%M")
    when = Line(desk_bubble("return_promised", when=hour), desk.doors(record, setting))
    return Said([*said.lines, when])


def _keep_lines(said: Said, scripts: str) -> None:
    """Leave only what scripts of that beginning say, without questions."""
    spoken = [line.bubble for line in said.lines if line.bubble.script.startswith(scripts)]
    said.lines = [Line(bubble) for bubble in spoken]


ACTS: dict[str, Act] = {
    each.__name__: each
    for each in (
        keep_phrase,
        keep_plan,
        forget,
        pick_up,
        begin_again,
        let_go,
        no_look_in,
        put_away,
        go_on_anyway,
        keep,
        note_card,
        change_keepsake,
        follow_up,
        ask_again_at,
        keep_zone,
        settings_desk.keep_settings,
        balance.keep_balance,
        keep_nightly,
        keep_night,
        promise_return,
    )
}

"""What the record knows that a script may use, so that nothing is asked twice."""

from datetime import timedelta

from bot import balance, nights
from bot.record import Record
from dialogs.answers import Setting
from dialogs.session import Slots, Value

NOT_ASKED_AGAIN = 60
AWAY_AFTER = timedelta(days=14)


# What the record gives to every script that asks for it, whatever was said in this one.
GIVEN = frozenset(("draw", "night", "name", "living", "zone", "asked", "away", "intended"))
GIVEN |= {"before_room", "before_close", "read", "country"}


def known_to(record: Record, setting: Setting) -> Slots:
    """Values by the names of the slots that take them; a script takes those it declares."""
    profile, schedule = record.profile, record.schedule
    known = dict(record.known)
    known |= {"draw": Value(number=record.serial), "night": Value(number=len(record.nights))}
    if profile.name:
        known["name"] = Value(said=profile.name)
    if profile.country:
        known["country"] = Value(pick=profile.country)
    if profile.living:
        known["living"] = Value(pick=profile.living)
    if schedule.zone:
        known["zone"] = Value(said=schedule.zone)
    if record.read:
        known["read"] = Value(picks=record.read)
    return known | balance.before(record, setting) | _evenings(record, setting)


def _evenings(record: Record, setting: Setting) -> Slots:
    """What the evenings before leave to tonight's."""
    known: Slots = {}
    if not record.nights:
        return known
    last = record.nights[-1]
    asked = [each.question for each in record.nights[-NOT_ASKED_AGAIN:] if each.question]
    known["asked"] = Value(picks=asked)
    zone = setting.now.tzinfo
    assert zone is not None
    ago = nights.night_of(setting.now, zone) - nights.day(last.date)
    if ago > AWAY_AFTER:
        known["away"] = Value(number=ago.days)
    elif last.intention and ago > timedelta(0):
        known["intended"] = Value(said=last.intention)
    return known

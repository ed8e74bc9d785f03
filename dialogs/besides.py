"""What an answer says besides: it fills the slots it belongs to, so that nothing is asked twice."""

from collections.abc import Iterator

from dialogs.answers import Setting, Wording
from dialogs.hearing.heard import Heard, Hearing
from dialogs.hearing.times import may_tell_time
from dialogs.readers import READERS
from dialogs.script import Script
from dialogs.session import Place, Slots, Value

# Questions that are answered in prose; elsewhere a time is the answer, or a part of it.
IN_PROSE = ("situation", "feeling", "need", "purpose", "about_us", "their_side")
TIMES = {"how_long": "duration", "back_at": "comeback"}
LONG_ENOUGH = 4
TOLD_BY = 600


def named_elsewhere(
    script: Script, place: Place, text: str, wording: Wording, language: str
) -> Slots | None:
    """What words name among the choices of another question of the script.

    It is kept where that question still waits; empty where those words only steer ("keep it").
    """
    waiting, current = set(_waiting(script, place)), script.states[place.state].slot
    for name, state in script.states.items():
        key, offered = state.slot or name, [each.id for each in state.offers]
        steers = not state.slot and len(text.split()) > 1
        if key == current or not (steers or key in waiting):
            continue
        choice = wording.match(script.name, key, offered, text, language)
        if choice is not None:
            return {} if steers else {key: Value(said=text.strip(), pick=choice)}
    return None


def times_in(script: Script, place: Place, text: str, setting: Setting) -> Slots:
    """The times of a text, for those slots of the script that wait for one."""
    known: Slots = {}
    if not may_tell_time(text):
        return known
    for slot in TIMES.keys() & set(_waiting(script, place)):
        value = READERS[TIMES[slot]](text, setting.now, setting.language)
        if isinstance(value, Value):
            known[slot] = value
    return known


def said_besides(
    script: Script, place: Place, text: str, hearing: Hearing | None, setting: Setting
) -> Slots:
    """What an answer in prose says besides: how long, when back, and how they feel."""
    state, waiting = script.states[place.state], set(_waiting(script, place))
    told = hearing and state.read in IN_PROSE and len(text.split()) >= LONG_ENOUGH
    if hearing is None or not told or not waiting & {*TIMES, "feeling"}:
        return {}
    heard = hearing.hear(text[:TOLD_BY])
    known = times_in(script, place, _marked(text, heard, "return"), setting)
    if "feeling" in waiting - {state.slot}:
        value = READERS["feeling"](_marked(text, heard, "feeling"), setting.now, setting.language)
        if isinstance(value, Value):
            known["feeling"] = value
    return known


def _waiting(script: Script, place: Place) -> Iterator[str]:
    """The empty slots whose question is passed by where they are filled."""
    for state in script.states.values():
        if state.slot and state.slot not in place.slots and state.skip_when == f"has {state.slot}":
            yield state.slot


def _marked(text: str, heard: Heard, label: str) -> str:
    """The words from the first to the last that carry a label."""
    spans = heard.spans.get(label, [])
    return text[min(start for start, _ in spans) : max(end for _, end in spans)] if spans else ""

"""The evening by words, taps and commands, as a person would live it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import agenda, nights
from bot.evening import apply
from bot.house import build
from bot.record import Errand, Record, Schedule
from dialogs.hearing.heard import Heard
from dialogs.hearing.schedule import Wish
from dialogs.session import Value
from tests.chat import START, Chat, plain
from tests.ears import ToldEar


def evening_chat(at: str = "21:30", **more: object) -> Chat:
    """Somebody who has set an evening question, with no dialog open; it is 21:00 UTC."""
    chat = Chat()
    schedule = Schedule(zone="UTC", at=at, since=nights.stamp(START - timedelta(days=9)))
    schedule.night = (START - timedelta(days=1)).date().isoformat()
    record = Record(chat.person, schedule=schedule, touched_at=nights.stamp(START))
    for name, value in more.items():
        setattr(record, name, value)
    chat.coach.store.save(record)
    return chat


def wake(chat: Chat, **ahead: float) -> list[str]:
    chat.wait(**ahead)
    turn = chat.coach.wake(chat.person, chat.now)
    assert turn is not None
    for reply in turn.record.outbox:
        chat.heard.append(reply)
        chat.buttons = [button for row in reply.buttons for button in row] or chat.buttons
        chat.coach.store.delivered(chat.person, reply.serial)
    return [reply.text for reply in turn.record.outbox]


def schedule(chat: Chat) -> Schedule:
    return chat.record.schedule


@pytest.mark.parametrize(
    ("said", "at", "days", "resting"),
    [
        ("change my reminder to 9", "21:00", [], False),
        ("weekdays at half nine", "21:30", [0, 1, 2, 3, 4], False),
        ("not on Fridays", "21:30", [0, 1, 2, 3, 5, 6], False),
        ("stop", "21:30", [], True),
        ("stop the reminders", "21:30", [], True),
        ("only on sundays at 8", "20:00", [6], False),
    ],
)
def test_words_work_as_commands_do(said: str, at: str, days: list[int], resting: bool) -> None:
    for way in (Chat.say, lambda chat, text: chat.command("nightly", text)):
        chat = evening_chat()
        assert way(chat, said)
        stands = schedule(chat)
        assert (stands.at, stands.days, stands.resting) == (at, days, resting)


def test_a_pause_is_over_by_itself() -> None:
    chat = evening_chat()
    said = chat.say("pause for a week")
    assert "9 March" in plain(" ".join(said))
    due = nights.next_night(schedule(chat), UTC)
    assert due
    assert due.night.isoformat() == "2026-03-09"


def test_stop_is_said_of_the_dialog_while_one_is_open() -> None:
    chat = evening_chat()
    chat.token("/go ask_for_space")
    chat.say("stop")
    assert chat.state == ""
    assert not schedule(chat).resting
    chat.token("/go ask_for_space")
    chat.say("change my reminder to 10 pm")
    assert (schedule(chat).at, chat.state) == ("22:00", "ask_for_space/situation")
    assert chat.heard[-1].asks


def test_somebody_without_a_zone_is_asked_for_it() -> None:
    chat = Chat()
    chat.command("nightly", "21:30")
    assert (schedule(chat).at, chat.state) == ("21:30", "where/where")
    chat.say("near Bangalore")
    assert schedule(chat).zone == "Asia/Kolkata"
    due = nights.next_night(schedule(chat), nights.zone_of(schedule(chat), UTC))
    assert due
    assert due.at.strftime("%H:%M") == "16:00"


def test_places_of_the_same_name_are_offered() -> None:
    chat = Chat()
    chat.command("nightly", "21:30")
    chat.say("Newcastle")
    assert chat.state == "where/which"
    assert any("Australia" in label or "AU" in label for label in chat.labels)
    chat.button("None of these")
    chat.token(next(b.token for b in chat.buttons if "Australia" in b.label or "AU" in b.label))
    assert schedule(chat).zone == "Australia/Sydney"


def test_the_time_they_have_is_enough() -> None:
    chat = Chat()
    chat.command("nightly", "21:30")
    chat.say("it's 4 pm here")
    here = chat.now.astimezone(nights.zone_of(schedule(chat), UTC))
    assert here.hour == 16


def test_a_reflection_from_the_first_tap_to_the_journal() -> None:
    chat = evening_chat()
    said = wake(chat, minutes=31)
    assert len(said) == 1
    assert chat.state == ""
    chat.token("/reflect 2")
    assert chat.state == "reflection/living"
    chat.tap("We live apart")
    chat.tap("4")
    assert chat.state == "reflection/question"
    chat.say("we talked on the phone")
    chat.say("ring her at lunch")
    assert chat.state == ""
    (night,) = chat.record.nights
    assert (night.room, night.close, night.answer) == (2, 4, "we talked on the phone")
    assert night.date == "2026-03-02"
    assert chat.record.profile.living == "apart"
    chat.wait(days=1)
    chat.command("reflect")
    assert chat.state == "reflection/room"
    chat.tap("5")
    chat.tap("5")
    assert chat.state == "reflection/became"
    assert "ring her at lunch" in plain(chat.heard[-1].text).lower()
    chat.tap(chat.labels[1])
    chat.say("skip")
    chat.say("skip")
    assert chat.record.nights[-1].intended
    assert "ring her at lunch" in plain(" ".join(chat.command("journal"))).lower()


def test_not_tonight_and_later() -> None:
    chat = evening_chat()
    wake(chat, minutes=31)
    chat.tap("Not tonight")
    due = agenda.due_at(chat.record, UTC)
    assert due == START.replace(hour=21, minute=30) + timedelta(days=1)
    chat = evening_chat()
    wake(chat, minutes=31)
    chat.tap("In an hour")
    later = chat.now + timedelta(hours=1)
    assert agenda.due_at(chat.record, UTC) == later.replace(microsecond=0)
    assert wake(chat, hours=1.01)
    assert schedule(chat).again_at == ""


def test_after_a_prompt_a_bare_hour_is_meant_for_it() -> None:
    chat = evening_chat()
    wake(chat, minutes=31)
    chat.say("tomorrow")
    assert schedule(chat).night == "2026-03-02"


def test_seven_evenings_without_a_word_and_what_can_be_answered() -> None:
    chat = evening_chat()
    wake(chat, minutes=31)
    for _ in range(6):
        wake(chat, days=1)
    wake(chat, days=1)
    assert {"Once a week", "Stop it"} <= set(chat.labels)
    assert chat.coach.wake(chat.person, chat.now + timedelta(days=1))
    assert not chat.record.outbox
    chat.tap("Once a week")
    stands = schedule(chat)
    assert (stands.weekly, stands.resting, stands.unanswered) == (True, False, 0)


def test_a_late_prompt_says_so() -> None:
    on_time, late = evening_chat(), evening_chat()
    wake(on_time, minutes=31)
    wake(late, minutes=31 + 60)
    voice = late.house.speech.voice
    texts = {voice.say(["desk/night_late"], {}, said=[], seed=seed) for seed in range(40)}
    assert late.heard[-1].text in texts
    assert on_time.heard[-1].text not in texts


def test_the_way_from_a_kept_sentence_to_the_return() -> None:
    chat = Chat()
    chat.token("/go ask_for_space")
    for words in ("argued", "worn out", "quiet", "so I can think straight", "an hour", "at 23:00"):
        chat.say(words)
    chat.say("I love you")
    chat.say("skip")
    chat.tap("Warm")
    chat.tap("Keep it")
    kept = next(each for each in chat.heard if any(b.copy for row in each.buttons for b in row))
    assert not kept.asks
    assert chat.state == "come_back/remind"
    chat.tap("Yes, write")
    assert chat.state == "where/where"
    chat.say("London")
    assert chat.state == "come_back/before"
    chat.tap("2")
    assert chat.state == ""
    (errand,) = [each for each in chat.record.errands if each.kind == agenda.RETURN]
    assert errand.at == "2026-03-02T23:00:00+00:00"
    chat.now = datetime.fromisoformat(errand.at)
    (said,) = wake(chat)
    assert "blockquote" in said
    chat.tap("4")
    (back,) = chat.record.returns
    assert (back.before, back.after) == (2, 4)


def test_where_no_hour_is_named_it_is_asked() -> None:
    chat = Chat()
    chat.token("/go ask_for_space")
    for words in ("argued", "worn out", "quiet", "so I can think straight", "this evening"):
        chat.say(words)
    chat.tap("After dinner") if any("dinner" in each for each in chat.labels) else chat.tap(
        "Before bed"
    )
    chat.say("skip")
    chat.say("skip")
    chat.tap("Short")
    chat.tap("Keep") if any("Keep it" in each for each in chat.labels) else chat.say("keep it")
    chat.tap("Yes, write")
    chat.say("London")
    assert chat.state == "come_back/remind_at"
    chat.say("half past ten")
    chat.say("skip")
    (errand,) = [each for each in chat.record.errands if each.kind == agenda.RETURN]
    assert errand.at[11:16] in ("22:30", "10:30")


def test_a_dialog_left_in_the_middle() -> None:
    chat = Chat()
    chat.token("/go ask_for_space")
    chat.say("argued")
    wake(chat, days=1)
    assert {"Go on with it", "Let it go"} <= set(chat.labels)
    assert agenda.due_at(chat.record, UTC) is None
    chat.tap("Go on with it")
    assert chat.state == "ask_for_space/feeling"


def test_the_look_in_comes_by_itself_the_next_day() -> None:
    chat = evening_chat()
    ear = ToldEar(**{"I can't go on": Heard(risk="self_harm", tier="strong")})
    chat.coach = build(chat.coach.store, hearing=ear).coach
    chat.say("I can't go on")
    assert chat.state.startswith("safety_")
    chat.say("leave this")
    assert chat.record.danger
    # Tonight's prompt is left out, and nothing else is said.
    assert wake(chat, minutes=31) == []
    due = agenda.due_at(chat.record, UTC)
    assert due
    assert due - chat.now > timedelta(hours=12)
    chat.now = due
    assert wake(chat)
    assert chat.state.startswith("safety_look_in") or chat.record.danger.looked_in


def test_a_plan_comes_back_at_its_time() -> None:
    about = {"what": Value(said="tea at six"), "kind": Value(said="ritual")}
    at = nights.stamp(START + timedelta(hours=1))
    chat = evening_chat("", errands=[Errand(agenda.PLANNED, at, about)])
    (said,) = wake(chat, hours=1)
    # A lock screen may be read by anybody.
    assert "tea" not in said
    assert chat.record.errands == []


@pytest.mark.parametrize(
    "token", ["/felt 3", "/felt", "/felt 9", "/snooze x", "/reflect 99", "/nightly go_on"]
)
def test_old_buttons_do_no_harm(token: str) -> None:
    assert Chat().token(token)


def test_every_change_is_a_new_beginning() -> None:
    stands = Schedule(at="21:30", since=nights.stamp(START), unanswered=5, resting=True)
    apply(stands, Wish(resume=True), START)
    assert (stands.unanswered, stands.resting, stands.at) == (0, False, "21:30")
    apply(stands, Wish(without=(4,)), START)
    apply(stands, Wish(also=(4,)), START)
    assert stands.days == []
    apply(stands, Wish(weekly=True), START)
    assert stands.weekly
    apply(stands, Wish(days=(1,)), START)
    assert (stands.weekly, stands.days) == (False, [1])

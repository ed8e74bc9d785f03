from copy import deepcopy
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.record import Profile
from bot.speech import Speech
from dialogs.answers import Setting
from dialogs.engine import Engine
from dialogs.hearing.heard import HARMS, MOVES, Heard, Risk, Tier
from dialogs.library import FOLDER
from dialogs.machine import Compiled
from dialogs.outcome import Outcome
from dialogs.partner import (
    HELPS,
    MOODS,
    TABLE,
    TEMPERAMENTS,
    Mood,
    fairly_heard,
    height,
    manner_of,
    moved,
    react,
)
from dialogs.reading import read_script
from dialogs.rehearsal import PROMPTS, ROUNDS, TRIED, turns_of
from dialogs.repair import Repair
from dialogs.session import Session, Slots
from dialogs.tries import Try
from prompts.voice import Voice, mark
from tests.chat import plain

NOON = Setting(datetime(2026, 3, 2, 12, 0, tzinfo=UTC), "en")
GOOD = ["return", "reassurance", "acknowledge", "request", "purpose", "need", "feeling"]
LABELS = st.sets(st.sampled_from([*MOVES, *HARMS]), max_size=3)


class FakeHearing:
    """A line is the list of what is heard in it: "need return" or, unsure, "blame?"."""

    def hear(self, text: str) -> Heard:
        spans, at = {}, 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            label = word.strip(".?!").lower()
            if label in (*MOVES, *HARMS):
                spans[label] = [(start, start + len(label))]
        strict = frozenset(label for label in spans if label in HARMS and f"{label}?" not in text)
        return Heard(labels=dict.fromkeys(spans, 0.9), spans=spans, strict=strict)

    def risk(self, text: str) -> tuple[Risk, Tier | None]:
        return "none", None


@cache
def voice() -> Voice:
    return Voice()


@cache
def script() -> Compiled:
    return Compiled(read_script(FOLDER / "rehearse.yaml"))


class Rehearsal:
    """A rehearsal in words, its session through JSON after every step."""

    def __init__(self, temperament: str, about: str = "evening") -> None:
        scripts = {"rehearse": script()}
        self.speech = Speech(voice(), scripts)
        self.engine = Engine(scripts, self.speech, FakeHearing())
        self.said: list[int] = []
        self.texts: list[str] = []
        self.acts: list[tuple[str, Slots]] = []
        self.session, outcome = self.engine.begin("rehearse", "en")
        self._speak(outcome)
        self.tap(temperament)
        self.tap(about)

    def tap(self, choice: str) -> str:
        return self._speak(self.engine.tap(self.session, choice, NOON))

    def say(self, text: str) -> str:
        return self._speak(self.engine.words(self.session, text, NOON))

    def back(self) -> str:
        return self._speak(Repair(self.engine).back(self.session, NOON))

    def _speak(self, outcome: Outcome) -> str:
        self.session = msgspec.json.decode(msgspec.json.encode(self.session), type=Session)
        self.outcome = outcome
        self.acts += outcome.acts
        # As the desk does it: what one script says in one turn is one message.
        prompts = [prompt for bubble in outcome.bubbles for prompt in bubble.prompts]
        message = msgspec.structs.replace(outcome.bubbles[-1], prompts=prompts)
        text = self.speech.bubble(message, Profile(), self.said, len(self.texts))
        self.texts.append(text)
        return text

    @property
    def state(self) -> str:
        return self.session.place.state

    @property
    def mood(self) -> str:
        return self.slots["mood"].pick

    @property
    def slots(self) -> Slots:
        return self.session.place.slots

    @property
    def offered(self) -> list[str]:
        return self.outcome.asked.offered if self.outcome.asked else []

    @property
    def prompts(self) -> list[str]:
        return [name.split("/")[1] for each in self.outcome.bubbles for name in each.prompts]


def heard(*labels: str) -> Try:
    moves = {label: label for label in labels if label in MOVES}
    return Try(" ".join(labels), moves, harms={each: each for each in labels if each in HARMS})


def every_mood() -> list[tuple[str, Mood]]:
    return [(who, mood) for who in TEMPERAMENTS for mood in MOODS]


def replies(who: str) -> list[str]:
    variants = voice().languages["en"].variants
    names = [f"rehearse/{name}" for name in PROMPTS if name.startswith(f"reply_{who}_")]
    sources = [each.source.partition("-#}")[2] for name in names for each in variants[name]]
    return [plain(source).strip() for source in sources]


# The table


@pytest.mark.parametrize(("who", "mood"), every_mood())
def test_everything_heard_leads_to_a_mood(who: str, mood: Mood) -> None:
    for labels in [[], *([each] for each in (*MOVES, *HARMS)), *combinations(MOVES, 2)]:
        reaction = react(who, heard(*labels), frozenset())
        assert moved(who, mood, reaction.effect) in MOODS
        assert f"note_{reaction.note}" in PROMPTS


@given(st.sampled_from(every_mood()), LABELS, LABELS)
def test_a_harm_never_raises_the_mood(
    whose: tuple[str, Mood], labels: set[str], known: set[str]
) -> None:
    who, mood = whose
    reaction = react(who, heard(*sorted(labels)), frozenset(known))
    rise = height(moved(who, mood, reaction.effect)) - height(mood)
    if labels & set(HARMS):
        assert rise <= 0
        assert reaction.effect not in HELPS
    else:
        assert rise >= 0


def test_what_may_be_a_harm_is_not_rewarded() -> None:
    line = Try("x", {"return": "x"}, doubts={"blame": "your fault"})
    for who in TEMPERAMENTS:
        assert react(who, line, frozenset()).effect == "leaves"


def test_a_threat_hurts_everyone() -> None:
    for who, mood in every_mood():
        now = moved(who, mood, react(who, heard("threat"), frozenset()).effect)
        assert now in ("hurt", "shut_down")


@pytest.mark.parametrize(
    ("who", "best", "worst"),
    [
        ("worried", {"return", "reassurance"}, "threat"),
        ("room", {"need", "return"}, "threat"),
        ("busy", {"purpose", "request"}, "contempt"),
        ("cool", {"acknowledge", "return"}, "contempt"),
    ],
)
def test_temperaments_differ(who: str, best: set[str], worst: str) -> None:
    assert react(who, heard(*best), frozenset()).effect == "soothes"
    assert react(who, heard(worst), frozenset()).effect in ("shuts", "hurts")


def test_the_worried_one_takes_one_step_more() -> None:
    assert moved("worried", "wondering", "soothes") == "at_ease"
    assert moved("busy", "wondering", "soothes") == "reassured"


def reached(who: str, mood: Mood, known: frozenset[str], lines: int) -> bool:
    """Whether good lines, each with at most two moves, reassure from here."""
    if mood == "reassured":
        return True
    if not lines:
        return False
    return any(
        reached(who, now, known | {*labels}, lines - 1)
        for labels in [*((each,) for each in GOOD), *combinations(GOOD, 2)]
        if (now := moved(who, mood, react(who, heard(*labels), known).effect)) != mood
    )


@pytest.mark.parametrize(("who", "mood"), every_mood())
def test_four_good_lines_reassure_from_any_mood(who: str, mood: Mood) -> None:
    assert reached(who, mood, frozenset(), 4)
    assert not reached(who, "shut_down", frozenset(), 1)


def test_every_rule_says_why() -> None:
    for who in TABLE.temperaments.values():
        assert set(who.harms) == set(HARMS)
        whys = [rule.why for rule in who.moves]
        whys += [cause.why for cause in (*who.harms.values(), *who.manners.values())]
        assert min(len(why.split()) for why in whys) >= 2


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Fine.", "curt"),
        ("ok", "curt"),
        ("I LOVE THIS FLAT SO MUCH", "loud"),
        ("stop it!!", "loud"),
        ("word " * 60, "long"),
        ("", None),
        ("I need an hour on the TV sofa.", None),
    ],
)
def test_how_a_line_is_said(text: str, manner: str | None) -> None:
    assert manner_of(text) == manner


# The dialog


@pytest.mark.parametrize("who", TEMPERAMENTS)
@pytest.mark.parametrize("about", ["evening", "weekend", "after_work"])
def test_the_partner_speaks_first(who: str, about: str) -> None:
    rehearsal = Rehearsal(who, about)
    assert rehearsal.state == "line"
    assert rehearsal.prompts[-2:] == [f"open_{who}", "line"]
    assert rehearsal.texts[-1].startswith("Them: <i>")
    assert rehearsal.offered == ["stop"]


def test_it_says_that_it_is_practice() -> None:
    for variant in voice().languages["en"].variants["rehearse/opening"]:
        words = variant.source.lower()
        assert "practice" in words
        assert "nobody is told" in words


def test_own_words_set_the_scene() -> None:
    rehearsal = Rehearsal("cool", "own_words")
    assert rehearsal.state == "own_words"
    rehearsal.say("Fishing on Sunday")
    assert rehearsal.state == "line"


def test_good_lines_reassure_and_the_best_may_be_kept() -> None:
    rehearsal = Rehearsal("worried")
    rehearsal.say("need return reassurance please")
    assert (rehearsal.mood, rehearsal.state) == ("at_ease", "line")
    assert "reassurance" not in rehearsal.prompts
    end = rehearsal.say("acknowledge too")
    assert (rehearsal.mood, rehearsal.state) == ("reassured", "good_line")
    assert rehearsal.prompts[1:] == ["reply_worried_reassured", "close_reassured", "turned_up",
                                     "good_line"]  # fmt: skip
    assert "<i>“need return reassurance please”</i>" in end
    assert "acknowledge too" not in end
    rehearsal.tap("keep")
    assert rehearsal.outcome.ended
    [(act, slots)] = rehearsal.acts
    assert (act, slots["chosen"].said) == ("keep_phrase", rehearsal.slots["best"].said)


def test_somebody_reassured_who_never_heard_the_wish() -> None:
    rehearsal = Rehearsal("busy")
    rehearsal.say("purpose and request here")
    assert "left_unsaid" in rehearsal.prompts


def test_shut_down_twice_is_a_gentle_stop() -> None:
    rehearsal = Rehearsal("cool")
    rehearsal.say("contempt it is")
    assert (rehearsal.mood, rehearsal.state) == ("shut_down", "line")
    rehearsal.say("absolute too")
    assert rehearsal.state == "once_more"
    assert {"close_shut_down", "turned_down"} <= set(rehearsal.prompts)
    assert "contempt it is" in rehearsal.texts[-1]


def test_calm_is_good_enough() -> None:
    rehearsal = Rehearsal("busy")
    rehearsal.say("return at least")
    rehearsal.say("some other words")
    assert "close_at_ease" in rehearsal.prompts


def test_small_talk_settles_nothing() -> None:
    rehearsal = Rehearsal("room")
    rehearsal.say("Lovely weather today")
    rehearsal.say("And tomorrow as well")
    assert (rehearsal.mood, rehearsal.state) == ("at_ease", "line")
    assert rehearsal.prompts[1:3] == ["reply_room_at_ease", "note_open"]


def test_what_was_said_before_counts_until_a_harm() -> None:
    rehearsal = Rehearsal("worried")
    rehearsal.say("return first")
    assert rehearsal.mood == "at_ease"
    rehearsal.say("blame next")
    assert rehearsal.mood == "hurt"
    rehearsal.say("return again")
    assert rehearsal.mood == "wondering"
    rehearsal.say("return again")
    assert (rehearsal.mood, "note_again" in rehearsal.prompts) == ("wondering", True)
    rehearsal.say("reassurance now")
    assert rehearsal.mood == "at_ease"


def test_a_sorry_mends_right_after_a_harm() -> None:
    rehearsal = Rehearsal("room")
    rehearsal.say("Sorry about the noise")
    assert rehearsal.mood == "at_ease"
    rehearsal.say("blame it is")
    rehearsal.say("I'm sorry, that came out wrong")
    assert (rehearsal.mood, "note_sorry" in rehearsal.prompts) == ("wondering", True)


def test_who_comes_round_sounds_softer() -> None:
    rehearsal = Rehearsal("worried")
    rehearsal.say("blame it is")
    assert "reply_worried_hurt" in rehearsal.prompts
    rehearsal.say("Nice weather today")
    assert "reply_worried_hurt_still" in rehearsal.prompts
    rehearsal.say("return it is")
    assert "reply_worried_wondering_softer" in rehearsal.prompts


def test_a_plain_sorry_is_no_harm() -> None:
    assert not fairly_heard(Try("x", harms={"self_blame": "I'm so sorry"})).harms
    assert fairly_heard(Try("x", harms={"self_blame": "sorry I'm the worst"})).harms
    assert not fairly_heard(Try("x", doubts={"self_blame": "Sorry"})).doubts


def test_a_small_harm_never_ends_it() -> None:
    rehearsal = Rehearsal("worried")
    rehearsal.say("threat it is")
    rehearsal.say("self_blame so much")
    rehearsal.say("self_blame still")
    assert (rehearsal.mood, rehearsal.state) == ("shut_down", "line")


def test_what_did_not_count_yet_counts_later() -> None:
    rehearsal = Rehearsal("worried")
    rehearsal.say("purpose it is")
    assert "note_almost" in rehearsal.prompts
    rehearsal.say("return it is")
    rehearsal.say("purpose it is")
    assert rehearsal.mood == "reassured"


def test_a_kind_half_does_not_make_up_for_a_harm() -> None:
    rehearsal = Rehearsal("room")
    rehearsal.say("reassurance but blame")
    assert rehearsal.prompts[1:3] == ["reply_room_defensive", "note_mixed"]
    assert "“blame”" in rehearsal.texts[-1]


LINES = st.lists(
    st.sampled_from(["return it is", "blame and need", "curt words", "contempt now", "feeling so"]),
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TEMPERAMENTS), LINES, st.sampled_from(["threat here", "request then"]))
def test_a_line_taken_back_was_never_said(who: str, before: list[str], line: str) -> None:
    rehearsal = Rehearsal(who)
    for each in before:
        if rehearsal.state == "line":
            rehearsal.say(each)
    stood = deepcopy(rehearsal.session.place)
    if stood.state != "line":
        return
    rehearsal.say(line)
    if rehearsal.state == "line":
        rehearsal.tap("take_back")
        now = rehearsal.slots
        assert rehearsal.state == "line"
        assert _without(now, "tried") == _without(stood.slots, "tried")
        assert rehearsal.prompts[1:] == ["taken_back", "line"]
        assert now["tried"].number == (stood.slots["tried"].number or 0) + 1


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(TEMPERAMENTS), LINES)
def test_the_way_back_restores_as_well(who: str, lines: list[str]) -> None:
    rehearsal = Rehearsal(who)
    for each in lines:
        if rehearsal.state == "line":
            stood = deepcopy(rehearsal.session.place)
            rehearsal.say(each)
    if lines:
        rehearsal.back()
        assert (rehearsal.state, rehearsal.slots) == (stood.state, stood.slots)


def _without(slots: Slots, slot: str) -> Slots:
    return {name: value for name, value in slots.items() if name != slot}


ANY_LINE = st.lists(st.sampled_from([*MOVES, *HARMS, "blame?", "words"]), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEMPERAMENTS), st.lists(ANY_LINE, min_size=ROUNDS, max_size=ROUNDS))
def test_it_always_ends_and_nothing_is_said_twice(who: str, lines: list[list[str]]) -> None:
    rehearsal = Rehearsal(who)
    for number, labels in enumerate(lines):
        if rehearsal.state == "line":
            assert {"stop", "take_back"} >= set(rehearsal.offered)
            rehearsal.say(f"{' '.join(labels)} said {number}")
    assert rehearsal.state in ("good_line", "once_more")
    theirs = [mark(line) for line in _theirs(rehearsal)]
    assert len(theirs) == len(set(theirs))
    assert not any("Once more, then" in text for text in rehearsal.texts)


def _theirs(rehearsal: Rehearsal) -> list[str]:
    return [
        line for text in rehearsal.texts for line in text.split("\n") if line.startswith("Them:")
    ]


def test_lines_taken_back_for_ever_come_to_an_end_too() -> None:
    rehearsal = Rehearsal("cool")
    for _ in range(TRIED - 1):
        rehearsal.say("blame it is")
        rehearsal.tap("take_back")
    rehearsal.say("blame it is")
    assert rehearsal.state == "once_more"


def test_stopping_at_once() -> None:
    rehearsal = Rehearsal("room")
    rehearsal.tap("stop")
    assert rehearsal.prompts[1:] == ["close_stopped", "once_more"]
    rehearsal.tap("somebody_else")
    rehearsal.tap("worried")
    rehearsal.tap("weekend")
    assert (rehearsal.state, rehearsal.mood) == ("line", "wondering")
    rehearsal.say("return it is")
    rehearsal.tap("stop")
    assert "turned_up" in rehearsal.prompts
    rehearsal.tap("same_again")
    assert (rehearsal.state, turns_of(rehearsal.slots)) == ("line", [])
    rehearsal.tap("stop")
    rehearsal.tap("done")
    assert rehearsal.outcome.ended


# The words


def test_every_prompt_of_the_studies_is_written() -> None:
    missing = [name for name in PROMPTS if not voice().knows(f"rehearse/{name}")]
    assert missing == []


def test_every_note_has_six_wordings_and_every_reply_nine() -> None:
    variants = voice().languages["en"].variants
    for name in PROMPTS:
        count = len(variants[f"rehearse/{name}"])
        least = 8 if name.endswith(("_softer", "_still")) else 9
        assert count >= {"note": 6, "reply": least}.get(name.split("_")[0], 4), name


def test_there_are_two_hundred_lines_and_no_two_alike() -> None:
    spoken = {who: replies(who) for who in TEMPERAMENTS}
    assert sum(map(len, spoken.values())) >= 200
    for lines in spoken.values():
        for one, other in combinations(lines, 2):
            assert SequenceMatcher(None, one, other).ratio() < 0.9, (one, other)


def test_the_partner_is_known_by_the_name_and_speaks_briefly() -> None:
    for who in TEMPERAMENTS:
        for line in replies(who):
            assert line.startswith("Them: ")
            assert len(line.split()) <= 31, line


def test_what_turned_it_has_words_for_every_reason() -> None:
    words = voice().languages["en"].words["rehearse"]["turned"]
    still = {"note_open", "note_again", "note_almost", "note_doubt", "note_long"}
    for name in PROMPTS:
        if name.startswith("note_") and name not in still:
            assert name.removeprefix("note_") in words

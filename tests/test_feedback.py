import re
from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.record import Profile
from bot.speech import Speech
from dialogs.answers import Setting
from dialogs.engine import Engine
from dialogs.feedback import PROMPTS, feedback
from dialogs.findings import Findings
from dialogs.hearing.en.reported import is_mockery, is_reported
from dialogs.hearing.heard import HARMS, Heard, Risk, Span, Tier
from dialogs.library import FOLDER
from dialogs.machine import Compiled
from dialogs.outcome import Outcome
from dialogs.reading import read_script
from dialogs.scenes import HARDEST, SCENES, draw_scene
from dialogs.session import Session, Slots, Value
from dialogs.tries import LONG, QUOTE_MOST, cut, read_try, whole_words
from prompts.voice import Voice
from tests.chat import START, plain

# What stands in a sentence, and what is heard in it; "?" marks a harm that isn't sure.
PIECES: dict[str, set[str]] = {
    "i need some quiet": {"need"},
    "I'd love an hour to read": {"need", "return"},
    "I'm wiped out": {"feeling"},
    "so I can think straight": {"purpose"},
    "I love you": {"reassurance"},
    "back by nine": {"return"},
    "would that be okay": {"request"},
    "I know you were looking forward to tonight": {"acknowledge"},
    "you make me crazy": {"blame"},
    "you never listen": {"absolute", "blame"},
    "grow up": {"contempt"},
    "wow thanks for the help, einstein": {"contempt"},
    "or I'm leaving": {"threat"},
    "leave me alone for two hours": {"dismissal", "return"},
    "you just want to control me": {"mind_reading"},
    "after everything I do for you": {"guilt_trip"},
    "I'm the worst person alive": {"self_blame"},
    "your family is a lot": {"blame?"},
    "whatever then": {"dismissal?"},
    "you will hate this": {"mind_reading?"},
    "the bus was late": set(),
}
HARMFUL = {
    text for text, labels in PIECES.items() if {each.rstrip("?") for each in labels} & {*HARMS}
}
HARD_WORDS = set(
    "make crazy never listen grow up wow thanks einstein leaving leave alone control after everything "
    "worst family whatever will hate".split()
)


class Ear:
    def hear(self, text: str) -> Heard:
        spans: dict[str, list[Span]] = {}
        strict = set()
        for piece, labels in PIECES.items():
            for found in re.finditer(re.escape(piece), text):
                for label in labels:
                    spans.setdefault(label.rstrip("?"), []).append(found.span())
                    strict |= {label} & {*HARMS}
        return Heard(dict.fromkeys(spans, 0.9), spans, frozenset(strict))

    def risk(self, text: str) -> tuple[Risk, Tier | None]:
        return "none", None


def look(text: str, slots: Slots | None = None) -> tuple[Findings, Slots]:
    given = {**(slots or {}), "sentence": Value(said=text)}
    found = feedback(given, Ear(), "en")
    after = {**given, **{name: value for name, value in found.slots.items() if value}}
    for name, value in found.slots.items():
        if value is None:
            after.pop(name, None)
    return found, msgspec.json.decode(msgspec.json.encode(after), type=Slots)


def many(texts: Iterable[str]) -> list[Findings]:
    slots: Slots = {}
    all_found = []
    for text in texts:
        found, slots = look(text, slots)
        all_found.append(found)
    return all_found


def said(found: Findings, slot: str) -> str:
    value = found.slots.get(slot)
    return value.said if value else ""


STEPS = {
    each for each in PROMPTS if not each.startswith(("praise", "gained", "gone", "eased", "glance"))
}
VOICE = Voice()
SCRIPTS = {"practice": Compiled(read_script(FOLDER / "practice.yaml"))}


class Room:
    def __init__(self, first: str = "") -> None:
        self.speech = Speech(VOICE, SCRIPTS)
        self.engine = Engine(SCRIPTS, self.speech, Ear())
        self.marks: list[int] = []
        self.turn = 0
        self.setting = Setting(START, "en")
        given = {"sentence": Value(said=first)} if first else None
        self.session, outcome = self.engine.begin("practice", "en", given)
        self.html = self.take(outcome)

    def take(self, outcome: Outcome) -> str:
        self.turn += 1
        self.outcome = outcome
        self.session = msgspec.json.decode(msgspec.json.encode(self.session), type=Session)
        self.html = "\n\n".join(
            self.speech.bubble(each, Profile(), self.marks, self.turn * 7919)
            for each in outcome.bubbles
        )
        return self.html

    def say(self, text: str) -> str:
        return plain(self.take(self.engine.words(self.session, text, self.setting)))

    def tap(self, choice: str) -> str:
        return plain(self.take(self.engine.tap(self.session, choice, self.setting)))

    @property
    def offered(self) -> list[str]:
        return self.outcome.asked.offered if self.outcome.asked else []

    @property
    def state(self) -> str:
        return self.session.place.state


# What is said first, and the one next step


@pytest.mark.parametrize(
    ("text", "step", "piece"),
    [
        ("you make me crazy. i need some quiet", "step_blame", "you make me crazy"),
        ("you never listen", "step_absolute", "you never listen"),
        ("grow up, you never listen", "step_contempt", "grow up"),
        ("grow up or I'm leaving", "step_threat", "or I'm leaving"),
        ("wow thanks for the help, einstein", "step_sarcasm", "wow thanks for the help, einstein"),
        ("you just want to control me", "step_mind_reading", "you just want to control me"),
        ("after everything I do for you", "step_guilt_trip", "after everything I do for you"),
        ("leave me alone for two hours", "step_dismissal", "leave me alone for two hours"),
        ("I'm the worst person alive", "step_self_blame", "I'm the worst person alive"),
        ("i need some quiet. your family is a lot", "ask_blame", "your family is a lot"),
        ("whatever then", "ask_dismissal", "whatever then"),
        ("he says you never listen", "step_absolute", "you never listen"),
        ('he says "you never listen". i need some quiet', "quoted", "you never listen"),
        ("I'm wiped out", "missing_need", ""),
        ("i need some quiet", "missing_return", ""),
        ("i need some quiet, back by nine", "lands", ""),
        ("I'd love an hour to read", "lands", ""),
        ("would that be okay, back by nine", "lands", ""),
        ("i need some quiet so I can think straight", "lands", ""),
        ("I love you", "no_request", ""),
        ("the bus was late", "no_request", ""),
        ("hm", "fragment", ""),
        ("🙂", "fragment", ""),
        ("12345 6 7", "fragment", ""),
        ("мне нужно побыть одной", "other_language", ""),
        ("necesito estar sola una hora", "other_language", ""),
        ("i need some quiet, " + "the bus was late " * 30, "too_long", "i need some quiet"),
    ],
)  # fmt: skip
def test_each_kind_of_sentence_has_its_own_answer(text: str, step: str, piece: str) -> None:
    found, _ = look(text)
    assert [each for each in found.prompts if each in STEPS] == [step]
    assert said(found, "piece") == piece


def test_what_works_comes_first_in_their_words() -> None:
    found, _ = look("you never listen. i need some quiet")
    assert found.prompts[0] == "praise_need"
    assert said(found, "quote") == "i need some quiet"


def test_a_move_that_shares_words_with_a_harm_is_not_praised() -> None:
    found, _ = look("leave me alone for two hours")
    assert found.prompts == ["step_dismissal"]


def test_a_move_in_one_clause_with_a_harm_is_not_praised() -> None:
    assert "praise_need" not in look("you make me crazy and i need some quiet")[0].prompts
    assert "praise_feeling" not in look("you make me crazy. I'm wiped out")[0].prompts


def test_a_move_that_is_not_sure_is_not_praised() -> None:
    heard = Heard({"need": 0.6}, {"need": [(0, 17)]})
    attempt = read_try("i need some quiet", heard)
    assert attempt.has == {"need"}
    assert not attempt.moves


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("i feel spied on", False),
        ("I've been feeling a bit smothered", False),
        ("i feel like you don't care", False),
        ("I feel done in", True),
        ("my head's full", True),
    ],
)
def test_a_judgement_is_not_praised_as_a_feeling(text: str, worth: bool) -> None:
    attempt = read_try(text, Heard({"feeling": 0.9}, {"feeling": [(0, len(text))]}))
    assert bool(attempt.moves) is worth


def test_a_return_without_a_time_is_not_praised() -> None:
    heard = Heard({"return": 0.9}, {"return": [(15, 23)]})
    assert not read_try("i adore my late evenings", heard).moves


def test_reassurance_is_praised_only_beside_an_own_wish() -> None:
    alone, _ = look("I love you and I'm wiped out")
    assert "praise_reassurance" not in alone.prompts
    beside, _ = look("would that be okay. I love you")
    assert "praise_reassurance" in beside.prompts


def test_a_guess_is_asked_once_and_then_let_go() -> None:
    found = many(["i need some quiet, back by nine. your family is a lot"])
    assert found[0].prompts[-2:] == ["ask_blame", "glance"]
    found = many(
        [f"i need some quiet, back by nine. your family is a lot{end}" for end in ("", " really")]
    )
    assert "lands" in found[1].prompts


def test_progress_is_named() -> None:
    gone = many(["you never listen. i need some quiet", "i need some quiet"])[1]
    assert gone.prompts[0] == "gone"
    assert said(gone, "gone") == "you never listen"
    eased = many(["grow up, you never listen", "you never listen"])[1]
    assert eased.prompts == ["eased", "step_absolute"]
    gained = many(["i need some quiet", "i need some quiet. I love you"])[1]
    assert gained.prompts[0] == "gained"
    assert said(gained, "quote") == "I love you"
    lost = many(["back by nine. i need some quiet", "i need some quiet now"])[1]
    assert "lost" in lost.prompts
    assert said(lost, "lost") == "back by nine"


def test_a_harm_only_the_ear_lost_is_not_called_gone() -> None:
    _, slots = look("you make me crazy. i need some quiet")
    slots["tries"].forms["threat"] = "you make me"
    found, _ = look("you make me tea. i need some quiet", slots)
    assert said(found, "gone") == "you make me crazy"


def test_words_that_were_only_asked_about_are_not_called_gone() -> None:
    found = many(["i need some quiet. your family is a lot", "i need some quiet"])[1]
    assert "gone" not in found.prompts


def test_a_missing_piece_is_asked_for_in_turn() -> None:
    texts = [f"i need some quiet{' please' * more}" for more in range(4)]
    steps = [found.prompts[-1] for found in many(texts)]
    assert steps[:3] == ["missing_return", "missing_reassurance", "missing_purpose"]
    assert len(set(steps)) == 4


def test_after_enough_said_it_lets_be() -> None:
    steps = [found.prompts[-1] for found in many(f"you make me crazy {at}" for at in range(30))]
    assert steps[-1] == "let_be"
    assert "lands" not in steps


def test_the_same_words_again_keep_the_verdict() -> None:
    first, second = many(["i need some quiet, back by nine"] * 2)
    assert second.prompts == ["same_words"]
    assert second.slots["verdict"] == first.slots["verdict"] == Value(pick="good")


def test_i_you_and_we_are_shown_at_a_glance() -> None:
    found, _ = look("I know you were looking forward to tonight. i need some quiet, back by nine")
    sides = found.slots["sides"]
    assert sides is not None
    assert sides.forms == {
        "me": "i need some quiet",
        "you": "I know you were looking forward…",
        "we": "back by nine",
    }


# The rewrite


def test_a_rewrite_is_made_of_their_pieces() -> None:
    found, _ = look("you never listen. I'm wiped out. i need some quiet so I can think straight")
    assert said(found, "rewrite") == "I'm wiped out. I need some quiet so I can think straight."
    assert look("grow up. I'd love an hour to read, I love you")[0].slots["rewrite"] == Value(
        said="I need an hour to read. I love you."
    )


@pytest.mark.parametrize("text", ["grow up", "you never listen. I love you", "i need some quiet"])
def test_too_few_pieces_make_no_rewrite(text: str) -> None:
    assert look(text)[0].slots["rewrite"] is None


def test_a_length_in_an_order_to_go_is_theirs_to_keep() -> None:
    found, _ = look("leave me alone for two hours. I love you")
    assert said(found, "rewrite") == "I need two hours to myself. I love you."


# Quotes and what turns their meaning round


def test_quotes_are_whole_words_and_short() -> None:
    text = "honestly, you never listen!"
    assert whole_words(text, 12, 24) == "you never listen"
    long = "you never listen to a word I say, and then you go and tell your whole family about it"
    assert cut(long) == "you never listen to a word I say"
    assert cut("till the 30th? Sundays excepted") == "till the 30th"
    assert cut("Fine. Go to your gig. I'll wait") == "Go to your gig"
    assert cut("and he says I'm distant and") == "he says I'm distant"
    assert cut("Shh. No.") == "Shh. No"
    assert cut("word " * 30).endswith("word…")
    assert len(cut("x" * 200)) <= QUOTE_MOST + 1


def test_a_harm_without_words_taints_every_move() -> None:
    heard = Heard({"need": 0.9, "contempt": 0.9}, {"need": [(0, 6)]}, frozenset({"contempt"}))
    attempt = read_try("i need a break from this", heard)
    assert not attempt.moves
    assert attempt.harms == {"contempt": "i need a break from this"}


@pytest.mark.parametrize(
    ("text", "harm", "reported"),
    [
        ("he says I'm always leaving but I need an hour", "always leaving", True),
        ("she told me i never listen", "i never listen", True),
        ('my mum said "you are so selfish" yesterday', "you are so selfish", True),
        ("Ana says 'you never help'. ok", "you never help", True),
        ("you said you'd help and you never do", "you never do", False),
        ("you always say i'm too much", "you always say", False),
        ("You called me lazy, and you are pathetic", "you are pathetic", False),
        ("I just think i'm the worst", "i'm the worst", False),
    ],
)
def test_reported_speech_is_told_from_own(text: str, harm: str, reported: bool) -> None:
    start = text.index(harm)
    assert is_reported(text, start, start + len(harm)) is reported


def test_mockery_is_told_from_plain_words() -> None:
    assert is_mockery("oh well done, you managed one")
    assert not is_mockery("you are pathetic")


# Whatever is written

sentences = st.lists(st.sampled_from(sorted(PIECES)), min_size=1, max_size=5, unique=True).map(
    ". ".join
)
texts = sentences | st.text(max_size=LONG + 50)


@given(st.lists(texts, min_size=1, max_size=6))
def test_feedback_keeps_its_promises(tries: list[str]) -> None:
    before = ""
    for text, found in zip(tries, many(tries), strict=True):
        assert len([each for each in found.prompts if each in STEPS]) == 1
        assert set(found.prompts) <= set(PROMPTS)
        quote = said(found, "quote")
        for slot in ("quote", "piece"):
            assert said(found, slot).rstrip("…") in text
        for slot in ("gone", "lost"):
            assert said(found, slot).rstrip("…") in before
        assert not any(quote in harm or harm in quote for harm in HARMFUL if quote)
        strict = Ear().hear(text).strict
        assert not (strict and "lands" in found.prompts)
        assert not any(each.startswith("step_") and not strict for each in found.prompts)
        rewritten = said(found, "rewrite")
        assert not set(rewritten.rstrip(".").split()) & HARD_WORDS
        before = f"{before}\n{text}"


@given(st.lists(texts.filter(lambda text: text.strip()), min_size=12, max_size=12))
def test_nothing_repeats_and_one_question_is_the_most(tries: list[str]) -> None:
    room = Room("you never listen")
    replies = [room.html]
    for text in tries:
        replies.append(room.say(text))
        asked = re.sub(r"<(i|b|blockquote)>.*?</\1>|\"[^\"]*\"", "", room.html, flags=re.DOTALL)
        asked = re.sub(r"<b>.*", "", asked) if "<b>" in room.html else asked
        assert asked.count("?") <= 1 or room.session.place.misses, room.html
    assert len(set(replies)) == len(replies)


def test_the_same_sentence_twelve_times_gets_twelve_answers() -> None:
    room = Room("you never listen")
    replies = [room.say("you never listen") for _ in range(12)]
    assert len(set(replies)) == 12
    again = {
        variant.source.split("#}")[-1].rstrip(":")
        for variant in VOICE.catalogue("en").variants["desk/again"]
    }
    assert not any(reply.startswith(each) for reply in replies for each in again)


# The dialog


def test_a_sentence_from_outside_goes_straight_to_feedback() -> None:
    room = Room("you never listen. i need some quiet")
    assert room.state == "feedback"
    assert "need some quiet" in room.html
    assert room.offered == ["again", "keep", "another", "enough"]


def test_a_sentence_typed_at_the_start_is_a_try() -> None:
    room = Room()
    assert room.offered == ["bring", "draw_one"]
    room.say("i need some quiet, back by nine")
    assert room.state == "good"
    room.tap("keep")
    assert room.session.place.slots["chosen"].said == "i need some quiet, back by nine"
    assert [name for name, _ in room.outcome.acts] == ["keep_phrase"]
    assert room.outcome.ended


def test_the_rewrite_is_shown_when_asked_for_and_can_be_taken() -> None:
    room = Room()
    room.tap("bring")
    text = room.say("you never listen. I'm wiped out. i need some quiet")
    assert "I'm wiped out. I need some quiet." not in text
    assert "see_rewrite" in room.offered
    assert "I'm wiped out. I need some quiet." in room.tap("see_rewrite")
    room.tap("take")
    assert room.session.place.slots["sentence"].said == "I'm wiped out. I need some quiet."
    assert room.tap("enough")
    assert room.outcome.ended


def test_a_scene_gets_harder_once_one_went_well() -> None:
    room = Room()
    room.tap("draw_one")
    first = room.session.place.slots["scene"].pick
    assert first in SCENES[1]
    room.tap("another")
    assert room.session.place.slots["scene"].pick in SCENES[1]
    room.say("i need some quiet, back by nine")
    room.tap("another")
    assert room.session.place.slots["scene"].pick in SCENES[2]
    assert "sentence" not in room.session.place.slots


def test_the_way_back_after_feedback_leads_to_the_words_before() -> None:
    room = Room()
    room.tap("bring")
    room.say("you never listen")
    assert room.session.place.slots["tries"].number == 1
    assert room.session.place.trail[-1].before["tries"] is None


# Scenes and words


def test_every_scene_is_worded_at_its_level() -> None:
    words = VOICE.catalogue("en").words["practice"]["scene"]
    named = {scene: level for level, scenes in SCENES.items() for scene in scenes}
    assert {scene: int(each.forms["level"]) for scene, each in words.items()} == named
    assert len(named) >= 30
    assert all(40 < len(each.forms["line"]) < 260 for each in words.values())
    assert all(each.forms["setting"] for each in words.values())


def test_no_scene_comes_twice_before_all_were_seen() -> None:
    for draw in (0, 7):
        slots: Slots = {"draw": Value(number=draw)}
        seen = []
        for _ in range(sum(map(len, SCENES.values()))):
            found = draw_scene(slots, Ear(), "en").slots
            slots |= {name: value for name, value in found.items() if value}
            seen.append(slots["scene"].pick)
        assert len(set(seen)) == len(seen)
        assert draw_scene(slots, Ear(), "en").slots["scene"] == Value(pick=seen[0])
    assert HARDEST == 3


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_piece_of_feedback_has_four_wordings(prompt: str) -> None:
    assert len(VOICE.catalogue("en").variants[f"practice/{prompt}"]) >= 4

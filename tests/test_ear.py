"""The trained ear, with the models that ship."""

import random
import shutil
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.errors import HearingError
from dialogs.hearing.danger import explicit
from dialogs.hearing.ear import MODELS, Ear
from dialogs.hearing.examples import FOLDER, young_examples
from dialogs.hearing.heard import HARMS, Hearing
from dialogs.hearing.labels import LABELS
from dialogs.hearing.spans import carried
from dialogs.hearing.thresholds import load_thresholds
from dialogs.hearing.tokens import Tokens
from dialogs.hearing.windows import MOST, WIDE, windows

GOOD = (
    "I know you were looking forward to tonight, but I'm worn out. I need an hour to myself "
    "to recharge, then I'm all yours. Would that be ok?"
)

DAY = (
    "We had dinner and watched a film and then went to bed early. ",
    "The bus was late and the shop was shut. ",
    "I need an hour to myself and then we talk about the weekend. ",
    "My sister came over with the kids and we baked a cake for mum. ",
)


@pytest.fixture(scope="module")
def ear() -> Ear:
    return Ear()


def words(text: str, ear: Ear, label: str) -> list[str]:
    return [text[start:end] for start, end in ear.hear(text).spans[label]]


def test_a_good_phrase_is_heard_with_its_moves_and_no_harm(ear: Ear) -> None:
    heard = ear.hear(GOOD)
    assert {"need", "feeling", "purpose", "return", "request", "acknowledge"} <= set(heard.labels)
    assert not set(HARMS) & set(heard.labels)
    assert heard.risk == "none"
    assert heard.tier is None


@pytest.mark.parametrize(
    ("text", "harm", "said"),
    [
        ("you never listen to me, you're so selfish", "absolute", "never"),
        ("if you text me once more we're done", "threat", "once more"),
        ("leave me alone", "dismissal", "leave me alone"),
        ("sorry, I know I'm the worst girlfriend", "self_blame", "worst"),
    ],
)
def test_a_harm_points_at_its_words(ear: Ear, text: str, harm: str, said: str) -> None:
    assert harm in ear.hear(text).labels
    assert said in " ".join(words(text, ear, harm))


def test_offsets_are_code_points_beyond_the_basic_plane(ear: Ear) -> None:
    text = "😭😭👩‍👩‍👧 I’m wiped out 😭 and I need an hour to myself"
    assert "wiped out" in words(text, ear, "feeling")[0]
    assert "need an hour" in words(text, ear, "need")[0]


def test_the_same_message_is_heard_the_same_way(ear: Ear) -> None:
    again = Ear()
    assert ear.hear(GOOD) == ear.hear(GOOD) == again.hear(GOOD)


def test_topics_come_best_first_and_none_is_no_topic_to_offer(ear: Ear) -> None:
    heard = ear.hear("how do I tell her I need an evening to myself")
    scores = [score for _, score in heard.topics]
    assert heard.topic == heard.topics[0][0] == "ask_for_space"
    assert scores == sorted(scores, reverse=True)
    assert "none" not in dict(heard.topics)
    assert ear.hear("what is the capital of Mongolia").topic == "none"


def test_danger_is_heard_wherever_it_stands_in_a_long_message(ear: Ear) -> None:
    plain = "".join(DAY)
    for before in (0, 4, 8):
        hidden = "He punched me in the face again last night. "
        text = plain * before + hidden + plain * (8 - before)
        assert ear.risk(text) == ("abuse_victim", "strong")
    assert ear.risk(plain * 8) == ("none", None)


def test_labels_are_heard_at_the_end_of_a_long_message(ear: Ear) -> None:
    text = "".join(DAY) * 8
    text += "Just stop calling me and leave me alone, I am done talking to you."
    assert "done talking" in words(text, ear, "dismissal")[-1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I'm going to kill myself", "self_harm"),
        ("he choked me on sunday", "abuse_victim"),
        ("my boyfriend says he's going to kill himself", "partner_at_risk"),
        ("im going to stab him", "harm_to_others"),
    ],
)
def test_danger_in_plain_words_is_strong(ear: Ear, text: str, kind: str) -> None:
    assert explicit(text) == (kind, "strong")
    assert ear.risk(text) == (kind, "strong")


@pytest.mark.parametrize(
    "text",
    [
        "he hits me up every friday for the pub",
        "he has never hit me",
        "in the film he strangled me lol, it was a play",
        "kms to the airport: 30",
        "I'll be dead tired",
    ],
)
def test_plain_words_are_taken_back(text: str) -> None:
    assert explicit(text)[1] is None


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b"])
def test_nothing_said_is_nothing_heard(ear: Ear, text: str) -> None:
    heard = ear.hear(text)
    assert (heard.labels, heard.topic, heard.risk, heard.tier) == ({}, "none", "none", None)


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x02\ufffe",
        "\ud800\udfff",
        "😭" * 4096,
        "a" * 4096,
        "我需要一点时间" * 585,
        "Necesito una hora para mí, luego hablamos",
        "مرحبا كيف حالك",
        "İiſß́́" * 40,
    ],
)
def test_odd_messages_are_borne(ear: Ear, text: str) -> None:
    check(text, ear)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    check(text, SHARED)


SHARED = Ear()
KNOWN = load_thresholds(MODELS / "thresholds.json").topics
YOUNG = young_examples(FOLDER, KNOWN)


def check(text: str, ear: Hearing) -> None:
    heard = ear.hear(text)
    assert set(heard.labels) == set(heard.spans) <= set(LABELS)
    assert heard.strict <= set(heard.labels) & set(HARMS)
    assert heard.topic in {*KNOWN, *YOUNG}
    assert (heard.risk == "none") == (heard.tier is None)
    assert ear.risk(text) == (heard.risk, heard.tier)
    for spans in heard.spans.values():
        assert spans
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert spans == sorted(spans)


@pytest.mark.parametrize("name", ["phrases.onnx", "risk.onnx", "tokenizer.json", "thresholds.json"])
@pytest.mark.parametrize("content", [None, b"", b"\x00broken"])
def test_a_missing_or_broken_file_is_named(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    for file in MODELS.glob("*.*"):
        if file.name != name:
            (tmp_path / file.name).symlink_to(file)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(HearingError, match="make train") as raised:
        Ear(tmp_path).hear("hello there")
    assert raised.value.file == tmp_path / name
    assert "\n" not in str(raised.value)


def test_thresholds_that_are_no_thresholds_are_named(tmp_path: Path) -> None:
    for file in MODELS.glob("*.*"):
        shutil.copy(file, tmp_path)
    (tmp_path / "thresholds.json").write_text('{"labels": 3}')
    with pytest.raises(HearingError):
        Ear(tmp_path).hear("hello there")


def test_a_message_takes_milliseconds(ear: Ear) -> None:
    ear.hear(GOOD)
    taken = []
    for _ in range(15):
        start = time.perf_counter()
        ear.hear(GOOD)
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[3] < 0.1


def test_windows_leave_no_token_unread() -> None:
    for length in (0, 1, WIDE, WIDE + 1, WIDE + 64, 1000, 3 * WIDE + 7):
        tokens = Tokens(list(range(length + 2)), [(0, 0)] * (length + 2))
        read = list(windows(tokens))
        assert {one for piece in read for one in piece.ids} == set(tokens.ids)
        assert all(len(piece.ids) <= WIDE + 2 for piece in read)
        assert all(piece.ids[0] == 0 and piece.ids[-1] == length + 1 for piece in read)


def test_of_an_endless_message_both_ends_are_read() -> None:
    tokens = Tokens(list(range(100_002)), [(0, 0)] * 100_002)
    read = list(windows(tokens))
    assert len(read) == MOST
    assert 1 in read[0].ids
    assert 100_000 in read[-1].ids


def test_spans_are_whole_words_and_bridge_one_weak_token() -> None:
    text = "please don't go away now"
    places = [(0, 6), (7, 10), (10, 11), (11, 12), (13, 15), (16, 20), (21, 24)]
    scores = [0.1, 0.9, 0.2, 0.8, 0.1, 0.7, 0.0]
    assert carried(text, places, scores) == [(7, 20)]
    assert carried(text, places, [0.0, 0.0, 0.0, 0.9, 0.0, 0.0, 0.0]) == [(7, 12)]
    assert carried(text, [], []) == []


def test_spans_stay_inside_for_random_scores() -> None:
    rng = random.Random(3)
    text = "it's a long day, isn't it"
    places = [(0, 4), (5, 6), (7, 11), (12, 15), (15, 16), (17, 22), (23, 25)]
    for _ in range(50):
        spans = carried(text, places, [rng.random() for _ in places])
        assert all(first[1] < second[0] for first, second in pairwise(spans))


def test_what_stands_in_another_sentence_takes_nothing_back() -> None:
    assert explicit("We watched a film. Then he punched me. I never saw it coming.")[1] == "strong"
    assert explicit("He punched me at squash. Best game ever")[1] is None
    assert explicit("He kicked me. Lol.")[1] is None

"""Topics that the models do not know, heard by their examples; with the models that ship."""

import json
from pathlib import Path

import numpy as np
import pytest

from dialogs.errors import HearingError
from dialogs.hearing.asleep import SleepingEar
from dialogs.hearing.ear import MODELS, Ear
from dialogs.hearing.examples import FEWEST, FOLDER, young_examples
from dialogs.hearing.thresholds import load_thresholds
from dialogs.hearing.young import BAR, DOUBT, Meaning, Young
from tests import first_script

MONEY = (
    "we always end up fighting about money",
    "he spends more than we have and I don't know how to say it",
    "how do I bring up splitting the rent",
    "she earns much more than me and it's awkward",
    "I want to talk about our budget without a row",
    "my boyfriend borrowed money from me and never mentions it",
    "we need to decide on a joint account",
    "I hid a credit card debt from my husband and want to tell him",
    "who pays for what when we move in together",
    "he checks every receipt I bring home",
    "saving for a house but she keeps buying clothes",
    "I feel small when I have to ask him for money",
)
ASKED = (
    ("how can we talk about finances like grown ups", "money_talk"),
    ("she's in debt up to her ears and pretends it's fine", "money_talk"),
    ("he never has his wallet when the bill comes", "money_talk"),
    ("a kind word at bedtime, for him", "good_night"),
    ("how do I tell her I need an evening to myself", "ask_for_space"),
    ("we snapped at each other and I want to make it right", "repair"),
    ("what is the capital of Mongolia", "none"),
    ("how long do I boil an egg", "none"),
)


def written(folder: Path, topic: str, texts: tuple[str, ...]) -> Path:
    lines = [json.dumps({"text": text, "topic": topic}) + "\n" for text in texts]
    (folder / f"{topic}.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ear(tmp_path_factory: pytest.TempPathFactory) -> Ear:
    folder = tmp_path_factory.mktemp("topics")
    path = "dialogs/hearing/data/topics/good_night.jsonl"
    (folder / "good_night.jsonl").write_text(first_script.files()[path], encoding="utf-8")
    return Ear(topics=written(folder, "money_talk", MONEY))


@pytest.mark.parametrize(("text", "topic"), ASKED)
def test_a_young_topic_is_heard_and_takes_no_others(ear: Ear, text: str, topic: str) -> None:
    heard = ear.hear(text)
    assert heard.topic == topic
    if topic in ("money_talk", "good_night"):
        assert heard.topics[0][0] == topic
        assert heard.topics[0][1] >= 0.5
    scores = [score for _, score in heard.topics]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_what_the_models_give_stays_as_it_is(ear: Ear, tmp_path: Path) -> None:
    text = "how do I tell her I need an evening to myself"
    young, plain = ear.hear(text), Ear(topics=tmp_path).hear(text)
    assert (young.labels, young.spans) == (plain.labels, plain.spans)
    assert (young.topic, young.topics[0]) == (plain.topic, plain.topics[0])


def test_examples_of_a_known_topic_change_nothing(tmp_path: Path) -> None:
    with_them = Ear(topics=written(tmp_path, "ritual", MONEY))
    without = Ear(topics=tmp_path / "nowhere")
    for text, _ in ASKED:
        assert with_them.hear(text) == without.hear(text)


def test_the_topics_of_the_models_stand_with_them() -> None:
    known = load_thresholds(MODELS / "thresholds.json").topics
    assert known[-1] == "none"
    assert {"ask_for_space", "repair", "help"} < set(known)
    assert not set(known) & set(young_examples(FOLDER, known))


def test_the_sleeping_ear_takes_the_folder_along(tmp_path: Path) -> None:
    ear = SleepingEar(topics=written(tmp_path, "money_talk", MONEY))
    assert ear.hear("he never has his wallet when the bill comes").topic == "money_talk"


def test_lines_that_are_no_examples_are_passed_by(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        b'{"text": "one", "topic": "young"}\n\n{"text": 1}\nnonsense\n\xff\n'
        b'{"text": " ", "topic": "young"}\n{"text": "two", "topic": "none"}\n'
    )
    assert young_examples(tmp_path, ["none"]) == {"young": ["one"]}
    assert young_examples(tmp_path / "nowhere", ["none"]) == {}


def test_the_space_is_read_only_for_a_young_topic(tmp_path: Path) -> None:
    for file in MODELS.glob("*.*"):
        if file.name != "meaning.npy":
            (tmp_path / file.name).symlink_to(file)
    assert Ear(tmp_path).hear("how do I tell her I need an evening to myself").topics
    (tmp_path / "topics").mkdir()
    young = Ear(tmp_path, written(tmp_path / "topics", "money_talk", MONEY))
    with pytest.raises(HearingError, match=r"meaning\.npy"):
        young.hear("who pays")
    (tmp_path / "meaning.npy").write_bytes(b"broken")
    with pytest.raises(HearingError, match=r"meaning\.npy"):
        young.hear("who pays")


def test_the_score_is_a_half_at_the_bar_and_falls_with_what_the_models_are_sure_of() -> None:
    young = Young({"b": [np.array([1, 0], np.float32)], "a": [np.array([0, 1], np.float32)]})

    def score(likeness: float, known: float) -> float:
        return dict(young.scores(np.array([likeness, 0], np.float32), known))["b"]

    at_the_bar = float(BAR - DOUBT * np.log(1.02 - 0.3))
    assert score(at_the_bar, 0.3) == pytest.approx(0.5, abs=1e-4)
    assert score(at_the_bar, 0.9) < 0.05 < score(at_the_bar + 0.1, 0.9)
    assert [topic for topic, _ in young.scores(np.zeros(2, np.float32), 0.5)] == ["a", "b"]


def test_a_message_that_lies_in_the_middle_of_all_lies_nowhere(tmp_path: Path) -> None:
    np.save(tmp_path / "meaning.npy", np.array([[1, 2, 0], [1, 0, 2]], np.float16))
    meaning = Meaning(tmp_path / "meaning.npy")
    assert meaning.of(np.array([1, 1], np.float32)).tolist() == [0, 0]
    assert np.linalg.norm(meaning.of(np.array([4, 5], np.float32))) == pytest.approx(1)


def test_the_page_for_authors_shows_as_many_examples_as_are_needed() -> None:
    path = "dialogs/hearing/data/topics/good_night.jsonl"
    assert len(first_script.files()[path].splitlines()) >= FEWEST

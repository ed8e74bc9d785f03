import pytest

from dialogs.findings import Findings
from dialogs.repair_study import PROMPTS, body_told, how_long_ago, own_up
from dialogs.session import Value
from tests.ears import ToldEar

EAR = ToldEar()


@pytest.mark.parametrize(
    ("said", "pick"),
    [
        ("a few minutes", "just_now"),
        ("10 minutes ago", "just_now"),
        ("half an hour ago", "hours"),
        ("about 3 hours ago", "hours"),
        ("last night", "yesterday"),
        ("on Sunday", "days"),
        ("three days", "days"),
        ("weeks", "days"),
        ("before lunch", "hours"),
    ],
)
def test_how_long_ago_is_heard_in_own_words(said: str, pick: str) -> None:
    found = how_long_ago({"since": Value(said=said)}, EAR, "en").slots["since"]
    assert found is not None
    assert (found.pick, found.said) == (pick, said)


def test_a_tapped_time_stays() -> None:
    assert how_long_ago({"since": Value(pick="days")}, EAR, "en") == Findings()
    assert how_long_ago({}, EAR, "en") == Findings()


@pytest.mark.parametrize(
    ("body", "picks"),
    [
        (Value(picks=["calm"]), ["calm"]),
        (Value(picks=["jaw", "calm"]), ["jaw"]),
        (Value(said="pretty calm now"), ["calm"]),
        (Value(said="all good, heart is slow"), ["calm"]),
        (Value(said="not calm at all"), ["stirred"]),
        (Value(said="still shaking"), ["stirred"]),
        (Value(said="jaw like a rock"), ["stirred"]),
    ],
)
def test_calm_counts_only_where_nothing_is_stirred(body: Value, picks: list[str]) -> None:
    found = body_told({"body": body}, EAR, "en").slots["body"]
    assert found is not None
    assert found.picks == picks


def owned(said: str) -> Findings:
    return own_up({"own": Value(said=said)}, EAR, "en")


@pytest.mark.parametrize(
    ("said", "prompt"),
    [
        ("I'm sorry for being so sensitive", "own_hurt"),
        ("I was hurt", "own_hurt"),
        ("sorry for crying", "own_hurt"),
        ("I got upset", "own_hurt"),
        ("being too much", "own_hurt"),
        ("I’m sorry for being so hurt and sad", "own_hurt"),
        ("everything", "own_all"),
        ("I'm so sorry for everything I did", "own_all"),
        ("I'm sorry if I hurt him", "own_if"),
        ("sorry that you felt left out", "own_if"),
        ("he started it", "own_theirs"),
        ("they never listen", "own_theirs"),
    ],
)
def test_what_owns_nothing_is_asked_again(said: str, prompt: str) -> None:
    found = owned(said)
    assert found.prompts == [prompt]
    assert prompt in PROMPTS
    assert found.slots["own"] is None
    again = found.slots["owned"]
    assert again is not None
    assert again.pick == "again"


@pytest.mark.parametrize(
    ("said", "forms"),
    [
        ("I shouted at her", {"did": "I shouted at you"}),
        ("I hurt her feelings", {"did": "I hurt your feelings"}),
        ("I was upset and slammed the door", {"did": "I was upset and slammed the door"}),
        ("that I left without a word", {"did": "I left without a word"}),
        ("I'm sorry I yelled", {"did": "I yelled"}),
        ("my tone", {"about": "my tone"}),
        ("slamming the door", {"about": "slamming the door"}),
        ("sorry for lying to him", {"about": "lying to you"}),
        ("I didn't see that he was hurt", {"did": "I didn't see that you were hurt"}),
    ],
)
def test_one_thing_is_owned_and_said_to_the_partner(said: str, forms: dict[str, str]) -> None:
    own = owned(said).slots["own"]
    assert own is not None
    assert own.forms == forms


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I called him lazy but he started it", "I called him lazy"),
        ("I yelled, because she never listens", "I yelled"),
        ("I left. However, you pushed me", "I left"),
    ],
)
def test_what_takes_it_back_is_cut(said: str, kept: str) -> None:
    found = owned(said)
    assert found.prompts == ["own_but"]
    own = found.slots["own"]
    assert own is not None
    assert own.said == kept


def test_a_long_confession_stays_whole() -> None:
    said = "I read your messages when you were asleep and then " + "I lied about it " * 5
    own = owned(said).slots["own"]
    assert own is not None
    assert own.forms == {"whole": said.strip()}


def test_a_choice_and_a_skip_stay() -> None:
    assert own_up({"own": Value(pick="loud")}, EAR, "en").prompts == []
    assert own_up({}, EAR, "en").slots == {"owned": None}

import pytest

from bot.turnstile import MOST, SECOND, Window


def test_a_message_counts_longer_as_its_answer_is_late() -> None:
    window = Window()
    places = [window.take(0), window.take(0), window.take(0)]
    window.answered(places[0], 0.1)
    window.answered(places[1], 0.4)
    # The third may still be seen at any moment.
    assert window.held(SECOND + 0.01) == 2
    assert window.held(SECOND + 0.31) == 1
    window.answered(places[2], 1.5)
    assert window.held(SECOND + 1.41) == 0


def test_a_message_that_is_lost_counts_no_longer_after_a_while() -> None:
    window = Window()
    window.answered(window.take(0), 0.1)
    window.take(0)
    assert (window.held(3), window.held(5)) == (1, 0)


def test_when_a_place_is_free() -> None:
    window = Window()
    for number in range(MOST):
        window.answered(window.take(number / 100), number / 100)
    assert window.frees_at(0.5, MOST + 1) == 0.5
    assert window.frees_at(0.5, MOST) == SECOND
    assert window.frees_at(0.5, MOST - 1) == pytest.approx(SECOND + 0.01)


def test_only_prompts_make_it_less_calm() -> None:
    window = Window()
    window.take(0)
    assert window.calm(0)
    window.take(1, prompt=True)
    assert not window.calm(1 + SECOND - 0.01)
    assert window.calm(1 + SECOND)

from bot.record import Profile
from dialogs.outcome import Bubble
from tests.roads import house


def test_a_script_without_a_recap_has_the_desks() -> None:
    speech = house().speech
    own = speech.bubble(Bubble(["ask_for_space/recap"], "ask_for_space"), Profile(), [], 1)
    shared = speech.bubble(Bubble(["forget_me/recap"], "forget_me"), Profile(), [], 1)
    assert own != shared
    desk = speech.voice.catalogue("en").variants["desk/recap"]
    assert any(shared in variant.source for variant in desk)


def test_a_give_back_that_is_not_written_is_left_out() -> None:
    speech = house().speech
    bubble = Bubble(["forget_me/sure.heard", "forget_me/kept"], "forget_me")
    assert speech.bubble(bubble, Profile(), [], 1) == speech.bubble(
        Bubble(["forget_me/kept"], "forget_me"), Profile(), [], 1
    )

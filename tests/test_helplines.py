import pytest

from tests.chat import Chat, plain


@pytest.mark.parametrize("said", ["who can help", "I need a helpline", "/helplines"])
@pytest.mark.parametrize("inside", [False, True])
def test_whoever_asks_is_told_who_can_help(said: str, inside: bool) -> None:
    chat = Chat()
    if inside:
        chat.begin()
        chat.say("argued")
    chat.command("helplines") if said.startswith("/") else chat.say(said)
    assert chat.state == "safety_help/where"
    chat.tap("Ireland")
    assert "findahelpline.com" in plain(" ".join(each.text for each in chat.heard))
    assert chat.record.danger is None
    assert bool(chat.record.shelf) == inside

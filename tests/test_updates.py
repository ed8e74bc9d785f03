from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot

from bot.updates import (
    Elsewhere,
    Heard,
    Inline,
    Standing,
    chat_of,
    parse_update,
    person,
    read_update,
)

Json = dict[str, Any]
ANN: Json = {"id": 11, "is_bot": False, "first_name": "Ann"}
PRIVATE: Json = {"id": 11, "type": "private", "first_name": "Ann"}
TEAM: Json = {"id": -100, "type": "supergroup", "title": "Team"}
FILE: Json = {"file_id": "f", "file_unique_id": "u"}
PICTURE = FILE | {"width": 1, "height": 1}
BOT = Bot("7:token")


def read(update: Json) -> Heard | Inline | Elsewhere | Standing | None:
    parsed = parse_update({"update_id": 5} | update, BOT)
    assert parsed is not None
    return read_update(parsed, "room_for_us_bot")


def message(**fields: Any) -> Json:
    return {"message_id": 3, "from": ANN, "chat": PRIVATE, "date": 1} | fields


def heard(update: Json) -> Heard:
    found = read(update)
    assert isinstance(found, Heard)
    return found


def test_words_are_a_text() -> None:
    found = heard({"message": message(text="worn out")})
    said = found.utterance
    assert (found.person, chat_of(found.person)) == ("telegram:11", 11)
    assert (said.kind, said.text, said.update, said.ref) == ("text", "worn out", 5, "3")
    assert (said.name, said.corrects, found.query) == ("Ann", False, None)


@pytest.mark.parametrize(
    ("typed", "name", "args"),
    [
        ("/start", "start", ""),
        ("/START", "start", ""),
        ("/start@room_for_us_bot", "start", ""),
        ("/phrases 2", "phrases", "2"),
        ("/phrases@room_for_us_bot  2 ", "phrases", "2"),
        ("/back\nplease", "back", "please"),
        ("/start, please", "start", ", please"),
    ],
)
def test_a_slash_begins_a_command(typed: str, name: str, args: str) -> None:
    said = heard({"message": message(text=typed)}).utterance
    assert (said.kind, said.text, said.args) == ("command", name, args)


@pytest.mark.parametrize("typed", ["/", "/ start", "//", "/home/ann", "/größe", "not /start"])
def test_other_slashes_are_words(typed: str) -> None:
    said = heard({"message": message(text=typed)}).utterance
    assert (said.kind, said.text) == ("text", typed)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("voice", {"voice": FILE | {"duration": 1}}),
        ("voice", {"video_note": FILE | {"duration": 1, "length": 1}}),
        ("voice", {"audio": FILE | {"duration": 1}}),
        ("photo", {"photo": [PICTURE]}),
        ("video", {"video": PICTURE | {"duration": 1}}),
        ("sticker", {"animation": PICTURE | {"duration": 1}, "document": FILE}),
        (
            "sticker",
            {"sticker": PICTURE | {"is_animated": False, "is_video": False, "type": "regular"}},
        ),
        ("location", {"location": {"latitude": 1.0, "longitude": 2.0}}),
        ("contact", {"contact": {"phone_number": "1", "first_name": "Bob"}}),
        ("dice", {"dice": {"value": 6, "emoji": "🎲"}}),
        ("document", {"document": FILE}),
        ("other", {"story": {"chat": TEAM, "id": 1}}),
        # What an older server says of a poll is too little for the library.
        ("poll", {"poll": {"id": "1", "question": "?", "options": []}}),
        ("voice", {"voice": FILE | {"duration": 1}, "reply_to_message": {"poll": {"id": "1"}}}),
        (
            "forwarded",
            {
                "forward_origin": {"type": "user", "date": 1, "sender_user": ANN},
                "text": "/forget",
            },
        ),
    ],
)
def test_what_is_no_text_keeps_its_kind(kind: str, fields: Json) -> None:
    assert heard({"message": message(**fields)}).utterance.kind == kind


def test_a_caption_goes_with_its_picture() -> None:
    said = heard({"message": message(photo=[PICTURE], caption="us")}).utterance
    assert (said.kind, said.text) == ("photo", "us")


def test_a_reply_to_an_older_message_is_plain_words() -> None:
    older = {"message_id": 1, "chat": PRIVATE, "date": 1, "text": "How are you?"}
    said = heard({"message": message(text="tired", reply_to_message=older)}).utterance
    assert (said.kind, said.text) == ("text", "tired")


def test_an_inline_query_is_no_turn() -> None:
    query = {"id": "9", "from": ANN, "query": "an hour", "offset": ""}
    assert read({"inline_query": query}) == Inline("telegram:11", "9", "an hour")


def test_an_edit_corrects() -> None:
    said = heard({"edited_message": message(text="sad", edit_date=2)}).utterance
    assert (said.kind, said.text, said.corrects) == ("text", "sad", True)


def test_steps_of_a_shared_place_are_no_corrections() -> None:
    place = {"latitude": 1.0, "longitude": 2.0, "live_period": 900}
    assert heard({"message": message(location=place)}).utterance.kind == "location"
    assert read({"edited_message": message(location=place, edit_date=2)}) is None


def test_a_tap_brings_its_token() -> None:
    query = {"id": "9", "from": ANN, "chat_instance": "1", "data": "4:worn_out"}
    found = heard({"callback_query": query | {"message": message(text="How?")}})
    assert (found.utterance.kind, found.utterance.text) == ("tap", "4:worn_out")
    assert found.query is not None
    assert found.query.id == "9"
    # A message that is too old for Telegram to send along.
    old = {"message_id": 3, "chat": PRIVATE, "date": 0}
    assert heard({"callback_query": query | {"message": old}}).person == "telegram:11"
    assert heard({"callback_query": query}).utterance.text == "4:worn_out"


@pytest.mark.parametrize(
    "update",
    [
        {"channel_post": {"message_id": 1, "chat": TEAM | {"type": "channel"}, "date": 1}},
        {"message": message(text="hi", **{"from": ANN | {"is_bot": True}})},
        {"message": message(pinned_message=message(text="hi"))},
        {"message": message(text="hi", chat=TEAM | {"type": "channel"}, **{"from": None})},
        {"edited_message": message(text="hi", chat=TEAM, edit_date=2)},
        {"poll": None},
    ],
)
def test_some_updates_mean_nothing(update: Json) -> None:
    assert read(update) is None


@pytest.mark.parametrize(
    ("fields", "addressed"),
    [
        ({"text": "lovely weather"}, False),
        ({"text": "/start"}, True),
        ({"text": "/start@room_for_us_bot now"}, True),
        ({"text": "/start@another_bot"}, False),
        ({"text": "ask @Room_For_Us_Bot"}, True),
        ({"reply_to_message": message(**{"from": ANN | {"username": "room_for_us_bot"}})}, True),
        ({"reply_to_message": message()}, False),
    ],
)
def test_a_group_is_elsewhere(fields: Json, addressed: bool) -> None:
    assert read({"message": message(chat=TEAM, **fields)}) == Elsewhere(-100, addressed)


@pytest.mark.parametrize(
    ("chat", "status", "found"),
    [
        (PRIVATE, "kicked", Standing("telegram:11", False)),
        (PRIVATE, "member", Standing("telegram:11", True)),
        (TEAM, "member", Elsewhere(-100, True)),
        (TEAM, "left", None),
        (TEAM | {"type": "channel"}, "member", None),
    ],
)
def test_a_membership_is_a_standing(chat: Json, status: str, found: object) -> None:
    member = {"user": ANN | {"id": 7, "is_bot": True}, "status": status, "until_date": 0}
    change = {"chat": chat, "from": ANN, "date": 1, "old_chat_member": member}
    assert read({"my_chat_member": change | {"new_chat_member": member}}) == found


@pytest.mark.parametrize("came", [None, [], "x", 5, {}, {"update_id": 5, "message": {"chat": 1}}])
def test_what_is_no_update_is_none(came: object) -> None:
    assert parse_update(came, BOT) is None


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None), min_size=1))
def test_whatever_is_typed_can_be_sent_back(text: str, name: str) -> None:
    said = heard({"message": message(text=text, **{"from": ANN | {"first_name": name}})}).utterance
    for each in (said.text, said.args, said.name):
        each.encode()


def test_halves_of_a_surrogate_pair_are_joined_or_replaced() -> None:
    assert heard({"message": message(text="a\ud83d\ude00b\ud83d")}).utterance.text == "a😀b\ufffd"


@pytest.mark.parametrize(
    ("told", "read"), [("pt-br", "pt"), ("EN-GB", "en"), ("de", "de"), ("", ""), (None, "")]
)
def test_the_language_of_their_telegram_comes_without_its_country(
    told: str | None, read: str
) -> None:
    user = ANN | ({} if told is None else {"language_code": told})
    assert heard({"message": message(text="hi", **{"from": user})}).utterance.language == read
    query = {"id": "9", "from": user, "chat_instance": "1", "data": "4:worn_out"}
    assert heard({"callback_query": query}).utterance.language == read


def test_a_tap_counts_without_its_message() -> None:
    query = {"id": "9", "from": ANN, "chat_instance": "1", "data": "4:worn_out", "message": {}}
    assert heard({"callback_query": query}).utterance.text == "4:worn_out"


def test_names_of_people() -> None:
    assert chat_of(person(123)) == 123

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.phrasebook import COPY_AT_MOST, export, keep, phrase_buttons
from bot.record import Record, Reply

NOW = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)


def full(count: int) -> Record:
    record = Record(person="a")
    for number in range(count):
        keep(record, f"I need some quiet, {number}.", NOW + timedelta(days=number))
    return record


def test_a_sentence_kept_again_is_the_newest() -> None:
    record = full(3)
    keep(record, "I need some quiet, 0.", NOW + timedelta(days=9))
    assert [phrase.text[-2:] for phrase in record.phrasebook] == ["1.", "2.", "0."]
    assert record.phrasebook[-1].kept_at == "2026-03-11T21:00:00+00:00"


@given(st.text(min_size=1))
def test_buttons_copy_and_send_the_very_words(text: str) -> None:
    (row,) = phrase_buttons(text, str.upper)
    *copy, share = row
    assert [each.copy for each in copy] == ([text] if len(text) <= COPY_AT_MOST else [])
    assert share.label == "SHARE"
    link = urlsplit(share.url)
    assert link.netloc == "t.me"
    assert parse_qs(link.query, keep_blank_values=True)["url"] == [text]
    assert share.url.isascii()


def test_an_export_is_json_that_people_can_read() -> None:
    record = full(1)
    record.profile.name = "Zoë"
    record.outbox = [Reply(1, text="on its way")]
    record.mark = 7
    text = export(record)
    kept = json.loads(text)
    assert (kept["person"], kept["profile"]["name"]) == ("a", "Zoë")
    assert "Zoë" in text
    assert "on its way" not in text
    assert not {"mark", "said", "outbox"} & kept.keys()

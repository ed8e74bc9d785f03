from collections.abc import AsyncIterator

import pytest

from bot.house import House
from bot.inline import MOST, answer, matching
from bot.record import Phrase, Record
from tests.bot_api import BotApi
from tests.bot_api_chats import Json, Person
from tests.memory_store import MemoryStore
from tests.roads import house as quiet
from tests.serving import PATIENCE, serving, settled

TEXTS = (
    "I need an hour.",
    "I love you, back at eight.",
    "An hour, then I'm yours.",
    "Tea at nine?",
)


def with_phrases(*texts: str, kind: str = "phrase") -> Record:
    kept = [
        Phrase(text, f"2026-03-0{day + 1}T20:00:00+00:00", kind) for day, text in enumerate(texts)
    ]
    return Record("telegram:11", phrasebook=kept, last_update=0)


def test_the_newest_three_for_no_words() -> None:
    found = [each.text for each in matching(with_phrases(*TEXTS), "  ")]
    assert found == [*TEXTS[:0:-1]]


def test_all_words_have_to_be_there() -> None:
    record = with_phrases(*TEXTS)
    assert [each.text for each in matching(record, "HOUR")] == [TEXTS[2], TEXTS[0]]
    assert [each.text for each in matching(record, "hour yours")] == [TEXTS[2]]
    assert matching(record, "hour zebra") == []


def test_only_sentences_and_never_too_many() -> None:
    assert matching(with_phrases(*TEXTS, kind="ritual"), "") == []
    many = Record("x", phrasebook=[Phrase(f"hour {n}", TEXTS[0]) for n in range(99)])
    assert len(matching(many, "hour")) == MOST
    assert matching(None, "hour") == []


def test_a_long_sentence_fits() -> None:
    record = with_phrases("x" * 5000)
    (result,) = answer(record, "", quiet().speech)["results"]
    assert len(result["input_message_content"]["message_text"]) == 4096


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def house(api: BotApi, store: MemoryStore) -> AsyncIterator[House]:
    async with serving(api, store) as house:
        yield house
    assert api.refusals == []


async def asked(api: BotApi, ann: Person, words: str) -> Json:
    before = len(ann.inline_answers)
    ann.ask_inline(words)
    await api.until(lambda: len(ann.inline_answers) > before, PATIENCE)
    await settled(api)
    return ann.inline_answers[-1]


async def test_offers_the_askers_own_and_saves_nothing(
    api: BotApi, ann: Person, house: House, store: MemoryStore
) -> None:
    store.save(with_phrases(*TEXTS))
    told = await asked(api, ann, "hour")
    texts = [each["input_message_content"]["message_text"] for each in told["results"]]
    assert texts == [TEXTS[2], TEXTS[0]]
    assert (told["personal"], told["cache_time"], told["button"]) == (True, 0, None)
    assert told["results"][0]["description"] == "3 March"
    record = store.load("telegram:11")
    assert record is not None
    assert (record.last_update, record.serial, record.touched_at) == (0, 0, "")
    assert ann.replies == []


async def test_a_stranger_gets_a_way_to_begin(
    api: BotApi, ann: Person, house: House, store: MemoryStore
) -> None:
    told = await asked(api, ann, "anything")
    assert told["results"] == []
    assert told["button"]["start_parameter"] == "space"
    assert store.load("telegram:11") is None
    await ann.send(f"/start {told['button']['start_parameter']}")
    assert "Room for Us" in (await ann.reply(PATIENCE)).text


async def test_no_sentence_with_these_words(
    api: BotApi, ann: Person, house: House, store: MemoryStore
) -> None:
    store.save(with_phrases(*TEXTS))
    told = await asked(api, ann, "zebra")
    assert told["results"] == []
    assert "new one" in told["button"]["text"]

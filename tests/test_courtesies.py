import pytest
from telegram import Bot

from bot import wire
from bot.delivery import Delivery
from bot.record import Button
from tests.bot_api import BotApi
from tests.bot_api_chats import Person
from tests.memory_store import MemoryStore
from tests.outboxes import decided, texts

pytestmark = pytest.mark.usefixtures("hasty")


async def test_edits_in_a_chat_keep_their_order_through_faults(
    api: BotApi, ann: Person, bot: Bot, way: Delivery, store: MemoryStore
) -> None:
    way.hand_over(decided(store, "well?", asks=True))
    message = (await ann.reply()).id
    api.fail_next(2, 502, "editMessageReplyMarkup")
    for label in ("First", "Second"):
        rows = [[Button(label, "1:x")]]
        way.courtesies.edit(11, lambda rows=rows: wire.show_buttons(bot, 11, message, rows))  # type: ignore[misc]
    assert (await ann.reply()).buttons == [["First"]]
    assert (await ann.reply()).buttons == [["Second"]]


async def test_a_flooded_courtesy_waits_as_told(api: BotApi, ann: Person, way: Delivery) -> None:
    api.flood_next(1, retry_after=0.05, chat=11)
    way.courtesies.do(lambda: way.bot.send_message(11, "hello"))
    assert (await ann.reply()).text == "hello"
    assert api.refusals == []


@pytest.mark.parametrize(("status", "calls"), [(400, 1), (403, 1), (502, 3)])
async def test_a_courtesy_is_let_go_in_the_end(
    api: BotApi, ann: Person, way: Delivery, status: int, calls: int
) -> None:
    api.fail_next(9, status, "sendMessage")
    way.courtesies.do(lambda: way.bot.send_message(11, "hello"))
    await way.drain(1)
    assert (api.calls["sendMessage"], texts(ann)) == (calls, [])

"""Serve Telegram: start, stay up through trouble, stop without losing a word."""

import asyncio
import contextlib
import logging
import random
import signal
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.delivery import Delivery
from bot.errors import SettingsError, StoreError
from bot.house import EAR, House
from bot.intake import Intake
from bot.introduction import introduce
from bot.logs import where
from bot.polling import Polling
from bot.request import AiohttpRequest
from bot.settings import Settings
from bot.status import Counts, write_counts
from bot.updates import ALLOWED
from bot.waker import Waker
from bot.webhook import Webhook

log = logging.getLogger(__name__)

CONNECTIONS = 128
DRAIN_SECONDS = 3.0
COUNTED_EVERY = 10.0
FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
UNKNOWN = "Telegram does not know this token; copy it again from @BotFather into .env"


def make_bot(settings: Settings) -> Bot:
    """The bot as Telegram knows it; raises SettingsError for a token that can't be one."""
    base = settings.telegram_base_url.rstrip("/")
    try:
        return Bot(
            settings.telegram_bot_token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=AiohttpRequest(CONNECTIONS),
            get_updates_request=AiohttpRequest(2),
        )
    except InvalidToken as error:
        mend = "get one from @BotFather and write it into .env"
        raise SettingsError("TELEGRAM_BOT_TOKEN", mend) from error


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


async def serve(settings: Settings, house: House, clock: Callable[[], datetime] = utc_now) -> None:
    """Serve until SIGTERM or SIGINT. Raises SettingsError when the token is not known."""
    bot = make_bot(settings)
    stop = asyncio.Event()
    lost = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_stray)
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    delivery = Delivery(bot, house.store, lost.set, now=clock)
    work = asyncio.create_task(_work(settings, house, bot, delivery, clock))
    ended = [asyncio.create_task(each.wait()) for each in (stop, lost)]
    try:
        await asyncio.wait({work, *ended}, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            work.result()
        if lost.is_set():
            raise SettingsError("TELEGRAM_BOT_TOKEN", UNKNOWN)
    except InvalidToken:
        raise SettingsError("TELEGRAM_BOT_TOKEN", UNKNOWN) from None
    finally:
        for task in (work, *ended):
            task.cancel()
        await asyncio.gather(work, *ended, return_exceptions=True)
        await delivery.drain(DRAIN_SECONDS)
        with contextlib.suppress(TelegramError, RuntimeError):
            await bot.shutdown()
        log.info("stopped")


async def _work(
    settings: Settings,
    house: House,
    bot: Bot,
    delivery: Delivery,
    clock: Callable[[], datetime],
) -> None:
    await _until_answered(bot.initialize)
    intake = Intake(house.coach, delivery, clock, bot.username)
    people = house.store.undelivered()
    left = asyncio.create_task(_deliver_left(house, delivery, people))
    waking = asyncio.create_task(Waker(house.coach, delivery, clock).run())
    introduction = asyncio.create_task(introduce(bot, house))
    counting = asyncio.create_task(_count(settings.folder, delivery, clock))
    try:
        if settings.webhook_url:
            await _listen(settings, bot, intake)
        else:
            await _until_answered(bot.delete_webhook)
            log.info("serving @%s by long polling", bot.username)
            await Polling(bot, intake.take, intake.give_up).run()
    finally:
        for task in (left, introduction, waking, counting):
            task.cancel()
        await asyncio.gather(left, introduction, waking, counting, return_exceptions=True)


async def _until_answered(deed: Callable[[], Awaitable[object]]) -> None:
    """Call Telegram until it answers at all; raises InvalidToken, BadRequest."""
    wait = FIRST_WAIT
    while True:
        try:
            await deed()
        except (InvalidToken, BadRequest):
            raise
        except TelegramError as error:
            log.warning("Telegram is out of reach (%s), trying again", type(error).__name__)
            await asyncio.sleep(wait * random.uniform(0.5, 1.5))
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            return


async def _listen(settings: Settings, bot: Bot, intake: Intake) -> None:
    webhook = Webhook(bot, intake.take, settings.webhook_url, settings.webhook_secret)
    try:
        await webhook.start(settings.webhook_port)
    except OSError as error:
        mend = f"port {settings.webhook_port} can't be used ({error.strerror}); choose another"
        raise SettingsError("WEBHOOK_PORT", mend) from error
    url, secret = settings.webhook_url, settings.webhook_secret
    try:
        await _until_answered(
            lambda: bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)
        )
        log.info("serving @%s by webhook on port %d", bot.username, settings.webhook_port)
        await asyncio.Event().wait()
    except BadRequest as error:
        raise SettingsError("WEBHOOK_URL", f"Telegram says: {error.message}") from None
    finally:
        await webhook.stop()


async def _deliver_left(house: House, delivery: Delivery, people: Iterator[str]) -> None:
    """Deliver what was left in outboxes; finding it may take long, so it is done beside."""
    found, loop = 0, asyncio.get_running_loop()
    # A thread of its own: nobody waits for it at the end, when the store tells it to stop.
    looking = ThreadPoolExecutor(1)
    try:
        while (person := await loop.run_in_executor(looking, next, people, None)) is not None:
            found += _hand_over_left(house, delivery, person)
    except StoreError as error:
        log.error("the look for left-over replies ended early: %s", error)
    finally:
        looking.shutdown(wait=False, cancel_futures=True)
    if found:
        log.info("%d people had replies left over from the last run", found)


def _hand_over_left(house: House, delivery: Delivery, person: str) -> bool:
    try:
        record = house.store.load(person)
    except StoreError as error:
        log.error("left-over replies can't be read: %s", error)
        return False
    if record is None or not record.outbox or not record.profile.reachable:
        return False
    delivery.hand_over(record)
    return True


async def _count(folder: Path, delivery: Delivery, clock: Callable[[], datetime]) -> None:
    """Leave counts for `coach status` every ten seconds."""
    started = clock().isoformat(timespec="seconds")
    while True:
        stands = delivery.standing()
        each = 1000 * EAR.seconds / EAR.heard if EAR.heard else 0.0
        at = clock().isoformat(timespec="seconds")
        counts = Counts(at, started, **stands._asdict(), heard=EAR.heard, hearing=each)
        with contextlib.suppress(OSError):
            # Where the disk is full, that is said elsewhere.
            write_counts(folder, counts)
        await asyncio.sleep(COUNTED_EVERY)


def _log_stray(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what went wrong beside all handling by name; its own text may quote people."""
    error = context.get("exception")
    log.error("something went wrong aside: %s", where(error) if error else context["message"])

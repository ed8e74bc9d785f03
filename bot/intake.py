"""Intake: an update in, its turn on disk, its replies handed to delivery."""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from telegram import Update

from bot import wire
from bot.coach import Coach, Turn
from bot.delivery import Delivery, set_reachable
from bot.errors import StoreFull, StoreUnusable
from bot.updates import Elsewhere, Heard, Standing, chat_of, read_update
from dialogs.engine import SHARED

log = logging.getLogger(__name__)

QUIET_IN_GROUPS = timedelta(minutes=1)


class Intake:
    """Takes updates, one after the other; a turn is on disk when `take` returns.

    `clock` tells the moment; `bot_name` is the bot's user name without the @.
    """

    def __init__(
        self, coach: Coach, delivery: Delivery, clock: Callable[[], datetime], bot_name: str
    ) -> None:
        self.coach = coach
        self.delivery = delivery
        self.clock = clock
        self.bot_name = bot_name
        self.answered_groups: dict[int, datetime] = {}
        self.turned_away: set[str] = set()

    def take(self, update: Update) -> bool:
        """Take an update; False when its turn could not be kept and it has to come again."""
        heard = read_update(update, self.bot_name)
        if isinstance(heard, Heard):
            return self._turn(heard)
        if isinstance(heard, Elsewhere):
            self._only_in_private(heard)
        elif isinstance(heard, Standing):
            set_reachable(self.coach.store, heard.person, reachable=heard.reachable)
        return True

    def _turn(self, heard: Heard) -> bool:
        try:
            turn = self.coach.take_turn(heard.person, heard.utterance, self.clock())
        except (StoreFull, StoreUnusable) as error:
            log.error("a turn could not be kept: %s", error)
            self._ask_to_try_again(heard)
            return False
        except Exception as error:  # noqa: BLE001 - one odd message may not stop everybody
            log.error("a turn broke: %s", where(error))
            self._say_it_broke(heard)
            return True
        self.turned_away.discard(heard.person)
        self._courtesies(heard, turn)
        self.delivery.hand_over(turn.record, turn.parting)
        return True

    def _courtesies(self, heard: Heard, turn: Turn) -> None:
        """Answer the tap, and take the buttons off questions that no longer stand."""
        chat, query, bot = chat_of(heard.person), heard.query, self.delivery.bot
        if query is not None:
            self.delivery.courtesy(lambda: wire.answer_tap(bot, query.id, turn.toast))
        if not turn.fresh:
            return
        if turn.redraw is not None and query is not None and query.message is not None:
            message, rows = query.message.message_id, turn.redraw
            self.delivery.edit(chat, lambda: wire.show_buttons(bot, chat, message, rows))
        elif turn.answered and query is not None:
            token = heard.utterance.text
            self.delivery.edit(chat, lambda: wire.show_choice(bot, chat, query.message, token))
        elif turn.closes:
            self.delivery.edit(chat, lambda: wire.strip(bot, chat, int(turn.closes)))

    def _ask_to_try_again(self, heard: Heard) -> None:
        """Say once that the last message could not be kept; no outbox can hold this."""
        chat, query = chat_of(heard.person), heard.query
        line = self.coach.line(f"{SHARED}/try_again", heard.utterance.language)
        if query is not None:
            self.delivery.courtesy(lambda: wire.answer_tap(self.delivery.bot, query.id, ""))
        if heard.person not in self.turned_away:
            self.turned_away.add(heard.person)
            self.delivery.courtesy(lambda: self.delivery.bot.send_message(chat, line))

    def _say_it_broke(self, heard: Heard) -> None:
        """Say that the fault is ours; the record stands as it did before."""
        chat, query, bot = chat_of(heard.person), heard.query, self.delivery.bot
        line = self.coach.line(f"{SHARED}/broken", seed=heard.utterance.update)
        if query is not None:
            self.delivery.courtesy(lambda: wire.answer_tap(bot, query.id, ""))
        self.delivery.courtesy(lambda: bot.send_message(chat, line))

    def _only_in_private(self, heard: Elsewhere) -> None:
        """In a group, say where the coach can be spoken to; not at every word there."""
        now, last = self.clock(), self.answered_groups.get(heard.chat)
        if last is not None and (not heard.addressed or now - last < QUIET_IN_GROUPS):
            return
        self.answered_groups[heard.chat] = now
        line = self.coach.line(f"{SHARED}/private_only", seed=int(now.timestamp()))
        self.delivery.courtesy(lambda: self.delivery.bot.send_message(heard.chat, line))


def where(error: BaseException) -> str:
    """What broke and where in the code; never the error's own text, which may quote people."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in last)
    return f"{type(error).__name__} at {place}"

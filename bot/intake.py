"""Intake: an update in, its turn on disk, its replies handed to delivery."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from telegram import Update

from bot import inline, wire
from bot.carrier import set_reachable
from bot.coach import Coach, Turn
from bot.courtesies import Deed
from bot.delivery import Delivery
from bot.errors import StoreError, StoreFull, StoreUnusable
from bot.logs import where
from bot.updates import Elsewhere, Heard, Inline, Standing, chat_of, read_update
from dialogs.outcome import SHARED

log = logging.getLogger(__name__)

QUIET_IN_GROUPS = timedelta(minutes=1)
COMES_AGAIN = timedelta(minutes=5)


class TurnedAway(msgspec.Struct, frozen=True):
    """A person's update that could not be kept, when it came last, and why."""

    update: int
    tried_at: datetime
    error: StoreError


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
        self.turned_away: dict[str, TurnedAway] = {}

    def take(self, update: Update) -> bool:
        """Take an update; False when its turn could not be kept and it has to come again."""
        heard = read_update(update, self.bot_name)
        if isinstance(heard, Heard):
            return self._turn(heard)
        if isinstance(heard, Elsewhere):
            self._only_in_private(heard)
        elif isinstance(heard, Inline):
            self._offer_kept(heard)
        elif isinstance(heard, Standing):
            set_reachable(self.coach.store, heard.person, reachable=heard.reachable)
        return True

    def give_up(self, update: Update) -> bool:
        """Leave out an update that can't be kept, unless the disk is only full for a while."""
        heard = read_update(update, self.bot_name)
        stands = self.turned_away.get(heard.person) if isinstance(heard, Heard) else None
        if stands is None or isinstance(stands.error, StoreFull):
            return False
        assert isinstance(heard, Heard)
        del self.turned_away[heard.person]
        return True

    def _turn(self, heard: Heard) -> bool:
        person, now = heard.person, self.clock()
        before = self.turned_away.get(person)
        if before and _comes_behind(heard, before, now):
            self._ask_to_try_again(heard, asked=True)
            return False
        try:
            turn = self.coach.take_turn(person, heard.utterance, now)
        except (StoreFull, StoreUnusable) as error:
            log.error("a turn could not be kept: %s", error)
            self.turned_away[person] = TurnedAway(heard.utterance.update, now, error)
            self._ask_to_try_again(heard, asked=before is not None)
            return False
        except Exception as error:  # noqa: BLE001 - one odd message may not stop everybody
            log.error("a turn broke: %s", where(error))
            self._say_it_broke(heard)
            return True
        self.turned_away.pop(person, None)
        # The old question closes before the new one opens: that is the order people read in.
        self._courtesies(heard, turn)
        self.delivery.hand_over(turn.record, turn.parting)
        return True

    def _courtesies(self, heard: Heard, turn: Turn) -> None:
        """Answer the tap, and take the buttons off questions that no longer stand."""
        chat, query, bot = chat_of(heard.person), heard.query, self.delivery.bot
        self._answer_tap(heard, turn.toast)
        if not turn.fresh:
            return
        tapped = query.message.message_id if query and query.message else 0
        if turn.redraw is not None and tapped:
            rows = turn.redraw
            self._edit(heard, lambda: wire.show_buttons(bot, chat, tapped, rows))
            return
        if turn.answered and query:
            token = heard.utterance.text
            self._edit(heard, lambda: wire.show_choice(bot, chat, query.message, token))
        if turn.closes and not (turn.answered and turn.closes == str(tapped)):
            self._edit(heard, lambda: wire.strip(bot, chat, int(turn.closes)))

    def _offer_kept(self, heard: Inline) -> None:
        """Offer the asker's own sentences; this is no turn, and nothing is saved."""
        try:
            record = self.coach.store.glance(heard.person)
        except StoreError as error:
            log.warning("sentences could not be offered: %s", type(error).__name__)
            return
        bot, told = self.delivery.bot, inline.answer(record, heard.words, self.coach.speech)
        self.delivery.courtesies.do(lambda: wire.answer_inline(bot, heard.query, told))

    def _answer_tap(self, heard: Heard, toast: str = "") -> None:
        query, bot = heard.query, self.delivery.bot
        if query is not None:
            self.delivery.courtesies.do(lambda: wire.answer_tap(bot, query.id, toast))

    def _edit(self, heard: Heard, deed: Deed) -> None:
        self.delivery.courtesies.edit(chat_of(heard.person), deed)

    def _say(self, chat: int, line: str) -> None:
        """Say what no outbox can hold."""
        bot = self.delivery.bot
        self.delivery.courtesies.do(lambda: bot.send_message(chat, line))

    def _ask_to_try_again(self, heard: Heard, *, asked: bool) -> None:
        """Say once that the last message could not be kept."""
        self._answer_tap(heard)
        if not asked:
            line = self.coach.line(f"{SHARED}/try_again", heard.utterance.language)
            self._say(chat_of(heard.person), line)

    def _say_it_broke(self, heard: Heard) -> None:
        """Say that the fault is ours; the record stands as it did before."""
        self._answer_tap(heard)
        line = self.coach.line(f"{SHARED}/broken", seed=heard.utterance.update)
        self._say(chat_of(heard.person), line)

    def _only_in_private(self, heard: Elsewhere) -> None:
        """In a group, say where the coach can be spoken to; not at every word there."""
        now, last = self.clock(), self.answered_groups.get(heard.chat)
        if last is not None and (not heard.addressed or now - last < QUIET_IN_GROUPS):
            return
        self.answered_groups[heard.chat] = now
        line = self.coach.line(f"{SHARED}/private_only", seed=int(now.timestamp()))
        self._say(heard.chat, line)


def _comes_behind(heard: Heard, before: TurnedAway, now: datetime) -> bool:
    """Whether something they said earlier is still to come; it would then count as taken."""
    return heard.utterance.update > before.update and now - before.tried_at < COMES_AGAIN

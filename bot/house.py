"""The one place where everything is built and put together."""

from datetime import UTC, tzinfo
from pathlib import Path

import msgspec

from bot.acts import ACTS
from bot.coach import Coach
from bot.conversation import Conversation
from bot.desk import Desk
from bot.gate import Gate
from bot.promises import check_promises
from bot.routing import Routing
from bot.speech import Speech
from bot.store import Store
from dialogs import library
from dialogs.engine import Engine
from dialogs.hearing.asleep import SleepingEar
from dialogs.hearing.heard import Hearing
from dialogs.repair import Repair
from prompts import voice

# One serves everybody.
EAR = SleepingEar()


class House(msgspec.Struct, frozen=True):
    """A coach and the parts it stands on."""

    coach: Coach
    store: Store
    engine: Engine
    speech: Speech


def build(
    store: Store,
    scripts_folder: Path = library.FOLDER,
    prompts_folder: Path = voice.FOLDER,
    hearing: Hearing = EAR,
    zone: tzinfo = UTC,
) -> House:
    """Build a coach over a store, for people who live in `zone` unless they say; raises ScriptError or PromptError for a fault in the words."""
    scripts = library.read_library(scripts_folder)
    speech = Speech(voice.Voice(prompts_folder), scripts)
    engine = Engine(scripts, speech, hearing)
    desk = Desk(engine, Repair(engine), speech)
    check_promises(scripts, speech.voice, ACTS)
    conversation = Conversation(desk, Gate(desk, hearing), Routing(desk, hearing), zone)
    return House(Coach(store, conversation, speech), store, engine, speech)

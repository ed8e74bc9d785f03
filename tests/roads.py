"""Every question of every real script, reached by walking there."""

import random
from collections.abc import Iterator
from functools import cache
from itertools import count

import msgspec

from bot.house import House, build
from bot.record import Record
from dialogs.answers import Setting
from dialogs.session import Session
from tests.chat import START, Chat
from tests.ears import ToldEar
from tests.memory_store import MemoryStore

MAIN, ASIDES = "ask_for_space", ("unfinished",)
# Scripts that need a hearing are walked in tests of their own.
SCRIPTS = (MAIN, "forget_me", *ASIDES)
WALKS, LONGEST = 80, 40
WORDS = ["I love you and I need an hour to myself.", "an hour, back by nine", "knackered", "yes"]
numbers = count(1)


@cache
def house() -> House:
    return build(MemoryStore(), hearing=ToldEar())


def chat_at(record: Record) -> Chat:
    """A chat of somebody new who stands where a record does."""
    chat = Chat(house(), person=f"test:road{next(numbers)}")
    copy = msgspec.convert(msgspec.to_builtins(record), Record)
    copy.person, copy.mark, copy.last_update = chat.person, 0, 0
    chat.coach.store.save(copy)
    return chat


def begun(script: str) -> Chat:
    """A chat in which a script has just begun."""
    session, _ = house().engine.begin(MAIN if script in ASIDES else script, "en")
    if script in ASIDES:
        house().engine.words(session, "knackered", Setting(START, "en"))
        house().engine.interrupt(session, script, "en")
    return chat_at(Record("", session=session, touched_at="2026-03-02T20:59:00+00:00"))


def step(chat: Chat, choose: random.Random) -> None:
    """An answer that may well fit."""
    session = chat.record.session
    assert session is not None
    question = house().engine.question(session)
    assert question is not None
    ways = [f"{session.step}:{each}" for each in question.offered]
    ways += [f"{session.step}:~skip"] if question.state.skip == "yes" else []
    ways += [f"{session.step}:~done"] * 3 if question.state.ask == "several" else []
    if question.state.ask == "text" or not ways or choose.random() < 0.15:
        chat.say(choose.choice(WORDS))
    else:
        chat.token(choose.choice(ways))


@cache
def questions() -> dict[str, Record]:
    """A record for every question, by "script/state"."""
    found: dict[str, Record] = {}
    for script in SCRIPTS:
        wanted = {each for each in asking_states() if each.startswith(f"{script}/")}
        for seed in range(WALKS):
            chat, choose = begun(script), random.Random(seed)
            for _ in range(LONGEST):
                if _session(chat) is None or wanted <= found.keys():
                    break
                if chat.state in wanted:
                    found.setdefault(chat.state, chat.record)
                step(chat, choose)
    return found


def _session(chat: Chat) -> Session | None:
    record = chat.coach.store.load(chat.person)
    return record.session if record else None


def asking_states() -> Iterator[str]:
    for name in SCRIPTS:
        states = house().engine.scripts[name].script.states
        yield from (f"{name}/{state}" for state, it in states.items() if it.ask)

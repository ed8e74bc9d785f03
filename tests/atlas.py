"""What walks have seen: the states, the ways taken from them, and every word that was said."""

import re
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from bot.house import House
from bot.record import Profile, Record, Reply
from prompts.errors import PromptError
from tests.bot_api_html import MarkupError, parse_html, units

# As many replies back nothing is said the same way.
APART = 20
LONGEST, LONGEST_CAPTION, LONGEST_LABEL, LONGEST_TOKEN, LONGEST_COPY = 4096, 1024, 64, 64, 256
SHAPES = 6
KEY = re.compile(r'"(\w+)":')
VOWELS = re.compile(r"[aeiouy]+")


class Fault(msgspec.Struct, frozen=True):
    """Something amiss: what, where, and the last moves that led there."""

    what: str
    where: str
    road: tuple[str, ...] = ()


class Atlas:
    """Watches a house: what its engine arrives at, and what its voice says with which slots."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.turns = 0
        self.arrived: Counter[str] = Counter()
        self.standing: dict[str, dict[tuple[str, ...], Record]] = {}
        self.taken: Counter[tuple[str, str]] = Counter()
        self.spoken: dict[str, dict[frozenset[str], Mapping[str, Any]]] = {}
        self.composed: set[str] = set()
        self.lengths: list[int] = []
        self.texts: list[str] = []
        self.faults: list[Fault] = []
        self._watch()

    def _watch(self) -> None:
        engine, voice = self.house.engine, self.house.speech.voice
        arrive, say, phrase = engine.arrival.at, voice.say, voice.phrase

        def arrived(place: Any, *rest: Any) -> None:
            self.arrived[f"{place.script}/{place.state}"] += 1
            arrive(place, *rest)

        def said(names: list[str], slots: Mapping[str, Any], **rest: Any) -> str:
            for name in names:
                self._note(name, slots)
            return say(names, slots, **rest)

        def phrased(name: str, slots: Mapping[str, Any], **rest: Any) -> Any:
            self._note(name, slots)
            self.composed.add(name)
            return phrase(name, slots, **rest)

        self._say = say
        vars(engine.arrival)["at"] = arrived
        vars(voice)["say"], vars(voice)["phrase"] = said, phrased

    def _note(self, name: str, slots: Mapping[str, Any]) -> None:
        shapes = self.spoken.setdefault(name, {})
        shape = frozenset(slot for slot, value in slots.items() if value)
        if shape not in shapes and len(shapes) < SHAPES:
            shapes[shape] = slots

    def stand(self, state: str, offered: list[str], record: Record) -> None:
        """Keep where somebody stands, once for each set of answers that a question offers."""
        kept = self.standing.setdefault(state, {})
        if len(kept) < SHAPES:
            kept.setdefault(tuple(offered), record)

    # What there is

    def states(self) -> Iterator[str]:
        for name, compiled in self.house.engine.scripts.items():
            yield from (f"{name}/{state}" for state in compiled.script.states)

    def asking(self) -> Iterator[str]:
        for name, compiled in self.house.engine.scripts.items():
            states = compiled.script.states.items()
            yield from (f"{name}/{state}" for state, it in states if it.ask)

    def variants(self) -> dict[tuple[str, int], str]:
        """Every variant of every prompt, by its file and line."""
        catalogue = self.house.speech.voice.catalogue("en")
        return {
            (each.file, each.line): name
            for name, variants in catalogue.variants.items()
            for each in variants
        }

    def rendered(self) -> set[tuple[str, int]]:
        """The variants that were put into words so far."""
        return set(self.house.speech.voice._compiled)

    def render_rest(self) -> Iterator[tuple[str, str]]:
        """Every variant of what was said, with what it was said about."""
        voice = self.house.speech.voice
        for name, shapes in list(self.spoken.items()):
            if name in self.composed:
                continue
            for number in range(len(voice.catalogue("en").variants[name])):
                seed = zlib.crc32(name.encode()) ^ number
                for slots in list(shapes.values()):
                    yield name, self._say([name], slots, said=[], seed=seed)

    def render_made_up(self, name: str) -> Iterator[str]:
        """Every variant of a prompt that no walk said, with something in every slot."""
        voice, compiled = self.house.speech.voice, self.house.engine.scripts.get(name.split("/")[0])
        declared = compiled.script.slots if compiled else {}
        for number, variant in enumerate(voice.catalogue("en").variants[name]):
            seed = zlib.crc32(name.encode()) ^ number
            reads = {*declared, *variant.reads, "name", "partner"}
            partner = self.house.speech.partner(Profile())
            # A template may look an answer's id up among those that it knows.
            ids = [Anything(each) for each in KEY.findall(variant.source)]
            made_up: list[Any] = [Anything("words"), *ids, 3]
            for each in made_up:
                try:
                    slots = dict.fromkeys(reads, each) | {"partner": partner}
                    yield self._say([name], slots, said=[], seed=seed)
                except (PromptError, TypeError):
                    if each is made_up[-1]:
                        raise
                else:
                    break


class Anything(str):
    """Some words that have every form."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return 3 if name == "number" else str(self)


class Ledger:
    """The replies to one person, each looked at as it comes."""

    def __init__(self, atlas: Atlas, amiss: Callable[[str], None]) -> None:
        self.atlas, self.amiss = atlas, amiss
        self.last: deque[str] = deque(maxlen=APART)

    def take(self, replies: list[Reply]) -> None:
        for reply in replies:
            text = self.words(reply)
            if text in self.last:
                self.amiss(f"said twice: {reply.text}")
            self.last.append(text)
            self.buttons(reply)

    def words(self, reply: Reply) -> str:
        plain, wrong = looked_at(reply.text)
        if wrong:
            self.amiss(wrong)
        most = LONGEST if reply.kind == "message" else LONGEST_CAPTION
        if units(plain) > most:
            self.amiss(f"{units(plain)} units long: {plain[:80]}")
        self.atlas.lengths.append(units(plain))
        self.atlas.texts.append(plain)
        return reply.text

    def buttons(self, reply: Reply) -> None:
        if reply.asks and not reply.buttons:
            self.amiss(f"a question without buttons: {reply.text}")
        for row in reply.buttons:
            if not 1 <= len(row) <= 8:
                self.amiss(f"a row of {len(row)}")
            for button in row:
                if not button.label.strip() or units(button.label) > LONGEST_LABEL:
                    self.amiss(f"label: {button.label!r}")
                if len(button.token.encode()) > LONGEST_TOKEN or len(button.copy) > LONGEST_COPY:
                    self.amiss(f"token: {button.token!r}")
                if bool(button.token) + bool(button.copy) + bool(button.url) != 1:
                    self.amiss(f"a button that does nothing, or two things: {button}")


def looked_at(text: str) -> tuple[str, str]:
    """A text without its markup, and what is wrong with it."""
    try:
        plain, _ = parse_html(text.encode("utf-16", "replace").decode("utf-16", "replace"))
    except MarkupError as error:
        return text, f"markup: {error}: {text}"
    return plain, "" if plain.strip() else "an empty reply"


def ease(texts: list[str]) -> float:
    """Flesch's reading ease, 0 to 100; a newspaper has 60 to 70."""
    words = sentences = syllables = 0
    for text in texts:
        sentences += max(1, len(re.findall(r"[.!?:…]+(?=\s|$)|\n+", text)))
        for word in re.findall(r"[a-z']+", text.lower()):
            words += 1
            syllables += syllables_in(word)
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def syllables_in(word: str) -> int:
    groups = len(VOWELS.findall(word))
    silent = (word.endswith("e") and not word.endswith("le")) or word.endswith(("es", "ed"))
    return max(1, groups - (1 if silent and groups > 1 else 0))

"""Plain words that steer the dialog, heard only when they are the whole message."""

import re
from functools import cache
from pathlib import Path

import msgspec
import yaml

from dialogs.plain_yaml import LOADER

FOLDER = Path(__file__).parent
DEFAULT_LANGUAGE = "en"
LONGEST = 60
EDGES = re.compile(r"^[\W_]+|[\W_]+$")
BETWEEN = re.compile(r"[^\w']+")


class Vocabulary(msgspec.Struct, frozen=True):
    """The steering words of a language: commands, yes and no, numbers, politeness."""

    polite: list[str]
    commands: dict[str, list[str]]
    yes: list[str]
    no: list[str]
    answers: dict[str, list[str]]
    doubts: list[str]
    numbers: dict[str, str]
    room: list[str]
    wishes: list[str]
    others: list[str]


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language, or English where it has none."""
    file = FOLDER / language / "commands.yaml"
    if not re.fullmatch(r"[a-z]{2,3}", language) or not file.is_file():
        file = FOLDER / DEFAULT_LANGUAGE / "commands.yaml"
    plain = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506
    return msgspec.convert(plain, Vocabulary)


@cache
def _commands(language: str) -> dict[str, str]:
    spoken = vocabulary(language)
    return {bare(words): name for name, all_ in spoken.commands.items() for words in all_}


@cache
def _answers(language: str) -> dict[str, frozenset[str]]:
    spoken = vocabulary(language).answers
    return {asked: frozenset(map(bare, all_)) for asked, all_ in spoken.items()}


@cache
def _polite(language: str) -> re.Pattern[str]:
    words = sorted((bare(each) for each in vocabulary(language).polite), key=len, reverse=True)
    either = "|".join(re.escape(each) for each in words)
    return re.compile(rf"^(?:{either}) (?=.)|(?<=.) (?:{either})$")


def bare(text: str) -> str:
    """The words alone: lower case, no punctuation, straight or no apostrophes alike."""
    plain = text.casefold().replace("’", "'").replace("'", "")
    return BETWEEN.sub(" ", EDGES.sub("", plain)).strip()


def hear_command(text: str, language: str = DEFAULT_LANGUAGE, asked: str = "") -> str | None:
    """The command that a whole message stands for, or None.

    `asked` names the reader of the question that stands: "I need a break" is a command, and
    an answer to what is needed.
    """
    words, commands = bare(text), _commands(language)
    if len(text) > LONGEST or words in _answers(language).get(asked, ()):
        return None
    for _ in range(4):
        if words in commands:
            return commands[words]
        shorter = _polite(language).sub("", words, count=1)
        if shorter == words:
            # "hang on, later": two ways of saying one thing.
            return _same_twice(re.split(r"[,.;!?–-]+", text), commands)
        words = shorter
    return None


def _same_twice(pieces: list[str], commands: dict[str, str]) -> str | None:
    heard = {commands.get(bare(piece)) for piece in pieces if bare(piece)}
    return heard.pop() if len(heard) == 1 else None


def hear_yes_no(text: str, language: str = DEFAULT_LANGUAGE) -> bool | None:
    """Whether a whole message, or its first word, says yes or no; None when neither."""
    spoken, words = vocabulary(language), bare(text)
    for answer, all_ in ((True, spoken.yes), (False, spoken.no)):
        if words in {bare(each) for each in all_}:
            return answer
    first, *rest = words.split(" ")
    heard = {"yes": True, "yeah": True, "yep": True, "no": False, "nope": False}.get(first)
    # A yes may not be taken back, so it has to be a clear one.
    return None if heard and {bare(each) for each in spoken.doubts} & set(rest) else heard


def speaks_of_room(text: str, language: str = DEFAULT_LANGUAGE) -> bool:
    """Whether a message has a word for space, quiet or time alone in it."""
    words = f" {bare(text)} "
    return any(f" {bare(each)} " in words for each in vocabulary(language).room)


def speaks_of_others(text: str, language: str = DEFAULT_LANGUAGE) -> bool:
    """Whether a message has a word for the partner, or for the two of them, in it."""
    words = f" {bare(text)} "
    return any(f" {bare(each)} " in words for each in vocabulary(language).others)


def is_bare_wish(text: str, language: str = DEFAULT_LANGUAGE) -> bool:
    """Whether a message is a wish for room and nothing else: "an hour to myself"."""
    words = f"{bare(text)} "
    begins = any(words.startswith(f"{bare(each)} ") for each in vocabulary(language).wishes)
    short = len(text) <= LONGEST and "?" not in text
    return (
        begins and short and speaks_of_room(text, language) and not speaks_of_others(text, language)
    )


def hear_number(text: str, language: str = DEFAULT_LANGUAGE) -> int | None:
    """The whole number that a message is, as digits or as a word; "3/5" and "3 of 5" are 3."""
    words = bare(text)
    words = vocabulary(language).numbers.get(words, words)
    found = re.fullmatch(r"(?:number |no )?(\d{1,3})(?: (?:of|out of|from)? ?\d{1,3})?", words)
    return int(found[1]) if found else None

"""Examples that lead to topics, and plain words that steer: each to one end only."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
import yaml

from bot.lint.draft import Draft, Found
from bot.lint.named import named
from bot.speech import TOPIC
from dialogs.hearing.commands import FOLDER, bare
from dialogs.hearing.examples import FEWEST, Example
from dialogs.plain_yaml import LOADER
from dialogs.script import Script
from prompts.voice import SHARED

FILE = "commands.yaml"
NEW = "dialogs/hearing/data/topics/{}.jsonl"


class Placed(NamedTuple):
    """An example and where it stands."""

    file: str
    line: int
    example: Example


def unreadable(draft: Draft) -> Iterator[Found]:
    """Lines that are no example."""
    for file in sorted(draft.topics_folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                msgspec.json.decode(line, type=Example)
            except msgspec.DecodeError as error:
                what = f"this is no example: {error}"
                mend = 'Write {"text": "...", "topic": "..."}.'
                yield Found(str(file), number, what, mend)


def _examples(draft: Draft) -> Iterator[Placed]:
    for file in sorted(draft.topics_folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                yield Placed(str(file), number, msgspec.json.decode(line, type=Example))
            except msgspec.DecodeError:
                continue


def two_topics(draft: Draft) -> Iterator[Found]:
    """Examples that stand under two topics, neither of which knows of the other."""
    first: dict[str, Placed] = {}
    for each in _examples(draft):
        other = first.setdefault(bare(each.example.text), each).example
        if other.topic not in (each.example.topic, *each.example.also):
            if each.example.topic in other.also:
                continue
            what = f"stands under '{other.topic}' and '{each.example.topic}'"
            mend = "Leave it under one, or name the other one in 'also'."
            yield Found(each.file, each.line, f"'{each.example.text[:40]}' {what}", mend)


def few_examples(draft: Draft) -> Iterator[Found]:
    """Doors that too few examples lead to for words to find them."""
    many = Counter(each.example.topic for each in _examples(draft))
    # What another script leads to, or the code does, needs no words of its own.
    opened = {state.call.script for _, _, state in draft.states if state.call} | named()
    for script in _doors(draft):
        if many[script.name] < FEWEST and (many[script.name] or script.name not in opened):
            what = f"{many[script.name]} examples lead to '{script.name}'"
            mend = f"Write {FEWEST} or more in {NEW.format(script.name)}, each in other words."
            yield Found(script.file, script.lines.get("script", 1), what, mend)


def nameless(draft: Draft) -> Iterator[Found]:
    """Doors whose button has no words."""
    for catalogue in draft.catalogues:
        for script in _doors(draft):
            places = (catalogue.words.get(place, {}) for place in (script.name, SHARED))
            if not any(script.name in words.get(TOPIC, {}) for words in places):
                what = f"nothing says in '{catalogue.language}' what '{script.name}' is called"
                file = f"prompts/{catalogue.language}/{script.name}/words.yaml"
                mend = f"Write {TOPIC}: {{{script.name}: {{label: ...}}}} in {file}."
                yield Found(script.file, script.lines.get("script", 1), what, mend)


def _doors(draft: Draft) -> Iterator[Script]:
    """The scripts behind a door, and those that some words lead to."""
    wanted = {each.example.topic for each in _examples(draft)}
    for script in draft.scripts.values():
        if script.doors or script.name in wanted:
            yield script


def two_commands(draft: Draft) -> Iterator[Found]:
    """Plain words that stand for two commands, or for yes and no."""
    folder = draft.folder / "dialogs" / "hearing"
    for file in sorted((folder if folder.is_dir() else FOLDER).glob(f"*/{FILE}")):
        tables = _pairs(yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER))
        yield from _twice(str(file), _pairs(tables.get("commands")))
        yield from _twice(
            str(file), {each: tables[each] for each in ("yes", "no") if each in tables}
        )


def _pairs(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {k.value: v for k, v in node.value} if isinstance(node, yaml.MappingNode) else {}


def _twice(file: str, lists: Mapping[str, yaml.Node]) -> Iterator[Found]:
    meant: dict[str, dict[str, int]] = defaultdict(dict)
    for name, words in lists.items():
        for node in words.value:
            meant[bare(node.value)][name] = node.start_mark.line + 1
    for typed, names in meant.items():
        if len(names) > 1:
            what = f"'{typed}' stands for {' and '.join(map(repr, sorted(names)))}"
            yield Found(file, max(names.values()), what, "Leave it with one of them.")

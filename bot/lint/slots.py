"""Slots: declared and unused, or read where nothing has filled them."""

from collections.abc import Iterator, Mapping

from jinja2 import meta, nodes

from bot.lint.draft import Draft, Found
from bot.lint.named import named, needed, touched
from bot.lint.templates import made_from, untested
from bot.promises import HELP
from dialogs.flow import Flow, Point
from dialogs.script import Script
from dialogs.studies import PROMPTS
from prompts.catalogue import Catalogue, Variant

# A template, the prompt that it is, and what is known where it is said.
Said = tuple[str, Variant, Point]


def unused(draft: Draft) -> Iterator[Found]:
    """Slots that nothing reads, or that nothing speaks of at all."""
    for script in draft.scripts.values():
        filled, read = _used(draft, script)
        for slot in script.slots:
            line = script.lines.get(f"slots.{slot}", 1)
            if slot in read or slot in named():
                continue
            what = f"the slot '{slot}' is filled and read nowhere"
            if slot not in filled:
                what = f"nothing fills or reads the slot '{slot}'"
            yield Found(script.file, line, what, "Use it in a prompt or a guard, or drop it.")


def _used(draft: Draft, script: Script) -> tuple[set[str], set[str]]:
    """The slots of a script that something fills, and those that something reads."""
    filled, read = set[str](), set[str]()
    for state in script.states.values():
        filled |= {state.slot, *state.fills, *state.compose, *state.copy}
        read |= {*state.copy.values(), *touched(state.study)}
        read |= {slot for words in state.guards for slot in words.split()}
        if state.call:
            filled |= set(state.call.take)
            read |= set(state.call.give.values())
    for other in (each for each, _, state in draft.states if state.call):
        for state in other.states.values():
            if state.call and state.call.script == script.name:
                read |= set(state.call.take.values())
    for catalogue in draft.catalogues:
        for full, variants in (catalogue.variants | catalogue.pieces).items():
            if full.startswith(f"{script.name}/"):
                read |= {name for variant in variants for name in variant.reads}
    return filled, read


def never_filled(draft: Draft) -> Iterator[Found]:
    """Templates that print what no way leading to them fills."""
    for name, variant, at, slot in _untested(draft):
        if slot not in at.maybe:
            what = f"'{name}' prints '{slot}', which nothing has filled by then"
            mend = f"Ask for it before, or test it: {{% if {slot} %}}."
            yield Found(draft.file_of(variant), _line(draft, variant, slot), what, mend)


def decided_beforehand(draft: Draft) -> Iterator[Found]:
    """Guards, copies and calls that read a slot which nothing has filled by then."""
    for name, flow in draft.flows.items():
        script = draft.scripts[name]
        for state, reader, slot, at in flow.reads:
            if slot not in at.maybe:
                what = f"state '{state}': {reader} reads '{slot}', which nothing has filled by then"
                yield Found(script.file, script.line_of(state), what, "Fill it before, or drop it.")


def filled_on_some_ways(draft: Draft) -> Iterator[Found]:
    """Templates that print what some way leading to them leaves empty."""
    for name, variant, at, slot in _untested(draft):
        if slot in at.maybe and slot not in at.fine:
            what = f"'{name}' prints '{slot}', which may be empty there"
            mend = f"Test it: {{% if {slot} %}}, or make the question 'skip: no'."
            yield Found(draft.file_of(variant), _line(draft, variant, slot), what, mend)


def acts_without(draft: Draft) -> Iterator[Found]:
    """Acts that take a slot which may be empty there."""
    for name, flow in draft.flows.items():
        script = draft.scripts[name]
        for state, at in flow.entered.items():
            act = script.states[state].act
            for slot in sorted(needed(act) - at.fine):
                what = f"state '{state}': the act '{act}' takes '{slot}', which may be empty there"
                mend = "Lead only those there who have it."
                if slot not in script.slots:
                    what = f"state '{state}': the act '{act}' takes the slot '{slot}'"
                    mend = "Declare it under 'slots:' and fill it before."
                yield Found(script.file, script.line_of(state), what, mend)


def _untested(draft: Draft) -> Iterator[tuple[str, Variant, Point, str]]:
    """Every slot that a template prints without a test, where the template is said."""
    for catalogue in draft.catalogues:
        for script in draft.scripts.values():
            for prompt, variant, at in _said(script, draft.flows[script.name], catalogue):
                for slot in sorted(_prints(catalogue, variant) & script.slots.keys()):
                    yield prompt, variant, at, slot


def _said(script: Script, flow: Flow, catalogue: Catalogue) -> Iterator[Said]:
    for prompt, at in _points(script, flow).items():
        for variant in catalogue.variants.get(f"{script.name}/{prompt}", ()):
            yield prompt, variant, at


def _points(script: Script, flow: Flow) -> Mapping[str, Point]:
    """What is known wherever a prompt is said, all its places together."""
    points: dict[str, Point] = {}
    for name, at in flow.entered.items():
        state, before = script.states[name], at.emptied(*script.states[name].compose)
        prompts = [*state.say, *((name, *(f"{name}{each}" for each in HELP)) if state.ask else ())]
        for prompt in prompts:
            points[prompt] = at.joined(points.get(prompt))
        for prompt in state.compose.values():
            points[prompt] = before.joined(points.get(prompt))
        if state.ask:
            points[f"{name}.heard"] = flow.answered[name]
    ever = frozenset(slot for at in flow.answered.values() for slot in at.maybe)
    if flow.entered:
        nothing: frozenset[str] = frozenset()
        points["recap"] = Point(ever, nothing, nothing)
        # Which finding is said is up to the study, which knows what it found.
        findings = dict.fromkeys(PROMPTS.get(script.name, ()), Point(ever, nothing, ever))
        points = {**findings, **points}
    return points


def _prints(catalogue: Catalogue, variant: Variant) -> set[str]:
    """The names that a template prints without a test, in pieces that it takes from as well."""
    tree = catalogue.env.parse(variant.source)
    pieces = [
        catalogue.env.parse(each.source)
        for name in meta.find_referenced_templates(tree)
        for each in catalogue.pieces.get((name or "").removesuffix(".j2"), ())
    ]
    made = {name: parts for piece in pieces for name, parts in made_from(piece).items()}
    return {name for each in (tree, *pieces) for name in untested(each, made)}


def _line(draft: Draft, variant: Variant, slot: str) -> int:
    """The line on which a template first speaks of a slot."""
    for catalogue in draft.catalogues:
        for node in catalogue.env.parse(variant.source).find_all(nodes.Name):
            if node.name == slot:
                return node.lineno
    return variant.line

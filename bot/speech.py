"""Where the mind meets the voice: bubbles become text, choices become buttons."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from html import unescape
from typing import Any

from bot.record import Button, Profile, Record
from dialogs.answers import DONE, Question
from dialogs.hearing.commands import bare
from dialogs.machine import Compiled
from dialogs.outcome import SHARED, Bubble, Outcome
from dialogs.session import Session, Slots, Value
from prompts.catalogue import ChoiceWords
from prompts.help_lines import HelpLine, read_help_lines
from prompts.voice import DEFAULT_LANGUAGE, Shown, Voice

NARROW = 15
WEEKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
SAFETY = "safety_"
# Under this key stands what a script is called where it is offered.
TOPIC = "topic"
HEARD = ".heard"
OPTIONAL = (HEARD, "/recap")
# What somebody who likes it short can do without.
SPARED = (HEARD, "/opening", "_lead")


class Speech:
    """Speaks for the engine in one voice; the engine's `Wording` as well."""

    def __init__(self, voice: Voice, scripts: Mapping[str, Compiled]) -> None:
        self.voice = voice
        self.scripts = scripts
        self.help_lines = {each: read_help_lines(each) for each in voice.languages}

    # What the engine asks for

    def compose(self, script: str, prompt: str, slots: Slots, language: str) -> Value:
        """Render a sentence for the partner from slots."""
        phrase = self.voice.phrase(prompt, self.shown(script, slots, language), language=language)
        return Value(said=phrase.text, forms=phrase.parts)

    def match(
        self, script: str, key: str, offered: Sequence[str], text: str, language: str
    ) -> str | None:
        """The offered choice that typed words name exactly."""
        words = bare(text)
        for choice in offered:
            known = self.voice.choice(script, key, choice, language)
            if known and words in _bare_names(known.label, *known.also):
                return choice
        return None

    def echoes(self, question: Question, text: str, language: str) -> bool:
        """Whether typed words are those of an offered choice, or a part of them.

        "They might worry" is of "Might worry what it means"; a single word is too little.
        """
        words = bare(text).split()
        for at in (0, 1):
            part = f" {' '.join(words[at:])} "
            whole = f" {' '.join(words)} "
            for choice in question.offered:
                known = self.voice.choice(question.script, question.key, choice, language)
                names = _bare_names(known.label, *known.also) if known else ()
                said = [f" {each} " for each in names]
                if whole in said or (len(words) - at > 1 and any(part in each for each in said)):
                    return True
        return False

    # What the coach asks for

    def shown(self, script: str, slots: Slots, language: str) -> dict[str, Any]:
        """The variables of a script's templates: every slot, None while empty."""
        compiled = self.scripts.get(script)
        empty = dict.fromkeys(compiled.script.slots) if compiled else {}
        filled = {
            slot: self.voice.shown(script, slot, value, language) for slot, value in slots.items()
        }
        return empty | filled

    def bubble(self, bubble: Bubble, profile: Profile, said: list[int], seed: int) -> str:
        """A bubble as Telegram HTML; prompts that need not be written are left out."""
        language = profile.language
        names = [each for each in map(self._written(language), bubble.prompts) if each]
        names = shortened(names, bubble.script) if profile.length == "short" else names
        slots = self.shown(bubble.script, bubble.slots, language)
        variables = {
            **slots,
            "name": profile.name,
            "partner": self.partner(profile),
            **bubble.extras,
        }
        if bubble.script.startswith(SAFETY):
            variables["lines"] = self._help_lines(bubble, language)
        return self.voice.say(names, variables, said=said, seed=seed, language=language)

    def says(self, bubble: Bubble, language: str) -> bool:
        """Whether any of a bubble's prompts is written; some need not be."""
        return any(map(self._written(language), bubble.prompts))

    def partner(self, profile: Profile) -> Shown:
        """How to speak of their partner: a name or "your partner", and forms by pronoun."""
        words = self.voice.choice(SHARED, "pronouns", profile.pronouns, profile.language)
        unnamed = self.label("partner", "unnamed", profile.language)
        return Shown(profile.partner or unnamed, words.forms if words else {})

    def _written(self, language: str) -> Callable[[str], str]:
        """The prompt to say for a name: itself, the desk's own in its place, or none."""

        def written(name: str) -> str:
            if self.voice.knows(name, language) or not name.endswith(OPTIONAL):
                return name
            return f"{SHARED}/recap" if name.endswith("/recap") else ""

        return written

    def _help_lines(self, bubble: Bubble, language: str) -> list[HelpLine]:
        """Who can help with the danger that a safety script speaks of, where the person is."""
        kind, country = bubble.slots.get("kind"), bubble.slots.get("country")
        danger = kind.pick if kind else bubble.script.removeprefix(SAFETY)
        lines = self.help_lines.get(language) or self.help_lines[DEFAULT_LANGUAGE]
        return lines.of(danger, country.pick if country else "")

    def buttons(self, session: Session, outcome: Outcome, language: str) -> list[list[Button]]:
        """The answers of the standing question and the ways round it."""
        question = outcome.asked
        if question is None:
            return []
        place = session.place
        offered = [
            Button(
                self._label(question, each, place.slots, each in place.picking, language),
                f"{session.step}:{each}",
            )
            for each in question.offered
        ]
        ways = ["back"] if place.trail or len(session.stack) > 1 else []
        ways += ["skip"] if question.state.skip == "yes" else []
        ways += ["cancel"] if outcome.stuck else ["why"]
        rows = in_rows(offered, together=question.state.ask == "scale")
        if question.state.ask == "several":
            rows.append([Button(self.label("way", "done", language), f"{session.step}:{DONE}")])
        rows.append(
            [Button(self.label("way", way, language), f"{session.step}:~{way}") for way in ways]
        )
        return rows

    def label(self, key: str, choice: str, language: str) -> str:
        """A label of the desk's own, or of a script that brings its own name."""
        words = self._words(key, choice, language)
        return words.label if words else choice

    def knows(self, key: str, choice: str, language: str) -> bool:
        """Whether such a label is written."""
        return self._words(key, choice, language) is not None

    def _words(self, key: str, choice: str, language: str) -> ChoiceWords | None:
        # What a script is called may stand with its own words, so that its folder is all it needs.
        place = choice if key == TOPIC else SHARED
        return self.voice.choice(place, key, choice, language)

    def line(self, prompt: str, record: Record, language: str) -> str:
        """One of the desk's lines as plain words, to stand inside another prompt."""
        text = self.voice.say(
            [f"{SHARED}/{prompt}"], {}, said=record.said, seed=record.serial, language=language
        )
        return unescape(text)

    def hour(self, at: str, language: str) -> str:
        """An hour "HH:MM" as it is shown: midnight has a name."""
        return self.label("hour", "midnight", language) if at == "24:00" else at

    def days(self, days: Sequence[int], language: str, *, weekly: bool) -> str:
        """Weekdays in words; "" for every day."""
        if weekly:
            return self.label("days", "weekly", language)
        for name, group in (("weekdays", WEEKDAYS), ("weekend", WEEKEND)):
            if tuple(days) == group:
                return self.label("days", name, language)
        if len(days) == len(WEEKDAYS + WEEKEND) - 1:
            (day,) = {*WEEKDAYS, *WEEKEND} - {*days}
            but = self.label("days", "all_but", language)
            return f"{but} {self.label('days', str(day), language)}"
        return ", ".join(self.label("days", str(day), language) for day in days)

    def day(self, moment: str, language: str) -> str:
        """The day of a moment (ISO 8601) in words: "23 November"."""
        then = datetime.fromisoformat(moment)
        return f"{then.day} {self.label('month', str(then.month), language)}"

    def _label(
        self, question: Question, choice: str, slots: Slots, ticked: bool, language: str
    ) -> str:
        key = "yes_no" if question.state.ask == "yes_no" else question.key
        words = self.voice.choice(question.script, key, choice, language)
        label = words.label if words else choice
        if "{" in label:
            # A label may name a slot's form: a place that somebody wrote of.
            label = label.format_map(self.shown(question.script, slots, language))
        return ("✓ " if ticked else "") + label


@cache
def _bare_names(*names: str) -> frozenset[str]:
    """What a choice is called, bared; every answer is compared with dozens of them."""
    return frozenset(map(bare, names))


def shortened(names: list[str], script: str) -> list[str]:
    """The prompts that cannot be spared; in danger nothing is left out."""
    if script.startswith(SAFETY):
        return names
    kept = [each for each in names if not each.endswith(SPARED)]
    # An opening that stands alone is said; what was heard need not be.
    return kept or [each for each in names if not each.endswith(HEARD)]


def in_rows(buttons: list[Button], *, together: bool = False) -> list[list[Button]]:
    """Two narrow buttons side by side, wide ones alone, a scale in one row."""
    if together:
        return [buttons]
    rows: list[list[Button]] = []
    for button in buttons:
        last = rows[-1] if rows else []
        if len(last) == 1 and max(len(last[0].label), len(button.label)) <= NARROW:
            last.append(button)
        else:
            rows.append([button])
    return rows

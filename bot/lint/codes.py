"""Every finding of `coach check`, in one table: its code, its weight, what it is, what finds it."""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from bot.lint import ease, help_lines, routing, slots, telegram, transcripts, words
from bot.lint.draft import Draft, Found

Weight = Literal["error", "warning"]
Find = Callable[[Draft], Iterable[Found]]
ERROR: Weight = "error"
WARNING: Weight = "warning"


class Code(NamedTuple):
    """A kind of finding; `find` is None where it turns up on reading."""

    weight: Weight
    what: str
    find: Find | None = None


CODES: dict[str, Code] = {
    # A script in itself.
    "S101": Code(ERROR, "a script that can't be read: YAML, UTF-8, a name twice"),
    "S102": Code(ERROR, "a part of a script that is missing, unknown or of the wrong kind"),
    "S103": Code(ERROR, "no purpose", words.no_purpose),
    "S104": Code(ERROR, "a script called otherwise than its file"),
    "S105": Code(ERROR, "no state to start at"),
    "S106": Code(ERROR, "a name that no state or choice can have"),
    "S107": Code(ERROR, "a way to a state that isn't there"),
    "S108": Code(ERROR, "a state that contradicts itself"),
    "S109": Code(ERROR, "a way that goes by a choice which isn't offered"),
    "S110": Code(ERROR, "a reader that doesn't exist"),
    "S111": Code(ERROR, "a study that doesn't exist"),
    "S112": Code(ERROR, "an act that doesn't exist"),
    "S113": Code(ERROR, "a guard that doesn't exist or has too few or too many words"),
    "S114": Code(ERROR, "a rename to a name that isn't there"),
    "S115": Code(ERROR, "a call of a script that isn't there"),
    "S116": Code(ERROR, "a call that passes a slot which the other script lacks"),
    "S117": Code(ERROR, "a script that calls itself, directly or round about"),
    "S118": Code(ERROR, "a door that doesn't exist"),
    "S119": Code(ERROR, "a link that leads somewhere else already, or can't be one"),
    # Its ways.
    "S201": Code(ERROR, "a state that no way leads to"),
    "S202": Code(ERROR, "a dead end: a state that leads nowhere, or may find no way on"),
    "S203": Code(ERROR, "a state from which no end can be reached"),
    "S204": Code(ERROR, "a ring that never asks"),
    "S205": Code(ERROR, "a question that may offer nothing and can't be left out", words.no_exit),
    # Its slots.
    "S301": Code(ERROR, "a slot that isn't declared"),
    "S302": Code(WARNING, "a slot that nothing uses", slots.unused),
    "S303": Code(ERROR, "a template that prints what nothing has filled", slots.never_filled),
    "S304": Code(
        ERROR, "a template that prints what some way leaves empty", slots.filled_on_some_ways
    ),
    "S305": Code(ERROR, "an act that takes a slot which may be empty", slots.acts_without),
    "S306": Code(
        WARNING,
        "a guard, copy or call that reads what nothing has filled",
        slots.decided_beforehand,
    ),
    # Its words.
    "P401": Code(ERROR, "a template or word list that can't be read"),
    "P402": Code(ERROR, "a prompt that isn't written"),
    "P403": Code(ERROR, "a question without help: no `.why` or no `.again`"),
    "P404": Code(ERROR, "a choice without a label"),
    "P405": Code(ERROR, "a variable that is no slot"),
    "P406": Code(WARNING, "a template that nothing says", words.unused_templates),
    "P407": Code(WARNING, "a label that nothing offers", words.unused_words),
    "P408": Code(ERROR, "two choices that the same words name", words.same_words_twice),
    "P409": Code(WARNING, "a prompt with one wording only", words.one_variant),
    "P410": Code(WARNING, "wordings that are too alike", words.too_alike),
    # What Telegram and a phone have room for.
    "T501": Code(ERROR, "a text too long for a message", telegram.texts_too_long),
    "T502": Code(ERROR, "a text too long under a picture or a file", telegram.captions_too_long),
    "T503": Code(ERROR, "a name too long for what a button sends", telegram.callback_too_long),
    "T504": Code(WARNING, "a label too long for a phone", telegram.labels_too_long),
    "T505": Code(WARNING, "a label too long to stand beside others", telegram.columns_too_wide),
    "T506": Code(ERROR, "markup that Telegram refuses", telegram.markup_refused),
    # The way in.
    "R601": Code(ERROR, "an example that can't be read", routing.unreadable),
    "R602": Code(ERROR, "an example that stands in two topics", routing.two_topics),
    "R603": Code(ERROR, "plain words that stand for two things", routing.two_commands),
    "R604": Code(
        WARNING, "a script that too few examples lead to for words to find it", routing.few_examples
    ),
    "R605": Code(WARNING, "a script whose button has no words", routing.nameless),
    # Help lines.
    "H701": Code(ERROR, "a help line without a source", help_lines.without_source),
    "H702": Code(ERROR, "a help line without a date", help_lines.without_date),
    "H703": Code(ERROR, "help lines that can't be read or leave somebody out", help_lines.broken),
    # How it reads.
    "E801": Code(WARNING, "a script harder to read than a newspaper", ease.scripts_hard_to_read),
    "E802": Code(WARNING, "a wording that is hard to read", ease.prompts_hard_to_read),
    "X901": Code(WARNING, "a script without a transcript", transcripts.missing),
}

"""A broken house for each code of `coach check`: what is changed in the first script."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

YAML = "dialogs/scripts/good_night.yaml"
WORDS = "prompts/en/good_night/words.yaml"
FAREWELL = "prompts/en/good_night/farewell.j2"
DAY = "prompts/en/good_night/day.j2"
TOPICS = "dialogs/hearing/data/topics/good_night.jsonl"
COMMANDS = "dialogs/hearing/en/commands.yaml"
HELP = "prompts/en/help_lines.yaml"
TRANSCRIPT = "tests/transcripts/good_night.txt"
SCRIPT = "good_night.yaml"

Change = str | tuple[str, str] | None


@dataclass(frozen=True)
class Case:
    """Where a finding is, what it says, and what leads to it: a new text, old and new, or None."""

    file: str
    line: int
    what: str
    changes: Mapping[str, Change]
    besides: set[str] = field(default_factory=set)

    def changed(self, files: Mapping[str, str]) -> dict[str, str]:
        written = dict(files)
        for path, change in self.changes.items():
            if change is None:
                del written[path]
            elif isinstance(change, str):
                written[path] = change
            else:
                assert change[0] in written.get(path, ""), (path, change)
                written[path] = written[path].replace(*change, 1)
        return written


def state(line: int, what: str, old: str, new: str, *besides: str) -> Case:
    """A case that one change in the script's file makes."""
    return Case(SCRIPT, line, what, {YAML: (old, new)}, set(besides))


DONE = "    next: done\n"
OTHER = "script: other\nversion: 1\npurpose: another\nstart: one\nstates:\n  one: {end: yes}\n"
CALL = "    next: there\n  there:\n    call: {script: %s}\n" + DONE
LINE = {
    "id": "x", "country": "uk", "for": ["emergency"], "name": "999", "what": "Police",
    "hours": "always", "language": "English", "number": "999",
    "source": "https://www.police.uk/", "checked": "2026-11-23",
}  # fmt: skip


def line_without(field: str) -> str:
    return json.dumps([{key: value for key, value in LINE.items() if key != field}])


DAY_WHY = "prompts/en/good_night/day.why.j2"
CASES: dict[str, Case] = {
    "S101": state(9, "stands twice", "  thanks: what", "  day: what", "S301"),
    "S102": state(3, "'titel' is no part", "purpose:", "titel: x\npurpose:"),
    "S103": state(3, "the purpose is empty", "one kind thing to say before sleep", '" "'),
    "S104": state(1, "called 'morning'", "script: good_night", "script: morning"),
    "S105": state(6, "no state 'night'", "start: day", "start: night", "S201"),
    "S106": state(11, "can't be a choice's id", "[good, long]", "[good, Long]"),
    "S107": state(16, "leads to 'nowhere'", DONE, "    next: nowhere\n", "S201", "S203"),
    "S108": state(11, "the same choice twice", "[good, long]", "[good, good]"),
    "S109": state(
        11, "goes by the pick 'bad'", "next: thanks", "next: [{pick: bad, to: done}, {to: thanks}]"
    ),
    "S110": state(16, "no reader 'mind'", "    slot: thanks\n", "    slot: thanks\n    read: mind\n"),
    "S111": state(20, "no study 'stars'", "[farewell]", "[farewell]\n    study: stars"),
    "S112": state(20, "no act 'dance'", "[farewell]", "[farewell]\n    act: dance"),
    "S113": state(11, "no guard 'had'", "    slot: day\n", "    slot: day\n    skip_when: had day\n"),
    "S114": state(7, "'gone'", "slots:\n", "renames: {states: {old: gone}}\nslots:\n"),
    "S115": state(20, "calls 'gone'", DONE, CALL % "gone"),
    "S116": Case(
        SCRIPT, 20, "has no slot 'mood'",
        {
            YAML: (DONE, CALL % "other, give: {mood: day}"),
            "dialogs/scripts/other.yaml": OTHER,
        },
        {"X901"},
    ),
    "S117": state(1, "calls itself", DONE, CALL % "good_night"),
    "S118": state(4, "no door 'cellar'", "doors: {look: 6}", "doors: {cellar: 6}"),
    "S119": state(5, "'menu'", "link: night", "link: menu"),
    "S201": state(20, "no way leads to state 'lost'", "  done:", "  lost: {next: done}\n  done:"),
    "S202": state(16, "leads nowhere", DONE, "", "S201", "S203"),
    "S203": state(11, "no way to an end", DONE, "    next: thanks\n", "S201"),
    "S204": state(
        20, "goes round without asking", "    end: yes", "    next: again\n  again:\n    next:\n"
        "      - {when: has day, to: done}\n      - {to: bye}\n  bye: {end: yes}",
    ),
    "S205": state(
        11, "every choice has a guard", "[good, long]",
        "[{id: good, when: has thanks}, {id: long, when: lacks day}]\n    skip: no", "S306",
    ),
    "S301": state(16, "'thank' isn't declared", "slot: thanks", "slot: thank", "P405"),
    "S302": state(9, "'wishbone'", "  thanks: what", "  wishbone: what\n  thanks: what"),
    "S303": Case(
        "farewell.j2", 1, "prints 'wishbone', which nothing",
        {
            YAML: ("  thanks: what", "  wishbone: what\n  thanks: what"),
            FAREWELL: "{{ wishbone }} is what you wished for.\n---\nSleep well now.\n",
        },
        {"S302"},
    ),
    "S304": Case(
        "farewell.j2", 1, "prints 'thanks', which may be empty",
        {FAREWELL: "You said: {{ thanks }}.\n---\nSleep well, and goodbye.\n"},
    ),
    "S305": state(20, "the act 'keep' takes the slot 'chosen'", "[farewell]", "[farewell]\n    act: keep"),
    "S306": state(
        11, "'has thanks' reads 'thanks'", "next: thanks",
        "next: [{when: has thanks, to: done}, {to: thanks}]",
    ),
    "P401": Case("day.why.j2", 1, "Expected an expression", {DAY_WHY: "{% if %}"}),
    "P402": Case(SCRIPT, 20, "'farewell' is not written", {FAREWELL: None}, {"S302"}),
    "P403": Case(SCRIPT, 11, "'day.why' is not written", {DAY_WHY: None}),
    "P404": Case(SCRIPT, 11, "'good' has no label", {WORDS: ("  good: {label: A good one}\n", "")}),
    "P405": Case("day.j2", 1, "reads 'moood'", {DAY: "How {{ moood }}?\n---\nIs it well?\n"}),
    "P406": Case(
        "unsaid.j2", 1, "nothing says", {"prompts/en/good_night/unsaid.j2": "Eh?\n---\nWhat?\n"}
    ),
    "P407": Case("words.yaml", 4, "nothing offers 'soso'", {WORDS: ("day:\n", "dey:\n  soso: {label: So}\nday:\n")}),
    "P408": Case("words.yaml", 5, "'a good one' names", {WORDS: ("[endless]", "[A good one]")}),
    "P409": Case("day.j2", 1, "one wording only", {DAY: "How was your day?\n"}),
    "P410": Case(
        "day.j2", 3, "nearly the same",
        {DAY: "How was your day, all in all?\n---\nHow was your day all in all, now?\n"},
    ),
    "T501": Case("day.j2", 1, "characters with long answers", {DAY: "Hum. " * 900 + "\n---\nAnd?\n"}),
    "T502": Case(
        "digest_week.j2", 1, "under a picture",
        {"prompts/en/desk/digest_week.j2": "Hum. " * 250 + "\n---\nAnd?\n"},
    ),
    "T503": state(1, "too long for a button", "good_night", "good_night"),
    "T504": Case(
        "words.yaml", 4, "has 46 characters",
        {WORDS: ("A good one", "A good one all in all and nothing more to say.")},
    ),
    "T505": Case(
        "words.yaml", 2, "has 17 characters",
        {"prompts/en/desk/words.yaml": "way:\n  skip: {label: Leave this one be}\n"},
    ),
    "T506": Case(
        "day.j2", 1, "leaves 'b' open", {DAY: "How was <b>your day?\n---\nWhat kind of day was it?\n"}
    ),
    "R601": Case("good_night.jsonl", 3, "no example", {TOPICS: ("", "")}),
    "R602": Case("other.jsonl", 1, "stands under", {}),
    "R603": Case("commands.yaml", 3, "'undo' stands for", {}),
    "R604": Case(
        SCRIPT, 1, "11 examples lead to 'good_night'",
        {TOPICS: ('{"text": "I\'d like to end the day with something kind", "topic": "good_night"}\n', "")},
    ),
    "R605": Case(
        SCRIPT, 1, "what 'good_night' is called", {WORDS: ("topic:\n  good_night: {label: Good night}\n", "")}
    ),
    "H701": Case("help_lines.yaml", 1, "has no source", {HELP: line_without("source")}, set()),
    "H702": Case("help_lines.yaml", 1, "has no date", {HELP: line_without("checked")}, set()),
    "H703": Case("help_lines.yaml", 1, "no emergency number", {HELP: line_without("")}),
    "E801": Case(SCRIPT, 1, "together", {}),
    "E802": Case("day.j2", 1, "a reading ease of", {}),
    "X901": Case(SCRIPT, 1, "no transcript shows", {TRANSCRIPT: "# Nothing\n"}),
}  # fmt: skip
LONG_NAME = "good_night_" * 6
CASES["T503"] = Case(
    f"{LONG_NAME}.yaml", 1, "too long for a button",
    {f"dialogs/scripts/{LONG_NAME}.yaml": OTHER.replace("other", LONG_NAME)},
    {"X901", "R604", "R605"},
)  # fmt: skip
MORE = '{"text": "%s", "topic": "%s"}\n'
CASES["R601"] = Case(
    "other.jsonl", 1, "no example", {"dialogs/hearing/data/topics/other.jsonl": '{"text": 1}\n'}
)
CASES["R602"] = Case(
    "other.jsonl", 1, "stands under 'good_night' and 'ritual'",
    {
        "dialogs/hearing/data/topics/other.jsonl":
        MORE % ("I'd like to end the day with something kind!", "ritual")
    },
)  # fmt: skip
CASES["R603"] = Case(
    "commands.yaml", 3, "'undo' stands for 'back' and 'skip'",
    {COMMANDS: "commands:\n  back: [back, undo]\n  skip: [Undo!]\n"},
)  # fmt: skip
HARD = "Responsibilities accumulate unnoticeably until somebody acknowledges them out loud to the two of you.\n"
CASES["E802"] = Case("day.j2", 1, "a reading ease of", {DAY: HARD + "---\nAnd?\n"}, {"E801"})
CASES["E801"] = Case(SCRIPT, 1, "together have", {DAY: HARD + "---\nAnd?\n"}, {"E802"})

"""The `coach` command."""

import argparse
import asyncio
import json
import os
import sys
import zoneinfo
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from bot import listen as listening
from bot import logs, phrasebook, serve, terminal
from bot.clock import TypedClock
from bot.errors import CoachError, SettingsError
from bot.graph import mermaid
from bot.house import EAR, build
from bot.settings import Settings, read_settings
from bot.status import read_status, told
from bot.tiny_store import TinyStore
from bot.updates import PREFIX
from dialogs.errors import HearingError, ScriptError
from dialogs.library import read_library
from prompts.errors import PromptError

OPERATORS_FAULT = 2
HOME = Path(__file__).parent.parent


def chat(settings: Settings, _: argparse.Namespace) -> int:
    """Talk in the terminal; no token, no network."""
    # Somebody who talks in a terminal shall not read a log between the lines.
    logs.set_up("ERROR", settings.telegram_bot_token)
    store = TinyStore.open(settings.folder, "terminal")
    try:
        EAR.check()
        clock = TypedClock(settings.zone, serve.utc_now)
        terminal.talk(build(store, zone=settings.zone).coach, clock)
    finally:
        store.close()
    return 0


def run(settings: Settings, _: argparse.Namespace) -> int:
    """Serve Telegram."""
    if not settings.telegram_bot_token:
        raise SettingsError("TELEGRAM_BOT_TOKEN", "get one from @BotFather and write it into .env")
    store = TinyStore.open(settings.folder, "telegram")
    try:
        EAR.check()
        asyncio.run(serve.serve(settings, build(store, zone=settings.zone)))
    finally:
        store.close()
    return 0


def listen(_: Settings, __: argparse.Namespace) -> int:
    """Read lines from standard input; print what is heard in each as JSON."""
    EAR.check()
    with open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False) as lines:
        for told in listening.listen(lines, EAR):
            print(told, flush=True)
    return 0


def status(settings: Settings, chosen: argparse.Namespace) -> int:
    """Tell how the coach is doing, in counts; --json for machines."""
    now = serve.utc_now()
    stands = read_status(settings.folder, now)
    lines = [msgspec.json.encode(stands).decode()] if chosen.json else told(stands, now)
    print("\n".join(lines))
    return 0


def export(settings: Settings, chosen: argparse.Namespace) -> int:
    """Print a person's record as JSON."""
    store = TinyStore.look(settings.folder)
    for name in _names(chosen.person):
        record = store.load(name)
        if record is not None:
            print(phrasebook.export(record))
            return 0
    return _unknown(chosen.person)


def forget(settings: Settings, chosen: argparse.Namespace) -> int:
    """Erase a person's record; also while the bot runs."""
    store = TinyStore.look(settings.folder)
    erased = [store.erase(name) for name in _names(chosen.person)]
    if any(erased):
        print("Erased.")
        return 0
    return _unknown(chosen.person)


def check(_: Settings, chosen: argparse.Namespace) -> int:
    """Find all there is to mend in scripts and prompts; --strict takes warnings for errors."""
    # What a finding takes to be found would only make the coach start later.
    from bot.lint import ease
    from bot.lint.findings import findings, told

    found = findings(Path(chosen.folder) if chosen.folder else HOME)
    for each in found:
        print(each)
    print(told(found))
    if ease.measure() is None:
        print(ease.INSTALL, file=sys.stderr)
    return int(any(chosen.strict or each.weight == "error" for each in found))


def graph(_: Settings, chosen: argparse.Namespace) -> int:
    """Print a script as a Mermaid diagram; --calls and --repair draw more of it."""
    library = {name: each.script for name, each in read_library().items()}
    if chosen.script not in library:
        print(f"No script '{chosen.script}'; there are {', '.join(library)}.", file=sys.stderr)
        return OPERATORS_FAULT
    script = library[chosen.script]
    print(mermaid(script, library, calls=chosen.calls, repair=chosen.repair))
    return 0


def _names(person: str) -> Sequence[str]:
    """A person as typed: by the coach's own name, or by a Telegram id alone."""
    return (person, f"{PREFIX}{person}") if person.lstrip("-").isdecimal() else (person,)


def _unknown(person: str) -> int:
    print(json.dumps({"error": f"nobody is known as {person}"}), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coach", description="A coach in a chat for couples.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for verb, argument in VERBS.items():
        summary = (verb.__doc__ or "").strip()
        each = verbs.add_parser(verb.__name__, help=summary, description=summary)
        for word in argument.split():
            if word.startswith("--"):
                each.add_argument(word, action="store_true")
            else:
                each.add_argument(word.rstrip("?"), nargs="?" if word.endswith("?") else None)
        each.set_defaults(verb=verb)
    return parser


VERBS: dict[Callable[[Settings, argparse.Namespace], int], str] = {
    chat: "",
    run: "",
    listen: "",
    check: "folder? --strict",
    graph: "script --calls --repair",
    status: "--json",
    export: "person",
    forget: "person",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb; an operator's mistake ends with one line that says how to mend it."""
    chosen = _parser().parse_args(arguments)
    # The zones that ship with the coach; those of an old system know old rules.
    zoneinfo.reset_tzpath(to=())
    try:
        settings = read_settings()
        logs.set_up(settings.log_level, settings.telegram_bot_token)
        verb: Callable[[Settings, argparse.Namespace], int] = chosen.verb
        status = verb(settings, chosen)
        sys.stdout.flush()
        return status
    except (CoachError, ScriptError, HearingError, PromptError) as error:
        print(f"coach: {error}", file=sys.stderr)
        return OPERATORS_FAULT
    except BrokenPipeError:
        # Nobody reads on; what is left would be written at the end, and fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())

"""The terminal: the same coach in bubbles, with numbers for buttons."""

import contextlib
import html
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.clock import TypedClock
from bot.coach import Coach
from bot.errors import StoreFull
from bot.record import Button, Record, Reply
from dialogs.hearing.commands import bare
from dialogs.outcome import SHARED
from dialogs.utterance import Utterance

PERSON = "terminal:you"
WIDEST = 72
MOST_IN_ONE_GO = 5000
STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline"}
STYLES |= {"s": "strike", "code": "bold", "pre": "bold", "blockquote": "bold"}
TAGS = re.compile(r"<(/?)([a-z-]+)[^>]*>")


class Printer(Console):
    """A console that leaves it to its caller what to do when nobody reads on."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError."""
        raise BrokenPipeError


class Terminal:
    """A conversation over two text streams.

    `ask` brings the next line and raises EOFError at the end. Buttons keep their numbers until
    others take their place.
    """

    def __init__(
        self, coach: Coach, clock: TypedClock, out: TextIO, ask: Callable[[], str]
    ) -> None:
        self.coach = coach
        self.clock = clock
        self.ask = ask
        self.console = Printer(file=out, highlight=False, soft_wrap=not out.isatty())
        self.buttons: list[Button] = []
        self.updates = 0

    def run(self) -> None:
        """Talk until the input ends."""
        self._left_over()
        self._live_until(self.clock.now())
        self._take(Utterance("command", "start"))
        for line in self._lines():
            self._live_until(self.clock.now())
            if line.startswith("@"):
                self._move_clock(line)
            elif line:
                self._take(self._utterance(line))

    def _lines(self) -> Iterator[str]:
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            while True:
                yield self.ask().strip()

    def _utterance(self, line: str) -> Utterance:
        """A line as what it means: a command, a button by number or label, or words."""
        if line.startswith("/") and len(line) > 1:
            name, _, args = line[1:].partition(" ")
            return Utterance("command", name.lower(), args.strip(), ref=self._ref())
        button = self._button(line)
        if button is not None and button.token:
            return Utterance("tap", button.token)
        return Utterance("text", line, ref=self._ref())

    def _ref(self) -> str:
        self.updates += 1
        return str(self.updates)

    def _button(self, line: str) -> Button | None:
        if line.isdecimal() and 1 <= int(line[:4]) <= len(self.buttons):
            return self.buttons[int(line[:4]) - 1]
        words = bare(line)
        return next((each for each in self.buttons if words and bare(each.label) == words), None)

    def _move_clock(self, line: str) -> None:
        try:
            then = self.clock.read(line)
        except ValueError as error:
            self._note(str(error))
            return
        self._live_until(then)
        self.clock.put(then)
        self._note(f"It is {then:%A %d %B %Y, %H:%M} now.")

    def _live_until(self, then: datetime) -> None:
        """Say what falls due by a moment, each thing at its own."""
        for _ in range(MOST_IN_ONE_GO):
            record = self.coach.store.load(PERSON)
            if record is None or not record.due:
                return
            due = datetime.fromisoformat(record.due)
            if due > then:
                return
            self.clock.put(due)
            turn = self.coach.wake(PERSON, self.clock.now())
            if turn is not None and turn.record.outbox:
                self._note(f"{self.clock.now():%A %d %B, %H:%M}")
                self._deliver(turn.record, [])

    def _take(self, utterance: Utterance) -> None:
        try:
            turn = self.coach.take_turn(PERSON, utterance, self.clock.now())
        except StoreFull:
            self._bubble(self.coach.line(f"{SHARED}/try_again"))
            return
        if turn.toast:
            self._note(turn.toast)
        if turn.redraw is not None:
            self._show_buttons(turn.redraw)
        self._deliver(turn.record, turn.parting)

    def _left_over(self) -> None:
        """After a crash, what was not shown yet comes first."""
        for person in self.coach.store.undelivered():
            record = self.coach.store.load(person)
            if record is not None and person == PERSON:
                self._deliver(record, [])

    def _deliver(self, record: Record, parting: list[Reply]) -> None:
        for reply in (*record.outbox, *parting):
            self._show(reply)
            if reply.serial:
                self.coach.store.delivered(
                    PERSON, reply.serial, str(reply.serial) if reply.asks else None
                )

    # Showing

    def _show(self, reply: Reply) -> None:
        self._bubble(reply.text)
        if reply.file_name:
            self._save(reply)
        if reply.buttons:
            self._show_buttons(reply.buttons)

    def _bubble(self, text: str) -> None:
        words = from_html(text)
        if not self.console.is_terminal:
            self.console.print(words)
            self.console.print()
            return
        width = min(WIDEST, self.console.width)
        self.console.print(Panel(words, border_style="cyan", width=width, padding=(0, 1)))

    def _save(self, reply: Reply) -> None:
        """Put a file where the person is; never over one that is there."""
        path, stem = Path(reply.file_name), Path(reply.file_name)
        for number in range(2, 1000):
            try:
                with path.open("x", encoding="utf-8", errors="replace") as file:
                    file.write(reply.file_text)
            except FileExistsError:
                path = stem.with_stem(f"{stem.stem}-{number}")
            except OSError as error:
                self._note(f"The file could not be written here: {error.strerror}.")
                return
            else:
                self._note(f"Written to {path.resolve()}")
                return

    def _show_buttons(self, rows: list[list[Button]]) -> None:
        """Number what can be tapped; copying and sharing are for phones."""
        shown = [button for row in rows for button in row if button.token]
        if not shown:
            return
        self.buttons = shown
        lines = Text()
        for number, button in enumerate(shown, start=1):
            lines.append(f"{number:>3} ", style="cyan").append(button.label).append("\n")
        lines.rstrip()
        self.console.print(Padding(lines, (0, 0, 1, 1)) if self.console.is_terminal else lines)
        if not self.console.is_terminal:
            self.console.print()

    def _note(self, text: str) -> None:
        self.console.print(Text(f"({text})", style="dim"))


def from_html(markup: str) -> Text:
    """Telegram's HTML as styled text for the terminal."""
    text, open_tags, at = Text(), list[str](), 0
    for tag in TAGS.finditer(markup):
        _append(text, markup[at : tag.start()], open_tags)
        at = tag.end()
        if not tag[1]:
            open_tags.append(tag[2])
        elif tag[2] in open_tags:
            open_tags.reverse()
            open_tags.remove(tag[2])
            open_tags.reverse()
    _append(text, markup[at:], open_tags)
    return text


def _append(text: Text, piece: str, open_tags: list[str]) -> None:
    if piece:
        style = " ".join(sorted({STYLES[tag] for tag in open_tags if tag in STYLES}))
        words = html.unescape(piece).encode("utf-8", "replace").decode()
        text.append("".join(c for c in words if c.isprintable() or c in "\n\t"), style=style)


def talk(coach: Coach, clock: TypedClock) -> None:
    """Talk on standard input and output; a prompt, history and colour only on a terminal."""
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if on_terminal:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - gives input() a line editor and a history in memory
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    Terminal(coach, clock, sys.stdout, lambda: input("> " if on_terminal else "")).run()

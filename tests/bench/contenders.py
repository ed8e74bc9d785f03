"""The bots that are measured: how each is started, watched and ended."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Self

from tests.bot_api import TOKEN

_ROOT = Path(__file__).parent.parent.parent
_TICK = os.sysconf("SC_CLK_TCK")
_MEGABYTE = 1024 * 1024


class Contender(NamedTuple):
    name: str
    module: str
    verb: str = ""


OURS = Contender("room-for-us", "bot", "run")
PTB = Contender(
    "python-telegram-bot, ConversationHandler + PicklePersistence", "tests.bench.peer_ptb"
)
ECHO = Contender("python-telegram-bot, echo", "tests.bench.peer_echo")
AIOGRAM = Contender("aiogram, FSM in memory", "tests.bench.peer_aiogram")


class Running:
    """A contender at work in a program of its own; its data lie in `folder`."""

    def __init__(self, contender: Contender, base_url: str, folder: Path) -> None:
        words = [sys.executable, "-W", "ignore", "-m", contender.module, contender.verb]
        there = {
            "PYTHONPATH": str(_ROOT),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_BASE_URL": base_url,
            "COACH_DATA_DIR": str(folder),
            "LOG_LEVEL": "ERROR",
        }
        # From within the folder, so that nobody's `.env` has a say.
        self._program = subprocess.Popen(
            [word for word in words if word],
            cwd=folder,
            env=os.environ | there,
            # Peers are loud about being killed.
            stderr=None if contender is OURS else subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end(signal.SIGKILL)

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far, its own and the system's for it."""
        fields = self._about("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    @property
    def resident(self) -> float:
        """Megabytes of memory that it holds now."""
        pages = int(self._about("statm").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE

    @property
    def most_resident(self) -> float:
        """Megabytes of memory that it ever held."""
        line = next(line for line in self._about("status").splitlines() if "VmHWM" in line)
        return int(line.split()[1]) / 1024

    def end(self, by: signal.Signals) -> None:
        """End it and see it gone."""
        if self._program.poll() is None:
            self._program.send_signal(by)
            self._program.wait()

    def _about(self, name: str) -> str:
        return Path(f"/proc/{self._program.pid}/{name}").read_text()

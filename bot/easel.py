"""The easel: pictures are drawn in other processes.

A picture takes 0.1 s in which no other Python code runs, so each is made by a process of its
own, `python -m bot.picture`, that ends with it: 0.2 s of a processor and 30 MB while it lasts.
The bot itself never loads what draws.
"""

import asyncio
import contextlib
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from weakref import WeakKeyDictionary

import msgspec

from bot.record import Picture

PATIENCE = 10.0
SIDE_BY_SIDE, MOST_WAITING = 2, 16
COMMAND = (sys.executable, "-m", "bot.picture")
HOME = Path(__file__).parent.parent


class NotDrawn(Exception):  # noqa: N818 - says what is, as StoreFull does
    """A picture could not be made; its words have to do."""


class _Easels:
    """Places to draw at, and how many stand there or wait for one."""

    def __init__(self) -> None:
        self.places = asyncio.Semaphore(SIDE_BY_SIDE)
        self.people = 0


_easels: "WeakKeyDictionary[asyncio.AbstractEventLoop, _Easels]" = WeakKeyDictionary()


async def drawn(picture: Picture) -> bytes:
    """A picture as a PNG, drawn in another process; raises NotDrawn."""
    easels = _easels.setdefault(asyncio.get_running_loop(), _Easels())
    if easels.people >= MOST_WAITING:
        # Whoever waits for a picture holds up what else is to be sent.
        raise NotDrawn("too many pictures at once")
    easels.people += 1
    try:
        async with asyncio.timeout(PATIENCE), easels.places:
            return await _in_a_process(picture)
    except (OSError, TimeoutError) as error:
        raise NotDrawn(type(error).__name__) from error
    finally:
        easels.people -= 1


async def _in_a_process(picture: Picture) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=HOME
    )
    try:
        png, _ = await process.communicate(msgspec.json.encode(picture))
    finally:
        await _end(process)
    if process.returncode or not png:
        raise NotDrawn(f"the drawing ended with {process.returncode}")
    return png


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        if process.returncode is None:
            process.kill()
            await process.wait()

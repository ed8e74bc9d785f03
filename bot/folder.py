"""The folder of the records: who lies where, what is set aside, and how a person's files go."""

# A Path costs as much as the read that it serves, so that paths are strings here.
# ruff: noqa: PTH100, PTH101, PTH102, PTH104, PTH110, PTH112, PTH120, PTH208

import hashlib
import itertools
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from bot import due, inflight
from bot.rows import blank
from bot.storage import sync_folder, wipe


class Home(NamedTuple):
    """Where a person's record lives; `name` is the hash of who they are."""

    name: str
    folder: str
    path: str

    @property
    def key(self) -> bytes:
        """The hash as 32 bytes."""
        return bytes.fromhex(self.name)


class Folder:
    """The files under one data folder; paths are strings, for speed. All raise OSError."""

    def __init__(self, root: Path) -> None:
        self.root = os.path.abspath(root)
        self.people = f"{self.root}/people"
        self.aside = f"{self.root}/aside"

    def home(self, person: str) -> Home:
        """A person's home, whether or not anything lies there."""
        # A lone surrogate may stand in a name that a channel gives us.
        return self.home_of(hashlib.sha256(person.encode("utf-8", "surrogatepass")).hexdigest())

    def home_of(self, name: str) -> Home:
        """The home that a hash names."""
        folder = f"{self.people}/{name[:2]}/{name[2:4]}"
        return Home(name, folder, f"{folder}/{name}.json")

    def homes(self) -> Iterator[Home]:
        """The homes in which a record lies, lazily, a folder at a time."""
        for outer in _names(self.people):
            for inner in _names(f"{self.people}/{outer}"):
                for name in _names(f"{self.people}/{outer}/{inner}"):
                    if name.endswith(".json") and len(name) == 69:
                        yield self.home_of(name[:-5])

    def set_aside(self, home: Home) -> Path:
        """Move a record's file, which the caller holds locked, out of the way."""
        make_private(self.aside)
        for number in itertools.count(1):
            target = f"{self.aside}/{home.name}.{number}.json"
            if not os.path.exists(target):
                break
        os.rename(home.path, target)
        os.chmod(target, 0o600)
        sync_folder(self.aside)
        sync_folder(home.folder)
        return Path(target)

    def erase(self, home: Home) -> bool:
        """Overwrite and remove all files of a person; whether there were any.

        Files are what is meant: copies that a disk, a snapshot or a backup keeps are beyond it.
        """
        found = False
        for folder in (home.folder, self.aside):
            for name in _names(folder):
                if name.startswith(home.name):
                    with suppress(FileNotFoundError):
                        wipe(f"{folder}/{name}")
                        found = True
            if os.path.isdir(folder):
                sync_folder(folder)
        for name in _names(self.root):
            for kind in (inflight, due):
                if name.endswith(kind.SUFFIX):
                    with suppress(FileNotFoundError):
                        blank(Path(self.root, name), home.key, kind.SIZE)
        return found


def make_private(folder: str) -> None:
    """Make a folder that only its owner can enter, and those above it, durably."""
    if os.path.isdir(folder):
        return
    above = os.path.dirname(folder)
    make_private(above)
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
        os.chmod(folder, 0o700)
    sync_folder(above)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []

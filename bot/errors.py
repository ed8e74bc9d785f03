"""What can go wrong in ways that somebody can mend, as one tree.

CoachError
├── SettingsError         a setting is missing or wrong
└── StoreError            the records on disk
    ├── RecordSetAside    a record could not be read and was moved out of the way
    ├── RecordGone        a record is no longer the one that was loaded
    ├── StoreFull         the disk has no room
    ├── StoreUnusable     the folder cannot be worked in
    └── StoreBusy         another coach works in the folder
"""

# Names say what happened; the root says that they are errors.
# ruff: noqa: N818

from pathlib import Path


class CoachError(Exception):
    """The root of all errors that the coach raises on purpose; its text is one line."""


class SettingsError(CoachError):
    """A setting that is missing or wrong, by name, and how to mend it."""

    def __init__(self, name: str, mend: str) -> None:
        super().__init__(f"{name}: {mend}")
        self.name = name
        self.mend = mend


class StoreError(CoachError):
    """Something is wrong with the records on disk."""


class RecordSetAside(StoreError):
    """A record that could not be read; `moved_to` is where its file lies now."""

    def __init__(self, person: str, reason: str, moved_to: Path) -> None:
        super().__init__(f"a record could not be read ({reason}); it lies in {moved_to}")
        self.person = person
        self.reason = reason
        self.moved_to = moved_to


class RecordGone(StoreError):
    """A record that is not on disk as it was loaded: erased since, or saved by somebody else."""

    def __init__(self, person: str) -> None:
        super().__init__("the record was erased or saved by somebody else since it was loaded")
        self.person = person


class StoreFull(StoreError):
    """The disk has no room for a person's record; what was saved before still stands."""

    def __init__(self, person: str) -> None:
        super().__init__("the disk is full: make room in the folder of the records")
        self.person = person


class StoreUnusable(StoreError):
    """A folder or file that the coach cannot work with, why, and how to mend it."""

    def __init__(self, path: Path, reason: str, mend: str) -> None:
        super().__init__(f"{path}: {reason}; {mend}")
        self.path = path
        self.reason = reason
        self.mend = mend


class StoreBusy(StoreError):
    """A folder that another coach of the same desk holds by the lock file at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: another coach works in this folder; stop it first")
        self.path = path

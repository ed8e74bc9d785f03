"""All the coach keeps of one person."""

from typing import Literal

import msgspec

from dialogs.session import Session, Slots

RECORD_VERSION = 1


class Button(msgspec.Struct, omit_defaults=True):
    """A tappable answer: `token` comes back when tapped; `copy` and `url` act on the phone."""

    label: str
    token: str = ""
    copy: str = ""
    url: str = ""


class Reply(msgspec.Struct, omit_defaults=True):
    """A rendered prompt on its way to a person.

    `text` is Telegram's HTML. `serial` counts a person's replies from 1 without a gap.
    `kind` "message" is a message, "file" a document named `file_name` with the content
    `file_text` and `text` as caption.
    `asks` marks a question: its buttons go when the next answer has come.
    """

    serial: int
    text: str = ""
    buttons: list[list[Button]] = msgspec.field(default_factory=list)
    kind: Literal["message", "file"] = "message"
    file_name: str = ""
    file_text: str = ""
    asks: bool = False


class Phrase(msgspec.Struct, omit_defaults=True):
    """A sentence that a person kept, and when (ISO 8601, UTC)."""

    text: str
    kept_at: str


class Profile(msgspec.Struct, omit_defaults=True):
    """Who the person is to the coach."""

    name: str = ""
    language: str = "en"
    country: str = ""
    reachable: bool = True


class Danger(msgspec.Struct, omit_defaults=True):
    """That somebody was in danger: of which kind and when, never in which words.

    `at` is the moment of a strong hit, `asked_at` that of the last caring question;
    `looked_in` is set once the coach has asked again on a later day, or was told not to.
    """

    kind: str = ""
    at: str = ""
    asked_at: str = ""
    looked_in: bool = True


class Record(msgspec.Struct, omit_defaults=True):
    """All the coach keeps of one person; what the Store loads and saves as one.

    `last_update` is the number of the newest update taken; `serial` that of the newest reply
    ever put in the outbox; `asked` the channel's name of the message that holds the question
    that stands, known once it is delivered. `said` holds marks of what the coach said lately,
    so that nothing is said twice the same way. `shelf` holds dialogs left in the middle.
    `known` is what a message out of the blue said, until a script takes it up.
    `steps` is the highest number a question ever had, and `tapped` the last button taken;
    `cut_at` the moment of a text so long that its channel may have cut it in two.
    `delivered` is the serial of the newest reply that is known to have arrived, and `mark`
    the number by which the store knows the state that was loaded (0: never saved); both are
    the store's to set, and `mark` is never written.
    """

    person: str
    version: int = RECORD_VERSION
    profile: Profile = msgspec.field(default_factory=Profile)
    session: Session | None = None
    shelf: list[Session] = msgspec.field(default_factory=list)
    phrasebook: list[Phrase] = msgspec.field(default_factory=list)
    last_update: int = 0
    outbox: list[Reply] = msgspec.field(default_factory=list)
    serial: int = 0
    asked: str = ""
    danger: Danger | None = None
    known: Slots = msgspec.field(default_factory=dict)
    said: list[int] = msgspec.field(default_factory=list)
    touched_at: str = ""
    steps: int = 0
    tapped: str = ""
    cut_at: str = ""
    delivered: int = 0
    mark: int = 0

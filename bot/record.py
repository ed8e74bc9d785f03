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


MarkKind = Literal["me", "partner", "last"]


class Mark(msgspec.Struct, omit_defaults=True):
    """A place among the four fields, `room` and `close` in tenths from 10 to 50.

    `word` stands beside it and `note` below that.
    """

    kind: MarkKind
    room: int
    close: int
    word: str
    note: str = ""


class Picture(msgspec.Struct, omit_defaults=True):
    """What a picture shows, with the words in it.

    `kind` "nights" is two lines, named `room` and `close`, over `dates`: 1 to 5, None for no
    answer. "fields" is four fields and the `marks` in them; `corners` are the fields' names,
    from the upper left to the lower right.
    """

    title: str
    room: str = ""
    close: str = ""
    dates: list[str] = msgspec.field(default_factory=list)
    rooms: list[int | None] = msgspec.field(default_factory=list)
    closes: list[int | None] = msgspec.field(default_factory=list)
    kind: Literal["nights", "fields"] = "nights"
    corners: list[str] = msgspec.field(default_factory=list)
    marks: list[Mark] = msgspec.field(default_factory=list)


class Reply(msgspec.Struct, omit_defaults=True):
    """A rendered prompt on its way to a person.

    `text` is Telegram's HTML. `serial` counts a person's replies from 1 without a gap.
    `kind` "message" is a message, "file" a document named `file_name` with the content
    `file_text` and `text` as caption, "picture" the `picture` with `text` as caption.
    `asks` marks a question: its buttons go when the next answer has come.
    `until` marks what the clock says and nobody waits for: from that moment on (ISO 8601) it
    comes too late to be sent.
    """

    serial: int
    text: str = ""
    buttons: list[list[Button]] = msgspec.field(default_factory=list)
    kind: Literal["message", "file", "picture"] = "message"
    file_name: str = ""
    file_text: str = ""
    picture: Picture | None = None
    asks: bool = False
    until: str = ""


class Phrase(msgspec.Struct, omit_defaults=True):
    """Something that a person kept, and when (ISO 8601, UTC).

    `kind` is "phrase" for a sentence to the partner, else the script that it came from.
    `tried` is set once it was rehearsed.
    """

    text: str
    kept_at: str
    kind: str = "phrase"
    tried: bool = False


class Profile(msgspec.Struct, omit_defaults=True):
    """Who the person is to the coach, and how to speak of their partner.

    `living` is "together", "apart", "alone" or not told; `pronouns` the id of a set of them.
    `length` is "full", or "short" for replies without give-backs and lead-ins.
    """

    name: str = ""
    partner: str = ""
    pronouns: str = "they"
    language: str = "en"
    country: str = ""
    living: str = ""
    length: str = "full"
    reachable: bool = True


class Schedule(msgspec.Struct, omit_defaults=True):
    """When the nightly prompt comes; no prompt while `at` is empty.

    `zone` is an IANA name, `offset` its minutes east of UTC when it was set, for the day on
    which the name is known no more. `at` is "HH:MM" on the person's clock, 24:00 allowed.
    `days` are weekdays, 0 for Monday; none means all. `since` is the moment of the last change
    (ISO 8601): what was due before it is not made up for. `night` is the date of the last
    night that was prompted or left out, `asked` that of the last one that was prompted, and
    `again_at` the moment to which this night was put off. No night before the date
    `paused_until` is prompted. `unanswered` counts prompts without an answer; `resting` is set
    when the coach has asked whether to go on.
    """

    zone: str = ""
    offset: int = 0
    at: str = ""
    days: list[int] = msgspec.field(default_factory=list)
    weekly: bool = False
    since: str = ""
    night: str = ""
    asked: str = ""
    again_at: str = ""
    paused_until: str = ""
    unanswered: int = 0
    resting: bool = False


class Errand(msgspec.Struct, omit_defaults=True):
    """Something promised for a moment: `at` (ISO 8601, UTC), of a `kind`, about some values."""

    kind: str
    at: str
    about: Slots = msgspec.field(default_factory=dict)


class Night(msgspec.Struct, omit_defaults=True):
    """One evening's reflection; scales go from 1 to 5.

    `date` is the person's own, `question` the id of a question in the deck, `intended` what
    became of the intention of the evening before.
    """

    date: str
    room: int | None = None
    close: int | None = None
    question: str = ""
    answer: str = ""
    intention: str = ""
    intended: str = ""


class Balance(msgspec.Struct, omit_defaults=True):
    """Room and closeness on a date of the person's own, in tenths from 10 to 50.

    `their_room` and `their_close` are what they guessed that their partner would say.
    """

    date: str
    room: int
    close: int
    their_room: int | None = None
    their_close: int | None = None


class Return(msgspec.Struct, omit_defaults=True):
    """A return that was kept: when (ISO 8601, UTC), and how it felt before and after, 1 to 5."""

    at: str
    before: int | None = None
    after: int | None = None


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
    `cut_at` the moment of a text so long that its channel may have cut it in two, and
    `foreign_at` that of the last word on another language. `read` are cards read lately.
    `errands` are promises for a moment; `due` is the earliest moment (ISO 8601) at which
    anything is due at all, and `hold` the one before which the clock says nothing.
    `balances` holds one entry a day, in order.
    `digested` holds the dates on which nights were last looked back on, by "week", "month"
    and "season".
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
    foreign_at: str = ""
    read: list[str] = msgspec.field(default_factory=list)
    schedule: Schedule = msgspec.field(default_factory=Schedule)
    errands: list[Errand] = msgspec.field(default_factory=list)
    due: str = ""
    hold: str = ""
    nights: list[Night] = msgspec.field(default_factory=list)
    returns: list[Return] = msgspec.field(default_factory=list)
    balances: list[Balance] = msgspec.field(default_factory=list)
    digested: dict[str, str] = msgspec.field(default_factory=dict)
    delivered: int = 0
    mark: int = 0

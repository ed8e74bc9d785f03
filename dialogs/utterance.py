"""What a person said or tapped, free of any channel."""

from typing import Literal

import msgspec

Kind = Literal[
    "text",
    "tap",
    "command",
    "emoji",
    "voice",
    "photo",
    "video",
    "sticker",
    "location",
    "contact",
    "poll",
    "dice",
    "document",
    "forwarded",
    "other",
]


class Utterance(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing a person said or tapped.

    `text` holds their words, the token of a tapped button, or the name of a command without
    its slash; `args` what followed the command. `update` numbers the delivery: a second one
    with the same or a lower number is no second turn; 0 means that the channel does not
    number. `ref` is the channel's own name for the message, so that a later edit of it
    (`corrects`) can find the answer that it mends. `language` is "" where nobody told one.
    """

    kind: Kind
    text: str = ""
    args: str = ""
    update: int = 0
    ref: str = ""
    corrects: bool = False
    name: str = ""
    language: str = ""

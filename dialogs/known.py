"""What a message out of the blue has said already, so that it is not asked again."""

import re

from dialogs.answers import Setting
from dialogs.hearing.heard import Heard
from dialogs.readers import READERS
from dialogs.session import Slots, Value

BY_TIME = {"how_long": "duration", "back_at": "comeback"}
# What they need is asked all the same: "I need space" is where the talk begins, not where it ends.
BY_LABEL = {"feeling": "feeling", "purpose": "purpose"}

WISHED = ("need", "purpose", "return", "request")
WORTH_A_SITUATION = 8

# "How does this sound: …": what stands behind it is the sentence itself.
BROUGHT = re.compile(
    r"(?:ok(?:ay)?,? |so,? |hey,? |hi,? )?(?:how|what|is|does|do|check|would|can|could|should|rate|thoughts)\b"
    r"[^:\"“«]{0,80}(?::|[\"“«])\s*[\"“«]?(.{6,})",
    re.IGNORECASE | re.DOTALL,
)


def known_from(text: str, heard: Heard, setting: Setting) -> Slots:
    """Slots that a message fills by itself: times, and what its marked words say."""
    known: Slots = {"theme": Value(said=text)}
    if brought := BROUGHT.match(text.strip()):
        _fill(known, "sentence", "sentence", brought[1].strip(' "”»'), setting)
    for slot, reader in BY_TIME.items():
        _fill(known, slot, reader, text, setting)
    for slot, label in BY_LABEL.items():
        for start, end in heard.spans.get(label, []):
            if slot not in known and (label != "purpose" or _is_of_the_wish(text, start, heard)):
                _fill(known, slot, label, text[start:end], setting)
    if _tells_more(text, heard):
        _fill(known, "situation", "situation", text, setting)
    return known


def _is_of_the_wish(text: str, start: int, heard: Heard) -> bool:
    """Whether what something is for is said of the wish: "an hour to think", "… so I can think"."""
    led_by = [end for label in ("need", "return") for _, end in heard.spans.get(label, [])]
    return text[start:].casefold().startswith("so ") or any(0 <= start - end <= 2 for end in led_by)


def _tells_more(text: str, heard: Heard) -> bool:
    """Whether a message says what is going on, and not only what is wished for."""
    wished = [span for label in WISHED for span in heard.spans.get(label, [])]
    words = [
        word
        for word in re.finditer(r"[\w'’]+", text)
        if not any(start <= word.start() < end for start, end in wished)
    ]
    return len(words) >= WORTH_A_SITUATION


def _fill(known: Slots, slot: str, reader: str, words: str, setting: Setting) -> None:
    value = READERS[reader](words, setting.now, setting.language)
    if isinstance(value, Value):
        known[slot] = value

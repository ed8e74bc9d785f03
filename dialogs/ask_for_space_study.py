"""What a sentence that asks for space lacks: one thing at a time, the return before all else."""

from dialogs.findings import Findings
from dialogs.guards import lacks_time
from dialogs.hearing.heard import Hearing
from dialogs.session import Slots, Value

# What a sentence may lack besides a time, and the slot that would fill it; the gravest first.
PIECES = {"us": "about_us", "them": "their_side", "purpose": "purpose", "feeling": "feeling"}


def lacking(slots: Slots, hearing: Hearing, language: str) -> Findings:
    """The first thing that the sentence in hand lacks, if any."""
    missing = _missing(slots)
    return Findings(slots={"lacking": Value(pick=missing) if missing else None})


def _missing(slots: Slots) -> str:
    # In words of their own only a time can be told to be lacking.
    if "own" in slots:
        return "time" if lacks_time(slots, "chosen") else ""
    if not {"back_at", "how_long"} & slots.keys():
        return "time"
    return next((piece for piece, slot in PIECES.items() if slot not in slots), "")


SPACE_SENTENCE_STUDIES = {"space_lacking": lacking}

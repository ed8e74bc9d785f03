"""Inline mode: in any chat, `@bot words` offers the sentences that the asker kept."""

from typing import Any

from bot.keepsakes import holds, mark
from bot.phrasebook import PHRASE
from bot.record import Phrase, Record
from bot.speech import Speech
from bot.wire import pieces
from prompts.voice import DEFAULT_LANGUAGE, clipped

NEWEST = 3
MOST = 20
TITLE = 60
# What the start button of somebody without sentences says after /start.
LINK = "space"


def matching(record: Record | None, words: str) -> list[Phrase]:
    """The sentences that hold all the words, newest first; of no words, the newest few."""
    kept = [each for each in record.phrasebook if each.kind == PHRASE] if record else []
    wanted = words.casefold().split()
    if not wanted:
        return kept[::-1][:NEWEST]
    return [each for each in reversed(kept) if holds(each.text, wanted)][:MOST]


def answer(record: Record | None, words: str, speech: Speech) -> dict[str, Any]:
    """What to tell Telegram: a result a sentence, for the asker alone, or a way to begin."""
    language = record.profile.language if record else DEFAULT_LANGUAGE
    found = matching(record, words)
    told: dict[str, Any] = {
        "results": [_result(each, speech, language) for each in found],
        "is_personal": True,
        "cache_time": 0,
    }
    if not found:
        known = record is not None and any(each.kind == PHRASE for each in record.phrasebook)
        label = speech.label("inline", "not_found" if known else "begin", language)
        told["button"] = {"text": label, "start_parameter": LINK}
    return told


def _result(kept: Phrase, speech: Speech, language: str) -> dict[str, Any]:
    """One sentence to pick; what is picked is sent as it was kept."""
    text = kept.text.encode("utf-8", "replace").decode()
    return {
        "type": "article",
        "id": mark(kept),
        "title": clipped(text, TITLE),
        "description": speech.day(kept.kept_at, language),
        "input_message_content": {
            "message_text": pieces(text)[0],
            "link_preview_options": {"is_disabled": True},
        },
    }

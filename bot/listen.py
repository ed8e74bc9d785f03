"""`coach listen`: one line in, what is heard in it out, as one JSON object a line."""

from collections.abc import Iterable, Iterator

import msgspec

from dialogs.hearing.heard import Hearing


def listen(lines: Iterable[str], hearing: Hearing) -> Iterator[str]:
    """What is heard in each line; offsets are code points, ends exclusive."""
    for line in lines:
        yield read_aloud(line.removesuffix("\n").removesuffix("\r"), hearing)


def read_aloud(text: str, hearing: Hearing) -> str:
    """What is heard in a text, as JSON."""
    heard = hearing.hear(text)
    told = {
        "text": text.encode("utf-8", "replace").decode(),
        "labels": list(heard.labels),
        "spans": heard.spans,
        "topic": heard.topic,
        "topics": [[topic, round(score, 4)] for topic, score in heard.topics],
        "risk": heard.risk,
        "tier": heard.tier,
    }
    return msgspec.json.encode(told).decode()

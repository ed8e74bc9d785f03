"""The script that CONTRIBUTING.md leads through, as the files that stand there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
STEP = re.compile(r"`([\w/.-]+/[\w.-]+\.(?:yaml|j2|jsonl|txt))`:\n\n```\w+\n(.*?)```", re.DOTALL)


def files() -> dict[str, str]:
    """The text of each file by its path."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return dict(STEP.findall(text))


def write(folder: Path, written: dict[str, str] | None = None) -> Path:
    """Write files into a folder; those of CONTRIBUTING.md by default."""
    for path, body in (files() if written is None else written).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(body, encoding="utf-8")
    return folder

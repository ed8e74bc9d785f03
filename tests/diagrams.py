"""The pages of docs/scripts: `python -m tests.diagrams` draws every script anew."""

from pathlib import Path

from bot.graph import mermaid
from dialogs.library import read_library
from dialogs.script import Script

FOLDER = Path(__file__).parent.parent / "docs" / "scripts"


def scripts() -> dict[str, Script]:
    return {name: each.script for name, each in read_library().items()}


def page(script: Script, library: dict[str, Script]) -> str:
    drawn = mermaid(script, library, calls=True)
    purpose = script.purpose[:1].upper() + script.purpose[1:]
    slots = "\n".join(f"| `{name}` | {what} |" for name, what in script.slots.items())
    kept = f"| slot | |\n| --- | --- |\n{slots}\n" if slots else "It keeps nothing.\n"
    told = "Drawn by `python -m tests.diagrams`; `coach graph` draws the ways of repair as well."
    return f"# {script.name}\n\n{purpose}.\n\n```mermaid\n{drawn}\n```\n\n{kept}\n{told}\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, script in scripts().items():
        (FOLDER / f"{name}.md").write_text(page(script, scripts()), encoding="utf-8")

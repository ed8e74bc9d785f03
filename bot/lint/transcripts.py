"""Transcripts: a script that no conversation shows is a script that nobody has read aloud."""

from collections.abc import Iterator

from bot.lint.draft import Draft, Found
from bot.lint.templates import told

# So many letters in a row are said by one prompt and by no other.
TELLING = 24


def missing(draft: Draft) -> Iterator[Found]:
    """Scripts that speak in no transcript; nothing where there is no folder of them."""
    if not draft.transcripts_folder.is_dir():
        return
    files = sorted(draft.transcripts_folder.glob("*.txt"))
    heard = " ".join(" ".join(file.read_text(encoding="utf-8").split()) for file in files)
    for script in draft.scripts.values():
        if not any(piece in heard for piece in _pieces(draft, script.name)):
            what = f"no transcript shows '{script.name}'"
            mend = f"Write tests/transcripts/{script.name}.txt; CONTRIBUTING.md says how."
            yield Found(script.file, script.lines.get("script", 1), what, mend)


def _pieces(draft: Draft, script: str) -> Iterator[str]:
    """What the script's prompts say whatever is answered."""
    for catalogue in draft.catalogues:
        for folder, _, variants in draft.prompts(catalogue):
            if folder == script:
                for variant in variants:
                    yield from (
                        piece for piece in told(variant, catalogue.env) if len(piece) >= TELLING
                    )

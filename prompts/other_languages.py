"""What somebody who writes in another language is told, in theirs as far as there are words."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

from prompts.errors import PromptError

FILE = Path(__file__).parent / "other_languages.yaml"
OTHER = "other"
VARIANTS = 2
# Whom a neighbour's language serves better than English.
_NEAR = {"ca": "es", "gl": "es", "ht": "fr", "lb": "de", "af": "nl", "be": "ru", "kk": "ru",
         "ky": "ru", "tg": "ru", "mk": "bg", "hr": "sr", "bs": "sr", "az": "tr", "mr": "hi",
         "ms": "id", "su": "id", "jv": "id", "nb": "no", "nn": "no"}  # fmt: skip


class _Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's name in English, and two wordings of what is told."""

    name: str
    lines: list[str]


class OtherLanguages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines by language code, and the English `tail` that follows those in other languages."""

    tail: str
    languages: dict[str, _Language]

    def reply(self, code: str, seed: int) -> str:
        """What to tell somebody who writes in a language: plain words, never empty."""
        known = code if code in self.languages else _NEAR.get(code, OTHER)
        lines = self.languages[known].lines
        line = lines[seed % len(lines)]
        return line if known == OTHER else f"{line}\n\n{self.tail}"


def read_other_languages(file: Path = FILE) -> OtherLanguages:
    """The lines for all languages; raises PromptError."""
    try:
        found = msgspec.convert(yaml.safe_load(file.read_text(encoding="utf-8")), OtherLanguages)
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(str(file), 1, f"it can't be read: {error}", "Put it back.") from error
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        mend = "Write `tail` and, by code, `name` and two `lines`."
        raise PromptError(str(file), 1, str(error), mend) from error
    for code in (OTHER, *_NEAR.values(), *found.languages):
        _check(file, code, found.languages.get(code))
    return found


def _check(file: Path, code: str, language: _Language | None) -> None:
    if language is None:
        raise PromptError(str(file), 1, f"{code!r} has no lines", f"Write {VARIANTS} of them.")
    if len({line.strip() for line in language.lines} - {""}) != VARIANTS:
        raise PromptError(str(file), 1, f"{code!r} needs {VARIANTS} wordings", "Write them.")
    for line in language.lines:
        if "findahelpline.com" not in line or not any(map(str.isdecimal, line)):
            mend = "Name an emergency number and findahelpline.com."
            raise PromptError(
                str(file), 1, f"{code!r} has a line that says not where help is", mend
            )
        if set(line) & set("<>&"):
            raise PromptError(str(file), 1, f"{code!r} has markup", "Write plain words.")


@cache
def _shipped() -> OtherLanguages:
    return read_other_languages()


def reply(code: str, seed: int) -> str:
    """What to tell somebody who writes in the language of a code; any code gets an answer."""
    return _shipped().reply(code, seed)

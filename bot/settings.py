"""The settings: what an operator can choose, read from the environment and `.env`."""

import io
import os
import re
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from dotenv import dotenv_values
from dotenv.parser import parse_stream

from bot.errors import SettingsError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
WEBHOOK_PORTS = range(1, 65536)
SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}")


class Settings(msgspec.Struct, frozen=True):
    """All that can be set; the names are those of the environment in lower case."""

    telegram_bot_token: str = ""
    telegram_base_url: str = "https://api.telegram.org"
    coach_data_dir: str = "data"
    coach_timezone: str = "UTC"
    webhook_url: str = ""
    webhook_secret: str = ""
    webhook_port: int = 8443
    log_level: str = "INFO"

    @property
    def folder(self) -> Path:
        """Where the records are kept."""
        return Path(self.coach_data_dir).expanduser()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of people who have not named theirs."""
        return ZoneInfo(self.coach_timezone)


def read_settings(env_file: Path = Path(".env")) -> Settings:
    """Read `.env` and the environment, which wins; raises SettingsError."""
    written = {**_written(env_file), **os.environ}
    chosen = {
        name: value.strip()
        for name in Settings.__struct_fields__
        if (value := written.get(name.upper())) and value.strip()
    }
    try:
        settings = msgspec.convert(chosen, Settings, strict=False)
    except msgspec.ValidationError as error:
        name = str(error).rpartition("$.")[2].rstrip("`").upper()
        raise SettingsError(name, "write a whole number there") from error
    _check(settings)
    return settings


def _written(env_file: Path) -> dict[str, str | None]:
    """The settings in a file; none when there is no file."""
    try:
        # Some editors begin a file with a mark that is no part of the first name.
        text = env_file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        mend = "save it as plain text (UTF-8) that the coach's user can read"
        raise SettingsError(str(env_file), mend) from None
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            line = binding.original.line
            raise SettingsError(str(env_file), f"line {line} is not in the form NAME=value")
    return dotenv_values(stream=io.StringIO(text))


def _check(settings: Settings) -> None:
    if settings.log_level.upper() not in LEVELS:
        raise SettingsError("LOG_LEVEL", f"write one of {', '.join(LEVELS)}")
    try:
        _ = settings.zone
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError("COACH_TIMEZONE", "write a zone such as Europe/Berlin") from error
    try:
        _ = settings.folder
    except RuntimeError:
        raise SettingsError("COACH_DATA_DIR", "write a folder that there can be") from None
    if not _is_address(settings.telegram_base_url):
        mend = "write an address that begins with https:// (or http://)"
        raise SettingsError("TELEGRAM_BASE_URL", mend)
    if settings.webhook_port not in WEBHOOK_PORTS:
        raise SettingsError("WEBHOOK_PORT", "write a number from 1 to 65535")
    if settings.webhook_url:
        _check_webhook(settings)


def _check_webhook(settings: Settings) -> None:
    if not _is_address(settings.webhook_url):
        raise SettingsError("WEBHOOK_URL", "write an address that begins with https://")
    if not SECRET.fullmatch(settings.webhook_secret):
        mend = "write 8 to 256 letters, digits, _ or -: Telegram sends it back"
        raise SettingsError("WEBHOOK_SECRET", mend)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)

"""The settings: what an operator can choose, read from the environment and `.env`."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from dotenv import dotenv_values

from bot.errors import SettingsError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
WEBHOOK_PORTS = range(1, 65536)
SHORTEST_SECRET = 8


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
    written = {**dotenv_values(env_file), **os.environ}
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


def _check(settings: Settings) -> None:
    if settings.log_level.upper() not in LEVELS:
        raise SettingsError("LOG_LEVEL", f"write one of {', '.join(LEVELS)}")
    try:
        _ = settings.zone
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError("COACH_TIMEZONE", "write a zone such as Europe/Berlin") from error
    if not settings.telegram_base_url.startswith(("http://", "https://")):
        raise SettingsError("TELEGRAM_BASE_URL", "begin it with https:// (or http://)")
    if settings.webhook_url and not settings.webhook_url.startswith(("http://", "https://")):
        raise SettingsError("WEBHOOK_URL", "begin it with https://")
    if settings.webhook_url and len(settings.webhook_secret) < SHORTEST_SECRET:
        mend = f"set at least {SHORTEST_SECRET} letters, digits, _ or -: Telegram sends it back"
        raise SettingsError("WEBHOOK_SECRET", mend)
    if settings.webhook_port not in WEBHOOK_PORTS:
        raise SettingsError("WEBHOOK_PORT", "write a number from 1 to 65535")

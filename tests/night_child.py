"""`coach run` on a clock of its own: FAKE_NOW (ISO 8601) was the time at FAKE_SINCE (seconds)."""

import asyncio
import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from bot import logs
from bot.house import build
from bot.serve import serve
from bot.settings import read_settings
from bot.tiny_store import TinyStore
from tests.ears import ToldEar


def clock() -> datetime:
    ahead = time.time() - float(os.environ["FAKE_SINCE"])
    return datetime.fromisoformat(os.environ["FAKE_NOW"]) + timedelta(seconds=ahead)


def main() -> None:
    settings = read_settings(Path("/nonexistent"))
    logs.set_up(settings.log_level, settings.telegram_bot_token)
    store = TinyStore.open(settings.folder, "telegram")
    try:
        asyncio.run(serve(settings, build(store, hearing=ToldEar()), clock))
    finally:
        store.close()


if __name__ == "__main__":
    main()

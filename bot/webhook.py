"""Webhook: Telegram calls us, and gets its 200 only when the turn is on disk."""

import hmac
import json
import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot, Update

from bot.updates import parse_update

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE = 2**20
# The coach is to end within five seconds, whoever dawdles with a call.
PATIENCE = 1.0


class Webhook:
    """An HTTP server for updates; `take` tells whether an update's turn was kept."""

    def __init__(self, bot: Bot, take: Callable[[Update], bool], url: str, secret: str) -> None:
        self.bot = bot
        self.take = take
        self.secret = secret.encode()
        self.app = web.Application(client_max_size=LARGEST_UPDATE)
        self.app.router.add_post(urlsplit(url).path or "/", self._receive)
        self.runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=PATIENCE)

    async def start(self, port: int) -> None:
        """Listen on a port of every interface; raises OSError when it is taken."""
        await self.runner.setup()
        await web.TCPSite(self.runner, port=port).start()

    async def stop(self) -> None:
        """Stop listening; turns under way are finished first."""
        await self.runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        told = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(told, self.secret):
            return web.Response(status=403)
        try:
            came = json.loads(await request.read())
        except (ValueError, RecursionError):
            came = None
        update = parse_update(came, self.bot)
        if update is None:
            log.warning("a webhook call held no update")
            return web.Response(status=400)
        # 503 makes Telegram send the update again.
        return web.Response(status=200 if self.take(update) else 503)

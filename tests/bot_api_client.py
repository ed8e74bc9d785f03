"""A Bot as the coach has it, on the Bot API stub."""

from telegram import Bot

from bot.request import AiohttpRequest


def speaking(base_url: str, token: str, request: AiohttpRequest | None = None) -> Bot:
    """A Bot that talks to `base_url` (`BotApi.base_url`); enter it to open its connections."""
    return Bot(
        token,
        base_url=f"{base_url}/bot",
        base_file_url=f"{base_url}/file/bot",
        request=request or AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )

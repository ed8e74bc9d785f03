"""How the bot introduces itself to Telegram: its commands by scope, its menu, what it is."""

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    MenuButtonCommands,
)
from telegram.error import TelegramError

from bot.house import House
from dialogs.outcome import SHARED
from prompts.voice import DEFAULT_LANGUAGE

log = logging.getLogger(__name__)

# In the order in which a phone shows them: the ways in, the ways round, what is kept.
IN_PRIVATE = (
    "start",
    "menu",
    "check",
    "practice",
    "rehearse",
    "reflect",
    "back",
    "skip",
    "repeat",
    "why",
    "restart",
    "pause",
    "resume",
    "cancel",
    "keepsakes",
    "phrases",
    "journal",
    "progress",
    "nightly",
    "settings",
    "privacy",
    "export",
    "forget",
    "help",
)
# Elsewhere the coach says where it can be spoken to, and no more.
ELSEWHERE = ("start", "help")


async def introduce(bot: Bot, house: House) -> None:
    """Tell Telegram the commands and what the bot is; without it all else still works."""
    for language in house.speech.voice.languages:
        code = None if language == DEFAULT_LANGUAGE else language
        line = house.coach.line
        try:
            await _tell_commands(bot, house, language, code)
            await bot.set_my_description(line(f"{SHARED}/description", language), code)
            await bot.set_my_short_description(line(f"{SHARED}/short_description", language), code)
        except TelegramError as error:
            log.warning("the commands could not be registered (%s)", type(error).__name__)


async def _tell_commands(bot: Bot, house: House, language: str, code: str | None) -> None:
    def described(names: tuple[str, ...]) -> list[BotCommand]:
        label = house.speech.label
        return [BotCommand(name, label("command", name, language)) for name in names]

    private, groups = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
    await bot.set_my_commands(described(IN_PRIVATE), scope=private, language_code=code)
    await bot.set_my_commands(described(ELSEWHERE), scope=groups, language_code=code)
    default = BotCommandScopeDefault()
    await bot.set_my_commands(described(ELSEWHERE), scope=default, language_code=code)
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())

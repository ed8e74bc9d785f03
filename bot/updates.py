"""Telegram's updates turned into utterances; the only place that knows both."""

from typing import Literal

import msgspec
from telegram import CallbackQuery, Message, Update

from dialogs.utterance import Kind, Utterance

PREFIX = "telegram:"
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]

# The first attribute that a message has decides what kind it is.
KINDS: tuple[tuple[str, Kind], ...] = (
    ("voice", "voice"),
    ("video_note", "voice"),
    ("audio", "voice"),
    ("animation", "sticker"),
    ("photo", "photo"),
    ("video", "video"),
    ("sticker", "sticker"),
    ("venue", "location"),
    ("location", "location"),
    ("contact", "contact"),
    ("poll", "poll"),
    ("dice", "dice"),
    ("document", "document"),
    ("story", "other"),
    ("game", "other"),
    ("checklist", "other"),
    ("paid_media", "other"),
)


class Heard(msgspec.Struct, frozen=True):
    """An utterance with what is needed to answer it on Telegram."""

    person: str
    utterance: Utterance
    query: CallbackQuery | None = None


class Elsewhere(msgspec.Struct, frozen=True):
    """Something said outside a private chat; `addressed` when it was said to the bot."""

    chat: int
    addressed: bool


class Standing(msgspec.Struct, frozen=True):
    """A person has blocked or unblocked the bot."""

    person: str
    reachable: bool


def read_update(update: Update, bot_name: str) -> Heard | Elsewhere | Standing | None:
    """What an update means to the coach; None when there is nothing to do about it."""
    if update.callback_query:
        return _tap(update, update.callback_query)
    if update.my_chat_member:
        return _membership(update)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    if message.chat.type != "private":
        return None if update.edited_message else _elsewhere(message, bot_name)
    utterance = _utterance(update, message)
    return Heard(person(message.chat.id), utterance) if utterance else None


def person(user: int) -> str:
    """The coach's name for a Telegram user."""
    return f"{PREFIX}{user}"


def chat_of(name: str) -> int:
    """The private chat with a person; a user's id is the id of their private chat."""
    return int(name.removeprefix(PREFIX))


def _utterance(update: Update, message: Message) -> Utterance | None:
    user = message.from_user
    assert user is not None
    kind, text, args = _content(message)
    if kind is None:
        return None
    return Utterance(
        kind=kind,
        text=text,
        args=args,
        update=update.update_id,
        ref=str(message.message_id),
        corrects=update.edited_message is not None,
        name=user.first_name,
    )


def _content(message: Message) -> tuple[Kind | None, str, str]:
    if message.forward_origin is not None:
        return "forwarded", message.text or message.caption or "", ""
    if message.text is not None:
        if message.text.startswith("/") and len(message.text) > 1:
            name, _, args = message.text[1:].partition(" ")
            return "command", name.partition("@")[0].lower(), args.strip()
        return "text", message.text, ""
    for attribute, kind in KINDS:
        if getattr(message, attribute, None):
            return kind, message.caption or "", ""
    # What is left is service messages: pins, timers, title changes.
    return None, "", ""


def _tap(update: Update, query: CallbackQuery) -> Heard | None:
    if query.from_user.is_bot or (query.message and query.message.chat.type != "private"):
        return None
    utterance = Utterance(
        kind="tap",
        text=query.data or "",
        update=update.update_id,
        name=query.from_user.first_name,
    )
    return Heard(person(query.from_user.id), utterance, query)


def _membership(update: Update) -> Elsewhere | Standing | None:
    change = update.my_chat_member
    assert change is not None
    present: Literal[True, False] = change.new_chat_member.status in (
        "member",
        "administrator",
        "restricted",
    )
    if change.chat.type == "private":
        return Standing(person(change.chat.id), present)
    return Elsewhere(change.chat.id, True) if present and change.chat.type != "channel" else None


def _elsewhere(message: Message, bot_name: str) -> Elsewhere:
    text = message.text or ""
    replied = message.reply_to_message
    answers = bool(replied and replied.from_user and replied.from_user.username == bot_name)
    addressed = answers or text.startswith("/") or f"@{bot_name}".lower() in text.lower()
    return Elsewhere(message.chat.id, addressed)

"""Telegram's updates turned into utterances; the only place that knows both."""

import re
from typing import Any, Literal

import msgspec
from telegram import Bot, CallbackQuery, Message, Update, User

from dialogs.utterance import Kind, Utterance

PREFIX = "telegram:"
ALLOWED = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@[A-Za-z0-9_]+)?(?![\w/@])(.*)", re.DOTALL)

PLAIN = {"message_id", "from", "chat", "date", "edit_date", "text", "caption"}
# Where the library keeps what it does not know.
UNREAD = "unread"

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


class Inline(msgspec.Struct, frozen=True):
    """Words typed behind the bot's name in some chat, to pick one of the asker's sentences."""

    person: str
    query: str
    words: str


class Elsewhere(msgspec.Struct, frozen=True):
    """Something said outside a private chat; `addressed` when it was said to the bot."""

    chat: int
    addressed: bool


class Standing(msgspec.Struct, frozen=True):
    """A person has blocked or unblocked the bot."""

    person: str
    reachable: bool


def parse_update(came: object, bot: Bot) -> Update | None:
    """An update as it came, in the library's terms; None when it is none."""
    return _parsed(came, bot) or _parsed(_plain(came), bot)


def _parsed(came: object, bot: Bot) -> Update | None:
    fields: Any = came
    try:
        return Update.de_json(fields, bot) if isinstance(fields, dict) else None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError):
        return None


def _plain(came: object) -> object:
    """The update with what the library is sure to know.

    It refuses what a server that is older than itself, or newer, says of polls and the like.
    """
    if not isinstance(came, dict) or "update_id" not in came:
        return None
    plain = {"update_id": came["update_id"]}
    for name in {"message", "edited_message"} & came.keys():
        if isinstance(message := came[name], dict):
            unread = [attribute for attribute, _ in KINDS if attribute in message]
            known = {key: message[key] for key in PLAIN & message.keys()}
            plain[name] = known | {UNREAD: unread}
    if isinstance(query := came.get("callback_query"), dict):
        plain["callback_query"] = {key: query[key] for key in query.keys() - {"message"}}
    return plain


def read_update(update: Update, bot_name: str) -> Heard | Inline | Elsewhere | Standing | None:
    """What an update means to the coach; None when there is nothing to do about it."""
    if update.callback_query:
        return _tap(update, update.callback_query)
    if (asked := update.inline_query) and not asked.from_user.is_bot:
        return Inline(person(asked.from_user.id), asked.id, _whole(asked.query))
    if update.my_chat_member:
        return _membership(update)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    if update.edited_message and message.location:
        # Somebody shares where they are: each of their steps comes as an edit.
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
        text=_whole(text),
        args=_whole(args),
        update=update.update_id,
        ref=str(message.message_id),
        corrects=update.edited_message is not None,
        name=_whole(user.first_name),
        language=_language(user),
    )


def _language(user: User) -> str:
    """The language of somebody's Telegram, without its country; "" where it isn't told."""
    return (user.language_code or "").partition("-")[0].lower()


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs, which nobody could be sent again."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _content(message: Message) -> tuple[Kind | None, str, str]:
    if message.forward_origin is not None:
        return "forwarded", message.text or message.caption or "", ""
    if message.text is not None:
        if command := COMMAND.fullmatch(message.text):
            return "command", command[1].lower(), command[2].strip()
        return "text", message.text, ""
    unread = message.api_kwargs.get(UNREAD, ())
    for attribute, kind in KINDS:
        if attribute in unread or getattr(message, attribute, None):
            return kind, _coordinates(message) or message.caption or "", ""
    # What is left is service messages: pins, timers, title changes.
    return None, "", ""


def _coordinates(message: Message) -> str:
    """A shared place as "52.10,4.30": near enough to tell the time there, and no nearer."""
    place = message.location
    return f"{place.latitude:.2f},{place.longitude:.2f}" if place else ""


def _tap(update: Update, query: CallbackQuery) -> Heard | None:
    if query.from_user.is_bot or (query.message and query.message.chat.type != "private"):
        return None
    utterance = Utterance(
        kind="tap",
        text=_whole(query.data or ""),
        update=update.update_id,
        name=_whole(query.from_user.first_name),
        language=_language(query.from_user),
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
    named = f"@{bot_name}".lower() in text.lower()
    commanded = text.startswith("/") and "@" not in text.split()[0]
    addressed = answers or named or commanded
    return Elsewhere(message.chat.id, addressed)

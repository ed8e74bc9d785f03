"""The methods of the Bot API stub."""

import re
import time
from collections.abc import Callable
from typing import Any

from tests.bot_api_chats import BOT, Chat
from tests.bot_api_checks import (
    Call,
    RefusedError,
    check_commands,
    check_inline_results,
    markup_of,
    text_of,
)
from tests.bot_api_http import Upload
from tests.bot_api_telegram import Telegram
from tests.bot_api_updates import Updates, Webhook

Json = dict[str, Any]
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_LIMITS = {"description": 512, "short_description": 120, "name": 64}
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def get_me(telegram: Telegram, call: Call) -> Json:
    can = {"can_join_groups": True, "can_read_all_group_messages": False}
    return BOT | can | {"supports_inline_queries": True}


def get_updates(telegram: Telegram, call: Call) -> Any:
    updates = telegram.updates
    if updates.webhook:
        raise RefusedError(
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
            409,
        )
    _allow(updates, call)
    updates.confirm(call.number("offset"))
    limit = min(max(call.number("limit", 100), 1), 100)
    return updates.poll(limit, min(max(float(call.params.get("timeout", 0)), 0), 50), call.gone)


def _allow(updates: Updates, call: Call) -> None:
    allowed = call.object("allowed_updates")
    if allowed is not None:
        updates.allowed = set(allowed)


def send_message(telegram: Telegram, call: Call) -> Json:
    content = text_of(call) | markup_of(call)
    return telegram.say(telegram.chat(call), content, call.text("text"))


def edit_message_text(telegram: Telegram, call: Call) -> Json:
    content = text_of(call) | markup_of(call)
    chat = telegram.chat(call)
    message = telegram.own_message(chat, call)
    if "text" not in message:
        raise RefusedError("there is no text in the message to edit")
    return _edit(chat, message, content, {"text", "entities"}, call.text("text"))


def edit_message_reply_markup(telegram: Telegram, call: Call) -> Json:
    markup, chat = markup_of(call), telegram.chat(call)
    message = telegram.own_message(chat, call)
    return _edit(chat, message, markup, set(), chat.sources[message["message_id"]])


def _edit(chat: Chat, message: Json, content: Json, gone: set[str], source: str) -> Json:
    gone = gone | {"reply_markup", "edit_date"}
    edited = {name: value for name, value in message.items() if name not in gone} | content
    if edited == {name: value for name, value in message.items() if name != "edit_date"}:
        raise RefusedError(_SAME)
    edited["edit_date"] = int(time.time())
    chat.hear(edited, source, edited=True)
    return edited


def delete_message(telegram: Telegram, call: Call) -> bool:
    if telegram.chat(call).messages.pop(call.number("message_id"), None) is None:
        raise RefusedError("message to delete not found")
    return True


def answer_callback_query(telegram: Telegram, call: Call) -> bool:
    query, text = call.text("callback_query_id"), call.text("text")
    if len(text) > 200:
        raise RefusedError("MESSAGE_TOO_LONG")
    if query not in telegram.queries:
        raise RefusedError("query is too old and response timeout expired or query ID is invalid")
    telegram.open_queries.discard(query)
    if text:
        telegram.queries[query].toasts.append(text)
    return True


def answer_inline_query(telegram: Telegram, call: Call) -> bool:
    query, results = call.text("inline_query_id"), call.object("results")
    if query not in telegram.inline_queries:
        raise RefusedError("query is too old and response timeout expired or query ID is invalid")
    check_inline_results(results, call.object("button"))
    telegram.inline_queries.pop(query).inline_answers.append(
        {
            "results": results,
            "button": call.object("button"),
            "personal": call.text("is_personal").lower() == "true",
            "cache_time": call.number("cache_time", 300),
        }
    )
    return True


def send_chat_action(telegram: Telegram, call: Call) -> bool:
    if call.text("action") not in _ACTIONS:
        raise RefusedError("wrong parameter action in request")
    telegram.chat(call).actions.append(call.text("action"))
    return True


def send_document(telegram: Telegram, call: Call) -> Json:
    content = text_of(call, "caption", 1024, needed=False) | markup_of(call)
    chat, file = telegram.chat(call), _file(telegram, call, "document")
    content["document"] = _stored(telegram, file) | {"file_name": file.name}
    return telegram.say(chat, content, call.text("caption"), document=file)


def send_photo(telegram: Telegram, call: Call) -> Json:
    content = text_of(call, "caption", 1024, needed=False) | markup_of(call)
    chat, file = telegram.chat(call), _file(telegram, call, "photo")
    if not file.content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        raise RefusedError("IMAGE_PROCESS_FAILED")
    content["photo"] = [_stored(telegram, file) | {"width": 90, "height": 90}]
    return telegram.say(chat, content, call.text("caption"), photo=file)


def _file(telegram: Telegram, call: Call, name: str) -> Upload:
    named = call.text(name)
    file = call.files.get(named.removeprefix("attach://") or name) or telegram.files.get(named)
    if file is None:
        raise RefusedError(f"there is no {name} in the request")
    if not file.content:
        raise RefusedError("file must be non-empty")
    return file


def _stored(telegram: Telegram, file: Upload) -> Json:
    key = f"file{telegram.number()}"
    telegram.files[key] = file
    return {"file_id": key, "file_unique_id": key, "file_size": len(file.content)}


def get_file(telegram: Telegram, call: Call) -> Json:
    key = call.text("file_id")
    if key not in telegram.files:
        raise RefusedError("invalid file_id")
    size = len(telegram.files[key].content)
    return {"file_id": key, "file_unique_id": key, "file_size": size, "file_path": f"files/{key}"}


def set_my_commands(telegram: Telegram, call: Call) -> bool:
    commands = call.object("commands")
    check_commands(commands)
    scope = (call.object("scope") or {"type": "default"})["type"]
    telegram.settings[f"commands {scope}", call.text("language_code")] = commands
    return True


def set_my_text(telegram: Telegram, call: Call) -> bool:
    for name, limit in _LIMITS.items():
        if len(call.text(name)) > limit:
            raise RefusedError(f"{name.replace('_', ' ')} is too long")
        if name in call.params:
            telegram.settings[name, call.text("language_code")] = call.text(name)
    return True


def set_chat_menu_button(telegram: Telegram, call: Call) -> bool:
    telegram.settings["menu_button", call.text("chat_id")] = call.object("menu_button")
    return True


def set_webhook(telegram: Telegram, call: Call) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if not re.match(r"https://.|http://127\.0\.0\.1[:/]", url):
        raise RefusedError("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[\w-]{0,256}", secret, re.ASCII):
        raise RefusedError("secret token contains unallowed characters")
    _allow(telegram.updates, call)
    _drop(telegram.updates, call)
    telegram.updates.set_webhook(Webhook(url, secret))
    return True


def delete_webhook(telegram: Telegram, call: Call) -> bool:
    _drop(telegram.updates, call)
    if telegram.updates.webhook:
        telegram.updates.set_webhook(None)
    return True


def _drop(updates: Updates, call: Call) -> None:
    if call.text("drop_pending_updates").lower() == "true":
        updates.waiting.clear()


def get_webhook_info(telegram: Telegram, call: Call) -> Json:
    updates = telegram.updates
    return {
        "url": updates.webhook.url if updates.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.waiting),
    }


_NAMED: dict[str, Callable[[Telegram, Call], Any]] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "sendChatAction": send_chat_action,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "setMyDescription": set_my_text,
    "setMyShortDescription": set_my_text,
    "setMyName": set_my_text,
    "setChatMenuButton": set_chat_menu_button,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
METHODS = {name.lower(): (name, method) for name, method in _NAMED.items()}

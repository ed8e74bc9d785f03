"""What the Bot API stub refuses, in Telegram's words."""

import json
import re
from collections.abc import Callable
from itertools import chain
from typing import Any, NamedTuple

from tests.bot_api_html import MarkupError, parse_html, units
from tests.bot_api_http import Upload

Json = dict[str, Any]
_ACTS = {
    "callback_data", "copy_text", "url", "switch_inline_query", "web_app", "login_url", "pay",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat",
}  # fmt: skip
_LINK = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+\S*|tg://\S+")


class RefusedError(Exception):
    """A call that Telegram would turn down."""

    def __init__(self, why: str, code: int = 400, retry_after: float | None = None) -> None:
        self.description = f"Bad Request: {why}" if code == 400 else why
        super().__init__(self.description)
        self.code, self.retry_after = code, retry_after

    def body(self) -> Json:
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


class Call(NamedTuple):
    """A call of the bot's: objects may come as JSON text or as they are."""

    method: str
    params: Json
    files: dict[str, Upload]
    gone: Callable[[], bool] = lambda: False

    def text(self, name: str) -> str:
        value = self.params.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self.params.get(name, default))
        except (TypeError, ValueError):
            raise RefusedError(f"invalid {name} specified") from None

    def object(self, name: str) -> Any:
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise RefusedError(f"can't parse {name} JSON object") from None


def text_of(call: Call, name: str = "text", limit: int = 4096, *, needed: bool = True) -> Json:
    """The text as a message's fields, read by its parse_mode and within the limit."""
    source = call.text(name)
    if needed and not source:
        raise RefusedError("message text is empty")
    text, entities = _read(source, call.text("parse_mode"))
    if not call.text("parse_mode"):
        entities = call.object("entities" if name == "text" else "caption_entities") or []
    text = re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text)
    before = len(text) - len(text.lstrip())
    text = text.strip()
    if needed and not text:
        raise RefusedError("text must be non-empty")
    if units(text) > limit:
        raise RefusedError(f"message {'' if name == 'text' else 'caption '}is too long")
    for entity in entities if before else ():
        entity["offset"] = max(0, entity["offset"] - before)
    marks = {"entities" if name == "text" else "caption_entities": entities} if entities else {}
    return ({name: text} | marks) if text else {}


def _read(source: str, parse_mode: str) -> tuple[str, list[Json]]:
    try:
        source.encode()
    except UnicodeEncodeError:
        raise RefusedError("strings must be encoded in UTF-8") from None
    if not parse_mode:
        return source, []
    if parse_mode.upper() != "HTML":
        raise RefusedError("unsupported parse_mode")
    try:
        return parse_html(source)
    except MarkupError as error:
        raise RefusedError(f"can't parse entities: {error}") from None


def markup_of(call: Call) -> Json:
    """The reply_markup as a message's field; none for an empty keyboard."""
    markup = call.object("reply_markup")
    if markup is None:
        return {}
    if not isinstance(markup, dict):
        raise RefusedError("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        if call.method.startswith("edit"):
            raise RefusedError("inline keyboard expected")
        return {"reply_markup": markup}
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise RefusedError('Field "inline_keyboard" must be an Array of Arrays')
    if any(len(row) > 8 for row in rows) or sum(map(len, rows)) > 100:
        raise RefusedError("reply markup is too long")
    for button in chain.from_iterable(rows):
        _check_button(button)
    return {"reply_markup": {"inline_keyboard": [row for row in rows if row]}} if any(rows) else {}


def _check_button(button: Json) -> None:
    acts = button.keys() - {"text", "style", "icon_custom_emoji_id"}
    if not button.get("text"):
        raise RefusedError('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if not acts:
        raise RefusedError(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(acts) > 1 or acts - _ACTS:
        raise RefusedError(f"can't parse inline keyboard button: {sorted(acts)}")
    if "callback_data" in acts and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise RefusedError("BUTTON_DATA_INVALID")
    if "copy_text" in acts and not 1 <= len(button["copy_text"].get("text", "")) <= 256:
        raise RefusedError("BUTTON_COPY_TEXT_INVALID")
    if "url" in acts and not _LINK.fullmatch(button["url"]):
        raise RefusedError(
            f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        )


def check_commands(commands: Any) -> None:
    """A list for setMyCommands."""
    if not isinstance(commands, list) or len(commands) > 100:
        raise RefusedError("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise RefusedError("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= 256:
            raise RefusedError("BOT_COMMAND_DESCRIPTION_INVALID")


def check_inline_results(results: Any, button: Any) -> None:
    """Results for answerInlineQuery, of sentences to send, and the button above them."""
    if not isinstance(results, list) or len(results) > 50:
        raise RefusedError("RESULTS_TOO_MUCH")
    names = [result.get("id", "") for result in results]
    if len(set(names)) < len(names) or not all(1 <= len(each.encode()) <= 64 for each in names):
        raise RefusedError("RESULT_ID_INVALID")
    for result in results:
        if result.get("type") != "article" or not result.get("title"):
            raise RefusedError("can't parse inline query result")
        text = result.get("input_message_content", {}).get("message_text", "")
        if not text.strip() or units(text) > 4096:
            raise RefusedError("MESSAGE_EMPTY" if not text.strip() else "MESSAGE_TOO_LONG")
    if button is not None and not (
        button.get("text") and re.fullmatch(r"[\w-]{1,64}", button.get("start_parameter", ""), re.A)
    ):
        raise RefusedError("START_PARAM_INVALID")

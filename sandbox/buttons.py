"""Reply markup: https://core.telegram.org/bots/api#inlinekeyboardmarkup and #inlinekeyboardbutton.

`callback_data` has 1–64 bytes, `copy_text` 1–256 characters, an address needs http(s) or tg and a host with a dot.
Shapes that are not as documented are refused with the parser's words.
"""

from dataclasses import dataclass
from typing import Any

import orjson

from sandbox.errors import bad_request
from sandbox.markup import link_problem

MOST_BUTTONS = 100  # in one message; the server answers REPLY_MARKUP_TOO_LONG beyond
_PRESSABLE = ("callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query", "pay")
_OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button as a person sees it: its words, and what a press does (exactly one of the three is set)."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None

    def as_json(self) -> dict[str, str]:
        """For the page: only what is set."""
        shown = {"text": self.text, "data": self.data, "url": self.url, "copy": self.copy}
        return {name: value for name, value in shown.items() if value is not None}


Rows = list[list[dict[str, Any]]]


def inline_keyboard(given: Any, *, inline_only: bool = False) -> Rows:
    """The checked rows of an inline keyboard, empty when there is none; edits allow nothing else (`inline_only`)."""
    markup = _object(given)
    if not markup:
        return []
    if "inline_keyboard" not in markup:
        if inline_only or not any(name in markup for name in _OTHER_MARKUPS):
            raise bad_request("inline keyboard expected" if inline_only else "object expected as reply markup")
        return []
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    return _checked_rows(rows)


def _object(given: Any) -> dict[str, Any]:
    if isinstance(given, str | bytes):
        if not given:
            return {}
        try:
            given = orjson.loads(given)
        except orjson.JSONDecodeError:
            raise bad_request("can't parse reply keyboard markup JSON object") from None
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    return given


def _checked_rows(rows: list[Any]) -> Rows:
    kept = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request('field "inline_keyboard" must be an Array of Arrays')
        for button in row:
            _check(button)
        if row:
            kept.append(row)
    if sum(map(len, kept)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return kept


def _check(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not any(button.get(name) for name in _PRESSABLE) and button.get("switch_inline_query") is None:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if url := button.get("url"):
        _check_url(str(url))
    elif copied := button.get("copy_text"):
        _check_copy(copied)
    elif (data := button.get("callback_data")) and not 1 <= len(str(data).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: str) -> None:
    if problem := link_problem(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {problem}")
    if len(url.encode()) > 2048:
        raise bad_request("BUTTON_URL_INVALID")


def _check_copy(copied: Any) -> None:
    text = copied.get("text") if isinstance(copied, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def as_seen(rows: Rows) -> list[list[Button]]:
    """The keyboard as a person sees it."""
    return [[_seen(button) for button in row] for row in rows]


def _seen(button: dict[str, Any]) -> Button:
    if url := button.get("url"):
        return Button(button["text"], url=url)
    if copied := button.get("copy_text"):
        return Button(button["text"], copy=copied["text"])
    return Button(button["text"], data=button.get("callback_data"))

"""What the Bot API promises of an update, as far as we read it: https://core.telegram.org/bots/api#update.

The library that reads updates checks no types: a name that is a list, or a number beyond 64 bits, would come to light
somewhere behind, in a handler or at the store, and be our fault there.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from bot.gateway.polling import is_number

Shape: TypeAlias = "Callable[[Any], bool] | Mapping[str, Shape] | list[Shape]"
"""A rule, an object with at least these fields (a name that ends in `?` may be missing), or a list of one shape."""


def is_text(found: Any) -> bool:
    return isinstance(found, str)


_USER: Shape = {
    "id": is_number,
    "first_name": is_text,
    "last_name?": is_text,
    "username?": is_text,
    "language_code?": is_text,
}
_CHAT: Shape = {"id": is_number, "type": is_text}
_MARK: Shape = {"type": is_text, "offset": is_number, "length": is_number, "url?": is_text, "user?": _USER}
_FILE: Shape = {"file_id": is_text, "file_name?": is_text}
_CONTENT: Mapping[str, Shape] = {
    "message_id": is_number,
    "date": is_number,
    "chat": _CHAT,
    "from?": _USER,
    "text?": is_text,
    "caption?": is_text,
    "entities?": [_MARK],
    "caption_entities?": [_MARK],
    "document?": _FILE,
    "photo?": [_FILE],
    "media_group_id?": is_text,
}
_MESSAGE: Shape = {**_CONTENT, "reply_to_message?": _CONTENT}
_PRESS: Shape = {"id": is_text, "from": _USER, "data?": is_text, "message?": _MESSAGE}
_ANYTHING: Shape = {
    "from?": _USER,
    "user?": _USER,
    "chat?": _CHAT,
    "message?": _MESSAGE,
}  # kinds that we do not ask for
_KINDS: Mapping[str, Shape] = {
    "callback_query": _PRESS,
    "message": _MESSAGE,
    "edited_message": _MESSAGE,
    "channel_post": _MESSAGE,
    "edited_channel_post": _MESSAGE,
    "business_message": _MESSAGE,
    "edited_business_message": _MESSAGE,
    "guest_message": _MESSAGE,
}


def broken_promise(raw: Any) -> str | None:
    """The first place that is not as it should be, such as `message.from.id`; None when there is none."""
    if not isinstance(raw, Mapping):
        return "update"
    for kind, content in raw.items():
        if kind != "update_id" and (place := _broken(content, _KINDS.get(kind, _ANYTHING))) is not None:
            return f"{kind}{place}"
    return None


def _broken(found: Any, shape: Shape) -> str | None:
    if isinstance(shape, Mapping):
        return _broken_field(found, shape) if isinstance(found, Mapping) else ""
    if isinstance(shape, list):
        places = (_broken(each, shape[0]) for each in found) if isinstance(found, list) else iter([""])
        return next((place for place in places if place is not None), None)
    return None if shape(found) else ""


def _broken_field(found: Mapping[str, Any], shape: Mapping[str, Shape]) -> str | None:
    for named, expected in shape.items():
        name = named.removesuffix("?")
        if name not in found:
            if name == named:
                return f".{name}"
        elif (place := _broken(found[name], expected)) is not None:
            return f".{name}{place}"
    return None

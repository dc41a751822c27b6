"""Telegram's HTML, read strictly: what it would refuse is an error here."""

import html
import re

ALLOWED = {"a", "b", "i", "code", "pre", "blockquote"}  # of Bot API "HTML style", those our messages are made of
_TAG = r"<(/?)([a-z]+)(?: href=\"https?://[^\"<>\s]+\")?>"
_PIECE = re.compile(_TAG + r"|&(lt|gt|amp|quot);|([<>&])", re.IGNORECASE)


class Refused(AssertionError):
    """Telegram would answer "can't parse entities"."""


def visible(text: str) -> str:
    """What a reader sees. Raises Refused for an unknown or unclosed tag, and for a bare `<`, `>` or `&`."""
    stack: list[str] = []
    for piece in _PIECE.finditer(text):
        closing, tag, _, bare = piece.groups()
        if bare:
            raise Refused(f"bare {bare!r} at {piece.start()}: {text[piece.start() - 20 : piece.start() + 20]!r}")
        if tag and tag not in ALLOWED:
            raise Refused(f"unknown tag {tag!r}")
        if tag and closing and (not stack or stack.pop() != tag):
            raise Refused(f"</{tag}> closes nothing")
        if tag and not closing:
            stack.append(tag)
    if stack:
        raise Refused(f"not closed: {stack}")
    return html.unescape(re.sub(_TAG, "", text))

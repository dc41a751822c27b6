"""Texts and their entities, counted as Telegram counts them.

https://core.telegram.org/bots/api#messageentity: offset and length are in UTF-16 code units. What stands between
offset and offset+length is marked; the page sees it as safe HTML. Words that Telegram marks by itself (commands,
addresses, mentions, hashtags) are found here too.
"""

import html
import re
from bisect import bisect_left
from typing import Any

from sandbox.errors import bad_request

Entity = dict[str, Any]

# The server keeps no more entities than this in one message; the others are silently dropped.
MOST_ENTITIES = 100
# What the server does not let through: control characters become spaces; carriage returns, line separators, marks that
# turn the direction of a whole line, and three combining marks that draw over other lines are dropped.
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_VISIBLE = re.compile("[^\\s\u200b-\u200f\u2800\ufeff\ufffc\u180e]")
_OUTSIDE_BMP = re.compile("[\U00010000-\U0010ffff]")
_AUTOMATIC = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)
_MAY_BE_AUTOMATIC = re.compile(r"[/@#]")
_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
    "bot_command": ('<span class="tg-command">', "</span>"),
}
_NO_SUB_ENTITIES = {"code", "pre", "text_link"}


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text has: the unit of every limit and offset of the Bot API."""
    if text.isascii():
        return len(text)
    return len(text) + len(_OUTSIDE_BMP.findall(text))


def utf16_slices(text: str, size: int) -> list[str]:
    """The text cut into parts of at most `size` UTF-16 units, as Telegram's apps cut what a person types."""
    parts: list[str] = []
    part: list[str] = []
    used = 0
    for character in text:
        width = 2 if character > "\uffff" else 1
        if used + width > size:
            parts.append("".join(part))
            part, used = [], 0
        part.append(character)
        used += width
    return [*parts, "".join(part)]


def cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """A text as the server lets it through, entities moved accordingly; nothing changes in an ordinary text."""
    text = _CONTROL.sub(" ", text)
    gone = [utf16_length(text[: match.start()]) for match in _DROPPED.finditer(text)]
    if not gone:
        return text, entities
    moved = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        start, end = start - bisect_left(gone, start), end - bisect_left(gone, end)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return _DROPPED.sub("", text), moved


def is_empty(text: str) -> bool:
    """Whether nothing of a text can be seen: only spaces and characters without width."""
    return _VISIBLE.search(text) is None


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without the white space around it, entities moved and shortened accordingly, in the order that Telegram shows."""
    bare = text.strip()
    if bare != text:
        removed = utf16_length(text[: len(text) - len(text.lstrip())])
        entities = _fitted(entities, removed, utf16_length(bare))
    if len(entities) > 1:
        entities = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))[:MOST_ENTITIES]
    return bare, entities


def _fitted(entities: list[Entity], removed: int, length: int) -> list[Entity]:
    fitted = []
    for entity in entities:
        start = max(entity["offset"] - removed, 0)
        end = min(entity["offset"] + entity["length"] - removed, length)
        if end > start:
            fitted.append({**entity, "offset": start, "length": end - start})
    return fitted


def with_automatic(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities given and those that Telegram finds by itself outside code and links."""
    if not _MAY_BE_AUTOMATIC.search(text):
        return entities
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _NO_SUB_ENTITIES]
    found = []
    for match in _AUTOMATIC.finditer(text):
        start = utf16_length(text[: match.start()])
        end = start + utf16_length(match.group())
        if not any(start < stop and begin < end for begin, stop in taken):
            found.append({"type": str(match.lastgroup), "offset": start, "length": end - start})
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def checked(given: list[Entity], text: str) -> list[Entity]:
    """Entities that a bot hands over itself (`entities`, `caption_entities`), or the error Telegram answers."""
    length = utf16_length(text)
    for entity in given:
        offset, size = entity.get("offset", 0), entity.get("length", 0)
        if offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if offset > length:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset + size > length:
            end = offset + size
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
            )
    return given


def rendered(text: str, entities: list[Entity]) -> str:
    """Safe HTML of a text: everything escaped, only tags of the entities added; the page keeps white space as it is."""
    if not entities:
        return html.escape(text)
    units = text.encode("utf-16-le")
    pieces: list[str] = []
    open_ends: list[tuple[int, str]] = []
    at = 0
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        at = _close_until(entity["offset"], units, at, pieces, open_ends)
        pieces.append(_escaped(units, at, entity["offset"]))
        at = entity["offset"]
        start_tag, end_tag = _tags(entity, units)
        pieces.append(start_tag)
        open_ends.append((_inner_end(entity, open_ends), end_tag))
    end = len(units) // 2
    at = _close_until(end, units, at, pieces, open_ends)
    pieces.append(_escaped(units, at, end))
    return "".join(pieces)


def _inner_end(entity: Entity, open_ends: list[tuple[int, str]]) -> int:
    # Two overlapping entities must still give well-formed HTML: the inner one ends with the outer one at the latest.
    end = int(entity["offset"] + entity["length"])
    return min(end, open_ends[-1][0]) if open_ends else end


def _close_until(upto: int, units: bytes, at: int, pieces: list[str], open_ends: list[tuple[int, str]]) -> int:
    while open_ends and open_ends[-1][0] <= upto:
        end, end_tag = open_ends.pop()
        pieces.append(_escaped(units, at, end))
        pieces.append(end_tag)
        at = max(at, end)
    return at


def _escaped(units: bytes, start: int, end: int) -> str:
    return html.escape(units[2 * start : 2 * end].decode("utf-16-le", "replace"))


def _tags(entity: Entity, units: bytes) -> tuple[str, str]:
    kind = entity["type"]
    if kind in {"text_link", "url"}:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        address = entity.get("url") or units[2 * start : 2 * end].decode("utf-16-le", "replace")
        return f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">', "</a>"
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{html.escape(entity["language"])}">', "</code></pre>"
    return _TAGS.get(kind, ("", ""))

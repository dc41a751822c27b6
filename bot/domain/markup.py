"""Formatted text: what Telegram says about a typed message (MessageEntity) as the HTML we keep, and back to plain text.

Only marks that every copy can be sent with are kept; the text itself is escaped, so a typed "<b>" stays what it is.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

# Entities that become a tag (Bot API "HTML style"); mentions, hashtags and addresses are found again by Telegram.
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_LINK = "text_link"
_TAG = re.compile(r"<[^<>]*>")
_ANCHOR = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of formatted text; offset and length in UTF-16 units (Bot API MessageEntity)."""

    kind: str
    offset: int
    length: int
    url: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length


def formatted(text: str, marks: Iterable[Mark]) -> str:
    """The text as HTML with these marks. Whatever they are, also overlapping, every tag is closed where it must be."""
    coded = text.encode("utf-16-le", "surrogatepass")
    between = _between_characters(text)
    whole = [mark for mark in marks if _kept(mark) and {mark.offset, mark.end} <= between]
    known = sorted(whole, key=lambda mark: (mark.offset, -mark.length))
    edges = sorted({0, len(coded) // 2, *(edge for mark in known for edge in (mark.offset, mark.end))})
    written, open_ = list[str](), list[Mark]()
    for start, end in pairwise(edges):
        wanted = [mark for mark in known if mark.offset <= start and end <= mark.end]
        written += _between(open_, wanted)
        written.append(html.escape(_sane(coded[start * 2 : end * 2].decode("utf-16-le", "replace")), quote=False))
        open_ = wanted
    return "".join([*written, *_between(open_, [])])


def cut_off(marks: Iterable[Mark], units: int) -> list[Mark]:
    """The marks of a text of which so many units at the beginning are taken away."""
    moved = [
        Mark(mark.kind, max(mark.offset - units, 0), mark.length - max(units - mark.offset, 0), mark.url)
        for mark in marks
    ]
    return [mark for mark in moved if mark.length > 0]


def plain(fragment: str) -> str:
    """HTML as plain text for an e-mail or a sheet; a link keeps its address."""
    return html.unescape(_TAG.sub("", _ANCHOR.sub(_addressed, fragment)))


def read(fragment: str) -> str:
    """HTML as the reader sees it in the chat: its length is what Telegram measures."""
    return html.unescape(_TAG.sub("", fragment))


def _addressed(link: "re.Match[str]") -> str:
    address, words = link.group(1), link.group(2)
    return words if html.unescape(address) == html.unescape(_TAG.sub("", words)) else f"{words} ({address})"


def _between_characters(text: str) -> set[int]:
    """Where one character ends and another begins, in UTF-16 units: a mark that begins within an emoji is none."""
    return {0, *accumulate(2 if character > "\uffff" else 1 for character in text)}


def _kept(mark: Mark) -> bool:
    return mark.length > 0 and mark.offset >= 0 and (mark.kind in _TAGS or (mark.kind == _LINK and bool(mark.url)))


def _sane(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _between(open_: Sequence[Mark], wanted: Sequence[Mark]) -> list[str]:
    """The tags that lead from what is open to what is wanted."""
    common = 0
    while common < min(len(open_), len(wanted)) and open_[common] is wanted[common]:
        common += 1
    return [*(_closing(mark) for mark in reversed(open_[common:])), *(_opening(mark) for mark in wanted[common:])]


def _opening(mark: Mark) -> str:
    if mark.kind == _LINK:
        return f'<a href="{html.escape(mark.url)}">'
    return "<blockquote expandable>" if mark.kind == "expandable_blockquote" else f"<{_TAGS[mark.kind]}>"


def _closing(mark: Mark) -> str:
    return "</a>" if mark.kind == _LINK else f"</{_TAGS[mark.kind]}>"

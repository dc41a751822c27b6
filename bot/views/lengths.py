"""What fits: lengths as Telegram measures them (UTF-16 units after parsing), and cutting that breaks nothing."""

import html
import re
import unicodedata
from collections.abc import Callable, Sequence

TEXT = 4096  # Bot API sendMessage
CAPTION = 1024  # Bot API sendPhoto, sendDocument
TOAST = 200  # Bot API answerCallbackQuery
COPIED = 256  # Bot API CopyTextButton
BUTTON = 40  # not a limit of Telegram: what a phone shows of a button on one line
MOST_BUTTONS = 96  # Telegram drops what goes beyond 100 buttons; the rest is for "all", "back" and the like

_TAG = re.compile(r"<[^<>]*>")


def units(text: str) -> int:
    """The length of plain text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown(fragment: str) -> int:
    """The length of a piece of Telegram HTML once its tags and entities are parsed."""
    return units(html.unescape(_TAG.sub("", fragment)))


def cut(text: str, limit: int) -> str:
    """Plain text of at most `limit` units; what is left out is marked with "…". Cut it before it is escaped."""
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: max(limit - 1, 0) * 2].decode("utf-16-le", "ignore")
    return _whole(kept).rstrip() + "…" if limit > 0 else ""


def _whole(text: str) -> str:
    """Without a joiner at the end, which would glue the dots to an emoji."""
    while text and (text[-1] == "\u200d" or unicodedata.category(text[-1]) == "Cf"):
        text = text[:-1]
    return text


def fitted(lines: Sequence[str], limit: int, more: Callable[[int], str]) -> list[str]:
    """As many whole lines as fit into `limit` units, newlines included; `more` says how many were left out."""
    if shown("\n".join(lines)) <= limit:
        return list(lines)
    kept: list[str] = []
    used = shown(more(len(lines)))
    for line in lines:
        used += shown(line) + 1
        if used > limit:
            break
        kept.append(line)
    return [*kept, more(len(lines) - len(kept))]


def page_of(page: int, size: int, total: int) -> tuple[int, int]:
    """The page that exists nearest to the asked one, and how many pages there are; there is always one."""
    pages = max(1, -(-total // size))
    return min(max(page, 0), pages - 1), pages

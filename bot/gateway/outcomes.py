"""What became of something we asked Telegram for: a closed set of values, to be taken apart with `match`."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.gateway.transport import MaybeDelivered


class Reason(StrEnum):
    """Why trying the same again would be of no use."""

    BLOCKED = "blocked"  # the person blocked the bot
    NEVER_STARTED = "never-started"  # a bot can't write first
    DEACTIVATED = "deactivated"  # the account is gone
    CHAT_NOT_FOUND = "chat-not-found"
    REMOVED = "removed"  # the bot is no longer in the group
    NO_RIGHTS = "no-rights"  # it is there and may not write
    MESSAGE_GONE = "message-gone"  # what was to be edited is not there, or can't be edited: send it anew
    QUERY_EXPIRED = "query-expired"  # the press is too old to be answered
    BAD_REQUEST = "bad-request"  # our own mistake; `error` is Telegram's description of it


@dataclass(frozen=True, slots=True)
class Sent:
    """Done. `message_id` is 0 where no message is concerned (a press answered, a menu set, a message deleted).

    Of an album it is the first, the one with the text; `album` are all of them.
    """

    message_id: int = 0
    album: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not done, or perhaps done. Not before `seconds`; `maybe_delivered`: the answer was lost, so it may come twice."""

    seconds: float
    error: str
    maybe_delivered: bool = False


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """Will not succeed however often it is tried. `error` is Telegram's own description."""

    reason: Reason
    error: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup: remember `new_chat_id` and send there."""

    new_chat_id: int


Outcome = Sent | TryLater | Undeliverable | Migrated

UNREACHABLE_PAUSE = 2.0
"""Seconds to leave Telegram alone after a request that got no answer, or a 5xx."""
TOKEN_REFUSED_PAUSE = 60.0
"""Seconds until it makes sense to look whether somebody put the bot's token right."""

# Telegram has no error codes for these; the wording is all there is. First match wins.
_REASONS: tuple[tuple[str, Reason], ...] = (
    ("blocked by the user", Reason.BLOCKED),
    ("can't initiate conversation", Reason.NEVER_STARTED),
    ("user is deactivated", Reason.DEACTIVATED),
    ("chat not found", Reason.CHAT_NOT_FOUND),
    ("group chat was deleted", Reason.CHAT_NOT_FOUND),
    ("peer_id_invalid", Reason.CHAT_NOT_FOUND),
    ("bot was kicked", Reason.REMOVED),
    ("bot is not a member", Reason.REMOVED),
    ("message to edit not found", Reason.MESSAGE_GONE),
    ("message can't be edited", Reason.MESSAGE_GONE),
    ("message to delete not found", Reason.MESSAGE_GONE),
    ("message can't be deleted", Reason.MESSAGE_GONE),
    ("there is no text in the message to edit", Reason.MESSAGE_GONE),
    ("there is no caption in the message to edit", Reason.MESSAGE_GONE),
    ("message_id_invalid", Reason.MESSAGE_GONE),
    ("message identifier is not specified", Reason.MESSAGE_GONE),  # 0, which stands for one that cannot be reached
    ("query is too old", Reason.QUERY_EXPIRED),
    ("query id is invalid", Reason.QUERY_EXPIRED),
    ("query_id_invalid", Reason.QUERY_EXPIRED),
    ("not enough rights", Reason.NO_RIGHTS),
    ("have no rights", Reason.NO_RIGHTS),
    ("administrator rights", Reason.NO_RIGHTS),
    ("chat_write_forbidden", Reason.NO_RIGHTS),
)
_RETRY_AFTER = re.compile(r"too many requests: retry after (\d+)", re.IGNORECASE)


def outcome_of(error: TelegramError) -> Outcome:
    """What an error of python-telegram-bot means for whoever wanted something sent."""
    text = str(error)
    if (seconds := retry_after(error)) is not None:
        return TryLater(seconds, text)
    match error:
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            return Undeliverable(reason_of(text, otherwise=Reason.NO_RIGHTS), text)
        case BadRequest():
            return Undeliverable(reason_of(text), text)
        case MaybeDelivered():
            return TryLater(UNREACHABLE_PAUSE, text, maybe_delivered=True)
        case InvalidToken() | EndPointNotFound():
            return TryLater(TOKEN_REFUSED_PAUSE, text)
        case NetworkError() if "too large" in text.lower():  # 413, which Telegram does not call a Bad Request
            return Undeliverable(Reason.BAD_REQUEST, text)
        case _:
            return TryLater(UNREACHABLE_PAUSE, text)


def reason_of(description: str, *, otherwise: Reason = Reason.BAD_REQUEST) -> Reason:
    """The reason behind Telegram's description of a refusal."""
    lowered = description.lower()
    return next((reason for words, reason in _REASONS if words in lowered), otherwise)


def retry_after(error: TelegramError) -> float | None:
    """The seconds a 429 asks us to wait; None for any other error."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
    # A 429 without `parameters` is to the library just another network error.
    found = _RETRY_AFTER.search(str(error))
    return float(found.group(1)) if found else None


def is_unchanged(error: TelegramError) -> bool:
    """Whether Telegram refused an edit because the message already reads like that."""
    return isinstance(error, BadRequest) and "message is not modified" in str(error).lower()

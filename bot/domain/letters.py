"""What came in and what must go out, as the store keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.notices import Notice, Urgency


class InboxStatus(StrEnum):
    WAITING = "waiting"  # stored, not yet taken; or tried, and waiting for the next try
    WORKING = "working"  # taken; if this outlives its lease, its handler died
    DONE = "done"
    ASIDE = "aside"  # failed three times; told to the coordinators
    HELD = "held"  # not handled when the backup was taken that was restored; a coordinator decides


class Status(StrEnum):
    QUEUED = "queued"  # waiting for its moment or its turn
    SENDING = "sending"  # on its way to Telegram; if this outlives its lease, it may or may not have arrived
    SENT = "sent"  # Telegram accepted it
    SKIPPED = "skipped"  # must not be sent after all; last_error is the reason's name
    HELD = "held"  # was due before the store was restored from a backup; a coordinator decides
    FAILED = "failed"  # will not be tried again; last_error says why


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """An update in the inbox. `applied` says that its effect is committed and only the reply may be missing."""

    update_id: int
    chat_id: int
    content: dict[str, Any]
    received_at: datetime
    attempts: int
    applied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice on its way into the outbox. The same `once` twice is one letter.

    `held` when it was due before the store was restored from a backup, for then it may have been sent before.
    """

    once: str
    notice: Notice
    chat_id: int
    person_id: int | None
    partnership_id: int | None
    due_at: datetime
    pointless_at: datetime | None = None
    silent: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A letter in the outbox: one notice for one chat, and what became of it."""

    id: int
    once: str
    notice: Notice
    chat_id: int
    person_id: int | None
    partnership_id: int | None
    urgency: Urgency
    due_at: datetime
    pointless_at: datetime | None
    silent: bool
    created_at: datetime
    status: Status
    attempts: int
    possibly_twice: bool
    origin: int | None = None  # the update on whose behalf it was queued


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCard:
    """Where a meeting's card stands in a chat, and what it shows (`digest`, empty while nobody knows).

    `awaited` when nobody knows what it shows and its edit need not rest: its reader has pressed, and the press left the
    edit to the keeper, or its sender died.
    """

    meeting_id: int
    chat_id: int
    person_id: int
    message_id: int
    digest: str
    shown_version: int
    file_sent: bool = False
    awaited: bool = False


def held_if_due_before_a_restore(letters: Iterable[Letter], held_before: datetime | None) -> list[Letter]:
    """The letters, those held that were due by the moment at which the store was last restored."""
    return [
        replace(letter, held=True) if held_before is not None and letter.due_at <= held_before else letter
        for letter in letters
    ]

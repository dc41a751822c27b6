"""What need not be kept any longer, removed in small pieces, so that nobody waits for it; and what is to be sealed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.usecases.parts import FORGOTTEN_AFTER
from storage.database import Database, Store
from storage.feeds import Sealed

AT_ONCE = 500  # rows a transaction
INVITATIONS_KEPT = timedelta(days=90)  # after they could last be used
LETTERS_KEPT = timedelta(days=365)

Piece = Callable[[Store], Awaitable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """How much was removed: content of updates, invitations, letters with their fate, heartbeats of the dead.

    And how many addresses of calendars were sealed that an earlier version had left readable.
    """

    updates: int
    invitations: int
    letters: int
    heartbeats: int
    addresses: int

    @property
    def anything(self) -> bool:
        return bool(self.updates or self.invitations or self.letters or self.heartbeats or self.addresses)


async def tidy(db: Database, *, inbox_days: int, now: datetime, real_now: datetime) -> Tidied:
    """Blank updates handled more than so many days ago; remove old invitations, old letters and dead heartbeats."""
    handled = real_now - timedelta(days=inbox_days)
    usable, ended = now - INVITATIONS_KEPT, now - LETTERS_KEPT
    return Tidied(
        updates=await _piecemeal(db, lambda tx: tx.inbox.blank(before=handled, limit=AT_ONCE)),
        invitations=await _piecemeal(db, lambda tx: tx.invitations.forget(before=usable, limit=AT_ONCE)),
        letters=await _piecemeal(db, lambda tx: tx.outbox.forget(before=ended, limit=AT_ONCE)),
        heartbeats=await _once(db, lambda tx: tx.parts.forget(before=real_now - FORGOTTEN_AFTER)),
        addresses=await _seal_addresses(db),
    )


async def _seal_addresses(db: Database) -> int:
    # Here and not at the start: while versions are changed one process after another, an earlier one still shows them.
    total, last_id = 0, 0
    while done := await _seal_some(db, after=last_id):
        total, last_id = total + done.count, done.last_id
    return total


async def _seal_some(db: Database, *, after: int) -> Sealed | None:
    async with db.transaction() as tx:  # one after another: what it writes depends on what it has read
        return await tx.feeds.seal(after=after, limit=AT_ONCE)


async def _piecemeal(db: Database, piece: Piece) -> int:
    """Until nothing is left; between two pieces others write."""
    total = 0
    while done := await _once(db, piece):
        total += done
    return total


async def _once(db: Database, piece: Piece) -> int:
    async with db.apart() as tx:
        return await piece(tx)

"""Keeping what the processes count, and looking how much waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.counts import Counts
from storage import upgrade
from storage.database import Database
from storage.depths import WaitingLetters

WRITTEN_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Depths:
    """How much waits. `oldest_update` and `oldest_letter` are how long the one has been there, the other been due."""

    updates: Mapping[str, int]
    oldest_update: timedelta | None
    letters: tuple[WaitingLetters, ...]
    oldest_letter: timedelta | None
    cards_behind: int
    accounts_behind: int
    feeds: Mapping[str, int]
    last_backup: timedelta | None


async def keep(db: Database, counts: Counts) -> None:
    """Add what is new to the store's totals; whatever happens, nothing is counted less for it."""
    new = counts.take()
    if not new:
        return
    try:
        async with db.apart() as tx:
            await tx.counted.add(new)
    except BaseException:
        counts.put_back(new)
        raise


async def kept(db: Database) -> dict[str, float]:
    """The totals of all processes there ever were, by series."""
    async with db.snapshot() as store:
        return await store.counted.all()


async def depths(db: Database, *, now: datetime, real_now: datetime) -> Depths:
    """One look at what waits. Updates arrive in real time, letters are due by the clock that people live by."""
    async with db.snapshot() as store:
        updates, letters = await store.depths.updates(), await store.depths.letters(now=now)
        cards, accounts = await store.depths.cards(), await store.depths.accounts()
        feeds = await store.depths.feeds()
        taken_at = await store.nightly_backups.last_taken_at()
    arrived = min((each.oldest for each in updates if each.open), default=None)
    due = min((each.due_since for each in letters if each.due_since is not None), default=None)
    return Depths(
        updates={each.status: each.count for each in updates},
        oldest_update=None if arrived is None else real_now - arrived,
        letters=tuple(letters),
        oldest_letter=None if due is None else now - due,
        cards_behind=cards,
        accounts_behind=accounts,
        feeds=feeds,
        last_backup=None if taken_at is None else now - taken_at,
    )


async def schema(db: Database) -> str:
    """The store's schema version."""
    return await upgrade.revision(db) or ""

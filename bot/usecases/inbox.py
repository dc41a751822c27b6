"""What comes in: stored before it is confirmed, handled once, tried again, set aside in the end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.letters import Arrived, Letter
from bot.domain.notices import UpdateSetAside
from bot.domain.people import Person
from storage.database import Database, Store

PAUSES = (timedelta(seconds=2), timedelta(seconds=10))  # before the second and the third try


async def store(db: Database, updates: Sequence[tuple[int, int, dict[str, Any]]], *, real_now: datetime) -> int:
    """Keep updates as (update_id, chat_id, content), durably; how many were new."""
    async with db.apart() as tx:
        return await tx.inbox.add(updates, now=real_now)


async def take(
    db: Database,
    *,
    real_now: datetime,
    owner: str,
    lease: timedelta,
    limit: int,
    busy: Collection[int],
    finished: Collection[int] = (),
) -> list[Arrived]:
    """Claim the oldest unfinished update of each chat that is free. Only when there is one is the write lock taken.

    `finished` are noted as done with the same commit.
    """
    if not finished:
        async with db.glance() as store:
            if not await store.inbox.waiting():
                return []
    async with db.apart() as tx:
        if finished:
            await tx.inbox.finish_all(finished, now=real_now)
        return await tx.inbox.take(now=real_now, owner=owner, lease_until=real_now + lease, limit=limit, but_not=busy)


async def applied(db: Database, update_id: int) -> bool:
    """Whether the update has had its effect, so that only its reply can be missing."""
    async with db.snapshot() as snapshot:
        return await snapshot.inbox.applied(update_id)


async def finish(db: Database, update_ids: Collection[int], *, real_now: datetime) -> None:
    async with db.apart() as tx:
        await tx.inbox.finish_all(update_ids, now=real_now)


@dataclass(frozen=True, slots=True)
class Failed:
    """A try that failed: the pause before the next. Without one the update is set aside, and `sender` is told so."""

    pause: timedelta | None
    sender: Person | None = None


async def fail(db: Database, update_id: int, error: str, code: str, *, now: datetime, real_now: datetime) -> Failed:
    """Keep that a try failed; after the third the update is set aside, and the coordinators are told."""
    async with db.transaction() as tx:
        tries = await tx.inbox.attempts(update_id)
        if tries <= len(PAUSES):
            pause = PAUSES[max(tries, 1) - 1]
            await tx.inbox.again(update_id, error=error, try_after=real_now + pause)
            return Failed(pause)
        await tx.inbox.set_aside(update_id, error=error, now=real_now)
        chat_id = await tx.inbox.chat_of(update_id)
        await tx.outbox.add(await _told(tx, chat_id, update_id, code, now=now), now=now)
        return Failed(None, await tx.people.person(chat_id))


async def postpone(db: Database, update_id: int, error: str, pause: timedelta, *, real_now: datetime) -> None:
    """Telegram is away: the try does not count, and the update waits."""
    async with db.transaction() as tx:
        await tx.inbox.postpone(update_id, error=error, try_after=real_now + pause)


async def release(db: Database, update_ids: Sequence[int]) -> None:
    """Handling was cut off by a stop: others may take these at once."""
    if not update_ids:
        return
    async with db.transaction() as tx:
        for update_id in update_ids:
            await tx.inbox.postpone(update_id, error="stopped", try_after=None)


async def forget_content(db: Database, update_id: int) -> None:
    """A stranger's update: only its row is kept."""
    async with db.transaction() as tx:
        await tx.inbox.blank_one(update_id)


async def release_dead(db: Database, owners: Collection[str]) -> int:
    """Free what owners held that are known to be dead."""
    if not owners:
        return 0
    async with db.transaction() as tx:
        return await tx.inbox.release(owners)


async def _told(tx: Store, chat_id: int, update_id: int, code: str, *, now: datetime) -> list[Letter]:
    """A word to the coordinators of whoever sent it."""
    known = await tx.people.known(chat_id, now=now)
    homes = [member.partnership for member in known.members] if known else []
    return [
        Letter(
            once=f"aside/{update_id}/{partnership.id}/{coordinator.id}",
            notice=UpdateSetAside(code=code),
            chat_id=coordinator.chat_id,
            person_id=coordinator.id,
            partnership_id=partnership.id,
            due_at=now,
            silent=True,
        )
        for partnership in homes
        for coordinator in await tx.people.coordinators(partnership.id)
    ]

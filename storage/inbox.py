"""What came in and is not yet done."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, literal, or_, select, update

from bot.domain.letters import Arrived, InboxStatus
from storage.news import News
from storage.rows import Rows
from storage.schema import inbox

_OPEN = (InboxStatus.WAITING, InboxStatus.WORKING)


class Inbox(Rows):
    async def add(self, updates: Iterable[tuple[int, int, dict[str, Any]]], *, now: datetime) -> int:
        """Store updates as (update_id, chat_id, content); a known one is a non-event. How many were new."""
        new = await self._insert_new(
            inbox,
            [
                {
                    "update_id": update_id,
                    "chat_id": chat_id,
                    "content": content,
                    "received_at": now,
                    "status": InboxStatus.WAITING,
                    "applied": False,
                    "attempts": 0,
                }
                for update_id, chat_id, content in updates
            ],
        )
        if new:
            await self._tell(News.INBOX)
        return new

    async def take(
        self, *, now: datetime, owner: str, lease_until: datetime, limit: int, but_not: Collection[int] = ()
    ) -> list[Arrived]:
        """Claim the oldest open update of each chat that is free; `now` and the lease are real time."""
        earlier = inbox.alias()
        first = ~exists().where(
            and_(
                earlier.c.chat_id == inbox.c.chat_id,
                earlier.c.update_id < inbox.c.update_id,
                earlier.c.status.in_(_OPEN),
            )
        )
        free = or_(
            and_(inbox.c.status == InboxStatus.WAITING, or_(inbox.c.try_after.is_(None), inbox.c.try_after <= now)),
            and_(inbox.c.status == InboxStatus.WORKING, inbox.c.lease_until <= now),
        )
        chosen = select(inbox.c.update_id).where(inbox.c.status.in_(_OPEN), free, first)
        if but_not:
            chosen = chosen.where(inbox.c.chat_id.not_in(list(but_not)))
        chosen = chosen.order_by(inbox.c.update_id).limit(limit).with_for_update(skip_locked=True)
        result = await self._connection.execute(
            update(inbox)
            .where(inbox.c.update_id.in_(chosen))
            .values(status=InboxStatus.WORKING, owner=owner, lease_until=lease_until, attempts=inbox.c.attempts + 1)
            .returning(*_ARRIVED)
        )
        return sorted((_arrived(row) for row in result), key=lambda arrived: arrived.update_id)

    async def apply(self, update_id: int) -> bool:
        """Mark the update's effect as committed with this transaction; False when it is committed already."""
        marked = await self._connection.execute(_APPLY, {"of_update": update_id})
        return marked.rowcount == 1

    async def applied(self, update_id: int) -> bool:
        """Whether the update's effect is committed."""
        query = select(inbox.c.applied).where(inbox.c.update_id == update_id)
        return bool((await self._connection.execute(query)).scalar())

    async def finish(self, update_id: int, *, now: datetime) -> None:
        """Handled and replied to."""
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.update_id == update_id)
            .values(status=InboxStatus.DONE, finished_at=now, owner=None, lease_until=None)
        )

    async def finish_all(self, update_ids: Collection[int], *, now: datetime) -> None:
        """All these are handled and replied to."""
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.update_id.in_(list(update_ids)))
            .values(status=InboxStatus.DONE, finished_at=now, owner=None, lease_until=None)
        )

    async def again(self, update_id: int, *, error: str, try_after: datetime) -> None:
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.update_id == update_id)
            .values(status=InboxStatus.WAITING, try_after=try_after, last_error=error, owner=None, lease_until=None)
        )

    async def postpone(self, update_id: int, *, error: str, try_after: datetime | None) -> None:
        """Wait without counting the try."""
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.update_id == update_id, inbox.c.status == InboxStatus.WORKING)
            .values(
                status=InboxStatus.WAITING,
                attempts=inbox.c.attempts - 1,
                try_after=try_after,
                last_error=error,
                owner=None,
                lease_until=None,
            )
        )

    async def chat_of(self, update_id: int) -> int:
        query = select(inbox.c.chat_id).where(inbox.c.update_id == update_id)
        return int((await self._connection.execute(query)).scalar() or 0)

    async def set_aside(self, update_id: int, *, error: str, now: datetime) -> None:
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.update_id == update_id)
            .values(status=InboxStatus.ASIDE, last_error=error, finished_at=now, owner=None, lease_until=None)
        )

    async def attempts(self, update_id: int) -> int:
        query = select(inbox.c.attempts).where(inbox.c.update_id == update_id)
        return int((await self._connection.execute(query)).scalar() or 0)

    async def release(self, owners: Collection[str]) -> int:
        """Free at once what owners held that are known to be dead."""
        freed = await self._connection.execute(
            update(inbox)
            .where(inbox.c.status == InboxStatus.WORKING, inbox.c.owner.in_(list(owners)))
            .values(status=InboxStatus.WAITING, owner=None, lease_until=None)
        )
        return freed.rowcount

    async def last_update_id(self) -> int | None:
        last: int | None = (await self._connection.execute(select(func.max(inbox.c.update_id)))).scalar()
        return last

    async def blank(self, *, before: datetime) -> int:
        """Forget what handled updates said; their rows stay, so that a repeated update is still a non-event."""
        blanked = await self._connection.execute(
            update(inbox)
            .where(inbox.c.content.is_not(None), inbox.c.finished_at < before, inbox.c.status == InboxStatus.DONE)
            .values(content=None)
        )
        return blanked.rowcount

    async def blank_chat(self, chat_id: int) -> None:
        await self._connection.execute(
            update(inbox).where(inbox.c.chat_id == chat_id, inbox.c.status.not_in(_OPEN)).values(content=None)
        )

    async def blank_one(self, update_id: int) -> None:
        """A stranger's update: only its row is kept."""
        await self._connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(content=None))

    async def kept_of_chat(self, chat_id: int) -> int:
        query = select(func.count()).where(inbox.c.chat_id == chat_id, inbox.c.content.is_not(None))
        return int((await self._connection.execute(query)).scalar_one())

    async def waiting(self) -> int:
        query = select(func.count()).select_from(inbox).where(inbox.c.status.in_(_OPEN))
        return int((await self._connection.execute(query)).scalar_one())

    async def forget(self, *, before: datetime) -> int:
        """Drop rows so old that Telegram cannot repeat them."""
        gone = await self._connection.execute(
            delete(inbox).where(inbox.c.finished_at < before, inbox.c.status == InboxStatus.DONE)
        )
        return gone.rowcount


_APPLY = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("of_update"), inbox.c.applied.is_(False))
    .values(applied=literal(value=True))
)
_ARRIVED = (inbox.c.update_id, inbox.c.chat_id, inbox.c.content, inbox.c.attempts, inbox.c.applied)


def _arrived(row: Any) -> Arrived:
    return Arrived(
        update_id=row.update_id,
        chat_id=row.chat_id,
        content=row.content,
        attempts=row.attempts,
        applied=bool(row.applied),
    )

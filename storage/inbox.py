"""What came in and is not yet done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Update, and_, bindparam, delete, exists, func, literal, or_, select, union, update

from bot.domain.letters import Arrived, InboxStatus
from storage.news import News
from storage.prepared import Prepared
from storage.rows import Rows
from storage.schema import coordinators, inbox, memberships, organisations, people

_OPEN = (InboxStatus.WAITING, InboxStatus.WORKING)


@dataclass(frozen=True, slots=True)
class Held:
    """An update that a restore has held, and a partnership of its sender's."""

    update_id: int
    chat_id: int
    content: dict[str, Any] | None
    received_at: datetime
    partnership_id: int


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
        marked = await self._run(_APPLY, {"of_update": update_id})
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
        if freed.rowcount:
            await self._tell(News.INBOX)
        return freed.rowcount

    async def last_update_id(self) -> int | None:
        last: int | None = (await self._connection.execute(select(func.max(inbox.c.update_id)))).scalar()
        return last

    async def blank(self, *, before: datetime, limit: int) -> int:
        """Forget what handled updates said; their rows stay, so that a repeated update is still a non-event.

        At most so many at once, so that nobody waits long for the lock; how many.
        """
        done = inbox.c.status == InboxStatus.DONE
        old = select(inbox.c.update_id).where(inbox.c.content.is_not(None), inbox.c.finished_at < before, done)
        blanked = await self._connection.execute(
            update(inbox).where(inbox.c.update_id.in_(old.limit(limit))).values(content=None)
        )
        return blanked.rowcount

    async def blank_chat(self, chat_id: int) -> None:
        await self._connection.execute(
            update(inbox).where(inbox.c.chat_id == chat_id, inbox.c.status.not_in(_OPEN)).values(content=None)
        )
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.chat_id == chat_id, inbox.c.status == InboxStatus.HELD)
            .values(status=InboxStatus.DONE, last_error="its sender was erased")
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

    async def held(self, partnership_ids: Collection[int]) -> list[Held]:
        """What a restore has held of the people who have or had to do with these partnerships, in order."""
        query = select(
            inbox.c.update_id, inbox.c.chat_id, inbox.c.content, inbox.c.received_at, _BELONGS.c.partnership_id
        )
        query = query.join(_BELONGS, _BELONGS.c.telegram_id == inbox.c.chat_id)
        ours = _BELONGS.c.partnership_id.in_(list(partnership_ids))
        query = query.where(inbox.c.status == InboxStatus.HELD, ours)
        rows = await self._connection.execute(query.order_by(inbox.c.update_id, _BELONGS.c.partnership_id.desc()))
        found = {row.update_id: Held(*row) for row in rows}  # of several partnerships, the first
        return list(found.values())

    async def held_count(self) -> int:
        query = select(func.count()).select_from(inbox).where(inbox.c.status == InboxStatus.HELD)
        return int((await self._connection.execute(query)).scalar_one())

    async def let_in(self, update_ids: Collection[int]) -> int:
        """Have handled what was held, as if it had just come; how many were held still."""
        freed = await self._connection.execute(_of_held(update_ids).values(status=InboxStatus.WAITING))
        if freed.rowcount:
            await self._tell(News.INBOX)
        return freed.rowcount

    async def drop_held(self, update_ids: Collection[int], reason: str, *, now: datetime) -> int:
        """End what was held without any effect; how many were held still."""
        ended = await self._connection.execute(
            _of_held(update_ids).values(status=InboxStatus.DONE, finished_at=now, last_error=reason)
        )
        return ended.rowcount

    async def forget(self, *, before: datetime) -> int:
        """Drop rows so old that Telegram cannot repeat them."""
        gone = await self._connection.execute(
            delete(inbox).where(inbox.c.finished_at < before, inbox.c.status == InboxStatus.DONE)
        )
        return gone.rowcount


_BELONGS = union(
    select(people.c.telegram_id, organisations.c.partnership_id)
    .join(memberships, memberships.c.person_id == people.c.id)
    .join(organisations, organisations.c.id == memberships.c.organisation_id),
    select(people.c.telegram_id, coordinators.c.partnership_id).join(
        coordinators, coordinators.c.person_id == people.c.id
    ),
).subquery()
_APPLY = Prepared(
    update(inbox)
    .where(inbox.c.update_id == bindparam("of_update"), inbox.c.applied.is_(False))
    .values(applied=literal(value=True))
)
_ARRIVED = (
    inbox.c.update_id,
    inbox.c.chat_id,
    inbox.c.content,
    inbox.c.received_at,
    inbox.c.attempts,
    inbox.c.applied,
)


def _of_held(update_ids: Collection[int]) -> Update:
    return update(inbox).where(inbox.c.update_id.in_(list(update_ids)), inbox.c.status == InboxStatus.HELD)


def _arrived(row: Any) -> Arrived:
    return Arrived(
        update_id=row.update_id,
        chat_id=row.chat_id,
        content=row.content,
        received_at=row.received_at,
        attempts=row.attempts,
        applied=bool(row.applied),
    )

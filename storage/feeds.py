"""Secret addresses of calendars."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from bot.domain.calendars import Feed, FeedKind
from storage.invitations import hashed
from storage.rows import Rows
from storage.schema import feeds

_COLUMNS = tuple(column.name for column in feeds.c if column.name != "secret_hash")


class Feeds(Rows):
    async def add(self, feed: Feed) -> Feed:
        values = {name: getattr(feed, name) for name in _COLUMNS if name != "id"}
        await self._insert_new(feeds, {**values, "secret_hash": hashed(feed.secret)})
        found = await self.with_secret(feed.secret)
        assert found is not None
        return found

    async def with_secret(self, secret: str) -> Feed | None:
        """The feed of that secret unless it was withdrawn; looked up by hash, so that timing tells nothing."""
        query = select(feeds).where(feeds.c.secret_hash == hashed(secret), feeds.c.withdrawn_at.is_(None))
        row = (await self._connection.execute(query)).first()
        return _feed(row) if row else None

    async def get(self, feed_id: int) -> Feed | None:
        row = (await self._connection.execute(select(feeds).where(feeds.c.id == feed_id))).first()
        return _feed(row) if row else None

    async def of_person(self, person_id: int) -> Feed | None:
        return await self._current(feeds.c.person_id == person_id, FeedKind.PERSON)

    async def of_partnership(self, partnership_id: int) -> Feed | None:
        return await self._current(feeds.c.partnership_id == partnership_id, FeedKind.PARTNERSHIP)

    async def withdraw(self, feed_id: int, *, now: datetime) -> None:
        await self._connection.execute(
            update(feeds).where(feeds.c.id == feed_id, feeds.c.withdrawn_at.is_(None)).values(withdrawn_at=now)
        )

    async def _current(self, whose: Any, kind: FeedKind) -> Feed | None:
        query = select(feeds).where(whose, feeds.c.kind == kind, feeds.c.withdrawn_at.is_(None))
        row = (await self._connection.execute(query.order_by(feeds.c.id.desc()).limit(1))).first()
        return _feed(row) if row else None


def _feed(row: Any) -> Feed:
    return Feed(**{**{name: getattr(row, name) for name in _COLUMNS}, "kind": FeedKind(row.kind)})

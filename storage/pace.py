"""How far the bot's sending is spoken for: one row, so that all that send for one token keep one pace."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, or_, select, update

from storage.rows import Rows
from storage.schema import pace


class PaceRow(Rows):
    async def reserve(self, bot_id: int, count: int, *, every: timedelta, now: datetime) -> datetime:
        """Take the next `count` slots, one `every` so long; when the first of them begins (real time).

        The row is locked from the first look on, so that no two processes are given the same slots.
        """
        row = await self._locked(bot_id)
        if row is None:
            await self._insert_new(pace, {"bot_id": bot_id, "next_free_at": now})
            row = await self._locked(bot_id)
            assert row is not None
        start: datetime = max(row.next_free_at, now, row.held_until or now)
        await self._connection.execute(
            update(pace).where(pace.c.bot_id == bot_id).values(next_free_at=start + every * count)
        )
        return start

    async def hold(self, bot_id: int, *, until: datetime, now: datetime) -> None:
        """Telegram told the whole bot to wait; a longer wait that it was told before stands."""
        await self._insert_new(pace, {"bot_id": bot_id, "next_free_at": now})
        shorter = or_(pace.c.held_until.is_(None), pace.c.held_until < until)
        await self._connection.execute(update(pace).where(pace.c.bot_id == bot_id, shorter).values(held_until=until))

    async def _locked(self, bot_id: int) -> Row[Any] | None:
        query = select(pace).where(pace.c.bot_id == bot_id).with_for_update()
        return (await self._connection.execute(query)).first()

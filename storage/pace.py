"""How far the bot's sending is spoken for, and how fast it may go: one row for all that send for one token."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update

from storage.rows import Rows
from storage.schema import pace

CLOCKS_MAY_DIFFER = timedelta(seconds=10)
"""Between machines. A row written further ahead than that was written by a clock that has been set back since; taken
at its word it would silence the bot until the clock comes there again, a year perhaps."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Messages a second that were found to be taken, with the moments (real time) that `gateway.ceiling` counts from.

    Refusals before `deaf_until` are echoes of the one that made this rate.
    """

    per_second: float
    since: datetime
    climbs_at: datetime
    deaf_until: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """When the first of the slots begins, and the rate that is known to all."""

    start: datetime
    rate: Rate | None


class PaceRow(Rows):
    async def reserve(self, bot_id: int, count: int, *, every: timedelta, now: datetime) -> Taken:
        """Take the next `count` slots, one `every` so long (real time).

        The row is locked from the first look on, so that no two processes are given the same slots.
        """
        row = await self._locked(bot_id, now)
        if _written_ahead(row, now):
            rate = _begun_anew(row, now)
            await self._save(
                bot_id, next_free_at=now + every * count, written_at=now, held_until=None, **_columns(rate)
            )
            return Taken(now, rate)
        start: datetime = max(row.next_free_at, now, row.held_until or now)
        await self._save(bot_id, next_free_at=start + every * count, written_at=now)
        return Taken(start, _rate(row))

    async def hold(self, bot_id: int, *, until: datetime, now: datetime) -> None:
        """Telegram told the whole bot to wait; a longer wait that it was told before stands."""
        row = await self._locked(bot_id, now)
        if row.held_until is None or row.held_until < until or _written_ahead(row, now):
            await self._save(bot_id, held_until=until)

    async def agree(self, bot_id: int, found: Rate, *, now: datetime) -> Rate:
        """Tell the others of a rate; theirs comes back where it stands.

        Refused at the same moment, several processes would each lower the rate by the same refusals: the first does.
        """
        row = await self._locked(bot_id, now)
        known = _rate(row)
        if known is not None and now < known.deaf_until and not _written_ahead(row, now):
            return known
        await self._save(bot_id, written_at=now, **_columns(found))
        return found

    async def _save(self, bot_id: int, **values: object) -> None:
        await self._connection.execute(update(pace).where(pace.c.bot_id == bot_id).values(**values))

    async def _locked(self, bot_id: int, now: datetime) -> Row[Any]:
        query = select(pace).where(pace.c.bot_id == bot_id).with_for_update()
        row = (await self._connection.execute(query)).first()
        if row is None:
            await self._insert_new(pace, {"bot_id": bot_id, "next_free_at": now})
            row = (await self._connection.execute(query)).one()
        return row


def _written_ahead(row: Row[Any], now: datetime) -> bool:
    return row.written_at is not None and row.written_at > now + CLOCKS_MAY_DIFFER


def _rate(row: Row[Any]) -> Rate | None:
    if row.rate is None:
        return None
    return Rate(row.rate, row.rate_since, row.rate_climbs_at, row.rate_deaf_until)


def _begun_anew(row: Row[Any], now: datetime) -> Rate | None:
    return None if row.rate is None else Rate(row.rate, now, now, now)


def _columns(rate: Rate | None) -> dict[str, object]:
    if rate is None:
        return {}
    return {
        "rate": rate.per_second,
        "rate_since": rate.since,
        "rate_climbs_at": rate.climbs_at,
        "rate_deaf_until": rate.deaf_until,
    }

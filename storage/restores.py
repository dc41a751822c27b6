"""When the store was restored from a backup, and the nightly backups that were taken of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select, update

from storage.rows import Rows
from storage.schema import nightly_backups, restores


class Restores(Rows):
    async def held_before(self) -> datetime | None:
        """What was due by this moment may have been sent after the backup was taken; None without any restore."""
        moment: datetime | None = (await self._connection.execute(_HELD_BEFORE)).scalar()
        return moment


@dataclass(frozen=True, slots=True)
class Night:
    """A nightly backup: taken, or failed with the reason."""

    night: date
    taken_at: datetime | None
    error: str | None


class NightlyBackups(Rows):
    async def newest(self) -> Night | None:
        """The last night for which somebody took or tried to take a backup."""
        query = select(nightly_backups).order_by(nightly_backups.c.night.desc()).limit(1)
        row = (await self._connection.execute(query)).first()
        return Night(row.night, row.taken_at, row.error) if row else None

    async def last_taken_at(self) -> datetime | None:
        query = select(func.max(nightly_backups.c.taken_at))
        moment: datetime | None = (await self._connection.execute(query)).scalar()
        return moment

    async def claim(self, night: date, owner: str, *, real_now: datetime, lease_until: datetime) -> bool:
        """Take on that night's backup; False when it was taken, or another process is at it or waits to try again."""
        await self._insert_new(nightly_backups, {"night": night})
        free = or_(nightly_backups.c.lease_until.is_(None), nightly_backups.c.lease_until <= real_now)
        claimed = await self._connection.execute(
            update(nightly_backups)
            .where(nightly_backups.c.night == night, nightly_backups.c.taken_at.is_(None), free)
            .values(owner=owner, lease_until=lease_until)
        )
        return claimed.rowcount == 1

    async def taken(self, night: date, *, now: datetime) -> None:
        await self._save(night, taken_at=now, owner=None, lease_until=None, error=None)

    async def failed(self, night: date, error: str, *, again_at: datetime) -> None:
        """Nobody tries again before that moment (real time)."""
        await self._save(night, error=error, owner=None, lease_until=again_at)

    async def _save(self, night: date, **values: object) -> None:
        await self._connection.execute(update(nightly_backups).where(nightly_backups.c.night == night).values(**values))


_HELD_BEFORE = select(func.max(restores.c.restored_at))

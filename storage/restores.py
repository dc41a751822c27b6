"""When the store was restored or nobody was there for days, and the nightly backups that were taken of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, insert, or_, select, union_all, update

from bot.domain.downtimes import Downtime
from storage.rows import Rows
from storage.schema import downtimes, nightly_backups, restores, seen_alive


class Restores(Rows):
    async def held_before(self) -> datetime | None:
        """What was due by this moment is doubtful: it may have been sent, or come days late. None: nothing ever was."""
        return await self._moment(_HELD_BEFORE)

    async def resumed_at(self) -> datetime | None:
        """When the service last went on after a restore or a downtime."""
        return await self._moment(_RESUMED_AT)

    async def restored_at(self) -> datetime | None:
        """When the store was last restored from a backup."""
        return await self._moment(_RESTORED_AT)

    async def seen_at(self, part: str) -> datetime | None:
        """When this part was last alive (real time), also after a clean stop; None: nobody has noted it."""
        return await self._moment(select(seen_alive.c.seen_at).where(seen_alive.c.part == part))

    async def seen(self, parts: Iterable[str], *, now: datetime) -> None:
        """These parts are alive (real time). An earlier moment than before is taken, too: the clock was set right."""
        for part in parts:
            await self._put(seen_alive, ("part",), {"part": part, "seen_at": now})

    async def add_downtime(self, began_at: datetime, ended_at: datetime, held_before: datetime | None) -> None:
        await self._connection.execute(
            insert(downtimes).values(began_at=began_at, ended_at=ended_at, held_before=held_before)
        )

    async def last_downtime(self) -> Downtime | None:
        row = (await self._connection.execute(select(downtimes).order_by(downtimes.c.id.desc()).limit(1))).first()
        if row is None:
            return None
        return Downtime(id=row.id, began_at=row.began_at, ended_at=row.ended_at, held_before=row.held_before)

    async def _moment(self, query: Select[Any]) -> datetime | None:
        moment: datetime | None = (await self._connection.execute(query)).scalar()
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


_RESTORED_AT = select(func.max(restores.c.restored_at))


def _latest(of_downtimes: Any) -> Select[Any]:
    both = union_all(select(restores.c.restored_at.label("at")), select(of_downtimes.label("at"))).subquery()
    return select(func.max(both.c.at))


_HELD_BEFORE = _latest(downtimes.c.held_before)
_RESUMED_AT = _latest(downtimes.c.ended_at)

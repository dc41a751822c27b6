"""Which parts of the service are running, by their heartbeats (real time)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage.rows import Rows
from storage.schema import parts


@dataclass(frozen=True, slots=True)
class Beat:
    owner: str
    part: str
    started_at: datetime
    beat_at: datetime


class Parts(Rows):
    async def beat(self, owner: str, names: tuple[str, ...], *, started_at: datetime, now: datetime) -> None:
        for part in names:
            await self._put(
                parts,
                ("owner", "part"),
                {"owner": owner, "part": part, "started_at": started_at, "beat_at": now},
            )

    async def all(self) -> list[Beat]:
        rows = await self._connection.execute(select(parts).order_by(parts.c.part, parts.c.owner))
        return [Beat(row.owner, row.part, row.started_at, row.beat_at) for row in rows]

    async def leave(self, owner: str) -> None:
        """A clean stop: nobody needs to wait for this owner's leases."""
        await self._connection.execute(delete(parts).where(parts.c.owner == owner))

    async def forget(self, *, before: datetime) -> int:
        gone = await self._connection.execute(delete(parts).where(parts.c.beat_at < before))
        return gone.rowcount

"""What the service counts about itself: one growing number a series."""

from collections.abc import Mapping

from sqlalchemy import select

from storage.rows import Rows
from storage.schema import counted


class Counted(Rows):
    async def add(self, amounts: Mapping[str, float]) -> None:
        """Add to each series. In one order: two processes that meet would else wait for each other's rows for ever."""
        insert = self._insert(counted)
        total = counted.c.total + insert.excluded.total
        adding = insert.on_conflict_do_update(index_elements=[counted.c.series], set_={"total": total})
        rows = [{"series": series, "total": amounts[series]} for series in sorted(amounts)]
        await self._connection.execute(adding, rows)

    async def all(self) -> dict[str, float]:
        rows = await self._connection.execute(select(counted.c.series, counted.c.total))
        return {row.series: float(row.total) for row in rows}

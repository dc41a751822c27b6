"""Audiences that coordinators keep under a name."""

from sqlalchemy import select

from bot.domain.audiences import SavedAudience
from bot.domain.typed import folded
from storage.rows import Rows
from storage.schema import audiences


class Audiences(Rows):
    async def put(self, partnership_id: int, name: str, organisation_ids: tuple[int, ...]) -> None:
        """Keep a choice under a name, in place of what had that name before."""
        await self._put(
            audiences,
            ("partnership_id", "folded_name"),
            {
                "partnership_id": partnership_id,
                "name": name,
                "folded_name": folded(name),
                "organisation_ids": list(organisation_ids),
            },
        )

    async def of_partnership(self, partnership_id: int) -> tuple[SavedAudience, ...]:
        query = select(audiences).where(audiences.c.partnership_id == partnership_id).order_by(audiences.c.folded_name)
        return tuple(
            SavedAudience(id=row.id, name=row.name, organisation_ids=tuple(row.organisation_ids))
            for row in await self._connection.execute(query)
        )

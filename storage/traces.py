"""What became of letters, for whoever asks why."""

from typing import Any

from sqlalchemy import select

from bot.domain.traces import Trace
from storage.outbox import DELIVERY, delivery_of
from storage.rows import Rows
from storage.schema import outbox

_TRACE = (*DELIVERY, outbox.c.sent_at, outbox.c.message_id, outbox.c.last_error)


class Traces(Rows):
    async def get(self, delivery_id: int) -> Trace | None:
        row = (await self._connection.execute(select(*_TRACE).where(outbox.c.id == delivery_id))).first()
        return _trace(row) if row else None

    async def of_person(self, person_id: int, *, limit: int) -> tuple[Trace, ...]:
        """The newest letters to a person, newest first."""
        query = select(*_TRACE).where(outbox.c.person_id == person_id).order_by(outbox.c.id.desc()).limit(limit)
        return tuple(_trace(row) for row in await self._connection.execute(query))

    async def of_meeting(self, partnership_id: int, meeting_id: int) -> tuple[Trace, ...]:
        """Every letter about a meeting, oldest first."""
        about = outbox.c.facts["meeting_id"].as_integer() == meeting_id
        query = select(*_TRACE).where(outbox.c.partnership_id == partnership_id, about).order_by(outbox.c.id)
        return tuple(_trace(row) for row in await self._connection.execute(query))


def _trace(row: Any) -> Trace:
    return Trace(delivery=delivery_of(row), sent_at=row.sent_at, message_id=row.message_id, reason=row.last_error or "")

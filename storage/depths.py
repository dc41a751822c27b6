"""How much waits in the store, and since when: what an operator watches."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from bot.domain.letters import InboxStatus, Status
from bot.domain.notices import Urgency
from storage.rows import Rows
from storage.schema import accounts, announcements, cards, feeds, inbox, meetings, outbox

_OPEN = (InboxStatus.WAITING, InboxStatus.WORKING)
_ENDED = (Status.SENT, Status.SKIPPED, Status.FAILED)


@dataclass(frozen=True, slots=True)
class WaitingUpdates:
    """Updates of one status; `open` ones are still to be handled, the oldest arrived at `oldest` (real time)."""

    status: InboxStatus
    count: int
    oldest: datetime

    @property
    def open(self) -> bool:
        return self.status in _OPEN


@dataclass(frozen=True, slots=True)
class WaitingLetters:
    """Letters of one kind and status that have not come to their end; `due` of them could go now."""

    kind: str
    urgency: Urgency
    status: Status
    count: int
    due: int
    due_since: datetime | None


class Depths(Rows):
    # Both queries begin with an index on the status: what is done, by far the most, is not looked at.

    async def updates(self) -> list[WaitingUpdates]:
        status = inbox.c.status
        query = (
            select(status, func.count(), func.min(inbox.c.received_at))
            .where(status.in_([each for each in InboxStatus if each is not InboxStatus.DONE]))
            .group_by(status)
        )
        return [WaitingUpdates(InboxStatus(row[0]), row[1], row[2]) for row in await self._connection.execute(query)]

    async def letters(self, *, now: datetime) -> list[WaitingLetters]:
        due = (outbox.c.status == Status.QUEUED) & (outbox.c.due_at <= now)
        key = (outbox.c.kind, outbox.c.urgency, outbox.c.status)
        since = func.min(case((due, outbox.c.due_at)), type_=outbox.c.due_at.type)
        query = (
            select(*key, func.count(), func.count(case((due, 1))), since)
            .where(outbox.c.status.in_([status for status in Status if status not in _ENDED]))
            .group_by(*key)
            .order_by(*key)
        )
        return [
            WaitingLetters(row[0], Urgency(row[1]), Status(row[2]), row[3], row[4], row[5])
            for row in await self._connection.execute(query)
        ]

    async def cards(self) -> int:
        """Cards that show less than is known."""
        behind = (meetings.c.shown_version < meetings.c.version) & (cards.c.shown_version < meetings.c.version)
        query = select(func.count()).select_from(cards).join(meetings).where(behind)
        return int((await self._connection.execute(query)).scalar_one())

    async def accounts(self) -> int:
        """Accounts of announcements that show less than is known."""
        behind = accounts.c.shown_version < announcements.c.version
        query = select(func.count()).select_from(accounts).join(announcements).where(behind)
        return int((await self._connection.execute(query)).scalar_one())

    async def feeds(self) -> dict[str, int]:
        """Addresses of calendars that work, by kind."""
        query = select(feeds.c.kind, func.count()).where(feeds.c.withdrawn_at.is_(None)).group_by(feeds.c.kind)
        return {row[0]: row[1] for row in await self._connection.execute(query)}

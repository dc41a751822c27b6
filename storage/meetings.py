"""Meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from bot.domain.meetings import Details, Kind, Meeting, Slot
from storage.news import News
from storage.prepared import Prepared
from storage.rows import Rows
from storage.schema import Moment, cards, meetings


@dataclass(frozen=True, slots=True)
class Versioned:
    """A meeting with the version of what its cards show."""

    meeting: Meeting
    version: int


class Meetings(Rows):
    async def add(self, meeting: Meeting, *, once: str, next_due_at: datetime | None) -> tuple[Meeting, bool]:
        """Keep a new meeting; for a known `once` the earlier meeting comes back and nothing is added."""
        new = await self._insert_new(meetings, {**_values(meeting), "once": once, "next_due_at": next_due_at})
        row = (await self._connection.execute(select(meetings).where(meetings.c.once == once))).one()
        return _meeting(row), new == 1

    async def save(self, meeting: Meeting, *, next_due_at: datetime | None) -> None:
        """Keep a change; every card is behind from now on."""
        await self._connection.execute(
            update(meetings)
            .where(meetings.c.id == meeting.id)
            .values({**_values(meeting), "next_due_at": next_due_at, "version": meetings.c.version + 1})
        )
        await self._tell(News.CARDS)

    async def get(self, meeting_id: int) -> Meeting | None:
        found = await self.versioned(meeting_id)
        return found.meeting if found else None

    async def versioned(self, meeting_id: int) -> Versioned | None:
        row = (await self._run(_ONE, {"of_meeting": meeting_id})).first()
        return Versioned(_meeting(row), row.version) if row else None

    async def between(
        self, partnership_ids: Iterable[int], start: datetime, end: datetime | None = None, *, limit: int | None = None
    ) -> list[Meeting]:
        """Meetings that end after `start` and begin before `end`, in order of start."""
        query = select(meetings).where(meetings.c.partnership_id.in_(list(partnership_ids)), meetings.c.ends_at > start)
        if end is not None:
            query = query.where(meetings.c.starts_at < end)
        query = query.order_by(meetings.c.starts_at, meetings.c.id).limit(limit)
        return [_meeting(row) for row in await self._connection.execute(query)]

    async def some(self, meeting_ids: Iterable[int]) -> list[Meeting]:
        """The meetings of these numbers, in no order."""
        rows = await self._connection.execute(_SOME, {"of_meetings": list(meeting_ids)})
        return [_meeting(row) for row in rows]

    async def touch(self, meeting_id: int) -> int:
        """What the cards show has changed; the new version."""
        version = int((await self._run(_TOUCH, {"of_meeting": meeting_id})).scalar())
        await self._tell(News.CARDS)
        return version

    async def version(self, meeting_id: int) -> int:
        """The version of what its cards are to show."""
        return int((await self._run(_VERSION, {"of_meeting": meeting_id})).scalar())

    async def due(self, *, now: datetime, limit: int) -> list[int]:
        """Meetings for which a reminder rule applies by now."""
        query = select(meetings.c.id).where(meetings.c.next_due_at <= now).order_by(meetings.c.next_due_at).limit(limit)
        return list((await self._connection.execute(query)).scalars())

    async def get_due(self, meeting_id: int, *, now: datetime) -> Meeting | None:
        """The meeting while a reminder rule still applies to it; None once another sweep has seen to it."""
        row = (await self._run(_ONE_DUE, {"of_meeting": meeting_id, "now": now})).first()
        return _meeting(row) if row else None

    async def set_next_due(self, meeting_id: int, next_due_at: datetime | None) -> None:
        await self._run(_SET_NEXT_DUE, {"of_meeting": meeting_id, "due_at": next_due_at})

    async def next_due(self) -> datetime | None:
        """The next moment at which any reminder rule applies."""
        moment: datetime | None = (await self._connection.execute(select(func.min(meetings.c.next_due_at)))).scalar()
        return moment

    async def coming_with_next_due(
        self, *, now: datetime, beyond: int = 0, limit: int
    ) -> list[tuple[Meeting, datetime | None]]:
        """Meetings that are to come, with the moment at which a reminder rule next applies as far as is known.

        In order of their numbers, at most `limit` of those beyond that number.
        """
        query = select(meetings).where(
            meetings.c.ends_at > now, meetings.c.cancelled_at.is_(None), meetings.c.id > beyond
        )
        rows = await self._connection.execute(query.order_by(meetings.c.id).limit(limit))
        return [(_meeting(row), row.next_due_at) for row in rows]

    async def renew_next_due(self, meeting: Meeting, next_due_at: datetime | None) -> None:
        """As `set_next_due`, unless the meeting was changed since it was read: that has derived the moment itself."""
        await self._connection.execute(
            update(meetings)
            .where(meetings.c.id == meeting.id, meetings.c.revision == meeting.revision)
            .values(next_due_at=next_due_at)
        )

    async def catch_up(self, meeting_id: int) -> None:
        """Note how far every card of the meeting has come."""
        await self._run(_CATCH_UP, {"of_meeting": meeting_id})


_OF_MEETING = meetings.c.id == bindparam("of_meeting")
_SOME = select(meetings).where(meetings.c.id.in_(bindparam("of_meetings", expanding=True)))
_ONE = Prepared(select(meetings).where(_OF_MEETING))
_ONE_DUE = Prepared(select(meetings).where(_OF_MEETING, meetings.c.next_due_at <= bindparam("now", type_=Moment)))
_VERSION = Prepared(select(meetings.c.version).where(_OF_MEETING))
_TOUCH = Prepared(
    update(meetings).where(_OF_MEETING).values(version=meetings.c.version + 1).returning(meetings.c.version)
)
_SET_NEXT_DUE = Prepared(update(meetings).where(_OF_MEETING).values(next_due_at=bindparam("due_at")))
_LEAST = select(func.min(cards.c.shown_version)).where(cards.c.meeting_id == bindparam("of_meeting")).scalar_subquery()
_CATCH_UP = Prepared(
    update(meetings).where(_OF_MEETING).values(shown_version=func.coalesce(_LEAST, meetings.c.version))
)


def _values(meeting: Meeting) -> dict[str, Any]:
    details, slot = meeting.details, meeting.details.slot
    return {
        "partnership_id": meeting.partnership_id,
        "uid": meeting.uid,
        "kind": details.kind,
        "title": details.title,
        "place": details.place,
        "description": details.description,
        "time_zone": slot.time_zone,
        "wall_start": slot.wall_start,
        "wall_end": slot.wall_end,
        "fold": slot.fold,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "answer_until": meeting.answer_until,
        "deadline_named": details.answer_until is not None,
        "announced_at": meeting.announced_at,
        "announced_by": meeting.announced_by,
        "date_set_at": meeting.date_set_at,
        "changed_at": meeting.changed_at,
        "revision": meeting.revision,
        "date_revision": meeting.date_revision,
        "cancelled_at": meeting.cancelled_at,
        "cancel_reason": meeting.cancel_reason,
    }


def _meeting(row: Any) -> Meeting:
    return Meeting(
        id=row.id,
        partnership_id=row.partnership_id,
        uid=row.uid,
        details=Details(
            title=row.title,
            slot=Slot(wall_start=row.wall_start, wall_end=row.wall_end, time_zone=row.time_zone, fold=row.fold),
            place=row.place,
            description=row.description,
            kind=Kind(row.kind),
            answer_until=row.answer_until if row.deadline_named else None,
        ),
        answer_until=row.answer_until,
        announced_at=row.announced_at,
        announced_by=row.announced_by,
        date_set_at=row.date_set_at,
        changed_at=row.changed_at,
        revision=row.revision,
        date_revision=row.date_revision,
        cancelled_at=row.cancelled_at,
        cancel_reason=row.cancel_reason,
    )

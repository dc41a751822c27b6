"""Answers, and in whose name somebody answers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Date, and_, bindparam, exists, or_, select, update

from bot.domain.meetings import Meeting
from bot.domain.rsvps import Answer, Rsvp, SeatAnswer
from storage.people import ORGANISATION, organisation_from
from storage.prepared import Prepared
from storage.rows import Rows
from storage.schema import memberships, organisations, rsvps, speaking_for

_COLUMNS = tuple(column.name for column in rsvps.c)


class Rsvps(Rows):
    async def get(self, meeting_id: int, organisation_id: int) -> Rsvp | None:
        row = (await self._run(_ONE, {"meeting": meeting_id, "organisation": organisation_id})).first()
        return _rsvp(row) if row else None

    async def put(self, rsvp: Rsvp) -> None:
        """Keep the organisation's answer in place of its earlier one."""
        values = {name: getattr(rsvp, name) for name in _COLUMNS}
        await self._put(rsvps, ("meeting_id", "organisation_id"), values)

    async def of_meeting(self, meeting_id: int) -> dict[int, Rsvp]:
        """Every answer to a meeting, by organisation."""
        rows = await self._connection.execute(select(rsvps).where(rsvps.c.meeting_id == meeting_id))
        return {row.organisation_id: _rsvp(row) for row in rows}

    async def of_invited(self, meeting: Meeting, *, today: date) -> tuple[SeatAnswer, ...]:
        """Every invited organisation with its answer: those that are partners on the day of the meeting, by name.

        One that nobody speaks for `today` is outside Telegram.
        """
        rows = await self._run(
            _INVITED,
            {
                "meeting_id": meeting.id,
                "partnership_id": meeting.partnership_id,
                "on": meeting.details.slot.wall_start.date(),
                "today": today,
            },
        )
        return tuple(_seat_answer(row) for row in rows)

    async def of_organisations(self, organisation_ids: Iterable[int], meeting_ids: Iterable[int]) -> list[Rsvp]:
        query = select(rsvps).where(
            rsvps.c.organisation_id.in_(list(organisation_ids)), rsvps.c.meeting_id.in_(list(meeting_ids))
        )
        return [_rsvp(row) for row in await self._connection.execute(query)]

    async def forget_name(self, person_id: int) -> None:
        """Erase who gave an answer; the answer stays the organisation's."""
        await self._connection.execute(
            update(rsvps).where(rsvps.c.answered_by == person_id).values(answered_by=None, answered_by_name="")
        )

    async def given_by(self, person_id: int) -> list[Rsvp]:
        rows = await self._connection.execute(select(rsvps).where(rsvps.c.answered_by == person_id))
        return [_rsvp(row) for row in rows]

    async def speaks_for(self, meeting_id: int, person_id: int) -> tuple[int, ...] | None:
        """In whose name the person chose to answer this meeting; None before they were asked."""
        query = select(speaking_for.c.organisation_ids).where(
            speaking_for.c.meeting_id == meeting_id, speaking_for.c.person_id == person_id
        )
        found = (await self._connection.execute(query)).scalar()
        return None if found is None else tuple(found)

    async def remember_speaking_for(self, meeting_id: int, person_id: int, organisation_ids: Iterable[int]) -> None:
        await self._put(
            speaking_for,
            ("meeting_id", "person_id"),
            {"meeting_id": meeting_id, "person_id": person_id, "organisation_ids": sorted(organisation_ids)},
        )


_ONE = Prepared(
    select(rsvps).where(
        rsvps.c.meeting_id == bindparam("meeting"), rsvps.c.organisation_id == bindparam("organisation")
    )
)

_ON, _TODAY = bindparam("on", type_=Date), bindparam("today", type_=Date)

_SOMEBODY_SPEAKS = exists().where(
    memberships.c.organisation_id == organisations.c.id,
    memberships.c.since <= _TODAY,
    or_(memberships.c.until.is_(None), memberships.c.until > _TODAY),
)

_INVITED = Prepared(
    select(
        *(organisations.c[name] for name in ORGANISATION),
        _SOMEBODY_SPEAKS.label("reached"),
        *(rsvps.c[name].label(f"r_{name}") for name in _COLUMNS),
    )
    .outerjoin(
        rsvps,
        and_(rsvps.c.organisation_id == organisations.c.id, rsvps.c.meeting_id == bindparam("meeting_id")),
    )
    .where(
        organisations.c.partnership_id == bindparam("partnership_id"),
        organisations.c.joined_on <= _ON,
        or_(organisations.c.left_on.is_(None), organisations.c.left_on > _ON),
    )
    .order_by(organisations.c.folded_name)
)


def _seat_answer(row: Any) -> SeatAnswer:
    # By place and not by name: with every press this is done for every partner.
    organisation, reached, answer = row[: len(ORGANISATION)], row[len(ORGANISATION)], row[len(ORGANISATION) + 1 :]
    return SeatAnswer(
        organisation=organisation_from(*organisation),
        rsvp=_rsvp_of(answer) if answer[0] is not None else None,
        in_telegram=bool(reached),
    )


_ANSWERS = {answer.value: answer for answer in Answer}


def _rsvp_of(values: Any) -> Rsvp:
    named = dict(zip(_COLUMNS, values, strict=True))
    named["answer"] = _ANSWERS[named["answer"]]
    return Rsvp(**named)


def _rsvp(row: Any) -> Rsvp:
    return _rsvp_of(tuple(row))

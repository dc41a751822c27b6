"""Requests for reports, and what organisations have answered so far."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from bot.domain.people import Sector
from bot.domain.periods import Period
from bot.domain.reports import Audience, Given, Question, Report, ReportRequest, RequestDetails, Value
from storage.rows import Rows
from storage.schema import organisations, report_answers, report_requests, reports


class Reports(Rows):
    # --- requests

    async def add_request(
        self, request: ReportRequest, *, once: str, next_due_at: datetime | None
    ) -> tuple[ReportRequest, bool]:
        """Keep a new request; for a known `once` the earlier request comes back and nothing is added."""
        new = await self._insert_new(report_requests, {**_values(request), "once": once, "next_due_at": next_due_at})
        row = (await self._connection.execute(select(report_requests).where(report_requests.c.once == once))).one()
        return _request(row), new == 1

    async def withdraw(self, request_id: int, *, now: datetime) -> None:
        await self._connection.execute(
            update(report_requests).where(report_requests.c.id == request_id).values(withdrawn_at=now, next_due_at=None)
        )

    async def change_request(self, request: ReportRequest, *, next_due_at: datetime | None) -> None:
        """Keep another title, deadline or wording of the questions."""
        changed = {
            "title": request.title,
            "deadline": request.deadline,
            "questions": [question.as_json() for question in request.questions],
            "next_due_at": next_due_at,
        }
        await self._connection.execute(
            update(report_requests).where(report_requests.c.id == request.id).values(**changed)
        )

    async def request(self, request_id: int) -> ReportRequest | None:
        query = select(report_requests).where(report_requests.c.id == request_id)
        row = (await self._connection.execute(query)).first()
        return _request(row) if row else None

    async def requests(self, partnership_ids: Iterable[int], *, limit: int) -> list[ReportRequest]:
        """The newest requests of these partnerships, the latest deadline first."""
        query = select(report_requests).where(report_requests.c.partnership_id.in_(list(partnership_ids)))
        query = query.order_by(report_requests.c.deadline.desc(), report_requests.c.id.desc()).limit(limit)
        return [_request(row) for row in await self._connection.execute(query)]

    async def due(self, *, now: datetime, limit: int) -> list[int]:
        """Requests for which a chasing rule applies by now."""
        at = report_requests.c.next_due_at
        query = select(report_requests.c.id).where(at <= now).order_by(at).limit(limit)
        return list((await self._connection.execute(query)).scalars())

    async def set_next_due(self, request_id: int, next_due_at: datetime | None) -> None:
        await self._connection.execute(
            update(report_requests).where(report_requests.c.id == request_id).values(next_due_at=next_due_at)
        )

    async def next_due(self) -> datetime | None:
        """The next moment at which any chasing rule applies."""
        query = select(func.min(report_requests.c.next_due_at))
        moment: datetime | None = (await self._connection.execute(query)).scalar()
        return moment

    async def open_ids(self, *, now: datetime) -> list[int]:
        """Requests whose deadline is still to come."""
        query = select(report_requests.c.id).where(
            report_requests.c.deadline > now, report_requests.c.withdrawn_at.is_(None)
        )
        return list((await self._connection.execute(query)).scalars())

    # --- reports

    async def reports(self, request_id: int) -> dict[int, Report]:
        """Every report that was begun, by organisation."""
        answers: dict[int, dict[int, Given]] = {}
        query = select(report_answers).where(report_answers.c.request_id == request_id)
        for row in await self._connection.execute(query.order_by(report_answers.c.question)):
            answers.setdefault(row.organisation_id, {})[row.question] = _given(row)
        rows = await self._connection.execute(select(reports).where(reports.c.request_id == request_id))
        return {row.organisation_id: _report(row, answers.get(row.organisation_id, {})) for row in rows}

    async def report(self, request_id: int, organisation_id: int) -> Report:
        """The organisation's report; an empty one when it was not begun."""
        found = (await self.reports(request_id)).get(organisation_id)
        return found or Report(request_id=request_id, organisation_id=organisation_id)

    async def put(self, report: Report, *, changed: Given | None = None) -> None:
        """Keep how the report stands, with the one answer that is new or other than before."""
        whose = {"request_id": report.request_id, "organisation_id": report.organisation_id}
        await self._put(
            reports,
            ("request_id", "organisation_id"),
            {
                **whose,
                "revision": report.revision,
                "sent_at": report.sent_at,
                "sent_by": report.sent_by,
                "sent_by_name": report.sent_by_name,
                "sent_on_behalf": report.sent_on_behalf,
            },
        )
        if changed is not None:
            keys = ("request_id", "organisation_id", "question")
            await self._put(report_answers, keys, {**whose, **_answer_values(changed)})

    async def answers_by(self, person_id: int) -> list[tuple[str, str, str, datetime]]:
        """What a person answered: the request's title, the organisation's name, the answer, when."""
        query = (
            select(report_answers, report_requests.c.title, organisations.c.name)
            .join(report_requests, report_requests.c.id == report_answers.c.request_id)
            .join(organisations, organisations.c.id == report_answers.c.organisation_id)
            .where(report_answers.c.answered_by == person_id)
            .order_by(report_answers.c.answered_at, report_answers.c.question)
        )
        rows = await self._connection.execute(query)
        return [(row.title, row.name, str(row.value["text"]), row.answered_at) for row in rows]

    async def forget_name(self, person_id: int) -> None:
        """Erase who answered and who sent; the report stays the organisation's."""
        await self._connection.execute(
            update(report_answers)
            .where(report_answers.c.answered_by == person_id)
            .values(answered_by=None, answered_by_name="")
        )
        await self._connection.execute(
            update(reports).where(reports.c.sent_by == person_id).values(sent_by=None, sent_by_name="")
        )


def _values(request: ReportRequest) -> dict[str, Any]:
    details = request.details
    return {
        "partnership_id": request.partnership_id,
        "title": details.title,
        "questions": [question.as_json() for question in details.questions],
        "period_first": details.period.first,
        "period_last": details.period.last,
        "deadline": details.deadline,
        "time_zone": request.time_zone,
        "sector": details.audience.sector,
        "organisation_ids": list(details.audience.organisation_ids),
        "sent_at": request.sent_at,
        "sent_by": request.sent_by,
        "withdrawn_at": request.withdrawn_at,
    }


def _request(row: Any) -> ReportRequest:
    return ReportRequest(
        id=row.id,
        partnership_id=row.partnership_id,
        details=RequestDetails(
            title=row.title,
            questions=tuple(Question.from_json(question) for question in row.questions),
            period=Period(first=row.period_first, last=row.period_last),
            deadline=row.deadline,
            audience=Audience(
                sector=Sector(row.sector) if row.sector else None, organisation_ids=tuple(row.organisation_ids)
            ),
        ),
        time_zone=row.time_zone,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        withdrawn_at=row.withdrawn_at,
    )


def _answer_values(given: Given) -> dict[str, Any]:
    return {
        "question": given.question,
        "value": given.value.as_json(),
        "answered_at": given.at,
        "answered_by": given.by,
        "answered_by_name": given.by_name,
        "on_behalf": given.on_behalf,
    }


def _given(row: Any) -> Given:
    return Given(
        question=row.question,
        value=Value.from_json(row.value),
        by=row.answered_by,
        by_name=row.answered_by_name,
        at=row.answered_at,
        on_behalf=row.on_behalf,
    )


def _report(row: Any, given: dict[int, Given]) -> Report:
    return Report(
        request_id=row.request_id,
        organisation_id=row.organisation_id,
        given=given,
        revision=row.revision,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        sent_by_name=row.sent_by_name,
        sent_on_behalf=row.sent_on_behalf,
    )

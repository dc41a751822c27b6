"""Chasing those whose report is missing, by the rules of every reminder."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.people import Person
from bot.domain.reminders import Planned, Rule, RuleKind, Skip, Subject, first_that_holds, key_of, person_stops
from bot.domain.report_overviews import OwnReport
from bot.domain.reports import ReportRequest


def subject(request: ReportRequest) -> Subject:
    """What the rules of reminding need to know of a request."""
    return Subject(
        since=request.sent_at,
        called_off=Skip.WITHDRAWN if request.withdrawn else None,
        events={RuleKind.REPORT: request.deadline},
    )


def held_back(
    planned: Planned, request: ReportRequest, person: Person, asked: Sequence[OwnReport], *, now: datetime
) -> Skip | None:
    """Why this person is not chased now, or None. `asked` are the organisations the person speaks for today."""
    today = now.astimezone(request.zone).date()
    partners = [own for own in asked if own.organisation.belongs_on(today)]
    reasons = {
        Skip.WITHDRAWN: request.withdrawn,
        Skip.MOVED: planned.counts_from != request.deadline,
        Skip.POINTLESS: planned.pointless(now),
    }
    seats = {
        Skip.NO_LONGER_SPEAKS: not asked,
        Skip.LEFT: not partners,
        Skip.REPORT_SENT: all(own.report.sent for own in partners),
    }
    return planned.skip or first_that_holds(reasons) or person_stops(person, now) or first_that_holds(seats)


def once(request: ReportRequest, rule: Rule, person_id: int) -> str:
    """The key under which a reminder is stored once and never again: "report/12/report/2d/20270412T080000Z/7"."""
    return key_of("report", request.id, rule, request.deadline, person_id)

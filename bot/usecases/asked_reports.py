"""What a person may see of a request for reports, read inside another use case's transaction."""

from datetime import datetime

from bot.domain.people import Member, Organisation
from bot.domain.refusals import NotFound
from bot.domain.report_overviews import AskedOf, OwnReport
from bot.domain.reports import Report, ReportRequest
from storage.database import Store


async def visible(store: Store, telegram_id: int, request_id: int, *, now: datetime) -> tuple[ReportRequest, Member]:
    """The request and who is asking; raises NotFound unless this person coordinates there or was asked."""
    request = await store.reports.request(request_id)
    if request is None:
        raise NotFound("request")
    member = await store.people.member(telegram_id, request.partnership_id, now=now)
    if member is None:
        raise NotFound("request")
    asked = request.sent_at <= now and any(request.asks(organisation) for organisation in member.organisations)
    if not asked and not member.coordinator:
        raise NotFound("request")
    return request, member


async def asked_of(store: Store, request: ReportRequest, member: Member, *, now: datetime) -> AskedOf:
    """The request with the reports of the organisations that this person speaks for."""
    reports = await store.reports.reports(request.id)
    own = tuple(
        OwnReport(organisation=organisation, report=reports.get(organisation.id) or empty(request, organisation))
        for organisation in member.organisations
        if request.asks(organisation)
    )
    return AskedOf(request=request, partnership=member.partnership, own=own)


async def every_report(store: Store, request: ReportRequest, *, now: datetime) -> tuple[OwnReport, ...]:
    """Every organisation that was asked, and still is a partner or has answered."""
    sent_on, today = (moment.astimezone(request.zone).date() for moment in (request.sent_at, now))
    asked = [
        organisation
        for organisation in await store.people.organisations(request.partnership_id, on=sent_on)
        if request.asks(organisation)
    ]
    reports = await store.reports.reports(request.id)
    reached = await store.people.speakers([organisation.id for organisation in asked], on=today)
    return tuple(
        OwnReport(
            organisation=organisation,
            report=reports.get(organisation.id) or empty(request, organisation),
            in_telegram=organisation.id in reached,
        )
        for organisation in asked
        if organisation.belongs_on(today) or organisation.id in reports
    )


def empty(request: ReportRequest, organisation: Organisation) -> Report:
    return Report(request_id=request.id, organisation_id=organisation.id)

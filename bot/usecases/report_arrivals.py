"""Telling coordinators that reports come in: one message a request, silent, edited with every report that arrives."""

from datetime import datetime

from bot.domain.letters import Delivery, Letter, Status
from bot.domain.notices import ReportArrived, SkipNotice, Told
from bot.domain.people import Member, Person
from bot.domain.refusals import NotFound
from bot.domain.reminders import Skip, Unsent
from bot.domain.report_overviews import Filling, Overview
from bot.usecases.asked_reports import every_report, visible
from storage.database import Store


async def letters(tx: Store, sent: Filling, by: Member, *, now: datetime) -> list[Letter]:
    """For every coordinator who can be reached, also for the one who sent it: a message that counts must not lag."""
    request = sent.request
    return [
        Letter(
            once=f"report_arrived/{request.id}/{sent.organisation.id}/{person.id}",
            notice=ReportArrived(request_id=request.id, by=by.person.id),
            chat_id=person.chat_id,
            person_id=person.id,
            partnership_id=request.partnership_id,
            due_at=now,
            silent=True,
        )
        for person in await tx.people.coordinators(request.partnership_id)
        if person.reachable
    ]


async def told(tx: Store, delivery: Delivery, person: Person, *, now: datetime) -> Told:
    """How things stand at this moment, and the message that counts so far. Raises SkipNotice."""
    notice = delivery.notice
    assert isinstance(notice, ReportArrived)
    try:
        request, member = await visible(tx, person.telegram_id, notice.request_id, now=now)
        member.must_coordinate("request")
    except NotFound as unseen:
        raise SkipNotice(Unsent.NO_LONGER_COORDINATES) from unseen
    if request.withdrawn:
        raise SkipNotice(Skip.WITHDRAWN)
    others = await tx.outbox.of_chat(delivery.chat_id, f"report_arrived/{request.id}/%/{person.id}")
    if any(other.id > delivery.id and other.status == Status.QUEUED for other in others):
        raise SkipNotice(Unsent.LATER_REPORT)
    earlier = [other.message_id for other in others if other.status == Status.SENT and other.message_id]
    if not earlier and notice.by == person.id:
        raise SkipNotice(Unsent.OWN_DOING)
    return Told(
        notice=notice,
        reader=person,
        partnership=member.partnership,
        reports=Overview(
            request=request, partnership=member.partnership, reports=await every_report(tx, request, now=now)
        ),
        message_id=earlier[-1] if earlier else None,
    )

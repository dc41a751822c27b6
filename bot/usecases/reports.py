"""Filling in reports: by any representative of an organisation, or by a coordinator for one who telephoned."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import report_dialogs
from bot.domain.dialogs import Dialog, DialogKind, Ended, Step
from bot.domain.letters import Letter
from bot.domain.notices import ReportSentForYou
from bot.domain.people import Known, Member, Organisation
from bot.domain.refusals import NotFound, QuestionGone, RequestWithdrawn
from bot.domain.report_overviews import AskedOf, Filling
from bot.domain.reports import Given, ReportRequest, Value, must_take
from bot.usecases import report_arrivals
from bot.usecases.asked_reports import asked_of, visible
from storage.database import Database, Store

LISTED = 50
KEPT_DAYS = 60  # how long after its deadline a request is still listed for those who were asked


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichReport:
    """The press fits several organisations: one question follows. Nothing was changed."""

    request: ReportRequest
    organisations: tuple[Organisation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The report as it was sent; nothing can be written any more."""

    filling: Filling


async def mine(db: Database, known: Known, *, now: datetime) -> list[AskedOf]:
    """What the person's organisations are asked for, the latest deadline first."""
    members = {member.partnership.id: member for member in known.speaks}
    async with db.snapshot() as store:
        found = []
        for request in await store.reports.requests(members, limit=LISTED):
            asked = await asked_of(store, request, members[request.partnership_id], now=now)
            over = request.withdrawn or (now - request.deadline).days > KEPT_DAYS
            if asked.own and request.sent_at <= now and not over:
                found.append(replace(asked, names_partnership=len(known.members) > 1))
        return found


async def begin(
    db: Database, telegram_id: int, request_id: int, organisation_id: int | None = None, *, now: datetime
) -> Dialog | WhichReport | Closed:
    """Go on with a report where it stopped: its next open question, or all of it. Raises NotFound, RequestWithdrawn."""
    async with db.transaction() as tx:
        request, member = await visible(tx, telegram_id, request_id, now=now)
        if request.withdrawn:
            raise RequestWithdrawn(title=request.title)
        own = (await asked_of(tx, request, member, now=now)).own
        if organisation_id is None and len(own) != 1:
            return WhichReport(request=request, organisations=tuple(one.organisation for one in own))
        chosen = organisation_id if organisation_id is not None else own[0].organisation.id
        filling = await _filling(tx, request, member, chosen)
        if not filling.open(now):
            return Closed(filling=filling)
        return await _opened(tx, member, filling, filling.report.next_missing(request), now=now)


async def filling(db: Database, telegram_id: int, request_id: int, organisation_id: int, *, now: datetime) -> Filling:
    """Everything that a report's question or its summary shows. Raises NotFound when it may not be seen."""
    async with db.snapshot() as store:
        request, member = await visible(store, telegram_id, request_id, now=now)
        return await _filling(store, request, member, organisation_id)


async def send(db: Database, telegram_id: int, serial: int, *, now: datetime) -> Dialog | Closed:
    """Send the report that its person has seen: done, or the report as somebody else has changed it meanwhile.

    Raises QuestionGone for a button of an earlier dialog, ReportIncomplete, RequestWithdrawn.
    """
    async with db.transaction() as tx:
        dialog = await tx.dialogs.get(telegram_id)
        if dialog is None or dialog.serial != serial or dialog.kind is not DialogKind.REPORT:
            raise QuestionGone
        if dialog.step is not Step.PREVIEW:
            raise QuestionGone
        request, member = await visible(tx, telegram_id, dialog.draft["request_id"], now=now)
        current = await _filling(tx, request, member, dialog.draft["organisation_id"])
        must_take(request, current.report, now=now, on_behalf=current.on_behalf)
        if current.report.revision != dialog.draft["revision"]:
            return await _opened(tx, member, current, None, now=now, meanwhile=True)
        sent = current.report.sent_off(request, member.person, on_behalf=current.on_behalf, now=now)
        if not current.report.sent:
            await tx.reports.put(sent)
            await tx.outbox.add(await _told_on_behalf(tx, current, member, now=now), now=now)
            await tx.outbox.add(await report_arrivals.letters(tx, current, member, now=now), now=now)
        facts = {"request_id": request.id, "organisation_id": current.organisation.id}
        await tx.dialogs.close(telegram_id, Ended(kind=dialog.kind, facts=facts))
        return Closed(filling=replace(current, report=sent))


# --- inside the transaction of the use case that calls them


async def advance(tx: Store, dialog: Dialog, member: Member, *, now: datetime) -> Dialog:
    """Keep the answer that the dialog has come to, and open the next question; or only go to another one."""
    request, _ = await visible(tx, dialog.chat_id, dialog.draft["request_id"], now=now)
    current = await _filling(tx, request, member, dialog.draft["organisation_id"])
    must_take(request, current.report, now=now, on_behalf=current.on_behalf)
    draft = dialog.draft
    if "goto" in draft:
        if request.at(draft["goto"]) is None:
            raise QuestionGone
        return await _opened(tx, member, current, draft["goto"], now=now)
    position = draft["question"]
    if request.at(position) is None:  # withdrawn while it was asked: on with what is left
        return await _opened(tx, member, current, current.report.next_missing(request, position), now=now, gone=True)
    if draft.get("skip"):
        following = [missing for missing in current.report.missing(request) if missing > position]
        return await _opened(tx, member, current, following[0] if following else None, now=now)
    if report_dialogs.mark_of(current.report.given.get(position)) != draft["seen"]:
        return await _opened(tx, member, current, position, now=now, meanwhile=True)
    answered = await _keep(tx, current, position, Value.from_json(draft["value"]), member, now=now)
    return await _opened(tx, member, answered, answered.report.next_missing(request, position), now=now)


async def _filling(store: Store, request: ReportRequest, member: Member, organisation_id: int) -> Filling:
    """The report with the right to it checked; raises NotFound."""
    organisation = await store.people.organisation(organisation_id)
    own = member.speaks_for(organisation_id)
    if organisation is None or organisation.partnership_id != request.partnership_id or not request.asks(organisation):
        raise NotFound("organisation")
    if not own and not member.coordinator:
        raise NotFound("organisation")
    return Filling(
        request=request,
        partnership=member.partnership,
        organisation=organisation,
        report=await store.reports.report(request.id, organisation_id),
        on_behalf=not own,
    )


async def _keep(tx: Store, current: Filling, position: int, value: Value, member: Member, *, now: datetime) -> Filling:
    """The same answer again is a non-event: its author stays."""
    earlier = current.report.given.get(position)
    if earlier is not None and earlier.value == value:
        return current
    given = Given(
        question=position,
        value=value,
        by=member.person.id,
        by_name=member.person.name,
        at=now,
        on_behalf=current.on_behalf,
    )
    report = current.report.answered(given)
    await tx.reports.put(report, changed=given)
    return replace(current, report=report)


async def _opened(
    tx: Store,
    member: Member,
    current: Filling,
    position: int | None,
    *,
    now: datetime,
    meanwhile: bool = False,
    gone: bool = False,
) -> Dialog:
    """A dialog at that question, or at the whole report. It has a serial of its own: no button answers twice."""
    asking = position is not None
    happened = {name: True for name, true in (("meanwhile", meanwhile), ("gone", gone)) if true}
    draft = report_dialogs.asking(current, position) if position is not None else report_dialogs.summing_up(current)
    return await tx.dialogs.open(
        Dialog(
            chat_id=member.person.chat_id,
            serial=0,
            person_id=member.person.id,
            partnership_id=current.request.partnership_id,
            kind=DialogKind.REPORT,
            step=Step.ANSWER if asking else Step.PREVIEW,
            draft={**draft, **happened},
            trail=(Step.PREVIEW,) if asking else (),
            updated_at=now,
        )
    )


async def _told_on_behalf(tx: Store, current: Filling, member: Member, *, now: datetime) -> Iterable[Letter]:
    """The partner's own people hear what was sent in their name, and may correct it until the deadline."""
    if not current.on_behalf:
        return []
    request, organisation = current.request, current.organisation
    speakers = await tx.people.speakers([organisation.id], on=member.partnership.today(now))
    return [
        Letter(
            once=f"report_for_you/{request.id}/{organisation.id}/{speaker.person.id}",
            notice=ReportSentForYou(request_id=request.id, organisation_id=organisation.id),
            chat_id=speaker.person.chat_id,
            person_id=speaker.person.id,
            partnership_id=request.partnership_id,
            due_at=now,
        )
        for speaker in speakers.get(organisation.id, ())
        if speaker.person.reachable
    ]

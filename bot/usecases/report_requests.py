"""Asking for reports: the preview, sending, who is missing, withdrawing, and chasing those who are."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import report_dialogs
from bot.domain.dialogs import Dialog, DialogKind, Ended, Reading
from bot.domain.letters import Letter, held_if_due_before_a_restore
from bot.domain.notices import Notice, ReportNoLongerNeeded, ReportReminder, ReportRequested
from bot.domain.people import Language, Member, Organisation, Person, Speaker
from bot.domain.policy import Policy
from bot.domain.refusals import NobodyAsked, NotFound
from bot.domain.reminders import Planned, due
from bot.domain.report_overviews import Filling, Overview, OwnReport, RequestPreview, RequestSent
from bot.domain.report_reminders import held_back, once
from bot.domain.reports import ReportRequest, RequestDetails
from bot.usecases.asked_reports import every_report, visible
from bot.usecases.meetings import open_dialog
from storage.database import Database, Store

REQUESTS_A_SWEEP = 200
LISTED = 200


async def preview(db: Database, dialog: Dialog, policy: Policy, *, now: datetime) -> RequestPreview:
    """What sending this draft would mean: exact counts, and whether the office is open."""
    async with db.snapshot() as store:
        partnership = await store.people.partnership(dialog.partnership_id or 0)
        if partnership is None:
            raise NotFound("partnership")
        details = _details(dialog, partnership.zone, now=now)
        today = partnership.today(now)
        asked = await _asked(store, partnership.id, details, now=now, zone=partnership.zone)
        speakers = await store.people.speakers([organisation.id for organisation in asked], on=today)
        hours = policy.hours(partnership.zone)
        return RequestPreview(
            details=details,
            partnership=partnership,
            organisations=tuple(asked),
            people=len(_reachable(speakers.values())),
            outside=tuple(organisation.name for organisation in asked if organisation.id not in speakers),
            opens_at=None if hours.open_at(now) else hours.next_open_after(now),
        )


async def partners(db: Database, dialog: Dialog, *, now: datetime) -> tuple[Organisation, ...]:
    """Everybody who can be asked."""
    async with db.snapshot() as store:
        partnership = await store.people.partnership(dialog.partnership_id or 0)
        if partnership is None:
            raise NotFound("partnership")
        return tuple(await store.people.organisations(partnership.id, on=partnership.today(now)))


async def send(
    db: Database, telegram_id: int, serial: int, policy: Policy, *, now: datetime, when_open: bool = False
) -> RequestSent:
    """Make the draft a request and queue it for everybody who is asked; with `when_open`, not before the office opens.

    Raises QuestionGone when that dialog is no longer open, so pressing twice sends once; NobodyAsked.
    """
    async with db.transaction() as tx:
        dialog, member = await open_dialog(tx, telegram_id, serial, DialogKind.NEW_REQUEST, now=now)
        hours = policy.hours(member.partnership.zone)
        at = hours.next_open_after(now) if when_open else now
        draft = _drafted(dialog, member, sent_at=at, now=now)
        asked = await _asked(tx, member.partnership.id, draft.details, now=at, zone=draft.zone)
        if not asked:
            raise NobodyAsked
        request, new = await tx.reports.add_request(
            draft, once=f"dialog/{dialog.chat_id}/{serial}", next_due_at=policy.next_report_due(draft)
        )
        speakers = await tx.people.speakers(
            [organisation.id for organisation in asked], on=member.partnership.today(now)
        )
        people = _reachable(speakers.values())
        if new:
            notice = ReportRequested(request_id=request.id)
            letters = _letters(notice, "report_requested", request, people, at, silent=not hours.open_at(at))
            await tx.outbox.add(letters, now=now)
        await tx.dialogs.close(dialog.chat_id, Ended(kind=dialog.kind, facts={"request_id": request.id}))
        return RequestSent(
            request=request,
            people=len(people),
            outside=tuple(organisation.name for organisation in asked if organisation.id not in speakers),
            at=at if when_open else None,
        )


async def listing(db: Database, members: Iterable[Member], *, now: datetime) -> list[Overview]:
    """The requests of these partnerships, the latest deadline first."""
    homes = {member.partnership.id: member.partnership for member in members}
    async with db.snapshot() as store:
        return [
            Overview(
                request=request,
                partnership=homes[request.partnership_id],
                reports=await every_report(store, request, now=now),
            )
            for request in await store.reports.requests(homes, limit=LISTED)
        ]


async def overview(db: Database, telegram_id: int, request_id: int, *, now: datetime) -> Overview:
    """Who has answered what, and who is missing. Raises NotFound for anybody but the partnership's coordinators."""
    async with db.snapshot() as store:
        request, member = await visible(store, telegram_id, request_id, now=now)
        member.must_coordinate("request")
        reports = await every_report(store, request, now=now)
        return Overview(request=request, partnership=member.partnership, reports=reports)


def report_of(overview: Overview, organisation_id: int) -> Filling:
    """One organisation's report out of all. Raises NotFound."""
    for own in overview.reports:
        if own.organisation.id == organisation_id:
            return Filling(
                request=overview.request,
                partnership=overview.partnership,
                organisation=own.organisation,
                report=own.report,
                on_behalf=True,
            )
    raise NotFound("organisation")


async def withdraw(db: Database, telegram_id: int, request_id: int, policy: Policy, *, now: datetime) -> RequestSent:
    """Take the request back: nobody is chased any more, and those who were asked are told."""
    async with db.transaction() as tx:
        request, member = await visible(tx, telegram_id, request_id, now=now)
        member.must_coordinate("request")
        after = request.withdrawn_by(now)
        await tx.reports.withdraw(request.id, now=now)
        waiting = [own.organisation for own in await every_report(tx, request, now=now) if not own.report.sent]
        speakers = await tx.people.speakers([one.id for one in waiting], on=member.partnership.today(now))
        people = _reachable(speakers.values()) if request.sent_at <= now else []
        silent = not policy.hours(member.partnership.zone).open_at(now)
        notice = ReportNoLongerNeeded(request_id=request.id)
        await tx.outbox.add(_letters(notice, "report_withdrawn", after, people, now, silent=silent), now=now)
        return RequestSent(request=after, people=len(people))


# --- chasing


async def remind(db: Database, request_id: int, policy: Policy, *, now: datetime) -> tuple[int, list[str]]:
    """Queue the reminders of one request that are due; how many are new, and why others are not sent."""
    async with db.transaction() as tx:
        request = await tx.reports.request(request_id)
        if request is None:
            return 0, []
        rules = due(policy.report_plan(request), now=now, hours=policy.hours(request.zone))
        letters, reasons = await _reminders(tx, request, rules, now=now)
        queued = await tx.outbox.add(held_if_due_before_a_restore(letters, await tx.restores.held_before()), now=now)
        await tx.reports.set_next_due(request_id, policy.next_report_due(request, after=now))
        return queued, reasons


async def renew_due_moments(db: Database, request_ids: Iterable[int], policy: Policy, *, now: datetime) -> int:
    """Derive again when each of these requests is due next, counting what is due at this very moment."""
    renewed = 0
    for request_id in request_ids:
        async with db.transaction() as tx:
            request = await tx.reports.request(request_id)
            if request is not None:
                current = due(policy.report_plan(request), now=now, hours=policy.hours(request.zone))
                moment = now if current else policy.next_report_due(request, after=now)
                await tx.reports.set_next_due(request_id, moment)
                renewed += 1
    return renewed


async def _reminders(
    tx: Store, request: ReportRequest, rules: Iterable[Planned], *, now: datetime
) -> tuple[list[Letter], list[str]]:
    letters, reasons = list[Letter](), list[str]()
    for rule in rules:
        for person, own in (await _whose(tx, request, now=now)).values():
            reason = held_back(rule, request, person, own, now=now)
            if reason is None:
                letters.append(_reminder(request, rule, person))
            else:
                reasons.append(reason.value)
    return letters, reasons


async def _whose(tx: Store, request: ReportRequest, *, now: datetime) -> dict[int, tuple[Person, list[OwnReport]]]:
    """Everybody who speaks today for an organisation that was asked, with the reports they could send."""
    reports = {own.organisation.id: own for own in await every_report(tx, request, now=now)}
    speakers = await tx.people.speakers(reports, on=now.astimezone(request.zone).date())
    found: dict[int, tuple[Person, list[OwnReport]]] = {}
    for organisation_id, those in speakers.items():
        for speaker in those:
            found.setdefault(speaker.person.id, (speaker.person, []))[1].append(reports[organisation_id])
    return found


def _reminder(request: ReportRequest, planned: Planned, person: Person) -> Letter:
    assert planned.due_at is not None  # `due` lets nothing else through
    return Letter(
        once=once(request, planned.rule, person.id),
        notice=ReportReminder(request_id=request.id, rule=planned.rule.key, counts_from=planned.counts_from),
        chat_id=person.chat_id,
        person_id=person.id,
        partnership_id=request.partnership_id,
        due_at=planned.due_at,
        pointless_at=planned.pointless_at,
    )


def _letters(
    notice: Notice, what: str, request: ReportRequest, people: Iterable[Person], due_at: datetime, *, silent: bool
) -> list[Letter]:
    return [
        Letter(
            once=f"{what}/{request.id}/{person.id}",
            notice=notice,
            chat_id=person.chat_id,
            person_id=person.id,
            partnership_id=request.partnership_id,
            due_at=due_at,
            silent=silent,
        )
        for person in people
    ]


def _drafted(dialog: Dialog, member: Member, *, sent_at: datetime, now: datetime) -> ReportRequest:
    return ReportRequest(
        id=0,
        partnership_id=member.partnership.id,
        details=_details(dialog, member.partnership.zone, now=now),
        time_zone=member.partnership.time_zone,
        sent_at=sent_at,
        sent_by=member.person.id,
    )


def _details(dialog: Dialog, zone: ZoneInfo, *, now: datetime) -> RequestDetails:
    # The language decides nothing here: everything typed was understood when it was typed.
    return report_dialogs.details(dialog, Reading(language=Language.POLISH, now=now, zone=zone))


async def _asked(
    store: Store, partnership_id: int, details: RequestDetails, *, now: datetime, zone: ZoneInfo
) -> list[Organisation]:
    partners = await store.people.organisations(partnership_id, on=now.astimezone(zone).date())
    return [partner for partner in partners if details.audience.includes(partner)]


def _reachable(speakers: Iterable[Iterable[Speaker]]) -> list[Person]:
    """Everybody who speaks for any of them and can be reached, once each."""
    people = {speaker.person.id: speaker.person for those in speakers for speaker in those}
    return [person for person in people.values() if person.reachable]

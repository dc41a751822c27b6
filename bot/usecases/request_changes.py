"""Changing a request for reports that was sent: its title, its deadline, the wording of questions, withdrawing one.

Only a new deadline is told, and only to those whose report is missing: for everybody else nothing is other than before.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain import dialogs, report_dialogs
from bot.domain.dialogs import Dialog, DialogKind, Ended, Reading, Step
from bot.domain.letters import Letter
from bot.domain.notices import ReportDeadlineMoved
from bot.domain.people import Language, Member, Partnership, Person
from bot.domain.policy import Policy
from bot.domain.refusals import NotFound, NothingChanged, QuestionAnswered, QuestionGone, RequestWithdrawn
from bot.domain.report_overviews import ChangePreview, RequestChange
from bot.domain.reports import ReportRequest
from bot.usecases.asked_reports import every_report, visible
from bot.usecases.meetings import open_dialog
from storage.database import Database, Store


async def begin(db: Database, telegram_id: int, request_id: int, *, now: datetime) -> Dialog:
    """Open the dialog that changes a request, from the state its coordinator sees now. Raises RequestWithdrawn."""
    async with db.transaction() as tx:
        request, member = await visible(tx, telegram_id, request_id, now=now)
        member.must_coordinate("request")
        if request.withdrawn:
            raise RequestWithdrawn(title=request.title)
        return await _opened(tx, request, member, now=now)


async def preview(db: Database, dialog: Dialog, *, now: datetime) -> ChangePreview:
    """What saving the draft would change, and how many would hear of it."""
    async with db.snapshot() as store:
        partnership = await store.people.partnership(dialog.partnership_id or 0)
        request = await store.reports.request(dialog.draft["request_id"])
        if partnership is None or request is None:
            raise NotFound("request")
        return await _preview(store, request, dialog, partnership, now=now)


async def save(db: Database, telegram_id: int, serial: int, policy: Policy, *, now: datetime) -> ChangePreview | Dialog:
    """Make the draft's changes; the request as somebody else has changed it meanwhile comes back as a fresh dialog.

    Raises QuestionGone for a button of an earlier dialog, NothingChanged, QuestionAnswered, RequestWithdrawn.
    """
    async with db.transaction() as tx:
        dialog, member = await open_dialog(tx, telegram_id, serial, DialogKind.CHANGE_REQUEST, now=now)
        request = await tx.reports.request(dialog.draft["request_id"])
        if request is None or request.partnership_id != member.partnership.id:
            raise QuestionGone
        if report_dialogs.draft_of(request)["seen"] != dialog.draft["seen"]:
            return await _opened(tx, request, member, now=now, meanwhile=True)
        done = await _preview(tx, request, dialog, member.partnership, now=now)
        if not done.changes:
            raise NothingChanged(title=request.title)
        await _must_be_unanswered(tx, done)
        await tx.reports.change_request(done.after, next_due_at=policy.next_report_due(done.after, after=now))
        await tx.outbox.add(await _letters(tx, done, policy, once=f"{dialog.chat_id}.{serial}", now=now), now=now)
        facts = {"request_id": request.id, "people": done.people}
        await tx.dialogs.close(telegram_id, Ended(kind=dialog.kind, facts=facts))
        return done


async def _opened(
    tx: Store, request: ReportRequest, member: Member, *, now: datetime, meanwhile: bool = False
) -> Dialog:
    """At the choice of what to change; at the preview, which shows what the other did, when somebody was faster."""
    facts: dict[str, Any] = {"meanwhile": True} if meanwhile else {}
    return await tx.dialogs.open(
        Dialog(
            chat_id=member.person.chat_id,
            serial=0,
            person_id=member.person.id,
            partnership_id=request.partnership_id,
            kind=DialogKind.CHANGE_REQUEST,
            step=Step.PREVIEW if meanwhile else dialogs.FIRST[DialogKind.CHANGE_REQUEST],
            draft={**report_dialogs.draft_of(request), **facts},
            updated_at=now,
        )
    )


async def _preview(
    store: Store, request: ReportRequest, dialog: Dialog, partnership: Partnership, *, now: datetime
) -> ChangePreview:
    # The language decides nothing here: everything typed was understood when it was typed.
    reading = Reading(language=Language.POLISH, now=now, zone=partnership.zone)
    draft = report_dialogs.details(dialog, reading)
    details = replace(request.details, title=draft.title, deadline=draft.deadline, questions=draft.questions)
    after = request.changed(details)
    return ChangePreview(
        before=request,
        after=after,
        partnership=partnership,
        people=len(await _waiting(store, request, after, now=now)),
        meanwhile=bool(dialog.draft.get("meanwhile")),
    )


async def _must_be_unanswered(tx: Store, done: ChangePreview) -> None:
    """Raise QuestionAnswered for a question that is to go although somebody has answered it: nothing may be lost."""
    reports = (await tx.reports.reports(done.before.id)).values()
    for asked in done.before.asked:
        gone = done.after.at(asked.position) is None
        if gone and any(asked.position in report.given for report in reports):
            raise QuestionAnswered(number=asked.number)


async def _waiting(store: Store, request: ReportRequest, after: ReportRequest, *, now: datetime) -> list[Person]:
    """Who hears of a new deadline. Of a request that is still to leave nobody: it will name the new one by itself."""
    if after.deadline == request.deadline or request.sent_at > now:
        return []
    missing = [own.organisation.id for own in await every_report(store, request, now=now) if not own.report.sent]
    speakers = await store.people.speakers(missing, on=now.astimezone(request.zone).date())
    people = {speaker.person.id: speaker.person for those in speakers.values() for speaker in those}
    return [person for person in people.values() if person.reachable]


async def _letters(tx: Store, done: ChangePreview, policy: Policy, *, once: str, now: datetime) -> list[Letter]:
    if RequestChange.DEADLINE not in done.changes:
        return []
    before, after = done.before, done.after
    notice = ReportDeadlineMoved(request_id=after.id, old_deadline=before.deadline, new_deadline=after.deadline)
    return [
        Letter(
            once=f"report_moved/{after.id}/{once}/{person.id}",
            notice=notice,
            chat_id=person.chat_id,
            person_id=person.id,
            partnership_id=after.partnership_id,
            due_at=now,
            silent=not policy.hours(done.partnership.zone).open_at(now),
        )
        for person in await _waiting(tx, before, after, now=now)
    ]

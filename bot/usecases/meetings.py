"""Announcing, changing and cancelling meetings."""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import dialogs
from bot.domain.dialogs import Dialog, DialogKind, Ended, Step
from bot.domain.letters import Letter
from bot.domain.meetings import Announced, Change, Details, Meeting, Preview, differences
from bot.domain.notices import CalendarFileSent, MeetingAnnounced, MeetingCalledOff, MeetingChanged, Notice
from bot.domain.people import Language, Member, Partnership, Person
from bot.domain.policy import Policy
from bot.domain.refusals import ForCoordinators, NotFound, NothingChanged, QuestionGone
from bot.usecases import copies
from bot.usecases.cards import visible
from storage.database import Database, Store

SOON = timedelta(hours=24)  # a change of a meeting that starts within this never waits and always sounds


async def preview(db: Database, dialog: Dialog, policy: Policy, *, now: datetime) -> Preview:
    """What announcing (or changing) this draft would mean: exact counts, the deadline, whether the office is open."""
    async with db.snapshot() as store:
        partnership = await _partnership(store, dialog)
        before = await _before(store, dialog)
        details = dialogs.details(dialog, time_zone=partnership.time_zone, length=policy.length)
        deadline = policy.deadline(details, since=now)
        day = details.slot.wall_start.date()
        partners = await store.people.organisations(partnership.id, on=day)
        speakers = await store.people.speakers([partner.id for partner in partners], on=partnership.today(now))
        audience = await store.people.audience(partnership.id, on=partnership.today(now))
        hours = policy.hours(partnership.zone)
        opens_at = None if hours.open_at(now) else hours.next_open_after(now)
        return Preview(
            details=details,
            partnership=partnership,
            answer_until=deadline.at,
            deadline_is_start=deadline.is_start,
            organisations=sum(partner.id in speakers for partner in partners),
            people=sum(person.reachable and (before is None or person.id != dialog.person_id) for person in audience),
            outside=tuple(partner.name for partner in partners if partner.id not in speakers),
            opens_at=opens_at,
            later_deadline_is_start=not deadline.is_start and policy.deadline(details, since=opens_at or now).is_start,
            before=before,
            languages=tuple(
                sorted({person.language for person in audience if person.reachable}, key=list(Language).index)
            ),
        )


async def announce(
    db: Database, telegram_id: int, serial: int, policy: Policy, *, now: datetime, when_open: bool = False
) -> Announced:
    """Make the draft a meeting and queue its card for everybody; with `when_open`, not before the office opens.

    Raises QuestionGone when that dialog is no longer open, so pressing twice announces once.
    """
    async with db.transaction() as tx:
        dialog, member = await open_dialog(tx, telegram_id, serial, DialogKind.NEW_MEETING, now=now)
        hours = policy.hours(member.partnership.zone)
        at = hours.next_open_after(now) if when_open else now
        details = dialogs.details(dialog, time_zone=member.partnership.time_zone, length=policy.length)
        draft = _new(details, member, policy, announced_at=at)
        meeting, new = await tx.meetings.add(
            draft, once=f"dialog/{dialog.chat_id}/{serial}", next_due_at=policy.next_due(draft)
        )
        people = await _audience(tx, meeting, now=now)
        if new:
            silent = not hours.open_at(at)
            letters = _letters(MeetingAnnounced(meeting_id=meeting.id), "announced", meeting, people, at, silent=silent)
            await tx.outbox.add(letters, now=now)
        facts = {"meeting_id": meeting.id, "people": len(people), "at": at.isoformat() if when_open else None}
        await tx.dialogs.close(dialog.chat_id, Ended(kind=dialog.kind, facts=facts))
        return Announced(
            meeting=meeting,
            people=len(people),
            outside=await _outside(tx, meeting, now=now),
            at=at if when_open else None,
        )


async def change(
    db: Database, telegram_id: int, serial: int, policy: Policy, *, now: datetime
) -> tuple[Announced, tuple[Change, ...]]:
    """Make the draft's changes and tell everybody. Raises ChangedMeanwhile when another coordinator was faster."""
    async with db.transaction() as tx:
        dialog, member = await open_dialog(tx, telegram_id, serial, DialogKind.CHANGE_MEETING, now=now)
        before = await _must_find(tx, dialog.draft["meeting_id"])
        await tx.dialogs.close(dialog.chat_id)
        before.must_be_open_to_change(dialog.draft["revision"], now=now)
        details = dialogs.details(dialog, time_zone=before.details.slot.time_zone, length=policy.length)
        after = before.changed(details, _deadline(before, details, policy, now=now), now=now)
        changes = differences(before, after)
        if not changes:
            raise NothingChanged(title=before.title)
        fresh_date = after.date_revision != before.date_revision
        await tx.meetings.save(after, next_due_at=policy.next_due(after, after=None if fresh_date else now))
        await copies.follow_meeting(tx, after, policy, now=now)
        people = await _tell_change(tx, before, after, changes, member, policy, now=now)
        facts = {"meeting_id": after.id, "people": people, "changes": [change.value for change in changes]}
        await tx.dialogs.close(dialog.chat_id, Ended(kind=dialog.kind, facts=facts))
        return Announced(meeting=after, people=people, outside=await _outside(tx, after, now=now)), changes


async def call_off(db: Database, telegram_id: int, serial: int, policy: Policy, *, now: datetime) -> Announced:
    """Cancel the meeting with the reason given. It never waits for office hours, and always sounds."""
    async with db.transaction() as tx:
        dialog, member = await open_dialog(tx, telegram_id, serial, DialogKind.CANCEL_MEETING, now=now)
        before = await _must_find(tx, dialog.draft["meeting_id"])
        await tx.dialogs.close(dialog.chat_id)
        before.must_be_open_to_change(before.revision, now=now)
        after = before.called_off(dialog.draft.get("reason", ""), now=now)
        await tx.meetings.save(after, next_due_at=None)
        await copies.follow_meeting(tx, after, policy, now=now)
        people = await _audience(tx, after, but_not=member.person, now=now)
        notice = MeetingCalledOff(meeting_id=after.id, reason=after.cancel_reason)
        await tx.outbox.add(_letters(notice, "called_off", after, people, now), now=now)
        facts = {"meeting_id": after.id, "people": len(people)}
        await tx.dialogs.close(dialog.chat_id, Ended(kind=dialog.kind, facts=facts))
        await tx.outbox.add(await _files(tx, after, now=now), now=now)
        return Announced(meeting=after, people=len(people), outside=await _outside(tx, after, now=now))


async def announced(db: Database, ended: Ended, *, now: datetime) -> Announced:
    """What announcing, changing or cancelling came to, told once more."""
    async with db.snapshot() as store:
        meeting = await _must_find(store, ended.facts["meeting_id"])
        at = ended.facts.get("at")
        return Announced(
            meeting=meeting,
            people=ended.facts["people"],
            outside=await _outside(store, meeting, now=now),
            at=datetime.fromisoformat(at) if at else None,
        )


async def reach(db: Database, meeting: Meeting, but_not: Person, *, now: datetime) -> int:
    """How many people would hear of a change that this person makes."""
    async with db.snapshot() as store:
        return len(await _audience(store, meeting, but_not=but_not, now=now))


async def begin_change(db: Database, telegram_id: int, meeting_id: int, kind: DialogKind, *, now: datetime) -> Dialog:
    """Open the dialog that changes or cancels a meeting, from the state its coordinator sees now."""
    async with db.transaction() as tx:
        found, member = await visible(tx, telegram_id, meeting_id, now=now)
        member.must_coordinate("meeting")
        found.meeting.must_be_open_to_change(found.meeting.revision, now=now)
        return await tx.dialogs.open(
            Dialog(
                chat_id=member.person.chat_id,
                serial=0,
                person_id=member.person.id,
                partnership_id=member.partnership.id,
                kind=kind,
                step=dialogs.FIRST[kind],
                draft=dialogs.draft_of(found.meeting),
                updated_at=now,
            )
        )


async def open_dialog(
    tx: Store, telegram_id: int, serial: int, kind: DialogKind, *, now: datetime
) -> tuple[Dialog, Member]:
    """The coordinator's dialog behind a button, at the step where that button stands; else QuestionGone."""
    dialog = await tx.dialogs.get(telegram_id)
    if dialog is None or dialog.serial != serial or dialog.kind is not kind:
        raise QuestionGone
    if dialog.step not in {Step.PREVIEW, Step.CONFIRM} or dialog.partnership_id is None:
        raise QuestionGone
    member = await tx.people.member(telegram_id, dialog.partnership_id, now=now)
    if member is None or not member.coordinator:
        raise ForCoordinators
    return dialog, member


def _new(details: Details, member: Member, policy: Policy, *, announced_at: datetime) -> Meeting:
    return Meeting(
        id=0,
        partnership_id=member.partnership.id,
        details=details,
        answer_until=policy.deadline(details, since=announced_at).at,
        announced_at=announced_at,
        announced_by=member.person.id,
        date_set_at=announced_at,
        changed_at=announced_at.replace(microsecond=0),
        uid=f"{secrets.token_hex(16)}@narada",
    )


def _deadline(before: Meeting, details: Details, policy: Policy, *, now: datetime) -> datetime:
    """A deadline stays as it is unless it was changed by name, or the date it was derived from moved."""
    moved = details.slot.starts_at != before.starts_at
    if details.answer_until == before.details.answer_until and not moved:
        return before.answer_until
    if moved and details.answer_until is not None and details.answer_until == before.details.answer_until:
        return policy.deadline(replace(details, answer_until=None), since=now).at
    return policy.deadline(details, since=now).at


async def _tell_change(
    tx: Store,
    before: Meeting,
    after: Meeting,
    changes: tuple[Change, ...],
    member: Member,
    policy: Policy,
    *,
    now: datetime,
) -> int:
    people = await _audience(tx, after, but_not=member.person, now=now)
    notice = MeetingChanged(
        meeting_id=after.id,
        revision=after.revision,
        changes=changes,
        old_title=before.title,
        old_place=before.details.place,
        old_start=before.starts_at,
    )
    soon = after.starts_within(SOON, now=now) or before.starts_within(SOON, now=now)
    silent = not soon and not policy.hours(member.partnership.zone).open_at(now)
    at = max(now, after.announced_at)
    await tx.outbox.add(_letters(notice, f"changed/{after.revision}", after, people, at, silent=silent), now=now)
    await tx.outbox.add(await _files(tx, after, now=now), now=now)
    return len(people)


def _letters(
    notice: Notice, once: str, meeting: Meeting, people: Iterable[Person], due_at: datetime, *, silent: bool = False
) -> list[Letter]:
    return [
        Letter(
            once=f"{once}/{meeting.id}/{person.id}",
            notice=notice,
            chat_id=person.chat_id,
            person_id=person.id,
            partnership_id=meeting.partnership_id,
            due_at=due_at,
            pointless_at=meeting.ends_at,
            silent=silent,
        )
        for person in people
    ]


async def _files(tx: Store, meeting: Meeting, *, now: datetime) -> list[Letter]:
    """The .ics again, for every chat that took an earlier one."""
    return [
        Letter(
            once=f"file/{meeting.id}/{meeting.revision}/{card.person_id}",
            notice=CalendarFileSent(meeting_id=meeting.id, revision=meeting.revision),
            chat_id=card.chat_id,
            person_id=card.person_id,
            partnership_id=meeting.partnership_id,
            due_at=now,
            pointless_at=meeting.ends_at,
            silent=True,
        )
        for card in await tx.cards.of_meeting(meeting.id)
        if card.file_sent
    ]


async def _audience(tx: Store, meeting: Meeting, *, but_not: Person | None = None, now: datetime) -> list[Person]:
    """Everybody who can be reached; of a change not the one who makes it, whom the reply tells already."""
    today = now.astimezone(meeting.zone).date()
    everybody = await tx.people.audience(meeting.partnership_id, on=today)
    return [person for person in everybody if person.reachable and person != but_not]


async def _outside(tx: Store, meeting: Meeting, *, now: datetime) -> tuple[str, ...]:
    partners = await tx.people.organisations(meeting.partnership_id, on=meeting.details.slot.wall_start.date())
    today = now.astimezone(meeting.zone).date()
    reached = await tx.people.speakers([partner.id for partner in partners], on=today)
    return tuple(partner.name for partner in partners if partner.id not in reached)


async def _partnership(store: Store, dialog: Dialog) -> Partnership:
    found = await store.people.partnership(dialog.partnership_id or 0)
    if found is None:
        raise NotFound("partnership")
    return found


async def _before(store: Store, dialog: Dialog) -> Meeting | None:
    return await _must_find(store, dialog.draft["meeting_id"]) if "meeting_id" in dialog.draft else None


async def _must_find(store: Store, meeting_id: int) -> Meeting:
    meeting = await store.meetings.get(meeting_id)
    if meeting is None:
        raise NotFound("meeting")
    return meeting

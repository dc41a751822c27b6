"""Announcing to an audience: send, stop, go on, correct, withdraw, confirm."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import announcing
from bot.domain.announcements import Announcement, Copy, CopyStatus
from bot.domain.announcing import Draft, Drafting
from bot.domain.dialogs import FIRST, Dialog, DialogKind, Ended
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Member, Organisation, Partnership
from bot.domain.policy import Policy
from bot.domain.refusals import AnnouncementChanged, MeetingCancelled, MeetingOver, NobodyToTell, NotFound
from bot.domain.reminders import Skip, Unsent
from bot.usecases import copies
from bot.usecases.accounts import own
from bot.usecases.meetings import open_dialog
from storage.database import Database, Store

LISTED = 8
A_SWEEP = 100
MEETINGS_BACK = timedelta(days=60)  # so old a meeting's answers may still decide who is written to


async def drafting(db: Database, dialog: Dialog, policy: Policy, *, now: datetime) -> Drafting:
    """What the questions and the preview of this dialog show."""
    async with db.snapshot() as store:
        partnership = await store.people.partnership(dialog.partnership_id or 0)
        if partnership is None:
            raise NotFound("partnership")
        draft = announcing.draft(dialog)
        of = await store.announcements.get(dialog.draft.get("announcement_id", 0))
        hours = policy.hours(partnership.zone)
        sent = await store.announcements.copies(of.id) if of else ()
        return Drafting(
            draft=draft,
            partnership=partnership,
            reach=await copies.reach(store, partnership, of.audience if of else draft.audience, now=now),
            partners=tuple(await store.people.organisations(partnership.id, on=partnership.today(now))),
            saved=await store.audiences.of_partnership(partnership.id),
            meetings=tuple(await store.meetings.between([partnership.id], now - MEETINGS_BACK)),
            due_at=await _due(store, draft, partnership, hours, now=now),
            opens_at=None if hours.open_at(now) else hours.next_open_after(now),
            of=of,
            copies=sum(copy.message_id is not None for copy in sent),
        )


async def send(
    db: Database, telegram_id: int, serial: int, policy: Policy, *, now: datetime, when_open: bool = False
) -> int:
    """Make the draft an announcement, which leaves now or at its moment; its number.

    Raises QuestionGone when that dialog is no longer open, so pressing twice sends once.
    """
    async with db.transaction() as tx:
        dialog, member = await open_dialog(tx, telegram_id, serial, DialogKind.ANNOUNCE, now=now)
        draft, partnership = announcing.draft(dialog), member.partnership
        hours = policy.hours(partnership.zone)
        due = await _due(tx, draft, partnership, hours, now=now)
        due = max(due or (hours.next_open_after(now) if when_open else now), now)
        found = await copies.reach(tx, partnership, draft.audience, now=now)
        if not found.reachable and not (draft.audience.of_meeting and due > now):
            raise NobodyToTell
        announcement, new = await tx.announcements.add(
            _new(draft, member, due, now=now), once=f"dialog/{dialog.chat_id}/{serial}", next_due_at=due
        )
        if new and due <= now:
            await copies.start(tx, announcement, partnership, hours, now=now)
        await tx.dialogs.close(dialog.chat_id, Ended(kind=dialog.kind, facts={"announcement_id": announcement.id}))
        return announcement.id


async def begin_correction(db: Database, telegram_id: int, announcement_id: int, *, now: datetime) -> Dialog:
    """Open the dialog that corrects the text. Raises AnnouncementGone for one that was withdrawn."""
    async with db.transaction() as tx:
        announcement, member = await own(tx, telegram_id, announcement_id, now=now)
        announcement.must_stand()
        return await tx.dialogs.open(
            Dialog(
                chat_id=member.person.chat_id,
                serial=0,
                person_id=member.person.id,
                partnership_id=member.partnership.id,
                kind=DialogKind.CORRECT,
                step=FIRST[DialogKind.CORRECT],
                draft=announcing.draft_of(announcement),
                updated_at=now,
            )
        )


async def correct(db: Database, telegram_id: int, serial: int, policy: Policy, *, now: datetime) -> int:
    """Have every copy read like the draft, also those on their way; the announcement's number.

    Raises AnnouncementChanged when another coordinator was faster.
    """
    async with db.transaction() as tx:
        dialog, member = await open_dialog(tx, telegram_id, serial, DialogKind.CORRECT, now=now)
        announcement, _ = await own(tx, telegram_id, dialog.draft["announcement_id"], now=now)
        await tx.dialogs.close(dialog.chat_id, Ended(kind=dialog.kind, facts={"announcement_id": announcement.id}))
        if dialog.draft["revision"] != announcement.revision:
            raise AnnouncementChanged
        corrected = announcement.corrected(announcing.draft(dialog).text, now)
        await tx.announcements.save(corrected, next_due_at=_next_due(corrected, member, policy))
        await copies.correct(tx, corrected, now=now)
        return corrected.id


async def stop(db: Database, telegram_id: int, announcement_id: int, *, now: datetime) -> None:
    """No further copy leaves. Pressed twice is once; what has all left cannot be stopped any more."""
    async with db.transaction() as tx:
        announcement, _ = await own(tx, telegram_id, announcement_id, now=now)
        announcement.must_stand()
        waiting = any(c.status is CopyStatus.QUEUED for c in await tx.announcements.copies(announcement.id))
        if announcement.waits or (announcement.leaves and waiting):
            await copies.hold(tx, announcement, CopyStatus.STOPPED, Unsent.STOPPED)
            await tx.announcements.save(announcement.stopped(now), next_due_at=None)


async def go_on(db: Database, telegram_id: int, announcement_id: int, policy: Policy, *, now: datetime) -> None:
    """Send it to those of its audience it has not reached. Raises NobodyToTell when there is nobody."""
    async with db.transaction() as tx:
        announcement, member = await own(tx, telegram_id, announcement_id, now=now)
        announcement.must_stand()
        hours = policy.hours(member.partnership.zone)
        found = await copies.reach(tx, member.partnership, announcement.audience, now=now)
        reached = {c.person_id for c in await tx.announcements.copies(announcement.id) if not c.unreached}
        if all(each.speaker.person.id in reached for each in found.reachable):
            raise NobodyToTell
        await copies.start(tx, announcement, member.partnership, hours, now=now)


async def withdraw(db: Database, telegram_id: int, announcement_id: int, *, now: datetime) -> None:
    """Take it back: what has arrived is edited or deleted, what has not left stays here."""
    async with db.transaction() as tx:
        announcement, _ = await own(tx, telegram_id, announcement_id, now=now)
        gone = announcement.withdrawn(now)
        await copies.hold(tx, announcement, CopyStatus.SKIPPED, Skip.WITHDRAWN)
        await tx.announcements.save(gone, next_due_at=None)
        await copies.correct(tx, gone, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """That somebody has read an announcement, for these organisations; `again` when it was known."""

    announcement: Announcement
    partnership: Partnership
    copy: Copy
    organisations: tuple[Organisation, ...]
    again: bool


async def confirm(db: Database, telegram_id: int, announcement_id: int, *, now: datetime) -> Confirmed:
    """*Zapoznałem się*. Raises NotFound for whoever got no copy, AnnouncementGone when it was withdrawn."""
    async with db.transaction() as tx:
        person = await tx.people.person(telegram_id)
        announcement = await tx.announcements.get(announcement_id)
        copy = await tx.announcements.copy(announcement_id, person.id) if person else None
        if person is None or announcement is None or copy is None or not announcement.asks_receipt:
            raise NotFound("announcement")
        partnership = await tx.people.partnership(announcement.partnership_id)
        assert partnership is not None  # the announcement belongs to it
        announcement.must_stand()
        if copy.read_at is None:
            await tx.announcements.set_copy(announcement_id, person.id, read_at=now)
            await tx.announcements.touch(announcement_id)
        found = [await tx.people.organisation(one) for one in copy.organisation_ids]
        return Confirmed(
            announcement=announcement,
            partnership=partnership,
            copy=replace(copy, read_at=copy.read_at or now),
            organisations=tuple(one for one in found if one is not None),
            again=copy.read_at is not None,
        )


async def newest(db: Database, members: Sequence[Member]) -> list[Announcement]:
    """The last announcements of the partnerships that somebody coordinates."""
    async with db.snapshot() as store:
        return await store.announcements.newest([member.partnership.id for member in members], limit=LISTED)


async def sweep(db: Database, policy: Policy, *, now: datetime) -> int:
    """Let leave what is due, and ask again who has not confirmed; how many announcements were looked at."""
    async with db.snapshot() as store:
        due = await store.announcements.due(now=now, limit=A_SWEEP)
    for announcement_id in due:
        await _come(db, announcement_id, policy, now=now)
    return len(due)


async def _come(db: Database, announcement_id: int, policy: Policy, *, now: datetime) -> None:
    """One announcement whose moment has come; a transaction of its own, so that it holds up no other."""
    async with db.transaction() as tx:
        announcement = await tx.announcements.get(announcement_id)
        partnership = await tx.people.partnership(announcement.partnership_id) if announcement else None
        if announcement is None or partnership is None:
            return
        hours = policy.hours(partnership.zone)
        if announcement.waits and announcement.before is not None:
            # Derived once more from the meeting as it is: whatever moved it, nothing leaves at the old moment.
            meeting = await tx.meetings.get(announcement.before.meeting_id)
            announcement = await copies.settle(tx, announcement, meeting, policy, now=now)
        again = announcement.ask_again_at(hours)
        held_before = await tx.restores.held_before()
        if announcement.waits and announcement.due_at <= now:
            await copies.start(tx, announcement, partnership, hours, now=now)
            if held_before is not None and announcement.due_at <= held_before:
                await copies.keep_back(tx, announcement, copies.names)
        elif again is not None and again <= now and hours.next_open_after(now) > now:
            # Nobody was here when it was due, and the office is closed by now.
            await tx.announcements.save(announcement, next_due_at=hours.next_open_after(now))
        elif again is not None and again <= now:
            await copies.ask_again(tx, announcement, now=now)
            if held_before is not None and again <= held_before:
                await copies.keep_back(tx, announcement, copies.questions)
        else:
            await tx.announcements.save(announcement, next_due_at=announcement.due_at if announcement.waits else again)


# --- parts


def _new(draft: Draft, member: Member, due: datetime, *, now: datetime) -> Announcement:
    return Announcement(
        id=0,
        partnership_id=member.partnership.id,
        author_id=member.person.id,
        text=draft.text,
        attachments=draft.attachments,
        audience=draft.audience,
        asks_receipt=draft.asks_receipt,
        newcomers_until=draft.newcomers_until,
        before=draft.before,
        created_at=now,
        due_at=due,
    )


async def _due(
    store: Store, draft: Draft, partnership: Partnership, hours: OfficeHours, *, now: datetime
) -> datetime | None:
    """The moment that was chosen; None for at once. Raises why a meeting cannot decide it."""
    if draft.before is None:
        return draft.at
    meeting = await copies.meeting_of(store, partnership, draft.before.meeting_id)
    if meeting.cancelled:
        raise MeetingCancelled(title=meeting.title, reason=meeting.cancel_reason)
    if meeting.starts_at <= now:
        raise MeetingOver(title=meeting.title)
    return draft.before.due(meeting.starts_at, hours)


def _next_due(announcement: Announcement, member: Member, policy: Policy) -> datetime | None:
    if announcement.waits:
        return announcement.due_at
    return announcement.ask_again_at(policy.hours(member.partnership.zone))

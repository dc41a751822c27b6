"""Copies of announcements, within other use cases' transactions: who gets one, and what became of each."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain import audiences
from bot.domain.announcements import Announcement, Copy, CopyStatus, confirmed
from bot.domain.audiences import Audience, Reach, Reached
from bot.domain.letters import Delivery, Letter
from bot.domain.meetings import Meeting
from bot.domain.notices import AnnouncementCorrected, AnnouncementMade, Notice, ReadingAsked, SkipNotice, Told
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Organisation, Partnership, Person, Speaker
from bot.domain.policy import Policy
from bot.domain.refusals import NotFound
from bot.domain.reminders import Skip
from bot.usecases.cards import seat_answers
from storage.database import Store

OVERTAKEN = "overtaken_by_a_later_change"
WITHDRAWN = "withdrawn"
STOPPED = "stopped"


def once(announcement_id: int, person_id: int) -> str:
    """The outbox's name of a copy: nobody gets two."""
    return f"announcement/{announcement_id}/{person_id}"


async def reach(store: Store, partnership: Partnership, audience: Audience, *, now: datetime) -> Reach:
    """The audience as it is now. Raises NotFound when the meeting it depends on is not of this partnership."""
    today = partnership.today(now)
    partners = await _partners(store, partnership, audience, now=now)
    speakers = await store.people.speakers([partner.id for partner in partners], on=today)
    found: dict[int, tuple[Speaker, list[Organisation]]] = {}
    for partner in partners:
        for speaker in speakers.get(partner.id, ()):
            found.setdefault(speaker.person.id, (speaker, []))[1].append(partner)
    people = tuple(Reached(speaker=speaker, organisations=tuple(of)) for speaker, of in found.values())
    return Reach(organisations=partners, people=people)


async def _partners(
    store: Store, partnership: Partnership, audience: Audience, *, now: datetime
) -> tuple[Organisation, ...]:
    if not audience.of_meeting:
        everybody = await store.people.organisations(partnership.id, on=partnership.today(now))
        return audiences.chosen(audience, everybody)
    meeting = await meeting_of(store, partnership, audience.meeting_id)
    return audiences.chosen_by_answer(audience, meeting, await seat_answers(store, meeting, now=now))


async def meeting_of(store: Store, partnership: Partnership, meeting_id: int | None) -> Meeting:
    """A meeting of that partnership; raises NotFound for any other number."""
    meeting = await store.meetings.get(meeting_id or 0)
    if meeting is None or meeting.partnership_id != partnership.id:
        raise NotFound("meeting")
    return meeting


async def start(
    tx: Store, announcement: Announcement, partnership: Partnership, hours: OfficeHours, *, now: datetime
) -> Announcement:
    """Queue a copy for everybody of the audience who has none yet, or whose copy did not leave."""
    begun = announcement.started(now)
    found = await reach(tx, partnership, begun.audience, now=now)
    await _queue(tx, begun, found.people, now=now, silent=not hours.open_at(now))
    await tx.announcements.save(begun, next_due_at=begun.ask_again_at(hours))
    return begun


async def _queue(
    tx: Store, announcement: Announcement, people: Iterable[Reached], *, now: datetime, silent: bool
) -> None:
    known = {copy.person_id: copy for copy in await tx.announcements.copies(announcement.id)}
    fresh, again = list[Reached](), list[Reached]()
    for each in people:
        copy = known.get(each.speaker.person.id)
        if copy is None:
            fresh.append(each)
        elif copy.unreached and each.speaker.person.reachable:
            again.append(each)
    await tx.announcements.add_copies(_new_copy(announcement, each) for each in fresh)
    for each in again:
        await tx.announcements.set_copy(
            announcement.id, each.speaker.person.id, status=CopyStatus.QUEUED, reason="", revision=announcement.revision
        )
    letters = [_letter(announcement, each.speaker.person, now=now, silent=silent) for each in (*fresh, *again)]
    await tx.outbox.add((letter for letter in letters if letter is not None), now=now)
    await tx.outbox.revive([once(announcement.id, each.speaker.person.id) for each in again], due_at=now, silent=silent)


def _new_copy(announcement: Announcement, reached: Reached) -> Copy:
    person = reached.speaker.person
    return Copy(
        announcement_id=announcement.id,
        person_id=person.id,
        organisation_ids=tuple(organisation.id for organisation in reached.organisations),
        status=CopyStatus.QUEUED if person.reachable else CopyStatus.BLOCKED,
        revision=announcement.revision,
    )


def _letter(announcement: Announcement, person: Person, *, now: datetime, silent: bool) -> Letter | None:
    if not person.reachable:
        return None
    return letter(
        AnnouncementMade(announcement_id=announcement.id),
        once(announcement.id, person.id),
        announcement,
        person,
        now=now,
        silent=silent,
    )


def letter(
    notice: Notice, once: str, announcement: Announcement, person: Person, *, now: datetime, silent: bool
) -> Letter:
    """A notice about an announcement for one person."""
    return Letter(
        once=once,
        notice=notice,
        chat_id=person.chat_id,
        person_id=person.id,
        partnership_id=announcement.partnership_id,
        due_at=now,
        silent=silent,
    )


async def correct(tx: Store, announcement: Announcement, *, now: datetime) -> int:
    """Have every copy that has arrived edited to what the announcement reads now; how many."""
    behind = [
        copy
        for copy in await tx.announcements.copies(announcement.id)
        if copy.message_id is not None and copy.person_id is not None and copy.revision < announcement.revision
    ]
    await tx.outbox.add((_correction(announcement, copy, now=now) for copy in behind), now=now)
    return len(behind)


def _correction(announcement: Announcement, copy: Copy, *, now: datetime) -> Letter:
    return Letter(
        once=f"corrected/{announcement.id}/{announcement.revision}/{copy.person_id}",
        notice=AnnouncementCorrected(announcement_id=announcement.id, revision=announcement.revision),
        chat_id=copy.telegram_id,
        person_id=copy.person_id,
        partnership_id=announcement.partnership_id,
        due_at=now,
        silent=True,
    )


async def hold(tx: Store, announcement: Announcement, status: CopyStatus, reason: str) -> None:
    """No copy leaves any more that has not begun to."""
    waiting = [
        once(announcement.id, copy.person_id)
        for copy in await tx.announcements.copies(announcement.id)
        if copy.status is CopyStatus.QUEUED and copy.person_id is not None
    ]
    await tx.outbox.drop_queued(waiting, reason)
    await tx.announcements.set_queued(announcement.id, status, reason)


async def ask_again(tx: Store, announcement: Announcement, *, now: datetime) -> int:
    """One more try to everybody whose organisations have not confirmed; how many."""
    copies = await tx.announcements.copies(announcement.id)
    letters = list[Letter]()
    for copy in copies:
        person = await tx.people.person_by_id(copy.person_id or 0)
        if person is not None and _still_asked(copy, copies) and _may_be_asked(person, now=now) is None:
            notice = ReadingAsked(announcement_id=announcement.id)
            key = f"reading/{announcement.id}/{person.id}"
            letters.append(letter(notice, key, announcement, person, now=now, silent=False))
    await tx.announcements.save(replace(announcement, asked_again_at=now), next_due_at=None)
    return await tx.outbox.add(letters, now=now)


def _still_asked(copy: Copy, copies: Iterable[Copy]) -> bool:
    return copy.status is CopyStatus.SENT and not set(copy.organisation_ids) <= set(confirmed(copies))


def _may_be_asked(person: Person, *, now: datetime) -> str | None:
    """The reason why a person is not reminded."""
    if not person.reachable:
        return Skip.BLOCKED
    if person.paused(now):
        return Skip.PAUSED
    return None if person.reminders else Skip.SWITCHED_OFF


async def follow_meeting(tx: Store, meeting: Meeting, policy: Policy, *, now: datetime) -> None:
    """What waits for a moment before the meeting moves with it, and is dropped with it."""
    for waiting in await tx.announcements.waiting_for(meeting.id):
        await settle(tx, waiting, meeting, policy, now=now)


async def settle(
    tx: Store, waiting: Announcement, meeting: Meeting | None, policy: Policy, *, now: datetime
) -> Announcement:
    """The announcement as its meeting now decides: at its moment before it, or dropped."""
    if waiting.before is None:
        return waiting
    if meeting is None or meeting.cancelled or meeting.over(now):
        after, due = replace(waiting.stopped(now), dropped=True), None
    else:
        due = waiting.before.due(meeting.starts_at, policy.hours(meeting.zone))
        after = replace(waiting, due_at=due)
    if after != waiting:
        await tx.announcements.save(after, next_due_at=due)
    return after


async def welcome(tx: Store, person: Person, partnership: Partnership, *, now: datetime) -> None:
    """Who joins gets the announcements that newcomers are to have."""
    today = partnership.today(now)
    seats = await tx.people.seats(person.id, partnership.id, on=today)
    for announcement in await tx.announcements.taking_newcomers(partnership.id):
        own = tuple(seat.organisation for seat in seats if announcement.welcomes(seat.organisation, today))
        if not own:
            continue
        speaker = Speaker(person=person, role=seats[0].role)
        await _queue(tx, announcement, [Reached(speaker=speaker, organisations=own)], now=now, silent=False)
        await tx.announcements.touch(announcement.id)


# --- the last look before a copy goes, and what became of it


async def told(tx: Store, delivery: Delivery, person: Person, *, now: datetime) -> tuple[Announcement, Copy]:
    """The announcement and this person's copy as they are at this moment. Raises SkipNotice when it must not go."""
    notice = delivery.notice
    assert isinstance(notice, AnnouncementMade | AnnouncementCorrected | ReadingAsked)
    announcement = await tx.announcements.get(notice.announcement_id)
    copy = await tx.announcements.copy(notice.announcement_id, person.id)
    if announcement is None or copy is None:
        raise SkipNotice(Skip.NO_LONGER_SPEAKS)
    if isinstance(notice, AnnouncementCorrected):
        reason = _correction_skips(notice, announcement, copy)
    else:
        reason = await _halted(tx, announcement, person, now=now)
    if reason is None and isinstance(notice, ReadingAsked):
        copies = await tx.announcements.copies(announcement.id)
        reason = _may_be_asked(person, now=now) if _still_asked(copy, copies) else Skip.ANSWERED
    if reason is not None:
        raise SkipNotice(reason)
    return announcement, copy


def _correction_skips(notice: AnnouncementCorrected, announcement: Announcement, copy: Copy) -> str | None:
    if notice.revision < announcement.revision:
        return OVERTAKEN
    if copy.message_id is None:
        return "never_arrived_here"
    return "shows_it_already" if copy.revision >= announcement.revision else None


async def _halted(tx: Store, announcement: Announcement, person: Person, *, now: datetime) -> str | None:
    if announcement.withdrawn_at is not None:
        return WITHDRAWN
    if announcement.stopped_at is not None:
        return STOPPED
    member = await tx.people.member(person.telegram_id, announcement.partnership_id, now=now)
    return None if member is not None and member.seats else Skip.NO_LONGER_SPEAKS


async def sent(tx: Store, delivery: Delivery, told: Told, message_id: int, *, now: datetime) -> None:
    """A copy arrived, or was edited. What was corrected while it was on its way follows at once."""
    shown = told.announcement
    if shown is None or delivery.person_id is None or isinstance(delivery.notice, ReadingAsked):
        return
    facts = {"revision": shown.revision}
    if isinstance(delivery.notice, AnnouncementMade):
        arrived = {"status": CopyStatus.SENT, "reason": "", "message_id": message_id, "sent_at": now}
        await tx.announcements.set_copy(shown.id, delivery.person_id, **arrived, **facts)
        current = await tx.announcements.get(shown.id)
        copy = await tx.announcements.copy(shown.id, delivery.person_id)
        if current is not None and copy is not None and current.revision > shown.revision:
            await tx.outbox.add([_correction(current, copy, now=now)], now=now)
    else:
        await tx.announcements.set_copy(shown.id, delivery.person_id, **facts)
    await tx.announcements.touch(shown.id)


async def not_sent(tx: Store, delivery: Delivery, status: CopyStatus, reason: str) -> None:
    """A copy was skipped, or Telegram refused it; an edit that failed leaves the copy as it was."""
    notice = delivery.notice
    if isinstance(notice, AnnouncementMade) and delivery.person_id is not None:
        facts = {"status": status, "reason": reason, "possibly_twice": delivery.possibly_twice}
        await tx.announcements.set_copy(notice.announcement_id, delivery.person_id, **facts)
    if isinstance(notice, AnnouncementMade | AnnouncementCorrected):
        await tx.announcements.touch(notice.announcement_id)


async def skipped(tx: Store, delivery: Delivery, reason: str) -> None:
    kinds = {Skip.BLOCKED.value: CopyStatus.BLOCKED, STOPPED: CopyStatus.STOPPED}
    await not_sent(tx, delivery, kinds.get(str(reason), CopyStatus.SKIPPED), str(reason))


async def doubted(tx: Store, delivery: Delivery) -> None:
    """It may have arrived, and goes once more."""
    if isinstance(delivery.notice, AnnouncementMade) and delivery.person_id is not None:
        await tx.announcements.set_copy(delivery.notice.announcement_id, delivery.person_id, possibly_twice=True)

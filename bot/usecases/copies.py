"""Copies of announcements, within other use cases' transactions: who gets one, and what is asked of each."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain import audiences
from bot.domain.announcements import Announcement, Copy, CopyStatus, confirmed
from bot.domain.audiences import Audience, Reach, Reached
from bot.domain.letters import Letter
from bot.domain.meetings import Meeting
from bot.domain.notices import AnnouncementCorrected, AnnouncementMade, Notice, ReadingAsked
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Organisation, Partnership, Person, Speaker
from bot.domain.policy import Policy
from bot.domain.refusals import NotFound
from bot.domain.reminders import Skip
from bot.usecases.cards import seat_answers
from storage.database import Store


def once(announcement_id: int, person_id: int) -> str:
    """The outbox's name of a copy: nobody gets two."""
    return f"announcement/{announcement_id}/{person_id}"


def once_text(announcement_id: int, person_id: int) -> str:
    """The outbox's name of the text below an album."""
    return f"{once(announcement_id, person_id)}/text"


def names(announcement_id: int, person_ids: Iterable[int]) -> list[str]:
    """Everything that copies for these people are called in the outbox."""
    return [named(announcement_id, one) for one in person_ids for named in (once, once_text)]


def questions(announcement_id: int, person_ids: Iterable[int]) -> list[str]:
    """What the questions whether they have read it are called in the outbox."""
    return [f"reading/{announcement_id}/{one}" for one in person_ids]


async def keep_back(
    tx: Store, announcement: Announcement, named: Callable[[int, Iterable[int]], Iterable[str]]
) -> None:
    """What was queued just now was due before the store was restored: it waits for a coordinator."""
    people = [copy.person_id for copy in await tx.announcements.copies(announcement.id) if copy.person_id is not None]
    await tx.outbox.hold(named(announcement.id, people))


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
    revived = names(announcement.id, [each.speaker.person.id for each in again])
    await tx.outbox.revive(revived, due_at=now, silent=silent)


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
        AnnouncementMade(announcement_id=announcement.id, files=len(announcement.attachments)),
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
        if copy.person_id is not None and copy.revision < announcement.revision and to_be_edited(announcement, copy)
    ]
    await tx.outbox.add((correction(announcement, copy, now=now) for copy in behind), now=now)
    return len(behind)


def to_be_edited(announcement: Announcement, copy: Copy) -> bool:
    """Whether something of a copy is in its chat; of an album without its text yet, only taking it back is a matter."""
    return copy.message_id is not None or (announcement.withdrawn_at is not None and bool(copy.album))


def correction(announcement: Announcement, copy: Copy, *, now: datetime) -> Letter:
    """The letter that edits a copy to what the announcement reads now; another one once its text has arrived, too."""
    return Letter(
        once=f"corrected/{announcement.id}/{announcement.revision}/{copy.person_id}/{copy.message_id or 0}",
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
        copy.person_id
        for copy in await tx.announcements.copies(announcement.id)
        if copy.status is CopyStatus.QUEUED and copy.person_id is not None
    ]
    await tx.outbox.drop_queued(names(announcement.id, waiting), reason)
    await tx.announcements.set_queued(announcement.id, status, reason)


async def ask_again(tx: Store, announcement: Announcement, *, now: datetime) -> int:
    """One more try to everybody whose organisations have not confirmed; how many."""
    copies = await tx.announcements.copies(announcement.id)
    letters = list[Letter]()
    for copy in copies:
        person = await tx.people.person_by_id(copy.person_id or 0)
        if person is not None and still_asked(copy, copies) and may_be_asked(person, now=now) is None:
            notice = ReadingAsked(announcement_id=announcement.id)
            (key,) = questions(announcement.id, [person.id])
            letters.append(letter(notice, key, announcement, person, now=now, silent=False))
    await tx.announcements.save(replace(announcement, asked_again_at=now), next_due_at=None)
    return await tx.outbox.add(letters, now=now)


def still_asked(copy: Copy, copies: Iterable[Copy]) -> bool:
    """Whether an organisation that this copy was for has not confirmed."""
    return copy.status is CopyStatus.SENT and not set(copy.organisation_ids) <= set(confirmed(copies))


def may_be_asked(person: Person, *, now: datetime) -> str | None:
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

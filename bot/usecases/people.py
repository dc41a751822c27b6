"""Who is who: joining by invitation, a person's own settings, being reachable, being erased."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.letters import Letter
from bot.domain.meetings import Meeting
from bot.domain.notices import MeetingAnnounced, Notice, PartnerJoined, PersonUnreachable
from bot.domain.people import Dossier, Known, Language, Member, Offer, Partnership, Person
from bot.domain.refusals import InvitationUnusable, LastCoordinator, NotFound, NotInvited
from bot.usecases import copies
from storage.database import Database, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What Telegram tells of somebody who accepts an invitation."""

    telegram_id: int
    name: str
    language: Language


async def who(db: Database, telegram_id: int, *, now: datetime) -> Known | None:
    """The person behind a Telegram account with all their partnerships; None for a stranger."""
    async with db.snapshot() as store:
        return await store.people.known(telegram_id, now=now)


async def offer(db: Database, token: str, *, now: datetime) -> Offer:
    """What an invitation offers. Raises InvitationUnusable, the same for every cause."""
    async with db.snapshot() as store:
        return await _offer(store, token, now=now)


async def accept(db: Database, token: str, newcomer: Newcomer, *, notice_version: str, now: datetime) -> Offer:
    """Join by invitation, having read the notice. Pressing again after having joined is a non-event."""
    async with db.transaction() as tx:
        invitation = await tx.invitations.by_token(token)
        person = await tx.people.person(newcomer.telegram_id)
        if invitation is not None and person is not None and not invitation.open(now):
            joined = await _joined_already(tx, token, person, now=now)
            if joined is not None:
                return joined
        found = await _offer(tx, token, now=now)
        if not await tx.invitations.use(found.invitation.id):
            raise InvitationUnusable
        person = await _agree(tx, newcomer, notice_version, now=now)
        await _take_role(tx, person, found, now=now)
        await _tell_coordinators(tx, person, found, now=now)
        await _send_coming_cards(tx, person, found.partnership, now=now)
        await copies.welcome(tx, person, found.partnership, now=now)
        await touch_coming(tx, found.partnership.id, now=now)
        return found


async def agree_again(db: Database, telegram_id: int, *, notice_version: str, now: datetime) -> Known:
    """A person who is known already confirms the notice, for instance a newer version of it."""
    async with db.transaction() as tx:
        person = await _must_know(tx, telegram_id)
        await tx.people.save_person(replace(person, agreed_at=now, notice_version=notice_version))
        return await _known(tx, telegram_id, now=now)


async def set_language(db: Database, telegram_id: int, language: Language, *, now: datetime) -> Known:
    """From now on everything is told in this language; the cards in the person's chat are told again in it."""
    async with db.transaction() as tx:
        person = await _must_know(tx, telegram_id)
        await tx.people.save_person(replace(person, language=language))
        for card in await tx.cards.in_chat(person.chat_id):
            await tx.meetings.touch(card.meeting_id)
        return await _known(tx, telegram_id, now=now)


async def set_reminders(db: Database, telegram_id: int, wanted: bool, *, now: datetime) -> Known:
    return await _changed(db, telegram_id, now=now, reminders=wanted)


async def pause_until(db: Database, telegram_id: int, until: datetime | None, *, now: datetime) -> Known:
    """No reminders before that moment; None ends the pause."""
    return await _changed(db, telegram_id, now=now, paused_until=until)


async def choose_partnership(db: Database, telegram_id: int, partnership_id: int, *, now: datetime) -> Known:
    """Which partnership this person's commands mean from now on."""
    async with db.transaction() as tx:
        if await tx.people.member(telegram_id, partnership_id, now=now) is None:
            raise NotFound("partnership")
        person = await _must_know(tx, telegram_id)
        await tx.people.save_person(replace(person, current_partnership_id=partnership_id))
        return await _known(tx, telegram_id, now=now)


async def blocked(db: Database, telegram_id: int, *, now: datetime) -> None:
    """The person blocked the bot; a stranger's block means nothing."""
    async with db.transaction() as tx:
        person = await tx.people.person(telegram_id)
        if person is not None and person.reachable:
            await note_unreachable(tx, person, now=now)


async def unblocked(db: Database, telegram_id: int) -> None:
    async with db.transaction() as tx:
        person = await tx.people.person(telegram_id)
        if person is not None and not person.reachable:
            await tx.people.save_person(replace(person, blocked_at=None))


async def dossier(db: Database, telegram_id: int, *, now: datetime) -> Dossier:
    """Everything stored about the person."""
    async with db.snapshot() as store:
        known = await store.people.known(telegram_id, now=now)
        if known is None:
            raise NotInvited
        person = known.person
        seats = [
            (partnership.name, seat)
            for partnership in await store.people.partnerships()
            for seat in await store.people.seats(person.id, partnership.id, on=None)
        ]
        return Dossier(
            person=person,
            speaks_for=tuple(seats),
            coordinates=tuple(member.partnership.name for member in known.coordinates),
            answers=await _answers(store, person),
            reports=tuple(await store.reports.answers_by(person.id)),
            received=await store.outbox.of_person(person.id),
            announcements=await store.announcements.of_person(person.id),
            feeds=await store.feeds.working(person.id),
            inbox=await store.inbox.kept_of_chat(person.chat_id),
        )


async def erase(db: Database, telegram_id: int, *, now: datetime) -> Person:
    """Take the person out of the store; what their organisations answered stays counted.

    Raises LastCoordinator while a partnership would be left without anybody to run it.
    """
    async with db.transaction() as tx:
        known = await _known(tx, telegram_id, now=now)
        for member in known.coordinates:
            if len(await tx.people.coordinators(member.partnership.id)) == 1:
                raise LastCoordinator(partnership=member.partnership.name)
        person = known.person
        await tx.rsvps.forget_name(person.id)
        await tx.reports.forget_name(person.id)
        await tx.outbox.drop_of_person(person.id)
        await tx.outbox.drop_about(person.id)
        await tx.inbox.blank_chat(person.chat_id)
        await tx.people.erase(person.id)
        return person


# --- inside the transaction of the use case that calls them


async def touch_coming(tx: Store, partnership_id: int, *, now: datetime) -> None:
    """Who is invited, who can be reached or what a partner is called has changed: the cards to come show it."""
    for meeting in await tx.meetings.between([partnership_id], now):
        await tx.meetings.touch(meeting.id)


async def note_unreachable(tx: Store, person: Person, *, now: datetime) -> None:
    """Keep that the person blocked the bot, and tell the coordinators once."""
    await tx.people.save_person(replace(person, blocked_at=now))
    known = await tx.people.known(person.telegram_id, now=now)
    for member in known.members if known else ():
        notice = PersonUnreachable(
            person_name=person.name,
            organisation_names=tuple(organisation.name for organisation in member.organisations),
            nobody_left=await _nobody_left(tx, member, now=now),
        )
        await _tell(tx, member.partnership, notice, f"unreachable/{person.id}/{now.isoformat()}", person, now=now)


async def _nobody_left(tx: Store, member: Member, *, now: datetime) -> bool:
    ids = [organisation.id for organisation in member.organisations]
    speakers = await tx.people.speakers(ids, on=member.partnership.today(now))
    return bool(ids) and all(not speaker.person.reachable for those in speakers.values() for speaker in those)


async def _tell(
    tx: Store, partnership: Partnership, notice: Notice, once: str, about: Person, *, now: datetime
) -> None:
    """Tell every coordinator but the person it is about, without sound."""
    await tx.outbox.add(
        [
            Letter(
                once=f"{once}/{coordinator.id}",
                notice=notice,
                chat_id=coordinator.chat_id,
                person_id=coordinator.id,
                partnership_id=partnership.id,
                due_at=now,
                silent=True,
            )
            for coordinator in await tx.people.coordinators(partnership.id)
            if coordinator.id != about.id and coordinator.reachable
        ],
        now=now,
    )


async def _offer(store: Store, token: str, *, now: datetime) -> Offer:
    invitation = await store.invitations.by_token(token)
    if invitation is None or not invitation.open(now):
        raise InvitationUnusable
    partnership = await store.people.partnership(invitation.partnership_id)
    organisation = await store.people.organisation(invitation.organisation_id or 0)
    if partnership is None or (organisation is not None and not organisation.belongs_on(partnership.today(now))):
        raise InvitationUnusable
    return Offer(invitation=invitation, partnership=partnership, organisation=organisation)


async def _joined_already(tx: Store, token: str, person: Person, *, now: datetime) -> Offer | None:
    """The offer of a used invitation, for the one who used it: their second press is no mistake of theirs."""
    invitation = await tx.invitations.by_token(token)
    if invitation is None:
        return None
    member = await tx.people.member(person.telegram_id, invitation.partnership_id, now=now)
    if member is None:
        return None
    if invitation.organisation_id is None:
        return (
            Offer(invitation=invitation, partnership=member.partnership, organisation=None)
            if member.coordinator
            else None
        )
    for organisation in member.organisations:
        if organisation.id == invitation.organisation_id:
            return Offer(invitation=invitation, partnership=member.partnership, organisation=organisation)
    return None


async def _agree(tx: Store, newcomer: Newcomer, notice_version: str, *, now: datetime) -> Person:
    person = await tx.people.add_person(newcomer.telegram_id, newcomer.name, newcomer.language)
    agreed = replace(person, agreed_at=now, notice_version=notice_version, name=newcomer.name, blocked_at=None)
    await tx.people.save_person(agreed)
    return agreed


async def _take_role(tx: Store, person: Person, found: Offer, *, now: datetime) -> None:
    today = found.partnership.today(now)
    if found.organisation is None:
        await tx.people.make_coordinator(person.id, found.partnership.id, since=today)
    else:
        await tx.people.add_membership(person.id, found.organisation.id, found.invitation.role, since=today)


async def _tell_coordinators(tx: Store, person: Person, found: Offer, *, now: datetime) -> None:
    name = found.organisation.name if found.organisation else ""
    notice = PartnerJoined(person_name=person.name, organisation_name=name)
    await _tell(tx, found.partnership, notice, f"joined/{found.invitation.id}/{person.id}", person, now=now)


async def _send_coming_cards(tx: Store, person: Person, partnership: Partnership, *, now: datetime) -> None:
    """Who joins late is asked about the meetings to come like everybody else."""
    meetings = await tx.meetings.between([partnership.id], now)
    await tx.outbox.add([_card_letter(meeting, person, now=now) for meeting in _open(meetings, now)], now=now)


def _open(meetings: Iterable[Meeting], now: datetime) -> list[Meeting]:
    return [meeting for meeting in meetings if not meeting.closed(now)]


def _card_letter(meeting: Meeting, person: Person, *, now: datetime) -> Letter:
    return Letter(
        once=f"announced/{meeting.id}/{person.id}",
        notice=MeetingAnnounced(meeting_id=meeting.id),
        chat_id=person.chat_id,
        person_id=person.id,
        partnership_id=meeting.partnership_id,
        due_at=max(now, meeting.announced_at),
        pointless_at=meeting.ends_at,
    )


async def _answers(store: Store, person: Person) -> tuple[tuple[str, str, str, datetime], ...]:
    found = []
    for rsvp in await store.rsvps.given_by(person.id):
        meeting = await store.meetings.get(rsvp.meeting_id)
        organisation = await store.people.organisation(rsvp.organisation_id)
        if meeting is not None and organisation is not None:
            found.append((meeting.title, organisation.name, rsvp.answer.value, rsvp.answered_at))
    return tuple(found)


async def _changed(db: Database, telegram_id: int, *, now: datetime, **fields: object) -> Known:
    async with db.transaction() as tx:
        person = await _must_know(tx, telegram_id)
        await tx.people.save_person(replace(person, **fields))  # type: ignore[arg-type]  # the callers name the fields
        return await _known(tx, telegram_id, now=now)


async def _must_know(tx: Store, telegram_id: int) -> Person:
    person = await tx.people.person(telegram_id)
    if person is None:
        raise NotInvited
    return person


async def _known(tx: Store, telegram_id: int, *, now: datetime) -> Known:
    known = await tx.people.known(telegram_id, now=now)
    if known is None:
        raise NotInvited
    return known

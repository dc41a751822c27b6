"""What goes out: reserve what is due, look once more whether it should go, and record what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import calendars
from bot.domain.announcements import CopyStatus
from bot.domain.letters import Delivery, Letter, ShownCard
from bot.domain.meetings import Meeting
from bot.domain.notices import (
    AnnouncementCorrected,
    AnnouncementMade,
    AnsweredForYou,
    AnswerReminder,
    CalendarFileSent,
    CardRetired,
    MeetingAnnounced,
    MeetingCalledOff,
    MeetingChanged,
    MeetingReminder,
    Notice,
    PersonUnreachable,
    ReadingAsked,
    SkipNotice,
    Told,
)
from bot.domain.people import Member, Organisation, Person
from bot.domain.policy import Policy
from bot.domain.refusals import NotFound
from bot.domain.reminders import Skip, held_back, plan
from bot.domain.rsvps import Card
from bot.usecases import copies
from bot.usecases.calendars import entry_for
from bot.usecases.cards import facts, visible
from bot.usecases.people import note_unreachable
from storage.database import Database, Store

OVERTAKEN = "overtaken_by_a_later_change"
AFTER_A_CRASH = timedelta(seconds=3)
"""A letter in doubt goes again only when its new sender has lived so long: in a row of crashes it would become
doubtful a second time, and a letter in doubt twice is sent no third time, so it could be lost."""
LONGEST_PAUSE = timedelta(minutes=1)  # between two tries while Telegram is away, however long that lasts


@dataclass(frozen=True, slots=True)
class Begun:
    """A letter that must be sent now: its words' facts, and the card that it answers or replaces in its chat."""

    delivery: Delivery
    told: Told
    shown: ShownCard | None


async def take_due(
    db: Database,
    *,
    now: datetime,
    real_now: datetime,
    owner: str,
    lease: timedelta,
    limit: int,
    busy: Collection[int] = (),
) -> list[Delivery]:
    """Reserve letters whose moment has come, none for a busy chat. The write lock is taken only when there are some."""
    async with db.snapshot() as store:
        due = await store.outbox.next_due()
    if due is None or due > now:
        return []
    async with db.apart() as tx:
        return await tx.outbox.take_due(
            now=now, real_now=real_now, owner=owner, lease_until=real_now + lease, limit=limit, but_not=busy
        )


async def begin(
    db: Database,
    delivery: Delivery,
    policy: Policy,
    *,
    owner: str,
    now: datetime,
    real_now: datetime,
    lease: timedelta,
) -> Begun | str | None:
    """Mark the letter as on its way and load its facts, or skip it: then the reason's name comes back.

    None when another process has taken it over. The request to Telegram must follow at once.
    """
    async with db.transaction() as tx:
        begun = await tx.outbox.begin(delivery.id, owner=owner, lease_until=real_now + lease)
        if begun is None:
            return None
        try:
            told, shown = await _told(tx, begun, policy, now=now)
        except SkipNotice as skip:
            await tx.outbox.skipped(begun.id, skip.reason)
            await copies.skipped(tx, begun, skip.reason)
            return skip.reason
        return Begun(begun, told, shown)


async def sent(db: Database, begun: Begun, message_id: int, digest: str, *, now: datetime) -> None:
    """Telegram accepted it. A card or a reminder is the chat's card of the meeting from now on."""
    async with db.transaction() as tx:
        await tx.outbox.sent(begun.delivery.id, message_id, now=now)
        await copies.sent(tx, begun.delivery, begun.told, message_id, now=now)
        card = begun.told.card
        if card is None or begun.delivery.person_id is None or not _becomes_card(begun):
            return
        # As it is now, not as it was when the request left: a press meanwhile may have brought a card of its own.
        earlier = await tx.cards.get(card.meeting.id, begun.delivery.chat_id)
        await tx.cards.put(
            ShownCard(
                meeting_id=card.meeting.id,
                chat_id=begun.delivery.chat_id,
                person_id=begun.delivery.person_id,
                message_id=message_id,
                digest=digest,
                shown_version=card.version,
                file_sent=earlier is not None and earlier.file_sent,
            )
        )
        if earlier is not None and earlier.message_id != message_id:
            await tx.outbox.add([_retire(begun, earlier, now=now)], now=now)


async def later(
    db: Database, begun: Begun, *, error: str, wait: timedelta, maybe_delivered: bool, now: datetime
) -> None:
    """Telegram did not take it, or its answer was lost. What may have arrived is sent again once, and marked so."""
    async with db.transaction() as tx:
        if maybe_delivered:
            await _doubt(tx, begun.delivery, error, now=now + wait)
        else:
            patience = min(wait * begun.delivery.attempts, LONGEST_PAUSE)
            await tx.outbox.later(begun.delivery.id, due_at=now + max(wait, patience), error=error)


async def undeliverable(db: Database, begun: Begun, *, error: str, blocked: bool, now: datetime) -> None:
    """It will not be tried again. A person who blocked the bot is noted, and the coordinators hear of it."""
    async with db.transaction() as tx:
        await tx.outbox.failed(begun.delivery.id, error)
        await copies.not_sent(tx, begun.delivery, CopyStatus.BLOCKED if blocked else CopyStatus.FAILED, error)
        person = await tx.people.person_by_id(begun.delivery.person_id or 0)
        if blocked and person is not None and person.reachable:
            await note_unreachable(tx, person, now=now)


async def migrated(db: Database, begun: Begun, new_chat_id: int, *, now: datetime) -> None:
    """The group has a new number: everything for it goes there."""
    async with db.transaction() as tx:
        await tx.outbox.later(begun.delivery.id, due_at=now, error="chat migrated")
        await tx.outbox.reroute(begun.delivery.chat_id, new_chat_id)


async def recover(db: Database, *, dead: Collection[str], now: datetime, real_now: datetime) -> int:
    """Free what dead owners held; what was on its way goes out once more, marked "possibly twice"."""
    async with db.snapshot() as store:
        doubtful = await store.outbox.doubtful(real_now=real_now, dead=dead)
    if not doubtful and not dead:
        return 0
    async with db.transaction() as tx:
        for delivery in await tx.outbox.doubtful(real_now=real_now, dead=dead):
            await _doubt(tx, delivery, "its sender died on the way", now=now + AFTER_A_CRASH)
        released = await tx.outbox.release(dead) if dead else 0
        if dead:
            await tx.cards.release(dead)
            await tx.announcements.release(dead)
    return len(doubtful) + released


async def give_back(db: Database, deliveries: Sequence[Delivery], *, owner: str) -> None:
    """We stop: others may have what we had reserved."""
    async with db.transaction() as tx:
        await tx.outbox.let_go([delivery.id for delivery in deliveries], owner=owner)


# --- what may have arrived


async def _doubt(tx: Store, delivery: Delivery, error: str, *, now: datetime) -> None:
    """It may have arrived. Harmless repetitions go again; a message goes again once; after that it stands as it is."""
    if isinstance(delivery.notice, CardRetired | AnnouncementCorrected):
        await tx.outbox.later(delivery.id, due_at=now, error=error)
    elif delivery.possibly_twice:
        told = f"{error}; sent twice already, either may have arrived"
        await tx.outbox.failed(delivery.id, told)
        await copies.not_sent(tx, delivery, CopyStatus.FAILED, told)
    else:
        await tx.outbox.later(delivery.id, due_at=now, error=error, possibly_twice=True)
        await copies.doubted(tx, delivery)


# --- the last look before it goes


async def _told(tx: Store, delivery: Delivery, policy: Policy, *, now: datetime) -> tuple[Told, ShownCard | None]:
    """The notice's facts as they are at this moment. Raises SkipNotice when it must not go."""
    notice = delivery.notice
    person = await tx.people.person_by_id(delivery.person_id or 0)
    if person is None:
        raise SkipNotice("person_unknown")
    if not person.reachable:
        raise SkipNotice(Skip.BLOCKED)
    if delivery.pointless_at is not None and now >= delivery.pointless_at:
        raise SkipNotice(Skip.POINTLESS)
    if isinstance(notice, AnnouncementMade | AnnouncementCorrected | ReadingAsked):
        announcement, copy = await copies.told(tx, delivery, person, now=now)
        partnership = await tx.people.partnership(announcement.partnership_id)
        told = Told(notice=notice, reader=person, partnership=partnership, announcement=announcement, copy=copy)
        return told, None
    meeting_id = getattr(notice, "meeting_id", None)
    if meeting_id is None:
        partnership = await tx.people.partnership(delivery.partnership_id or 0)
        if isinstance(notice, PersonUnreachable) and partnership is None:
            raise SkipNotice(Skip.NO_LONGER_SPEAKS)
        return Told(notice=notice, reader=person, partnership=partnership), None
    card, member = await _card(tx, person, meeting_id, now=now)
    shown = await tx.cards.get(meeting_id, delivery.chat_id)
    _check_meeting(delivery, card.meeting, shown)
    if isinstance(notice, AnswerReminder | MeetingReminder):
        _check_reminder(delivery, card, person, policy, now=now)
    told = Told(
        notice=notice,
        reader=person,
        partnership=member.partnership,
        card=card,
        entry=await _entry(tx, delivery, card, member, now=now),
        organisation=await _organisation(tx, notice),
    )
    return told, shown


async def _organisation(tx: Store, notice: Notice) -> Organisation | None:
    organisation_id = getattr(notice, "organisation_id", None)
    return None if organisation_id is None else await tx.people.organisation(organisation_id)


async def _card(tx: Store, person: Person, meeting_id: int, *, now: datetime) -> tuple[Card, Member]:
    try:
        found, member = await visible(tx, person.telegram_id, meeting_id, now=now)
    except NotFound as unseen:
        raise SkipNotice(Skip.NO_LONGER_SPEAKS) from unseen
    return await facts(tx, found, member, now=now), member


def _check_meeting(delivery: Delivery, meeting: Meeting, shown: ShownCard | None) -> None:
    """Raise SkipNotice for a notice that the meeting has overtaken."""
    notice, reason = delivery.notice, None
    if isinstance(notice, MeetingAnnounced):
        reason = "card_shown_already" if shown is not None else _if(meeting.cancelled, Skip.CANCELLED)
    elif isinstance(notice, MeetingChanged):
        # Without a card it is still on its way, and will show the new facts by itself.
        reason = "announcement_tells" if shown is None else _overtaken(meeting, notice.revision)
    elif isinstance(notice, MeetingCalledOff):
        reason = _if(shown is None, "never_announced_here")
    elif isinstance(notice, CalendarFileSent):
        reason = _if(notice.revision < meeting.revision, OVERTAKEN)
    elif isinstance(notice, CardRetired):
        reason = _if(shown is not None and shown.message_id == notice.message_id, "still_the_card")
    elif isinstance(notice, AnsweredForYou):
        reason = _if(meeting.cancelled, Skip.CANCELLED)
    if reason is not None:
        raise SkipNotice(reason)


def _overtaken(meeting: Meeting, revision: int) -> str | None:
    return _if(meeting.cancelled or revision < meeting.revision, OVERTAKEN)


def _if(holds: bool, reason: str) -> str | None:
    return reason if holds else None


def _check_reminder(delivery: Delivery, card: Card, person: Person, policy: Policy, *, now: datetime) -> None:
    """Ask the rule itself once more, with the meeting and the answers as they are now."""
    notice = delivery.notice
    assert isinstance(notice, AnswerReminder | MeetingReminder)
    planned = plan(card.meeting, policy.rules, policy.hours(card.meeting.zone))
    for rule in planned:
        if rule.rule.key == notice.rule:
            if rule.counts_from != notice.counts_from:
                raise SkipNotice(Skip.MOVED)
            reason = held_back(rule, card.meeting, person, card.own, now=now)
            if reason is not None:
                raise SkipNotice(reason)
            return
    raise SkipNotice("rule_no_longer_configured")


async def _entry(tx: Store, delivery: Delivery, card: Card, member: Member, *, now: datetime) -> calendars.Entry | None:
    if not isinstance(delivery.notice, CalendarFileSent):
        return None
    return await entry_for(tx, card.meeting, member, now=now)


def _becomes_card(begun: Begun) -> bool:
    return isinstance(begun.delivery.notice, MeetingAnnounced | AnswerReminder | MeetingReminder)


def _retire(begun: Begun, shown: ShownCard, *, now: datetime) -> Letter:
    return Letter(
        once=f"retired/{shown.meeting_id}/{shown.chat_id}/{shown.message_id}",
        notice=CardRetired(meeting_id=shown.meeting_id, message_id=shown.message_id),
        chat_id=shown.chat_id,
        person_id=shown.person_id,
        partnership_id=begun.delivery.partnership_id,
        due_at=now,
        silent=True,
    )

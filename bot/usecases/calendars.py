"""Calendars: secret addresses, what a feed shows, and the facts of a meeting's .ics file."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from bot.domain.calendars import FEED_FUTURE, FEED_PAST, Calendar, Entry, Feed, FeedKind, OwnAnswer, entry
from bot.domain.meetings import Meeting
from bot.domain.people import Known, Language, Member, Organisation, Partnership
from bot.domain.refusals import NotFound, NotInvited
from bot.domain.rsvps import Rsvp
from bot.usecases.cards import visible
from storage.database import Database, Store

SECRET_BYTES = 24  # 192 bits: the address is all that protects a feed


async def feeds_of(db: Database, telegram_id: int, *, now: datetime) -> tuple[Feed, ...]:
    """The person's own feed and those of their partnerships; one that is missing or was withdrawn is made."""
    async with db.transaction() as tx:
        return await _feeds(tx, telegram_id, now=now)


async def renew(db: Database, telegram_id: int, feed_id: int, *, now: datetime) -> tuple[Feed, ...]:
    """A new secret address; the old one stops working at once."""
    async with db.transaction() as tx:
        await _own_feed(tx, telegram_id, feed_id, now=now)
        await tx.feeds.withdraw(feed_id, now=now)
        return await _feeds(tx, telegram_id, now=now)


async def withdraw(db: Database, telegram_id: int, feed_id: int, *, now: datetime) -> Feed:
    """The address stops working; /kalendarz makes a new one when it is wanted again."""
    async with db.transaction() as tx:
        feed = await _own_feed(tx, telegram_id, feed_id, now=now)
        await tx.feeds.withdraw(feed_id, now=now)
        return feed


async def version(db: Database, secret: str, *, now: datetime) -> tuple[Feed, str, datetime] | None:
    """A cheap look whether a feed has changed: its version and its newest change. None for an unknown secret.

    The version also rises with the day: the window of a feed moves with it, and a cancelled meeting drops out.
    """
    async with db.snapshot() as store:
        feed = await store.feeds.with_secret(secret)
        if feed is None:
            return None
        scope = await _scope(store, feed, now=now)
        count, revisions, changed = await store.meetings.stamp(scope.homes, announced_by=now)
        changes, answered = await store.rsvps.changes_of(scope.ever)
        days = [partnership.today(now) for partnership in scope.partnerships]
        shown = repr((feed.id, scope, count, revisions, changes, days)).encode()
        midnights = (_midnight(partnership, now) for partnership in scope.partnerships)
        moments = (moment for moment in (changed, answered, *midnights) if moment is not None)
        return feed, hashlib.sha256(shown).hexdigest()[:32], max(moments, default=feed.created_at)


async def calendar(db: Database, secret: str, *, now: datetime) -> Calendar | None:
    """Everything a feed shows; None for an unknown or withdrawn secret."""
    async with db.snapshot() as store:
        feed = await store.feeds.with_secret(secret)
        if feed is None:
            return None
        return await _calendar(store, await _scope(store, feed, now=now), now=now)


async def all_coming(db: Database, telegram_id: int, *, now: datetime) -> Calendar:
    """Every coming meeting of the person, for one .ics file."""
    async with db.snapshot() as store:
        known = await _known(store, telegram_id, now=now)
        found = await _calendar(store, await _scope_of(store, known), now=now)
        return replace(found, entries=tuple(entry for entry in found.entries if not entry.meeting.over(now)))


async def meeting_entry(db: Database, telegram_id: int, meeting_id: int, *, now: datetime) -> Entry:
    """One meeting as it stands in the person's calendar. Raises NotFound when they may not see it."""
    async with db.snapshot() as store:
        found, member = await visible(store, telegram_id, meeting_id, now=now)
        return await entry_for(store, found.meeting, member, now=now)


async def entry_for(store: Store, meeting: Meeting, member: Member, *, now: datetime) -> Entry:
    """The same facts, inside a transaction of another use case."""
    seats = await store.people.seats(member.person.id, meeting.partnership_id, on=None)
    rsvps = await store.rsvps.of_organisations([seat.organisation.id for seat in seats], [meeting.id])
    return _entry(meeting, member.partnership, rsvps, member.organisations)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose meetings a calendar shows, in which language, whose answers it shows, and whose changes it counts."""

    kind: FeedKind
    language: Language
    partnerships: tuple[Partnership, ...] = ()
    seats: tuple[Organisation, ...] = ()
    ever: tuple[int, ...] = ()  # every organisation spoken for at any time: SEQUENCE must not fall when one is left

    @property
    def homes(self) -> dict[int, Partnership]:
        return {partnership.id: partnership for partnership in self.partnerships}


async def _scope(store: Store, feed: Feed, *, now: datetime) -> _Scope:
    if feed.partnership_id is not None:
        partnership = await store.people.partnership(feed.partnership_id)
        if partnership is None:
            return _Scope(feed.kind, Language.POLISH)
        return _Scope(feed.kind, partnership.language, (partnership,))
    person = await store.people.person_by_id(feed.person_id or 0)
    known = await store.people.known(person.telegram_id, now=now) if person else None
    return _Scope(feed.kind, Language.POLISH) if known is None else await _scope_of(store, known)


async def _scope_of(store: Store, known: Known) -> _Scope:
    partnerships = tuple(member.partnership for member in known.members)
    ever = [
        seat.organisation.id
        for partnership in partnerships
        for seat in await store.people.seats(known.person.id, partnership.id, on=None)
    ]
    seats = tuple(organisation for member in known.members for organisation in member.organisations)
    return _Scope(FeedKind.PERSON, known.person.language, partnerships, seats, tuple(dict.fromkeys(ever)))


async def _calendar(store: Store, scope: _Scope, *, now: datetime) -> Calendar:
    found = await store.meetings.between(scope.homes, now - FEED_PAST, now + FEED_FUTURE)
    meetings = [meeting for meeting in found if _shown(meeting, now)]
    answers: dict[int, list[Rsvp]] = {}
    for rsvp in await store.rsvps.of_organisations(scope.ever, [meeting.id for meeting in meetings]):
        answers.setdefault(rsvp.meeting_id, []).append(rsvp)
    return Calendar(
        kind=scope.kind,
        language=scope.language,
        partnerships=scope.partnerships,
        entries=tuple(
            _entry(meeting, scope.homes[meeting.partnership_id], answers.get(meeting.id, ()), scope.seats)
            for meeting in meetings
        ),
    )


def _shown(meeting: Meeting, now: datetime) -> bool:
    """A meeting not yet announced is nobody's business; a cancelled one stays until its day has passed."""
    if meeting.announced_at > now:
        return False
    return not meeting.cancelled or now.astimezone(meeting.zone).date() <= meeting.details.slot.wall_end.date()


def _entry(meeting: Meeting, partnership: Partnership, rsvps: Sequence[Rsvp], seats: Sequence[Organisation]) -> Entry:
    given = {rsvp.organisation_id: rsvp for rsvp in rsvps}
    own = tuple(
        OwnAnswer(
            organisation=organisation,
            answer=rsvp.answer,
            stands=rsvp.stands(meeting),
            people=rsvp.people,
            substitute=rsvp.substitute,
        )
        for organisation in sorted(seats, key=lambda organisation: organisation.id)
        if (rsvp := given.get(organisation.id)) is not None
    )
    return entry(meeting, partnership, rsvps, own)


def _midnight(partnership: Partnership, now: datetime) -> datetime:
    """When the partnership's day began: since then a feed may have changed by itself."""
    return datetime.combine(partnership.today(now), time(), partnership.zone).astimezone(UTC)


async def _feeds(tx: Store, telegram_id: int, *, now: datetime) -> tuple[Feed, ...]:
    known = await _known(tx, telegram_id, now=now)
    own = await tx.feeds.of_person(known.person.id)
    feeds = [own or await _add(tx, FeedKind.PERSON, now, person_id=known.person.id)]
    for member in known.members:
        shared = await tx.feeds.of_partnership(member.partnership.id)
        feeds.append(shared or await _add(tx, FeedKind.PARTNERSHIP, now, partnership_id=member.partnership.id))
    return tuple(feeds)


async def _own_feed(tx: Store, telegram_id: int, feed_id: int, *, now: datetime) -> Feed:
    """The feed, for its person; a partnership's feed for its coordinators."""
    feed = await tx.feeds.get(feed_id)
    known = await tx.people.known(telegram_id, now=now)
    if feed is None or known is None:
        raise NotFound("feed")
    running = {member.partnership.id for member in known.coordinates}
    if feed.person_id != known.person.id and feed.partnership_id not in running:
        raise NotFound("feed")
    return feed


async def _add(
    tx: Store, kind: FeedKind, now: datetime, *, person_id: int | None = None, partnership_id: int | None = None
) -> Feed:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return await tx.feeds.add(
        Feed(id=0, kind=kind, secret=secret, created_at=now, person_id=person_id, partnership_id=partnership_id)
    )


async def _known(store: Store, telegram_id: int, *, now: datetime) -> Known:
    known = await store.people.known(telegram_id, now=now)
    if known is None:
        raise NotInvited
    return known

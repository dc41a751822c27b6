"""Calendars: secret addresses, what a feed shows, and the facts of a meeting's .ics file."""

import hashlib
import secrets
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.domain.calendars import (
    FEED_FUTURE,
    FEED_PAST,
    Calendar,
    Entry,
    EventKey,
    Feed,
    FeedKind,
    Outline,
    OwnAnswer,
    Version,
    entry,
)
from bot.domain.meetings import Meeting
from bot.domain.people import Known, Language, Member, Organisation, Partnership
from bot.domain.refusals import NotFound, NotInvited
from bot.domain.rsvps import Rsvp
from bot.usecases.cards import visible
from storage.database import Database, Store
from storage.feeds import Addressed, Line
from storage.invitations import hashed
from storage.sealing import SECRET_BYTES

_QUARTER = timedelta(minutes=15)


async def feeds_of(db: Database, telegram_id: int, *, now: datetime) -> tuple[Feed, ...]:
    """The person's own feed and those of their partnerships, each with an address that works and can be shown.

    One that is missing, was withdrawn, or was sealed under another bot token is made; what goes on working does.
    """
    async with db.transaction() as tx:
        return await _feeds(tx, telegram_id, now=now)


async def renew(db: Database, telegram_id: int, feed_id: int, *, now: datetime) -> tuple[Feed, ...]:
    """A new secret address; whatever addresses the feed had stop working at once."""
    async with db.transaction() as tx:
        await _withdraw(tx, await _own_feed(tx, telegram_id, feed_id, now=now), now=now)
        return await _feeds(tx, telegram_id, now=now)


async def withdraw(db: Database, telegram_id: int, feed_id: int, *, now: datetime) -> Feed:
    """Every address of the feed stops working; /kalendarz makes a new one when it is wanted again."""
    async with db.transaction() as tx:
        feed = await _own_feed(tx, telegram_id, feed_id, now=now)
        await _withdraw(tx, feed, now=now)
        return feed


async def mark(db: Database) -> str | None:
    """Another one whenever anything was committed to the store; None when that cannot be told just now."""
    if db.is_sqlite:
        return db.mark()
    async with db.glance() as store:
        return await store.feeds.mark()


async def secrets_of(db: Database) -> Container[str]:
    """Every secret that works, as it is kept: whether one is among them can be asked, which they are cannot."""
    async with db.glance() as store:
        return _Hashed(frozenset(await store.feeds.hashes()))


async def latest(
    db: Database, secret: str, digest: str | None, known: Container[EventKey], *, now: datetime
) -> tuple[Version, Outline | None] | None:
    """A feed's version and, unless that is the one of `digest`, what it shows; None for a secret without a feed.

    The outline has the entries of those events that are not `known`.
    """
    async with db.snapshot() as store:
        found = await store.feeds.addressed(secret, now=now)
        if found is None:
            return None
        scope = await _scope(store, found, now=now)
        version = await _version(store, found, scope, now=now)
        outline = None if version.digest == digest else await _outline(store, scope, known, now=now)
        return version, outline


async def calendar(db: Database, secret: str, *, now: datetime) -> Calendar | None:
    """Everything a feed shows; None for an unknown or withdrawn secret."""
    async with db.snapshot() as store:
        found = await store.feeds.addressed(secret, now=now)
        if found is None:
            return None
        return await _calendar(store, await _scope(store, found, now=now), now=now)


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
class _Hashed:
    hashes: frozenset[str]

    def __contains__(self, secret: object) -> bool:
        return isinstance(secret, str) and hashed(secret) in self.hashes


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

    def midnights(self, now: datetime) -> tuple[datetime, ...]:
        """When each partnership's day began: since then a feed may have changed by itself."""
        return tuple(
            datetime.combine(partnership.today(now), time(), partnership.zone).astimezone(UTC)
            for partnership in self.partnerships
        )

    def style(self, partnership: Partnership, *, with_seats: bool) -> bytes:
        """What an event looks like beside its own facts; of those who have not answered all see the same."""
        seats = self.seats if with_seats else ()
        return hashlib.sha256(repr((self.language, partnership, seats)).encode()).digest()[:16]


async def _scope(store: Store, found: Addressed, *, now: datetime) -> _Scope:
    if found.feed.kind is FeedKind.PARTNERSHIP:
        home = found.partnership
        return _Scope(FeedKind.PARTNERSHIP, home.language if home else Language.POLISH, (home,) if home else ())
    known = await store.people.known(found.telegram_id, now=now) if found.telegram_id is not None else None
    return _Scope(FeedKind.PERSON, Language.POLISH) if known is None else await _scope_of(store, known)


async def _scope_of(store: Store, known: Known) -> _Scope:
    partnerships = tuple(member.partnership for member in known.members)
    ever = await store.feeds.ever(known.person.id, [partnership.id for partnership in partnerships])
    seats = tuple(organisation for member in known.members for organisation in member.organisations)
    return _Scope(FeedKind.PERSON, known.person.language, partnerships, seats, tuple(ever))


async def _version(store: Store, found: Addressed, scope: _Scope, *, now: datetime) -> Version:
    """A cheap look whether a feed has changed.

    The version also rises with the day: the window of a feed moves with it, and a cancelled meeting drops out.
    """
    stamp = found.stamp
    if scope.kind is FeedKind.PERSON:
        stamp = await store.feeds.stamp(scope.homes, scope.ever, now=now)
    days = [partnership.today(now) for partnership in scope.partnerships]
    shown = repr((found.feed.id, scope, stamp, days)).encode()
    return Version(
        feed_id=found.feed.id,
        digest=hashlib.sha256(shown).hexdigest()[:32],
        last_modified=max((*stamp.newest, *scope.midnights(now)), default=found.feed.created_at),
        until=min(_next_quarter(now), stamp.next_at or datetime.max.replace(tzinfo=UTC)),
    )


async def _calendar(store: Store, scope: _Scope, *, now: datetime) -> Calendar:
    found = await _outline(store, scope, (), now=now)
    entries = tuple(found.fresh[key] for key in found.events)
    return Calendar(kind=scope.kind, language=scope.language, partnerships=scope.partnerships, entries=entries)


async def _outline(store: Store, scope: _Scope, known: Container[EventKey], *, now: datetime) -> Outline:
    # From the beginning of the day and not from now on: else a feed would lose a meeting while its version stays.
    day = max(scope.midnights(now), default=now)
    start, homes = day - FEED_PAST, scope.homes
    found = await store.feeds.lines(homes, start, day + FEED_FUTURE, announced_by=now)
    lines = [line for line in found if line[-1] is None or _stays(line[-1], homes[line[1]], now)]
    answers = await store.feeds.answers(scope.ever, start) if scope.ever else {}
    keys = _keys(lines, answers, scope)
    return Outline(
        kind=scope.kind,
        language=scope.language,
        partnerships=scope.partnerships,
        zones=frozenset([zone for *_, zone, _ in lines]),
        events=keys,
        fresh=await _entries(store, scope, {key.meeting_id: key for key in keys if key not in known}),
    )


def _keys(lines: Sequence[Line], answers: dict[int, tuple[Any, ...]], scope: _Scope) -> tuple[EventKey, ...]:
    plain = {home.id: scope.style(home, with_seats=False) for home in scope.partnerships}
    own = {home.id: scope.style(home, with_seats=True) for home in scope.partnerships}
    return tuple(
        EventKey(meeting, revision, changed, answers[meeting], own[home])
        if meeting in answers
        else EventKey(meeting, revision, changed, (), plain[home])
        for meeting, home, revision, changed, _, _ in lines
    )


async def _entries(store: Store, scope: _Scope, keys: dict[int, EventKey]) -> dict[EventKey, Entry]:
    """The whole facts of these meetings, by the key of each."""
    if not keys:
        return {}
    answers: dict[int, list[Rsvp]] = {}
    for rsvp in await store.rsvps.of_organisations(scope.ever, keys) if scope.ever else ():
        answers.setdefault(rsvp.meeting_id, []).append(rsvp)
    homes = scope.homes
    return {
        keys[meeting.id]: _entry(meeting, homes[meeting.partnership_id], answers.get(meeting.id, ()), scope.seats)
        for meeting in await store.meetings.some(keys)
    }


def _stays(cancelled_end: datetime, partnership: Partnership, now: datetime) -> bool:
    """A cancelled meeting stays until its day has passed."""
    return partnership.today(now) <= cancelled_end.date()


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


def _next_quarter(now: datetime) -> datetime:
    """The next full quarter of an hour: in every time zone the day begins at one."""
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0) + _QUARTER


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


async def _withdraw(tx: Store, feed: Feed, *, now: datetime) -> None:
    if feed.withdrawn_at is None:  # else it is an old button, pressed again: the address of after it stays
        await tx.feeds.withdraw(feed, now=now)


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

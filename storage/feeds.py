"""Secret addresses of calendars, kept sealed, and what tells cheaply whether a calendar has changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    select,
    text,
    true,
    type_coerce,
    update,
)
from sqlalchemy.types import NullType

from bot.domain.calendars import Feed, FeedKind
from bot.domain.people import Partnership
from storage.connection import Transaction
from storage.invitations import hashed
from storage.people import HOME, home_of
from storage.prepared import Prepared
from storage.rows import Rows
from storage.schema import Moment, feeds, meetings, memberships, organisations, partnerships, people, rsvps
from storage.sealing import Seal, Unsealable, is_plain

_COLUMNS = tuple(column.name for column in feeds.c if column.name not in {"secret", "secret_hash"})


@dataclass(frozen=True, slots=True)
class Stamp:
    """What becomes another one with every change of the meetings it was made of, and when one is announced.

    How many there are and the sum of their revisions; of those that were announced the newest change and the newest
    announcement; the next announcement of one that waits; how often answers were changed, and when last.
    """

    meetings: int
    revisions: int
    changed_at: datetime | None
    announced_at: datetime | None
    next_at: datetime | None
    changes: int = 0
    answered_at: datetime | None = None

    @property
    def newest(self) -> tuple[datetime, ...]:
        """When something last changed, in one way or another."""
        moments = (self.changed_at, self.announced_at, self.answered_at)
        return tuple(moment for moment in moments if moment is not None)


@dataclass(frozen=True, slots=True)
class Addressed:
    """A feed with what its kind needs: its partnership and the stamp of that, or its person's Telegram account."""

    feed: Feed
    partnership: Partnership | None
    telegram_id: int | None
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Sealed:
    """The last row that was looked at, and how many were sealed on the way there."""

    last_id: int
    count: int


Line = tuple[int, int, int, Any, str, datetime | None]
"""A meeting of a feed in few words: its number, its partnership's, its revision, when it was last changed (in the
driver's own words, only to be compared), its time zone, and the wall-clock end of one that was cancelled."""


class Feeds(Rows):
    """`seal` is what secrets are shown and written with; without it neither is done, all else is."""

    def __init__(self, connection: Transaction, seal: Seal | None = None) -> None:
        super().__init__(connection)
        self._seal = seal

    async def add(self, feed: Feed) -> Feed:
        """Raises Unsealable where there is nothing to seal its secret with."""
        if self._seal is None:
            raise Unsealable("the store was opened without a seal")
        values = {name: getattr(feed, name) for name in _COLUMNS if name != "id"}
        secret = {"secret": self._seal.sealed(feed.secret), "secret_hash": hashed(feed.secret)}
        await self._insert_new(feeds, {**values, **secret})
        query = select(feeds).where(feeds.c.secret_hash == hashed(feed.secret))
        return _feed((await self._connection.execute(query)).one(), feed.secret)

    async def addressed(self, secret: str, *, now: datetime) -> Addressed | None:
        """The feed of that secret unless it was withdrawn; looked up by hash, so that timing tells nothing.

        What is kept of the secret is not read here, nor by `get`.
        """
        row = (await self._connection.run(_ADDRESSED, {"secret_hash": hashed(secret), "now": now})).first()
        if row is None:
            return None
        home = home_of(row) if row.p_id is not None else None
        return Addressed(_feed(row), home, row.telegram_id, _stamp(row[-len(_STAMPED) :]))

    async def hashes(self) -> list[str]:
        """The hash of every secret that was not withdrawn."""
        query = select(feeds.c.secret_hash).where(feeds.c.withdrawn_at.is_(None))
        return list((await self._connection.execute(query)).scalars())

    async def stamp(self, partnership_ids: Iterable[int], organisation_ids: Iterable[int], *, now: datetime) -> Stamp:
        """Of all these partnerships' meetings and these organisations' answers."""
        given = {"homes": list(partnership_ids), "organisations": list(organisation_ids), "now": now}
        return _stamp((await self._connection.execute(_STAMP, given)).one())

    async def ever(self, person_id: int, partnership_ids: Iterable[int]) -> list[int]:
        """The organisations that the person has spoken for at any time in these partnerships."""
        query = await self._connection.execute(_EVER, {"person": person_id, "homes": list(partnership_ids)})
        return list(query.scalars())

    async def lines(
        self, partnership_ids: Iterable[int], start: datetime, end: datetime, *, announced_by: datetime
    ) -> Sequence[Line]:
        """Announced meetings that end after `start` and begin before `end`, in order of start."""
        given = {"homes": list(partnership_ids), "start": start, "end": end, "now": announced_by}
        # The rows as they are, all at once: whatever was done for each would be done thousands of times.
        found: Sequence[Line] = (await self._connection.execute(_LINES, given)).all()
        return found

    async def answers(self, organisation_ids: Iterable[int], start: datetime) -> dict[int, tuple[Any, ...]]:
        """By meeting that ends after `start`, what becomes another with each change of these organisations' answers."""
        given = {"organisations": list(organisation_ids), "start": start}
        found: dict[int, tuple[Any, ...]] = {}
        for meeting_id, *facts in await self._connection.execute(_ANSWERS, given):
            found[meeting_id] = (*found.get(meeting_id, ()), *facts)
        return found

    async def mark(self) -> str:
        """On a server: another one whenever something was committed there. One statement, without a transaction."""
        # Two snapshots of the same text see the same; numbers of transactions go on after a restart, but not after
        # the server was put back to an earlier day.
        return str((await self._connection.execute(_SERVERS_MARK)).scalar_one())

    async def get(self, feed_id: int) -> Feed | None:
        row = (await self._connection.execute(select(feeds).where(feeds.c.id == feed_id))).first()
        return _feed(row) if row else None

    async def of_person(self, person_id: int) -> Feed | None:
        """The newest address of the person's own feed that works and can be shown."""
        return await self._shown(_working(FeedKind.PERSON, person_id, None))

    async def of_partnership(self, partnership_id: int) -> Feed | None:
        """The newest address of the partnership's feed that works and can be shown."""
        return await self._shown(_working(FeedKind.PARTNERSHIP, None, partnership_id))

    async def working(self, person_id: int) -> int:
        """How many addresses of the person's own feed work, whether or not they can be shown."""
        query = select(func.count()).where(_working(FeedKind.PERSON, person_id, None))
        return int((await self._connection.execute(query)).scalar_one())

    async def withdraw(self, feed: Feed, *, now: datetime) -> None:
        """Withdraw every address of the same person or partnership, also those that cannot be shown."""
        same = _working(feed.kind, feed.person_id, feed.partnership_id)
        await self._connection.execute(update(feeds).where(same).values(withdrawn_at=now))

    async def seal(self, *, after: int, limit: int) -> Sealed | None:
        """Seal the plain ones among the next rows after that id, at most so many rows; None when there are none."""
        if self._seal is None:
            return None
        columns = feeds.c.id, feeds.c.secret, feeds.c.secret_hash
        query = select(*columns).where(feeds.c.id > after).order_by(feeds.c.id).limit(limit)
        rows = (await self._connection.execute(query)).all()
        plain = [
            {"number": row.id, "sealed": self._seal.sealed(row.secret)}
            for row in rows
            if is_plain(row.secret, row.secret_hash)
        ]
        if plain:
            await self._connection.execute(_SEAL, plain)
        return Sealed(last_id=rows[-1].id, count=len(plain)) if rows else None

    async def _shown(self, which: ColumnElement[bool]) -> Feed | None:
        if self._seal is None:
            return None
        for row in await self._connection.execute(select(feeds).where(which).order_by(feeds.c.id.desc())):
            if (secret := self._seal.opened(row.secret, row.secret_hash)) is not None:
                return _feed(row, secret)
        return None


def _working(kind: FeedKind, person_id: int | None, partnership_id: int | None) -> ColumnElement[bool]:
    """That person's or partnership's addresses that were not withdrawn."""
    whose = feeds.c.person_id == person_id, feeds.c.partnership_id == partnership_id
    return and_(feeds.c.kind == kind, *whose, feeds.c.withdrawn_at.is_(None))


_SEAL = update(feeds).where(feeds.c.id == bindparam("number")).values(secret=bindparam("sealed"))


_NOW = bindparam("now", type_=Moment)
_HOMES: BindParameter[Any] = bindparam("homes", expanding=True)
_ORGANISATIONS: BindParameter[Any] = bindparam("organisations", expanding=True)
_START = bindparam("start", type_=Moment)
_OUT = meetings.c.announced_at <= _NOW  # a meeting not yet announced is nobody's business
_STAMPED = (
    func.count(),
    func.coalesce(func.sum(meetings.c.revision), 0),
    func.max(case((_OUT, meetings.c.changed_at))),
    func.max(case((_OUT, meetings.c.announced_at))),
    func.min(case((~_OUT, meetings.c.announced_at))),
)

_WANTED = feeds.c.secret_hash == bindparam("secret_hash"), feeds.c.withdrawn_at.is_(None)
# One row whatever it counts; grouped by feed, every column beside it would be carried through the sorting.
_OF_WANTED = (
    select(*_STAMPED)
    .where(meetings.c.partnership_id == select(feeds.c.partnership_id).where(*_WANTED).scalar_subquery())
    .subquery()
)
_ADDRESSED = Prepared(
    select(*(feeds.c[name] for name in _COLUMNS), people.c.telegram_id, *HOME, *_OF_WANTED.c)
    .select_from(feeds)
    .join(_OF_WANTED, true())
    .outerjoin(people, people.c.id == feeds.c.person_id)
    .outerjoin(partnerships, partnerships.c.id == feeds.c.partnership_id)
    .where(*_WANTED)
)

_OURS = rsvps.c.organisation_id.in_(_ORGANISATIONS)
_STAMP: Select[Any] = select(
    *_STAMPED,
    select(func.coalesce(func.sum(rsvps.c.changes), 0)).where(_OURS).scalar_subquery(),
    select(func.max(rsvps.c.answered_at)).where(_OURS).scalar_subquery(),
).where(meetings.c.partnership_id.in_(_HOMES))

_EVER = (
    select(organisations.c.id)
    .join(memberships, memberships.c.organisation_id == organisations.c.id)
    .where(memberships.c.person_id == bindparam("person"), organisations.c.partnership_id.in_(_HOMES))
    .distinct()
    .order_by(organisations.c.id)
)

# As the driver has it: to make a datetime of what is only compared would cost more than all the rest of a line.
_CHANGED = type_coerce(meetings.c.changed_at, NullType()).label("changed")
_LINES: Select[Any] = (
    select(
        meetings.c.id,
        meetings.c.partnership_id,
        meetings.c.revision,
        _CHANGED,
        meetings.c.time_zone,
        case((meetings.c.cancelled_at.is_not(None), meetings.c.wall_end)).label("cancelled_end"),
    )
    .where(
        meetings.c.partnership_id.in_(_HOMES),
        meetings.c.ends_at > _START,
        meetings.c.starts_at < bindparam("end", type_=Moment),
        _OUT,
    )
    .order_by(meetings.c.starts_at, meetings.c.id)
)

_ANSWERS: Select[Any] = (
    select(
        rsvps.c.meeting_id,
        rsvps.c.organisation_id,
        rsvps.c.changes,
        type_coerce(rsvps.c.answered_at, NullType()),
    )
    .join(meetings, meetings.c.id == rsvps.c.meeting_id)
    .where(_OURS, meetings.c.ends_at > _START)
    .order_by(rsvps.c.meeting_id, rsvps.c.organisation_id)
)

_SERVERS_MARK = text("SELECT CAST(pg_current_snapshot() AS text) || ' ' || CAST(pg_postmaster_start_time() AS text)")


def _stamp(row: Any) -> Stamp:
    count, revisions, changed_at, announced_at, next_at, *answers = row
    changes, answered_at = answers or (0, None)
    return Stamp(count, int(revisions), changed_at, announced_at, next_at, int(changes), answered_at)


def _feed(row: Any, secret: str = "") -> Feed:
    return Feed(**{**{name: getattr(row, name) for name in _COLUMNS}, "kind": FeedKind(row.kind), "secret": secret})

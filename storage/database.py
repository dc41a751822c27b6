"""Opens the store and hands out transactions."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import URL, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.announcements import Announcements
from storage.audiences import Audiences
from storage.cards import Cards
from storage.connection import Connection, Transaction
from storage.counted import Counted
from storage.depths import Depths
from storage.dialogs import Dialogs
from storage.feeds import Feeds
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.meetings import Meetings
from storage.outbox import Outbox
from storage.pace import PaceRow
from storage.parts import Parts
from storage.people import People
from storage.postgresql_access import PostgresqlAccess
from storage.reports import Reports
from storage.restores import NightlyBackups, Restores
from storage.rsvps import Rsvps
from storage.sealing import Seal
from storage.sqlite_access import SqliteAccess
from storage.traces import Traces
from storage.watch import Watch

log = logging.getLogger(__name__)
Result = TypeVar("Result")
OneNoun = TypeVar("OneNoun")

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
AWAY_PAUSE = 0.5  # seconds between two tries while the store is away
UNUSABLE = (SQLAlchemyError, OSError, ImportError)
"""What opening or first using a store may raise; `reason_of` tells it in the engine's own words."""


class AlreadyApplied(Exception):
    """The update that this transaction belongs to has had its effect in an earlier life of the process."""


class _Noun(Generic[OneNoun]):
    """One kind of thing in the store, made when it is first spoken of: a transaction needs few of them."""

    def __init__(self, kind: Callable[[Transaction], OneNoun]) -> None:
        self._kind = kind

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, store: "Store", _owner: type) -> OneNoun:
        made = store.__dict__[self._name] = self._kind(store.connection)
        return made


class Store:
    """Everything that can be loaded and saved, bound to one connection; one noun each."""

    def __init__(self, connection: Transaction, seal: Seal | None = None) -> None:
        self.connection = connection
        self._seal = seal

    people = _Noun(People)
    invitations = _Noun(Invitations)
    meetings = _Noun(Meetings)
    rsvps = _Noun(Rsvps)
    reports = _Noun(Reports)
    cards = _Noun(Cards)
    dialogs = _Noun(Dialogs)
    inbox = _Noun(Inbox)
    outbox = _Noun(Outbox)
    audiences = _Noun(Audiences)
    announcements = _Noun(Announcements)
    pace = _Noun(PaceRow)
    parts = _Noun(Parts)
    counted = _Noun(Counted)
    depths = _Noun(Depths)
    traces = _Noun(Traces)
    restores = _Noun(Restores)
    nightly_backups = _Noun(NightlyBackups)

    @cached_property
    def feeds(self) -> Feeds:
        return Feeds(self.connection, self._seal)


@dataclass(frozen=True, slots=True)
class Database:
    """The store. `update_id` is the update on whose behalf a transaction is opened; see `handling`."""

    _access: SqliteAccess | PostgresqlAccess
    _watch: Watch
    _seal: Seal | None = None
    update_id: int | None = None

    @classmethod
    def open(cls, url: str | URL, *, seal: Seal | None = None) -> "Database":
        """Open the store at "sqlite:///file" or "postgresql://…"; nothing is touched before the first use.

        Without a `seal` no address of a calendar can be shown or made.
        """
        address = _with_driver(url)
        on_server = address.get_backend_name() == "postgresql"
        return cls(PostgresqlAccess(address) if on_server else SqliteAccess(address), Watch(address), seal)

    @property
    def url(self) -> URL:
        """Where it is, with the driver's name in it. May hold a password."""
        return self._access.url

    @property
    def is_sqlite(self) -> bool:
        return self._access.is_sqlite

    def handling(self, update_id: int) -> "Database":
        """The same store, whose next transaction also marks that update as applied: effect and mark are one commit."""
        return replace(self, update_id=update_id)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Store]:
        """Read and write, one transaction of the store after another; commits on leaving, rolls back on any exception.

        What a person waits for (`handling`) goes before what nobody does. Never await the network inside.

        Raises AlreadyApplied when it belongs to an update (`handling`) whose effect is committed already.
        """
        async with self._access.transaction(awaited=self.update_id is not None) as connection:
            store = Store(connection, self._seal)
            store.outbox.origin = self.update_id
            if self.update_id is not None and not await store.inbox.apply(self.update_id):
                raise AlreadyApplied(self.update_id)
            yield store

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[Store]:
        """A transaction whose statements each stand for themselves (arrivals, claims, marks).

        It decides nothing on what it read; where the engine can, it goes beside those that do.
        """
        async with self._access.apart() as connection:
            yield Store(connection, self._seal)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Store]:
        """Read one consistent state without waiting for writers; a write raises."""
        async with self._access.snapshot() as connection:
            yield Store(connection, self._seal)

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Store]:
        """Read with one single statement: a server is asked once then, not three times as by a transaction."""
        async with self._access.glance() as connection:
            yield Store(connection, self._seal)

    @asynccontextmanager
    async def inspected(self) -> AsyncIterator[AsyncConnection]:
        """A bare connection to look at the schema with, or through much: nobody waits for it meanwhile."""
        async with self._access.inspected() as connection:
            yield connection

    @asynccontextmanager
    async def altered(self) -> AsyncIterator[Connection]:
        """A bare transaction, to change the schema in; it waits until nobody else writes."""
        async with self._access.altered() as connection:
            yield connection

    def mark(self) -> str | None:
        """Another one whenever anybody has committed anything, told at once; None where it cannot be (server)."""
        return self._watch.mark()

    async def close(self) -> None:
        self._watch.close()
        await self._access.close()


async def insist(write: Callable[[], Awaitable[Result]]) -> Result:
    """Write down what has happened; while the store is away (restarted, full, locked), wait and try again.

    `write` must change nothing by being done twice: of a commit whose answer was lost nobody knows.
    """
    while True:
        try:
            return await write()
        except UNUSABLE as error:
            if not _is_away(error):
                raise
            log.warning("the store is away; what has happened is written down when it is back (%s)", reason_of(error))
        await asyncio.sleep(AWAY_PAUSE)


def reason_of(error: BaseException) -> str:
    """The engine's own sentence, without SQLAlchemy's lines around it."""
    original = getattr(error, "orig", None) or error
    if hasattr(original.__cause__, "sqlstate"):  # PostgreSQL's own error, before SQLAlchemy put its class before it
        original = original.__cause__
    return (str(original) or type(original).__name__).splitlines()[0]


def file_of(url: str) -> Path | None:
    """The file of an SQLite store; None for a server or a store in memory."""
    address = make_url(url)
    named = address.get_backend_name() == "sqlite" and address.database not in {None, "", ":memory:"}
    return Path(str(address.database)).absolute() if named else None


def _is_away(error: BaseException) -> bool:
    if isinstance(error, IntegrityError | ProgrammingError | DataError):
        return False  # the statement is wrong, and will be wrong again
    return isinstance(error, DBAPIError | NoConnectionFree | OSError)


def _with_driver(url: str | URL) -> URL:
    address = make_url(url)
    return address.set(drivername=DRIVERS.get(address.drivername, address.drivername))

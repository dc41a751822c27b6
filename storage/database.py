"""Opens the store and hands out transactions."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import OperationalError
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, DBAPIError, DisconnectionError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util.concurrency import await_only

from storage.announcements import Announcements
from storage.audiences import Audiences
from storage.cards import Cards
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
from storage.postgresql_driver import lock_with_begin
from storage.reports import Reports
from storage.restores import NightlyBackups, Restores
from storage.rsvps import Rsvps
from storage.sqlite_driver import visit_once
from storage.traces import Traces

log = logging.getLogger(__name__)
Result = TypeVar("Result")

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
READERS = 4
APART = 3
STATEMENTS = 500  # that a connection to PostgreSQL keeps prepared
RESTED_SECONDS = 0.5  # no server restarts quicker
AWAY_PAUSE = 0.5  # seconds between two tries while the store is away
BUSY_SECONDS = 30
LOOK_AGAIN = 0.002
"""Seconds between two tries for the write lock. Left to SQLite they would be a tenth of a second apart in the end, and
whoever writes now and then would hardly ever find the lock free between two writes of a busy process."""
UNUSABLE = (SQLAlchemyError, OSError, ImportError)
"""What opening or first using a store may raise; `reason_of` tells it in the engine's own words."""


class AlreadyApplied(Exception):
    """The update that this transaction belongs to has had its effect in an earlier life of the process."""


class Store:
    """Everything that can be loaded and saved, bound to one connection; one noun each."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.people = People(connection)
        self.invitations = Invitations(connection)
        self.meetings = Meetings(connection)
        self.rsvps = Rsvps(connection)
        self.reports = Reports(connection)
        self.cards = Cards(connection)
        self.dialogs = Dialogs(connection)
        self.feeds = Feeds(connection)
        self.inbox = Inbox(connection)
        self.outbox = Outbox(connection)
        self.audiences = Audiences(connection)
        self.announcements = Announcements(connection)
        self.pace = PaceRow(connection)
        self.parts = Parts(connection)
        self.counted = Counted(connection)
        self.depths = Depths(connection)
        self.traces = Traces(connection)
        self.restores = Restores(connection)
        self.nightly_backups = NightlyBackups(connection)


@dataclass(frozen=True, slots=True)
class Database:
    """The store. `update_id` is the update on whose behalf a transaction is opened; see `handling`."""

    _writer: AsyncEngine
    _readers: AsyncEngine
    _apart: AsyncEngine
    update_id: int | None = None

    @classmethod
    def open(cls, url: str | URL) -> "Database":
        """Open the store at "sqlite:///file" or "postgresql://…"; nothing is touched before the first use."""
        address = _with_driver(url)
        return cls._of_postgresql(address) if address.get_backend_name() == "postgresql" else cls._of_sqlite(address)

    @classmethod
    def _of_sqlite(cls, address: URL) -> "Database":
        # One connection writes, so that writers of this process queue in memory instead of polling SQLite's lock;
        # several read. Writers of other processes are waited for with busy_timeout.
        writer = _engine(address, 1)
        readers = _engine(address, READERS)
        _speak_sqlite(writer, begin="BEGIN IMMEDIATE", pragmas=("PRAGMA busy_timeout=0",))  # see LOOK_AGAIN
        _speak_sqlite(readers, begin="BEGIN", pragmas=("PRAGMA query_only=ON",))
        return cls(writer, readers, writer)

    @classmethod
    def _of_postgresql(cls, address: URL) -> "Database":
        # The same shape: writers of this process queue for one connection, and its lock orders them among processes.
        # Lists make many statements of one; the one connection in use is the one that has prepared them.
        warm: dict[str, Any] = {"connect_args": {"prepared_statement_cache_size": STATEMENTS}, "pool_use_lifo": True}
        one_state = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        writer = _engine(address, 1, **{**warm, "connect_args": {**warm["connect_args"], **lock_with_begin()}})
        apart = _engine(address, APART, **warm)
        readers = _engine(address, READERS, execution_options=one_state, **warm)
        for engine in (writer, apart, readers):
            _ping_the_rested(engine)
        return cls(writer, readers, apart)

    @property
    def url(self) -> URL:
        """Where it is, with the driver's name in it. May hold a password."""
        return self._writer.url

    @property
    def is_sqlite(self) -> bool:
        return self._writer.dialect.name == "sqlite"

    def handling(self, update_id: int) -> "Database":
        """The same store, whose next transaction also marks that update as applied: effect and mark are one commit."""
        return replace(self, update_id=update_id)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Store]:
        """Read and write, one transaction of the store after another; commits on leaving, rolls back on any exception.

        Never await the network inside.

        Raises AlreadyApplied when it belongs to an update (`handling`) whose effect is committed already.
        """
        async with self.altered() as connection:
            store = Store(connection)
            if self.update_id is not None and not await store.inbox.apply(self.update_id):
                raise AlreadyApplied(self.update_id)
            yield store

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[Store]:
        """A transaction whose statements each stand for themselves (arrivals, claims, marks).

        It decides nothing on what it read; where the engine can, it goes beside those that do.
        """
        async with self._apart.begin() as connection:
            yield Store(connection)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Store]:
        """Read one consistent state without waiting for writers; a write raises."""
        async with self._readers.connect() as connection:
            yield Store(connection)

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Store]:
        """Read with one single statement: a server is asked once then, not three times as by a transaction."""
        async with self._readers.connect() as connection:
            if not self.is_sqlite:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
            yield Store(connection)

    @asynccontextmanager
    async def inspected(self) -> AsyncIterator[AsyncConnection]:
        """A bare connection to look at the schema with."""
        async with self._readers.connect() as connection:
            yield connection

    @asynccontextmanager
    async def altered(self) -> AsyncIterator[AsyncConnection]:
        """A bare transaction, to change the schema in; it waits until nobody else writes."""
        async with self._writer.begin() as connection:  # both engines take their lock with BEGIN
            yield connection

    async def close(self) -> None:
        for engine in {self._writer, self._readers, self._apart}:
            await engine.dispose()


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


def _engine(address: URL, connections: int, **more: Any) -> AsyncEngine:
    # Names and secrets stand in the parameters of statements: an error must not carry them into the log.
    more["hide_parameters"] = True
    return create_async_engine(address, pool_size=connections, max_overflow=0, pool_timeout=BUSY_SECONDS, **more)


def _with_driver(url: str | URL) -> URL:
    address = make_url(url)
    return address.set(drivername=DRIVERS.get(address.drivername, address.drivername))


def _ping_the_rested(engine: AsyncEngine) -> None:
    """A server that was restarted leaves connections behind that only look alive; each time would be once too often."""

    @event.listens_for(engine.sync_engine, "checkin")
    def note(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def ping(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        if monotonic() - record.info.get("rests_since", monotonic()) < RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool opens another


def _speak_sqlite(engine: AsyncEngine, *, begin: str, pragmas: tuple[str, ...]) -> None:
    visit_once(engine)

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own: see `begin` below
        cursor = connection.cursor()
        for pragma in (
            f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",  # a committed press survives the plug being pulled
            "PRAGMA foreign_keys=ON",
            *pragmas,
        ):
            _patiently(cursor.execute, pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def take_the_lock_first(connection: Connection) -> None:
        # A transaction that reads and then writes would otherwise fail half-way with "database is locked".
        _patiently(connection.connection.cursor().execute, begin)


def _patiently(execute: Callable[[str], object], statement: str) -> None:
    """Execute while others may hold the lock. Also a store that two processes make at once is locked for a moment."""
    for _ in range(int(BUSY_SECONDS / LOOK_AGAIN)):
        try:
            execute(statement)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            await_only(asyncio.sleep(LOOK_AGAIN))
        else:
            return
    execute(statement)

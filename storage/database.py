"""Opens the store and hands out transactions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.announcements import Announcements
from storage.audiences import Audiences
from storage.cards import Cards
from storage.dialogs import Dialogs
from storage.feeds import Feeds
from storage.inbox import Inbox
from storage.meetings import Meetings
from storage.outbox import Outbox
from storage.pace import PaceRow
from storage.parts import Parts
from storage.people import People
from storage.rsvps import Rsvps
from storage.sqlite_driver import visit_once

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
READERS = 4
BUSY_SECONDS = 30


UNUSABLE = (SQLAlchemyError, OSError, ImportError)
"""What opening or first using a store may raise; `reason_of` tells it in the engine's own words."""


class AlreadyApplied(Exception):
    """The update that this transaction belongs to has had its effect in an earlier life of the process."""


class Store:
    """Everything that can be loaded and saved, bound to one connection; one noun each."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.people = People(connection)
        self.meetings = Meetings(connection)
        self.rsvps = Rsvps(connection)
        self.cards = Cards(connection)
        self.dialogs = Dialogs(connection)
        self.feeds = Feeds(connection)
        self.inbox = Inbox(connection)
        self.outbox = Outbox(connection)
        self.audiences = Audiences(connection)
        self.announcements = Announcements(connection)
        self.pace = PaceRow(connection)
        self.parts = Parts(connection)


@dataclass(frozen=True, slots=True)
class Database:
    """The store. `update_id` is the update on whose behalf a transaction is opened; see `handling`."""

    _writer: AsyncEngine
    _readers: AsyncEngine
    update_id: int | None = None

    @classmethod
    def open(cls, url: str) -> "Database":
        """Open the store at "sqlite:///file" or "postgresql://…"; nothing is touched before the first use."""
        address = _with_driver(url)
        if address.get_backend_name() != "sqlite":
            engine = create_async_engine(address, pool_pre_ping=True, hide_parameters=True)
            return cls(engine, engine)
        # One connection writes, so that writers of this process queue in memory instead of polling SQLite's lock;
        # several read. Writers of other processes are waited for with busy_timeout.
        # Names and secrets stand in the parameters of statements: an error must not carry them into the log.
        queue: dict[str, Any] = {"max_overflow": 0, "pool_timeout": BUSY_SECONDS, "hide_parameters": True}
        writer = create_async_engine(address, pool_size=1, **queue)
        readers = create_async_engine(address, pool_size=READERS, **queue)
        _speak_sqlite(writer, begin="BEGIN IMMEDIATE", pragmas=())
        _speak_sqlite(readers, begin="BEGIN", pragmas=("PRAGMA query_only=ON",))
        return cls(writer, readers)

    def handling(self, update_id: int) -> "Database":
        """The same store, whose next transaction also marks that update as applied: effect and mark are one commit."""
        return Database(self._writer, self._readers, update_id)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Store]:
        """Read and write; commits on leaving, rolls back on any exception. Never await the network inside.

        Raises AlreadyApplied when it belongs to an update (`handling`) whose effect is committed already.
        """
        async with self._writer.begin() as connection:
            store = Store(connection)
            if self.update_id is not None and not await store.inbox.apply(self.update_id):
                raise AlreadyApplied(self.update_id)
            yield store

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Store]:
        """Read one consistent state without waiting for writers; a write raises."""
        async with self._readers.connect() as connection:
            yield Store(connection)

    @asynccontextmanager
    async def inspected(self) -> AsyncIterator[AsyncConnection]:
        """A bare connection to look at the schema with."""
        async with self._readers.connect() as connection:
            yield connection

    @asynccontextmanager
    async def altered(self) -> AsyncIterator[AsyncConnection]:
        """A bare transaction to change the schema in."""
        async with self._writer.begin() as connection:
            yield connection

    async def close(self) -> None:
        await self._writer.dispose()
        await self._readers.dispose()


def reason_of(error: BaseException) -> str:
    """The engine's own sentence, without SQLAlchemy's lines around it."""
    return str(getattr(error, "orig", None) or error).splitlines()[0]


def file_of(url: str) -> Path | None:
    """The file of an SQLite store; None for a server or a store in memory."""
    address = make_url(url)
    named = address.get_backend_name() == "sqlite" and address.database not in {None, "", ":memory:"}
    return Path(str(address.database)).absolute() if named else None


def _with_driver(url: str) -> URL:
    address = make_url(url)
    return address.set(drivername=DRIVERS.get(address.drivername, address.drivername))


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
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def take_the_lock_first(connection: Connection) -> None:
        # A transaction that reads and then writes would otherwise fail half-way with "database is locked".
        connection.exec_driver_sql(begin)

"""The ways into a store on a server: one connection writes in turn, those that people wait for go before it, some go
beside it, several read.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import URL, CursorResult, Dialect, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.postgresql_driver import lock_with_begin, news_with_commit
from storage.prepared import Found, Parameters, Prepared

Result = TypeVar("Result")

READERS = 4
APART = 3
AWAITED = 4  # presses of one process that wait at the server together; they are let in before the others
STATEMENTS = 500  # that a connection keeps prepared
RESTED_SECONDS = 0.5  # no server restarts quicker
BUSY_SECONDS = 30


class ServerConnection:
    """SQLAlchemy's AsyncConnection, as the store's nouns speak through it."""

    def __init__(self, opened: AsyncConnection) -> None:
        self._opened = opened

    @property
    def dialect(self) -> Dialect:
        return self._opened.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """As AsyncConnection.execute."""
        result: CursorResult[*tuple[Any, ...]] = await self._opened.execute(statement, parameters)
        return result

    async def run_sync(self, function: Callable[..., Result], /, *arguments: Any) -> Result:
        """As AsyncConnection.run_sync."""
        return await self._opened.run_sync(function, *arguments)

    async def run(self, statement: Prepared, parameters: Parameters) -> Found:
        """What a prepared statement brings."""
        many = not isinstance(parameters, Mapping)
        result = await self._opened.execute(statement.statement, parameters)
        return Found(result.all() if result.returns_rows else (), -1 if many else result.rowcount)


class PostgresqlAccess:
    """Hands out connections to the store at `address`; what it hands out is inside a transaction."""

    is_sqlite = False

    def __init__(self, address: URL) -> None:
        # As with a file, writers of this process queue for one connection; its locks order them among processes.
        # Lists make many statements of one; the one connection in use is the one that has prepared them.
        self.url = address
        kept: dict[str, Any] = {"prepared_statement_cache_size": STATEMENTS}
        one_state = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._writer = _engine(address, 1, {**kept, **lock_with_begin(awaited=False)})
        self._awaited = _engine(address, AWAITED, {**kept, **lock_with_begin(awaited=True)})
        self._apart = _engine(address, APART, {**kept, **news_with_commit()})
        self._readers = _engine(address, READERS, kept, execution_options=one_state)

    @asynccontextmanager
    async def transaction(self, *, awaited: bool = False) -> AsyncIterator[ServerConnection]:
        async with (self._awaited if awaited else self._writer).begin() as connection:  # takes the locks with BEGIN
            yield ServerConnection(connection)

    altered = transaction

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[ServerConnection]:
        async with self._apart.begin() as connection:
            yield ServerConnection(connection)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[ServerConnection]:
        async with self._readers.connect() as connection:
            yield ServerConnection(connection)

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[ServerConnection]:
        async with self._readers.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            yield ServerConnection(connection)

    @asynccontextmanager
    async def inspected(self) -> AsyncIterator[AsyncConnection]:
        async with self._readers.connect() as connection:
            yield connection

    async def close(self) -> None:
        for engine in (self._writer, self._awaited, self._apart, self._readers):
            await engine.dispose()


def _engine(address: URL, connections: int, to_connect: dict[str, Any], **more: Any) -> AsyncEngine:
    engine = create_async_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_use_lifo=True,
        hide_parameters=True,  # names and secrets stand in them: an error must not carry them into the log
        connect_args=to_connect,
        **more,
    )
    _ping_the_rested(engine)
    return engine


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

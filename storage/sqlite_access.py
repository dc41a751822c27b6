"""The ways into a store that is a file: one connection writes, several read.

Writers of this process take turns in memory, and those that queue up share a COMMIT: each has a savepoint of its own,
and none leaves before what it did is safe on the disk. Ten that press at once wait for the disk once. Writers of other
processes are waited for with SQLite's lock, which is asked for again and again.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from sqlite3 import Connection, Error, OperationalError
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import URL, CursorResult, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util.concurrency import await_only

from storage.prepared import Found, Parameters, Prepared
from storage.sqlite_driver import speak_in_place, sqlite_of

Result = TypeVar("Result")

READERS = 4
BUSY_SECONDS = 30.0
LOOK_AGAIN = 0.002
"""Seconds between two tries for the write lock. Left to SQLite they would be a tenth of a second apart in the end, and
whoever writes now and then would hardly ever find the lock free between two writes of a busy process."""
MOST_TOGETHER = 64
LONGEST_TOGETHER = 0.05  # seconds: what is done first must not wait for all that comes after it
OTHERS_FOR = 5.0  # seconds that another process which was seen to write is reckoned with
PIECE = 200  # rows that are written without letting others go on: some milliseconds
BREATH = 0.005  # seconds after which whoever executes one statement after another lets the others go on


class SqliteConnection:
    """What the store's nouns speak through: as much of AsyncConnection as they need, executed in place."""

    def __init__(self, opened: AsyncConnection, raw: Any) -> None:
        self._opened, self.raw = opened, raw
        self._sync = opened.sync_connection
        self._breathed = monotonic()
        self.dialect = opened.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """As AsyncConnection.execute."""
        await self._breathe()
        assert self._sync is not None
        return self._sync.execute(statement, parameters)

    async def run(self, statement: Prepared, parameters: Parameters) -> Found:
        """What a prepared statement brings. Many sets of parameters are gone through in pieces."""
        if isinstance(parameters, Mapping):
            return await self._now(statement, parameters)
        pieces = [parameters[start : start + PIECE] for start in range(0, len(parameters), PIECE)]
        return Found((), sum([(await self._now(statement, piece)).rowcount for piece in pieces]))

    async def _now(self, statement: Prepared, parameters: Parameters) -> Found:
        await self._breathe()
        cursor = self.raw.cursor()
        try:
            return statement.on_sqlite(self.dialect).execute(cursor, parameters)
        finally:
            cursor.close()

    async def run_sync(self, function: Callable[..., Result], /, *arguments: Any) -> Result:
        """As AsyncConnection.run_sync."""
        return function(self._sync, *arguments)

    async def close(self, *, sound: bool) -> None:
        """Back into its engine; one that has failed is thrown away."""
        if not sound:
            await self._opened.invalidate()
        await self._opened.close()

    async def commit(self) -> None:
        """In aiosqlite's thread: it waits for the disk."""
        fairy: Any = await self._opened.get_raw_connection()
        await fairy.driver_connection.commit()

    def breathe_from_now(self) -> None:
        self._breathed = monotonic()

    async def _breathe(self) -> None:
        if monotonic() - self._breathed > BREATH:
            await asyncio.sleep(0)
            self._breathed = monotonic()


class SqliteAccess:
    """Hands out connections to the store at `address`; what it hands out is inside a transaction."""

    is_sqlite = True

    def __init__(self, address: URL) -> None:
        self.url = address
        self._engine = _engine(address, 1 + READERS, busy_seconds=0.0)
        self._looking = _engine(address, READERS, busy_seconds=BUSY_SECONDS)  # in a thread: see `inspected`
        speak_in_place(self._engine)
        self._writer = _Writer(self._engine)
        self._free: list[SqliteConnection] = []  # readers
        self._readers = asyncio.Semaphore(READERS)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqliteConnection]:
        async with self._writer.one() as connection:
            yield connection

    apart = transaction

    @asynccontextmanager
    async def altered(self) -> AsyncIterator[SqliteConnection]:
        async with self._writer.alone() as connection:
            yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[SqliteConnection]:
        async with self._readers:
            connection, sound = await self._reader(), True
            try:
                _say(connection.raw, "BEGIN")
                # The state is that of the first look, not of BEGIN; and only here can be waited for who repairs it.
                await _patiently(connection.raw, "SELECT 1 FROM sqlite_master LIMIT 1")
                yield connection
            except DBAPIError:
                sound = False
                raise
            finally:
                if connection.raw.in_transaction:
                    connection.raw.rollback()
                await self._put_back(connection, sound=sound)

    glance = snapshot

    @asynccontextmanager
    async def inspected(self) -> AsyncIterator[AsyncConnection]:
        async with self._looking.connect() as connection:
            yield connection

    async def close(self) -> None:
        await self._writer.close()
        while self._free:
            await self._free.pop().close(sound=True)
        await self._engine.dispose()
        await self._looking.dispose()

    async def _reader(self) -> SqliteConnection:
        if self._free:
            connection = self._free.pop()
        else:
            connection = await _opened(self._engine, "PRAGMA query_only=ON")
        connection.breathe_from_now()
        return connection

    async def _put_back(self, connection: SqliteConnection, *, sound: bool) -> None:
        if sound:
            self._free.append(connection)
        else:
            await connection.close(sound=False)


class _Together:
    """Transactions that share a COMMIT, in this order of events: begun, each has left its savepoint, ended."""

    def __init__(self, connection: SqliteConnection) -> None:
        self.connection = connection
        self.members = 0
        self.since = monotonic()
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def end(self, error: BaseException | None) -> None:
        """Tell all of them. Nobody may be left to hear it."""
        if error is None:
            self.ended.set_result(None)
        else:
            self.ended.set_exception(error)
            self.ended.exception()

    @property
    def long_enough(self) -> bool:
        return self.members >= MOST_TOGETHER or monotonic() - self.since > LONGEST_TOGETHER


class _Writer:
    """The one connection that writes, and whose turn it is."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: SqliteConnection | None = None
        self._turn = asyncio.Lock()
        self._queued = 0
        self._together: _Together | None = None
        self._version = 0  # SQLite's data_version: another number when another process has written
        self._others_until = self._rests_until = 0.0

    @asynccontextmanager
    async def one(self) -> AsyncIterator[SqliteConnection]:
        """A transaction among others: a savepoint in their common one. Left when the COMMIT is done.

        Raises what the COMMIT raised, which then concerns all of them.
        """
        async with self._in_turn():
            together = self._together or await self._begun()
            try:
                async with _savepoint(together.connection):
                    yield together.connection
            except BaseException as error:
                # SQLite itself has rolled back all of them; whoever swallows its error learns it from the savepoint.
                if not together.connection.raw.in_transaction:
                    await self._give_up(together, error if isinstance(error, DBAPIError) else LOST)
                raise
            together.members += 1
        await asyncio.shield(together.ended)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[SqliteConnection]:
        """A transaction that shares nothing with others, and may change the schema."""
        async with self._in_turn():
            await self._end()
            together = await self._begun()
            try:
                yield together.connection
            except BaseException as error:
                await self._give_up(together, error)
                raise
            together.members = MOST_TOGETHER
        await asyncio.shield(together.ended)

    async def close(self) -> None:
        async with self._turn:
            await self._let_go(sound=True)

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        """First come, first served. Whoever leaves and sees nobody behind ends what is open."""
        await self._queue_up()
        try:
            yield
        finally:
            try:
                if not self._queued or (self._together is not None and self._together.long_enough):
                    await self._end()
            finally:
                self._turn.release()

    async def _queue_up(self) -> None:
        self._queued += 1
        try:
            await self._turn.acquire()
        except BaseException:
            self._queued -= 1
            if not self._queued and not self._turn.locked():  # who went before us left it to us to end it
                async with self._turn:
                    await self._end()
            raise
        self._queued -= 1

    async def _begun(self) -> _Together:
        if self._connection is None:
            self._connection = await _opened(self._engine)
        connection = self._connection
        if (rest := self._rests_until - monotonic()) > 0:
            await asyncio.sleep(rest)
        try:
            waited = await _patiently(connection.raw, "BEGIN IMMEDIATE")
        except BaseException:
            await self._let_go(sound=False)
            raise
        self._reckon_with_others(connection, waited=waited)
        connection.breathe_from_now()
        self._together = _Together(connection)
        return self._together

    def _reckon_with_others(self, connection: SqliteConnection, *, waited: bool) -> None:
        version = connection.raw.execute("PRAGMA data_version").fetchone()[0]
        if waited or version != self._version:
            self._others_until = monotonic() + OTHERS_FOR
        self._version = version

    async def _end(self) -> None:
        """COMMIT for all who have left. Seen through even by who is cancelled, because the others depend on it."""
        together, self._together = self._together, None
        if together is not None:
            await _seen_through(self._commit(together))

    async def _commit(self, together: _Together) -> None:
        try:
            if together.members:
                await together.connection.commit()
            else:
                together.connection.raw.rollback()
        except Exception as error:
            await self._let_go(sound=False)
            together.end(_as_sqlalchemy(error))
        else:
            together.end(None)
        if monotonic() < self._others_until:
            self._rests_until = monotonic() + 1.5 * LOOK_AGAIN  # or they would hardly ever find the lock free

    async def _give_up(self, together: _Together, error: BaseException) -> None:
        self._together = None
        await _seen_through(self._let_go(sound=False))
        together.end(error)

    async def _let_go(self, *, sound: bool) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close(sound=sound)


@asynccontextmanager
async def _savepoint(connection: SqliteConnection) -> AsyncIterator[None]:
    raw = connection.raw
    _say(raw, "SAVEPOINT one")
    try:
        yield
    except BaseException:
        if raw.in_transaction:
            _say(raw, "ROLLBACK TO one")
            _say(raw, "RELEASE one")
        raise
    _say(raw, "RELEASE one")


async def _seen_through(work: Coroutine[Any, Any, None]) -> None:
    """Wait until it is done; who is cancelled meanwhile is so afterwards."""
    doing, cancelled = asyncio.ensure_future(work), None  # noqa: TID251 - awaited right here
    while not doing.done():
        try:
            await asyncio.shield(doing)
        except asyncio.CancelledError as error:
            cancelled = error
    doing.result()
    if cancelled is not None:
        raise cancelled


async def _opened(engine: AsyncEngine, *pragmas: str) -> SqliteConnection:
    connection = await engine.connect()
    await connection.begin()  # for SQLAlchemy it is one transaction for ever: BEGIN and COMMIT are ours to say
    raw = await sqlite_of(connection)
    for pragma in pragmas:
        raw.execute(pragma)
    return SqliteConnection(connection, raw)


def _say(raw: Connection, statement: str) -> None:
    try:
        raw.execute(statement)
    except Error as error:
        raise _as_sqlalchemy(error) from error


async def _patiently(raw: Connection, statement: str) -> bool:
    """Execute while others may hold the lock; whether somebody did."""
    for tried in range(int(BUSY_SECONDS / LOOK_AGAIN)):
        try:
            raw.execute(statement).close()
        except OperationalError as error:
            if not _locked(error):
                raise _as_sqlalchemy(error) from error
            await asyncio.sleep(LOOK_AGAIN)
        else:
            return tried > 0
    raise _as_sqlalchemy(OperationalError("database is locked"))


def _locked(error: OperationalError) -> bool:
    return "locked" in str(error)


def _as_sqlalchemy(error: Exception) -> Exception:
    """The same in the terms of whoever speaks through SQLAlchemy."""
    if not isinstance(error, Error):
        return error
    told = DBAPIError.instance(None, None, error, Error, hide_parameters=True)
    assert isinstance(told, Exception)
    return told


LOST = _as_sqlalchemy(OperationalError("the transaction was rolled back"))


def _engine(address: URL, connections: int, *, busy_seconds: float) -> AsyncEngine:
    """Names and secrets stand in the parameters of statements: an error must not carry them into the log."""
    engine = create_async_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
        json_deserializer=_json_or_nothing,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own
        cursor = connection.cursor()
        for pragma in (
            f"PRAGMA busy_timeout={int(busy_seconds * 1000)}",
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",  # a committed press survives the plug being pulled
            "PRAGMA foreign_keys=ON",
        ):
            _executed(cursor, pragma)
        cursor.close()

    return engine


def _json_or_nothing(written: str) -> Any:
    """A server would not have taken what is no JSON; a file that others wrote into may hold it. It reads as nothing."""
    try:
        return json.loads(written)
    except ValueError:
        return None


def _executed(cursor: Any, pragma: str) -> None:
    """As `_patiently`, where SQLAlchemy opens a connection: a store that two processes make at once is locked."""
    for _ in range(int(BUSY_SECONDS / LOOK_AGAIN)):
        try:
            cursor.execute(pragma)
        except OperationalError as error:
            if not _locked(error):
                raise
            await_only(asyncio.sleep(LOOK_AGAIN))
        else:
            return
    cursor.execute(pragma)

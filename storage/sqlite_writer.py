"""The one connection that writes into a store in a file, whose turn it is, and the COMMIT that writers share.

Writers of this process take turns in memory, and those that queue up share a COMMIT: each has a savepoint of its own,
and none leaves before what it did is safe on the disk. Ten that press at once wait for the disk once. Writers of other
processes are waited for with SQLite's lock, which is asked for again and again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.cancellation import seen_through
from storage.sqlite_connection import SqliteConnection
from storage.sqlite_engine import LOOK_AGAIN
from storage.sqlite_errors import rolled_back

MOST_TOGETHER = 64
LONGEST_TOGETHER = 0.05  # seconds: what is done first must not wait for all that comes after it
OTHERS_FOR = 5.0  # seconds that another process which was seen to write is reckoned with


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


class Writer:
    """Hands its connection to one after the other."""

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
                with together.connection.savepoint():
                    yield together.connection
            except BaseException as error:
                # All of them are rolled back; whoever swallowed SQLite's own error learns it from the savepoint.
                if not together.connection.in_transaction:
                    await self._give_up(together, error if isinstance(error, DBAPIError) else rolled_back())
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
            await self._end()  # who would have ended it may be cancelled, and in the queue behind us
            await self._let_go(sound=True)

    # --- whose turn it is

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

    # --- what is begun and ended for all of them

    async def _begun(self) -> _Together:
        if self._connection is None:
            self._connection = await SqliteConnection.open(self._engine)
        connection = self._connection
        if (rest := self._rests_until - monotonic()) > 0:
            await asyncio.sleep(rest)
        try:
            waited = await connection.patiently("BEGIN IMMEDIATE")
            self._reckon_with_others(connection, waited=waited)
        except BaseException:
            await self._let_go(sound=False)
            raise
        connection.breathe_from_now()
        self._together = _Together(connection)
        return self._together

    def _reckon_with_others(self, connection: SqliteConnection, *, waited: bool) -> None:
        (version,) = connection.say("PRAGMA data_version")
        if waited or version != self._version:
            self._others_until = monotonic() + OTHERS_FOR
        self._version = version

    async def _end(self) -> None:
        """COMMIT for all who have left. Seen through even by who is cancelled, because the others depend on it."""
        together, self._together = self._together, None
        if together is not None:
            await seen_through(self._commit(together))

    async def _commit(self, together: _Together) -> None:
        try:
            if together.members:
                await together.connection.commit()
            else:
                together.connection.rollback()
        except Exception as error:
            together.end(error)
            await self._let_go(sound=False)
        else:
            together.end(None)
        if monotonic() < self._others_until:
            self._rests_until = monotonic() + 1.5 * LOOK_AGAIN  # or they would hardly ever find the lock free

    async def _give_up(self, together: _Together, error: BaseException) -> None:
        self._together = None
        together.end(error)  # first: who is cancelled in what follows must not leave the others waiting
        await self._let_go(sound=False)

    async def _let_go(self, *, sound: bool) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close(sound=sound)

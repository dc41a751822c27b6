"""The connections that read a store in a file: each of their transactions sees one state, whoever writes meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.sqlite_connection import SqliteConnection


class Readers:
    """At most so many at once; who has read leaves its connection to the next."""

    def __init__(self, engine: AsyncEngine, at_most: int) -> None:
        self._engine = engine
        self._free: list[SqliteConnection] = []
        self._places = asyncio.Semaphore(at_most)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[SqliteConnection]:
        """A transaction that cannot write."""
        async with self._places:
            connection, sound = await self._taken(), True
            try:
                async with _one_state(connection):
                    yield connection
            except DBAPIError:
                sound = False
                raise
            finally:
                await self._put_back(connection, sound=sound)

    async def close(self) -> None:
        while self._free:
            await self._free.pop().close(sound=True)

    async def _taken(self) -> SqliteConnection:
        if self._free:
            return self._free.pop()
        return await SqliteConnection.open(self._engine, "PRAGMA query_only=ON")

    async def _put_back(self, connection: SqliteConnection, *, sound: bool) -> None:
        if sound:
            self._free.append(connection)
        else:
            await connection.close(sound=False)


@asynccontextmanager
async def _one_state(connection: SqliteConnection) -> AsyncIterator[None]:
    connection.breathe_from_now()
    connection.say("BEGIN")
    try:
        # The state is that of the first look, not of BEGIN; and only here can be waited for who repairs it.
        await connection.patiently("SELECT 1 FROM sqlite_master LIMIT 1")
        yield
    finally:
        connection.rollback()

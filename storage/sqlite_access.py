"""The ways into a store that is a file: one connection writes, several read, and some look through it in a thread."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sqlite_connection import SqliteConnection
from storage.sqlite_driver import speak_in_place
from storage.sqlite_engine import BUSY_SECONDS, engine_of
from storage.sqlite_readers import Readers
from storage.sqlite_writer import Writer

READERS = 4


class SqliteAccess:
    """Hands out connections to the store at `address`; what it hands out is inside a transaction."""

    is_sqlite = True

    def __init__(self, address: URL) -> None:
        self.url = address
        self._engine = engine_of(address, 1 + READERS, busy_seconds=0.0)
        self._looking = engine_of(address, READERS, busy_seconds=BUSY_SECONDS)  # in a thread: see `inspected`
        speak_in_place(self._engine)
        self._writer = Writer(self._engine)
        self._readers = Readers(self._engine, READERS)

    def transaction(self, *, awaited: bool = False) -> AbstractAsyncContextManager[SqliteConnection]:
        """First come, first served, `awaited` or not: nobody has a turn for longer than some milliseconds here."""
        return self._writer.one()

    def apart(self) -> AbstractAsyncContextManager[SqliteConnection]:
        return self._writer.one()

    def altered(self) -> AbstractAsyncContextManager[SqliteConnection]:
        return self._writer.alone()

    def snapshot(self) -> AbstractAsyncContextManager[SqliteConnection]:
        return self._readers.one()

    glance = snapshot

    @asynccontextmanager
    async def inspected(self) -> AsyncIterator[AsyncConnection]:
        async with self._looking.connect() as connection:
            yield connection

    async def close(self) -> None:
        await self._writer.close()
        await self._readers.close()
        await self._engine.dispose()
        await self._looking.dispose()

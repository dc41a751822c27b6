"""A connection to a store that is a file: spoken to in place, and told itself when a transaction begins and ends."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from sqlite3 import Connection
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import CursorResult
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.cancellation import seen_through
from storage.prepared import Found, Parameters, Prepared
from storage.sqlite_driver import sqlite_of
from storage.sqlite_engine import LOOK_AGAIN, TRIES
from storage.sqlite_errors import as_sqlalchemy, is_locked, locked, rolled_back

Result = TypeVar("Result")

PIECE = 200  # rows that are written without letting others go on: some milliseconds
BREATH = 0.005  # seconds after which whoever executes one statement after another lets the others go on


class SqliteConnection:
    """What the store's nouns speak through: as much of AsyncConnection as they need, executed in place."""

    def __init__(self, opened: AsyncConnection, raw: Connection) -> None:
        self._opened, self.raw = opened, raw
        self._sync = opened.sync_connection
        self._breathed = monotonic()
        self.dialect = opened.dialect

    @classmethod
    async def open(cls, engine: AsyncEngine, *pragmas: str) -> "SqliteConnection":
        """One of the engine's, told these pragmas."""
        opened = await engine.connect()
        await opened.begin()  # for SQLAlchemy it is one transaction for ever: BEGIN and COMMIT are ours to say
        connection = cls(opened, await sqlite_of(opened))
        for pragma in pragmas:
            connection.say(pragma)
        return connection

    # --- what a transaction does

    async def execute(self, statement: Any, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """As AsyncConnection.execute."""
        await self._ready()
        assert self._sync is not None
        return self._sync.execute(statement, parameters)

    async def run(self, statement: Prepared, parameters: Parameters) -> Found:
        """What a prepared statement brings. Many sets of parameters are gone through in pieces."""
        if isinstance(parameters, Mapping):
            return await self._now(statement, parameters)
        pieces = [parameters[start : start + PIECE] for start in range(0, len(parameters), PIECE)]
        return Found((), sum([(await self._now(statement, piece)).rowcount for piece in pieces]))

    async def run_sync(self, function: Callable[..., Result], /, *arguments: Any) -> Result:
        """As AsyncConnection.run_sync."""
        return function(self._sync, *arguments)

    async def _now(self, statement: Prepared, parameters: Parameters) -> Found:
        await self._ready()
        cursor = self.raw.cursor()
        try:
            return statement.on_sqlite(self.dialect).execute(cursor, parameters)
        finally:
            cursor.close()

    async def _ready(self) -> None:
        if monotonic() - self._breathed > BREATH:
            await asyncio.sleep(0)
            self._breathed = monotonic()
        self._must_be_in_transaction()

    # --- how it is begun and ended

    @property
    def in_transaction(self) -> bool:
        return self.raw.in_transaction

    def say(self, statement: str) -> Any:
        """Execute it here and now; the first row, if there is one. Raises DBAPIError."""
        with as_sqlalchemy():
            cursor = self.raw.execute(statement)
            try:
                return cursor.fetchone()
            finally:
                cursor.close()

    async def patiently(self, statement: str) -> bool:
        """The same while others may hold the lock; whether somebody did."""
        for tried in range(TRIES):
            try:
                self.say(statement)
            except OperationalError as error:
                if not is_locked(error):
                    raise
                await asyncio.sleep(LOOK_AGAIN)
            else:
                return tried > 0
        raise locked()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What fails within is undone alone; if even that fails, so is the whole transaction."""
        self.say("SAVEPOINT one")
        try:
            yield
            self.say("RELEASE one")
        except BaseException:
            self._undo()
            raise

    def breathe_from_now(self) -> None:
        """Whoever begins now has not kept anybody waiting yet."""
        self._breathed = monotonic()

    async def commit(self) -> None:
        """In aiosqlite's thread: it waits for the disk. Raises DBAPIError, also when SQLite has rolled back before."""
        self._must_be_in_transaction()
        fairy: Any = await self._opened.get_raw_connection()
        with as_sqlalchemy():
            await fairy.driver_connection.commit()

    def rollback(self) -> None:
        """Undo whatever is open."""
        with as_sqlalchemy():
            self.raw.rollback()

    async def close(self, *, sound: bool) -> None:
        """Back into its engine; one that has failed is thrown away. Seen through even by who is cancelled."""
        await seen_through(self._closed(sound=sound))

    async def _closed(self, *, sound: bool) -> None:
        try:
            if not sound:
                await self._opened.invalidate()
        finally:
            await self._opened.close()

    def _undo(self) -> None:
        if not self.in_transaction:
            return
        try:
            self.say("ROLLBACK TO one")
            self.say("RELEASE one")
        except DBAPIError:
            self.rollback()  # what is half undone must not be committed with what others did

    def _must_be_in_transaction(self) -> None:
        """SQLite would commit a statement outside of one by itself, and take the COMMIT of nothing for a success."""
        if not self.in_transaction:
            raise rolled_back()

"""What every part of the store has: a connection, and an insert that tells whether the row was new."""

from functools import cache
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.dialects import sqlite

from storage.connection import Transaction
from storage.news import News
from storage.postgresql_driver import tell
from storage.prepared import NO_PARAMETERS, Found, Parameters, Prepared
from storage.schema import announcements, feeds, invitations, meetings, organisations, report_requests, restores


class Rows:
    """The rows of one noun, on one connection. No rule, no commit."""

    def __init__(self, connection: Transaction) -> None:
        self._connection = connection

    async def _run(self, statement: Prepared, parameters: Parameters = NO_PARAMETERS) -> Found:
        return await self._connection.run(statement, parameters)

    @property
    def _on_postgresql(self) -> bool:
        return self._connection.dialect.name == "postgresql"

    async def _tell(self, news: News) -> None:
        """Wake the other processes once this transaction is committed; on SQLite they have to look.

        It travels with COMMIT, and costs no journey of its own.
        """
        if self._on_postgresql:
            await self._connection.run_sync(tell, news.value)

    async def _insert_new(self, table: Table, values: dict[str, Any] | list[dict[str, Any]]) -> int:
        """Insert what is not there yet by any unique key; how many rows were new."""
        if not values:
            return 0
        if isinstance(values, dict) and table in NAMED_BY_BUTTONS and not self._on_postgresql:
            values = {**values, **await self._above_the_lost(table)}
        columns = tuple(values if isinstance(values, dict) else values[0])
        insert = _insert_new(self._connection.dialect.name, table, columns)
        if self._on_postgresql and isinstance(values, list):
            # Counted by what comes back: of many rows at once asyncpg does not tell how many it inserted.
            returning = insert.statement.returning(*table.primary_key)
            return len((await self._connection.execute(returning, values)).all())
        return max((await self._run(insert, values)).rowcount, 0)

    def _insert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT, in this engine's words."""
        return _insert(self._connection.dialect.name, table)

    async def _above_the_lost(self, table: Table) -> dict[str, int]:
        """After a restore, a number that nothing had before it: it may stand on a button of what is lost.

        SQLite gives the next after the highest; a server's sequence was moved on by the restore itself.
        """
        floor = (await self._connection.execute(_FIRST_FREE)).scalar()
        if floor is None:
            return {}
        highest = (await self._connection.execute(select(func.max(table.c.id)))).scalar() or 0
        return {"id": max(floor, highest + 1)}

    async def _put(self, table: Table, keys: tuple[str, ...], values: dict[str, Any]) -> None:
        """Insert the row, or replace what it holds beside its key."""
        await self._run(_put(self._connection.dialect.name, table, keys, tuple(values)), values)


NAMED_BY_BUTTONS = (meetings, organisations, announcements, report_requests, invitations, feeds)
_FIRST_FREE = select(func.max(restores.c.first_free_id))

# To put a statement together costs more than to execute it, so those that every press needs are made once. What is
# executed every now and then may be written where it is used.


@cache
def _insert_new(engine: str, table: Table, columns: tuple[str, ...]) -> Prepared:
    return Prepared(_insert(engine, table).on_conflict_do_nothing(), columns)


@cache
def _put(engine: str, table: Table, keys: tuple[str, ...], columns: tuple[str, ...]) -> Prepared:
    insert = _insert(engine, table)
    fresh = {name: insert.excluded[name] for name in columns if name not in keys}
    return Prepared(insert.on_conflict_do_update(index_elements=list(keys), set_=fresh), columns)


def _insert(engine: str, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT; both engines spell it alike."""
    if engine == "postgresql":
        from sqlalchemy.dialects import postgresql  # brings its drivers along, which SQLite does not need

        return postgresql.insert(table)
    return sqlite.insert(table)

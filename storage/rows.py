"""What every part of the store has: a connection, and an insert that tells whether the row was new."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


class Rows:
    """The rows of one noun, on one connection. No rule, no commit."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    def _insert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT; both engines spell it alike."""
        if self._connection.dialect.name == "postgresql":
            from sqlalchemy.dialects import postgresql  # brings its drivers along, which SQLite does not need

            return postgresql.insert(table)
        return sqlite.insert(table)

    async def _insert_new(self, table: Table, values: dict[str, Any] | list[dict[str, Any]]) -> int:
        """Insert what is not there yet by any unique key; how many rows were new."""
        if not values:
            return 0
        result = await self._connection.execute(self._insert(table).on_conflict_do_nothing(), values)
        return max(result.rowcount, 0)

    async def _put(self, table: Table, keys: tuple[str, ...], values: dict[str, Any]) -> None:
        """Insert the row, or replace what it holds beside its key."""
        insert = self._insert(table).values(values)
        fresh = {name: insert.excluded[name] for name in values if name not in keys}
        await self._connection.execute(insert.on_conflict_do_update(index_elements=list(keys), set_=fresh))

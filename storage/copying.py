"""Copying every row from one store to another of the same schema, whichever engines they are on."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import Row, Table, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import metadata

AT_ONCE = 500  # rows; SQLite takes at most 32,766 parameters in a statement


async def copy_rows(source: AsyncConnection, target: AsyncConnection) -> None:
    """Copy all tables, those first that others refer to; the target's tables must be empty."""
    for table in metadata.sorted_tables:
        async for rows in _in_pieces(source, table):
            await target.execute(insert(table), [dict(row._mapping) for row in rows])


async def clear(target: AsyncConnection) -> None:
    """Delete every row, those last that others refer to."""
    for table in reversed(metadata.sorted_tables):
        await target.execute(table.delete())


async def _in_pieces(source: AsyncConnection, table: Table) -> AsyncIterator[Sequence[Row[Any]]]:
    """By the key and not by an offset, which would read the rows before it again for every piece."""
    key = tuple_(*table.primary_key)
    names = [column.name for column in table.primary_key]
    piece = select(table).order_by(*table.primary_key).limit(AT_ONCE)
    rows = (await source.execute(piece)).all()
    while rows:
        yield rows
        last = tuple(rows[-1]._mapping[name] for name in names)
        rows = (await source.execute(piece.where(key > last))).all()

"""Copying every row from one store to another of the same schema, whichever engines they are on."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, String, Table, collate, func, insert, select, text, tuple_

from storage.connection import Connection
from storage.rows import NAMED_BY_BUTTONS
from storage.schema import metadata, restores

AT_ONCE = 500  # rows; SQLite takes at most 32,766 parameters in a statement
KeyOf = tuple[Any, ...]


async def copy_rows(source: Connection, target: Connection) -> None:
    """Copy all tables, those first that others refer to; the target's tables must be empty."""
    for table in metadata.sorted_tables:
        async for rows in in_pieces(source, table):
            await target.execute(insert(table), values_of(rows))


async def clear(target: Connection) -> None:
    """Delete every row, those last that others refer to."""
    for table in reversed(metadata.sorted_tables):
        await target.execute(table.delete())


async def in_pieces(source: Connection, table: Table) -> AsyncIterator[Sequence[Row[Any]]]:
    """All rows by their key, in the same order on either engine.

    By the key and not by an offset, which would read the rows before it again for every piece.
    """
    order = [_alike(column, source.dialect.name) for column in table.primary_key]
    piece = select(table).order_by(*order).limit(AT_ONCE)
    rows = (await source.execute(piece)).all()
    while rows:
        yield rows
        rows = (await source.execute(piece.where(tuple_(*order) > key_of(table, rows[-1])))).all()


def key_of(table: Table, row: Row[Any]) -> KeyOf:
    """What tells this row from all others of its table."""
    return tuple(row._mapping[column.name] for column in table.primary_key)


def values_of(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """Rows as an INSERT takes them."""
    return [dict(row._mapping) for row in rows]


async def numbers_given(source: Connection) -> dict[str, int]:
    """For each table whose rows the store numbers by itself, the highest number that may have been given.

    A number that stands on a button must never be given a second time, not even when its row is gone.
    """
    lost = ((await source.execute(select(func.max(restores.c.first_free_id)))).scalar() or 1) - 1
    given = dict[str, int]()
    for table in _numbered():
        highest = (await source.execute(select(func.max(table.c.id)))).scalar() or 0
        floor = lost if table in NAMED_BY_BUTTONS else 0
        given[table.name] = max(highest, floor, await _of_sequence(source, table))
    return given


async def go_on_numbering(target: Connection, given: Mapping[str, int]) -> None:
    """Let a server begin after these numbers. SQLite takes the next after the highest row by itself."""
    if target.dialect.name != "postgresql":
        return
    for table, number in given.items():
        if number:
            sequence = {"named": _sequence(table), "number": number}
            await target.execute(text("SELECT setval(CAST(:named AS regclass), :number)"), sequence)


async def _of_sequence(source: Connection, table: Table) -> int:
    if source.dialect.name != "postgresql":
        return 0
    query = text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {_sequence(table.name)}")  # noqa: S608 - ours
    return int((await source.execute(query)).scalar_one())


def _numbered() -> list[Table]:
    return [table for table in metadata.sorted_tables if "id" in table.primary_key.columns]


def _sequence(table: str) -> str:
    return f"{table}_id_seq"


def _alike(column: ColumnElement[Any], engine: str) -> ColumnElement[Any]:
    """SQLite compares texts by their bytes, a server by its language unless told otherwise."""
    return collate(column, "C") if engine == "postgresql" and isinstance(column.type, String) else column

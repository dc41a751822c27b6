"""A store that a copy is filling. It is marked until every row was verified, and no Narada runs on it before.

The mark stands where the schema's version stands: older versions of Narada, which know nothing of copies, refuse a
version that they do not know.
"""

import secrets
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import Column, MetaData, Row, String, Table, Text, insert, select, text, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError

from storage import copying, upgrade
from storage.connection import Connection
from storage.copying import KeyOf
from storage.database import Database
from storage.schema import metadata

WRONG_ROWS = ("22", "23")
"""Data exceptions and violated constraints, https://www.postgresql.org/docs/current/errcodes-appendix.html."""

_own = MetaData()  # not of the schema: in a finished store there is no such table
unfinished_copy = Table(
    "unfinished_copy",
    _own,
    Column("source", Text, nullable=False),  # for people, without a password
    Column("revision", String(32), nullable=False),  # of the schema, while the mark stands in its place
    Column("attempt", String(32), nullable=False),  # of two copies into one store the earlier may not finish
)
alembic_version = Table("alembic_version", MetaData(), Column("version_num", String(32)))


class NotEmpty(Exception):
    """The store holds rows already, the first of them in this table."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class OfAnother(Exception):
    """The store is an unfinished copy of another source."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


class Overtaken(Exception):
    """Another copy into the same store has begun anew meanwhile."""


class Unreadable(Exception):
    """Something stands in this table that its columns cannot mean: another program wrote it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Unstorable(Exception):
    """A row that this engine does not take: too long, out of range, or it refers to nothing."""

    def __init__(self, table: str, key: KeyOf) -> None:
        super().__init__(table, key)
        self.table, self.key = table, key


async def begin(target: Database, source: str) -> str:
    """Make an empty store with our schema, marked as an unfinished copy of `source`; the name of this attempt.

       All in one transaction.
    An unfinished copy of the same source begins anew: what it has may be older than the source
       is now. Raises NotEmpty, OfAnother, StoreForeign or StoreTooNew; then nothing has changed.
    """
    attempt = secrets.token_hex(16)
    async with target.altered() as connection:
        await _forget_earlier(connection, source)
        await connection.run_sync(upgrade.bring_up_to_date)
        for table in metadata.sorted_tables:
            if (await connection.execute(select(table).limit(1))).first() is not None:
                raise NotEmpty(table.name)
        await connection.run_sync(_own.create_all)
        mark = {"source": source, "revision": upgrade.HEAD, "attempt": attempt}
        await connection.execute(insert(unfinished_copy).values(mark))
        await connection.execute(update(alembic_version).values(version_num=upgrade.UNFINISHED))
    return attempt


async def fill(target: Database, source: Connection) -> None:
    """Copy every row that `source` shows, and go on with its numbers. Raises Unreadable or Unstorable."""
    for table in metadata.sorted_tables:
        async for rows in _read(source, table):
            await _insert(target, table, rows)
    async with target.altered() as connection:
        await copying.go_on_numbering(connection, await copying.numbers_given(source))


async def finish(target: Database, attempt: str) -> None:
    """The copy is whole: from now on it is a store like any other. Raises Overtaken."""
    async with target.altered() as connection:
        if await _attempt(connection) != attempt:
            raise Overtaken
        await connection.run_sync(_own.drop_all)
        await connection.execute(update(alembic_version).values(version_num=upgrade.HEAD))
        if connection.dialect.name == "postgresql":
            await connection.execute(text("ANALYZE"))  # or it would plan its first queries as if the tables were empty


async def _attempt(connection: Connection) -> str | None:
    if await connection.run_sync(upgrade.revision_in) != upgrade.UNFINISHED:
        return None
    return (await connection.execute(select(unfinished_copy.c.attempt))).scalar()


async def _forget_earlier(connection: Connection, source: str) -> None:
    if await connection.run_sync(upgrade.revision_in) != upgrade.UNFINISHED:
        return
    begun = (await connection.execute(select(unfinished_copy))).one()
    if begun.source != source:
        raise OfAnother(begun.source)
    await connection.execute(update(alembic_version).values(version_num=begun.revision))
    await connection.run_sync(_own.drop_all)
    await connection.run_sync(upgrade.bring_up_to_date)  # first: a newer version clears more tables
    await copying.clear(connection)


async def _read(source: Connection, table: Table) -> AsyncIterator[Sequence[Row[Any]]]:
    pieces = copying.in_pieces(source, table)
    while True:
        try:
            rows = await anext(pieces, None)
        except (TypeError, ValueError) as error:  # no moment, no JSON
            raise Unreadable(table.name) from error
        if rows is None:
            return
        yield rows


async def _insert(target: Database, table: Table, rows: Sequence[Row[Any]]) -> None:
    """A transaction for each piece: a whole store in one would need its size twice on the disk."""
    try:
        async with target.altered() as connection:
            await connection.execute(insert(table), copying.values_of(rows))
    except StatementError as error:
        if not _is_the_rows_fault(error):
            raise
        if len(rows) == 1:
            raise Unstorable(table.name, copying.key_of(table, rows[0])) from error
        for row in rows:  # which of them it is, no engine tells
            await _insert(target, table, [row])
        raise


def _is_the_rows_fault(error: StatementError) -> bool:
    """Not the server's, nor the disk's. What no driver was asked, because no statement could be made of it, is, too."""
    if isinstance(error, DataError | IntegrityError) or not isinstance(error, DBAPIError):
        return True
    below = getattr(error.orig, "__cause__", None)  # asyncpg's own: SQLAlchemy tells few of its kinds apart
    return isinstance(below, ValueError) or str(getattr(below, "sqlstate", "")).startswith(WRONG_ROWS)

"""Stores as earlier versions of Narada left them: their schema, and rows that those programs wrote themselves.

The files in `stores` were written by the programs of 0001 and of 0004, while a partnership of the seeds met, answered,
announced and reported. No version was given out between them: the rows of 0002 and 0003 are those of 0004's program
without the tables that came later.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert, inspect, select, text

from storage import upgrade
from storage.connection import Connection as OpenConnection
from storage.database import Database
from storage.schema import metadata

REVISIONS = ("0001", "0002", "0003", "0004")
STORES = Path(__file__).parent / "stores"

Rows = dict[str, list[dict[str, Any]]]


async def build(db: Database, revision: str, folder: Path) -> Rows:
    """Make an empty store one of that revision; the rows that it has now."""
    rows = written(revision, folder)
    async with db.altered() as connection:
        await connection.run_sync(_made, revision)
        await put(connection, rows)
    return rows


def written(revision: str, folder: Path) -> Rows:
    """What the program of that revision wrote, read through the schema of today."""
    engine = create_engine(f"sqlite:///{folder}/written-{revision}.db")
    with engine.begin() as connection:
        upgrade.run(connection, "upgrade", revision)
        for statement in (STORES / f"{revision}.sql").read_text(encoding="utf-8").split(";\n")[:-1]:
            connection.exec_driver_sql(statement)
        found = inspect(connection)
        columns = {name: [column["name"] for column in found.get_columns(name)] for name in found.get_table_names()}
        rows = {
            table.name: [row._asdict() for row in connection.execute(_selected(table, columns[table.name]))]
            for table in metadata.sorted_tables
            if table.name in columns
        }
    engine.dispose()
    return {name: found for name, found in rows.items() if found}


async def put(connection: OpenConnection, rows: Rows) -> None:
    """Insert rows with the columns that they have, and no others, as the program that wrote them did."""
    for table in metadata.sorted_tables:
        if found := rows.get(table.name):
            await connection.execute(insert(table), found)
            if connection.dialect.name == "postgresql" and "id" in table.primary_key.columns:
                highest = max(row["id"] for row in found)
                await connection.execute(text(f"SELECT setval('{table.name}_id_seq', {highest})"))


async def still_there(db: Database, like: Rows) -> Rows:
    """The same tables and columns of a store, whatever else it has."""
    async with db.inspected() as connection:
        return {
            name: [
                row._asdict()
                for row in await connection.execute(_selected(metadata.tables[name], rows[0] if rows else ()))
            ]
            for name, rows in like.items()
        }


def _made(connection: Connection, revision: str) -> None:
    """The schema of that revision, within the transaction that is open: a first look is what opens it for Alembic."""
    assert upgrade.revision_in(connection) is None
    upgrade.run(connection, "upgrade", revision)


def _selected(table: Table, columns: Iterable[str]) -> Any:
    return select(*[table.c[name] for name in columns]).order_by(*table.primary_key)

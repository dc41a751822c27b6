"""Migrations make exactly the schema that the code knows, and can be undone and done again."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage import upgrade
from storage.database import Database
from storage.schema import metadata
from tests.support.store import fresh


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False})
    return list(compare_metadata(context, metadata))


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def _indexes(connection: Connection) -> set[str]:
    found = [index for table in metadata.tables for index in inspect(connection).get_indexes(table)]
    # PostgreSQL also lists the indexes that stand behind unique constraints.
    return {str(index["name"]) for index in found if "duplicates_constraint" not in index}


async def test_migrations_make_the_schema_that_the_code_knows(db: Database) -> None:
    async with db.inspected() as connection:
        assert await connection.run_sync(_differences) == []
        assert await connection.run_sync(_tables) == set(metadata.tables)


async def test_every_index_of_the_schema_is_made(db: Database) -> None:
    async with db.inspected() as connection:
        made = await connection.run_sync(_indexes)

    assert made == {str(index.name) for table in metadata.tables.values() for index in table.indexes}


async def test_migrations_go_up_and_down_and_up_again(db: Database) -> None:
    async with db.altered() as connection:
        await connection.run_sync(upgrade.run, "downgrade", "base")
        assert await connection.run_sync(_tables) == set()

    assert await upgrade.migrate(db) is True
    async with db.inspected() as connection:
        assert await connection.run_sync(_differences) == []


async def test_a_store_that_is_up_to_date_is_left_alone(db: Database) -> None:
    assert await upgrade.migrate(db) is False


async def test_the_head_that_the_code_names_is_the_newest_migration(tmp_path: Path) -> None:
    assert max(upgrade.known_revisions()) == upgrade.HEAD
    async with fresh(f"sqlite:///{tmp_path}/narada.db") as db:
        assert await upgrade.revision(db) == upgrade.HEAD

"""The store's schema version: looked up, brought up to date, refused when it is from a newer version."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from storage.database import Database

HEAD = "0004"
"""The newest file in migrations/versions; kept here so that a start need not import Alembic."""


class StoreTooNew(Exception):
    """The store was made by a newer version of Narada."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


class StoreNotMigrated(Exception):
    """The store is empty or from an older version, and was not to be migrated."""


class StoreForeign(Exception):
    """The store has tables, and none of them is ours: it belongs to another program."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


async def revision(db: Database) -> str | None:
    """The store's schema version; None for an empty store."""
    async with db.inspected() as connection:
        return await connection.run_sync(_revision)


async def migrate(db: Database) -> bool:
    """Bring the store up to date; whether anything was done. Raises StoreTooNew or StoreForeign."""
    found = await revision(db)
    if found == HEAD:
        return False
    if found is not None and found not in known_revisions():
        raise StoreTooNew(found)
    async with db.altered() as connection:
        if await connection.run_sync(_revision) is None:  # asked again: another process may have been quicker
            await connection.run_sync(_must_be_empty)
        await connection.run_sync(_upgrade, HEAD)
    return True


async def must_be_current(db: Database) -> None:
    """Raise StoreTooNew or StoreNotMigrated unless the store is of this version."""
    found = await revision(db)
    if found is None or (found != HEAD and found in known_revisions()):
        raise StoreNotMigrated
    if found != HEAD:
        raise StoreTooNew(found)


async def must_be_writable(db: Database) -> None:
    """Take the write lock and change nothing; the engine's own error says why it cannot be had."""
    async with db.altered() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def known_revisions() -> set[str]:
    """The revisions this version knows, by the names of their files."""
    return {path.name[:4] for path in (_FOLDER / "versions").glob("[0-9][0-9][0-9][0-9]_*.py")}


def run(connection: Connection, action: str, target: str) -> None:
    """Alembic's `upgrade` or `downgrade` to a revision, on an open connection."""
    from alembic import command

    getattr(command, action)(_configuration(connection), target)


def _upgrade(connection: Connection, target: str) -> None:
    run(connection, "upgrade", target)


def _must_be_empty(connection: Connection) -> None:
    strange = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    if strange:
        raise StoreForeign(strange[0])


def _configuration(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


_FOLDER = Path(__file__).parent / "migrations"

"""The store's schema version: looked up, brought up to date, refused when it is from a newer version."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from storage.database import Database

HEAD = "0005"
"""The newest file in migrations/versions; kept here so that a start need not import Alembic."""

UNFINISHED = "unfinished copy"
"""Stands in the place of a revision while a copy is filling the store."""


class StoreTooNew(Exception):
    """The store was made by a newer version of Narada."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


class StoreUnfinished(StoreTooNew):
    """The store is a copy that was not finished, or not yet; see storage.unfinished."""


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
        return await connection.run_sync(revision_in)


async def migrate(db: Database) -> bool:
    """Bring the store up to date; whether anything was done. Raises StoreTooNew or StoreForeign."""
    if await revision(db) == HEAD:
        return False
    async with db.altered() as connection:
        await connection.run_sync(bring_up_to_date)
    return True


def bring_up_to_date(connection: Connection) -> None:
    """The same within a transaction; of several processes only the first finds something to do."""
    found = revision_in(connection)
    if found is None:
        _must_be_empty(connection)
    else:
        _must_be_known(found)
    if found != HEAD:
        run(connection, "upgrade", HEAD)


async def must_be_current(db: Database) -> None:
    """Raise StoreTooNew or StoreNotMigrated unless the store is of this version."""
    found = await revision(db)
    if found is None or (found != HEAD and found in known_revisions()):
        raise StoreNotMigrated
    _must_be_known(found)


async def must_be_writable(db: Database) -> None:
    """Take the write lock and change nothing; the engine's own error says why it cannot be had."""
    async with db.altered() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def is_older(revision: str | None) -> bool:
    """Whether `migrate` would change a store of that version that holds something already."""
    return revision != HEAD and revision in known_revisions()


def known_revisions() -> set[str]:
    """The revisions this version knows, by the names of their files."""
    return {path.name[:4] for path in (_FOLDER / "versions").glob("[0-9][0-9][0-9][0-9]_*.py")}


def run(connection: Connection, action: str, target: str) -> None:
    """Alembic's `upgrade` or `downgrade` to a revision, on an open connection."""
    from alembic import command

    getattr(command, action)(_configuration(connection), target)


def _must_be_known(revision: str) -> None:
    if revision == UNFINISHED:
        raise StoreUnfinished(revision)
    if revision not in known_revisions():
        raise StoreTooNew(revision)


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


def revision_in(connection: Connection) -> str | None:
    """The schema version of the store that this connection is in; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


_FOLDER = Path(__file__).parent / "migrations"

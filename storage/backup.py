"""Taking a backup while the service runs: one state of the store, checked, in a file that either engine can restore."""

import asyncio
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.backups import BackupRefused, Label, Trouble
from storage import backup_file, upgrade
from storage.copying import copy_rows
from storage.database import Database, reason_of

FAILURES = (OSError, sqlite3.Error, SQLAlchemyError)


async def take(db: Database, path: Path, *, replace: bool, now: datetime) -> Label:
    """Write a backup to `path` (mode 0600) and check it. Raises BackupRefused; then nothing of it is left.

    An existing file is replaced only when it is a backup of ours and `replace` says so.
    """
    must_not_be_the_store(db, path)
    try:
        draft = await asyncio.to_thread(backup_file.begin, path, replace=replace)
        try:
            await _fill(db, draft)
            return await asyncio.to_thread(_finished, draft, path, replace=replace, now=now)
        finally:
            await asyncio.to_thread(backup_file.discard, draft)
    except FAILURES as error:
        raise BackupRefused(Trouble.UNWRITABLE, reason(error)) from error


def must_not_be_the_store(db: Database, path: Path) -> None:
    store = file_of(db)
    with suppress(OSError):  # one of them is not there; what is wrong with the other is told by whoever needs it
        if store is not None and path.samefile(store):
            raise BackupRefused(Trouble.IS_THE_STORE, str(path))


def file_of(db: Database) -> Path | None:
    """The file of a store on SQLite."""
    return Path(str(db.url.database)).absolute() if db.is_sqlite else None


def address_of(file: Path) -> URL:
    """A store in a file of any name: within an address, some characters would mean something."""
    return URL.create("sqlite", database=str(file))


def reason(error: BaseException) -> str:
    """In the system's or the engine's own words, without the draft's name, which nobody knows."""
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else reason_of(error)


async def _fill(db: Database, draft: Path) -> None:
    store = file_of(db)
    if store is not None:
        await asyncio.to_thread(backup_file.copied, store, draft, check=_must_be_known)
        return
    try:
        await upgrade.must_be_current(db)
    except (upgrade.StoreNotMigrated, upgrade.StoreTooNew) as other:
        raise BackupRefused(Trouble.OLD_STORE) from other
    await _collect(db, draft)


def _must_be_known(revision: str) -> None:
    if revision not in upgrade.known_revisions():
        raise BackupRefused(Trouble.NEWER, revision)


async def _collect(db: Database, draft: Path) -> None:
    """From a server: everything that one snapshot shows, into a file of the same schema."""
    copy = Database.open(address_of(draft))
    try:
        await upgrade.migrate(copy)
        async with db.snapshot() as store, copy.altered() as connection:
            await copy_rows(store.connection, connection)
    finally:
        await copy.close()


def _finished(draft: Path, path: Path, *, replace: bool, now: datetime) -> Label:
    label = backup_file.labelled(draft, now=now)
    if backup_file.looked_at(draft) != label:
        raise OSError(None, "the copy does not hold what was written")
    backup_file.finish(draft, path, replace=replace)
    return label

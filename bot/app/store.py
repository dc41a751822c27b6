"""Opening the store, and saying in a word why it cannot be opened."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from tempfile import TemporaryFile

from bot.config import Settings
from storage import upgrade
from storage.database import UNUSABLE, Database, file_of, reason_of


class StoreUnusable(Exception):
    """`reason` is one of: "too_new", "not_migrated", "foreign", "unreachable"; `detail` says more in a word."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@asynccontextmanager
async def opened(settings: Settings, *, migrate: bool) -> AsyncIterator[Database]:
    """The store at this version, migrated first if wanted. Raises StoreUnusable."""
    db = _open(settings)
    try:
        await _prepare(db, migrate=migrate)
        yield db
    finally:
        await db.close()


async def migrated(settings: Settings) -> bool:
    """Bring the store up to date; whether there was anything to do. Raises StoreUnusable."""
    db = _open(settings)
    try:
        return await _migrate(db)
    finally:
        await db.close()


async def revision(settings: Settings) -> str | None:
    """The store's schema version; None when it is empty or not there yet. Raises StoreUnusable."""
    file = file_of(settings.storage.url)
    if file is not None and not file.exists():
        _must_be_makeable(file)  # only looking must not make it
        return None
    db = _open(settings)
    try:
        return await upgrade.revision(db)
    except UNUSABLE as error:
        raise StoreUnusable("unreachable", reason_of(error)) from error
    finally:
        await db.close()


def unmade(settings: Settings) -> Database:
    """The store as it is: not made when it is missing, not migrated when it is old. Raises StoreUnusable."""
    try:
        return Database.open(settings.storage.url)
    except UNUSABLE as error:  # the engine's own package is missing
        raise StoreUnusable("unreachable", reason_of(error)) from error


def _open(settings: Settings) -> Database:
    try:
        _must_open(file_of(settings.storage.url))
        return Database.open(settings.storage.url)
    except (*UNUSABLE, sqlite3.Error) as error:  # no such folder, or the engine's own package is missing
        raise StoreUnusable("unreachable", reason_of(error)) from error


def _must_be_makeable(file: Path) -> None:
    try:
        with TemporaryFile(dir=file.parent):
            return
    except OSError as error:
        raise StoreUnusable("unreachable", error.strerror or str(error)) from error


def _must_open(file: Path | None) -> None:
    """Raise when the file of an SQLite store cannot be opened. A new one is for its owner's eyes alone.

    The asynchronous driver would leave a thread behind, whose traceback comes after the sentence that is to be read.
    """
    if file is not None:
        if not file.exists():
            with suppress(OSError):  # the engine says it better
                file.touch(mode=0o600)
        with closing(sqlite3.connect(file)):
            return


async def _prepare(db: Database, *, migrate: bool) -> None:
    if migrate:
        await _migrate(db)
        return
    try:
        await upgrade.must_be_current(db)
    except upgrade.StoreTooNew as newer:
        raise StoreUnusable("too_new", newer.revision) from newer
    except upgrade.StoreNotMigrated as older:
        raise StoreUnusable("not_migrated") from older
    except UNUSABLE as error:
        raise StoreUnusable("unreachable", reason_of(error)) from error


async def _migrate(db: Database) -> bool:
    try:
        done = await upgrade.migrate(db)
        await upgrade.must_be_writable(db)
    except upgrade.StoreTooNew as newer:
        raise StoreUnusable("too_new", newer.revision) from newer
    except upgrade.StoreForeign as foreign:
        raise StoreUnusable("foreign", foreign.table) from foreign
    except UNUSABLE as error:
        raise StoreUnusable("unreachable", reason_of(error)) from error
    return done

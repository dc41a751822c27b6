"""Opening the store, and saying in a word why it cannot be opened."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from bot.clock import SystemClock
from bot.config import Settings
from bot.domain.backups import BackupRefused
from storage import before_upgrade, upgrade
from storage.database import UNUSABLE, Database, file_of, reason_of
from storage.sealing import Seal


class StoreUnusable(Exception):
    """`reason`: "too_new", "unfinished", "not_migrated", "foreign", "unkept" or "unreachable"; `detail` says more."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@asynccontextmanager
async def opened(settings: Settings, *, migrate: bool, seal: Seal | None = None) -> AsyncIterator[Database]:
    """The store at this version, migrated first if wanted; with a `seal` it shows addresses. Raises StoreUnusable."""
    db = opened_or_made(settings, seal)
    try:
        await _prepare(db, migrate=migrate)
        yield db
    finally:
        await db.close()


async def migrated(settings: Settings) -> bool:
    """Bring the store up to date; whether there was anything to do. Raises StoreUnusable."""
    db = opened_or_made(settings)
    try:
        return await _migrate(db)
    finally:
        await db.close()


async def revision(settings: Settings) -> str | None:
    """The store's schema version; None when it is empty or not there yet. Raises StoreUnusable."""
    with trouble_in_a_word():  # the name may be too long to be looked for
        file = file_of(settings.storage.url)
        if file is not None and not file.exists():
            _must_be_makeable(file)  # only looking must not make it
            return None
    db = opened_or_made(settings)
    try:
        with trouble_in_a_word():
            return await upgrade.revision(db)
    finally:
        await db.close()


def unmade(settings: Settings) -> Database:
    """The store as it is: not made when it is missing, not migrated when it is old. Raises StoreUnusable."""
    try:
        return Database.open(settings.storage.url)
    except UNUSABLE as error:  # the engine's own package is missing
        raise StoreUnusable("unreachable", reason_of(error)) from error


@contextmanager
def trouble_in_a_word() -> Iterator[None]:
    """Whatever keeps a store from being used becomes StoreUnusable."""
    try:
        yield
    except upgrade.StoreUnfinished as unfinished:
        raise StoreUnusable("unfinished") from unfinished
    except upgrade.StoreTooNew as newer:
        raise StoreUnusable("too_new", newer.revision) from newer
    except upgrade.StoreNotMigrated as older:
        raise StoreUnusable("not_migrated") from older
    except upgrade.StoreForeign as foreign:
        raise StoreUnusable("foreign", foreign.table) from foreign
    except BackupRefused as refused:
        raise StoreUnusable("unkept", refused.detail) from refused
    except UNUSABLE as error:
        raise StoreUnusable("unreachable", reason_of(error)) from error


def seal_of(settings: Settings) -> Seal | None:
    """What addresses of calendars are sealed with; None without a bot token: anybody has the key of an empty one."""
    return Seal.of(settings.telegram.token) if settings.telegram.token else None


def opened_or_made(settings: Settings, seal: Seal | None = None) -> Database:
    """The store, whatever is in it; a file that is missing is made. Raises StoreUnusable."""
    try:
        _must_open(file_of(settings.storage.url))
        return Database.open(settings.storage.url, seal=seal)
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
    with trouble_in_a_word():
        await upgrade.must_be_current(db)


async def _migrate(db: Database) -> bool:
    with trouble_in_a_word():
        await before_upgrade.kept(db, now=SystemClock()())
        done = await upgrade.migrate(db)
        await upgrade.must_be_writable(db)
    return done

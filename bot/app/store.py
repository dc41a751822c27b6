"""Opening the store, and saying in a word why it cannot be opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from storage import upgrade
from storage.database import Database


class StoreUnusable(Exception):
    """`reason` is one of: "too_new", "not_migrated", "unreachable"; `detail` is the engine's own word for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@asynccontextmanager
async def opened(settings: Settings, *, migrate: bool) -> AsyncIterator[Database]:
    """The store at this version, migrated first if wanted. Raises StoreUnusable."""
    try:
        db = Database.open(settings.storage.url)
    except (SQLAlchemyError, ImportError) as error:
        raise StoreUnusable("unreachable", str(error)) from error
    try:
        await _prepare(db, migrate=migrate)
        yield db
    finally:
        await db.close()


async def migrated(settings: Settings) -> bool:
    """Bring the store up to date; whether there was anything to do. Raises StoreUnusable."""
    db = Database.open(settings.storage.url)
    try:
        return await _migrate(db)
    finally:
        await db.close()


async def revision(settings: Settings) -> str | None:
    """The store's schema version; None when it is empty. Raises StoreUnusable."""
    db = Database.open(settings.storage.url)
    try:
        return await upgrade.revision(db)
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnusable("unreachable", _said(error)) from error
    finally:
        await db.close()


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
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnusable("unreachable", _said(error)) from error


async def _migrate(db: Database) -> bool:
    try:
        done = await upgrade.migrate(db)
        await upgrade.must_be_writable(db)
    except upgrade.StoreTooNew as newer:
        raise StoreUnusable("too_new", newer.revision) from newer
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnusable("unreachable", _said(error)) from error
    return done


def _said(error: Exception) -> str:
    """The engine's own sentence, without SQLAlchemy's lines around it."""
    return str(getattr(error, "orig", None) or error).splitlines()[0]

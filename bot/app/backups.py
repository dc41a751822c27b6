"""`narada backup` and `narada restore`: the store of the configuration, opened for these two."""

from pathlib import Path

from bot.app.store import StoreUnusable, revision, unmade
from bot.clock import Clock
from bot.config import Settings
from bot.domain.backups import BackupRefused, Label, Trouble
from bot.usecases import backups
from bot.usecases.backups import Restored
from storage.database import UNUSABLE, reason_of

__all__ = ["BackupRefused", "Restored", "Trouble", "backup", "restore"]


async def backup(settings: Settings, clock: Clock, file: Path, *, replace: bool) -> Label:
    """Take a backup of the store; the service may run meanwhile. Raises BackupRefused or StoreUnusable."""
    if await revision(settings) is None:
        raise StoreUnusable("not_migrated")  # an empty store is most probably not the one that was meant
    db = unmade(settings)
    try:
        return await backups.take(db, file, replace=replace, now=clock())
    finally:
        await db.close()


async def restore(settings: Settings, clock: Clock, file: Path) -> Restored:
    """Put a backup in the place of the store, which may be missing. Raises BackupRefused or StoreUnusable."""
    db = unmade(settings)
    try:
        return await backups.put_back(db, file, now=clock(), real_now=clock.real())
    except UNUSABLE as error:
        raise StoreUnusable("unreachable", reason_of(error)) from error
    finally:
        await db.close()

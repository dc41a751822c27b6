"""The way back from an upgrade: the store as it was, kept as a backup before its schema changes."""

from datetime import datetime
from pathlib import Path

from storage import backup, upgrade
from storage.database import Database


async def kept(db: Database, *, now: datetime) -> Path | None:
    """Keep a store in a file as `<its name>.before-<revision>.db` beside it, where an upgrade is due; where it is kept.

    None where nothing is due, and for a server: there a migration is one transaction, and the backup is taken by the
    version that runs (docs/upgrading.md). Raises BackupRefused: a store that cannot be kept must not be changed.
    """
    file = backup.file_of(db)
    if file is None or not upgrade.is_older(await upgrade.revision(db)):
        return None
    path = file.with_name(f"{file.stem}.before-{upgrade.HEAD}.db")
    await backup.take(db, path, replace=True, now=now)
    return path

"""Putting a backup in the place of the store: prepared aside, everything that was due held, then exchanged at once."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, text

from bot.domain.backups import BackupRefused, Label, Trouble
from storage import backup, backup_file, holding, upgrade
from storage.connection import Connection
from storage.copying import clear, copy_rows
from storage.database import Database
from storage.exchange import dated, exchange
from storage.rows import NAMED_BY_BUTTONS
from storage.schema import metadata, partnerships

# So many numbers are left out after a restore: those of what came after the backup stand on buttons in the chats.
LEFT_OUT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A backup made ready to be the store: migrated, its due letters held. `held` counts letters and updates."""

    draft: Path
    label: Label
    held: int
    now: datetime


@asynccontextmanager
async def prepared(db: Database, path: Path, *, now: datetime, real_now: datetime) -> AsyncIterator[Prepared]:
    """A draft of the new store, gone again on leaving unless it was put in place. The backup itself stays as it is.

    Raises BackupRefused: MISSING, FOREIGN, DAMAGED, NEWER or UNWRITABLE.
    """
    backup.must_not_be_the_store(db, path)
    label = await asyncio.to_thread(backup_file.looked_at, path)
    store = backup.file_of(db)
    beside = store or Path(tempfile.gettempdir()) / "narada"
    try:
        draft = await asyncio.to_thread(backup_file.draft_beside, beside)
        try:
            held = await _make_ready(path, draft, label, now=now, real_now=real_now)
            yield Prepared(draft=draft, label=label, held=held, now=now)
        finally:
            await asyncio.to_thread(backup_file.discard, draft)
    except backup.FAILURES as error:
        raise BackupRefused(Trouble.UNWRITABLE, backup.reason(error)) from error


async def put_in_place(db: Database, ready: Prepared, path: Path) -> Path | None:
    """Exchange the store for the draft; where the present one is kept, if there was any.

    On SQLite the file is renamed. On a server its rows are replaced in one transaction, and kept as a backup beside
    `path`. Raises BackupRefused(STORE_FOREIGN) for a store of another program.
    """
    store = backup.file_of(db)
    if store is not None:
        await db.close()  # an open connection would leave its log beside the file that is renamed
        return await asyncio.to_thread(exchange, store, ready.draft, ready.now)
    try:
        await upgrade.migrate(db)
    except upgrade.StoreForeign as foreign:
        raise BackupRefused(Trouble.STORE_FOREIGN, foreign.table) from foreign
    except upgrade.StoreTooNew as newer:
        raise BackupRefused(Trouble.NEWER, newer.revision) from newer
    kept = await _kept_as_backup(db, ready, path)
    await _replace_rows(db, ready.draft)
    return kept


async def _make_ready(path: Path, draft: Path, label: Label, *, now: datetime, real_now: datetime) -> int:
    await asyncio.to_thread(backup_file.copied, path, draft, immutable=True)
    await asyncio.to_thread(backup_file.without_label, draft)
    copy = Database.open(backup.address_of(draft))
    try:
        await upgrade.migrate(copy)
        async with copy.altered() as connection:
            free = await _highest_number(connection) + LEFT_OUT
            return await holding.hold(
                connection, taken_at=label.taken_at, first_free_id=free, now=now, real_now=real_now
            )
    finally:
        await copy.close()


async def _highest_number(connection: Connection) -> int:
    """The highest of the numbers that buttons carry."""
    highest = [(await connection.execute(select(func.max(table.c.id)))).scalar() or 0 for table in NAMED_BY_BUTTONS]
    return max(highest)


# --- a server


async def _kept_as_backup(db: Database, ready: Prepared, path: Path) -> Path | None:
    async with db.snapshot() as store:
        if not (await store.connection.execute(select(func.count()).select_from(partnerships))).scalar_one():
            return None
    kept = dated(path.with_name(f"{db.url.database}.db"), ready.now)
    await backup.take(db, kept, replace=False, now=ready.now)
    return kept


async def _replace_rows(db: Database, draft: Path) -> None:
    copy = Database.open(backup.address_of(draft))
    try:
        async with copy.inspected() as source, db.altered() as target:
            await clear(target)
            await copy_rows(source, target)
            await _go_on_numbering(target)
    finally:
        await copy.close()


async def _go_on_numbering(connection: Connection) -> None:
    """The rows brought their numbers along; those that the server gives begin after them, and after what was lost."""
    for table in metadata.sorted_tables:
        if "id" in table.primary_key.columns:
            highest = (await connection.execute(select(func.max(table.c.id)))).scalar() or 0
            sequence = {"named": f"{table.name}_id_seq", "number": highest + LEFT_OUT}
            await connection.execute(text("SELECT setval(CAST(:named AS regclass), :number)"), sequence)

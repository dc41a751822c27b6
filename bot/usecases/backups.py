"""Backups of the whole store: taken on request and every night, and put in the store's place."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.domain.backups import BackupRefused, Label, Trouble, superseded
from bot.domain.letters import Letter
from bot.domain.notices import BackupFailed
from bot.usecases import parts
from storage import backup, backup_file, restore
from storage.database import UNUSABLE, Database, Store

AGAIN_AFTER = timedelta(hours=1)  # a failure
LEASE = timedelta(hours=1)  # longer than a backup may take
NAME = "narada-%Y-%m-%d.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did: what the backup held, how many letters and updates are held, where the old store is kept."""

    label: Label
    held: int
    kept: Path | None


async def take(db: Database, path: Path, *, replace: bool, now: datetime) -> Label:
    """Write a checked backup to `path`, while others use the store. Raises BackupRefused."""
    return await backup.take(db, path, replace=replace, now=now)


async def put_back(db: Database, path: Path, *, now: datetime, real_now: datetime) -> Restored:
    """Put a backup in the store's place, with everything that was due held. Raises BackupRefused.

    Nothing may run on the store: what runs would go on writing into the old one.
    """
    await _must_rest(db, real_now)
    async with restore.prepared(db, path, now=now, real_now=real_now) as ready:
        await _must_rest(db, real_now)  # again: to prepare may have taken minutes
        kept = await restore.put_in_place(db, ready, path)
        return Restored(label=ready.label, held=ready.held, kept=kept)


async def last_taken_at(db: Database) -> datetime | None:
    """When the last nightly backup was taken."""
    async with db.snapshot() as store:
        return await store.nightly_backups.last_taken_at()


async def _must_rest(db: Database, real_now: datetime) -> None:
    file = backup.file_of(db)
    if file is not None and not file.exists():
        return
    try:
        found = await parts.alive(db, real_now=real_now)
    except UNUSABLE:  # nothing runs on a store that cannot be read: to bring it back may be why somebody is here
        return
    running = sorted({each.name for each in found if each.alive})
    if running:
        raise BackupRefused(Trouble.RUNNING, ", ".join(running))


# --- every night


@dataclass(frozen=True, slots=True, kw_only=True)
class Nightly:
    """Where nightly backups go, and how long they are kept."""

    folder: Path
    keep_days: int
    keep_months: int


async def claim(db: Database, night: date, owner: str, *, real_now: datetime) -> bool:
    """Whether this process is the one that takes that night's backup now; the lock is taken only when it may be."""
    async with db.snapshot() as store:
        newest = await store.nightly_backups.newest()
    if newest is not None and newest.night >= night and newest.taken_at is not None:
        return False
    async with db.transaction() as tx:
        return await tx.nightly_backups.claim(night, owner, real_now=real_now, lease_until=real_now + LEASE)


async def take_nightly(db: Database, night: date, nightly: Nightly, *, now: datetime) -> list[Path]:
    """Take a claimed night's backup, and delete those that it supersedes; which. Raises BackupRefused."""
    path = nightly.folder / night.strftime(NAME)
    await backup.take(db, path, replace=True, now=now)
    async with db.transaction() as tx:
        await tx.nightly_backups.taken(night, now=now)
    return await asyncio.to_thread(_rotate, nightly, night)


async def failed(db: Database, night: date, code: str, reason: str, *, now: datetime, real_now: datetime) -> None:
    """Keep that a night's backup failed; the coordinators are told once that night, and it is tried again later."""
    async with db.transaction() as tx:
        await tx.nightly_backups.failed(night, reason, again_at=real_now + AGAIN_AFTER)
        last = await tx.nightly_backups.last_taken_at()
        await tx.outbox.add(await _told(tx, night, BackupFailed(code=code, last_taken_at=last), now=now), now=now)


async def _told(tx: Store, night: date, notice: BackupFailed, *, now: datetime) -> list[Letter]:
    return [
        Letter(
            once=f"backup/{night}/{partnership_id}/{coordinator.id}",
            notice=notice,
            chat_id=coordinator.chat_id,
            person_id=coordinator.id,
            partnership_id=partnership_id,
            due_at=now,
            silent=True,
        )
        for partnership_id, coordinator in await tx.people.every_coordinator()
    ]


def _rotate(nightly: Nightly, night: date) -> list[Path]:
    """Only files that we made: named as ours, and marked as ours."""
    files = {found: path for path in nightly.folder.iterdir() if (found := _night_of_file(path)) is not None}
    old = superseded(files, night, keep_days=nightly.keep_days, keep_months=nightly.keep_months)
    gone = [files[each] for each in old if backup_file.is_backup(files[each])]
    for path in (*gone, *_left_by_the_killed(nightly.folder, night)):
        path.unlink()
    return gone


def _left_by_the_killed(folder: Path, night: date) -> list[Path]:
    """Drafts of earlier nights: whoever was killed at a backup could not take its half file away."""
    drafts = ((path, path.name[1:].partition(".db")[0]) for path in folder.glob(".narada-*.part*"))
    return [path for path, stem in drafts if (of := _night_of_file(Path(f"{stem}.db"))) is not None and of < night]


def _night_of_file(path: Path) -> date | None:
    try:
        return datetime.strptime(path.name, NAME).date()  # noqa: DTZ007 - a day, of no zone
    except ValueError:
        return None

"""Exchanging the file of a store for another, without a moment in which there is none; the old one is kept."""

import errno
import os
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from sqlite3 import DatabaseError, connect

from bot.domain.backups import BackupRefused, Trouble
from storage import backup_file


def exchange(store: Path, draft: Path, now: datetime) -> Path | None:
    """Put `draft` in the place of `store`; where the old one is kept, if there was one. A failure leaves all as it was.

    Raises BackupRefused(STORE_FOREIGN) for a database of another program, OSError.
    """
    _give_to_the_owner_of(store if store.exists() else store.parent, draft)
    kept = _set_aside(store, now) if store.exists() else None
    try:
        backup_file.take_place(draft, store)
    except BaseException:
        if kept is not None:
            _undo(store, kept)
        raise
    return kept


def dated(store: Path, now: datetime) -> Path:
    """A name that nothing has: "narada.before-2027-05-12-091500.db"."""
    stem, number = f"{store.stem}.before-{now.astimezone():%Y-%m-%d-%H%M%S}", 1
    kept = store.with_name(f"{stem}{store.suffix}")
    while kept.exists():
        number += 1
        kept = store.with_name(f"{stem}-{number}{store.suffix}")
    return kept


def _give_to_the_owner_of(place: Path, draft: Path) -> None:
    """Whoever restores as root must not leave a store that the service cannot open."""
    owner, ours = place.stat(), draft.stat()
    if (owner.st_uid, owner.st_gid) != (ours.st_uid, ours.st_gid):
        with suppress(PermissionError):
            os.chown(draft, owner.st_uid, owner.st_gid)


def _set_aside(store: Path, now: datetime) -> Path:
    """Under a second name, so that the draft can replace the first at once: a service that starts between the two
    moments would find no store, and make an empty one.
    """
    _must_be_ours(store)
    kept = dated(store, now)
    _move_what_is_beside(store, kept)
    try:
        kept.hardlink_to(store)
    except OSError:  # a file system without links
        store.rename(kept)
    return kept


def _undo(store: Path, kept: Path) -> None:
    if store.exists():
        kept.unlink()
    else:
        kept.rename(store)
    _move_what_is_beside(kept, store)


def _must_be_ours(store: Path) -> None:
    """Raise for a database of another program, and for a folder, which may hold anything.

    One that cannot be read at all may well be why somebody restores.
    """
    if store.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    with suppress(DatabaseError), closing(connect(store)) as present:
        names = {name for (name,) in present.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if names and "alembic_version" not in names:
            raise BackupRefused(Trouble.STORE_FOREIGN, min(names))
        if names:
            present.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that one file is kept, and not three


def _move_what_is_beside(old: Path, new: Path) -> None:
    """SQLite's own files of a store that could not be closed: without its log it lacks its last changes, and beside
    another store they would damage that.
    """
    for suffix in backup_file.BESIDE[1:]:
        with suppress(FileNotFoundError):
            Path(f"{old}{suffix}").rename(f"{new}{suffix}")

"""The file of a backup: a store of its own in one SQLite file, with a label; written aside, and named when complete.

A header with our mark tells it from other programs' files, https://www.sqlite.org/fileformat2.html#application_id; the
live store does not have it, so nobody replaces a store by a backup of it.
"""

import os
import secrets
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from bot.domain.backups import BackupRefused, Counts, Label, Trouble
from storage.upgrade import known_revisions

MARK = int.from_bytes(b"Nrda")
MAGIC = b"SQLite format 3\x00"
HEADER = 100  # bytes
BESIDE = ("", "-journal", "-wal", "-shm")  # what SQLite keeps beside a file

_COUNTS = (
    "SELECT (SELECT count(*) FROM partnerships), (SELECT count(*) FROM people), (SELECT count(*) FROM meetings),"
    " (SELECT count(*) FROM outbox WHERE status IN ('queued', 'sending', 'held'))"
)


def begin(path: Path, *, replace: bool) -> Path:
    """An empty file beside `path`, for its owner's eyes alone, to be filled and then given to `finish`.

    Raises BackupRefused when there is something of that name that may not be replaced, OSError.
    """
    _may_become(path, replace=replace)
    return draft_beside(path)


def draft_beside(path: Path) -> Path:
    """An empty file of a name that nobody else has, in the same folder."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return draft


def discard(draft: Path) -> None:
    """Leave nothing of it, whatever became of it."""
    for suffix in BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{draft}{suffix}").unlink()


def labelled(draft: Path, *, now: datetime) -> Label:
    """Make a copy of a store a backup: alone in its file, and saying what it is."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")  # a file beside it could be left behind when it is carried away
        copy.execute(f"PRAGMA application_id={MARK}")
        counts = Counts(**dict(zip(Counts.__slots__, copy.execute(_COUNTS).fetchone(), strict=True)))
        label = Label(taken_at=now, revision=_revision(copy), counts=counts)
        copy.execute(
            "CREATE TABLE backup_label (taken_at TEXT, partnerships INT, people INT, meetings INT, waiting INT)"
        )
        figures = (counts.partnerships, counts.people, counts.meetings, counts.waiting)
        copy.execute("INSERT INTO backup_label VALUES (?, ?, ?, ?, ?)", (now.isoformat(), *figures))
    return label


def without_label(draft: Path) -> None:
    """Make a copy of a backup a store again."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        copy.execute("DROP TABLE backup_label")
        copy.execute("PRAGMA application_id=0")


def looked_at(path: Path) -> Label:
    """What the backup says of itself, once all of it was checked.

    Raises BackupRefused: MISSING, FOREIGN, DAMAGED or NEWER.
    """
    header = _header(path)
    if not _is_ours(header):
        raise BackupRefused(Trouble.FOREIGN, str(path))
    if len(header) < HEADER or _size_told(header) != path.stat().st_size:
        raise BackupRefused(Trouble.DAMAGED, str(path))
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            return _checked(copy)
    except (sqlite3.Error, TypeError, ValueError) as error:
        raise BackupRefused(Trouble.DAMAGED, str(path)) from error


def is_backup(path: Path) -> bool:
    """Whether a file bears our mark; nothing else of it is looked at."""
    try:
        return _is_ours(_header(path))
    except BackupRefused:
        return False


def finish(draft: Path, path: Path, *, replace: bool) -> None:
    """Give the file its name; unless told so, it replaces nothing that somebody has put there meanwhile."""
    if replace:
        _may_become(path, replace=True)
        take_place(draft, path)
        return
    _sync(draft)
    _name(draft, path)
    _sync_folder(path.parent)


def take_place(draft: Path, path: Path) -> None:
    """Replace the file once all of the draft is on the disk: nobody ever sees half of it, or none."""
    _sync(draft)
    draft.replace(path)
    _sync_folder(path.parent)


def _sync(file: Path) -> None:
    with file.open("rb") as written:
        os.fsync(written.fileno())


def _sync_folder(folder: Path) -> None:
    """A name is in the folder's own data, which a power cut may lose like any other."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copied(source: Path, draft: Path, *, immutable: bool = False, check: Callable[[str], None] | None = None) -> None:
    """Copy a store while others write to it: one state of it, https://www.sqlite.org/backup.html."""
    how = "mode=ro&immutable=1" if immutable else "mode=rw"
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?{how}", uri=True)) as store,
        closing(sqlite3.connect(draft)) as copy,
    ):
        if check is not None:
            check(_revision(store))
        store.backup(copy)


def _name(draft: Path, path: Path) -> None:
    """Unlike a rename, a link fails when somebody has taken that name meanwhile."""
    try:
        path.hardlink_to(draft)
    except FileExistsError as taken:
        raise BackupRefused(Trouble.EXISTS, str(path)) from taken
    except OSError:  # a file system without links
        draft.rename(path)
    else:
        draft.unlink()


def _may_become(path: Path, *, replace: bool) -> None:
    if not path.exists() and not path.is_symlink():
        return
    if not replace:
        raise BackupRefused(Trouble.EXISTS, str(path))
    if not is_backup(path):
        raise BackupRefused(Trouble.NOT_OURS_TO_REPLACE, str(path))


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEADER)
    except FileNotFoundError as missing:
        raise BackupRefused(Trouble.MISSING, str(path)) from missing
    except OSError as error:  # a folder, or a file that we may not read
        raise BackupRefused(Trouble.FOREIGN, str(path)) from error


def _is_ours(header: bytes) -> bool:
    """A file cut within its header is still known by its beginning."""
    return header.startswith(MAGIC) and (len(header) < HEADER or header[68:72] == MARK.to_bytes(4))


def _size_told(header: bytes) -> int:
    """What the header says the file is long (file format 1.3.2 and 1.3.8), in bytes."""
    (page,) = struct.unpack(">H", header[16:18])
    (pages,) = struct.unpack(">I", header[28:32])
    return int(65_536 if page == 1 else page) * int(pages)


def _checked(copy: sqlite3.Connection) -> Label:
    revision = _revision(copy)
    if revision not in known_revisions():
        raise BackupRefused(Trouble.NEWER, revision)
    if (
        copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        or copy.execute("PRAGMA foreign_key_check").fetchall()
    ):
        raise ValueError("the file's own parts contradict each other")
    taken_at, *figures = copy.execute(
        "SELECT taken_at, partnerships, people, meetings, waiting FROM backup_label"
    ).fetchone()
    if tuple(figures) != copy.execute(_COUNTS).fetchone():
        raise ValueError("it does not hold what it says")
    partnerships, people, meetings, waiting = figures
    counts = Counts(partnerships=partnerships, people=people, meetings=meetings, waiting=waiting)
    return Label(taken_at=datetime.fromisoformat(taken_at), revision=revision, counts=counts)


def _revision(store: sqlite3.Connection) -> str:
    """The schema version; raises ValueError for a file without one."""
    if store.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None:
        raise ValueError("no schema version")
    (revision,) = store.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(revision)

"""The nightly backup: once a night whoever runs, made up for when it was missed, and told when it fails."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.findings import of_backup, of_store
from bot.app.policy import policy_of
from bot.app.telegram import bot_of
from bot.config import Settings
from bot.config.settings import BackupSettings, StorageSettings
from bot.domain.notices import BackupFailed
from bot.gateway.pace import Pace
from bot.gateway.sender import Sender
from bot.scheduler.backup import NightlyBackup
from bot.services import Services
from bot.usecases import backups
from storage import holding
from tests.support.clock import FakeClock
from tests.support.store import Town

AFTER_THREE = datetime(2027, 5, 11, 1, 30, tzinfo=UTC)  # 3:30 in Warsaw
TOKEN = "123456:TEST"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kopie").mkdir()
    return tmp_path / "kopie"


def nightly(
    of: Town, clock: FakeClock, folder: Path | str, owner: str = "one", *, keep_days: int = 14, keep_months: int = 6
) -> NightlyBackup:
    """What one process runs every minute."""
    kept = BackupSettings(folder=str(folder), keep_days=keep_days, keep_months=keep_months)
    chosen = replace(Settings(), backup=kept)
    chosen = replace(chosen, telegram=replace(chosen.telegram, token=TOKEN))
    pace = Pace(30)
    return NightlyBackup(
        Services(
            db=of.db,
            settings=chosen,
            policy=policy_of(chosen),
            clock=clock,
            sender=Sender(bot_of(chosen), pace),
            pace=pace,
            username="narada_bot",
            owner=owner,
        )
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """A file where the folder was: also for whom no folder is closed."""
    away = folder.rename(folder.with_name("odłączony dysk"))
    folder.touch()
    yield
    folder.unlink()
    away.rename(folder)


async def told(of: Town) -> list[BackupFailed]:
    async with of.db.snapshot() as store:
        due = [await store.outbox.by_once(row.once) for row in await store.outbox.account(of.partnership.id)]
    return [letter.notice for letter in due if letter is not None and isinstance(letter.notice, BackupFailed)]


async def test_a_night_has_one_backup_however_many_processes_look_for_it(
    wejherowo: Town, clock: FakeClock, folder: Path
) -> None:
    clock.at(AFTER_THREE)
    for owner in ("one", "two", "one"):
        await nightly(wejherowo, clock, folder, owner)()
        written = (folder / "narada-2027-05-11.db").stat().st_mtime_ns

    assert names(folder) == ["narada-2027-05-11.db"]
    await nightly(wejherowo, clock, folder, "three")()
    assert (folder / "narada-2027-05-11.db").stat().st_mtime_ns == written
    with closing(sqlite3.connect(folder / "narada-2027-05-11.db")) as copy:
        assert copy.execute("SELECT count(*) FROM partnerships").fetchone() == (1,)


async def test_of_two_processes_at_the_same_night_one_claims_it(wejherowo: Town, clock: FakeClock) -> None:
    night = date(2027, 5, 11)

    claims = [await backups.claim(wejherowo.db, night, owner, real_now=clock.real()) for owner in ("one", "two")]
    clock.real_forward(backups.LEASE)
    late = await backups.claim(wejherowo.db, night, "two", real_now=clock.real())

    assert claims == [True, False]
    assert late  # the first died at it


async def test_before_its_hour_the_missed_night_is_made_up_and_then_tonights_is_taken(
    wejherowo: Town, clock: FakeClock, folder: Path
) -> None:
    backup = nightly(wejherowo, clock, folder)
    for moment in (AFTER_THREE - timedelta(hours=1), AFTER_THREE, AFTER_THREE + timedelta(days=3)):
        clock.at(moment)
        await backup()

    assert names(folder) == [f"narada-2027-05-{day}.db" for day in (10, 11, 14)]
    assert await backups.last_taken_at(wejherowo.db) == clock()


async def test_superseded_backups_are_deleted_and_nothing_else(wejherowo: Town, clock: FakeClock, folder: Path) -> None:
    backup = nightly(wejherowo, clock, folder, keep_days=2, keep_months=1)
    for name in ("narada-2027-04-05.db", "narada-2027-04-06.db"):  # named like ours, and not made by us
        (folder / name).write_text("nie nasz")
    (folder / "notatki.txt").write_text("ręcznie")
    (folder / ".narada-2027-05-10.db.1a2b3c4d.part").write_text("połowa kopii, przy której zabito proces")
    for days in range(4):
        clock.at(AFTER_THREE + timedelta(days=days))
        await backup()

    nights = [f"narada-2027-{night}.db" for night in ("04-05", "04-06", "05-11", "05-13", "05-14")]
    assert names(folder) == [*nights, "notatki.txt"]


async def test_without_a_folder_nothing_is_backed_up(wejherowo: Town, clock: FakeClock) -> None:
    await nightly(wejherowo, clock, "")()

    assert await backups.last_taken_at(wejherowo.db) is None


async def test_a_backup_that_fails_is_logged_told_once_that_night_and_tried_again(
    wejherowo: Town, clock: FakeClock, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    backup = nightly(wejherowo, clock, folder)
    clock.at(AFTER_THREE)
    with unwritable(folder):
        for _ in range(3):
            await backup()
            clock.real_forward(backups.AGAIN_AFTER)

    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 3
    assert all("told as B270511: unwritable" in error for error in errors)
    assert await told(wejherowo) == [BackupFailed(code="B270511")]

    await backup()
    assert names(folder) == ["narada-2027-05-11.db"]


async def test_a_failure_is_not_tried_again_at_once_by_anybody(
    wejherowo: Town, clock: FakeClock, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock.at(AFTER_THREE)
    with unwritable(folder):
        for owner in ("one", "two"):
            await nightly(wejherowo, clock, folder, owner)()

    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 1


async def test_the_next_night_that_fails_is_told_again_with_the_last_that_was_taken(
    wejherowo: Town, clock: FakeClock, folder: Path
) -> None:
    backup = nightly(wejherowo, clock, folder)
    clock.at(AFTER_THREE)
    await backup()
    with unwritable(folder):
        for days in (1, 2):
            clock.at(AFTER_THREE + timedelta(days=days))
            await backup()

    assert await told(wejherowo) == [
        BackupFailed(code="B270513", last_taken_at=AFTER_THREE),
        BackupFailed(code="B270512", last_taken_at=AFTER_THREE),
    ]


@pytest.mark.parametrize(
    ("folder", "taken_at", "key", "good", "detail"),
    [
        ("", None, "check-backup-none", True, ""),
        ("/kopie", None, "check-backup-not-yet", True, "/kopie"),
        ("/kopie", AFTER_THREE, "check-backup", True, "0"),
        ("/kopie", AFTER_THREE - timedelta(days=2), "check-backup", True, "2"),
        ("/kopie", AFTER_THREE - timedelta(days=3), "check-backup", False, "3"),
    ],
)
def test_check_says_how_old_the_last_backup_is(
    folder: str, taken_at: datetime | None, key: str, good: bool, detail: str
) -> None:
    found = of_backup(folder, taken_at, AFTER_THREE + timedelta(hours=5))

    assert (found.key, found.good, found.detail) == (key, good, detail)


async def test_check_says_how_much_is_held_since_a_restore(wejherowo: Town, clock: FakeClock, store_url: str) -> None:
    settings = replace(Settings(), storage=StorageSettings(url=store_url))
    assert "check-held" not in [each.key async for each in of_store(settings, clock)]
    async with wejherowo.db.transaction() as tx:
        await tx.inbox.add([(1, wejherowo.office.chat_id, {"update_id": 1})], now=clock())
    async with wejherowo.db.altered() as connection:
        await holding.hold(connection, taken_at=clock(), first_free_id=1, now=clock(), real_now=clock.real())

    (found,) = [each async for each in of_store(settings, clock) if each.key == "check-held"]

    assert (found.detail, found.warning) == ("1", True)

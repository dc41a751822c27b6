"""Backups that cannot be taken or restored: one sentence, exit status 1, nothing changed, no half file left.

The full disk is a real one: a limit on the size of files, in a process of its own. The rest runs in this process.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.cli import main
from bot.clock import SystemClock
from bot.usecases import backups, parts
from storage import upgrade
from storage.database import Database
from tests.bad_input.command import environment, narada
from tests.support import full_disk
from tests.support.store import fresh, town

NOW = datetime(2027, 5, 11, 7, tzinfo=UTC)

Captured = pytest.CaptureFixture[str]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store and a good backup of it, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    async with fresh(f"sqlite:///{folder}/narada.db") as db:
        await town(db, NOW)
        await backups.take(db, folder / "good.backup", replace=False, now=NOW)
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of that folder, where the command runs; what stands in it must be the same afterwards."""
    for file in ("narada.db", "good.backup"):
        shutil.copy2(made / file, tmp_path / file)
    monkeypatch.chdir(tmp_path)
    for name, value in environment({}).items():
        monkeypatch.setenv(name, value)
    yield tmp_path
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


def partnerships(store: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute("SELECT name FROM partnerships").fetchall()


# --- files that are no backup of ours


def another_programs_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as store, store:
        store.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")


def a_text(path: Path) -> None:
    path.write_text("Lista partnerów, prowadzona ręcznie\n" * 500, encoding="utf-8")


def a_plain_copy_of_a_store(path: Path) -> None:
    shutil.copy(path.parent / "narada.db", path)


def an_empty_file(path: Path) -> None:
    path.touch()


def a_folder(path: Path) -> None:
    path.mkdir()


def cut_in_the_middle(path: Path) -> None:
    whole = (path.parent / "good.backup").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def cut_within_its_header(path: Path) -> None:
    path.write_bytes((path.parent / "good.backup").read_bytes()[:40])


def overwritten_in_the_middle(path: Path) -> None:
    whole = bytearray((path.parent / "good.backup").read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 8192] = b"\xff" * 8192
    path.write_bytes(bytes(whole))


def with_a_row_less_than_it_says(path: Path) -> None:
    shutil.copy(path.parent / "good.backup", path)
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute("DELETE FROM coordinators")
        copy.execute("DELETE FROM people")


def from_a_newer_version(path: Path) -> None:
    shutil.copy(path.parent / "good.backup", path)
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")


UNUSABLE: dict[str, tuple[Callable[[Path], None], str]] = {
    "nothing": (lambda _: None, "There is no file"),
    "another program's file": (another_programs_file, "is no backup of Narada"),
    "a text": (a_text, "is no backup of Narada"),
    "a plain copy of a store": (a_plain_copy_of_a_store, "is no backup of Narada"),
    "an empty file": (an_empty_file, "is no backup of Narada"),
    "a folder": (a_folder, "is no backup of Narada"),
    "cut in the middle": (cut_in_the_middle, "incomplete or damaged"),
    "cut within its header": (cut_within_its_header, "incomplete or damaged"),
    "overwritten in the middle": (overwritten_in_the_middle, "incomplete or damaged"),
    "with a row less than it says": (with_a_row_less_than_it_says, "incomplete or damaged"),
    "from a newer version": (from_a_newer_version, "newer version of Narada (9999)"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_file_that_cannot_be_restored_is_told_in_a_sentence_and_the_store_stays(
    name: str, place: Path, capsys: Captured
) -> None:
    make, sentence = UNUSABLE[name]
    make(place / "wrong.backup")
    before = (place / "narada.db").read_bytes()

    assert main(["restore", "wrong.backup"]) == 1

    (told,) = capsys.readouterr().err.splitlines()
    assert sentence in told
    assert (place / "narada.db").read_bytes() == before
    assert not list(place.glob("narada.before-*"))


# --- what is there already


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["good.backup"], "is there already"),
        (["notes.txt"], "is there already"),
        (["notes.txt", "--replace"], "is no backup of Narada and stays"),
        (["narada.db"], "is the store itself"),
        (["narada.db", "--replace"], "is the store itself"),
        (["nowhere/copy.backup"], "could not be written"),
        (["narada.db/copy.backup"], "could not be written"),
    ],
    ids=" ".join,
)
def test_a_backup_never_replaces_what_is_no_backup_and_nothing_unasked(
    arguments: list[str], sentence: str, place: Path, capsys: Captured
) -> None:
    (place / "notes.txt").write_text("ręcznie")
    before = {path.name: path.read_bytes() for path in place.iterdir()}

    assert main(["backup", *arguments]) == 1

    (told,) = capsys.readouterr().err.splitlines()
    assert sentence in told
    assert {path.name: path.read_bytes() for path in place.iterdir() if "-" not in path.name} == before


def test_a_backup_under_a_name_that_no_file_can_have_is_told_in_a_sentence(place: Path, capsys: Captured) -> None:
    assert main(["backup", "n" * 300]) == 1

    (told,) = capsys.readouterr().err.splitlines()
    assert "could not be written" in told
    assert "File name too long" in told


def test_a_folder_in_the_place_of_the_store_is_never_moved_away(place: Path, capsys: Captured) -> None:
    (place / "narada.db").unlink()
    (place / "narada.db").mkdir()
    (place / "narada.db" / "notes.txt").write_text("ręcznie")

    assert main(["restore", "good.backup"]) == 1

    (told,) = capsys.readouterr().err.splitlines()
    assert "Is a directory" in told
    assert sorted(path.name for path in place.rglob("*")) == ["good.backup", "narada.db", "notes.txt"]


def test_a_backup_replaces_a_backup_when_it_is_told_to(place: Path, capsys: Captured) -> None:
    assert main(["backup", "good.backup", "--replace"]) == 0

    assert "Partnerships: 1, people: 1, meetings: 0" in capsys.readouterr().out
    assert main(["restore", "good.backup"]) == 0
    assert partnerships(place / "narada.db") == partnerships(next(place.glob("narada.before-*.db")))


def test_a_backup_of_a_store_that_is_not_there_is_refused_and_makes_none(place: Path, capsys: Captured) -> None:
    (place / "narada.db").unlink()

    assert main(["backup", "copy.backup"]) == 1

    assert "is empty or from an older version" in capsys.readouterr().err
    assert not (place / "copy.backup").exists()
    assert not (place / "narada.db").exists()


def test_a_store_that_was_lost_or_damaged_comes_back(place: Path, capsys: Captured) -> None:
    (place / "narada.db").unlink()
    assert main(["restore", "good.backup"]) == 0
    assert len(partnerships(place / "narada.db")) == 1

    (place / "narada.db").write_text("nic z tego nie zostało\n" * 100)
    assert main(["restore", "good.backup"]) == 0

    assert len(partnerships(place / "narada.db")) == 1
    assert "is kept as" in capsys.readouterr().out


# --- the service runs


async def test_a_restore_waits_until_the_service_has_stopped(made: Path, tmp_path: Path) -> None:
    for file in ("narada.db", "good.backup"):
        shutil.copy2(made / file, tmp_path / file)
    db, owner, real_now = Database.open(f"sqlite:///{tmp_path}/narada.db"), parts.new_owner(), SystemClock().real()
    await parts.beat(db, owner, ("bot", "web"), started_at=real_now, real_now=real_now + timedelta(minutes=5))

    told = await narada("restore", "good.backup", folder=tmp_path)
    assert told.status == 1
    assert told.sentence.startswith("The service is running (bot, web); please stop it first.")

    await parts.leave(db, owner)
    await db.close()
    assert (await narada("restore", "good.backup", folder=tmp_path)).status == 0


# --- a full disk


@pytest.mark.parametrize("command", ["backup copy.backup", "backup good.backup --replace", "restore good.backup"])
async def test_a_full_disk_is_a_sentence_and_leaves_no_half_file(command: str, place: Path) -> None:
    before = {path.name: path.read_bytes() for path in place.iterdir()}

    done = await narada(*command.split(), folder=place, before=full_disk.BEFORE_A_COMMAND)

    assert done.status == 1
    (told,) = done.stderr.splitlines()
    assert "could not be written" in told
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_a_failed_migration_of_an_older_backup_changes_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    async def fails(_: Database) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(upgrade, "migrate", fails)

    assert main(["restore", "good.backup"]) == 1

    assert "database or disk is full" in capsys.readouterr().err
    assert not list(place.glob("narada.before-*"))

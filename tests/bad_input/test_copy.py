"""Copies that cannot be made: one sentence, an exit status, no store of anybody's touched, nothing runs on a half."""

import asyncio
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.cli import main
from bot.clock import SystemClock
from bot.usecases import parts
from storage import unfinished, upgrade
from storage.database import Database
from tests.bad_input.command import environment, narada
from tests.support import full_disk
from tests.support.store import fresh, town

NOW = datetime(2027, 5, 11, 7, tzinfo=UTC)
TO = "sqlite:///target.db"

Captured = pytest.CaptureFixture[str]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store, to be copied by hand."""
    folder = tmp_path_factory.mktemp("made")
    async with fresh(f"sqlite:///{folder}/narada.db") as db:
        await town(db, NOW)
    return folder / "narada.db"


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(made, tmp_path / "narada.db")
    monkeypatch.chdir(tmp_path)
    for name, value in environment({}).items():
        monkeypatch.setenv(name, value)
    return tmp_path


def sentence(to: str, capsys: Captured) -> tuple[int, str]:
    status = main(["copy", "--to", to])
    (told,) = capsys.readouterr().err.splitlines()
    return status, told


def changed(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        for statement in statements:
            store.execute(statement)


# --- before anything is copied


@pytest.mark.parametrize(
    ("to", "status", "told"),
    [
        ("mysql://narada:sekret@db/narada", 2, "--to: this is not the address of a store"),
        ("postgresql://narada:sekret@db:x/narada", 2, "--to: this is not the address of a store"),
        ("sqlite:///./narada.db", 1, "The store sqlite:///./narada.db is the same one"),
        ("sqlite:////nowhere/narada.db", 1, "The store sqlite:////nowhere/narada.db cannot be used: No such file"),
        ("postgresql://narada:sekret@127.0.0.1:1/narada", 1, "The store postgresql://narada:***@127.0.0.1:1/narada"),
        (f"sqlite:///{'n' * 300}", 1, f"The store sqlite:///{'n' * 300} cannot be used: "),
    ],
    ids=["another engine", "no port", "itself", "no folder", "nobody there", "no possible name"],
)
def test_a_target_that_cannot_be_is_told_without_its_password(
    to: str, status: int, told: str, place: Path, capsys: Captured
) -> None:
    given, said = sentence(to, capsys)

    assert (given, said[: len(told)]) == (status, told)
    assert "sekret" not in said
    assert [path.name for path in place.iterdir()] == ["narada.db"]


def test_a_target_that_is_a_link_to_itself_is_told_in_a_sentence(place: Path, capsys: Captured) -> None:
    (place / "target.db").symlink_to("target.db")

    status, said = sentence(TO, capsys)

    assert (status, "cannot be used" in said) == (1, True)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE partnerships SET name = 'Inne'", "is not empty (table “partnerships”) and stays as it is"),
        ("UPDATE alembic_version SET version_num = '9999'", "was made by a newer version of Narada (9999)"),
        ("DROP TABLE alembic_version", "belongs to another program (table “accounts”)"),
        ("UPDATE alembic_version SET version_num = '0004'", "is not empty"),
    ],
    ids=["somebody's", "of a newer version", "of another program", "of an older version"],
)
def test_a_target_that_holds_something_is_left_as_it_was(
    statement: str, told: str, place: Path, made: Path, capsys: Captured
) -> None:
    shutil.copy(made, place / "target.db")
    if "0004" in statement:
        asyncio.run(_downgraded(TO))
    changed(place / "target.db", statement)
    with closing(sqlite3.connect(place / "target.db")) as store:
        before = list(store.iterdump())

    status, said = sentence(TO, capsys)

    assert status == 1
    assert told in said
    with closing(sqlite3.connect(place / "target.db")) as store:
        assert list(store.iterdump()) == before


async def _downgraded(url: str) -> None:
    db = Database.open(url)
    async with db.altered() as connection:
        assert await connection.run_sync(upgrade.revision_in) == upgrade.HEAD
        await connection.run_sync(upgrade.run, "downgrade", "0004")
    await db.close()


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (["UPDATE alembic_version SET version_num = '9999'"], "newer version of Narada (9999)"),
        (["UPDATE alembic_version SET version_num = '0003'"], "narada migrate"),
        (["DROP TABLE alembic_version"], "narada migrate"),
        ([f"UPDATE alembic_version SET version_num = '{upgrade.UNFINISHED}'"], "is an unfinished copy"),
    ],
    ids=["newer", "older", "foreign", "a copy that was never finished"],
)
def test_a_source_that_is_not_of_this_version_is_not_copied(
    statements: list[str], told: str, place: Path, capsys: Captured
) -> None:
    changed(place / "narada.db", *statements)

    status, said = sentence(TO, capsys)

    assert status == 1
    assert "sqlite:///narada.db" in said
    assert told in said
    assert not (place / "target.db").exists()


def test_a_source_that_is_missing_is_not_made(place: Path, capsys: Captured) -> None:
    (place / "narada.db").unlink()

    assert sentence(TO, capsys)[0] == 1
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("running", ["narada.db", "target.db"])
def test_while_a_process_runs_on_either_side_nothing_is_copied(
    running: str, place: Path, made: Path, capsys: Captured
) -> None:
    async def alive() -> None:
        async with fresh(f"sqlite:///{running}") as db:
            now = SystemClock().real()
            await parts.beat(db, "elsewhere:1:x", ["bot", "web"], started_at=now, real_now=now)

    asyncio.run(alive())

    status, said = sentence(TO, capsys)

    assert status == 1
    assert said.startswith(f"The service runs on sqlite:///{running} (bot, web); please stop it first")


# --- on the way


def test_a_value_that_another_program_wrote_is_told_by_its_table(place: Path, capsys: Captured) -> None:
    changed(place / "narada.db", "UPDATE people SET agreed_at = 'wczoraj'")

    status, said = sentence(TO, capsys)

    assert status == 1
    assert said.startswith("The table “people” of sqlite:///narada.db cannot be read")
    assert "wczoraj" not in said


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """As at a terminal: a program that was started in the background would not hear of Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_a_copy_that_was_stopped_cannot_be_run_and_is_begun_anew(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    async def stopped(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)  # Ctrl-C
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(unfinished, "fill", stopped)
        status, said = sentence(TO, capsys)
    assert status == 1
    assert said.startswith("Copying into sqlite:///target.db was stopped. The copy is incomplete, and nothing runs on")

    with monkeypatch.context() as patch:
        patch.setenv("NARADA_STORAGE__URL", TO)
        for command in ("migrate", "run --only web", "backup x.db"):
            assert main(command.split()) == 1, command
        assert main(["check"]) == 1
        assert "✗ Store: sqlite:///target.db is an unfinished copy" in capsys.readouterr().out

    assert main(["copy", "--to", TO]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1].startswith("The store sqlite:///target.db is the same as sqlite:///narada.db in every row.")
    assert any(line.startswith("people: 1 row, SHA-256 ") for line in told)


@pytest.mark.thorough
async def test_a_full_disk_is_a_sentence_and_nothing_runs_on_what_is_there(place: Path) -> None:
    done = await narada("copy", "--to", TO, folder=place, before=full_disk.BEFORE_A_COMMAND)

    assert done.status == 1
    (told,) = done.stderr.splitlines()
    assert "sqlite:///target.db" in told

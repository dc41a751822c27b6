"""Whether anything was committed, told without a transaction."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.people import Language, Partnership
from bot.usecases import calendars
from storage.database import Database, Store
from tests.support.postgres import Postgres
from tests.support.store import fresh


async def added(tx: Store, name: str) -> None:
    await tx.people.add_partnership(Partnership(id=0, name=name, time_zone="Europe/Warsaw", language=Language.POLISH))


async def committed(db: Database, name: str) -> None:
    async with db.transaction() as tx:
        await added(tx, name)


async def given_up(db: Database) -> None:
    async with db.transaction() as tx:
        await added(tx, "Inne")
        raise LookupError


async def test_the_mark_changes_with_every_commit_and_with_nothing_else(store_url: str) -> None:
    async with fresh(store_url) as db:
        first = await calendars.mark(db)
        async with db.snapshot() as store:
            await store.people.partnerships()
        read = await calendars.mark(db)
        await committed(db, "Partnerstwo pierwsze")
        second = await calendars.mark(db)
        again = await calendars.mark(db)
        await committed(db, "Partnerstwo drugie")
        third = await calendars.mark(db)

    assert first == read
    assert second == again
    assert len({first, second, third}) == 3
    assert None not in {first, second, third}


async def test_what_is_rolled_back_was_never_there(tmp_path: Path) -> None:
    async with fresh(f"sqlite:///{tmp_path}/narada.db") as db:
        await committed(db, "Partnerstwo")
        before = db.mark()
        with pytest.raises(LookupError):
            await given_up(db)

        assert db.mark() == before


async def test_the_mark_sees_what_another_program_commits(tmp_path: Path) -> None:
    file = tmp_path / "narada.db"
    async with fresh(f"sqlite:///{file}") as db:
        await committed(db, "Partnerstwo")
        before = db.mark()
        with closing(sqlite3.connect(file)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE partnerships SET name = 'Nowe'")
            meanwhile = db.mark()
            other.commit()

        assert meanwhile == before
        assert db.mark() not in {before, None}


async def test_a_store_that_is_not_there_has_no_mark_and_is_not_made_by_asking(tmp_path: Path) -> None:
    db = Database.open(f"sqlite:///{tmp_path}/narada.db")

    assert db.mark() is None
    assert list(tmp_path.iterdir()) == []
    await db.close()


async def test_a_closed_store_is_held_open_by_nothing_and_its_marks_do_not_come_again(tmp_path: Path) -> None:
    file = tmp_path / "narada.db"
    async with fresh(f"sqlite:///{file}") as db:
        before = db.mark()
    left = sorted(path.name for path in tmp_path.iterdir())
    after = db.mark()
    await db.close()

    assert left == ["narada.db"], "an open connection keeps its log beside the file"
    assert len({before, after, None}) == 3


async def test_a_mark_is_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "narada.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE things (name)")
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("INSERT INTO things VALUES ('x')")  # not in WAL mode: a writer shuts readers out
        other.commit()
        db = Database.open(f"sqlite:///{file}")

        assert db.mark() is None
        await db.close()


async def test_a_server_has_no_mark_without_asking_it(postgres: Postgres) -> None:
    async with postgres.database(postgres.migrated) as url, fresh(url) as db:
        assert db.mark() is None
        assert await calendars.mark(db) is not None

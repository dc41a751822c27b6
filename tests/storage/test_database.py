"""Two ways in: transactions that take the write lock first, snapshots that never wait for it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from bot.domain.people import Language
from storage.database import AlreadyApplied, Database
from storage.schema import people
from tests.support.clock import FakeClock
from tests.support.store import Town, fresh

UPDATE = (7_001, 5_000_000_001, {"update_id": 7_001})


async def test_an_exception_leaves_nothing_behind(db: Database) -> None:
    async def fail_after_writing() -> None:
        async with db.transaction() as tx:
            await tx.people.add_person(1, "przedstawiciel PUP", Language.POLISH)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_after_writing()

    async with db.snapshot() as store:
        assert await store.people.person(1) is None


async def test_a_snapshot_cannot_write(db: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        async with db.snapshot() as store:
            await store.people.add_person(1, "przedstawiciel PUP", Language.POLISH)


async def test_a_snapshot_does_not_wait_for_a_writer_and_sees_one_state(db: Database, wejherowo: Town) -> None:
    async with db.snapshot() as store:
        before = await store.people.partnerships()
        async with db.transaction() as tx:
            await tx.people.add_person(1, "przedstawiciel PUP", Language.POLISH)
            assert await store.people.person(1) is None
        assert await store.people.person(1) is None
        assert await store.people.partnerships() == before

    async with db.snapshot() as later:
        assert await later.people.person(1) is not None


async def test_a_hundred_transactions_that_read_and_then_write_lose_nothing(store_url: str, db: Database) -> None:
    other = Database.open(store_url)  # as a second process would open it
    async with db.transaction() as tx:
        await tx.people.add_person(1, "0", Language.POLISH)

    async def count_up(through: Database) -> None:
        async with through.transaction() as tx:
            found = await tx.connection.execute(text("SELECT name FROM people WHERE telegram_id = 1"))
            await tx.connection.execute(people.update().values(name=str(int(found.scalar_one()) + 1)))

    await asyncio.gather(*(count_up(db if number % 2 else other) for number in range(100)))
    await other.close()

    async with db.snapshot() as store:
        person = await store.people.person(1)
    assert person is not None
    assert person.name == "100"


async def test_an_effect_and_the_mark_of_its_update_are_one_commit(db: Database, clock: FakeClock) -> None:
    async with db.transaction() as tx:
        await tx.inbox.add([UPDATE], now=clock())

    with pytest.raises(ZeroDivisionError):
        async with db.handling(7_001).transaction() as tx:
            _ = 1 / 0
    async with db.handling(7_001).transaction() as tx:
        await tx.people.add_person(1, "przedstawiciel PUP", Language.POLISH)

    with pytest.raises(AlreadyApplied):
        async with db.handling(7_001).transaction():
            pytest.fail("the effect would come a second time")


async def test_a_moment_without_a_time_zone_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="needs a time zone"):
        async with db.transaction() as tx:
            await tx.inbox.add([UPDATE], now=datetime(2027, 5, 11, 9))  # noqa: DTZ001


async def test_moments_come_back_aware_and_in_utc(db: Database, wejherowo: Town) -> None:
    meeting = await wejherowo.meeting(datetime(2027, 7, 1, 10))  # noqa: DTZ001 - a wall-clock time

    async with db.snapshot() as store:
        found = await store.meetings.get(meeting.id)
    assert found == meeting
    assert found.starts_at == datetime(2027, 7, 1, 8, tzinfo=UTC)
    assert found.announced_at.tzinfo is UTC


async def test_foreign_keys_hold(db: Database) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        async with db.transaction() as tx:
            await tx.connection.execute(
                text("INSERT INTO coordinators (partnership_id, person_id, since) VALUES (9, 9, '2027-01-01')")
            )


async def test_what_is_committed_survives_a_pulled_plug(tmp_path: Path) -> None:
    async with fresh(f"sqlite:///{tmp_path}/narada.db") as db, db.transaction() as tx:
        journal = (await tx.connection.execute(text("PRAGMA journal_mode"))).scalar()
        synchronous = (await tx.connection.execute(text("PRAGMA synchronous"))).scalar()

    assert (journal, synchronous) == ("wal", 2)  # 2 is FULL

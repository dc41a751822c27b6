"""What must be the same on each engine when several processes share the store, and what PostgreSQL does beyond it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.domain.letters import Letter
from bot.domain.notices import PartnerJoined
from bot.domain.people import Language
from storage import upgrade
from storage.database import UNUSABLE, Database, Store, insist, reason_of
from storage.schema import people
from tests.support.clock import FakeClock
from tests.support.postgres import Postgres, cut_off, let_in
from tests.support.store import fresh, town

LEASE = timedelta(minutes=1)


@pytest.fixture
async def other(store_url: str, db: Database) -> AsyncIterator[Database]:
    """The same store as a second process opens it."""
    other = Database.open(store_url)
    yield other
    await other.close()


@pytest.fixture
async def on_server(postgres: Postgres) -> AsyncIterator[str]:
    """The address of a store on PostgreSQL alone."""
    async with postgres.database(postgres.migrated) as url:
        yield url


async def stored(db: Database, clock: FakeClock, count: int) -> None:
    async with db.transaction() as tx:
        await tx.inbox.add([(number, number, {"update_id": number}) for number in range(1, count + 1)], now=clock())


async def taken(db: Database, owner: str, now: datetime, limit: int = 3) -> list[int]:
    async with db.apart() as tx:
        arrived = await tx.inbox.take(now=now, owner=owner, lease_until=now + LEASE, limit=limit)
    return [each.update_id for each in arrived]


async def test_two_processes_that_take_at_the_same_moment_share_what_there_is(
    db: Database, other: Database, clock: FakeClock
) -> None:
    await stored(db, clock, 60)

    rounds = [taken(process, owner, clock()) for _ in range(10) for process, owner in ((db, "one"), (other, "two"))]
    found = [number for each in await asyncio.gather(*rounds) for number in each]

    assert sorted(found) == list(range(1, 61))


async def test_two_processes_that_make_the_store_at_the_same_moment_make_it_once(
    server: Postgres | None, tmp_path: Path
) -> None:
    async def made(url: str) -> None:
        one, two = Database.open(url), Database.open(url)
        await asyncio.gather(upgrade.migrate(one), upgrade.migrate(two))
        assert await upgrade.revision(two) == upgrade.HEAD
        await one.close()
        await two.close()

    if server is None:
        await made(f"sqlite:///{tmp_path}/narada.db")
    else:
        async with server.database() as url:
            await made(url)


async def test_a_snapshot_shows_one_state_while_others_write(db: Database, other: Database) -> None:
    async with db.snapshot() as snapshot:
        before = await snapshot.people.person(1)
        async with other.transaction() as tx:
            await tx.people.add_person(1, "przedstawiciel PUP", Language.POLISH)
        assert await snapshot.people.person(1) == before is None


async def test_who_decides_on_what_it_read_is_never_overtaken(db: Database, other: Database) -> None:
    async def add_unless_there_are_five(through: Database, number: int) -> None:
        async with through.transaction() as tx:
            if len((await tx.connection.execute(people.select())).all()) < 5:
                await tx.people.add_person(number, "przedstawiciel PUP", Language.POLISH)

    await asyncio.gather(*(add_unless_there_are_five(db if n % 2 else other, n) for n in range(20)))

    async with db.snapshot() as store:
        assert len((await store.connection.execute(people.select())).all()) == 5


@pytest.fixture
async def two(on_server: str, clock: FakeClock) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes, both connected: the first connection of each kind asks the server what it is, with the locks."""
    async with fresh(on_server) as db, fresh(on_server) as other, asyncio.timeout(30):
        await stored(db, clock, 9)
        async with other.transaction(), db.handling(9).transaction():
            pass
        yield db, other


async def test_a_press_waits_for_one_of_those_that_nobody_waits_for_however_many_there_are(
    two: tuple[Database, Database],
) -> None:
    (db, other), order = two, list[str]()
    async with asyncio.TaskGroup() as everybody, other.transaction() as tx:
        await _write(tx, "a sweep", order)
        everybody.create_task(_in_turn(db, "another sweep", order))
        await _wait_for_locks(other, 1)
        for update_id in (1, 2, 3):
            everybody.create_task(_in_turn(db.handling(update_id), f"press {update_id}", order))
            await _wait_for_locks(other, 1 + update_id)

    assert [order[0], *sorted(order[1:-1]), order[-1]] == ["a sweep", "press 1", "press 2", "press 3", "another sweep"]


async def test_presses_do_not_keep_others_from_writing_for_ever(two: tuple[Database, Database]) -> None:
    (db, other), order = two, list[str]()
    async with asyncio.TaskGroup() as everybody, db.handling(1).transaction() as tx:
        await _write(tx, "press 1", order)
        everybody.create_task(_in_turn(other, "a sweep", order))
        await _wait_for_locks(other, 1)
        everybody.create_task(_in_turn(db.handling(2), "press 2", order))
        await _wait_for_locks(other, 2)

    assert order == ["press 1", "a sweep", "press 2"]


async def _in_turn(db: Database, name: str, order: list[str]) -> None:
    async with db.transaction() as tx:
        await _write(tx, name, order)


async def _write(tx: Store, name: str, order: list[str]) -> None:
    await tx.people.add_person(len(order) + 1, name, Language.POLISH)
    order.append(name)


async def _wait_for_locks(db: Database, count: int) -> None:
    """Return once so many transactions wait for a lock."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    async with db.glance() as store:
        while (await store.connection.execute(waiting)).scalar_one() < count:  # noqa: ASYNC110 - the server's locks
            await asyncio.sleep(0.01)


async def test_a_claim_does_not_wait_for_a_writer(on_server: str, clock: FakeClock) -> None:
    async with fresh(on_server) as db:
        await stored(db, clock, 3)
        async with db.transaction() as tx:
            await tx.people.add_person(1, "przedstawiciel PUP", Language.POLISH)
            async with asyncio.timeout(5):
                assert await taken(db, "one", clock()) == [1, 2, 3]


async def test_a_claim_passes_by_what_another_is_about_to_take(on_server: str, clock: FakeClock) -> None:
    async with fresh(on_server) as db:
        await stored(db, clock, 5)
        async with db.apart() as first:
            await first.inbox.take(now=clock(), owner="one", lease_until=clock() + LEASE, limit=3)
            async with asyncio.timeout(5):
                assert await taken(db, "two", clock()) == [4, 5]


async def test_two_schedulers_reserve_different_letters_and_neither_waits(on_server: str, clock: FakeClock) -> None:
    until = clock() + LEASE
    async with fresh(on_server) as db, fresh(on_server) as other:
        office = await town(db, clock())
        letters = [
            Letter(
                once=str(number),
                notice=PartnerJoined(person_name="przedstawiciel PUP", organisation_name="PUP w Wejherowie"),
                chat_id=number,
                person_id=office.office.id,
                partnership_id=office.partnership.id,
                due_at=clock(),
            )
            for number in range(5)
        ]
        async with db.transaction() as tx:
            await tx.outbox.add(letters, now=clock())

        async with asyncio.timeout(5), db.apart() as one, other.apart() as two, other.transaction():
            first = await one.outbox.take_due(now=clock(), real_now=clock(), owner="one", lease_until=until, limit=3)
            second = await two.outbox.take_due(now=clock(), real_now=clock(), owner="two", lease_until=until, limit=3)

        assert [each.once for each in (*first, *second)] == ["0", "1", "2", "3", "4"]


async def test_what_has_happened_is_written_down_once_the_server_is_back(
    on_server: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.AWAY_PAUSE", 0.01)
    monkeypatch.setattr("storage.postgresql_access.RESTED_SECONDS", 0.0)
    tries = asyncio.Queue[int]()
    async with fresh(on_server) as db, asyncio.TaskGroup() as group:

        async def write() -> None:
            tries.put_nowait(1)
            await stored(db, clock, 1)

        await cut_off(on_server)
        writing = group.create_task(insist(write))
        async with asyncio.timeout(10):
            await tries.get()
            await tries.get()
            await let_in(on_server)
            await writing
        async with db.glance() as store:
            assert await store.inbox.waiting() == 1


async def test_a_statement_that_is_wrong_is_not_tried_again(db: Database, clock: FakeClock) -> None:
    tries = 0

    async def write() -> None:
        nonlocal tries
        tries += 1
        async with db.transaction() as tx:
            for _ in range(2):
                await tx.connection.execute(people.insert().values(telegram_id=1, name="1", language="pl"))

    with pytest.raises(IntegrityError):
        await insist(write)

    assert tries == 1


async def test_the_engines_own_words_are_told_without_its_passwords(postgres: Postgres) -> None:
    db = Database.open(postgres.address("nobody_made_this").replace("postgres@", "postgres:sekret@"))
    with pytest.raises(UNUSABLE) as refused:
        await upgrade.revision(db)
    await db.close()

    assert reason_of(refused.value) == 'database "nobody_made_this" does not exist'


async def test_stores_on_one_server_do_not_wait_for_each_other(postgres: Postgres) -> None:
    async with (
        postgres.database(postgres.migrated) as one,
        postgres.database(postgres.migrated) as two,
        fresh(one) as first,
        fresh(two) as second,
        asyncio.timeout(5),
        first.transaction() as tx,
        second.transaction() as other,
    ):
        await tx.connection.execute(text("SELECT 1"))
        await other.connection.execute(text("SELECT 1"))

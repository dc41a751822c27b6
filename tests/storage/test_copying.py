"""`narada copy`: every value of every table on either engine, and what is read again before anybody may run on it."""

import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import delete, insert, inspect, update

from bot import config
from bot.app.copying import Compared, CopyRefused, OneUnusable, Trouble, copy
from bot.config import StorageSettings
from bot.domain.people import Language, Sector
from storage import copying, unfinished, upgrade
from storage.comparing import Differs, as_bytes, compare
from storage.database import Database
from storage.schema import counted, metadata, people, restores
from tests.support.any_rows import ROWS, Rows, fill
from tests.support.clock import FakeClock
from tests.support.postgres import Postgres
from tests.support.store import fresh, town

EDGES, ANYTHING = 0, 1
TUESDAY = datetime(2027, 5, 11, 7, tzinfo=UTC)
LONG_AFTER = FakeClock(datetime(9900, 1, 1, tzinfo=UTC))  # every heartbeat that chance has made has stopped by then


async def copied(source: str, target: str, clock: FakeClock = LONG_AFTER) -> list[Compared]:
    """What `narada copy` tells of each table."""
    told = list[Compared]()
    settings = config.load(None, {"NARADA_STORAGE__URL": source})
    await copy(settings, clock, StorageSettings(url=target), told.append)
    return told


async def compared(one: Database, other: Database) -> None:
    async with one.snapshot() as ours, other.snapshot() as theirs:
        for table in metadata.sorted_tables:
            await compare(ours.connection, theirs.connection, table)


async def refused(source: str, target: str, clock: FakeClock = LONG_AFTER) -> tuple[Trouble, str]:
    with pytest.raises(CopyRefused) as told:
        await copied(source, target, clock)
    return told.value.trouble, told.value.detail


async def rows(url: str) -> Rows:
    db = Database.open(url)
    found: Rows = {}
    async with db.snapshot() as store:
        for table in metadata.sorted_tables:
            pieces = [piece async for piece in copying.in_pieces(store.connection, table)]
            found[table.name] = [dict(row._mapping) for piece in pieces for row in piece]
    await db.close()
    return found


async def revision(url: str) -> str | None:
    db = Database.open(url)
    try:
        return await upgrade.revision(db)
    finally:
        await db.close()


async def filled(url: str, seed: int) -> Rows:
    async with fresh(url) as db, db.altered() as connection:
        return await fill(connection, Random(seed))


def canonical(of: Rows) -> dict[str, list[list[tuple[str, bytes]]]]:
    """The same in an order of its own, told apart by type: 1 is not True."""
    return {
        table: sorted(sorted((name, as_bytes(value)) for name, value in row.items()) for row in found)
        for table, found in of.items()
    }


@asynccontextmanager
async def stores(engines: Sequence[str], folder: Path, postgres: Postgres | None) -> AsyncIterator[list[str]]:
    """Places with nothing in them: files that are not there, databases without tables."""
    async with AsyncExitStack() as ending:
        urls = [f"sqlite:///{folder}/{number}.db" for number in range(len(engines))]
        for number, engine in enumerate(engines):
            if engine == "postgresql":
                assert postgres is not None
                urls[number] = await ending.enter_async_context(postgres.database())
        yield urls


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town on SQLite that nobody uses, to be copied by hand."""
    file = tmp_path_factory.mktemp("made") / "narada.db"
    async with fresh(f"sqlite:///{file}") as db:
        await (await town(db, TUESDAY)).partner("PUP w Wejherowie", people=3)
    return file


@pytest.fixture
def source(made: Path, tmp_path: Path) -> str:
    shutil.copy(made, tmp_path / "source.db")
    return f"sqlite:///{tmp_path}/source.db"


@pytest.fixture
def target(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/target.db"


# --- every value


@pytest.mark.parametrize("seed", [EDGES, pytest.param(ANYTHING, marks=pytest.mark.thorough)])
async def test_every_value_of_every_table_survives_a_copy(seed: int, tmp_path: Path) -> None:
    async with stores(("sqlite", "sqlite"), tmp_path, None) as (one, other):
        made = await filled(one, seed)

        told = await copied(one, other)

        assert canonical(await rows(other)) == canonical(made)
        assert {each.table: each.rows for each in told} == dict.fromkeys(metadata.tables, ROWS)
        assert len({each.digest for each in told}) == len(told)


@pytest.mark.parametrize("seed", range(6))
async def test_every_value_of_every_table_survives_every_engine(seed: int, tmp_path: Path, postgres: Postgres) -> None:
    async with stores(("sqlite", "postgresql", "postgresql", "sqlite"), tmp_path, postgres) as places:
        made = await filled(places[0], seed)

        told = [await copied(one, other) for one, other in pairwise(places)]

        for place in places:
            assert canonical(await rows(place)) == canonical(made)
        assert told[0] == told[1] == told[2]


async def test_more_rows_than_a_piece_arrive_in_the_order_of_their_key(
    source: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 2)

    told = await copied(source, target)

    assert {each.table: each.rows for each in told}["people"] == 4
    assert await rows(target) == await rows(source)


async def test_texts_are_read_in_the_same_order_from_either_engine(tmp_path: Path, postgres: Postgres) -> None:
    series = ["a", "B", "ą", "_", "Z", "z", "ź", "a b", "A-b", "ab"]
    async with stores(("sqlite", "postgresql"), tmp_path, postgres) as (one, other):
        async with fresh(one) as db, db.altered() as connection:
            await connection.execute(insert(counted), [{"series": each, "total": 1.0} for each in series])

        await copied(one, other)

        assert [row["series"] for row in (await rows(other))["counted"]] == sorted(series)


# --- numbers that go on


async def test_a_server_goes_on_after_the_highest_number_that_may_stand_on_a_button(
    source: str, clock: FakeClock, postgres: Postgres
) -> None:
    async with fresh(source) as db, db.altered() as connection:
        restored = {"restored_at": clock(), "taken_at": clock(), "first_free_id": 1_005}
        await connection.execute(insert(restores).values(restored))
    async with postgres.database() as target, postgres.database() as further:
        await copied(source, target)
        async with fresh(target) as db, db.transaction() as tx:
            person = await tx.people.add_person(1, "osoba", Language.POLISH)
            await tx.connection.execute(delete(people).where(people.c.id == person.id))
            organisation = await tx.people.add_organisation(1, "Caritas", Sector.NGO, clock().date())
        assert (person.id, organisation.id) == (5, 1_005)

        await copied(target, further)
        async with fresh(further) as db, db.transaction() as tx:
            assert (await tx.people.add_person(1, "osoba", Language.POLISH)).id == 6


# --- what is verified


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (update(people).where(people.c.id == 3).values(name="ktoś inny"), ("people", (3,), "name")),
        (delete(people).where(people.c.id == 4), ("people", (4,), "")),
        (insert(counted).values(series="x", total=1.0), ("counted", ("x",), "")),
    ],
    ids=["a value", "a row less", "a row more"],
)
async def test_the_first_difference_is_named_without_its_value(
    change: Any, said: tuple[str, tuple[object, ...], str], source: str, target: str
) -> None:
    await copied(source, target)
    async with fresh(source) as one, fresh(target) as other:
        async with other.altered() as connection:
            await connection.execute(change)
        with pytest.raises(Differs) as found:
            await compared(one, other)

    assert (found.value.table, found.value.key, found.value.column) == said
    assert "ktoś" not in str(found.value)


async def test_what_changes_in_the_source_while_it_is_copied_is_found(
    source: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_as_always = unfinished.fill

    async def fill_while_somebody_writes(db: Database, connection: Any) -> None:
        await fill_as_always(db, connection)
        async with fresh(source) as other, other.transaction() as tx:
            await tx.people.add_person(77, "osoba", Language.POLISH)

    monkeypatch.setattr(unfinished, "fill", fill_while_somebody_writes)

    assert await refused(source, target) == (Trouble.MISSING, "people 5")
    assert await revision(target) == upgrade.UNFINISHED


# --- a copy that is not finished


async def test_nothing_runs_on_an_unfinished_copy_and_the_copy_done_again_begins_anew(source: str, target: str) -> None:
    db = Database.open(target)
    await unfinished.begin(db, source)
    async with db.altered() as connection:
        await connection.execute(insert(counted).values(series="of an earlier state", total=1.0))

    for refuses in (upgrade.migrate, upgrade.must_be_current):
        with pytest.raises(upgrade.StoreUnfinished):
            await refuses(db)
    await db.close()
    await copied(source, target)

    assert await revision(target) == upgrade.HEAD
    assert await rows(target) == await rows(source)
    async with fresh(target) as whole, whole.inspected() as connection:
        assert not await connection.run_sync(lambda sync: inspect(sync).has_table("unfinished_copy"))


async def test_an_unfinished_copy_is_migrated_by_a_later_version_that_finishes_it(source: str, target: str) -> None:
    db = Database.open(target)
    await unfinished.begin(db, source)
    async with db.altered() as connection:  # as the version before left it
        await connection.execute(update(unfinished.alembic_version).values(version_num=upgrade.HEAD))
        await connection.run_sync(upgrade.run, "downgrade", "0004")
        await connection.execute(update(unfinished.alembic_version).values(version_num=upgrade.UNFINISHED))
        await connection.execute(update(unfinished.unfinished_copy).values(revision="0004"))
    await db.close()

    await copied(source, target)

    assert await rows(target) == await rows(source)


async def test_an_unfinished_copy_of_another_store_is_left_alone(source: str, target: str) -> None:
    db = Database.open(target)
    await unfinished.begin(db, "sqlite:///another.db")
    await db.close()

    assert await refused(source, target) == (Trouble.OF_ANOTHER, "sqlite:///another.db")


async def test_of_two_copies_into_one_store_the_earlier_may_not_finish(source: str, target: str) -> None:
    db = Database.open(target)
    earlier = await unfinished.begin(db, source)
    later = await unfinished.begin(db, source)

    with pytest.raises(unfinished.Overtaken):
        await unfinished.finish(db, earlier)
    await unfinished.finish(db, later)

    await db.close()
    assert await revision(target) == upgrade.HEAD


async def test_a_row_that_a_server_does_not_take_is_named_by_its_key_alone(source: str, postgres: Postgres) -> None:
    async with postgres.database() as target:
        for number, bent in enumerate(({"name": "ż" * 201}, {"name": "a\x00b"}, {"language": "pl" * 5})):
            async with fresh(source) as db, db.altered() as connection:
                await connection.execute(update(people).values(name="osoba", language="pl"))
                await connection.execute(update(people).where(people.c.id == 2 + number % 2).values(bent))

            assert await refused(source, target) == (Trouble.UNSTORABLE, f"people {2 + number % 2}")
            assert await revision(target) == upgrade.UNFINISHED


async def test_a_server_that_cannot_be_reached_is_told_without_its_password(source: str) -> None:
    with pytest.raises(OneUnusable) as told:
        await copied(source, "postgresql://narada:sekret@127.0.0.1:1/narada")

    assert told.value.store == "postgresql://narada:***@127.0.0.1:1/narada"
    assert "sekret" not in str(told.value.unusable.detail)

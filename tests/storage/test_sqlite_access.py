"""Writers of one process take turns, and those that queue up share a COMMIT."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.connection import Transaction
from storage.sqlite_access import SqliteAccess
from storage.sqlite_writer import MOST_TOGETHER, OTHERS_FOR

PRESENT = 12
TOO_MUCH = text("INSERT INTO papers VALUES (zeroblob(9000000))")


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[SqliteAccess]:
    access = SqliteAccess(make_url(f"sqlite+aiosqlite:///{folder}/narada.db"))
    try:
        yield access
    finally:
        await access.close()


@pytest.fixture(autouse=True)
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits together shares a COMMIT, however slow the machine is at this moment."""
    monkeypatch.setattr("storage.sqlite_writer.LONGEST_TOGETHER", 60.0)


@pytest.fixture
async def access(tmp_path: Path) -> AsyncIterator[SqliteAccess]:
    async with opened(tmp_path) as access:
        async with access.altered() as connection:
            await connection.run_sync(_tables)
        yield access


def _tables(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE offices (id INTEGER PRIMARY KEY)"))
    connection.execute(text("CREATE TABLE desks (office INTEGER REFERENCES offices (id))"))


async def put(connection: Transaction, number: int) -> None:
    await connection.execute(text("INSERT INTO offices VALUES (:id)"), {"id": number})


async def write(access: SqliteAccess, number: int) -> None:
    async with access.transaction() as connection:
        await put(connection, number)


async def in_line(access: SqliteAccess, *writers: Awaitable[Any]) -> list[Any]:
    """Let them all stand in line before the first has its turn; the result of each, or its error."""
    async with access.altered():  # has the turn, and shares nothing with who comes next
        line = asyncio.gather(*writers, return_exceptions=True)
        await asyncio.sleep(0)
    return await line


async def make_room_scarce(access: SqliteAccess) -> None:
    """The file may not grow any more, as on a full disk; SQLite then rolls back whatever is open."""
    async with access.altered() as connection:
        await connection.execute(text("CREATE TABLE papers (content BLOB)"))
    async with access.transaction() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count = {pages + 1}"))


async def leave_the_commit_to_one_who_is_cancelled(
    access: SqliteAccess, behind: Coroutine[Any, Any, None] | None = None
) -> None:
    """The first writes, and sees one behind it who is cancelled when its turn comes; another may be behind both."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with access.transaction() as connection:
            await put(connection, 1)
            begun.set()
            await go_on.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(first())
        await begun.wait()
        second = group.create_task(write(access, 2))
        await asyncio.sleep(0)
        if behind is not None:
            group.create_task(behind)
            await asyncio.sleep(0)
        go_on.set()
        asyncio.get_running_loop().call_soon(second.cancel)

    assert second.cancelled()


def forbid(raw: sqlite3.Connection, action: int, word: str) -> None:
    """Have SQLite refuse it from now on."""

    def judge(asked: int, first: str | None, *_: str | None) -> int:
        return sqlite3.SQLITE_DENY if (asked, first) == (action, word) else sqlite3.SQLITE_OK

    raw.set_authorizer(judge)


async def kept(access: SqliteAccess) -> list[int]:
    async with access.snapshot() as connection:
        return list((await connection.execute(text("SELECT id FROM offices ORDER BY id"))).scalars())


@asynccontextmanager
async def overheard(access: SqliteAccess) -> AsyncIterator[list[str]]:
    """What the writing connection is told meanwhile."""
    said = list[str]()
    async with access.transaction() as connection:
        raw = connection.raw
    raw.set_trace_callback(said.append)
    yield said
    raw.set_trace_callback(None)


async def test_writers_that_queue_up_share_a_commit_and_each_has_its_effect(access: SqliteAccess) -> None:
    async with overheard(access) as said:
        await in_line(access, *(write(access, number) for number in range(PRESENT)))

    assert await kept(access) == list(range(PRESENT))
    assert said.count("COMMIT") == 1 + 1  # the one they stood in line behind, and theirs


async def test_who_leaves_a_transaction_finds_its_effect_committed(access: SqliteAccess, tmp_path: Path) -> None:
    async def write(number: int) -> bool:
        async with access.transaction() as connection:
            await put(connection, number)
        return number in await kept(access)  # another connection sees only what is committed

    assert await in_line(access, *(write(number) for number in range(PRESENT))) == [True] * PRESENT


async def test_one_that_fails_leaves_nothing_behind_and_spoils_nothing_for_the_others(access: SqliteAccess) -> None:
    async def write(number: int) -> None:
        async with access.transaction() as connection:
            await put(connection, number)
            if number % 3 == 0:
                raise ZeroDivisionError

    done = await in_line(access, *(write(number) for number in range(PRESENT)))

    assert [isinstance(each, ZeroDivisionError) for each in done] == [number % 3 == 0 for number in range(PRESENT)]
    assert await kept(access) == [number for number in range(PRESENT) if number % 3]


async def test_a_statement_that_is_refused_is_undone_alone(access: SqliteAccess) -> None:
    async def write(number: int) -> None:
        async with access.transaction() as connection:
            await put(connection, number)
            await put(connection, max(number, 1))

    done = await in_line(access, write(0), write(1))

    assert done[0] is None
    assert isinstance(done[1], IntegrityError)
    assert await kept(access) == [0, 1]


async def test_a_commit_that_fails_is_told_to_everybody_who_shared_it(access: SqliteAccess) -> None:
    async def write(number: int) -> None:
        async with access.transaction() as connection:
            await connection.execute(text("PRAGMA defer_foreign_keys = ON"))  # looked at by COMMIT
            await connection.execute(text("INSERT INTO desks VALUES (99)"))
            await put(connection, number)

    done = await in_line(access, *(write(number) for number in range(3)))

    assert [type(each).__name__ for each in done] == ["IntegrityError"] * 3
    assert await kept(access) == []
    async with access.transaction() as connection:
        await put(connection, 7)
    assert await kept(access) == [7]


async def test_what_sqlite_itself_rolls_back_is_an_error_for_everybody_in_it_and_the_next_begin_anew(
    access: SqliteAccess,
) -> None:
    await make_room_scarce(access)

    async def fill_the_disk() -> None:
        async with access.transaction() as connection:
            await connection.execute(TOO_MUCH)

    done = await in_line(access, write(access, 1), fill_the_disk(), write(access, 2))

    assert isinstance(done[1], DBAPIError)
    there = await kept(access)
    assert [number for number, each in ((1, done[0]), (2, done[2])) if each is None] == there
    await write(access, 3)
    assert 3 in await kept(access)


async def test_who_swallows_the_error_of_a_full_disk_makes_nobody_believe_in_a_commit(access: SqliteAccess) -> None:
    await make_room_scarce(access)

    async def swallow() -> None:
        async with access.transaction() as connection:
            with suppress(DBAPIError):
                await connection.execute(TOO_MUCH)

    done = await in_line(access, write(access, 1), write(access, 2), swallow())

    assert isinstance(done[2], Exception)
    there = await kept(access)
    assert [number for number, each in ((1, done[0]), (2, done[1])) if each is None] == there


async def test_who_alone_swallows_the_error_of_a_full_disk_does_not_believe_in_a_commit(access: SqliteAccess) -> None:
    await make_room_scarce(access)

    async def swallow() -> None:
        async with access.altered() as connection:
            await put(connection, 1)
            with suppress(DBAPIError):
                await connection.execute(TOO_MUCH)

    with pytest.raises(DBAPIError):
        await swallow()

    assert await kept(access) == []


async def test_who_goes_on_after_sqlite_rolled_back_writes_nothing_without_a_transaction(access: SqliteAccess) -> None:
    await make_room_scarce(access)

    async def go_on() -> None:
        async with access.transaction() as connection:
            with suppress(DBAPIError):
                await connection.execute(TOO_MUCH)
            await put(connection, 1)

    with pytest.raises(DBAPIError):
        await go_on()

    assert await kept(access) == []


@pytest.mark.parametrize("word", ["ROLLBACK", "RELEASE"])
async def test_what_cannot_be_undone_alone_is_undone_for_everybody(access: SqliteAccess, word: str) -> None:
    async def fail() -> None:
        async with access.transaction() as connection:
            await put(connection, 2)
            forbid(connection.raw, sqlite3.SQLITE_SAVEPOINT, word)
            if word == "ROLLBACK":
                raise ZeroDivisionError

    done = await in_line(access, write(access, 1), fail())

    assert isinstance(done[0], DBAPIError)
    assert isinstance(done[1], ZeroDivisionError if word == "ROLLBACK" else DBAPIError)
    assert await kept(access) == []


async def test_who_cannot_begin_leaves_the_lock_to_others(access: SqliteAccess, tmp_path: Path) -> None:
    async with access.transaction() as connection:
        forbid(connection.raw, sqlite3.SQLITE_PRAGMA, "data_version")

    with pytest.raises(DBAPIError):
        await write(access, 1)

    async with opened(tmp_path) as other, other.transaction() as connection:
        await put(connection, 2)
    assert await kept(access) == [2]


async def test_who_is_cancelled_while_all_is_given_up_leaves_nobody_waiting(access: SqliteAccess) -> None:
    await make_room_scarce(access)

    async def be_told(number: int) -> None:
        with pytest.raises(DBAPIError):
            await write(access, number)

    async def fill_the_disk() -> None:
        filling = asyncio.current_task()
        assert filling is not None
        async with access.transaction() as connection:
            try:
                await connection.execute(TOO_MUCH)
            finally:
                asyncio.get_running_loop().call_soon(filling.cancel)

    async with asyncio.timeout(30):
        done = await in_line(access, be_told(1), be_told(2), fill_the_disk())

    assert done[:2] == [None, None]
    assert isinstance(done[2], asyncio.CancelledError)
    assert await kept(access) == []


async def test_who_is_cancelled_in_the_queue_takes_nobody_elses_effect_with_it(access: SqliteAccess) -> None:
    await leave_the_commit_to_one_who_is_cancelled(access)

    assert await kept(access) == [1]


async def test_what_was_left_to_one_who_is_cancelled_is_committed_before_the_store_is_closed(
    access: SqliteAccess,
) -> None:
    await leave_the_commit_to_one_who_is_cancelled(access, access.close())

    assert await kept(access) == [1]


async def test_who_is_cancelled_inside_leaves_nothing_behind(access: SqliteAccess) -> None:
    begun = asyncio.Event()

    async def cut_off() -> None:
        async with access.transaction() as connection:
            await put(connection, 1)
            begun.set()
            await asyncio.Event().wait()

    async def after() -> None:
        async with access.transaction() as connection:
            await put(connection, 2)

    async with asyncio.TaskGroup() as group:
        cutting = group.create_task(cut_off())
        await begun.wait()
        group.create_task(after())
        cutting.cancel()

    assert await kept(access) == [2]


async def test_who_is_cancelled_during_the_commit_sees_it_through_for_the_others(access: SqliteAccess) -> None:
    inside = 0

    async def write(number: int) -> None:
        nonlocal inside
        async with access.transaction() as connection:
            await put(connection, number)
            inside += 1
            if inside == PRESENT:  # the last: it will have to commit for all
                asyncio.get_running_loop().call_soon(writers[number].cancel)

    async with asyncio.TaskGroup() as group:
        writers = [group.create_task(write(number)) for number in range(PRESENT)]

    assert await kept(access) == list(range(PRESENT))
    assert sum(writer.cancelled() for writer in writers) == 1


async def test_a_change_of_the_schema_shares_its_commit_with_nobody(access: SqliteAccess) -> None:
    async def alter() -> None:
        async with access.altered() as connection:
            await connection.execute(text("CREATE TABLE rooms (id INTEGER)"))
            raise ZeroDivisionError

    done = await in_line(access, write(access, 1), alter(), write(access, 2))

    assert isinstance(done[1], ZeroDivisionError)
    assert await kept(access) == [1, 2]


async def test_no_more_than_so_many_wait_for_one_commit(access: SqliteAccess) -> None:
    async with overheard(access) as said:
        await asyncio.gather(*(write(access, number) for number in range(2 * MOST_TOGETHER + 1)))

    assert sum(statement.startswith("COMMIT") for statement in said) >= 3


async def test_another_process_finds_the_lock_free_between_the_commits_of_a_busy_one(
    access: SqliteAccess, tmp_path: Path
) -> None:
    over = asyncio.Event()
    written = 0

    async def busy(number: int) -> None:
        nonlocal written
        while not over.is_set():
            async with access.transaction() as connection:
                await put(connection, written)
                written += 1

    async with opened(tmp_path) as other, asyncio.TaskGroup() as group:
        for number in range(8):
            group.create_task(busy(number))
        async with asyncio.timeout(OTHERS_FOR * 10):
            for number in range(20):
                async with other.transaction() as connection:
                    await put(connection, -1 - number)
        over.set()

    assert len([number for number in await kept(access) if number < 0]) == 20


async def test_whoever_reads_much_lets_the_others_go_on(access: SqliteAccess) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        ticking = group.create_task(tick())
        async with access.snapshot() as connection, asyncio.timeout(30):
            while ticks < 3:
                await connection.execute(text("SELECT count(*) FROM offices"))
        ticking.cancel()

    assert ticks >= 3

"""The inbox: each update once, in order per chat, taken by one process at a time."""

from datetime import timedelta

from bot.domain.letters import Arrived
from storage.database import Database
from tests.support.clock import FakeClock

ANNA, BASIA = 5_000_000_001, 5_000_000_002
LEASE = timedelta(minutes=1)


async def stored(db: Database, clock: FakeClock, *updates: tuple[int, int]) -> int:
    async with db.transaction() as tx:
        return await tx.inbox.add([(number, chat, {"update_id": number}) for number, chat in updates], now=clock())


async def taken(db: Database, clock: FakeClock, owner: str = "one", *, but_not: tuple[int, ...] = ()) -> list[Arrived]:
    async with db.transaction() as tx:
        now = clock.real()
        return await tx.inbox.take(now=now, owner=owner, lease_until=now + LEASE, limit=10, but_not=but_not)


def numbers(arrived: list[Arrived]) -> list[int]:
    return [each.update_id for each in arrived]


async def test_an_update_that_comes_twice_is_stored_once(db: Database, clock: FakeClock) -> None:
    assert await stored(db, clock, (1, ANNA), (2, BASIA)) == 2

    assert await stored(db, clock, (2, BASIA), (3, ANNA)) == 1


async def test_of_each_chat_only_the_oldest_is_taken(db: Database, clock: FakeClock) -> None:
    await stored(db, clock, (1, ANNA), (2, ANNA), (3, BASIA))

    assert numbers(await taken(db, clock)) == [1, 3]


async def test_the_next_of_a_chat_waits_until_the_one_before_is_finished(db: Database, clock: FakeClock) -> None:
    await stored(db, clock, (1, ANNA), (2, ANNA))
    await taken(db, clock)
    assert await taken(db, clock) == []

    async with db.transaction() as tx:
        await tx.inbox.finish(1, now=clock())

    assert numbers(await taken(db, clock)) == [2]


async def test_the_next_of_a_chat_waits_while_the_one_before_waits_for_its_retry(
    db: Database, clock: FakeClock
) -> None:
    await stored(db, clock, (1, ANNA), (2, ANNA))
    await taken(db, clock)
    async with db.transaction() as tx:
        await tx.inbox.again(1, error="boom", try_after=clock.real() + timedelta(seconds=5))

    assert await taken(db, clock) == []
    clock.real_forward(timedelta(seconds=6))
    assert numbers(await taken(db, clock)) == [1]


async def test_what_a_dead_process_had_is_taken_after_its_lease_and_counts_as_a_try(
    db: Database, clock: FakeClock
) -> None:
    await stored(db, clock, (1, ANNA))
    await taken(db, clock, "dead")
    assert await taken(db, clock, "alive") == []

    clock.real_forward(LEASE)
    (again,) = await taken(db, clock, "alive")

    assert (again.update_id, again.attempts) == (1, 2)


async def test_two_processes_never_take_the_same_update(db: Database, clock: FakeClock) -> None:
    await stored(db, clock, *((number, ANNA + number) for number in range(15)))

    first, second = await taken(db, clock, "one"), await taken(db, clock, "two")

    assert len(first) == 10
    assert sorted(numbers(first) + numbers(second)) == list(range(15))


async def test_chats_in_hand_are_left_out(db: Database, clock: FakeClock) -> None:
    await stored(db, clock, (1, ANNA), (2, BASIA))

    assert numbers(await taken(db, clock, but_not=(ANNA,))) == [2]


async def test_handled_updates_forget_what_they_said_and_keep_their_row(db: Database, clock: FakeClock) -> None:
    await stored(db, clock, (1, ANNA))
    async with db.transaction() as tx:
        await tx.inbox.finish(1, now=clock())
        assert await tx.inbox.blank(before=clock() + timedelta(seconds=1), limit=9) == 1

    async with db.snapshot() as store:
        assert await store.inbox.kept_of_chat(ANNA) == 0
    assert await stored(db, clock, (1, ANNA)) == 0

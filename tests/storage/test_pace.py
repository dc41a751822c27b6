"""The row that all processes of one token share: slots, waits, and the rate that was found."""

from datetime import datetime, timedelta

from storage.database import Database
from storage.pace import Rate, Taken
from tests.support.clock import FakeClock

BOT = 4_200
SPACING = timedelta(milliseconds=100)
SECOND = timedelta(seconds=1)
YEAR = timedelta(days=365)


def rate(per_second: float, now: datetime) -> Rate:
    return Rate(per_second, since=now, climbs_at=now + 10 * SECOND, deaf_until=now + SECOND)


async def reserve(db: Database, count: int, now: datetime) -> Taken:
    async with db.apart() as tx:
        return await tx.pace.reserve(BOT, count, every=SPACING, now=now)


async def agree(db: Database, found: Rate, now: datetime) -> Rate:
    async with db.apart() as tx:
        return await tx.pace.agree(BOT, found, now=now)


async def test_blocks_follow_one_another_and_wait_for_what_everybody_must_wait(db: Database, clock: FakeClock) -> None:
    now = clock.real()

    first, second = await reserve(db, 3, now), await reserve(db, 2, now)
    async with db.apart() as tx:
        await tx.pace.hold(BOT, until=now + 4 * SECOND, now=now)
        await tx.pace.hold(BOT, until=now + SECOND, now=now)
    third = await reserve(db, 1, now)

    assert (first, second, third) == (
        Taken(now, None),
        Taken(now + 3 * SPACING, None),
        Taken(now + 4 * SECOND, None),
    )


async def test_a_rate_that_one_has_found_is_told_to_whoever_reserves_next(db: Database, clock: FakeClock) -> None:
    now = clock.real()
    await reserve(db, 1, now)

    assert await agree(db, rate(20.5, now), now) == rate(20.5, now)
    assert (await reserve(db, 1, now)).rate == rate(20.5, now)


async def test_the_first_who_tells_of_the_same_refusals_is_believed_and_later_ones_count_again(
    db: Database, clock: FakeClock
) -> None:
    now = clock.real()
    await agree(db, rate(20, now), now)

    assert await agree(db, rate(10, now), now + SECOND / 2) == rate(20, now)
    assert await agree(db, rate(10, now), now + SECOND) == rate(10, now)


async def test_a_row_written_by_a_clock_that_was_a_year_ahead_keeps_nobody_waiting(
    db: Database, clock: FakeClock
) -> None:
    now = clock.real()
    await reserve(db, 3, now + YEAR)
    await agree(db, rate(20, now + YEAR), now + YEAR)
    async with db.apart() as tx:
        await tx.pace.hold(BOT, until=now + YEAR + 30 * SECOND, now=now + YEAR)

    taken, after = await reserve(db, 3, now), await reserve(db, 1, now)

    assert taken == Taken(now, Rate(20, now, now, now))
    assert after.start == now + 3 * SPACING

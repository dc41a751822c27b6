"""Addresses of calendars in the store: nobody reads them there, and they are shown again to whom they belong."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot import config
from bot.app.store import seal_of
from bot.domain.calendars import Feed, FeedKind
from bot.usecases import calendars, people
from bot.usecases.housekeeping import tidy
from sandbox.world import TEST_TOKEN
from storage import backup
from storage.database import Database
from storage.invitations import hashed
from storage.schema import feeds
from storage.sealing import Seal, Unsealable
from tests.support.clock import FakeClock
from tests.support.store import SEAL, Town

PLAIN = "M0OqZFqwfISYIgNVvfQsGz75ILkWKGNI"  # as an earlier version has kept it
OpenedWith = Callable[[Seal | None], Database]


@pytest.fixture
async def opened(store_url: str, db: Database) -> AsyncIterator[OpenedWith]:
    """The same store as another process opens it, with its own token or without."""
    async with AsyncExitStack() as ending:

        def opened_with(seal: Seal | None) -> Database:
            other = Database.open(store_url, seal=seal)
            ending.push_async_callback(other.close)
            return other

        yield opened_with


async def shown(db: Database, town: Town, clock: FakeClock) -> list[Feed]:
    """What /kalendarz shows the office: its own calendar and the partnership's."""
    return list(await calendars.feeds_of(db, town.office.telegram_id, now=clock()))


async def own(db: Database, town: Town, clock: FakeClock) -> Feed:
    return (await shown(db, town, clock))[0]


async def works(db: Database, secret: str, clock: FakeClock) -> bool:
    return await calendars.calendar(db, secret, now=clock()) is not None


async def kept(db: Database) -> list[str]:
    async with db.inspected() as connection:
        return list((await connection.execute(select(feeds.c.secret).order_by(feeds.c.id))).scalars())


async def left_by_an_earlier_version(town: Town, secret: str = PLAIN) -> None:
    values = {"kind": FeedKind.PERSON, "person_id": town.office.id, "created_at": town.now}
    async with town.db.transaction() as tx:
        await tx.connection.execute(insert(feeds).values(**values, secret=secret, secret_hash=hashed(secret)))


async def backed_up(db: Database, path: Path, clock: FakeClock) -> bytes:
    await backup.take(db, path, replace=False, now=clock())
    return path.read_bytes()


async def sealed_by_housekeeping(db: Database, clock: FakeClock) -> int:
    return (await tidy(db, inbox_days=7, now=clock(), real_now=clock.real())).addresses


async def test_a_backup_holds_no_address_that_works(wejherowo: Town, clock: FakeClock, tmp_path: Path) -> None:
    given = await shown(wejherowo.db, wejherowo, clock)
    stolen = await backed_up(wejherowo.db, tmp_path / "kopia.db", clock)

    assert len(given) == 2
    for feed, value in zip(given, await kept(wejherowo.db), strict=True):
        assert hashed(feed.secret).encode() in stolen
        assert feed.secret.encode() not in stolen
        assert await works(wejherowo.db, feed.secret, clock)
        assert not await works(wejherowo.db, value, clock)


async def test_an_address_is_shown_again_by_another_process_of_the_same_bot(
    wejherowo: Town, opened: OpenedWith, clock: FakeClock
) -> None:
    given = await shown(wejherowo.db, wejherowo, clock)

    assert await shown(opened(replace(SEAL)), wejherowo, clock) == given


@pytest.mark.parametrize("end", [calendars.renew, calendars.withdraw])
async def test_under_a_new_token_the_old_address_goes_on_beside_a_new_one_until_both_are_ended(
    wejherowo: Town, opened: OpenedWith, clock: FakeClock, end: Callable[..., object]
) -> None:
    office, old = wejherowo.office.telegram_id, await own(wejherowo.db, wejherowo, clock)
    moved = opened(Seal.of("1:new"))

    new = await own(moved, wejherowo, clock)
    assert new.secret != old.secret
    assert await own(moved, wejherowo, clock) == new
    assert await own(wejherowo.db, wejherowo, clock) == old, "the newest that can be shown"
    assert (await people.dossier(moved, office, now=clock())).feeds == 2
    assert [await works(moved, each.secret, clock) for each in (old, new)] == [True, True]

    await end(moved, office, new.id, now=clock())  # type: ignore[misc]  # either of two coroutine functions

    assert [await works(moved, each.secret, clock) for each in (old, new)] == [False, False]
    assert (await own(moved, wejherowo, clock)).secret not in {old.secret, new.secret}


async def test_ending_ones_own_addresses_ends_nobody_elses(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    mine, shared = await shown(wejherowo.db, wejherowo, clock)
    theirs, _ = await calendars.feeds_of(wejherowo.db, wejherowo.people["PUP"].telegram_id, now=clock())

    await calendars.renew(wejherowo.db, wejherowo.office.telegram_id, mine.id, now=clock())

    assert [await works(wejherowo.db, each.secret, clock) for each in (mine, shared, theirs)] == [False, True, True]


async def test_an_address_of_an_earlier_version_is_sealed_once_by_housekeeping_and_goes_on(
    wejherowo: Town, clock: FakeClock, tmp_path: Path
) -> None:
    await left_by_an_earlier_version(wejherowo)
    before = await own(wejherowo.db, wejherowo, clock)
    assert before.secret == PLAIN
    assert PLAIN in await kept(wejherowo.db)

    assert [await sealed_by_housekeeping(wejherowo.db, clock) for _ in range(2)] == [1, 0]

    assert PLAIN.encode() not in await backed_up(wejherowo.db, tmp_path / "kopia.db", clock)
    assert await own(wejherowo.db, wejherowo, clock) == before
    assert await works(wejherowo.db, PLAIN, clock)


async def test_a_value_that_was_tampered_with_shows_nothing_and_breaks_nothing(
    wejherowo: Town, clock: FakeClock
) -> None:
    for value in ("", "A" * 32, "żółć" * 8, "A" * 64, PLAIN):
        old = await own(wejherowo.db, wejherowo, clock)
        async with wejherowo.db.transaction() as tx:
            await tx.connection.execute(update(feeds).where(feeds.c.id == old.id).values(secret=value))

        new = await own(wejherowo.db, wejherowo, clock)

        assert new.secret not in {value, old.secret}
        working = [await works(wejherowo.db, each, clock) for each in (old.secret, new.secret, value)]
        assert working == [True, True, False], value
    assert await sealed_by_housekeeping(wejherowo.db, clock) == 0


async def test_without_a_token_addresses_work_and_none_is_shown_sealed_or_made(
    wejherowo: Town, opened: OpenedWith, clock: FakeClock
) -> None:
    await left_by_an_earlier_version(wejherowo)
    tokenless = opened(None)

    assert await works(tokenless, PLAIN, clock)
    assert (await people.dossier(tokenless, wejherowo.office.telegram_id, now=clock())).feeds == 1
    assert await sealed_by_housekeeping(tokenless, clock) == 0
    with pytest.raises(Unsealable):
        await shown(tokenless, wejherowo, clock)
    assert await kept(tokenless) == [PLAIN]


def test_there_is_no_seal_without_a_token() -> None:
    assert seal_of(config.load(None, {})) is None
    assert seal_of(config.load(None, {"NARADA_TELEGRAM__TOKEN": TEST_TOKEN})) == SEAL

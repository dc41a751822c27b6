"""Housekeeping: what is no longer needed goes, in small pieces, and everything else stays."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.domain.calendars import FeedKind
from bot.domain.letters import Letter, Status
from bot.domain.notices import PartnerJoined
from bot.domain.people import Invitation, Role
from bot.usecases import housekeeping
from bot.usecases.housekeeping import Tidied
from storage.database import Database
from storage.invitations import hashed
from storage.schema import feeds, inbox, outbox
from tests.support.clock import FakeClock
from tests.support.store import SEAL, Town

DAY = timedelta(days=1)
JOINED = PartnerJoined(person_name="przedstawiciel PUP", organisation_name="PUP w Wejherowie")


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 2)


async def tidied(db: Database, clock: FakeClock) -> Tidied:
    return await housekeeping.tidy(db, inbox_days=7, now=clock(), real_now=clock.real())


async def test_nothing_is_done_where_nothing_is_old(wejherowo: Town, clock: FakeClock) -> None:
    await letters(wejherowo, clock(), Status.SENT, count=3)
    await updates(wejherowo, clock.real(), count=3)

    assert not (await tidied(wejherowo.db, clock)).anything


async def test_what_updates_said_is_blanked_and_their_rows_stay(wejherowo: Town, clock: FakeClock) -> None:
    await updates(wejherowo, clock.real() - 8 * DAY, count=5)

    assert (await tidied(wejherowo.db, clock)).updates == 5
    async with wejherowo.db.inspected() as connection:
        assert {row.content for row in await connection.execute(select(inbox))} == {None}
    assert not (await tidied(wejherowo.db, clock)).anything


async def test_letters_of_the_year_before_last_go_but_not_those_that_wait_or_are_held(
    wejherowo: Town, clock: FakeClock
) -> None:
    for status in Status:
        await letters(wejherowo, clock() - 366 * DAY, status, count=3)
    await letters(wejherowo, clock() - 364 * DAY, Status.SENT, count=1, name="recent")

    assert (await tidied(wejherowo.db, clock)).letters == 9
    async with wejherowo.db.snapshot() as store:
        assert await store.outbox.counts() == {Status.QUEUED: 3, Status.SENDING: 3, Status.HELD: 3, Status.SENT: 1}


async def test_invitations_go_when_they_could_not_be_used_for_three_months(wejherowo: Town, clock: FakeClock) -> None:
    await invitation(wejherowo, "old", expires_at=clock() - 91 * DAY)
    await invitation(wejherowo, "expired", expires_at=clock() - 89 * DAY)
    await invitation(wejherowo, "open", expires_at=clock() + DAY)

    assert (await tidied(wejherowo.db, clock)).invitations == 1
    async with wejherowo.db.snapshot() as store:
        assert [each.expires_at for each in await store.invitations.open(1, now=clock())] == [clock() + DAY]


async def test_hearts_that_stopped_are_forgotten_and_beating_ones_are_not(wejherowo: Town, clock: FakeClock) -> None:
    async with wejherowo.db.apart() as tx:
        await tx.parts.beat("gone", ("bot",), started_at=clock.real(), now=clock.real() - timedelta(minutes=11))
        await tx.parts.beat("here", ("bot",), started_at=clock.real(), now=clock.real())

    assert (await tidied(wejherowo.db, clock)).heartbeats == 1
    async with wejherowo.db.snapshot() as store:
        assert [beat.owner for beat in await store.parts.all()] == ["here"]


async def test_addresses_of_an_earlier_version_are_sealed_to_the_last(wejherowo: Town, clock: FakeClock) -> None:
    secrets = [f"{number:032}" for number in range(5)]
    async with wejherowo.db.transaction() as tx:
        row = {"kind": FeedKind.PERSON, "person_id": wejherowo.office.id, "created_at": clock()}
        rows = [{**row, "secret": secret, "secret_hash": hashed(secret)} for secret in secrets]
        await tx.connection.execute(insert(feeds), rows)

    assert (await tidied(wejherowo.db, clock)).addresses == 5
    async with wejherowo.db.inspected() as connection:
        kept = (await connection.execute(select(feeds.c.secret).order_by(feeds.c.id))).scalars().all()
    assert kept == [SEAL.sealed(secret) for secret in secrets]
    assert not (await tidied(wejherowo.db, clock)).anything


async def letters(of: Town, due_at: datetime, status: Status, *, count: int, name: str = "") -> None:
    async with of.db.transaction() as tx:
        onces = [f"{name or status}/{number}" for number in range(count)]
        await tx.outbox.add(
            [
                Letter(
                    once=once,
                    notice=JOINED,
                    chat_id=of.office.chat_id,
                    person_id=of.office.id,
                    partnership_id=of.partnership.id,
                    due_at=due_at,
                )
                for once in onces
            ],
            now=due_at,
        )
        await tx.connection.execute(update(outbox).where(outbox.c.once.in_(onces)).values(status=status))


async def updates(of: Town, handled_at: datetime, *, count: int) -> None:
    async with of.db.transaction() as tx:
        await tx.inbox.add([(number, 1, {"update_id": number}) for number in range(count)], now=handled_at)
        await tx.inbox.finish_all(list(range(count)), now=handled_at)


async def invitation(of: Town, token: str, *, expires_at: datetime) -> None:
    async with of.db.transaction() as tx:
        await tx.invitations.add(
            Invitation(
                id=0,
                partnership_id=of.partnership.id,
                organisation_id=None,
                role=Role.COORDINATOR,
                created_at=expires_at - 14 * DAY,
                expires_at=expires_at,
                uses_left=1,
            ),
            token,
        )

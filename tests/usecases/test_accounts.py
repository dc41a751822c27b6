"""An account is kept true by one editor at a time; whoever presses there is shown at once how things are."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.domain.announcements import Account, Shown
from bot.domain.announcing import Written
from bot.domain.people import Known
from bot.usecases import accounts, announcements, dialogs, outbox, people
from bot.usecases.dialogs import Asked
from tests.support.clock import FakeClock
from tests.support.store import Town, policy

LEASE = timedelta(minutes=1)
A_SECOND = timedelta(seconds=1)
MESSAGE = 7


@dataclass(frozen=True, slots=True)
class Followed:
    """An announcement whose account stands in the coordinator's chat."""

    town: Town
    clock: FakeClock
    id: int
    known: Known

    @property
    def chat_id(self) -> int:
        return self.known.person.chat_id

    async def taken(self, owner: str = "keeper", *, later: timedelta = timedelta(0)) -> list[Shown]:
        return await accounts.take_behind(
            self.town.db, real_now=self.clock.real() + later, owner=owner, lease=LEASE, limit=10
        )

    async def account(self) -> Account:
        return await accounts.account(self.town.db, self.known.person.telegram_id, self.id, now=self.clock())

    async def put(self, digest: str) -> None:
        await accounts.followed(self.town.db, await self.account(), self.known, MESSAGE, digest)

    async def edited(self, shown: Shown) -> None:
        """The keeper has edited it, and lets a second pass before it does so again."""
        until, version = self.clock.real() + A_SECOND, (await self.account()).version
        await accounts.edited(self.town.db, shown, digest="new", version=version, edit_after=until)

    async def arrives(self) -> None:
        async with self.town.db.transaction() as tx:
            await tx.announcements.touch(self.id)

    async def pressed(self, message_id: int = MESSAGE) -> bool:
        return await accounts.awaited(self.town.db, self.id, self.chat_id, message_id)


@pytest.fixture
async def followed(wejherowo: Town, clock: FakeClock) -> Followed:
    await wejherowo.partner("PUP w Wejherowie")
    office = wejherowo.office.telegram_id
    asked = await dialogs.announce(
        wejherowo.db,
        office,
        Written(html="Nabór trwa."),
        policy(),
        partnership_id=wejherowo.partnership.id,
        now=clock(),
    )
    assert isinstance(asked, Asked)
    number = await announcements.send(wejherowo.db, office, asked.dialog.serial, policy(), now=clock())
    known = await people.who(wejherowo.db, office, now=clock())
    assert known is not None
    found = Followed(wejherowo, clock, number, known)
    await found.put("as it was sent")
    return found


async def test_an_account_that_shows_all_that_is_known_is_left_alone(followed: Followed) -> None:
    assert await followed.taken() == []


async def test_what_one_keeper_edits_no_other_edits(followed: Followed) -> None:
    await followed.arrives()
    assert len(await followed.taken("one")) == 1

    assert await followed.taken("other") == []
    assert len(await followed.taken("other", later=LEASE)) == 1


async def test_copies_that_arrive_within_a_second_are_shown_together(followed: Followed) -> None:
    await followed.arrives()
    (shown,) = await followed.taken()
    await followed.edited(shown)
    await followed.arrives()

    assert await followed.taken() == []
    assert len(await followed.taken(later=A_SECOND)) == 1


async def test_whoever_presses_waits_for_no_second_to_pass(followed: Followed) -> None:
    await followed.arrives()
    (shown,) = await followed.taken()
    await followed.edited(shown)

    assert await followed.pressed()

    assert len(await followed.taken()) == 1


async def test_what_happens_while_it_is_edited_is_shown_by_the_next_edit(followed: Followed) -> None:
    await followed.arrives()
    (shown,) = await followed.taken()
    rendered = await followed.account()
    await followed.arrives()
    await followed.pressed()

    await accounts.edited(followed.town.db, shown, digest="new", version=rendered.version, edit_after=None)

    assert len(await followed.taken()) == 1


async def test_what_a_dead_keeper_was_editing_is_edited_when_nothing_of_it_can_arrive_however_often_it_is_pressed(
    followed: Followed,
) -> None:
    await followed.arrives()
    await followed.taken("dead")
    now = followed.clock.real()
    await outbox.recover(followed.town.db, dead={"dead"}, now=followed.clock(), real_now=now)

    await followed.pressed()

    assert await followed.taken() == []
    assert len(await followed.taken(later=outbox.STILL_ARRIVING)) == 1


async def test_of_a_message_that_nobody_knows_it_is_edited(followed: Followed) -> None:
    await followed.put("")

    assert len(await followed.taken()) == 1


async def test_another_message_is_not_kept_true(followed: Followed) -> None:
    assert not await followed.pressed(MESSAGE + 1)
    assert await followed.taken() == []

"""Announcements on the store: who may do what, and nobody twice whatever happens at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.announcing import Written
from bot.domain.dialogs import DialogKind
from bot.domain.people import Sector
from bot.domain.refusals import AnnouncementGone, NobodyToTell, NotFound, QuestionGone, Refusal
from bot.usecases import accounts, announcements, dialogs
from bot.usecases.dialogs import Asked
from tests.support.clock import FakeClock
from tests.support.store import Town, policy, town

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time
STRANGER = 4_999_999_999


async def preview(of: Town, now: datetime, *picks: str) -> int:
    """The number of a dialog that stands at the preview of an announcement for all, after these picks."""
    message = Written(html="Nabór trwa.")
    asked = await dialogs.announce(
        of.db, of.office.telegram_id, message, policy(), partnership_id=of.partnership.id, now=now
    )
    assert isinstance(asked, Asked)
    for value in picks:
        await dialogs.picked(of.db, of.office.telegram_id, asked.dialog.serial, value, policy(), now=now)
    return asked.dialog.serial


async def sent(of: Town, now: datetime) -> int:
    serial = await preview(of, now)
    return await announcements.send(of.db, of.office.telegram_id, serial, policy(), now=now)


async def letters(of: Town, announcement_id: int) -> list[str]:
    async with of.db.snapshot() as store:
        rows = await store.outbox.account(of.partnership.id)
    return sorted(row.once for row in rows if row.once.startswith(f"announcement/{announcement_id}/"))


@pytest.fixture
async def three(wejherowo: Town) -> Town:
    for name in ("PUP", "Caritas", "OK Ośrodek Kursów"):
        await wejherowo.partner(name)
    return wejherowo


@pytest.fixture
async def tczew(wejherowo: Town, clock: FakeClock) -> Town:
    """Another partnership in the same store."""
    other = await town(wejherowo.db, clock(), "Trzy Filary w Powiecie Tczewskim")
    await other.partner("Fundacja Pokolenia", Sector.NGO)
    return other


Deed = Callable[[Town, int, int, datetime], Awaitable[object]]

DEEDS: dict[str, Deed] = {
    "see its account": lambda town, who, which, now: accounts.account(town.db, who, which, now=now),
    "stop it": lambda town, who, which, now: announcements.stop(town.db, who, which, now=now),
    "go on": lambda town, who, which, now: announcements.go_on(town.db, who, which, policy(), now=now),
    "correct it": lambda town, who, which, now: announcements.begin_correction(town.db, who, which, now=now),
    "withdraw it": lambda town, who, which, now: announcements.withdraw(town.db, who, which, now=now),
    "confirm it unasked": lambda town, who, which, now: announcements.confirm(town.db, who, which, now=now),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=list(DEEDS))
async def test_for_all_but_its_coordinators_an_announcement_does_not_exist(
    three: Town, tczew: Town, clock: FakeClock, deed: Deed
) -> None:
    which = await sent(three, clock())

    for who in (three.people["PUP"].telegram_id, tczew.office.telegram_id, STRANGER):
        with pytest.raises(NotFound):
            await deed(three, who, which, clock())
    with pytest.raises(NotFound):
        await deed(three, three.office.telegram_id, 999, clock())


async def test_a_meeting_of_another_partnership_decides_no_audience(three: Town, tczew: Town, clock: FakeClock) -> None:
    foreign = await tczew.meeting(START)
    serial = await preview(three, clock(), "fields", "audience", "meeting", f"m{foreign.id}", "silent")

    with pytest.raises(NotFound):
        await announcements.send(three.db, three.office.telegram_id, serial, policy(), now=clock())


async def test_organisations_of_another_partnership_are_not_reached(three: Town, tczew: Town, clock: FakeClock) -> None:
    foreign = tczew.partners["Fundacja Pokolenia"].id
    serial = await preview(three, clock(), "fields", "audience", "partners", f"o{foreign}", "done")

    with pytest.raises(NobodyToTell):
        await announcements.send(three.db, three.office.telegram_id, serial, policy(), now=clock())


async def test_sent_twice_at_once_it_is_one_announcement(three: Town, clock: FakeClock) -> None:
    serial = await preview(three, clock())
    twice = [announcements.send(three.db, three.office.telegram_id, serial, policy(), now=clock()) for _ in range(2)]
    done = await asyncio.gather(*twice, return_exceptions=True)

    assert [type(each) for each in done if not isinstance(each, int)] == [QuestionGone]
    assert len(await letters(three, next(each for each in done if isinstance(each, int)))) == 3


async def test_two_schedulers_let_it_leave_once(three: Town, clock: FakeClock) -> None:
    serial = await preview(three, clock(), "later")
    await dialogs.written(three.db, three.office.telegram_id, Written(html="15.06.2027 10:00"), policy(), now=clock())
    which = await announcements.send(three.db, three.office.telegram_id, serial, policy(), now=clock())
    assert await letters(three, which) == []

    due = clock() + timedelta(days=365)
    await asyncio.gather(*(announcements.sweep(three.db, policy(), now=due) for _ in range(2)))

    assert len(await letters(three, which)) == 3


async def test_stopped_twice_and_gone_on_nobody_has_two_letters(three: Town, clock: FakeClock) -> None:
    which, office = await sent(three, clock()), three.office.telegram_id
    for _ in range(2):
        await announcements.stop(three.db, office, which, now=clock())
    await announcements.go_on(three.db, office, which, policy(), now=clock())
    with pytest.raises(NobodyToTell):
        await announcements.go_on(three.db, office, which, policy(), now=clock())

    assert len(await letters(three, which)) == 3


@pytest.mark.parametrize("deed", ["stop it", "go on", "correct it", "withdraw it"])
async def test_with_a_withdrawn_announcement_nothing_more_can_be_done(three: Town, clock: FakeClock, deed: str) -> None:
    which, office = await sent(three, clock()), three.office.telegram_id
    await announcements.withdraw(three.db, office, which, now=clock())

    with pytest.raises(AnnouncementGone):
        await DEEDS[deed](three, office, which, clock())


async def test_erasing_a_person_keeps_the_counts(three: Town, clock: FakeClock) -> None:
    which = await sent(three, clock())
    async with three.db.transaction() as tx:
        await tx.people.erase(three.people["PUP"].id)
    account = await accounts.account(three.db, three.office.telegram_id, which, now=clock())

    assert len(account.copies) == 3
    assert [copy.person_name for copy in account.copies if copy.person_id is None] == [""]


@pytest.mark.parametrize("value", ["", "x", "s99", "m1", "o1", "s", "all:", "public "])
async def test_a_value_that_no_button_carries_changes_nothing(three: Town, clock: FakeClock, value: str) -> None:
    asked = await dialogs.begin(
        three.db,
        three.office.telegram_id,
        DialogKind.ANNOUNCE,
        partnership_id=three.partnership.id,
        now=clock(),
    )
    await dialogs.written(three.db, three.office.telegram_id, Written(html="Nabór."), policy(), now=clock())
    with pytest.raises(Refusal):
        await dialogs.picked(three.db, three.office.telegram_id, asked.dialog.serial, value, policy(), now=clock())

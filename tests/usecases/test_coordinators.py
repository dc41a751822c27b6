"""Ending somebody's coordination: who may, what ends with it, and what stays."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.domain.dialogs import DialogKind
from bot.domain.letters import Letter
from bot.domain.notices import (
    BackupFailed,
    CoordinationEnded,
    CoordinatorLeft,
    DowntimeEnded,
    Notice,
    PartnerJoined,
    PersonUnreachable,
    ReportArrived,
    SkipNotice,
    SubstituteNamed,
    Told,
    UpdateSetAside,
)
from bot.domain.people import FormerCoordinator, Language, Person, Role, Sector
from bot.domain.refusals import ForCoordinators, LastCoordinator, NotFound, Refusal
from bot.domain.reminders import Unsent
from bot.usecases import coordinators, dialogs, last_look, partners, people
from storage.database import Database
from tests.support.clock import FakeClock
from tests.support.store import JOINED, Town, policy, town

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time
STRANGER = 4_999_999_999
TO_COORDINATORS: tuple[Notice, ...] = (
    PartnerJoined(person_name="przedstawiciel PUP", organisation_name="PUP"),
    PersonUnreachable(person_name="przedstawiciel PUP", organisation_names=("PUP",), nobody_left=True),
    CoordinatorLeft(person_name="koordynator"),
    SubstituteNamed(meeting_id=1, organisation_name="PUP", substitute="N. N."),
    UpdateSetAside(code="A1"),
    BackupFailed(code="B1"),
    DowntimeEnded(
        began_at=datetime.fromisoformat("2027-05-08T07:00Z"), ended_at=datetime.fromisoformat("2027-05-10T07:00Z")
    ),
    ReportArrived(request_id=1, by=None),
)


@pytest.fixture
async def tczew(wejherowo: Town, clock: FakeClock) -> Town:
    """Another partnership in the same store."""
    other = await town(wejherowo.db, clock(), "Trzy Filary w Powiecie Tczewskim")
    await other.partner("Fundacja Pokolenia", Sector.NGO)
    return other


@pytest.fixture
async def second(wejherowo: Town) -> Person:
    """Another coordinator of the partnership."""
    return await coordinating(wejherowo, "drugi koordynator")


async def coordinating(of: Town, name: str, telegram_id: int = 5_000_000_050) -> Person:
    async with of.db.transaction() as tx:
        person = await tx.people.add_person(telegram_id, name, Language.POLISH)
        await tx.people.make_coordinator(person.id, of.partnership.id, since=JOINED)
    return person


async def end(of: Town, by: Person, whose: Person) -> FormerCoordinator:
    return await coordinators.end(of.db, by.telegram_id, of.partnership.id, whose.id, now=of.now)


async def running(of: Town) -> list[int]:
    async with of.db.snapshot() as store:
        return [person.id for person in await store.people.coordinators(of.partnership.id)]


async def told(of: Town) -> list[tuple[int, Notice]]:
    """Who is to hear what, in the order in which it was queued."""
    async with of.db.snapshot() as store:
        rows = reversed(await store.outbox.account(of.partnership.id))
        letters = [await store.outbox.by_once(row.once) for row in rows]
    return [(letter.person_id or 0, letter.notice) for letter in letters if letter is not None]


async def looked_at(of: Town, reader: Person, notice: Notice) -> Told | str:
    """What the last look makes of a notice for that reader: its facts, or the reason why it stays away."""
    letter = Letter(
        once=type(notice).__name__,
        notice=notice,
        chat_id=reader.chat_id,
        person_id=reader.id,
        partnership_id=of.partnership.id,
        due_at=of.now,
    )
    async with of.db.transaction() as tx:
        await tx.outbox.add([letter], now=of.now)
        delivery = await tx.outbox.by_once(letter.once)
        assert delivery is not None
        try:
            return (await last_look.told(tx, delivery, policy(), now=of.now))[0]
        except SkipNotice as skip:
            return skip.reason


async def test_a_coordinator_ends_anothers_coordination_and_all_others_hear_of_it(
    wejherowo: Town, second: Person
) -> None:
    third = await coordinating(wejherowo, "trzecia koordynatorka", 5_000_000_051)

    ended = await end(wejherowo, wejherowo.office, second)

    assert ended == FormerCoordinator(partnership=wejherowo.partnership, person=second, own=False)
    assert await running(wejherowo) == [wejherowo.office.id, third.id]
    assert dict(await told(wejherowo)) == {
        second.id: CoordinationEnded(by=wejherowo.office.id),
        third.id: CoordinatorLeft(person_name=second.name, by_name=wejherowo.office.name),
    }


async def test_one_ends_ones_own_when_somebody_remains_who_alone_is_told(wejherowo: Town, second: Person) -> None:
    ended = await end(wejherowo, second, second)

    assert ended.own
    assert await running(wejherowo) == [wejherowo.office.id]
    to_oneself, left = await told(wejherowo)
    assert left == (wejherowo.office.id, CoordinatorLeft(person_name=second.name))
    assert await looked_at(wejherowo, second, to_oneself[1]) == Unsent.OWN_DOING


async def test_the_last_coordinator_stays(wejherowo: Town, second: Person) -> None:
    await end(wejherowo, wejherowo.office, second)

    with pytest.raises(LastCoordinator):
        await end(wejherowo, wejherowo.office, wejherowo.office)

    assert await running(wejherowo) == [wejherowo.office.id]


async def test_of_two_who_end_each_others_coordination_at_once_one_remains(
    store_url: str, wejherowo: Town, second: Person
) -> None:
    other = Database.open(store_url)
    here, there, office = wejherowo.partnership.id, second, wejherowo.office
    ends = await asyncio.gather(
        coordinators.end(wejherowo.db, office.telegram_id, here, there.id, now=wejherowo.now),
        coordinators.end(other, there.telegram_id, here, office.id, now=wejherowo.now),
        return_exceptions=True,
    )
    await other.close()

    assert sorted(type(one).__name__ for one in ends) == ["FormerCoordinator", "NotFound"]
    assert len(await running(wejherowo)) == 1


@pytest.mark.parametrize("own", [False, True])
async def test_pressing_twice_ends_once_and_tells_once(wejherowo: Town, second: Person, own: bool) -> None:
    by = second if own else wejherowo.office
    first = await end(wejherowo, by, second)
    letters = await told(wejherowo)
    wejherowo.now += timedelta(seconds=1)

    again = await end(wejherowo, by, second)

    assert again == first
    assert await told(wejherowo) == letters
    seen = await coordinators.ended(
        wejherowo.db, by.telegram_id, wejherowo.partnership.id, second.id, now=wejherowo.now
    )
    assert seen == first


async def test_a_coordination_is_ended_by_coordinators_of_that_partnership_alone(
    wejherowo: Town, tczew: Town, second: Person
) -> None:
    await wejherowo.partner("PUP")
    outsiders = (wejherowo.people["PUP"].telegram_id, tczew.office.telegram_id, STRANGER)
    for who in outsiders:
        with pytest.raises(NotFound):
            await coordinators.coordination(wejherowo.db, who, wejherowo.partnership.id, now=wejherowo.now)
        with pytest.raises(NotFound):
            await coordinators.end(wejherowo.db, who, wejherowo.partnership.id, second.id, now=wejherowo.now)

    assert await running(wejherowo) == [wejherowo.office.id, second.id]
    assert await told(wejherowo) == []


async def test_the_number_of_somebody_who_does_not_coordinate_here_does_not_exist(
    wejherowo: Town, tczew: Town, second: Person
) -> None:
    await wejherowo.partner("PUP")
    for number in (wejherowo.people["PUP"].id, tczew.office.id, 9_999):
        with pytest.raises(NotFound):
            await coordinators.end(
                wejherowo.db, wejherowo.office.telegram_id, wejherowo.partnership.id, number, now=wejherowo.now
            )

    assert await running(tczew) == [tczew.office.id]
    assert await told(wejherowo) == []


async def test_a_former_coordinator_can_end_nobodys_coordination_and_hears_nothing_of_who_left(
    wejherowo: Town, second: Person
) -> None:
    third = await coordinating(wejherowo, "trzecia koordynatorka", 5_000_000_051)
    await end(wejherowo, wejherowo.office, second)
    await end(wejherowo, wejherowo.office, third)

    for whose in (wejherowo.office, third):
        with pytest.raises(NotFound):
            await end(wejherowo, second, whose)

    assert await running(wejherowo) == [wejherowo.office.id]


async def test_what_a_former_coordinator_had_begun_for_the_partnership_ends(
    wejherowo: Town, tczew: Town, second: Person
) -> None:
    here = wejherowo.partnership.id
    await dialogs.begin(
        wejherowo.db, second.telegram_id, DialogKind.NEW_MEETING, partnership_id=here, now=wejherowo.now
    )

    await end(wejherowo, wejherowo.office, second)

    assert await dialogs.current(wejherowo.db, second.telegram_id) is None
    with pytest.raises(Refusal):
        await dialogs.said(wejherowo.db, second.telegram_id, "Seminarium", policy(), now=wejherowo.now)


@pytest.mark.thorough
async def test_what_they_had_begun_elsewhere_goes_on(wejherowo: Town, tczew: Town, second: Person) -> None:
    async with tczew.db.transaction() as tx:
        await tx.people.make_coordinator(second.id, tczew.partnership.id, since=JOINED)
    await dialogs.begin(
        tczew.db, second.telegram_id, DialogKind.NEW_MEETING, partnership_id=tczew.partnership.id, now=tczew.now
    )

    await end(wejherowo, wejherowo.office, second)

    assert await dialogs.current(tczew.db, second.telegram_id) is not None
    assert await running(tczew) == [tczew.office.id, second.id]


async def test_whoever_also_speaks_for_a_partner_still_does(wejherowo: Town, second: Person) -> None:
    pup = await wejherowo.partner("PUP")
    async with wejherowo.db.transaction() as tx:
        await tx.people.add_membership(second.id, pup.id, Role.DEPUTY, since=JOINED)

    await end(wejherowo, wejherowo.office, second)

    known = await people.who(wejherowo.db, second.telegram_id, now=wejherowo.now)
    assert known is not None
    assert [member.organisations for member in known.members] == [(pup,)]
    assert known.coordinates == ()
    with pytest.raises((NotFound, ForCoordinators)):
        await partners.leave(wejherowo.db, second.telegram_id, pup.id, now=wejherowo.now)
    facts = await looked_at(wejherowo, second, CoordinationEnded(by=wejherowo.office.id))
    assert isinstance(facts, Told)
    assert facts.speaks


@pytest.mark.thorough
@pytest.mark.parametrize("erased", ["second", "office"])
async def test_nobodys_name_stays_in_what_was_told_when_they_are_erased(
    wejherowo: Town, second: Person, erased: str
) -> None:
    await coordinating(wejherowo, "trzecia koordynatorka", 5_000_000_051)
    await end(wejherowo, wejherowo.office, second)

    whose = second if erased == "second" else wejherowo.office
    await people.erase(wejherowo.db, whose.telegram_id, now=wejherowo.now)

    assert await told(wejherowo) == []


async def test_what_was_queued_for_a_coordinator_stays_away_when_they_no_longer_are_one(
    wejherowo: Town, second: Person
) -> None:
    pup = await wejherowo.partner("PUP")
    await wejherowo.meeting(START)
    async with wejherowo.db.transaction() as tx:  # what partners may see stays in sight
        await tx.people.add_membership(second.id, pup.id, Role.DEPUTY, since=JOINED)
    await end(wejherowo, wejherowo.office, second)

    for notice in TO_COORDINATORS:
        assert await looked_at(wejherowo, second, notice) == Unsent.NO_LONGER_COORDINATES, notice


@pytest.mark.thorough
async def test_who_was_invited_back_is_not_told_that_it_has_ended_and_can_be_ended_again(
    wejherowo: Town, second: Person
) -> None:
    await end(wejherowo, wejherowo.office, second)
    await coordinating(wejherowo, second.name, second.telegram_id)
    wejherowo.now += timedelta(minutes=1)
    reason = await looked_at(wejherowo, second, CoordinationEnded(by=wejherowo.office.id))
    assert reason == Unsent.OVERTAKEN

    await end(wejherowo, wejherowo.office, second)

    assert await running(wejherowo) == [wejherowo.office.id]
    async with wejherowo.db.snapshot() as store:
        kept = await store.outbox.of_chat(second.chat_id, "coordination/%")
    assert len(kept) == 2

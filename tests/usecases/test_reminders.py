"""The sweep: exactly those who need it, once, also when two schedulers share the store."""

import asyncio
from datetime import datetime, timedelta

from bot.domain.people import Role
from bot.domain.rsvps import Answer
from bot.usecases import reminders
from bot.usecases.rsvps import answer_meeting
from storage.database import Database
from tests.support.clock import FakeClock
from tests.support.store import Town, policy

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time: Thursday, with its deadline on Wednesday at 10


async def reminded(town: Town) -> list[tuple[str, int | None]]:
    async with town.db.snapshot() as store:
        rows = await store.outbox.account(town.partnership.id)
    return sorted((row.kind, row.person_id) for row in rows)


async def test_only_the_silent_are_chased(wejherowo: Town, clock: FakeClock) -> None:
    pup, caritas = await wejherowo.partner("PUP"), await wejherowo.partner("Caritas")
    meeting = await wejherowo.meeting(START)
    who = wejherowo.people["PUP"].telegram_id
    await answer_meeting(wejherowo.db, who, meeting.id, Answer.NO, now=clock())

    clock.at(datetime.fromisoformat("2027-05-18T10:00:00+02:00"))
    swept = await reminders.sweep(wejherowo.db, policy(), now=clock())

    assert await reminded(wejherowo) == [("AnswerReminder", wejherowo.people["Caritas"].id)]
    assert swept.skipped == {"answered": 1}
    assert pup.id != caritas.id


async def test_two_schedulers_at_the_same_moment_remind_once(store_url: str, wejherowo: Town, clock: FakeClock) -> None:
    for number in range(10):
        await wejherowo.partner(f"Gmina {number}")
    await wejherowo.meeting(START)
    other = Database.open(store_url)
    clock.at(datetime.fromisoformat("2027-05-18T10:00:00+02:00"))

    swept = await asyncio.gather(
        *(reminders.sweep(db, policy(), now=clock()) for db in (wejherowo.db, other, wejherowo.db, other))
    )
    await other.close()

    assert sum(each.queued for each in swept) == 10
    assert len(await reminded(wejherowo)) == 10


async def test_a_second_sweep_is_a_non_event(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    await wejherowo.meeting(START)
    clock.at(datetime.fromisoformat("2027-05-18T10:00:00+02:00"))
    await reminders.sweep(wejherowo.db, policy(), now=clock())

    clock.forward(timedelta(minutes=5))
    again = await reminders.sweep(wejherowo.db, policy(), now=clock())

    assert (again.meetings, again.queued) == (0, 0)


async def test_the_next_due_moment_is_told_and_moves_on(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("PUP")
    await wejherowo.meeting(START)
    first = await reminders.next_due(wejherowo.db, now=clock())
    assert first is not None

    clock.at(first[0])
    await reminders.sweep(wejherowo.db, policy(), now=clock())
    async with wejherowo.db.transaction() as tx:
        (letter,) = await tx.outbox.take_due(
            now=clock(), real_now=clock.real(), owner="x", lease_until=clock.real(), limit=5
        )
        await tx.outbox.skipped(letter.id, "test")
    second = await reminders.next_due(wejherowo.db, now=clock())

    assert first[1] == "reminder"
    assert second is not None
    assert second[0] > first[0]


async def test_a_person_who_speaks_for_two_partners_is_reminded_once(wejherowo: Town, clock: FakeClock) -> None:
    pup, gops = await wejherowo.partner("PUP"), await wejherowo.partner("GOPS Luzino", people=0)
    person = wejherowo.people["PUP"]
    async with wejherowo.db.transaction() as tx:
        await tx.people.add_membership(person.id, gops.id, Role.DEPUTY, since=pup.joined_on)
    await wejherowo.meeting(START)
    clock.at(datetime.fromisoformat("2027-05-18T10:00:00+02:00"))

    await reminders.sweep(wejherowo.db, policy(), now=clock())

    assert await reminded(wejherowo) == [("AnswerReminder", person.id)]


async def test_an_organisation_outside_telegram_is_never_chased(wejherowo: Town, clock: FakeClock) -> None:
    await wejherowo.partner("Parafia", people=0)
    await wejherowo.meeting(START)
    clock.at(datetime.fromisoformat("2027-05-18T10:00:00+02:00"))

    assert (await reminders.sweep(wejherowo.db, policy(), now=clock())).queued == 0

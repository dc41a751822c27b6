"""After a restore: what was due is held, coordinators decide on it in heaps, and nobody else."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.dialogs import DialogKind
from bot.domain.held import BY_NUMBER, KIND_OF, Decided, Heap, Held, Kind
from bot.domain.letters import Letter, Status
from bot.domain.meetings import Meeting
from bot.domain.notices import KINDS, MeetingAnnounced, MeetingCalledOff, Notice, PartnerJoined
from bot.domain.people import Sector
from bot.domain.refusals import ForCoordinators, NotFound, NotInvited
from bot.domain.reminders import Unsent
from bot.usecases import dialogs, held, outbox, people, reminders
from bot.usecases.outbox import Begun
from storage import holding
from tests.support.clock import FakeClock
from tests.support.store import Town, policy, town

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time
LEASE = timedelta(minutes=1)
STRANGER = 4_999_999_999
JOINED = PartnerJoined(person_name="przedstawiciel PUP", organisation_name="PUP w Wejherowie")


@pytest.fixture
async def meeting(wejherowo: Town) -> Meeting:
    """A meeting of three partners, four people of whom have an invitation waiting."""
    await wejherowo.partner("PUP w Wejherowie", people=2)
    await wejherowo.partner("Caritas", Sector.NGO)
    await wejherowo.partner("Gmina Luzino")
    meeting = await wejherowo.meeting(START)
    for person in wejherowo.people.values():
        await queue(wejherowo, MeetingAnnounced(meeting_id=meeting.id), person.chat_id, person.id)
    return meeting


async def queue(of: Town, notice: Notice, chat_id: int, person_id: int) -> None:
    letter = Letter(
        once=f"{type(notice).__name__}/{person_id}",
        notice=notice,
        chat_id=chat_id,
        person_id=person_id,
        partnership_id=of.partnership.id,
        due_at=of.now,
    )
    async with of.db.transaction() as tx:
        await tx.outbox.add([letter], now=of.now)


async def restore(of: Town, clock: FakeClock) -> None:
    """What a restore does to the rows, without the files."""
    async with of.db.altered() as connection:
        await holding.hold(connection, taken_at=of.now, first_free_id=1_000, now=clock(), real_now=clock.real())


async def listed(of: Town, clock: FakeClock) -> tuple[Held, ...]:
    return await held.listing(of.db, of.office.telegram_id, now=clock())


async def decide(of: Town, clock: FakeClock, heap: Heap | None, last: int, *, send: bool) -> Decided:
    return await held.decide(
        of.db,
        of.office.telegram_id,
        heap,
        last=last,
        send=send,
        policy=policy(),
        now=clock(),
        real_now=clock.real(),
    )


async def due(of: Town, clock: FakeClock) -> list[str]:
    taken = await outbox.take_due(of.db, now=clock(), real_now=clock.real(), owner="one", lease=LEASE, limit=50)
    return [letter.once for letter in taken]


async def statuses(of: Town) -> dict[str, int]:
    async with of.db.snapshot() as store:
        return await store.outbox.counts()


async def test_what_waits_is_listed_in_heaps_with_what_it_is_about(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    await queue(wejherowo, JOINED, wejherowo.office.chat_id, wejherowo.office.id)
    await restore(wejherowo, clock)

    invitations, office = await listed(wejherowo, clock)

    assert (invitations.heap, invitations.count) == (Heap(Kind.INVITATION, meeting.id), 4)
    assert (invitations.title, invitations.at) == (meeting.title, meeting.starts_at)
    assert (office.heap, office.count) == (Heap(Kind.OFFICE, wejherowo.partnership.id), 1)
    assert await due(wejherowo, clock) == []


async def test_a_heap_names_its_people_and_says_how_many_have_become_pointless(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    await restore(wejherowo, clock)
    blocked = wejherowo.people["Caritas"]
    await people.blocked(wejherowo.db, blocked.telegram_id, now=clock())

    of = await held.heap(
        wejherowo.db, wejherowo.office.telegram_id, Heap(Kind.INVITATION, meeting.id), policy(), now=clock()
    )

    assert (of.count, of.pointless, len(of.names)) == (4, 1, 4)
    assert blocked.name in of.names


async def test_what_is_sent_goes_out_and_a_second_press_is_a_non_event(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    await restore(wejherowo, clock)
    (of,) = await listed(wejherowo, clock)

    first = await decide(wejherowo, clock, of.heap, of.last, send=True)
    second = await decide(wejherowo, clock, of.heap, of.last, send=False)

    assert (first.count, second.count) == (4, 0)
    assert len(await due(wejherowo, clock)) == 4
    assert await listed(wejherowo, clock) == ()


async def test_what_is_dropped_never_goes_and_the_store_says_why(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    await restore(wejherowo, clock)

    done = await decide(wejherowo, clock, None, 10**9, send=False)

    assert done.count == 4
    assert await due(wejherowo, clock) == []
    async with wejherowo.db.snapshot() as store:
        account = await store.outbox.account(wejherowo.partnership.id)
    assert {(row.status, row.last_error) for row in account} == {(Status.SKIPPED, Unsent.DROPPED)}


async def test_what_is_held_only_after_somebody_looked_is_not_decided_by_that_look(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    await restore(wejherowo, clock)
    (of,) = await listed(wejherowo, clock)
    late = await wejherowo.speaker(wejherowo.partners["Caritas"])
    await queue(wejherowo, MeetingAnnounced(meeting_id=meeting.id), late.chat_id, late.id)
    await restore(wejherowo, clock)

    assert (await decide(wejherowo, clock, of.heap, of.last, send=True)).count == of.count
    assert [each.count for each in await listed(wejherowo, clock)] == [1]


async def test_out_of_hours_it_goes_without_sound_but_for_what_must_be_heard(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    pup = wejherowo.people["PUP w Wejherowie"]
    await queue(wejherowo, MeetingCalledOff(meeting_id=meeting.id), pup.chat_id, pup.id)
    clock.at(datetime.fromisoformat("2027-05-11T22:00:00+02:00"))
    await restore(wejherowo, clock)

    await decide(wejherowo, clock, None, 10**9, send=True)

    async with wejherowo.db.snapshot() as store:
        account = await store.outbox.account(wejherowo.partnership.id)
    assert {row.kind: row.silent for row in account} == {"MeetingCalledOff": False, "MeetingAnnounced": True}


async def test_a_reminder_that_was_due_before_the_restore_is_held_and_the_next_is_not(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    clock.at(datetime.fromisoformat("2027-05-18T11:00:00+02:00"))  # the reminder of the deadline was due at 10:00
    await restore(wejherowo, clock)

    swept = await reminders.sweep(wejherowo.db, policy(), now=clock())

    assert swept.queued == 4
    assert await due(wejherowo, clock) == []
    assert {each.heap.kind: each.count for each in await listed(wejherowo, clock)} == {
        Kind.INVITATION: 4,
        Kind.REMINDER: 4,
    }
    clock.at(datetime.fromisoformat("2027-05-18T12:00:00+02:00"))
    later = await wejherowo.meeting(START + timedelta(days=1), title="Seminarium")
    clock.at(datetime.fromisoformat("2027-05-19T10:00:00+02:00"))  # of the seminar, a day before its deadline
    await reminders.sweep(wejherowo.db, policy(), now=clock())
    assert {once.split("/")[1] for once in await due(wejherowo, clock)} == {str(later.id)}


async def test_a_press_that_was_waiting_is_handled_again_only_by_choice(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    pup = wejherowo.people["PUP w Wejherowie"]
    update = {"update_id": 5, "callback_query": {"data": f"r:{meeting.id}:yes"}}
    async with wejherowo.db.transaction() as tx:
        await tx.inbox.add([(5, pup.chat_id, update)], now=clock())
    await restore(wejherowo, clock)

    *_, of = await listed(wejherowo, clock)
    assert (of.heap.kind, of.count, of.last) == (Kind.UPDATE, 1, 5)
    assert await _waiting(wejherowo) == 0

    assert (await decide(wejherowo, clock, of.heap, of.last, send=True)).count == 1
    assert await _waiting(wejherowo) == 1


async def test_a_typed_text_is_not_read_as_the_answer_to_a_later_question(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    text = {"update_id": 6, "message": {"text": "Starostwo, sala 12"}}
    command = {"update_id": 7, "message": {"text": "/spotkania"}}
    office = wejherowo.office
    async with wejherowo.db.transaction() as tx:
        await tx.inbox.add([(6, office.chat_id, text), (7, office.chat_id, command)], now=clock())
    await restore(wejherowo, clock)
    clock.forward(timedelta(minutes=5))
    await _begin_a_meeting(wejherowo, clock)

    done = await decide(wejherowo, clock, None, 0, send=True)

    assert done.count == 1
    async with wejherowo.db.apart() as tx:
        taken = await tx.inbox.take(now=clock.real(), owner="one", lease_until=clock.real(), limit=9)
    assert [each.update_id for each in taken] == [7]


async def _begin_a_meeting(of: Town, clock: FakeClock) -> None:
    await dialogs.begin(
        of.db, of.office.telegram_id, DialogKind.NEW_MEETING, partnership_id=of.partnership.id, now=clock()
    )


async def _waiting(of: Town) -> int:
    async with of.db.snapshot() as store:
        return await store.inbox.waiting()


@pytest.mark.parametrize("drops", [True, False])
async def test_a_cancellation_reaches_whose_invitation_may_have_arrived_before_the_restore(
    drops: bool, wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    await restore(wejherowo, clock)
    if drops:
        await decide(wejherowo, clock, None, 10**9, send=False)
    pup = wejherowo.people["PUP w Wejherowie"]
    await queue(wejherowo, MeetingCalledOff(meeting_id=meeting.id), pup.chat_id, pup.id)
    (delivery,) = await outbox.take_due(
        wejherowo.db, now=clock(), real_now=clock.real(), owner="one", lease=LEASE, limit=9
    )

    begun = await outbox.begin(
        wejherowo.db, delivery, policy(), owner="one", now=clock(), real_now=clock.real(), lease=LEASE
    )

    assert isinstance(begun, Begun)


Deed = Callable[[Town, int, Heap, datetime], Awaitable[object]]
DEEDS: dict[str, Deed] = {
    "see the list": lambda of, who, heap, now: held.listing(of.db, who, now=now),
    "see a heap": lambda of, who, heap, now: held.heap(of.db, who, heap, policy(), now=now),
    "send": lambda of, who, heap, now: held.decide(
        of.db, who, heap, last=10**9, send=True, policy=policy(), now=now, real_now=now
    ),
    "drop all": lambda of, who, heap, now: held.decide(
        of.db, who, None, last=10**9, send=False, policy=policy(), now=now, real_now=now
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
async def test_only_coordinators_decide_on_what_is_held(
    deed: str, wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    await restore(wejherowo, clock)
    for who in (STRANGER, wejherowo.people["Caritas"].telegram_id):
        with pytest.raises((ForCoordinators, NotInvited)):
            await DEEDS[deed](wejherowo, who, Heap(Kind.INVITATION, meeting.id), clock())

    assert await statuses(wejherowo) == {Status.HELD: 4}


@pytest.mark.parametrize("deed", DEEDS)
async def test_what_another_partnership_holds_does_not_exist(
    deed: str, wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    tczew = await town(wejherowo.db, clock(), "Trzy Filary w Powiecie Tczewskim")
    await restore(wejherowo, clock)
    try:
        found = await DEEDS[deed](tczew, tczew.office.telegram_id, Heap(Kind.INVITATION, meeting.id), clock())
    except NotFound:
        found = ()

    assert found in ((), Decided(count=0, sent=True), Decided(count=0, sent=False))
    assert await statuses(wejherowo) == {Status.HELD: 4}


async def test_what_is_decided_by_a_kind_of_its_own_also_names_what_it_is_about() -> None:
    numbered = {kind for kind in KINDS.values() if BY_NUMBER.keys() & set(kind.__dataclass_fields__)}

    assert KIND_OF.keys() <= numbered

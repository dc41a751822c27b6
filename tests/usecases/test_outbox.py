"""Delivery: nothing is lost, nothing comes three times, and what may have come twice says so."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.domain.letters import Delivery, Letter, Status
from bot.domain.notices import CoordinationEnded, MeetingAnnounced, Notice, PartnerJoined
from bot.usecases import outbox, parts
from bot.usecases.outbox import Begun
from storage import receipts
from storage.database import Database
from storage.receipts import Receipts
from tests.support.clock import FakeClock
from tests.support.store import Town, policy

LEASE = timedelta(minutes=1)
JOINED = PartnerJoined(person_name="przedstawiciel PUP", organisation_name="PUP w Wejherowie")


async def queued(
    town: Town, *, once: str = "one", notice: Notice = JOINED, pointless_at: datetime | None = None
) -> None:
    letter = Letter(
        once=once,
        notice=notice,
        chat_id=town.office.chat_id,
        person_id=town.office.id,
        partnership_id=town.partnership.id,
        due_at=town.now,
        pointless_at=pointless_at,
    )
    async with town.db.transaction() as tx:
        await tx.outbox.add([letter], now=town.now)


async def take(town: Town, clock: FakeClock, owner: str = "one") -> list[Delivery]:
    return await outbox.take_due(town.db, now=clock(), real_now=clock.real(), owner=owner, lease=LEASE, limit=10)


async def begin(town: Town, clock: FakeClock, delivery: Delivery, owner: str = "one") -> Begun | str | None:
    return await outbox.begin(town.db, delivery, policy(), owner=owner, now=clock(), real_now=clock.real(), lease=LEASE)


async def started(town: Town, clock: FakeClock, owner: str = "one") -> Begun:
    (delivery,) = await take(town, clock, owner)
    begun = await begin(town, clock, delivery, owner)
    assert isinstance(begun, Begun)
    return begun


async def fate(db: Database, once: str = "one") -> Delivery:
    async with db.snapshot() as store:
        found = await store.outbox.by_once(once)
    assert found is not None
    return found


async def test_the_same_letter_twice_is_one(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo)
    await queued(wejherowo)

    assert len(await take(wejherowo, clock)) == 1


async def test_a_letter_reserved_by_one_process_is_not_taken_by_another(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo)
    (delivery,) = await take(wejherowo, clock, "one")

    assert await take(wejherowo, clock, "two") == []
    assert await begin(wejherowo, clock, delivery, "two") is None


async def test_a_beginning_whose_commit_was_answered_by_nobody_is_done_again(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo)
    begun = await started(wejherowo, clock)  # and the store's server fell before it could say so

    again = await begin(wejherowo, clock, begun.delivery)

    assert isinstance(again, Begun)
    assert not again.delivery.possibly_twice


async def at_fault(town: Town, clock: FakeClock, delivery: Delivery, *, begun: bool) -> None:
    await outbox.at_fault(
        town.db,
        delivery,
        "KeyError: 'place'",
        begun=begun,
        owner="one",
        now=clock(),
        lease_until=clock.real() + LEASE,
    )


@pytest.mark.parametrize("begun", [True, False], ids=["no words", "no facts"])
async def test_a_letter_that_cannot_be_written_is_tried_three_times_in_no_doubt_and_closed_with_the_reason(
    wejherowo: Town, clock: FakeClock, begun: bool
) -> None:
    await queued(wejherowo)
    for tries in range(1, outbox.TRIES + 1):
        delivery = (await started(wejherowo, clock)).delivery if begun else (await take(wejherowo, clock))[0]
        await at_fault(wejherowo, clock, delivery, begun=begun)
        assert not (await fate(wejherowo.db)).possibly_twice
        clock.forward(tries * outbox.PAUSE_AFTER_A_FAULT)

    assert await take(wejherowo, clock) == []
    closed = await fate(wejherowo.db)
    assert (closed.status, closed.attempts) == (Status.FAILED, outbox.TRIES)
    async with wejherowo.db.snapshot() as store:
        (row,) = await store.outbox.account(wejherowo.partnership.id)
    assert row.last_error == "KeyError: 'place'"


async def test_a_fault_in_a_letter_that_somebody_else_has_changes_nothing(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo)
    (delivery,) = await take(wejherowo, clock, "two")

    await at_fault(wejherowo, clock, delivery, begun=False)

    assert await begin(wejherowo, clock, delivery, "two") is not None


async def test_a_letter_reserved_and_never_begun_goes_out_without_any_doubt(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo)
    await take(wejherowo, clock, "dead")

    clock.real_forward(LEASE)
    begun = await started(wejherowo, clock, "alive")

    assert not begun.delivery.possibly_twice


async def test_a_letter_whose_sender_died_on_the_way_goes_once_more_and_says_so(
    wejherowo: Town, clock: FakeClock
) -> None:
    await queued(wejherowo)
    await started(wejherowo, clock, "dead")

    await outbox.recover(wejherowo.db, dead={"dead"}, now=clock(), real_now=clock.real())
    assert await take(wejherowo, clock, "alive") == []  # its new sender might be about to die as well
    clock.forward(outbox.AFTER_A_CRASH)
    begun = await started(wejherowo, clock, "alive")

    assert begun.delivery.possibly_twice


@pytest.fixture
def dead() -> Iterator[str]:
    """Whoever dies in a test; notes that nobody has settled are removed."""
    name = f"machine/1:1:{secrets.token_hex(4)}"
    yield name
    receipts.forget(name)


async def test_a_letter_that_had_not_left_when_its_sender_died_goes_out_in_no_doubt(
    wejherowo: Town, clock: FakeClock, dead: str
) -> None:
    await queued(wejherowo)
    Receipts(dead)
    await started(wejherowo, clock, dead)

    await outbox.recover(wejherowo.db, dead={dead}, now=clock(), real_now=clock.real())

    assert not (await started(wejherowo, clock, "alive")).delivery.possibly_twice
    assert receipts.known_of(dead) is None


async def test_a_letter_that_had_left_when_its_sender_died_is_in_doubt(
    wejherowo: Town, clock: FakeClock, dead: str
) -> None:
    await queued(wejherowo)
    begun = await started(wejherowo, clock, dead)
    Receipts(dead).left(begun.delivery.id)

    await outbox.recover(wejherowo.db, dead={dead}, now=clock(), real_now=clock.real())

    clock.forward(outbox.AFTER_A_CRASH)
    assert (await started(wejherowo, clock, "alive")).delivery.possibly_twice


async def test_a_letter_that_telegram_had_taken_when_its_sender_died_is_sent(
    wejherowo: Town, clock: FakeClock, dead: str
) -> None:
    await queued(wejherowo)
    begun = await started(wejherowo, clock, dead)
    notes = Receipts(dead)
    notes.left(begun.delivery.id)
    notes.answered(begun.delivery.id, 77)

    await outbox.recover(wejherowo.db, dead={dead}, now=clock(), real_now=clock.real())

    clock.forward(outbox.AFTER_A_CRASH)
    assert await take(wejherowo, clock, "alive") == []
    async with wejherowo.db.snapshot() as store:
        (row,) = await store.outbox.account(wejherowo.partnership.id)
    assert (row.status, row.message_id, row.possibly_twice) == (Status.SENT, 77, False)


async def test_a_card_that_telegram_had_taken_when_its_sender_died_is_the_chats_card_and_brought_up_to_date(
    wejherowo: Town, clock: FakeClock, dead: str
) -> None:
    meeting = await wejherowo.meeting(datetime(2027, 7, 1, 10))  # noqa: DTZ001 - a wall-clock time
    await queued(wejherowo, notice=MeetingAnnounced(meeting_id=meeting.id))
    begun = await started(wejherowo, clock, dead)
    notes = Receipts(dead)
    notes.left(begun.delivery.id)
    notes.answered(begun.delivery.id, 77)

    await outbox.recover(wejherowo.db, dead={dead}, now=clock(), real_now=clock.real())

    async with wejherowo.db.snapshot() as store:
        (behind,) = await store.cards.behind(now=clock.real(), limit=10)
    assert (behind.chat_id, behind.message_id, behind.digest) == (wejherowo.office.chat_id, 77, "")


async def test_a_letter_never_goes_out_a_third_time(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo)
    for owner in ("first", "second"):
        await started(wejherowo, clock, owner)
        await outbox.recover(wejherowo.db, dead={owner}, now=clock(), real_now=clock.real())
        clock.forward(outbox.AFTER_A_CRASH)

    assert await take(wejherowo, clock, "third") == []
    assert (await fate(wejherowo.db)).status is Status.FAILED


async def test_a_living_sender_keeps_its_letter(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo)
    await started(wejherowo, clock, "alive")

    assert await outbox.recover(wejherowo.db, dead=set(), now=clock(), real_now=clock.real()) == 0


async def test_a_lost_answer_is_tried_once_more(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo)
    begun = await started(wejherowo, clock)

    wait = timedelta(seconds=2)
    await outbox.later(wejherowo.db, begun, error="cut", wait=wait, maybe_delivered=True, now=clock())

    assert await take(wejherowo, clock) == []
    clock.forward(wait)
    assert (await started(wejherowo, clock)).delivery.possibly_twice


async def test_an_outage_of_hours_loses_no_letter(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo)
    for _ in range(200):
        begun = await started(wejherowo, clock)
        wait = timedelta(seconds=2)
        await outbox.later(wejherowo.db, begun, error="away", wait=wait, maybe_delivered=False, now=clock())
        clock.forward(outbox.LONGEST_PAUSE)

    begun = await started(wejherowo, clock)
    await outbox.sent(wejherowo.db, begun, 77, "digest", now=clock())
    assert (await fate(wejherowo.db)).status is Status.SENT


async def test_what_has_become_pointless_is_not_sent_and_the_store_says_why(wejherowo: Town, clock: FakeClock) -> None:
    await queued(wejherowo, pointless_at=clock() + timedelta(hours=6))
    clock.forward(timedelta(hours=6))
    (delivery,) = await take(wejherowo, clock)

    assert await begin(wejherowo, clock, delivery) == "pointless"
    assert (await fate(wejherowo.db)).status is Status.SKIPPED


async def test_a_person_who_blocked_the_bot_gets_nothing_and_is_told_of_once(wejherowo: Town, clock: FakeClock) -> None:
    pup = await wejherowo.partner("PUP w Wejherowie")
    person = wejherowo.people[pup.name]
    letter = Letter(
        once="to pup",
        notice=CoordinationEnded(by=wejherowo.office.id),
        chat_id=person.chat_id,
        person_id=person.id,
        partnership_id=wejherowo.partnership.id,
        due_at=clock(),
    )
    async with wejherowo.db.transaction() as tx:
        await tx.outbox.add([letter], now=clock())
    begun = await started(wejherowo, clock)

    await outbox.undeliverable(wejherowo.db, begun, error="Forbidden", blocked=True, now=clock())

    (told,) = await take(wejherowo, clock)
    assert told.person_id == wejherowo.office.id
    async with wejherowo.db.snapshot() as store:
        found = await store.people.person_by_id(person.id)
    assert found is not None
    assert not found.reachable


async def test_an_owner_whose_process_ended_on_this_machine_is_known_to_be_dead(
    wejherowo: Town, clock: FakeClock
) -> None:
    alive = parts.new_owner()
    machine, _, rest = alive.partition(":")
    gone = f"{machine}:{2**22 + 1}:{rest.rpartition(':')[2]}"  # beyond the highest process id of Linux
    for owner in (alive, gone, "elsewhere:1:x"):
        await parts.beat(wejherowo.db, owner, ["bot"], started_at=clock(), real_now=clock.real())

    assert await parts.dead(wejherowo.db, real_now=clock.real()) == {gone}


async def test_of_letters_in_doubt_one_at_a_time_goes_again_and_none_unless_asked_for(
    wejherowo: Town, clock: FakeClock
) -> None:
    for once in ("one", "two"):
        await queued(wejherowo, once=once)
    for delivery in await take(wejherowo, clock, "dead"):
        await begin(wejherowo, clock, delivery, "dead")
    await outbox.recover(wejherowo.db, dead={"dead"}, now=clock(), real_now=clock.real())
    clock.forward(outbox.AFTER_A_CRASH)

    async def taken(*, in_doubt: bool) -> list[str]:
        letters = await outbox.take_due(
            wejherowo.db,
            now=clock(),
            real_now=clock.real(),
            owner="alive",
            lease=LEASE,
            limit=10,
            in_doubt=in_doubt,
        )
        return [each.once for each in letters]

    assert await taken(in_doubt=False) == []
    assert await taken(in_doubt=True) == ["one"]

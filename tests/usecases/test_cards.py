"""Every card ends up showing how things are, in whichever order edits and letters arrive."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.domain.letters import ShownCard
from bot.domain.rsvps import Answer
from bot.usecases import cards, rsvps
from tests.support.clock import FakeClock
from tests.support.store import Town

LEASE = timedelta(minutes=1)
PUP, CARITAS = "PUP w Wejherowie", "Caritas Archidiecezji Gdańskiej"


@pytest.fixture
async def meeting_id(wejherowo: Town) -> int:
    meeting = await wejherowo.meeting(datetime(2027, 7, 1, 10))  # noqa: DTZ001 - a wall-clock time
    for name in (PUP, CARITAS):
        await wejherowo.partner(name)
    return meeting.id


async def arrived(town: Town, meeting_id: int, name: str, *, showing: int | None = None, digest: str = "") -> None:
    """A card has come to that chat; it shows this version, or all there is."""
    person = town.people[name]
    async with town.db.transaction() as tx:
        version = await tx.meetings.version(meeting_id) if showing is None else showing
        await tx.cards.put(
            ShownCard(
                meeting_id=meeting_id,
                chat_id=person.chat_id,
                person_id=person.id,
                message_id=7,
                digest=digest,
                shown_version=version,
            )
        )


async def pressed(town: Town, clock: FakeClock, meeting_id: int, name: str, answer: Answer = Answer.YES) -> datetime:
    """Somebody answers; until when their own card is nobody else's to edit."""
    until = clock.real() + timedelta(seconds=3)
    who = town.people[name].telegram_id
    await rsvps.answer_meeting(town.db, who, meeting_id, answer, now=clock(), edits_until=lambda: until)
    return until


async def behind(town: Town, now: datetime) -> set[int]:
    """The chats whose cards the keeper would edit now."""
    taken = await cards.take_behind(town.db, now=now, owner="keeper", lease=LEASE, limit=10)
    for shown in taken:
        await cards.postponed(town.db, shown, until=None)
    return {shown.chat_id for shown in taken}


async def test_a_card_that_arrives_late_is_brought_up_to_date_though_all_others_are(
    wejherowo: Town, clock: FakeClock, meeting_id: int
) -> None:
    await arrived(wejherowo, meeting_id, CARITAS)
    async with wejherowo.db.transaction() as tx:
        rendered = await tx.meetings.version(meeting_id)
    await pressed(wejherowo, clock, meeting_id, CARITAS)  # while the other card is on its way
    async with wejherowo.db.transaction() as tx:
        await tx.meetings.catch_up(meeting_id)

    await arrived(wejherowo, meeting_id, PUP, showing=rendered)

    assert await behind(wejherowo, clock.real()) == {wejherowo.people[PUP].chat_id}


async def test_whoever_presses_has_their_card_to_themselves_until_its_edit_must_have_arrived(
    wejherowo: Town, clock: FakeClock, meeting_id: int
) -> None:
    await arrived(wejherowo, meeting_id, PUP)
    await arrived(wejherowo, meeting_id, CARITAS)
    until = await pressed(wejherowo, clock, meeting_id, PUP)

    await pressed(wejherowo, clock, meeting_id, CARITAS)  # changes the card of the first, whose edit is under way

    assert await behind(wejherowo, clock.real()) == set()
    assert await behind(wejherowo, until) == {wejherowo.people[PUP].chat_id}


async def test_the_time_for_an_edit_of_ones_own_begins_when_the_press_is_written_down_however_long_it_waited(
    wejherowo: Town, clock: FakeClock, meeting_id: int
) -> None:
    await arrived(wejherowo, meeting_id, PUP)
    asked = list[datetime]()

    def edits_until() -> datetime:
        asked.append(clock.real())
        return clock.real() + timedelta(seconds=3)

    who = wejherowo.people[PUP].telegram_id
    async with asyncio.TaskGroup() as together, wejherowo.db.transaction() as tx:
        await tx.meetings.touch(meeting_id)
        waiting = rsvps.answer_meeting(wejherowo.db, who, meeting_id, Answer.YES, now=clock(), edits_until=edits_until)
        together.create_task(waiting)
        await asyncio.sleep(0)  # it begins, and waits for its turn to write
        clock.real_forward(timedelta(seconds=10))
        written = clock.real()
    await pressed(wejherowo, clock, meeting_id, CARITAS)

    assert asked == [written]
    assert await behind(wejherowo, written + timedelta(seconds=2)) == set()


async def test_a_press_that_comes_between_the_keepers_look_and_its_claim_keeps_the_card_to_itself(
    wejherowo: Town, clock: FakeClock, meeting_id: int
) -> None:
    await arrived(wejherowo, meeting_id, PUP)
    await pressed(wejherowo, clock, meeting_id, CARITAS)
    async with wejherowo.db.snapshot() as store:
        seen = await store.cards.behind(now=clock.real(), limit=10)
    assert [card.chat_id for card in seen] == [wejherowo.people[PUP].chat_id]

    until = await pressed(wejherowo, clock, meeting_id, PUP)

    async def claimed(now: datetime) -> list[ShownCard]:
        async with wejherowo.db.apart() as tx:
            return await tx.cards.claim(seen, now=now, owner="keeper", lease_until=now + LEASE)

    assert await claimed(clock.real()) == []
    assert len(await claimed(until)) == 1


@pytest.mark.parametrize("at_once", [True, False], ids=["left to the keeper", "after a crash"])
async def test_a_card_that_the_reply_leaves_to_the_keeper_is_edited_at_once_unless_an_edit_may_be_under_way(
    wejherowo: Town, clock: FakeClock, meeting_id: int, at_once: bool
) -> None:
    await arrived(wejherowo, meeting_id, PUP)
    until = await pressed(wejherowo, clock, meeting_id, PUP)
    ours = wejherowo.people[PUP].chat_id
    shown = await cards.in_chat(wejherowo.db, meeting_id, ours)
    assert shown is not None

    await cards.behind_again(wejherowo.db, shown, at_once=at_once)

    assert await behind(wejherowo, clock.real()) == ({ours} if at_once else set())
    assert await behind(wejherowo, until) == {ours}


async def test_an_edit_is_awaited_only_where_a_press_was_left_to_the_keeper(
    wejherowo: Town, clock: FakeClock, meeting_id: int
) -> None:
    """A fresh card may be edited at any time, too, and so may one that has rested: nobody waits for those."""
    for name in (PUP, CARITAS):
        await arrived(wejherowo, meeting_id, name, digest="as it was sent")
    await pressed(wejherowo, clock, meeting_id, PUP)
    rested = await pressed(wejherowo, clock, meeting_id, PUP, Answer.NO)
    await pressed(wejherowo, clock, meeting_id, CARITAS)
    left = await cards.in_chat(wejherowo.db, meeting_id, wejherowo.people[CARITAS].chat_id)
    assert left is not None
    await cards.behind_again(wejherowo.db, left, at_once=True)
    await wejherowo.partner("OK Ośrodek Kursów w Wejherowie")
    await arrived(wejherowo, meeting_id, "OK Ośrodek Kursów w Wejherowie", showing=0, digest="as it was sent")

    taken = await cards.take_behind(wejherowo.db, now=rested, owner="keeper", lease=LEASE, limit=10)

    waits = {shown.chat_id: shown.awaited for shown in taken}
    assert waits == {
        wejherowo.people[n].chat_id: n == CARITAS for n in (PUP, CARITAS, "OK Ośrodek Kursów w Wejherowie")
    }

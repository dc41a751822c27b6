"""An edit that a dead process had under way may arrive after everything that is done in its place."""

from datetime import datetime, timedelta

from bot.domain.letters import ShownCard
from bot.usecases import cards, outbox
from tests.support.clock import FakeClock
from tests.support.store import Town

LEASE = timedelta(minutes=1)


async def test_a_card_that_a_dead_process_was_editing_is_edited_once_more_when_nothing_of_it_can_arrive(
    wejherowo: Town, clock: FakeClock
) -> None:
    meeting = await wejherowo.meeting(datetime(2027, 7, 1, 10))  # noqa: DTZ001 - a wall-clock time
    await wejherowo.partner("PUP w Wejherowie")
    person = wejherowo.people["PUP w Wejherowie"]
    async with wejherowo.db.transaction() as tx:
        version = await tx.meetings.touch(meeting.id)
        card = ShownCard(
            meeting_id=meeting.id, chat_id=person.chat_id, person_id=person.id, message_id=7, digest="", shown_version=0
        )
        await tx.cards.put(card)

    async def taken(owner: str, now: datetime) -> list[ShownCard]:
        return await cards.take_behind(wejherowo.db, now=now, owner=owner, lease=LEASE, limit=10)

    (editing,) = await taken("dead", clock.real())
    async with wejherowo.db.transaction() as tx:  # somebody presses meanwhile, and edits it themselves
        await tx.cards.presume(meeting.id, person.chat_id, version=version)
        await tx.meetings.catch_up(meeting.id)

    await outbox.recover(wejherowo.db, dead={"dead"}, now=clock(), real_now=clock.real())

    assert await taken("alive", clock.real()) == []
    (again,) = await taken("alive", clock.real() + outbox.STILL_ARRIVING)
    assert (again.message_id, again.digest) == (editing.message_id, "")

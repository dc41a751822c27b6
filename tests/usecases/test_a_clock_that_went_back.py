"""A machine's clock that is put back an hour: what was announced before is still known to those who heard of it."""

from datetime import datetime, timedelta

import pytest

from bot.domain.letters import Letter, ShownCard
from bot.domain.meetings import Meeting
from bot.domain.notices import MeetingAnnounced
from bot.domain.people import Person
from bot.domain.refusals import NotFound
from bot.domain.rsvps import Answer
from bot.usecases import cards, outbox, rsvps
from bot.usecases.outbox import Begun
from bot.usecases.rsvps import Answered
from tests.support.clock import FakeClock
from tests.support.store import Town, policy

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time
HOUR, LEASE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def announced(wejherowo: Town) -> tuple[Meeting, Person]:
    """A meeting announced this very moment, and somebody who is invited."""
    await wejherowo.partner("PUP")
    return await wejherowo.meeting(START), wejherowo.people["PUP"]


async def shown_to(town: Town, meeting: Meeting, person: Person) -> ShownCard:
    card = ShownCard(
        meeting_id=meeting.id, chat_id=person.chat_id, person_id=person.id, message_id=1, digest="", shown_version=0
    )
    async with town.db.transaction() as tx:
        await tx.cards.put(card)
    return card


async def begun(town: Town, meeting: Meeting, person: Person, clock: FakeClock, *, now: datetime) -> object:
    """What becomes of the letter that announces it, at that moment."""
    letter = Letter(
        once=f"announced/{meeting.id}/{person.id}",
        notice=MeetingAnnounced(meeting_id=meeting.id),
        chat_id=person.chat_id,
        person_id=person.id,
        partnership_id=meeting.partnership_id,
        due_at=now,
    )
    async with town.db.transaction() as tx:
        await tx.outbox.add([letter], now=now)
    real = clock.real()
    (delivery,) = await outbox.take_due(town.db, now=now, real_now=real, owner="one", lease=LEASE, limit=10)
    return await outbox.begin(town.db, delivery, policy(), owner="one", now=now, real_now=real, lease=LEASE)


async def test_a_letter_on_its_way_goes_out_all_the_same(
    wejherowo: Town, announced: tuple[Meeting, Person], clock: FakeClock
) -> None:
    assert isinstance(await begun(wejherowo, *announced, clock, now=clock() - HOUR), Begun)


async def test_who_has_the_card_can_answer(
    wejherowo: Town, announced: tuple[Meeting, Person], clock: FakeClock
) -> None:
    meeting, person = announced
    await shown_to(wejherowo, meeting, person)

    answered = await rsvps.answer_meeting(wejherowo.db, person.telegram_id, meeting.id, Answer.YES, now=clock() - HOUR)

    assert isinstance(answered, Answered)


async def test_who_may_have_the_card_can_answer_though_nothing_came_back_from_its_letter(
    wejherowo: Town, announced: tuple[Meeting, Person], clock: FakeClock
) -> None:
    meeting, person = announced
    await begun(wejherowo, meeting, person, clock, now=clock())

    answered = await rsvps.answer_meeting(wejherowo.db, person.telegram_id, meeting.id, Answer.YES, now=clock() - HOUR)

    assert isinstance(answered, Answered)


async def test_a_card_stays_the_card(wejherowo: Town, announced: tuple[Meeting, Person], clock: FakeClock) -> None:
    card = await shown_to(wejherowo, *announced)

    ((_, fresh),) = await cards.fresh(wejherowo.db, [card], now=clock() - HOUR)

    assert fresh is not None


async def test_who_has_heard_nothing_sees_nothing_before_it_is_announced(
    wejherowo: Town, announced: tuple[Meeting, Person], clock: FakeClock
) -> None:
    meeting, person = announced

    with pytest.raises(NotFound):
        await cards.card(wejherowo.db, person.telegram_id, meeting.id, now=clock() - HOUR)

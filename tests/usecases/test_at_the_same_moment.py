"""Two people, or two processes, do the same at once: each engine lets one go after the other."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.domain.rsvps import Answer, Rsvp
from bot.usecases.rsvps import Answered, answer_meeting
from storage.database import Database
from tests.support.clock import FakeClock
from tests.support.store import Town

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time
ROUNDS = 5


@pytest.fixture
async def other(store_url: str, db: Database) -> AsyncIterator[Database]:
    """The same store as a second process opens it."""
    other = Database.open(store_url)
    yield other
    await other.close()


async def answers(db: Database, meeting_id: int) -> dict[int, Rsvp]:
    async with db.snapshot() as store:
        return await store.rsvps.of_meeting(meeting_id)


async def test_two_representatives_who_answer_at_the_same_moment_are_one_vote_and_the_last_one_counts(
    wejherowo: Town, other: Database, clock: FakeClock
) -> None:
    pup = await wejherowo.partner("PUP", people=2)
    meeting = await wejherowo.meeting(START)
    yes, no = (wejherowo.people[name].telegram_id for name in ("PUP", "PUP 1"))

    for number in range(1, ROUNDS + 1):
        both = await asyncio.gather(
            answer_meeting(wejherowo.db, yes, meeting.id, Answer.YES, now=clock()),
            answer_meeting(other, no, meeting.id, Answer.NO, now=clock()),
        )
        cards = [each.card for each in both if isinstance(each, Answered)]
        last = max(cards, key=lambda card: card.version)
        kept = await answers(other, meeting.id)

        assert list(kept) == [pup.id]
        assert last.own[0].rsvp == kept[pup.id]
        assert last.tally.invited == 1
        assert len({card.version for card in cards}) == 2, f"round {number}: one did not see the other"


async def test_partners_who_answer_at_the_same_moment_all_count(
    wejherowo: Town, other: Database, clock: FakeClock
) -> None:
    names = [f"Gmina {number}" for number in range(12)]
    invited = [await wejherowo.partner(name) for name in names]
    meeting = await wejherowo.meeting(START)

    await asyncio.gather(
        *(
            answer_meeting(
                other if number % 2 else wejherowo.db,
                wejherowo.people[name].telegram_id,
                meeting.id,
                Answer.YES,
                now=clock(),
            )
            for number, name in enumerate(names)
        )
    )

    kept = await answers(wejherowo.db, meeting.id)
    assert {organisation_id: rsvp.answer for organisation_id, rsvp in kept.items()} == dict.fromkeys(
        (organisation.id for organisation in invited), Answer.YES
    )

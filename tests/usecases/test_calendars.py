"""SEQUENCE, feeds and their secrets."""

from datetime import datetime, timedelta

import pytest

from bot.domain.calendars import Entry
from bot.domain.meetings import Meeting
from bot.domain.people import Role
from bot.domain.rsvps import Answer
from bot.usecases import calendars, partners, rsvps
from tests.support.clock import FakeClock
from tests.support.store import Town

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time


@pytest.fixture
async def meeting(wejherowo: Town) -> Meeting:
    await wejherowo.partner("PUP")
    return await wejherowo.meeting(START)


async def entry(town: Town, clock: FakeClock) -> Entry:
    """The meeting as it stands in the feed of PUP's representative."""
    own, *_ = await calendars.feeds_of(town.db, town.people["PUP"].telegram_id, now=clock())
    calendar = await calendars.calendar(town.db, own.secret, now=clock())
    assert calendar is not None
    return calendar.entries[0]


async def test_every_change_of_answer_raises_the_sequence_by_one(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    who = wejherowo.people["PUP"].telegram_id
    seen = [(await entry(wejherowo, clock)).sequence]
    for answer in (Answer.YES, Answer.YES, Answer.NO, Answer.MAYBE):
        clock.forward(timedelta(minutes=1))
        await rsvps.answer_meeting(wejherowo.db, who, meeting.id, answer, now=clock())
        seen.append((await entry(wejherowo, clock)).sequence)

    assert seen == [0, 1, 1, 2, 3]  # the second yes changed nothing


async def test_the_sequence_does_not_fall_when_an_organisation_is_left(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    gops = await wejherowo.partner("GOPS Luzino", people=0)
    person = wejherowo.people["PUP"]
    link = await partners.invite_to(wejherowo.db, wejherowo.office.telegram_id, gops.id, Role.DEPUTY, now=clock())
    async with wejherowo.db.transaction() as tx:
        await tx.people.add_membership(person.id, gops.id, link.invitation.role, since=gops.joined_on)
    await rsvps.answer_meeting(wejherowo.db, person.telegram_id, meeting.id, Answer.YES, "all", now=clock())
    before = await entry(wejherowo, clock)

    found, _ = await partners.entry(wejherowo.db, wejherowo.office.telegram_id, gops.id, now=clock())
    membership = found.speakers[0].membership_id
    assert membership is not None
    await partners.end_membership(wejherowo.db, wejherowo.office.telegram_id, gops.id, membership, now=clock())
    after = await entry(wejherowo, clock)

    assert (before.sequence, len(before.own)) == (2, 2)
    assert after.sequence >= before.sequence
    assert [own.organisation.name for own in after.own] == ["PUP"]


async def test_file_and_feed_carry_the_same_facts(wejherowo: Town, meeting: Meeting, clock: FakeClock) -> None:
    who = wejherowo.people["PUP"].telegram_id
    await rsvps.answer_meeting(wejherowo.db, who, meeting.id, Answer.YES, now=clock())

    assert await calendars.meeting_entry(wejherowo.db, who, meeting.id, now=clock()) == await entry(wejherowo, clock)


async def test_only_a_standing_yes_is_busy(wejherowo: Town, meeting: Meeting, clock: FakeClock) -> None:
    who = wejherowo.people["PUP"].telegram_id
    busy: dict[Answer | None, bool] = {None: (await entry(wejherowo, clock)).busy}
    for answer in (Answer.MAYBE, Answer.YES, Answer.NO):
        await rsvps.answer_meeting(wejherowo.db, who, meeting.id, answer, now=clock())
        busy[answer] = (await entry(wejherowo, clock)).busy

    assert busy == {None: False, Answer.MAYBE: False, Answer.YES: True, Answer.NO: False}


async def test_a_feeds_version_changes_with_whatever_it_shows_and_with_nothing_else(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    who = wejherowo.people["PUP"].telegram_id
    own, *_ = await calendars.feeds_of(wejherowo.db, who, now=clock())

    async def version() -> str:
        found = await calendars.latest(wejherowo.db, own.secret, None, (), now=clock())
        assert found is not None
        return found[0].digest

    first = await version()
    clock.forward(timedelta(hours=1))
    assert await version() == first

    await rsvps.answer_meeting(wejherowo.db, who, meeting.id, Answer.YES, now=clock())
    second = await version()
    clock.forward(timedelta(days=1))
    third = await version()

    assert len({first, second, third}) == 3


async def test_renewing_twice_leaves_one_address_that_works(
    wejherowo: Town, meeting: Meeting, clock: FakeClock
) -> None:
    who = wejherowo.people["PUP"].telegram_id
    old, *_ = await calendars.feeds_of(wejherowo.db, who, now=clock())

    first, *_ = await calendars.renew(wejherowo.db, who, old.id, now=clock())
    second, *_ = await calendars.renew(wejherowo.db, who, old.id, now=clock())

    assert await calendars.calendar(wejherowo.db, old.secret, now=clock()) is None
    assert first == second
    assert await calendars.calendar(wejherowo.db, second.secret, now=clock()) is not None

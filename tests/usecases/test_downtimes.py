"""After days without the service what had its moment meanwhile is held, and everything else goes out."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.announcements import Announcement
from bot.domain.audiences import Audience
from bot.domain.downtimes import STILL_GOOD
from bot.domain.held import Cause, Kind, Waiting
from bot.domain.letters import Letter, Status
from bot.domain.notices import (
    AnnouncementMade,
    AnswerReminder,
    CardRetired,
    DowntimeEnded,
    MeetingAnnounced,
    MeetingCalledOff,
    Notice,
    PartnerJoined,
    SkipNotice,
    Told,
)
from bot.domain.reminders import Unsent
from bot.usecases import announcements, downtimes, held, last_look, reminders
from bot.usecases.downtimes import ANSWERS, SENDS, CameBack
from storage import holding
from tests.support.clock import FakeClock
from tests.support.store import Town, policy

HOUR = timedelta(hours=1)
FRIDAY = datetime(2027, 5, 14, 13, 50, tzinfo=UTC)  # 15:50 in Warsaw, ten minutes before the office closes
MONDAY = datetime(2027, 5, 17, 6, tzinfo=UTC)  # 8:00
THURSDAY = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time
MONDAY_NOON = datetime(2027, 5, 17, 12)  # noqa: DTZ001 - a wall-clock time
EVERY_PART = ("bot", "scheduler", "web")
LEASE = timedelta(minutes=1)
JOINED = PartnerJoined(person_name="przedstawiciel PUP", organisation_name="PUP w Wejherowie")


@pytest.fixture
async def friday(wejherowo: Town, clock: FakeClock) -> Town:
    """Two partners; the service is there, on a Friday afternoon."""
    to(clock, FRIDAY)
    wejherowo.now = FRIDAY
    await wejherowo.partner("PUP w Wejherowie")
    await wejherowo.partner("Caritas")
    assert await back(wejherowo, clock) is None
    return wejherowo


def to(clock: FakeClock, moment: datetime) -> None:
    """The service's time and the machine's go together, as they do."""
    clock.real_forward(moment - clock.real())
    clock.at(moment)


async def back(of: Town, clock: FakeClock, parts: tuple[str, ...] = EVERY_PART) -> CameBack | None:
    return await downtimes.come_back(of.db, parts, now=clock(), real_now=clock.real())


async def queue(of: Town, notice: Notice, due_at: datetime) -> str:
    """A letter for PUP's representative."""
    person = of.people["PUP w Wejherowie"]
    letter = Letter(
        once=f"{type(notice).__name__}/{due_at}",
        notice=notice,
        chat_id=person.chat_id,
        person_id=person.id,
        partnership_id=of.partnership.id,
        due_at=due_at,
    )
    async with of.db.transaction() as tx:
        await tx.outbox.add([letter], now=due_at)
    return letter.once


async def scheduled(of: Town, due_at: datetime) -> int:
    """The number of an announcement for all that leaves then."""
    announcement = Announcement(
        id=0,
        partnership_id=of.partnership.id,
        author_id=of.office.id,
        text="Zapraszamy na targi pracy.",
        attachments=(),
        audience=Audience(),
        asks_receipt=False,
        newcomers_until=None,
        created_at=of.now,
        due_at=due_at,
    )
    async with of.db.transaction() as tx:
        kept, _ = await tx.announcements.add(announcement, once=f"dialog/{due_at}", next_due_at=due_at)
    return kept.id


async def statuses(of: Town) -> dict[str, str]:
    """By the kind of notice."""
    async with of.db.snapshot() as store:
        return {row.kind: row.status for row in await store.outbox.account(of.partnership.id)}


async def waiting(of: Town, clock: FakeClock) -> Waiting:
    async with of.db.snapshot() as store:
        known = await store.people.known(of.office.telegram_id, now=clock())
    assert known is not None
    return await held.count(of.db, known, now=clock())


async def told(of: Town, clock: FakeClock) -> list[Told]:
    """What the office is told of a downtime, as it leaves now."""
    async with of.db.snapshot() as store:
        rows = await store.outbox.account(of.partnership.id)
        letters = [await store.outbox.by_once(row.once) for row in rows if row.kind == DowntimeEnded.__name__]
        return [(await last_look.told(store, each, policy(), now=clock()))[0] for each in letters if each is not None]


async def test_after_a_weekend_what_had_its_moment_is_held_and_news_that_still_is_news_goes_out(
    friday: Town, clock: FakeClock
) -> None:
    coming, over = await friday.meeting(THURSDAY), await friday.meeting(MONDAY_NOON - timedelta(days=1), title="Narada")
    announcement = await scheduled(friday, FRIDAY)
    for notice in (
        AnnouncementMade(announcement_id=announcement),
        AnswerReminder(meeting_id=coming.id, rule="answer/3d", counts_from=coming.answer_until),
        MeetingCalledOff(meeting_id=coming.id),
        MeetingAnnounced(meeting_id=over.id),
        CardRetired(meeting_id=over.id, message_id=7),
        JOINED,
    ):
        await queue(friday, notice, FRIDAY)
    to(clock, MONDAY)

    assert await back(friday, clock) == CameBack(MONDAY - FRIDAY, 3)

    assert await statuses(friday) == {
        "AnnouncementMade": Status.HELD,
        "AnswerReminder": Status.HELD,
        "MeetingCalledOff": Status.QUEUED,
        "MeetingAnnounced": Status.HELD,  # of a meeting that has taken place
        "CardRetired": Status.QUEUED,
        "PartnerJoined": Status.QUEUED,
    }


@pytest.mark.parametrize("away", [16 * HOUR, STILL_GOOD])
async def test_a_nights_outage_holds_nothing(away: timedelta, friday: Town, clock: FakeClock) -> None:
    await queue(friday, AnnouncementMade(announcement_id=await scheduled(friday, FRIDAY)), FRIDAY)
    to(clock, FRIDAY + away)

    assert await back(friday, clock) is None
    assert (await waiting(friday, clock)).count == 0


async def test_what_has_been_due_for_less_than_a_day_goes_out_however_long_the_downtime_was(
    friday: Town, clock: FakeClock
) -> None:
    announcement = await scheduled(friday, FRIDAY)
    early = await queue(friday, AnnouncementMade(announcement_id=announcement), MONDAY - STILL_GOOD)
    late = await queue(
        friday, AnnouncementMade(announcement_id=announcement), MONDAY - STILL_GOOD + timedelta(seconds=1)
    )
    to(clock, MONDAY)

    await back(friday, clock)

    async with friday.db.snapshot() as store:
        found = {row.once: row.status for row in await store.outbox.account(friday.partnership.id)}
    assert found == {early: Status.HELD, late: Status.QUEUED}


async def test_an_announcement_scheduled_for_the_time_without_us_is_held_when_its_moment_is_found_to_be_over(
    friday: Town, clock: FakeClock
) -> None:
    saturday = await scheduled(friday, FRIDAY + 20 * HOUR)
    this_morning = await scheduled(friday, MONDAY - HOUR)
    to(clock, MONDAY)
    await back(friday, clock)

    await announcements.sweep(friday.db, policy(), now=clock())

    async with friday.db.snapshot() as store:
        rows = await store.outbox.account(friday.partnership.id)
    found = {(row.facts["announcement_id"], row.status) for row in rows}
    assert found == {(saturday, Status.HELD), (this_morning, Status.QUEUED)}
    assert await waiting(friday, clock) == Waiting(2, Cause.DOWNTIME)


async def test_after_three_weeks_reminders_whose_time_is_over_are_neither_sent_nor_asked_about(
    friday: Town, clock: FakeClock
) -> None:
    await friday.meeting(THURSDAY)
    to(clock, MONDAY + timedelta(weeks=3))

    await back(friday, clock)
    await reminders.sweep(friday.db, policy(), now=clock())

    assert await statuses(friday) == {}
    assert await downtimes.tell(friday.db, policy(), now=clock()) == 0


async def test_what_was_on_its_way_when_the_machine_went_off_is_held_and_may_come_twice(
    friday: Town, clock: FakeClock
) -> None:
    await queue(friday, AnnouncementMade(announcement_id=await scheduled(friday, FRIDAY)), FRIDAY)
    async with friday.db.apart() as tx:
        (taken,) = await tx.outbox.take_due(
            now=FRIDAY, real_now=FRIDAY, owner="one", lease_until=FRIDAY + LEASE, limit=9
        )
    async with friday.db.transaction() as tx:
        await tx.outbox.begin(taken.id, owner="one", lease_until=FRIDAY + LEASE)
    to(clock, MONDAY)

    await back(friday, clock)

    async with friday.db.snapshot() as store:
        (row,) = await store.outbox.account(friday.partnership.id)
    assert (row.status, row.possibly_twice, row.owner) == (Status.HELD, True, None)


async def test_presses_of_days_ago_are_held_and_those_of_today_are_handled(friday: Town, clock: FakeClock) -> None:
    pup, nobody = friday.people["PUP w Wejherowie"], 4_999_999_999
    async with friday.db.transaction() as tx:
        await tx.inbox.add([(1, pup.chat_id, {}), (2, nobody, {})], now=FRIDAY)
        await tx.inbox.add([(3, pup.chat_id, {})], now=MONDAY - HOUR)
    to(clock, MONDAY)

    found = await back(friday, clock)

    assert found is not None
    assert found.held == 1
    async with friday.db.snapshot() as store:
        assert [each.update_id for each in await store.inbox.held([friday.partnership.id])] == [1]
        assert await store.inbox.waiting() == 1


@pytest.mark.parametrize(("part", "kept"), [(SENDS, Kind.ANNOUNCEMENT), (ANSWERS, Kind.UPDATE)])
async def test_of_the_parts_only_what_the_missing_one_should_have_done_is_held(
    part: str, kept: Kind, friday: Town, clock: FakeClock
) -> None:
    await queue(friday, AnnouncementMade(announcement_id=await scheduled(friday, FRIDAY)), FRIDAY)
    async with friday.db.transaction() as tx:
        await tx.inbox.add([(1, friday.people["Caritas"].chat_id, {})], now=FRIDAY)
    to(clock, MONDAY)
    others = tuple(each for each in EVERY_PART if each != part)
    async with friday.db.transaction() as tx:
        await tx.restores.seen(others, now=MONDAY - HOUR)  # they were there all the time

    await back(friday, clock)

    assert [each.heap.kind for each in await held.listing(friday.db, friday.office.telegram_id, now=clock())] == [kept]


# --- clocks


async def test_a_clock_that_was_a_year_ahead_and_is_right_again_holds_nothing(friday: Town, clock: FakeClock) -> None:
    await queue(friday, AnnouncementMade(announcement_id=await scheduled(friday, FRIDAY)), FRIDAY)
    async with friday.db.transaction() as tx:
        await tx.restores.seen(EVERY_PART, now=FRIDAY + timedelta(days=365))  # the last that was noted before a stop
    to(clock, FRIDAY + 2 * HOUR)

    assert await back(friday, clock) is None
    assert (await waiting(friday, clock)).count == 0

    to(clock, MONDAY)  # and the next downtime is seen again
    assert await back(friday, clock) == CameBack(MONDAY - FRIDAY - 2 * HOUR, 1)


async def test_the_first_start_of_all_is_no_downtime(wejherowo: Town, clock: FakeClock) -> None:
    assert await back(wejherowo, clock) is None


async def test_a_restore_of_an_old_backup_is_no_downtime_too(friday: Town, clock: FakeClock) -> None:
    to(clock, MONDAY)
    async with friday.db.altered() as connection:
        await holding.hold(connection, taken_at=FRIDAY, first_free_id=1_000, now=clock(), real_now=clock.real())

    assert await back(friday, clock) is None


# --- what coordinators hear


@pytest.fixture
async def monday(friday: Town, clock: FakeClock) -> Town:
    """Back after a weekend, with an announcement held."""
    await queue(friday, AnnouncementMade(announcement_id=await scheduled(friday, FRIDAY)), FRIDAY)
    to(clock, MONDAY)
    await back(friday, clock)
    return friday


async def test_coordinators_are_told_once_how_long_it_was_and_how_much_waits(monday: Town, clock: FakeClock) -> None:
    assert await downtimes.tell(monday.db, policy(), now=clock()) == 1
    assert await downtimes.tell(monday.db, policy(), now=clock() + HOUR) == 0

    (notice,) = await told(monday, clock)
    assert notice.notice == DowntimeEnded(began_at=FRIDAY, ended_at=MONDAY)
    assert (notice.reader.id, notice.held) == (monday.office.id, 1)


async def test_nobody_is_told_of_what_has_been_decided_by_then(monday: Town, clock: FakeClock) -> None:
    await downtimes.tell(monday.db, policy(), now=clock())
    done = await held.decide(
        monday.db,
        monday.office.telegram_id,
        None,
        last=10**9,
        send=False,
        policy=policy(),
        now=clock(),
        real_now=clock.real(),
    )

    assert done.count == 1
    with pytest.raises(SkipNotice, match=Unsent.DECIDED):
        await told(monday, clock)
    async with monday.db.snapshot() as store:
        rows = await store.outbox.account(monday.partnership.id)
    assert {row.last_error for row in rows if row.kind == AnnouncementMade.__name__} == {Unsent.DROPPED_LATE}


@pytest.mark.parametrize(
    ("restored_ago", "cause"), [(timedelta(days=4), Cause.RESTORE), (timedelta(days=60), Cause.DOWNTIME)]
)
async def test_what_a_restore_may_have_held_is_told_as_that_also_after_a_downtime(
    restored_ago: timedelta, cause: Cause, friday: Town, clock: FakeClock
) -> None:
    to(clock, MONDAY - restored_ago)
    async with friday.db.altered() as connection:
        await holding.hold(connection, taken_at=clock(), first_free_id=1_000, now=clock(), real_now=clock.real())
    async with friday.db.transaction() as tx:
        await tx.restores.seen(EVERY_PART, now=FRIDAY)
    await queue(friday, AnnouncementMade(announcement_id=await scheduled(friday, FRIDAY)), FRIDAY)
    to(clock, MONDAY)

    await back(friday, clock)

    assert await waiting(friday, clock) == Waiting(1, cause)


async def test_a_meeting_that_nobody_knows_any_more_holds_up_nothing(friday: Town, clock: FakeClock) -> None:
    await queue(friday, MeetingCalledOff(meeting_id=4_711), FRIDAY)
    to(clock, MONDAY)

    assert await back(friday, clock) == CameBack(MONDAY - FRIDAY, 0)

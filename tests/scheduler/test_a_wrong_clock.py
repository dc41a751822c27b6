"""By a clock that Telegram contradicts by days nothing is noted, swept or removed."""

import asyncio
import logging
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
from telegram import Bot

from bot import config
from bot.domain.letters import Letter
from bot.domain.notices import AnnouncementMade, DowntimeEnded, Notice, PartnerJoined
from bot.gateway.pace import Pace
from bot.gateway.sender import Sender
from bot.gateway.transport import AiohttpRequest
from bot.scheduler.housekeeping import Presence, Tidying
from bot.scheduler.reminders import ReminderSweep
from bot.services import Services
from tests.gateway.wire import TOKEN
from tests.support.clock import FakeClock
from tests.support.store import Town, policy

YEAR = timedelta(days=366)
JOINED = PartnerJoined(person_name="przedstawiciel PUP", organisation_name="PUP w Wejherowie")


class AnsweredBy(AiohttpRequest):
    """A connection whose last answer bore the right time, whatever our clock says."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.answered_at(clock.real())

    def answered_at(self, moment: datetime) -> None:
        self.date, self._dated_at = format_datetime(moment, usegmt=True), asyncio.get_running_loop().time()


@pytest.fixture
async def services(wejherowo: Town, clock: FakeClock) -> Services:
    """Of a process whose clock can be set, with a letter that was skipped this morning."""
    pace, bot = Pace(), Bot(TOKEN, request=AnsweredBy(clock))
    made = Services(
        db=wejherowo.db,
        settings=config.load(None, {}),
        policy=policy(),
        clock=clock,
        sender=Sender(bot, pace),
        pace=pace,
        username="",
        owner="one",
    )
    await queue(wejherowo, JOINED)
    async with wejherowo.db.transaction() as tx:
        await tx.outbox.drop_queued([type(JOINED).__name__], "left")
    return made


async def queue(of: Town, notice: Notice) -> None:
    """A letter to the office, due at once."""
    letter = Letter(
        once=type(notice).__name__,
        notice=notice,
        chat_id=of.office.chat_id,
        person_id=of.office.id,
        partnership_id=of.partnership.id,
        due_at=of.now,
    )
    async with of.db.transaction() as tx:
        await tx.outbox.add([letter], now=of.now)


def set_ahead(clock: FakeClock, by: timedelta) -> None:
    clock.real_forward(by)
    clock.forward(by)


async def letters(of: Services) -> int:
    async with of.db.snapshot() as store:
        return sum((await store.outbox.counts()).values())


async def test_what_a_right_clock_would_remove_stays_until_the_clock_is_right(
    services: Services, clock: FakeClock
) -> None:
    set_ahead(clock, YEAR)
    await Tidying(services)()
    assert await letters(services) == 1

    right = services.sender.bot.request
    assert isinstance(right, AnsweredBy)
    right.answered_at(clock.real())  # it was Telegram's time after all: a year has passed
    await Tidying(services)()
    assert await letters(services) == 0


async def test_presence_is_not_noted_and_the_log_says_why(
    services: Services, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    presence = Presence(services, ("bot", "scheduler"))
    await presence()
    before = clock.real()
    set_ahead(clock, YEAR)

    await presence()

    assert "days off" in caplog.text
    async with services.db.snapshot() as store:
        assert await store.restores.seen_at("scheduler") == before
        assert await store.restores.last_downtime() is None


async def test_a_sweep_leaves_what_is_due_for_a_right_clock(
    services: Services, clock: FakeClock, wejherowo: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await wejherowo.partner("PUP w Wejherowie")
    meeting = await wejherowo.meeting((clock() + timedelta(days=9)).replace(tzinfo=None))
    caplog.set_level(logging.INFO)
    set_ahead(clock, YEAR)

    await ReminderSweep(services)()

    async with services.db.snapshot() as store:
        assert await store.meetings.due(now=clock(), limit=9) == [meeting.id]


async def test_a_machine_that_slept_for_days_holds_what_lost_its_moment_and_tells_of_it_a_minute_later(
    services: Services, clock: FakeClock, wejherowo: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await queue(wejherowo, AnnouncementMade(announcement_id=1))
    presence = Presence(services, ("bot", "scheduler"))
    await presence()
    right = services.sender.bot.request
    assert isinstance(right, AnsweredBy)
    set_ahead(clock, timedelta(days=3))
    right.answered_at(clock.real())

    await presence()
    assert "nobody was there for 72 hours; held of what was queued: 1" in caplog.text
    async with services.db.snapshot() as store:
        assert await store.outbox.held_count() == 1

    set_ahead(clock, timedelta(minutes=1))
    await presence()

    async with services.db.snapshot() as store:
        kinds = [row.kind for row in await store.outbox.account(wejherowo.partnership.id)]
    assert kinds.count(DowntimeEnded.__name__) == 1

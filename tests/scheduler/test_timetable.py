"""What runs by itself goes on running, whatever somebody does to the clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, tzinfo
from typing import Self

import pytest

from bot.clock import SystemClock
from bot.scheduler import timetable
from bot.scheduler.timetable import Timetable

YEAR = timedelta(days=365)
SOON = timedelta(milliseconds=20)
PATIENCE = 10.0  # seconds


class MachineClock(datetime):
    """The machine's clock as APScheduler asks it, set to wherever a test wants it."""

    off = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp((SystemClock().real() + cls.off).timestamp(), tz)


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", MachineClock)
    monkeypatch.setattr(timetable, "LOOK_AT_THE_CLOCK", 0.01)
    monkeypatch.setattr(MachineClock, "off", timedelta(0))


@asynccontextmanager
async def running(called: asyncio.Event) -> AsyncIterator[None]:
    async def call() -> None:
        called.set()

    table = Timetable(lambda: SystemClock().real() + MachineClock.off)
    table.every(SOON, call, "a call")
    async with asyncio.TaskGroup() as group:
        task = group.create_task(table.run())
        yield
        task.cancel()


async def test_a_clock_that_jumps_ahead_and_back_between_two_looks_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timetable, "LOOK_AT_THE_CLOCK", 0.5)
    called = asyncio.Event()
    async with running(called), asyncio.timeout(PATIENCE):
        await called.wait()
        for off in (YEAR, timedelta(0)):
            monkeypatch.setattr(MachineClock, "off", off)
            called.clear()
            await called.wait()


@pytest.mark.parametrize("jump", [-YEAR, timedelta(hours=-1), timedelta(hours=1), YEAR])
async def test_a_clock_that_jumps_stops_nothing(jump: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    called = asyncio.Event()
    async with running(called), asyncio.timeout(PATIENCE):
        await called.wait()
        for off in (jump, timedelta(0)):  # there and back
            monkeypatch.setattr(MachineClock, "off", off)
            called.clear()
            await called.wait()

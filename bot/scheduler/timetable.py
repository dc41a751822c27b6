"""What runs by itself, and how often. The only file that knows APScheduler: a metronome, all state is in the store."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

log = logging.getLogger(__name__)

FINISHING = 2.0  # seconds that a stop waits for a job that has begun
LOOK_AT_THE_CLOCK = 2.0  # seconds
SET_BACK = timedelta(seconds=1)  # less is a clock that is being corrected, and delays nothing
Job = Callable[[], Awaitable[None]]


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """The next call an interval after the last, but never in the past.

    APScheduler's own would count every interval that a clock has jumped over, one by one: millions for a year.
    """

    def __init__(self, interval: timedelta) -> None:
        self.interval = interval

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """What APScheduler asks: the call after the `previous` one; None before the first."""
        follows = (previous or now) + self.interval
        return follows if follows > now else now + self.interval


class Timetable:
    """Calls jobs at intervals, each never twice at once. `real` is the machine's clock.

    APScheduler keeps the next call as a moment on that clock: set back by a year, it would call nothing for a year. So
    that is looked for, and the intervals begin anew. A clock that was set ahead calls everything at once.
    """

    def __init__(self, real: Callable[[], datetime]) -> None:
        self._real = real
        self._every: dict[str, Every] = {}
        # misfire_grace_time=None: APScheduler's default of one second silently drops what comes later than that.
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._running: set[asyncio.Task[None]] = set()

    def every(self, interval: timedelta, job: Job, name: str) -> None:
        """Call `job` at each interval. A failure is logged, and the next call comes all the same."""

        async def call() -> None:  # a real coroutine function: anything else APScheduler runs in a thread, unawaited
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            try:
                await job()
            except Exception:
                log.exception("%s failed", name)
            finally:
                self._running.discard(task)

        self._every[name] = Every(interval)
        self._scheduler.add_job(call, self._every[name], id=name)

    async def run(self) -> None:
        """Keep time until cancelled."""
        self._scheduler.start()
        try:
            await self._watch_the_clock()
        finally:
            # A shutdown cancels what runs, in the middle of a transaction; what has begun is let finish first.
            self._scheduler.pause()
            if self._running:
                await asyncio.wait(self._running, timeout=FINISHING)
            self._scheduler.shutdown(wait=False)

    async def _watch_the_clock(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AT_THE_CLOCK)
            if (too_late := self._too_late()) > SET_BACK:
                log.warning("the clock was set back by %.0f s", too_late.total_seconds())
                for name, every in self._every.items():
                    self._scheduler.reschedule_job(name, trigger=every)

    def _too_late(self) -> timedelta:
        """By how much some next call is further away than its interval.

        That stays to be seen however shortly the clock was wrong. A jump ahead and back between two looks would not.
        """
        now = self._real()
        calls = ((self._scheduler.get_job(name).next_run_time, every) for name, every in self._every.items())
        return max((call - now - every.interval for call, every in calls if call is not None), default=timedelta(0))

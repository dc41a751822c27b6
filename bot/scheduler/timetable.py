"""What runs by itself, and how often. The only file that knows APScheduler: a metronome, all state is in the store."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)

FINISHING = 2.0  # seconds that a stop waits for a job that has begun
Job = Callable[[], Awaitable[None]]


class Timetable:
    """Calls jobs at intervals, each never twice at once."""

    def __init__(self) -> None:
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

        self._scheduler.add_job(call, IntervalTrigger(seconds=interval.total_seconds(), timezone="UTC"), id=name)

    async def run(self) -> None:
        """Keep time until cancelled."""
        self._scheduler.start()
        try:
            await asyncio.Event().wait()
        finally:
            # A shutdown cancels what runs, in the middle of a transaction; what has begun is let finish first.
            self._scheduler.pause()
            if self._running:
                await asyncio.wait(self._running, timeout=FINISHING)
            self._scheduler.shutdown(wait=False)

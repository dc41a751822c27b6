"""Sweeping for reminders that are due."""

import asyncio
import logging

from bot.services import Services
from bot.usecases import announcements, downtimes, reminders

log = logging.getLogger(__name__)


class ReminderSweep:
    """One sweep at a time: the timetable's, the first of all, and at once when the clock was moved."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = asyncio.Lock()
        self._stopping = False
        self._waiting: asyncio.Timeout | None = None

    async def __call__(self) -> None:
        if self._services.clock_is_wrong():  # `Presence` says so; what is due is derived when the clock is right
            return
        async with self._lock:
            db, policy, now = self._services.db, self._services.policy, self._services.clock()
            swept = await reminders.sweep(db, policy, now=now)
            left = await announcements.sweep(db, policy, now=now)
        if swept.meetings or swept.requests:
            skipped = ", ".join(f"{reason}: {count}" for reason, count in sorted(swept.skipped.items()))
            log.info("reminders queued: %d, skipped: %s", swept.queued, skipped or "none")
        if left:
            log.info("announcements whose moment came: %d", left)
        if swept.queued or left:
            self._services.wakes.outbox.set()

    async def run(self) -> None:
        """Derive what is due when, sweep, and sweep again whenever somebody moves the clock of a demo or a test.

        Ends by itself after `stop`: cancelled in the middle of a transaction it would leave a connection behind.
        """
        await self._first()
        while await self._clock_moved():
            try:
                await self()
            except Exception:
                log.exception("the look for reminders failed")  # the timetable looks again
            self._services.wakes.outbox.set()

    def stop(self) -> None:
        self._stopping = True
        if self._waiting is not None and not self._waiting.expired():
            self._waiting.reschedule(asyncio.get_running_loop().time())

    async def _first(self) -> None:
        services = self._services
        try:
            await reminders.renew_due_moments(services.db, services.policy, now=services.clock())
            await self()
            if await downtimes.tell(services.db, services.policy, now=services.clock()):
                services.wakes.outbox.set()
        except Exception:
            log.exception("the first look for reminders failed")  # the timetable looks again

    async def _clock_moved(self) -> bool:
        """Wait for it; False once we are to stop."""
        if self._stopping:
            return False
        try:
            async with asyncio.timeout(None) as self._waiting:
                await self._services.clock.changed()
        except TimeoutError:
            return False
        finally:
            self._waiting = None
        return not self._stopping

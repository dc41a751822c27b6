"""Sweeping for reminders that are due."""

import asyncio
import logging

from bot.services import Services
from bot.usecases import announcements, reminders

log = logging.getLogger(__name__)


class ReminderSweep:
    """One sweep at a time: the timetable's, and at once when the clock was moved."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = asyncio.Lock()

    async def __call__(self) -> None:
        async with self._lock:
            db, policy, now = self._services.db, self._services.policy, self._services.clock()
            swept = await reminders.sweep(db, policy, now=now)
            left = await announcements.sweep(db, policy, now=now)
        if swept.meetings:
            skipped = ", ".join(f"{reason}: {count}" for reason, count in sorted(swept.skipped.items()))
            log.info("reminders queued: %d, skipped: %s", swept.queued, skipped or "none")
        if left:
            log.info("announcements whose moment came: %d", left)
        if swept.queued or left:
            self._services.wakes.outbox.set()

    async def follow_the_clock(self) -> None:
        """Sweep when somebody moves the clock of a demo or a test."""
        while True:
            await self._services.clock.changed()
            await self()
            self._services.wakes.outbox.set()

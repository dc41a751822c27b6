"""Keeping house: heartbeats, what dead processes left behind, and content that need not be kept any longer."""

import logging
from datetime import datetime

from bot.services import Services
from bot.usecases import housekeeping, inbox, outbox, parts

log = logging.getLogger(__name__)


class Heartbeat:
    """Tells the others that these parts of the process are alive, and takes over from those that are not."""

    def __init__(self, services: Services, names: tuple[str, ...], started_at: datetime) -> None:
        self._services, self._names, self._started_at = services, names, started_at

    async def __call__(self) -> None:
        services = self._services
        await parts.beat(
            services.db, services.owner, self._names, started_at=self._started_at, real_now=services.clock.real()
        )

    async def take_over(self) -> None:
        """What a dead process had in hand goes on here at once, without waiting for its leases."""
        services = self._services
        dead = await parts.dead(services.db, real_now=services.clock.real())
        freed = await inbox.release_dead(services.db, dead)
        freed += await outbox.recover(services.db, dead=dead, now=services.clock(), real_now=services.clock.real())
        if freed:
            log.info("taken over from dead processes: %d", freed)
            services.wakes.inbox.set()
            services.wakes.outbox.set()

    async def leave(self) -> None:
        """Give back at once whatever is still in hand: nobody shall wait for the leases of who has left."""
        services = self._services
        left = frozenset({services.owner})
        await inbox.release_dead(services.db, left)
        await outbox.recover(services.db, dead=left, now=services.clock(), real_now=services.clock.real())
        await parts.leave(services.db, services.owner)


class Tidying:
    """Removes what need not be kept any longer."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self) -> None:
        services = self._services
        done = await housekeeping.tidy(
            services.db,
            inbox_days=services.settings.privacy.inbox_days,
            now=services.clock(),
            real_now=services.clock.real(),
        )
        if done.anything:
            log.info(
                "tidied: updates blanked %d, invitations %d, letters %d, heartbeats %d",
                done.updates,
                done.invitations,
                done.letters,
                done.heartbeats,
            )

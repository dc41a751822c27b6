"""Keeping house: heartbeats, what dead processes left behind, and content that need not be kept any longer."""

import logging
from datetime import datetime

from bot.services import Services
from bot.usecases import downtimes, housekeeping, inbox, outbox, parts

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


class Presence:
    """Notes once a minute that these parts are there, and on coming back after days holds what has become doubtful."""

    def __init__(self, services: Services, names: tuple[str, ...]) -> None:
        self._services, self._names = services, names
        self._to_tell = False

    async def __call__(self) -> None:
        services = self._services
        if services.clock_is_wrong():
            # By such a clock nobody was there for a year, or will have been.
            log.error("the clock of this machine is days off; until it is right nothing is sent by itself")
            return
        if self._to_tell:  # a machine that slept has swept by now, and what it found is held
            await downtimes.tell(services.db, services.policy, now=services.clock())
        real_now = services.clock.real()
        back = await downtimes.come_back(services.db, self._names, now=services.clock(), real_now=real_now)
        self._to_tell = back is not None
        if back is not None:
            hours = back.away.total_seconds() / 3600
            log.warning("nobody was there for %.0f hours; held of what was queued: %d", hours, back.held)


class Tidying:
    """Removes what need not be kept any longer."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self) -> None:
        services = self._services
        if services.clock_is_wrong():  # by a clock a year ahead everything is old
            return
        done = await housekeeping.tidy(
            services.db,
            inbox_days=services.settings.privacy.inbox_days,
            now=services.clock(),
            real_now=services.clock.real(),
        )
        if done.anything:
            log.info(
                "tidied: updates blanked %d, invitations %d, letters %d, heartbeats %d, addresses sealed %d",
                done.updates,
                done.invitations,
                done.letters,
                done.heartbeats,
                done.addresses,
            )

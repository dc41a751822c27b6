"""The nightly backup: by one process, once a night; a night that was missed is made up for as soon as somebody runs."""

import logging
from datetime import date
from pathlib import Path

from bot.domain.backups import BackupRefused, night_of
from bot.services import Services
from bot.usecases import backups
from bot.usecases.backups import Nightly

log = logging.getLogger(__name__)


class NightlyBackup:
    """Looks whether a backup is due; without a folder there is none."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self) -> None:
        services, settings = self._services, self._services.settings.backup
        if not settings.folder:
            return
        night = night_of(services.clock(), settings.at, services.settings.partnership.zone)
        if await backups.claim(services.db, night, services.owner, real_now=services.clock.real()):
            nightly = Nightly(
                folder=Path(settings.folder), keep_days=settings.keep_days, keep_months=settings.keep_months
            )
            await self._take(night, nightly)

    async def _take(self, night: date, nightly: Nightly) -> None:
        services = self._services
        try:
            gone = await backups.take_nightly(services.db, night, nightly, now=services.clock())
        except (BackupRefused, OSError) as error:
            await self._failed(night, error)
        else:
            log.info("nightly backup of %s taken; deleted as superseded: %d", night, len(gone))

    async def _failed(self, night: date, error: BackupRefused | OSError) -> None:
        services, code = self._services, code_of(night)
        reason = f"{error.trouble}: {error.detail}" if isinstance(error, BackupRefused) else str(error.strerror)
        log.error("the nightly backup failed, told as %s: %s", code, reason)
        await backups.failed(services.db, night, code, reason, now=services.clock(), real_now=services.clock.real())
        services.wakes.outbox.set()


def code_of(night: date) -> str:
    """What coordinators tell whoever runs the service, and what stands in the log beside the reason."""
    return f"B{night:%y%m%d}"

"""Keeping accounts of announcements true: what coordinators follow is edited in place, at most once a second."""

import asyncio
import logging
from datetime import timedelta

from bot.domain.announcements import Shown
from bot.gateway.outcomes import Migrated, Sent, TryLater, Undeliverable
from bot.gateway.pace import Lane
from bot.services import Services
from bot.usecases import accounts
from bot.views import announcements as views
from bot.views.texts import texts

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
AT_ONCE = 16
BETWEEN_EDITS = timedelta(seconds=1)  # of one account: copies that arrive meanwhile are shown together
LOOK_EVERY = 0.5  # seconds


class AccountKeeper:
    """Edits what is behind until stopped."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stopping = asyncio.Event()
        self._wake = services.wakes.accounts
        self._behind = True  # as far as is known

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()

    async def run(self) -> None:
        while not self._stopping.is_set():
            for shown in await self._taken():
                await self._one(shown)
            await self._rest()

    async def _taken(self) -> list[Shown]:
        services = self._services
        self._wake.clear()
        try:
            self._behind = await accounts.some_behind(services.db)
            if not self._behind:
                return []
            return await accounts.take_behind(
                services.db, real_now=services.clock.real(), owner=services.owner, lease=LEASE, limit=AT_ONCE
            )
        except Exception:
            log.exception("the accounts could not be looked at")
            return []

    async def _one(self, shown: Shown) -> None:
        try:
            await self._edit(shown)
        except Exception:
            log.exception("an account could not be edited")  # its lease runs out, and it is looked at again

    async def _edit(self, shown: Shown) -> None:
        services = self._services
        found = await accounts.fresh(services.db, shown, now=services.clock())
        if found is None:
            await accounts.gone(services.db, shown)
            return
        account, language = found
        message = views.account(account, texts(language))
        digest = message.digest()
        if digest != shown.digest:
            # Ahead of the copies that it counts: it shares the pace with them, and would else come when all is over.
            lane = Lane.REMINDER if shown.digest else Lane.REPLY
            match await services.sender.edit(shown.chat_id, shown.message_id, message, lane=lane):
                case Sent():
                    pass
                case TryLater(seconds, _, _):
                    until = services.clock.real() + timedelta(seconds=seconds)
                    await accounts.postponed(services.db, shown, until=until)
                    return
                case Undeliverable() | Migrated():
                    await accounts.gone(services.db, shown)
                    return
        again = services.clock.real() + BETWEEN_EDITS
        await accounts.edited(services.db, shown, digest=digest, version=account.version, edit_after=again)

    async def _rest(self) -> None:
        """Until something has happened to a copy, or it is time to look: what is behind may have to wait a while."""
        if self._behind:
            await self._paused(self._stopping, LOOK_EVERY)
        else:
            await self._paused(self._wake, self._services.wakes.look_every(LOOK_EVERY))

    async def _paused(self, until: asyncio.Event, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await until.wait()
        except TimeoutError:
            return

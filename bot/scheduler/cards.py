"""Keeping the cards true: what no longer shows how things are is edited in place, never faster than people read."""

import asyncio
import logging
from datetime import timedelta

from bot.domain.letters import ShownCard
from bot.gateway.outcomes import Migrated, Sent, TryLater, Undeliverable
from bot.gateway.pace import Lane
from bot.services import Services
from bot.usecases import cards
from bot.views import cards as views
from bot.views.texts import texts

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
AT_ONCE = 64
BETWEEN_EDITS = timedelta(seconds=1)  # of one card: presses meanwhile are shown together by the next edit
LOOK_EVERY = 0.5  # seconds


class CardKeeper:
    """Edits what is behind until stopped."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        while not self._stopping.is_set():
            services = self._services
            taken = await cards.take_behind(
                services.db, now=services.clock.real(), owner=services.owner, lease=LEASE, limit=AT_ONCE
            )
            if taken:
                async with asyncio.TaskGroup() as editors:
                    for shown in taken:
                        editors.create_task(self._one(shown))
            else:
                await self._rest()

    async def _one(self, shown: ShownCard) -> None:
        try:
            await self._edit(shown)
        except Exception:
            log.exception("a card could not be edited")  # its lease runs out, and it is looked at again

    async def _edit(self, shown: ShownCard) -> None:
        services = self._services
        await services.sender.turn(shown.chat_id, Lane.BULK)
        found = await cards.fresh(services.db, shown, now=services.clock())
        if found is None:
            await cards.gone(services.db, shown)
            return
        card, language = found
        message = views.card(card, texts(language), services.clock())
        again = services.clock.real() + BETWEEN_EDITS
        if message.digest() == shown.digest:
            await cards.edited(services.db, shown, digest=shown.digest, version=card.version, edit_after=None)
            return
        match await services.sender.edit(shown.chat_id, shown.message_id, message, lane=None):
            case Sent():
                await cards.edited(services.db, shown, digest=message.digest(), version=card.version, edit_after=again)
            case TryLater(seconds, _, _):
                until = services.clock.real() + timedelta(seconds=seconds)
                await cards.postponed(services.db, shown, until=until)
            case Undeliverable() | Migrated():
                await cards.gone(services.db, shown)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY):
                await self._stopping.wait()
        except TimeoutError:
            return

"""Keeping the cards true: what no longer shows how things are is edited in place, never faster than people read."""

import asyncio
import logging
from datetime import timedelta

from bot.domain.letters import ShownCard
from bot.gateway.outcomes import Migrated, Sent, TryLater, Undeliverable
from bot.gateway.pace import Lane
from bot.services import Services
from bot.usecases import cards
from bot.usecases.cards import Edited, Fresh
from bot.views import cards as views
from bot.views.texts import texts

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
AT_ONCE = 64
# Of one card: what changes meanwhile is shown together by the next edit. Telegram takes about one message a second in a
# chat, and most of those must be left for whoever presses there.
BETWEEN_EDITS = timedelta(seconds=3)
A_PARTNER = timedelta(milliseconds=50)  # and so much for each partner: a meeting of many may not spend all our messages
LOOK_EVERY = 0.5  # seconds
GATHER = 0.15  # seconds between rounds, so that many edits are claimed and recorded by one transaction each


class CardKeeper:
    """Edits what is behind until stopped: one card of a chat at a time, so that a slow chat keeps nobody waiting."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stopping = asyncio.Event()
        self._wake = services.wakes.cards  # by the store, and whenever a chat is free again
        self._behind = True  # as far as is known
        self._in_hand: set[int] = set()  # chats
        self._waiting: set[asyncio.Timeout] = set()  # for their turn
        self._edited: list[Edited] = []

    def stop(self) -> None:
        """Begin no further edit. Those that wait for their turn are given up; the others are finished."""
        self._stopping.set()
        self._wake.set()
        for waiting in self._waiting:
            waiting.reschedule(asyncio.get_running_loop().time())

    async def run(self) -> None:
        try:
            async with asyncio.TaskGroup() as editors:
                while not self._stopping.is_set():
                    for shown, found in await self._round():
                        self._in_hand.add(shown.chat_id)
                        editors.create_task(self._one(shown, found))
                    await self._rest()
        finally:
            await cards.all_edited(self._services.db, self._edited)

    async def _round(self) -> list[tuple[ShownCard, Fresh | None]]:
        """Record what was edited since the last round, claim what comes next, and read what it ought to show."""
        self._wake.clear()
        services = self._services
        try:
            recorded = len(self._edited)
            await cards.all_edited(services.db, self._edited[:recorded])
            del self._edited[:recorded]
            taken = await self._take(AT_ONCE - len(self._in_hand))
            return await cards.fresh(services.db, taken, now=services.clock()) if taken else []
        except Exception:
            log.exception("the cards could not be looked at")
            return []

    async def _take(self, free: int) -> list[ShownCard]:
        services = self._services
        if free < AT_ONCE // 4:
            return []
        self._behind = await cards.some_behind(services.db)
        if not self._behind:
            return []
        now = services.clock.real()
        return await cards.take_behind(
            services.db, now=now, owner=services.owner, lease=LEASE, limit=free, busy=self._in_hand
        )

    async def _one(self, shown: ShownCard, found: Fresh | None) -> None:
        try:
            if found is None:
                await cards.gone(self._services.db, shown)
            elif await self._has_turn(shown):
                await self._edit(shown, found)
            else:
                await cards.postponed(self._services.db, shown, until=None)
        except Exception:
            log.exception("a card could not be edited")  # its lease runs out, and it is looked at again
        finally:
            self._in_hand.discard(shown.chat_id)
            self._wake.set()

    async def _has_turn(self, shown: ShownCard) -> bool:
        """Wait for the chat's turn; False when the stop came first. Whoever looks at the card waits for no reminder."""
        try:
            async with asyncio.timeout(None) as waiting:
                self._waiting.add(waiting)
                await self._services.sender.turn(shown.chat_id, Lane.REPLY if shown.awaited else Lane.BULK)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(waiting)
        return not self._stopping.is_set()

    async def _edit(self, shown: ShownCard, found: Fresh) -> None:
        """What it shows may be a second old by now. It then counts as behind still, and is edited again."""
        services = self._services
        message = views.card(found.card, texts(found.language), services.clock())
        again = services.clock.real() + max(BETWEEN_EDITS, A_PARTNER * found.card.tally.invited)
        if message.digest() == shown.digest:
            self._edited.append(Edited(shown, shown.digest, found.card.version, None))
            return
        match await services.sender.edit(shown.chat_id, shown.message_id, message, lane=None):
            case Sent():
                self._edited.append(Edited(shown, message.digest(), found.card.version, again))
            case TryLater(seconds, _, _):
                until = services.clock.real() + timedelta(seconds=seconds)
                await cards.postponed(services.db, shown, until=until)
            case Undeliverable() | Migrated():
                await cards.gone(services.db, shown)

    async def _rest(self) -> None:
        """Until a chat is free again, somebody has pressed, or it is time to look: what is behind may rest a while."""
        try:
            async with asyncio.timeout(LOOK_EVERY if self._behind else self._services.wakes.look_every(LOOK_EVERY)):
                await self._wake.wait()
        except TimeoutError:
            return
        if not self._stopping.is_set():
            await asyncio.sleep(GATHER)

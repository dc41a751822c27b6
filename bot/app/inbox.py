"""The receiver's side of the inbox and the webhook's, on our store."""

import json
import logging
from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.counts import UPDATES
from bot.gateway.pace import Lane
from bot.gateway.receiver import HANDLING_LIMIT, Inbox, RawUpdate, Waiting, chat_of
from bot.handlers.errors import code_of
from bot.services import Services, insist
from bot.usecases import inbox
from bot.views import refusals
from bot.views.message import Message
from bot.views.texts import texts
from bot.web.sources import Doorbell

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=HANDLING_LIMIT + 10)
TELEGRAM_AWAY = timedelta(seconds=3)
NO_CHAT = 0


def inbox_of(services: Services) -> Inbox:
    """What `bot.gateway.receiver` asks for; its module says what each must do."""
    ours = InboxInStore(services)
    return Inbox(ours.store, ours.take, ours.finish, ours.fail, ours.postpone, ours.release)


class InboxInStore:
    """That an update is finished is noted by the commit that takes the next ones, which follows at once.

    A commit less for each; if a crash comes between, the update is taken up again, its effect is found applied, and its
    reply is rendered once more from the state.
    """

    def __init__(self, services: Services) -> None:
        self._services, self._db, self._clock = services, services.db, services.clock
        self._finished: set[int] = set()

    async def store(self, updates: Sequence[RawUpdate]) -> None:
        rows = [(update["update_id"], chat_of(update) or NO_CHAT, _keepable(update)) for update in updates]
        await inbox.store(self._db, rows, real_now=self._clock.real())

    async def take(self, limit: int, busy: Collection[int]) -> Sequence[Waiting]:
        noted = frozenset(self._finished)
        taken = await inbox.take(
            self._db,
            real_now=self._clock.real(),
            owner=self._services.owner,
            lease=LEASE,
            limit=limit,
            busy=busy,
            finished=noted,
        )
        self._finished.difference_update(noted)
        return [
            Waiting(each.update_id, each.chat_id or None, each.attempts, each.content or {}, each.received_at)
            for each in taken
        ]

    async def finish(self, update_id: int) -> None:
        self._services.counts.add(UPDATES, "handled")
        self._finished.add(update_id)

    async def fail(self, update_id: int, error: str) -> float | None:
        real_now = self._clock.real()
        # What may have made it fail is that the store went away: else it would wait for the end of its lease.
        failed = await insist(
            lambda: inbox.fail(self._db, update_id, error, code_of(update_id), now=self._clock(), real_now=real_now)
        )
        self._services.counts.add(UPDATES, "set aside" if failed.pause is None else "failed")
        if failed.pause is not None:
            return failed.pause.total_seconds()
        self._services.wakes.outbox.set()
        if failed.sender is not None:
            words = texts(failed.sender.language)
            sorry = Message(words.escaped(refusals.fault(code_of(update_id), words)))
            await self._services.sender.send(failed.sender.chat_id, sorry, lane=Lane.REPLY)
        return None

    async def postpone(self, update_id: int, reason: str) -> float:
        real_now = self._clock.real()
        self._services.counts.add(UPDATES, "postponed")
        await insist(lambda: inbox.postpone(self._db, update_id, reason, TELEGRAM_AWAY, real_now=real_now))
        return TELEGRAM_AWAY.total_seconds()

    async def release(self, update_ids: Sequence[int]) -> None:
        if self._finished:
            await inbox.finish(self._db, self._finished, real_now=self._clock.real())
        if update_ids:
            await inbox.release(self._db, update_ids)


def _keepable(update: RawUpdate) -> RawUpdate:
    """The update as JSON can hold it (RFC 8259): of one that is nested too deep, or has a number beyond all numbers in
    it, the number alone. The store would refuse it, and with it all that came at the same time, again and again."""
    try:
        json.dumps(update, allow_nan=False)
    except (ValueError, RecursionError):
        log.warning("an update that cannot be kept is passed over", extra={"update_id": update["update_id"]})
        return {"update_id": update["update_id"]}
    return update


def doorbell_of(services: Services) -> Doorbell:
    """What the webhook rings: the update is stored, and whoever handles updates in this process is woken."""
    store = inbox_of(services).store

    async def ring(update: RawUpdate) -> None:
        await store([update])
        services.wakes.inbox.set()

    return Doorbell(services.settings.telegram.webhook_secret, ring)

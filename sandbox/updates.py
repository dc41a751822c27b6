"""What waits for the bot: https://core.telegram.org/bots/api#getting-updates and #getupdates.

An update is confirmed when getUpdates is called with an offset above its id. Only one getUpdates may wait at a time:
a newer one ends the older one with 409. Kinds that the bot did not ask for (`allowed_updates`) are not kept, from the
call on that says so. While a webhook is set, `webhooks` carries the same queue to the bot instead.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Any

from sandbox.errors import OTHER_POLLER, WEBHOOK_ACTIVE, BotApiError, ConnectionCut, conflict
from sandbox.faults import Faults
from sandbox.realtime import wall_clock

LONGEST_WAIT = 50.0  # seconds; the server shortens what a client asks beyond
# By default a bot receives every kind of update except these.
_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """The queue of one bot, and the one getUpdates that may wait at it."""

    def __init__(self, faults: Faults, first_id: int = 700_000_001) -> None:
        self.webhook: dict[str, Any] = {}  # as setWebhook gave it; empty when there is none
        self.last_refusal: tuple[int, str] | None = None  # of the webhook: Unix time, words
        self.stirred = asyncio.Event()  # something may have become deliverable
        self._faults = faults
        self._pending: deque[dict[str, Any]] = deque()
        self._repeated: set[int] = set()
        self._next_id = first_id
        self._allowed: frozenset[str] | None = None
        self._poller: asyncio.Future[None] | None = None
        self._waiting = asyncio.Event()
        self._hooked = asyncio.Event()
        self._emptied = asyncio.Event()
        self._was_refused = asyncio.Event()

    def __len__(self) -> int:
        return len(self._pending)

    async def polled(self) -> None:
        """Return once a getUpdates waits here: the bot is up and has taken everything."""
        await self._waiting.wait()

    async def hooked(self) -> None:
        """Return once a webhook is set."""
        await self._hooked.wait()

    async def emptied(self) -> None:
        """Return once nothing waits for the bot."""
        while self._pending:
            self._emptied.clear()
            await self._emptied.wait()

    async def was_refused(self) -> str:
        """The webhook's refusal, once there is one."""
        await self._was_refused.wait()
        return self.last_refusal[1] if self.last_refusal else ""

    def put(self, kind: str, content: dict[str, Any]) -> int | None:
        """Queue one update; its id, or None when the bot does not want this kind."""
        if kind in _ONLY_ON_REQUEST if self._allowed is None else kind not in self._allowed:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._pending.append({"update_id": update_id, kind: content})
        self._wake()
        return update_id

    async def get(self, offset: int, limit: int, wait: float, allowed: list[str] | None) -> list[dict[str, Any]]:
        """What getUpdates answers; waits up to `wait` seconds while there is nothing."""
        if self.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        self._end_poller(conflict(OTHER_POLLER))
        if allowed is not None:
            self._allowed = frozenset(allowed) or None
        self._confirm(offset)
        if not self._pending and wait > 0:
            await self._wait(min(wait, LONGEST_WAIT))
        return self._in_some_order([self._pending[i] for i in range(min(limit, len(self._pending)))])

    def pending(self) -> Iterable[dict[str, Any]]:
        """What waits, oldest first."""
        return iter(self._pending)

    def delivered(self, update: dict[str, Any]) -> None:
        """The webhook took this update."""
        if not self._is_repeated(update["update_id"]) and update in self._pending:
            self._pending.remove(update)
            self._emptied.set()

    def refused(self, words: str) -> None:
        """The webhook did not take an update."""
        self.last_refusal = (int(wall_clock()), words)
        self._was_refused.set()

    def interrupt(self) -> None:
        """Cut the connection of the getUpdates that waits."""
        self._end_poller(ConnectionCut())

    def set_webhook(self, settings: dict[str, Any], *, drop_pending: bool) -> None:
        """Remember a webhook ({} removes it); a waiting getUpdates ends."""
        self.webhook = settings
        self.last_refusal = None
        self._was_refused.clear()
        if drop_pending:
            self._pending.clear()
            self._emptied.set()
        if isinstance(allowed := settings.get("allowed_updates"), list):
            self._allowed = frozenset(allowed) or None
        if settings:
            self._end_poller(conflict("Conflict: terminated by setWebhook request"))
            self._hooked.set()
        else:
            self._hooked.clear()
        self.stirred.set()

    def _in_some_order(self, batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The batch, those updates last that are overtaken."""
        late = [update for update in batch if self._faults.overtakes()]
        return [update for update in batch if update not in late] + late if late else batch

    async def _wait(self, seconds: float) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        self._waiting.set()
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None
                self._waiting.clear()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            # A negative offset counts from the end of the queue and forgets everything before.
            while len(self._pending) > -offset:
                self._pending.popleft()
            return
        kept = []
        while self._pending and self._pending[0]["update_id"] < offset:
            update = self._pending.popleft()
            if self._is_repeated(update["update_id"]):
                kept.append(update)
        self._pending.extendleft(reversed(kept))
        self._emptied.set()

    def _is_repeated(self, update_id: int) -> bool:
        if update_id in self._repeated:
            self._repeated.discard(update_id)
            return False
        if not self._faults.repeats():
            return False
        self._repeated.add(update_id)
        return True

    def _wake(self) -> None:
        self.stirred.set()
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _end_poller(self, why: BotApiError | ConnectionCut) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(why)
        self._poller = None
        self._waiting.clear()

"""Updates into the inbox, then each handled once: in order per chat, many chats at once.

The store's side of the inbox, exactly:

`store(updates)`
    One transaction, durable when it returns. An update_id already there is left as it is, whatever became of it.
    The row keeps `chat_of(update)`.

`take(limit, busy)`
    Claims at most `limit` rows and returns them, oldest first, in one write transaction that puts a lease (owner,
    until) longer than HANDLING_LIMIT on each. Of a chat only the *oldest unfinished* row can be taken, and only if its
    pause is over and no lease on it holds; if it cannot be taken, nor can the later rows of its chat. Nothing of the
    chats in `busy`. Rows without a chat are free of one another. `Waiting.attempt` is 1 for the first try. A lease that
    ran out (its process died) counts as a try that failed: an update that kills the process is set aside in the end.

`finish(update_id)`
    Done. It may be noted together with the next `take`, and must be noted when `release` is called.

`fail(update_id, error)`
    This try failed: lease gone, `error` kept. Returns the seconds until the next try; after the third it sets the row
    aside (unfinished no more: the chat's later rows go on), tells the coordinator, and returns None. If the row is
    already marked done (the effect is committed, only the reply failed) it changes nothing and returns None.

`postpone(update_id, reason)`
    Handling has to wait, through nobody's fault (Telegram is away): lease gone, the try not counted. Returns the
    seconds until the next try.

`release(update_ids)`
    Always the last call. Handling of these (maybe none) was cut off by a stop: lease gone, the try not counted. Rows
    already marked done are left as they are.

While an update of a chat waits for its next try the chat's later updates wait too. Otherwise the answer to a question
could be read before the question's own button was handled. Other chats go on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from bot.gateway.outage import Outage
from bot.gateway.polling import Fetch, Polling, RawUpdate, Store, chat_of, fetch_from

__all__ = [
    "HANDLING_LIMIT",
    "Inbox",
    "Postponed",
    "RawUpdate",
    "Receiver",
    "Waiting",
    "arrived_at",
    "chat_of",
    "fetch_from",
]

log = logging.getLogger(__name__)

HANDLING_LIMIT = 50.0
"""Seconds after which handling one update is given up; a lease must be longer."""
STOP_LIMIT = 4.0
"""Seconds that a stop waits for the updates in hand."""
LOOK_EVERY = 0.5
"""Seconds between looks into the inbox when nobody wakes us: another process may have stored something."""


arrived_at: ContextVar[datetime | None] = ContextVar("arrived_at", default=None)
"""While an update is handled: when it was stored, in real time."""


class Postponed(Exception):
    """Raised by the handling of an update: what is missing of it must wait. It is no fault, and no try is counted."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claimed row of the inbox."""

    update_id: int
    chat: int | None
    attempt: int
    raw: RawUpdate
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """What the receiver may do with the inbox; the module says what each must do."""

    store: Store
    take: Callable[[int, Collection[int]], Awaitable[Sequence[Waiting]]]
    finish: Callable[[int], Awaitable[None]]
    fail: Callable[[int, str], Awaitable[float | None]]
    postpone: Callable[[int, str], Awaitable[float]]
    release: Callable[[Sequence[int]], Awaitable[None]]


class Receiver:
    """`poll()` fills the inbox, `work()` empties it; either may run without the other (webhook, several processes).

    `wake` is set when the inbox may have something new; whoever else fills it (the webhook) sets it too. `patience`
    makes looks rarer while everything that other processes store sets it, too. After `stop()` both return: polling at
    once, work when the updates in hand are handled, at most STOP_LIMIT later.
    """

    def __init__(
        self,
        inbox: Inbox,
        handle: Callable[[RawUpdate], Awaitable[None]],
        *,
        fetch: Fetch | None = None,
        wake: asyncio.Event | None = None,
        patience: Callable[[float], float] = lambda often: often,
        concurrency: int = 64,
    ) -> None:
        self._inbox, self._handle, self._fetch = inbox, handle, fetch
        self._wake = wake or asyncio.Event()
        self._patience = patience
        self._concurrency = concurrency
        self._in_hand: dict[int, int | None] = {}  # update → chat
        self._cut_off: list[int] = []
        self._stopping = asyncio.Event()
        self._polling: asyncio.Timeout | None = None
        self._trouble = Outage(log, "The inbox can be read again")

    async def poll(self) -> None:
        """Fetch and store updates until stopped; raises BadToken at the first answer, if at all."""
        if self._fetch is None:
            raise RuntimeError("This receiver was given nothing to fetch updates with")
        if self._stopping.is_set():
            return
        polling = Polling(self._fetch, self._inbox.store, self._wake.set)
        try:
            async with asyncio.timeout(None) as self._polling:
                await polling.run()
        except TimeoutError:
            if not self._stopping.is_set():
                raise
        finally:
            self._polling = None

    async def work(self) -> None:
        """Handle what is in the inbox until stopped."""
        try:
            async with asyncio.TaskGroup() as handlers:
                running: set[asyncio.Task[None]] = set()
                while not self._stopping.is_set():
                    for waiting in await self._take():
                        self._in_hand[waiting.update_id] = waiting.chat
                        task = handlers.create_task(self._attend(waiting), name=f"update {waiting.update_id}")
                        running.add(task)
                        task.add_done_callback(running.discard)
                    await self._pause(self._patience(LOOK_EVERY))
                await self._let_finish(running)
        finally:
            await self._inbox.release(tuple(self._cut_off))

    def stop(self) -> None:
        """Take nothing more; what is not in hand stays in the inbox."""
        self._stopping.set()
        self._wake.set()
        if self._polling is not None and not self._polling.expired():
            self._polling.reschedule(asyncio.get_running_loop().time())

    async def _take(self) -> Sequence[Waiting]:
        self._wake.clear()
        free = self._concurrency - len(self._in_hand)
        if free <= 0:
            return ()
        busy = {chat for chat in self._in_hand.values() if chat is not None}
        try:
            taken = await self._inbox.take(free, busy)
        except Exception as error:
            await self._pause(self._trouble.failed(f"The inbox cannot be read ({type(error).__name__}: {error})"))
            return ()
        self._trouble.ended()
        return taken

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _attend(self, waiting: Waiting) -> None:
        try:
            await self._try(waiting)
        except asyncio.CancelledError:
            self._cut_off.append(waiting.update_id)
            raise
        except Exception:
            # The inbox itself failed. The row's lease runs out and the update is taken again.
            log.exception("The outcome of an update could not be recorded", extra={"update_id": waiting.update_id})
        finally:
            del self._in_hand[waiting.update_id]
            self._wake.set()

    async def _try(self, waiting: Waiting) -> None:
        arrived_at.set(waiting.arrived_at)  # of this task alone: each update has its own
        try:
            async with asyncio.timeout(HANDLING_LIMIT):
                await self._handle(waiting.raw)
        except Postponed as wait:
            log.warning("An update waits: %s", wait, extra={"update_id": waiting.update_id})
            pause: float | None = await self._inbox.postpone(waiting.update_id, str(wait))
        except Exception as error:
            told = {"update_id": waiting.update_id, "attempt": waiting.attempt}
            log.exception("An update could not be handled", extra=told)
            pause = await self._inbox.fail(waiting.update_id, f"{type(error).__name__}: {error}".removesuffix(": "))
        else:
            await self._inbox.finish(waiting.update_id)
            return
        if pause is not None:
            asyncio.get_running_loop().call_later(pause, self._wake.set)

    async def _let_finish(self, running: set[asyncio.Task[None]]) -> None:
        if running:
            await asyncio.wait(running, timeout=STOP_LIMIT)
        for task in tuple(running):
            task.cancel()

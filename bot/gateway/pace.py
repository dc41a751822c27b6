"""How fast we may speak, and who goes first."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from typing import Protocol

from bot.gateway.ceiling import Ceiling, Found
from bot.gateway.turns import MARGIN, PRIVATE, ChatLimit, Lane, SlidingSecond, Slots, Ticket, Turns

__all__ = ["PRIVATE", "ChatLimit", "Found", "Lane", "Pace", "Reserved", "SharedPace"]

log = logging.getLogger(__name__)

TICK = 0.005
"""Seconds: at high rates turns are handed out in ticks, not one timer each."""
_GROUP_BURST = 3
_TOGETHER = 1.0  # seconds within which two chats refused mean that everybody is refused
_STORE_PAUSE = 1.0  # seconds until the shared pace is asked again after it failed
_BLOCK = 0.1  # seconds of slots that one process may have reserved


@dataclass(frozen=True, slots=True)
class Reserved:
    """A block of `count` slots. The first is `start` seconds from now (0 or more), the others `spacing` apart.

    `found` is the rate that the processes know of; None while nobody was refused.
    """

    start: float
    count: int
    found: Found | None = None


class SharedPace(Protocol):
    """One pace for all processes that send with one token, kept as one row `(token, until)` in the store.

    `until` is the moment up to which slots have been handed out (GCRA's theoretical arrival time). It must be real
    time, not the demo's shifted clock: an offset taken back would silence the bot until the clock catches up.
    """

    async def reserve(self, count: int, spacing: float) -> Reserved:
        """Hand out `count` slots, `spacing` seconds apart, in one short write transaction:

            start = max(now, until); until = start + count * spacing; return Reserved(start - now, count)

        A lower number than asked for is allowed, none is not. Slots that are not used in time are simply lost.
        """

    async def hold(self, seconds: float) -> None:
        """Telegram told this token to wait: `until = max(until, now + seconds)`."""

    async def agree(self, found: Found) -> Found:
        """Tell the others of a rate; the one that stands comes back: theirs, while `found` is an echo to them."""


class Pace:
    """Everybody's turn to send. One dispatcher, `run()`, which the service keeps in its task group.

    Only messages and edits take a turn: answerCallbackQuery and getUpdates are not limited by chat.

    Limits: at most `per_second` over all chats in any sliding second, less while Telegram takes less, and `private` and
    `per_group` (messages in any minute) in one chat. With `shared`, the overall limit is that of all processes
    together: a block of at most a tenth of a second's slots is reserved, for those who wait here and now, and dealt out
    by lane when its moments come.

    What a 429 means (`hold`): its chat must wait, and nobody else; unless another chat was refused within the last
    second too, for then it is everybody's limit that is exceeded, and everybody waits, in all processes. What rate
    comes after that is `Ceiling`'s to find. With `shared`, one process finds it for all.
    """

    def __init__(
        self,
        per_second: int = 30,
        *,
        private: ChatLimit = PRIVATE,
        per_group: int = 20,
        shared: SharedPace | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._ceiling = Ceiling(per_second)
        self._shared = shared
        self._slots = Slots()
        self._window: SlidingSecond | None = None
        self._group = ChatLimit.within(60.0, per_group, min(_GROUP_BURST, per_group))
        self._private = private
        self._turns: Turns | None = None
        self._futures: dict[int, asyncio.Future[None]] = {}
        self._refused: deque[tuple[float, int]] = deque(maxlen=16)
        self._hold_to_share = 0.0
        self._rate_to_share = False
        self._changed = asyncio.Event()
        self._to_ask = asyncio.Event()
        self._journey = 0.0  # seconds that the store took of late
        self._wakes_at = 0.0

    async def turn(self, chat_id: int, lane: Lane) -> None:
        """Return when a message may be sent to this chat. If the waiting is cancelled, the turn is somebody else's."""
        turns, now = self._queue(), self._clock()
        ticket = turns.join(chat_id, lane, now)
        self._grant()
        if ticket.granted_at is not None:
            return
        if turns.next_at(now) < self._wakes_at or self._shared is not None:
            self._changed.set()
        future = self._futures[ticket.number] = asyncio.get_running_loop().create_future()
        try:
            await future
        except asyncio.CancelledError:
            self._futures.pop(ticket.number, None)
            turns.leave(ticket, self._clock())
            self._changed.set()
            raise

    def chat_waits(self, chat_id: int) -> float:
        """Seconds until the chat itself takes one more message, whatever all chats together must wait."""
        return self._queue().chat_waits(chat_id, self._clock())

    def hold(self, seconds: float, chat_id: int | None = None) -> None:
        """Telegram answered 429: wait so many seconds. Without a chat, everybody waits; see the class for the rule."""
        turns, now = self._queue(), self._clock()
        everybody = chat_id is None or self._another_was_refused(chat_id, now)
        if everybody or not self._was_refused_last(chat_id):
            self._lower_the_rate(now, everybody=everybody, seconds=seconds)
        if chat_id is not None:
            self._remember(chat_id, now)
            turns.hold_chat(chat_id, now + seconds, now)
        if not everybody:
            return
        log.warning("Telegram asks everybody to wait %.0f s", seconds)
        turns.hold(now + seconds)
        self._hold_to_share = max(self._hold_to_share, seconds)
        self._changed.set()

    async def run(self) -> None:
        """Hand out turns until cancelled."""
        turns = self._queue()
        async with asyncio.TaskGroup() as both:
            if self._shared is not None:
                both.create_task(self._keep_asking(self._shared, turns))
            while True:
                self._changed.clear()
                self._grant()
                self._to_ask.set()
                await self._sleep_until(self._next_at(turns))

    @property
    def per_second(self) -> float:
        """How many messages a second are let through at this moment."""
        return self._ceiling.at(self._clock())

    @property
    def waiting(self) -> int:
        """How many messages wait for their turn."""
        return 0 if self._turns is None else self._turns.waiting

    def _queue(self) -> Turns:
        # Made at first use: the window starts full, counted from the moment we begin to speak.
        if self._turns is None:
            self._window = None if self._shared else SlidingSecond(self.per_second, self._clock())
            self._turns = Turns(self._window or self._slots, self._private, self._group)
        return self._turns

    def _grant(self) -> None:
        turns, now = self._queue(), self._clock()
        if self._window is not None:
            self._window.keep_to(self._ceiling.at(now))
        for ticket in turns.grant(now):
            self._tell(ticket)

    def _tell(self, ticket: Ticket) -> None:
        future = self._futures.pop(ticket.number, None)
        if future is not None and not future.done():
            future.set_result(None)

    async def _sleep_until(self, moment: float) -> None:
        self._wakes_at = moment
        delay = moment - self._clock()
        if self._spacing() < TICK:
            delay = max(delay, TICK)
        with suppress(TimeoutError):
            async with asyncio.timeout(None if delay == inf else delay):
                await self._changed.wait()

    def _next_at(self, turns: Turns) -> float:
        now = self._clock()
        at = turns.next_at(now)
        # Somebody could speak, but no slot is known: the others are being asked, and their answer wakes us.
        return inf if self._shared is not None and at <= now and not self._slots.left(now)[0] else at

    async def _keep_asking(self, shared: SharedPace, turns: Turns) -> None:
        """Beside handing out, which must not stand still while the store is asked."""
        while True:
            await self._to_ask.wait()
            self._to_ask.clear()
            await self._speak_with_the_others(shared, turns)

    async def _speak_with_the_others(self, shared: SharedPace, turns: Turns) -> None:
        try:
            await self._share_hold(shared)
            await self._share_rate(shared)
            await self._reserve(shared, turns)
        except Exception:
            # Without the store nobody may speak for all; whoever wants to send could not record it either.
            log.warning("The pace shared with the other processes cannot be reached; asking again", exc_info=True)
            await asyncio.sleep(_STORE_PAUSE)
            self._changed.set()

    async def _share_hold(self, shared: SharedPace) -> None:
        seconds, self._hold_to_share = self._hold_to_share, 0.0
        if seconds > 0:
            try:
                await shared.hold(seconds)
            except Exception:
                self._hold_to_share = max(self._hold_to_share, seconds)
                raise

    async def _share_rate(self, shared: SharedPace) -> None:
        found = self._ceiling.found(self._clock())
        if self._rate_to_share and found is not None:
            self._rate_to_share = False
            try:
                self._adopt(await shared.agree(found))
            except Exception:
                self._rate_to_share = True
                raise

    async def _reserve(self, shared: SharedPace, turns: Turns) -> None:
        now = self._clock()
        left, last = self._slots.left(now)
        # Asked so long before the last slot, the next block follows without a gap.
        ahead = 2 * TICK + 2 * self._journey
        wanted = turns.wants(now, max(1, int(self._ceiling.at(now) * (_BLOCK + ahead)))) - left
        if wanted > 0 and last < now + ahead:
            spacing = self._spacing()
            block = await shared.reserve(wanted, spacing)
            self._journey = min(max(self._clock() - now, 0.9 * self._journey), _BLOCK)
            self._changed.set()
            self._adopt(block.found)
            # Whoever learns only now that less is taken uses as much of the time that is theirs as that allows.
            slower = max(spacing, self._spacing())
            self._slots.add(self._clock() + block.start, max(1, round(block.count * spacing / slower)), slower)

    def _adopt(self, found: Found | None) -> None:
        # While the store answered, this process may have been refused: the others are told of that first.
        if found is not None and not self._rate_to_share:
            self._ceiling.adopt(found, self._clock())

    def _lower_the_rate(self, now: float, *, everybody: bool, seconds: float) -> None:
        before = self._ceiling.found(now)
        self._ceiling.refused(now, everybody=everybody, seconds=seconds)
        if self._shared is not None and self._ceiling.found(now) != before:
            self._rate_to_share = True
            self._changed.set()

    def _spacing(self) -> float:
        return (1.0 + MARGIN) / self.per_second

    def _another_was_refused(self, chat_id: int, now: float) -> bool:
        return any(other != chat_id and now - at <= _TOGETHER for at, other in self._refused)

    def _was_refused_last(self, chat_id: int | None) -> bool:
        return bool(self._refused) and self._refused[-1][1] == chat_id

    def _remember(self, chat_id: int, now: float) -> None:
        self._refused.append((now, chat_id))

"""Who may speak next: the arithmetic behind `pace`, told the time and never waiting itself.

All moments are seconds of one monotonic clock.
"""

import heapq
import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from typing import Protocol

MARGIN = 0.02
"""Seconds added to every sliding second: two requests do not travel equally long, and Telegram counts arrivals."""

_CATCH_UP = 0.05  # seconds of lateness that evenly spaced sends may make good
_FORGET_FROM = 1024  # chats remembered before the first look for those that can be forgotten


class Lane(IntEnum):
    """Who goes first, whatever waits in the lanes below."""

    REPLY = 0  # a pressed button, somebody waits
    REMINDER = 1
    BULK = 2


@dataclass(slots=True, eq=False)
class Ticket:
    """One message's place in the queue."""

    chat_id: int
    lane: Lane
    number: int
    granted_at: float | None = None


@dataclass(frozen=True, slots=True)
class ChatLimit:
    """How much one chat takes: one message every `spacing` seconds; after a silence `burst` may come at once."""

    spacing: float
    burst: int = 1

    @classmethod
    def within(cls, seconds: float, count: int, burst: int) -> "ChatLimit":
        """Never more than `count` in any `seconds`, counting a burst together with all that follows it."""
        return cls(seconds / (count - burst + 1), burst)


PRIVATE = ChatLimit(spacing=1.0, burst=4)
"""About one a second in one private chat, with short bursts (Bot API FAQ, "My bot is hitting limits")."""


class Budget(Protocol):
    """How much may be said to everybody together."""

    def opens(self, lane: Lane, now: float, /) -> float:
        """The earliest moment at which the next message of this lane may go; infinity while that is unknown."""

    def spend(self, now: float, /) -> None:
        """One message goes now."""

    def refund(self, at: float, /) -> None:
        """The message of that moment did not go after all."""


class SlidingSecond:
    """Never more than `rate` in any sliding second; what nobody waits for is spread evenly.

    It starts as if the second before had been fully used, because after a crash it may have been. Only replies may use
    free room in a burst: a burst of bulk over fresh connections would arrive in another rhythm than it left.
    """

    def __init__(self, rate: float, now: float) -> None:
        self.keep_to(rate)
        before = now - self._span
        self._sent = deque((before + (i + 1) * self._spacing for i in range(self._most)), maxlen=self._most)
        self._even = now + self._spacing

    def keep_to(self, rate: float) -> None:
        """From now on so many in a second; a second holds no part of a message, so its length is fitted to them."""
        self._most = max(1, int(rate))
        self._spacing = (1.0 + MARGIN) / rate
        self._span = self._most * self._spacing

    def opens(self, lane: Lane, now: float) -> float:
        """The oldest of the last sends must be out of the window; below REPLY, the even spacing also counts."""
        room = self._sent[-self._most] + self._span if len(self._sent) >= self._most else now
        return room if lane is Lane.REPLY else max(room, self._even)

    def spend(self, now: float) -> None:
        """One message goes now."""
        self._sent.append(now)
        # Later than that, it was silence and no delay: made good, it would be two at once, and so every second after.
        self._even = (self._even if now - self._even <= _CATCH_UP else now) + self._spacing

    def refund(self, at: float) -> None:
        """Take the message of that moment out of the window again."""
        if at in self._sent:
            self._sent.remove(at)
            self._even -= self._spacing


class Slots:
    """Moments handed out by a pace that several processes share; each may be used once, and not much later."""

    def __init__(self) -> None:
        self._moments: deque[float] = deque()

    def add(self, first: float, number: int, spacing: float) -> None:
        """A block of `number` slots, `spacing` seconds apart."""
        self._moments.extend(first + i * spacing for i in range(number))

    def left(self, now: float) -> tuple[int, float]:
        """How many slots can still be used, and the moment of the last; minus infinity when there is none."""
        # Used later than this, a slot would crowd those of the other processes and break their common second.
        while self._moments and self._moments[0] < now - MARGIN:
            self._moments.popleft()
        return len(self._moments), self._moments[-1] if self._moments else -math.inf

    def opens(self, _lane: Lane, now: float) -> float:
        """The next slot, whichever lane asks; infinity when a new block must be reserved."""
        return self._moments[0] if self.left(now)[0] else math.inf

    def spend(self, _now: float) -> None:
        """The next slot is used up."""
        if self._moments:
            self._moments.popleft()

    def refund(self, at: float) -> None:
        """Put the slot back; if it is stale by then it falls out by itself."""
        self._moments.appendleft(at)


@dataclass(slots=True)
class _Chat:
    limit: ChatLimit
    until: float = -math.inf  # when everything sent so far will have been paid off (GCRA's theoretical arrival time)
    held_until: float = -math.inf
    asleep: bool = False  # has its one entry in the heap of sleepers
    waiting: tuple[deque[Ticket], ...] = field(default_factory=lambda: tuple(deque() for _ in Lane))

    def opens(self) -> float:
        return max(self.until - (self.limit.burst - 1) * self.limit.spacing, self.held_until)

    def first(self) -> Ticket | None:
        return next((queue[0] for queue in self.waiting if queue), None)

    def idle(self, now: float) -> bool:
        return self.first() is None and self.until <= now and self.held_until <= now


class Turns:
    """Everybody who waits to send: by lane, then first come first served; a chat that must wait stands aside.

    A chat with somebody waiting stands either in `ready`, under its first ticket, or among the sleepers, under the
    moment it may speak again. Entries that have been overtaken are recognised and dropped when they come up.
    """

    def __init__(self, budget: Budget, private: ChatLimit, group: ChatLimit) -> None:
        self._budget = budget
        self._private, self._group = private, group
        self._chats: dict[int, _Chat] = {}
        self._ready: list[tuple[Lane, int, int]] = []  # lane, ticket number, chat
        self._sleepers: list[tuple[float, int]] = []  # moment, chat
        self._numbers = count()
        self._held_until = -math.inf
        self._forget_at = _FORGET_FROM
        self.waiting = 0

    def join(self, chat_id: int, lane: Lane, now: float) -> Ticket:
        """Take a place in the queue."""
        chat = self._chat(chat_id, now)
        ticket = Ticket(chat_id, lane, next(self._numbers))
        chat.waiting[lane].append(ticket)
        self.waiting += 1
        if chat.first() is ticket:
            self._place(chat_id, chat, now)
        return ticket

    def leave(self, ticket: Ticket, now: float) -> None:
        """Give the place up; a turn already granted goes back to the others."""
        chat = self._chats.get(ticket.chat_id)
        if chat is None:
            return
        if ticket.granted_at is None:
            chat.waiting[ticket.lane].remove(ticket)
            self.waiting -= 1
        else:
            chat.until -= chat.limit.spacing
            chat.asleep = False  # it may wake earlier than it was told; the old entry then wakes nobody
            self._budget.refund(ticket.granted_at)
        self._place(ticket.chat_id, chat, now)

    def grant(self, now: float) -> Iterator[Ticket]:
        """Everybody whose turn is now, in order."""
        while (ticket := self._next(now)) is not None and self._opens(ticket.lane, now) <= now:
            heapq.heappop(self._ready)
            chat = self._chats[ticket.chat_id]
            chat.waiting[ticket.lane].popleft()
            self.waiting -= 1
            chat.until = max(chat.until, now) + chat.limit.spacing
            self._budget.spend(now)
            ticket.granted_at = now
            self._place(ticket.chat_id, chat, now)
            yield ticket

    def next_at(self, now: float) -> float:
        """When to ask again; infinity while nobody waits. If the budget does not know yet: as soon as it could."""
        ticket = self._next(now)
        opens = math.inf if ticket is None else self._opens(ticket.lane, now)
        if ticket is not None and opens == math.inf:
            opens = max(self._held_until, now)
        return min(opens, self._sleepers[0][0]) if self._sleepers else opens

    def wants(self, now: float, most: int) -> int:
        """How many could speak at once if only the budget allowed it, counted up to `most`."""
        if self._held_until > now or self._next(now) is None:
            return 0
        return min(most, len(self._ready))

    def hold(self, until: float) -> None:
        """Nobody speaks before that moment."""
        self._held_until = max(self._held_until, until)

    def hold_chat(self, chat_id: int, until: float, now: float) -> None:
        """Nobody speaks in this chat before that moment."""
        chat = self._chat(chat_id, now)
        chat.held_until = max(chat.held_until, until)

    def chat_waits(self, chat_id: int, now: float) -> float:
        """Seconds until the chat itself takes one more message, whatever all chats together must wait."""
        chat = self._chats.get(chat_id)
        return 0.0 if chat is None else max(0.0, chat.opens() - now)

    def remembered(self) -> int:
        """How many chats take up memory."""
        return len(self._chats)

    def entries(self) -> int:
        """How many places in the two heaps take up memory."""
        return len(self._ready) + len(self._sleepers)

    def _opens(self, lane: Lane, now: float) -> float:
        return max(self._held_until, self._budget.opens(lane, now))

    def _next(self, now: float) -> Ticket | None:
        self._wake(now)
        while self._ready:
            _, number, chat_id = self._ready[0]
            chat = self._chats.get(chat_id)
            first = chat.first() if chat is not None and not chat.asleep else None
            if chat is None or first is None or first.number != number:
                heapq.heappop(self._ready)
            elif chat.opens() > now:  # told to wait since it was placed
                heapq.heappop(self._ready)
                self._place(chat_id, chat, now)
            else:
                return first
        return None

    def _wake(self, now: float) -> None:
        while self._sleepers and self._sleepers[0][0] <= now:
            _, chat_id = heapq.heappop(self._sleepers)
            chat = self._chats.get(chat_id)
            if chat is not None and chat.asleep:
                chat.asleep = False
                self._place(chat_id, chat, now)

    def _place(self, chat_id: int, chat: _Chat, now: float) -> None:
        first = chat.first()
        if first is None or chat.asleep:
            return
        if (opens := chat.opens()) <= now:
            heapq.heappush(self._ready, (first.lane, first.number, chat_id))
        else:
            chat.asleep = True
            heapq.heappush(self._sleepers, (opens, chat_id))

    def _chat(self, chat_id: int, now: float) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            self._forget_idle(now)
            # Negative identifiers are groups, supergroups and channels.
            chat = self._chats[chat_id] = _Chat(self._group if chat_id < 0 else self._private)
        return chat

    def _forget_idle(self, now: float) -> None:
        if len(self._chats) < self._forget_at:
            return
        self._chats = {key: chat for key, chat in self._chats.items() if chat.asleep or not chat.idle(now)}
        self._forget_at = max(_FORGET_FROM, 2 * len(self._chats))

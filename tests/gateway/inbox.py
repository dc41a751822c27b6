"""An inbox in memory that does exactly what `bot.gateway.receiver` asks of the store."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.gateway.receiver import Inbox, RawUpdate, Waiting, chat_of

TRIES = 3
PAUSE = 10.3  # no multiple of the half second after which the receiver looks by itself


@dataclass
class Row:
    """One stored update."""

    raw: RawUpdate
    chat: int | None
    tries: int = 0
    not_before: float = 0.0
    leased: bool = False
    done: bool = False
    set_aside: str = ""


@dataclass
class MemoryInbox:
    """The rows, and how often it was asked."""

    rows: dict[int, Row] = field(default_factory=dict)
    released: list[int] = field(default_factory=list)
    broken: Exception | None = None
    looks: int = 0

    def functions(self) -> Inbox:
        return Inbox(self.store, self.take, self.finish, self.fail, self.postpone, self.release)

    async def store(self, updates: Sequence[RawUpdate]) -> None:
        if self.broken:
            raise self.broken
        for raw in updates:
            self.rows.setdefault(raw["update_id"], Row(raw, chat_of(raw)))

    async def take(self, limit: int, busy: Collection[int]) -> Sequence[Waiting]:
        self.looks += 1
        if self.broken:
            raise self.broken
        taken: list[Waiting] = []
        closed = set(busy)
        for update_id, row in sorted(self.rows.items()):
            if row.done or row.set_aside or row.chat in closed:
                continue
            if row.chat is not None:
                closed.add(row.chat)
            if not row.leased and row.not_before <= asyncio.get_running_loop().time() and len(taken) < limit:
                row.leased, row.tries = True, row.tries + 1
                taken.append(Waiting(update_id, row.chat, row.tries, row.raw))
        return taken

    async def finish(self, update_id: int) -> None:
        self.rows[update_id].done = True

    async def fail(self, update_id: int, error: str) -> float | None:
        row = self.rows[update_id]
        row.leased = False
        if row.done:
            return None
        if row.tries >= TRIES:
            row.set_aside = error
            return None
        row.not_before = asyncio.get_running_loop().time() + PAUSE
        return PAUSE

    async def postpone(self, update_id: int, reason: str) -> float:
        row = self.rows[update_id]
        row.leased, row.tries = False, row.tries - 1
        row.not_before = asyncio.get_running_loop().time() + PAUSE
        return PAUSE

    async def release(self, update_ids: Sequence[int]) -> None:
        for update_id in update_ids:
            self.released.append(update_id)
            self.rows[update_id].leased = False
            self.rows[update_id].tries -= 1

"""One pace for all processes that send for one token.

Beside the writers: it is asked about once a tenth of a second by each that sends, and its row alone decides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Database
from storage.pace import Rate

__all__ = ["Block", "Rate", "agree", "hold", "reserve"]


@dataclass(frozen=True, slots=True)
class Block:
    """How long from now the first of the slots begins, and the rate that the processes have found together."""

    wait: timedelta
    rate: Rate | None


async def reserve(db: Database, bot_id: int, count: int, spacing: timedelta, *, real_now: datetime) -> Block:
    """Take the next `count` slots."""
    async with db.apart() as tx:
        taken = await tx.pace.reserve(bot_id, count, every=spacing, now=real_now)
    return Block(max(taken.start - real_now, timedelta(0)), taken.rate)


async def hold(db: Database, bot_id: int, wait: timedelta, *, real_now: datetime) -> None:
    """Telegram told this token to wait."""
    async with db.apart() as tx:
        await tx.pace.hold(bot_id, until=real_now + wait, now=real_now)


async def agree(db: Database, bot_id: int, found: Rate, *, real_now: datetime) -> Rate:
    """Tell the other processes of a rate that was found; theirs comes back where they were told of the same first."""
    async with db.apart() as tx:
        return await tx.pace.agree(bot_id, found, now=real_now)

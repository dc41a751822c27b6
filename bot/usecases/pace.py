"""One pace for all processes that send for one token.

Beside the writers: it is asked about once a tenth of a second by each that sends, and its row alone decides.
"""

from datetime import datetime, timedelta

from storage.database import Database


async def reserve(db: Database, bot_id: int, count: int, spacing: timedelta, *, real_now: datetime) -> timedelta:
    """Take the next `count` slots; how long from now the first of them begins."""
    async with db.apart() as tx:
        start = await tx.pace.reserve(bot_id, count, every=spacing, now=real_now)
    return max(start - real_now, timedelta(0))


async def hold(db: Database, bot_id: int, wait: timedelta, *, real_now: datetime) -> None:
    """Telegram told this token to wait."""
    async with db.apart() as tx:
        await tx.pace.hold(bot_id, until=real_now + wait, now=real_now)

"""PostgreSQL tells other processes that there is work, so that they need not wait for their next look.

https://www.postgresql.org/docs/current/sql-notify.html: what is told goes out with the commit of its transaction, to
whoever listens at that moment. Nothing depends on it: who misses it finds the work at the next look.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping

from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.database import Database, reason_of
from storage.news import News

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds between two tries to listen


async def listen(db: Database, heard: Mapping[News, Callable[[], None]]) -> None:
    """Call `heard` when there is news, until cancelled. On SQLite nothing can be heard, and it returns."""
    pause = FIRST_PAUSE
    while not db.is_sqlite:
        try:
            await _listen_until_cut(db, heard)
            pause = FIRST_PAUSE
        except Exception as error:  # the driver's own, too: they come past SQLAlchemy
            log.warning("the store cannot be listened to; looking into it instead (%s)", reason_of(error))
            pause = min(pause * 2, LONGEST_PAUSE)
        await asyncio.sleep(pause)


async def _listen_until_cut(db: Database, heard: Mapping[News, Callable[[], None]]) -> None:
    cut = asyncio.Event()

    def hear(_connection: object, _pid: int, channel: str, _payload: str) -> None:
        heard[News(channel)]()

    # A connection of its own: it is never given back while the process lives.
    engine = create_async_engine(db.url, poolclass=NullPool)
    async with engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        raw.add_termination_listener(lambda _: cut.set())
        for news, tell in heard.items():
            await raw.add_listener(news.value, hear)
            tell()  # what came before we listened
        await cut.wait()

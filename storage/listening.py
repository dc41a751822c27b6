"""PostgreSQL tells other processes that there is work, so that they need not ask all the time.

https://www.postgresql.org/docs/current/sql-notify.html: what is told goes out with the commit of its transaction, to
whoever listens at that moment. Nothing depends on it: who misses it finds the work at the next look.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.database import Database, reason_of
from storage.news import News

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds between two tries to listen
PROVED_EVERY = 30.0
"""Seconds after which a silent connection is asked something: one that a firewall forgot stays silent for good."""
PROVED_WITHIN = 10.0  # seconds


async def listen(db: Database, heard: Mapping[News, Callable[[], None]], listening: asyncio.Event) -> None:
    """Call `heard` when there is news, until cancelled; `listening` is set while nothing can be missed.

    On SQLite nothing can be heard, and it returns.
    """
    pause = FIRST_PAUSE
    while not db.is_sqlite:
        try:
            await _listen_until_cut(db, heard, listening)
            pause = FIRST_PAUSE
        except Exception as error:  # the driver's own, too: they come past SQLAlchemy
            log.warning("the store cannot be listened to; looking into it instead (%s)", reason_of(error))
            pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            listening.clear()
        for tell in heard.values():
            tell()  # whoever rests trusts in being told: from now on they look by themselves
        await asyncio.sleep(pause)


async def _listen_until_cut(db: Database, heard: Mapping[News, Callable[[], None]], listening: asyncio.Event) -> None:
    cut = asyncio.Event()

    def hear(_connection: object, _pid: int, channel: str, _payload: str) -> None:
        heard[News(channel)]()

    # A connection of its own: it is never given back while the process lives.
    engine = create_async_engine(db.url, poolclass=NullPool)
    async with engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        raw.add_termination_listener(lambda _: cut.set())
        for news in heard:
            await raw.add_listener(news.value, hear)
        listening.set()
        for tell in heard.values():
            tell()  # what came before we listened
        while not cut.is_set():
            await _proved(raw, cut)


async def _proved(raw: Any, cut: asyncio.Event) -> None:
    """Wait for the cut, at most until the connection must prove once more that it lives."""
    try:
        async with asyncio.timeout(PROVED_EVERY):
            await cut.wait()
    except TimeoutError:
        # Not by a timeout of its own: to cancel, asyncpg asks the server, which may be what does not answer.
        giving_up = asyncio.get_running_loop().call_later(PROVED_WITHIN, raw.terminate)
        try:
            await raw.execute("SELECT 1")
        finally:
            giving_up.cancel()

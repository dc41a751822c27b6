"""Opens a store that is a file: what each connection to it is told first, and how long a lock is waited for."""

import asyncio
import json
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import URL, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util.concurrency import await_only

from storage.sqlite_errors import is_locked

BUSY_SECONDS = 30.0
LOOK_AGAIN = 0.002
"""Seconds between two tries for the write lock. Left to SQLite they would be a tenth of a second apart in the end, and
whoever writes now and then would hardly ever find the lock free between two writes of a busy process."""
TRIES = int(BUSY_SECONDS / LOOK_AGAIN)


def engine_of(address: URL, connections: int, *, busy_seconds: float) -> AsyncEngine:
    """At most so many connections to that file; SQLite itself waits so long for a lock.

    Names and secrets stand in the parameters of statements: an error must not carry them into the log.
    """
    engine = create_async_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
        json_deserializer=_json_or_nothing,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own
        cursor = connection.cursor()
        for pragma in (
            f"PRAGMA busy_timeout={int(busy_seconds * 1000)}",
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",  # a committed press survives the plug being pulled
            "PRAGMA foreign_keys=ON",
        ):
            _executed(cursor, pragma)
        cursor.close()

    return engine


def _json_or_nothing(written: str) -> Any:
    """A server would not have taken what is no JSON; a file that others wrote into may hold it. It reads as nothing."""
    try:
        return json.loads(written)
    except ValueError:
        return None


def _executed(cursor: Any, pragma: str) -> None:
    """Where SQLAlchemy opens a connection: a store that two processes make at once is locked for one of them."""
    for _ in range(TRIES):
        try:
            cursor.execute(pragma)
        except OperationalError as error:
            if not is_locked(error):
                raise
            await_only(asyncio.sleep(LOOK_AGAIN))
        else:
            return
    cursor.execute(pragma)

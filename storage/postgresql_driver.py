"""What travels together with BEGIN and COMMIT: the lock of whoever writes, and the news for other processes.

Each question to the server is a journey there and back, and while the lock is held everybody who wants to write waits
for those journeys.
"""

from functools import cache
from typing import Any

from sqlalchemy import Connection

WRITING = int.from_bytes(b"Narada")  # the number of the lock; one a database, freed by the end of the transaction


def news_with_commit() -> dict[str, Any]:
    """Arguments for asyncpg's `connect`, so that `tell` can be called. Imports asyncpg, which SQLite does not need."""
    return {"connection_class": _telling()}


def lock_with_begin() -> dict[str, Any]:
    """The same, and each transaction begins with the lock."""
    return {"connection_class": _writing()}


def tell(connection: Connection, channel: str) -> None:
    """Wake whoever listens to this channel, once the transaction that is open here is committed; told once, not more.

    https://www.postgresql.org/docs/current/sql-notify.html
    """
    below: Any = connection.connection.driver_connection
    below.news.add(channel)


@cache
def _telling() -> type[Any]:
    from asyncpg import Connection as Plain

    class TellingConnection(Plain):  # type: ignore[misc]  # it ships no types
        def __init__(self, *arguments: Any, **how: Any) -> None:
            super().__init__(*arguments, **how)
            self.news: set[str] = set()

        async def execute(self, query: str, *arguments: Any, **how: Any) -> str:
            # asyncpg begins and ends transactions here, in the simple protocol, which takes several statements at once.
            if query.startswith("BEGIN"):
                self.news.clear()  # of one that was rolled back
                query += self._first()
            elif query.startswith("COMMIT") and self.news:
                query = "".join(f"NOTIFY {channel};" for channel in sorted(self.news)) + query
            done: str = await super().execute(query, *arguments, **how)
            return done

        def _first(self) -> str:
            """What a transaction begins with."""
            return ""

    return TellingConnection


@cache
def _writing() -> type[Any]:
    telling: Any = _telling()

    class WritingConnection(telling):  # type: ignore[misc]
        def _first(self) -> str:
            return f" SELECT pg_advisory_xact_lock({WRITING});"

    return WritingConnection

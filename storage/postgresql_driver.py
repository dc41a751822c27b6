"""What travels together with BEGIN and COMMIT: the locks of whoever writes, and the news for other processes.

Each question to the server is a journey there and back, and while the lock is held everybody who wants to write waits
for those journeys.

One writes at a time (`WRITING`). Whoever a person waits for goes before the others: they share `BEFORE_OTHERS`, which
the others take for themselves, and stand in line for one at a time (`IN_LINE`). So a press waits for one of the others
at most, however many processes are sending, and after it for the presses that came before.
"""

from functools import cache
from typing import Any

from sqlalchemy import Connection

# The numbers of the locks; one of each a database, freed by the end of the transaction.
WRITING = int.from_bytes(b"Narada")
BEFORE_OTHERS, IN_LINE = WRITING + 1, WRITING + 2

_WRITING = f" SELECT pg_advisory_xact_lock({WRITING});"
_AWAITED = f" SELECT pg_advisory_xact_lock_shared({BEFORE_OTHERS});{_WRITING}"
_UNHURRIED = f" SELECT pg_advisory_xact_lock({IN_LINE}); SELECT pg_advisory_xact_lock({BEFORE_OTHERS});{_WRITING}"


def news_with_commit() -> dict[str, Any]:
    """Arguments for asyncpg's `connect`, so that `tell` can be called. Imports asyncpg, which SQLite does not need."""
    return {"connection_class": _telling()}


def lock_with_begin(*, awaited: bool) -> dict[str, Any]:
    """The same, and each transaction begins with the locks; `awaited` when a person waits for what is written."""
    return {"connection_class": _telling(_AWAITED if awaited else _UNHURRIED)}


def tell(connection: Connection, channel: str) -> None:
    """Wake whoever listens to this channel, once the transaction that is open here is committed; told once, not more.

    https://www.postgresql.org/docs/current/sql-notify.html
    """
    below: Any = connection.connection.driver_connection
    below.news.add(channel)


@cache
def _telling(first: str = "") -> type[Any]:
    """A connection whose transactions begin with these statements."""
    from asyncpg import Connection as Plain

    class TellingConnection(Plain):  # type: ignore[misc]  # it ships no types
        def __init__(self, *arguments: Any, **how: Any) -> None:
            super().__init__(*arguments, **how)
            self.news: set[str] = set()

        async def execute(self, query: str, *arguments: Any, **how: Any) -> str:
            # asyncpg begins and ends transactions here, in the simple protocol, which takes several statements at once.
            if query.startswith("BEGIN"):
                self.news.clear()  # of one that was rolled back
                query += first
            elif query.startswith("COMMIT") and self.news:
                query = "".join(f"NOTIFY {channel};" for channel in sorted(self.news)) + query
            done: str = await super().execute(query, *arguments, **how)
            return done

    return TellingConnection

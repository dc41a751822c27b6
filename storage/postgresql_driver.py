"""The lock of whoever writes, taken together with BEGIN.

Each question to the server is a journey there and back, and while the lock is held everybody who wants to write waits
for those journeys.
"""

from typing import Any

WRITING = int.from_bytes(b"Narada")  # the number of the lock; one a database, freed by the end of the transaction


def lock_with_begin() -> dict[str, Any]:
    """Arguments for asyncpg's `connect`. Imports asyncpg, which only stores in PostgreSQL need."""
    from asyncpg import Connection

    class WritingConnection(Connection):  # type: ignore[misc]  # it ships no types
        async def execute(self, query: str, *arguments: Any, **how: Any) -> str:
            # asyncpg begins every transaction here, in the simple protocol, which takes several statements at once.
            if query.startswith("BEGIN"):
                query = f"{query} SELECT pg_advisory_xact_lock({WRITING});"
            done: str = await super().execute(query, *arguments, **how)
            return done

    return {"connection_class": WritingConnection}

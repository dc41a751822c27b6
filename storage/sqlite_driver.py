"""SQLite spoken to where one stands, and not in a thread.

Most of our statements take SQLite some microseconds, in memory; handing one to aiosqlite's thread and back takes ten
times as long. What waits for the disk stays in that thread: opening, COMMIT, closing. So does what may take long at
all, which has connections of its own that are not made here.
"""

from collections import deque
from collections.abc import Callable, Sequence
from sqlite3 import Connection, Cursor
from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

Execute = Callable[[Cursor], object]


class CursorInPlace(AsyncAdapt_aiosqlite_cursor):
    """A cursor that executes and fetches at once. Our results are short: nothing is streamed."""

    __slots__ = ("_arraysize", "_described", "_last_row", "_row_count")

    def __init__(self, adapt_connection: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._rows = deque()
        self._described: Any = None
        self._row_count, self._last_row, self._arraysize = -1, 0, 1

    @property
    def description(self) -> Any:
        return self._described

    @property
    def rowcount(self) -> int:
        return self._row_count

    @property
    def lastrowid(self) -> int:
        return self._last_row

    @property
    def arraysize(self) -> int:
        return self._arraysize

    @arraysize.setter
    def arraysize(self, value: int) -> None:
        self._arraysize = value

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        """PEP 249: one statement."""
        return self._now(lambda cursor: cursor.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        """PEP 249: one statement for each set of parameters."""
        return self._now(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def close(self) -> None:
        """SQLite's own cursor is closed already."""
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """Nothing is left open."""

    def _now(self, execute: Execute) -> Any:
        connection: Any = self._connection
        cursor = connection._conn.cursor()
        try:
            execute(cursor)
            self._rows = deque(cursor.fetchall() if cursor.description else ())
            self._described, self._row_count, self._last_row = cursor.description, cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class ConnectionInPlace(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = CursorInPlace  # type: ignore[assignment]  # SQLAlchemy declares it as that very class


def speak_in_place(engine: AsyncEngine) -> None:
    """Let every connection of this engine have such cursors; it must be opened with check_same_thread=False."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def connect(dialect: Any, _record: Any, arguments: Sequence[Any], named: dict[str, Any]) -> ConnectionInPlace:
        plain = dialect.loaded_dbapi.connect(*arguments, **named)
        return ConnectionInPlace(plain.dbapi, plain._connection)


async def sqlite_of(connection: AsyncConnection) -> Connection:
    """SQLite's own connection below SQLAlchemy's and aiosqlite's."""
    raw: Any = await connection.get_raw_connection()
    below: Connection = raw.driver_connection._conn
    return below

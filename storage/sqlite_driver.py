"""One visit to SQLite's thread for each statement.

SQLAlchemy's own cursor for aiosqlite goes there four times: to make a cursor, to execute, to fetch and to close. Every
visit hands the interpreter from one thread to another and back, which costs more than most of our statements do.
"""

from collections import deque
from collections.abc import Callable, Sequence
from sqlite3 import Connection, Cursor
from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util.concurrency import await_only

Execute = Callable[[Cursor], object]


class OneVisitCursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that fetches while it executes. Our results are short: nothing is streamed."""

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
        return self._visit(lambda cursor: cursor.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        """PEP 249: one statement for each set of parameters."""
        return self._visit(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def close(self) -> None:
        """The cursor in the thread is closed already."""
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """Nothing is left open in the thread."""

    def _visit(self, execute: Execute) -> Any:
        connection: Any = self._connection
        try:
            found = await_only(connection._execute(_executed, connection._conn, execute))
        except Exception as error:
            self._adapt_connection._handle_exception(error)
        self._described, self._row_count, self._last_row, rows = found
        self._rows = deque(rows)


class OneVisitConnection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = OneVisitCursor  # type: ignore[assignment]  # SQLAlchemy declares it as that very class


def visit_once(engine: AsyncEngine) -> None:
    """Let every connection of this engine have such cursors."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def connect(dialect: Any, _record: Any, arguments: Sequence[Any], named: dict[str, Any]) -> OneVisitConnection:
        plain = dialect.loaded_dbapi.connect(*arguments, **named)
        return OneVisitConnection(plain.dbapi, plain._connection)


def _executed(connection: Connection, execute: Execute) -> tuple[Any, int, int | None, list[Any]]:
    cursor = connection.cursor()
    try:
        execute(cursor)
        rows = cursor.fetchall() if cursor.description else []
        return cursor.description, cursor.rowcount, cursor.lastrowid, rows
    finally:
        cursor.close()

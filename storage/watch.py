"""Whether anything was committed to a store that is a file, told in microseconds and without a transaction.

SQLite counts for each connection how often it saw that others had committed, in this process or another:
https://www.sqlite.org/pragma.html#pragma_data_version. A connection that never writes sees every commit so.
"""

import sqlite3
from contextlib import suppress
from urllib.parse import quote

from sqlalchemy import URL


class Watch:
    """A connection of its own to the file at `address`, opened at the first look; nothing at all for a server."""

    def __init__(self, address: URL) -> None:
        file = address.database if address.get_backend_name() == "sqlite" else None
        # mode=rw: a look at a store that is not there must not make one.
        self._file = f"file:{quote(file)}?mode=rw" if file and file != ":memory:" else None
        self._connection: sqlite3.Connection | None = None
        self._opened = 0

    def mark(self) -> str | None:
        """Another one whenever something was committed since the last look; None where that cannot be told at once."""
        if self._file is None:
            return None
        with suppress(sqlite3.Error):  # locked while somebody repairs the log, not there yet, or damaged
            seen = self._version(self._connection or self._open(self._file))
            return f"{self._opened}/{seen}"
        self.close()
        return None

    def close(self) -> None:
        """Let go of the file: one that is to be exchanged must not be held open. A later look opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self, file: str) -> sqlite3.Connection:
        # What one connection counted says nothing about another's count.
        self._opened += 1
        # Never waits: whoever asks stands in the way of everything else meanwhile.
        self._connection = sqlite3.connect(
            file, uri=True, timeout=0, isolation_level=None, check_same_thread=False, cached_statements=1
        )
        return self._connection

    @staticmethod
    def _version(connection: sqlite3.Connection) -> int:
        return int(connection.execute("PRAGMA data_version").fetchone()[0])

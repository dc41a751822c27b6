"""Statements put together once, for what every press and every letter asks of the store.

To put a statement together costs SQLAlchemy more than SQLite needs to execute it, and so does what it does around each
execution. These are still written in its Core: on SQLite their text, their parameters' order and the conversions of
both directions are kept; on a server, where the journey counts, SQLAlchemy executes them.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from sqlite3 import Cursor, Error
from types import MappingProxyType
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.exc import DBAPIError, StatementError

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]
NO_PARAMETERS: Parameters = MappingProxyType({})
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What a statement brought: rows that have their columns as attributes, and how many it concerned."""

    rows: Sequence[Any]
    rowcount: int = -1

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def first(self) -> Any:
        """The first row; None without one."""
        return self.rows[0] if self.rows else None

    def scalar(self) -> Any:
        """The first column of the first row; None without one."""
        return self.rows[0][0] if self.rows else None


class Prepared:
    """A statement of SQLAlchemy Core; `columns` are those an INSERT gives values for."""

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        self.statement = statement
        self._columns = columns
        self._on_sqlite: _OnSqlite | None = None

    def on_sqlite(self, dialect: Dialect) -> "_OnSqlite":
        """The same for SQLite; made at the first use."""
        if self._on_sqlite is None:
            self._on_sqlite = _OnSqlite(self.statement, self._columns, dialect)
        return self._on_sqlite


class _OnSqlite:
    def __init__(self, statement: Any, columns: Sequence[str] | None, dialect: Dialect) -> None:
        self._dialect = dialect
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self._text = str(compiled)
        binds = [compiled.binds[name] for name in compiled.positiontup or ()]
        self._template: list[Any] = [None] * len(binds)  # the values that are part of the statement itself
        self._given: list[tuple[int, str, Convert]] = []  # those that each execution gives, by place and name
        for place, bind in enumerate(binds):
            way = bind.type.dialect_impl(dialect).bind_processor(dialect) or _unchanged
            if bind.required:
                self._given.append((place, bind.key, way))
            else:
                self._template[place] = way(bind.effective_value)
        self._found = list(statement.exported_columns)

    def execute(self, cursor: Cursor, parameters: Parameters) -> Found:
        """Execute it here and now. Raises DBAPIError as SQLAlchemy would, without the parameters in its text."""
        try:
            if isinstance(parameters, Mapping):
                cursor.execute(self._text, self._values(parameters))
            else:
                cursor.executemany(self._text, [self._values(each) for each in parameters])
            return Found(self._rows(cursor), cursor.rowcount)
        except Error as error:
            raise DBAPIError.instance(
                self._text, None, error, Error, hide_parameters=True, dialect=self._dialect
            ) from error

    def _values(self, parameters: Mapping[str, Any]) -> list[Any]:
        values = self._template.copy()
        try:
            for place, name, way in self._given:
                values[place] = way(parameters[name])
            return values
        except (KeyError, ValueError, TypeError) as error:
            raise StatementError(str(error), self._text, None, error, hide_parameters=True) from error

    def _rows(self, cursor: Cursor) -> Sequence[Any]:
        if cursor.description is None:
            return ()
        make, converted = self._shape
        if not converted:
            return [make(row) for row in cursor]
        return [make(_convert(list(row), converted)) for row in cursor]

    @cached_property
    def _shape(self) -> tuple[Callable[[Any], Any], list[tuple[int, Convert]]]:
        columns = self._found
        kind = namedtuple("Row", [each.key for each in columns], rename=True)  # type: ignore[misc]  # as the columns are called
        ways = [each.type.dialect_impl(self._dialect).result_processor(self._dialect, None) for each in columns]
        return kind._make, [(place, way) for place, way in enumerate(ways) if way is not None]


def _unchanged(value: Any) -> Any:
    return value


def _convert(values: list[Any], ways: list[tuple[int, Convert]]) -> list[Any]:
    for place, way in ways:
        values[place] = way(values[place])
    return values

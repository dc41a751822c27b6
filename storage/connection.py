"""What the store's nouns speak through, whatever the engine."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sqlalchemy import CursorResult, Dialect

from storage.prepared import Found, Parameters, Prepared

Result = TypeVar("Result")


class Connection(Protocol):
    """What statements of SQLAlchemy Core can be executed on."""

    @property
    def dialect(self) -> Dialect:
        """The engine's dialect of SQL."""

    async def execute(self, statement: Any, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """What a statement brings."""

    async def run_sync(self, function: Callable[..., Result], /, *arguments: Any) -> Result:
        """Call a function that speaks through SQLAlchemy's plain Connection."""


class Transaction(Connection, Protocol):
    """An open transaction of the store: what its nouns speak through."""

    async def run(self, statement: Prepared, parameters: Parameters) -> Found:
        """What a prepared statement brings, with one set of parameters or with many."""

"""Comparing two stores row by row and value by value, whichever engines they are on."""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import Row, Table

from storage.connection import Connection
from storage.copying import KeyOf, in_pieces, key_of

Rows = Sequence[Row[Any]]


@dataclass(frozen=True, slots=True)
class Compared:
    """A table that is the same on both sides; `digest` is a SHA-256 over all its values in the order of its key."""

    table: str
    rows: int
    digest: str


class Differs(Exception):
    """The first row that is not the same on both sides. Without a column, it is there on one side only."""

    def __init__(self, table: str, key: KeyOf, column: str = "") -> None:
        super().__init__(table, key, column)
        self.table, self.key, self.column = table, key, column


async def compare(one: Connection, other: Connection, table: Table) -> Compared:
    """Read the table on both sides. Raises Differs at the first difference; what it says names no value."""
    digest, count = hashlib.sha256(), 0
    async for ours, theirs in _side_by_side(in_pieces(one, table), in_pieces(other, table)):
        for mine, its in zip_longest(ours, theirs):
            _must_be_one_row(table, mine, its)
            for column, value, same in zip(table.columns, mine, its, strict=True):
                said = as_bytes(value)
                if said != as_bytes(same):
                    raise Differs(table.name, key_of(table, mine), column.name)
                digest.update(b"%d:%b" % (len(said), said))  # so that "ab", "c" is not taken for "a", "bc"
            count += 1
    return Compared(table.name, count, digest.hexdigest())


def as_bytes(value: Any) -> bytes:
    """A value so that two are alike when their bytes are: moments in UTC, JSON with its keys in order.

    Each kind has a mark of its own: Python itself takes 1, 1.0 and True for equal.
    """
    match value:
        case None | bool():
            return repr(value).encode()
        case str():
            return b"s" + value.encode("utf-8", "surrogatepass")
        case int() | float():
            return repr(value).encode()
        case datetime():
            return b"m" + (value.astimezone(UTC) if value.tzinfo else value).isoformat().encode()
        case date():
            return b"d" + value.isoformat().encode()
        case _:
            return b"j" + json.dumps(value, sort_keys=True).encode()


async def _side_by_side(ours: AsyncIterator[Rows], theirs: AsyncIterator[Rows]) -> AsyncIterator[tuple[Rows, Rows]]:
    while True:
        one, other = await anext(ours, None), await anext(theirs, None)
        if one is None and other is None:
            return
        yield one or (), other or ()


def _must_be_one_row(table: Table, mine: Row[Any] | None, its: Row[Any] | None) -> None:
    """Both sides are in the order of the key: of two different keys, the lesser is the one that the other lacks."""
    keys = [key_of(table, row) for row in (mine, its) if row is not None]
    if len(keys) == 1 or keys[0] != keys[1]:
        raise Differs(table.name, min(keys))

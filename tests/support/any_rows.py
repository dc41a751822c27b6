"""Rows of every table with whatever its columns may hold: the ends of each range first, then anything between."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    String,
    Table,
    UniqueConstraint,
    insert,
)

from storage.connection import Connection
from storage.schema import Moment, metadata

ROWS = 3  # of each table
SIGNS = "aZ9 żółćŁ«»\"'%\\/:;&<>{}\n\t\u202e\u0301ß漢א😀\U0010fffd"
BIG = 2**63 - 1
DAY_ONE, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
EDGES: dict[type, tuple[Any, ...]] = {
    BigInteger: (BIG, -BIG, 0, 5_000_000_000),
    Integer: (2**31 - 1, -(2**31), 0),
    Double: (0.1, 0.0, 1.7976931348623157e308, 5e-324, 0.1 + 0.2, 2.0**53 + 2),
    Boolean: (True, False),
    Date: (DAY_ONE, LAST_DAY, date(2028, 2, 29)),
    DateTime: (datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999_999), datetime(2027, 3, 28, 2, 30)),  # noqa: DTZ001 - a wall clock's
    Moment: (
        datetime(1900, 1, 1, tzinfo=UTC),
        datetime(2027, 10, 31, 2, 30, 0, 1, tzinfo=timezone(timedelta(hours=1))),
        datetime(9000, 1, 1, 23, 59, 59, 999_999, tzinfo=UTC),
    ),
    JSON: (None, {}, [], "", 0, 1, 1.0, True, 10**30, -1.5e-300, {"ż": None, "a": [1, "1", {"": "\u0000 \ud800"}]}),
}
Rows = dict[str, list[dict[str, Any]]]


async def fill(connection: Connection, random: Random) -> Rows:
    """Put such rows into an empty store; what was put there, by table."""
    made: Rows = {}
    for table in metadata.sorted_tables:
        made[table.name] = list(_rows(table, made, random))
        await connection.execute(insert(table), made[table.name])
    return made


def _rows(table: Table, made: Rows, random: Random) -> Iterator[dict[str, Any]]:
    taken = set[tuple[Any, ...]]()
    for number in range(ROWS):
        while True:
            row = {column.name: _value(column, made, random, number) for column in table.columns}
            keys = {(names, *(row[name] for name in names)) for names in _unique(table)}
            if not keys & taken:
                break
            number = ROWS  # the ends of a range were there; now anything
        taken |= keys
        yield row


def _unique(table: Table) -> Iterator[tuple[str, ...]]:
    yield tuple(column.name for column in table.primary_key)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(column.name for column in constraint.columns)


def _value(column: Column[Any], made: Rows, random: Random, number: int) -> Any:
    if column.nullable and random.random() < 0.3:
        return None
    for key in column.foreign_keys:
        return random.choice(made[key.column.table.name])[key.column.name]
    if column.name == "id" and column.primary_key:
        return random.choice((random.randint(1, 2**62), random.randint(1, 99)))
    kind = next(kind for kind in (*_KINDS, *EDGES) if isinstance(column.type, kind))
    edges = EDGES.get(kind, ())
    return edges[number] if number < len(edges) and random.random() < 0.5 else _KINDS[kind](column, random)


def _text(column: Column[Any], random: Random) -> str:
    longest = column.type.length or 5_000  # type: ignore[attr-defined]  # a String
    length = random.choice((longest, random.randint(1, min(longest, 60))))
    return "".join(random.choices(SIGNS, k=length))


def _json(random: Random, depth: int = 2) -> Any:
    if depth and random.random() < 0.7:
        if random.random() < 0.5:
            return [_json(random, depth - 1) for _ in range(random.randint(0, 3))]
        return {"".join(random.choices(SIGNS, k=3)): _json(random, depth - 1) for _ in range(random.randint(0, 3))}
    return random.choice(
        (random.random(), random.randint(-BIG, BIG), "".join(random.choices(SIGNS, k=20)), None, False)
    )


def _moment(random: Random) -> datetime:
    zone = timezone(timedelta(minutes=random.randint(-720, 840)))
    return datetime(1950, 1, 1, tzinfo=zone) + timedelta(microseconds=random.randint(0, 10**16))


_KINDS: dict[type, Callable[[Column[Any], Random], Any]] = {
    Moment: lambda _, random: _moment(random),
    DateTime: lambda _, random: _moment(random).replace(tzinfo=None),
    Date: lambda _, random: _moment(random).date(),
    JSON: lambda _, random: _json(random),
    Boolean: lambda _, random: random.random() < 0.5,
    Double: lambda _, random: random.uniform(-1e9, 1e9),
    BigInteger: lambda _, random: random.randint(-BIG, BIG),
    Integer: lambda _, random: random.randint(-(2**31), 2**31 - 1),
    String: _text,
}

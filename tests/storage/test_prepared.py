"""What is put together once brings the same as what SQLAlchemy puts together each time."""

import importlib
import pkgutil
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import IntegrityError, StatementError

import storage
from storage.database import Database
from storage.prepared import Prepared
from storage.schema import Moment, meetings, people
from tests.support.clock import FakeClock
from tests.support.store import Town

SAMPLES = MappingProxyType(
    {int: 1, str: "pl", bool: True, datetime: datetime(2027, 7, 1).astimezone(), date: date(2027, 1, 1)}
)


def prepared_selects() -> list[tuple[str, Prepared]]:
    """Every SELECT that is kept anywhere in the store."""
    found = list[tuple[str, Prepared]]()
    for module in pkgutil.iter_modules(storage.__path__, "storage."):
        if module.ispkg:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Prepared) and isinstance(value.statement, Select):
                found.append((f"{module.name}.{name}", value))
    return found


def sample(prepared: Prepared) -> dict[str, Any]:
    binds = prepared.statement.compile().binds.values()
    return {bind.key: SAMPLES[_kind(bind.type)] for bind in binds if bind.required}


def _kind(of: Any) -> type:
    return datetime if isinstance(of, Moment) else of.python_type


@pytest.mark.parametrize(
    ("name", "prepared"), prepared_selects(), ids=lambda value: value if isinstance(value, str) else ""
)
async def test_it_brings_what_sqlalchemy_brings(name: str, prepared: Prepared, db: Database, wejherowo: Town) -> None:
    await wejherowo.meeting(datetime(2027, 7, 1, 10))  # noqa: DTZ001 - a wall-clock time
    parameters = sample(prepared)

    async with db.transaction() as tx:
        kept = await tx.connection.run(prepared, parameters)
    async with db.inspected() as connection:
        anew = (await connection.execute(prepared.statement, parameters)).all()

    assert [tuple(row) for row in kept] == [tuple(row) for row in anew]


async def test_columns_are_attributes_and_moments_are_aware(db: Database, wejherowo: Town) -> None:
    meeting = await wejherowo.meeting(datetime(2027, 7, 1, 10))  # noqa: DTZ001 - a wall-clock time

    async with db.snapshot() as store:
        found = await store.connection.run(
            Prepared(select(meetings).where(meetings.c.id == bindparam("one"))), {"one": meeting.id}
        )

    assert found.first().title == meeting.title
    assert found.first().starts_at == meeting.starts_at
    assert found.scalar() == meeting.id


async def test_it_refuses_what_sqlalchemy_refuses_and_tells_no_parameter(db: Database, clock: FakeClock) -> None:
    naive = Prepared(select(meetings.c.id).where(meetings.c.starts_at > bindparam("now", type_=Moment)))
    twice = Prepared(people.insert(), ("telegram_id", "name", "language"))
    secret = {"telegram_id": 1, "name": "przedstawiciel PUP", "language": "pl"}

    with pytest.raises(StatementError, match="needs a time zone"):
        async with db.transaction() as tx:
            await tx.connection.run(naive, {"now": datetime(2027, 5, 11, 9)})  # noqa: DTZ001
    with pytest.raises(IntegrityError) as refused:
        async with db.transaction() as tx:
            await tx.connection.run(twice, [secret, secret])

    assert "przedstawiciel" not in str(refused.value)

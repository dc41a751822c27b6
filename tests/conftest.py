"""What every test has."""

import os

# python-telegram-bot then gives RetryAfter.retry_after as a timedelta; without it, each look at it is a warning.
os.environ["PTB_TIMEDELTA"] = "1"

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Database
from tests.support.clock import FakeClock
from tests.support.postgres import Postgres, started
from tests.support.store import Town, fresh, town
from tests.support.ways import POLLING_ON_SQLITE, WAYS, settings_of


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--kills 50` is what `make kill` asks for."""
    parser.addoption("--kills", type=int, default=10, help="how often the kill test kills the real process")
    parser.addoption("--postgres", action="store_true", help="only what needs PostgreSQL (all else is left out)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What needs PostgreSQL is left to `make postgres`, which plays nothing else: no test is played by both."""
    wanted = [item for item in items if _needs_postgres(item) == config.getoption("--postgres")]
    left = set(items).difference(wanted)
    config.hook.pytest_deselected(items=list(left))
    items[:] = wanted


def _needs_postgres(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return "PostgreSQL" in item.nodeid or any(name.startswith("postgres") for name in fixtures)


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often the kill test kills the real process."""
    count: int = request.config.getoption("--kills")
    return count


@pytest.fixture
def clock() -> FakeClock:
    """A Tuesday morning in May, 9:00 in Warsaw, a working day far from any holiday."""
    return FakeClock(datetime(2027, 5, 11, 7, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """A PostgreSQL server, started by the first test that asks for it."""
    return started()


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def server(request: pytest.FixtureRequest) -> Postgres | None:
    """Each engine in turn; None stands for SQLite, which needs no server."""
    return request.getfixturevalue("postgres") if request.param == "PostgreSQL" else None


@pytest.fixture
async def store_url(server: Postgres | None, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a store of one's own, on each engine in turn; on PostgreSQL it is migrated already."""
    if server is None:
        yield f"sqlite:///{tmp_path}/narada.db"
        return
    async with server.database(server.migrated) as url:
        yield url


@pytest.fixture
async def db(store_url: str) -> AsyncIterator[Database]:
    """A real store, on each engine in turn."""
    async with fresh(store_url) as store:
        yield store


@pytest.fixture
async def wejherowo(db: Database, clock: FakeClock) -> Town:
    """A partnership in that store, with a coordinator and nobody else yet."""
    return await town(db, clock())


@pytest.fixture(params=WAYS)
def server_of_way(request: pytest.FixtureRequest) -> Postgres | None:
    return None if request.param == POLLING_ON_SQLITE else request.getfixturevalue("postgres")


@pytest.fixture
async def way(server_of_way: Postgres | None) -> AsyncIterator[dict[str, str]]:
    """The settings of a service with an empty store, in each way in turn: polling on SQLite, webhook on PostgreSQL."""
    async with settings_of(server_of_way) as settings:
        yield settings

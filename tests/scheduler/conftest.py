"""A real store for every test, on each engine."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.support.clock import FakeClock
from tests.support.store import Town, fresh, town


@pytest.fixture
async def db(store_url: str) -> AsyncIterator[Database]:
    async with fresh(store_url) as store:
        yield store


@pytest.fixture
async def wejherowo(db: Database, clock: FakeClock) -> Town:
    return await town(db, clock())

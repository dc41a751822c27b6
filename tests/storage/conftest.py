"""A real store for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.support.clock import FakeClock
from tests.support.store import Town, fresh, town


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    async with fresh(tmp_path) as store:
        yield store


@pytest.fixture
async def wejherowo(db: Database, clock: FakeClock) -> Town:
    return await town(db, clock())

"""A demo of its own for each test, and one browser for the tests of a file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import chromium
from tests.support.demo import Demo, Desk, opened, running_demo
from tests.support.postgres import Postgres


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def options(server_of_way: Postgres | None) -> Iterator[tuple[str, ...]]:
    """Of the demo, in each way in turn: by polling on SQLite, by webhook on PostgreSQL."""
    if server_of_way is None:
        yield ()
        return
    with server_of_way.database_beside() as url:
        yield ("--webhook", "--store", url)


@pytest.fixture
def demo(browser: Browser, options: tuple[str, ...]) -> Iterator[Demo]:
    with running_demo(*options) as playing:
        yield playing


@pytest.fixture
def desk(browser: Browser, demo: Demo) -> Iterator[Desk]:
    with opened(browser, demo) as page:
        yield page

"""A demo of its own for each test, and one browser for the tests of a file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import chromium
from tests.support.demo import Demo, Desk, opened, running_demo


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def demo(browser: Browser) -> Iterator[Demo]:
    with running_demo() as playing:
        yield playing


@pytest.fixture
def desk(browser: Browser, demo: Demo) -> Iterator[Desk]:
    with opened(browser, demo) as page:
        yield page

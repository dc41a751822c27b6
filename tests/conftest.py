"""What every test has."""

import os

# python-telegram-bot then gives RetryAfter.retry_after as a timedelta; without it, each look at it is a warning.
os.environ["PTB_TIMEDELTA"] = "1"

from datetime import UTC, datetime

import pytest

from tests.support.clock import FakeClock


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--kills 50` is what `make kill` asks for."""
    parser.addoption("--kills", type=int, default=10, help="how often the kill test kills the real process")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often the kill test kills the real process."""
    count: int = request.config.getoption("--kills")
    return count


@pytest.fixture
def clock() -> FakeClock:
    """A Tuesday morning in May, 9:00 in Warsaw, a working day far from any holiday."""
    return FakeClock(datetime(2027, 5, 11, 7, tzinfo=UTC))

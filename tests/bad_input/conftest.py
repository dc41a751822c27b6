"""One town for the tests of a file."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.bad_input.town import TUESDAY_MORNING, Town, settle
from tests.support.haste import AT_ONCE, without_pauses
from tests.support.service import PARTNERSHIP, narada


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """Two partnerships that play in all tests of the file."""
    folder = tmp_path_factory.mktemp("town")
    with without_pauses():
        async with narada(
            folder, TUESDAY_MORNING, PARTNERSHIP__NAME=PARTNERSHIP, DELIVERY__MESSAGES_PER_SECOND=AT_ONCE
        ) as service:
            yield await settle(service, offices=6)


@pytest.fixture(autouse=True)
def no_fault(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Bad input is no fault of ours: nothing is logged as an error."""
    yield
    faults = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in faults] == []

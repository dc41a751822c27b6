"""The real PostgreSQL server falls under the running service and comes back: the service goes on by itself."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.letters import Status
from tests.chaos.fleet import Layout
from tests.chaos.load import TUESDAY_AFTERNOON
from tests.chaos.plan import Amounts, Fault, planned
from tests.chaos.run import Run
from tests.support.postgres import FallingPostgres, started_to_fall
from tests.support.processes import place
from tests.support.ways import settings_of

SEED = 11


@pytest.fixture
def postgres_that_falls() -> Iterator[FallingPostgres]:
    with started_to_fall() as server:
        yield server


@pytest.mark.alone
async def test_a_server_that_falls_under_presses_and_letters_loses_nothing_and_nothing_comes_twice(
    tmp_path: Path, postgres_that_falls: FallingPostgres
) -> None:
    plan = planned(SEED, Amounts(kills=0, presses=120, meetings=4, partners=12), "PostgreSQL", only=(Fault.FALL,) * 4)
    async with (
        settings_of(postgres_that_falls.postgres) as settings,
        place(tmp_path, TUESDAY_AFTERNOON, settings) as here,
    ):
        outcome = await Run(plan, here, (Layout.ONE,), server=postgres_that_falls, quiet=True).played()

        found = outcome.account
        sys.stdout.write(f"presses {found.load.presses}, notices {found.arrived()}\n")
        assert outcome.wrong() == []
        assert outcome.restarts == 0
        assert found.twice() == []
        assert {row.status for row in found.rows} <= {Status.SENT, Status.SKIPPED}

"""The real PostgreSQL server falls under the running service and comes back: the service goes on by itself."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bot.domain.letters import Status
from tests.kill.account import account
from tests.kill.load import Load
from tests.kill.test_kills import ALL_DONE_WITHIN, THURSDAY, TUESDAY_NIGHT, WEDNESDAY
from tests.support.crowd import crowd
from tests.support.postgres import FallingPostgres, started_to_fall
from tests.support.processes import place
from tests.support.ways import settings_of

SEED = 11
PARTNERS, PRESSES_A_FALL = 12, 40
LONGEST_AWAY = 1.5  # seconds


@pytest.fixture
def postgres_that_falls() -> Iterator[FallingPostgres]:
    with started_to_fall() as server:
        yield server


@pytest.mark.alone
async def test_a_server_that_falls_under_presses_and_letters_loses_nothing_and_nothing_comes_twice(
    tmp_path: Path, postgres_that_falls: FallingPostgres
) -> None:
    random = Random(SEED)
    async with (
        settings_of(postgres_that_falls.postgres) as settings,
        place(tmp_path, TUESDAY_NIGHT, settings) as here,
    ):
        load = Load(await crowd(here, PARTNERS), random)
        service = await here.process()
        await here.up(service)
        for _ in range(4):
            await load.announce()
        for morning in (TUESDAY_NIGHT, WEDNESDAY, THURSDAY):
            here.clock.to(morning)
            async with asyncio.TaskGroup() as both:
                # Friday's meetings can be answered until Thursday.
                pressed_of = [*load.near, *load.far] if morning == TUESDAY_NIGHT else load.far
                both.create_task(load.press(PRESSES_A_FALL, pressed_of))
                both.create_task(_fall(postgres_that_falls, random))
            await here.db.close()  # those connections are broken; others are opened
            await here.at_rest(ALL_DONE_WITHIN)
        assert (service.report.pid is not None, service.report.restarts) == (True, 0)
        await service.stop()
        assert service.report.exit_code == 0

        found, cards = await account(load, ())
        sys.stdout.write(f"presses {load.presses}, notices {len(found.rows)}\n")
        assert found.miscounted() == found.invented() == []
        assert found.lost() == found.unexplained() == []
        assert found.not_reminded() == found.untold() == []
        assert found.untrue_cards(cards) == []
        assert found.twice() == 0
        assert {row.status for row in found.rows} <= {Status.SENT, Status.SKIPPED}


async def _fall(server: FallingPostgres, random: Random) -> None:
    await asyncio.sleep(random.uniform(0.1, 0.4))  # at any moment
    await asyncio.to_thread(server.fall)
    await asyncio.sleep(random.uniform(0, LONGEST_AWAY))
    await asyncio.to_thread(server.rise)

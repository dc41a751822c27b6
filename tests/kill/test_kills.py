"""The real process, killed again and again under load: nothing is lost, and nothing counts twice."""

import asyncio
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.domain.letters import Status
from bot.domain.meetings import Meeting
from tests.kill.account import account
from tests.kill.killing import Killer
from tests.kill.load import Load
from tests.support.crowd import crowd
from tests.support.processes import place

SEED = "NARADA_KILL_SEED"
MANY = 50  # kills; from so many on, it must be this many presses and notices, too
PRESSES = NOTICES = 2_000
PARTNERS, PARTNERS_OF_MANY = 20, 44
PRESSES_A_KILL = 41
ALL_DONE_WITHIN = 90.0  # seconds for what is left after the last kill
TUESDAY_NIGHT = datetime(2027, 5, 11, 20, tzinfo=UTC)  # 22:00 in Warsaw: what is announced now comes without a sound
WEDNESDAY = datetime(2027, 5, 12, 8, 5, tzinfo=UTC)  # a day before the answers to Friday's meetings are due
THURSDAY = datetime(2027, 5, 13, 8, 5, tzinfo=UTC)  # a day before Friday's meetings


@pytest.mark.kill
@pytest.mark.alone
async def test_killed_at_any_moment_every_press_counts_once_and_no_notice_is_lost(
    tmp_path: Path, kills: int, way: dict[str, str]
) -> None:
    seed = int(os.environ.get(SEED, "0")) or secrets.randbelow(1_000_000)
    sys.stdout.write(f"{SEED}={seed}\n")
    random = Random(seed)
    async with place(tmp_path, TUESDAY_NIGHT, way) as here:
        load = Load(await crowd(here, PARTNERS if kills < MANY else PARTNERS_OF_MANY), random)
        service = await here.process()
        killer = Killer(here, service, random)
        here.telegram.faults.seed(seed)
        await here.up(service)
        await _played(load, killer, kills)
        here.telegram.faults.clear()
        await here.at_rest(ALL_DONE_WITHIN)
        await service.stop()
        assert service.report.exit_code == 0

        found, cards = await account(load, killer.kills)
        sys.stdout.write(
            f"kills {len(killer.kills)}, presses {load.presses}, notices {len(found.rows)}, twice {found.twice()}\n"
        )
        assert found.miscounted() == []
        assert found.invented() == []
        assert found.lost() == []
        assert found.unexplained() == []
        assert found.untold() == []
        assert found.not_reminded() == []
        assert found.untrue_cards(cards) == []
        assert not here.locked()
        assert {row.status for row in found.rows} <= {Status.SENT, Status.SKIPPED, Status.FAILED}
        assert len(killer.kills) == kills
        assert kills < MANY or (load.presses >= PRESSES and len(found.rows) >= NOTICES)


async def _played(load: Load, killer: Killer, kills: int) -> None:
    """Half of the kills in the night, a quarter on each of the days with reminders."""
    here = load.crowd.place
    here.telegram.faults.lose_answer(times=None, method="sendMessage", probability=0.01)
    here.telegram.faults.repeat_update(times=None, probability=0.05)
    by_day = kills // 4
    for _ in range(2):
        await load.announce()
    for number in range(kills - 2 * by_day):
        await load.announce()
        if number % 3 == 0:
            await load.move_one()
        await _one_kill(load, killer, [*load.near, *load.far])
    for morning in (WEDNESDAY, THURSDAY):
        await _all_told(load)
        here.clock.to(morning)
        for _ in range(by_day):
            await _one_kill(load, killer, load.far)


async def _one_kill(load: Load, killer: Killer, meetings: list[Meeting]) -> None:
    async with asyncio.TaskGroup() as both:
        both.create_task(load.press(PRESSES_A_KILL, meetings))
        both.create_task(killer.kill())


async def _all_told(load: Load) -> None:
    """A clock that jumps makes late what would have been in time: presses and letters of the day before go first."""
    await load.crowd.place.at_rest(ALL_DONE_WITHIN, but={"cards"})

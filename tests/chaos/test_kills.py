"""The real process, killed again and again under load: nothing is lost, and nothing counts twice."""

import os
import secrets
import sys
from pathlib import Path

import pytest

from bot.domain.letters import Status
from tests.chaos.fleet import Layout
from tests.chaos.load import TUESDAY_AFTERNOON
from tests.chaos.plan import Amounts, planned
from tests.chaos.run import Run
from tests.support.processes import place

SEED = "NARADA_KILL_SEED"
MANY = 50  # kills; from so many on, it must be this many presses and notices, too
PRESSES = NOTICES = 2_000
PRESSES_A_KILL, NOTICES_A_KILL = 41, 40


@pytest.mark.kill
@pytest.mark.alone
async def test_killed_at_any_moment_every_press_counts_once_and_no_notice_is_lost(
    tmp_path: Path, kills: int, way: dict[str, str]
) -> None:
    seed = int(os.environ.get(SEED, "0")) or secrets.randbelow(1_000_000)
    sys.stdout.write(f"{SEED}={seed}\n")
    amounts = Amounts(kills=kills, outages=kills // 5, presses=PRESSES_A_KILL * kills, notices=NOTICES_A_KILL * kills)
    if kills >= MANY:
        amounts = Amounts.of(kills, kills // 5, 0, PRESSES, NOTICES)
    async with place(tmp_path, TUESDAY_AFTERNOON, way) as here:
        outcome = await Run(planned(seed, amounts, "SQLite"), here, (Layout.ONE,)).played()
        found = outcome.account
        sys.stdout.write(
            f"kills {outcome.kills}, presses {found.load.presses}, notices {found.arrived()}, "
            f"twice {len(found.twice())}, accounts {found.followed()}\n"
        )
        assert found.pressed_otherwise() == []
        assert found.invented() == []
        assert found.lost() == []
        assert found.unexplained() == []
        assert found.untold() == []
        assert found.not_reminded() == []
        assert found.untrue_cards() == []
        assert found.untrue_accounts() == []
        assert found.followed() > 0
        assert outcome.wrong() == []
        assert {row.status for row in found.rows} <= {Status.SENT, Status.SKIPPED, Status.FAILED}
        assert outcome.kills == kills
        assert kills < MANY or (found.load.presses >= PRESSES and found.arrived() >= NOTICES)

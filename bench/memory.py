"""PSS of all processes of the service 60 s after 1,000 presses in a store of 500 meetings (≤ 120 MB)."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load.test_cold_start_and_memory import MEETINGS, MEMORY, PEOPLE, PRESSES, press
from tests.support.crowd import crowd
from tests.support.memory import megabytes
from tests.support.processes import place

AFTER = 60.0  # seconds
TUESDAY = datetime(2027, 5, 11, 20, tzinfo=UTC)


async def measured(folder: Path) -> tuple[float, float]:
    """PSS in MB right after the presses, and a minute later."""
    async with place(folder, TUESDAY) as here:
        many = await crowd(here, PEOPLE)
        await many.hold(MEETINGS)
        await many.announce("Narada nr 001; 21.05.2027 10:00; Sala nr 1")
        service = await here.process()
        await here.up(service)
        await here.at_rest()
        await press(many, PRESSES)
        await here.at_rest(180)
        pid = service.report.pid
        assert pid is not None
        at_once = megabytes(pid)
        await asyncio.sleep(AFTER)
        return at_once, megabytes(pid)


def main() -> int:
    with TemporaryDirectory() as folder:
        at_once, later = asyncio.run(measured(Path(folder)))
    print(f"PSS after {PRESSES} presses with {MEETINGS} meetings: {at_once:.0f} MB, {AFTER:.0f} s later {later:.0f} MB")
    return 0 if later <= MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())

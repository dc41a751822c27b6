"""The order of a start: Telegram is asked before anything that is long to load is loaded."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.processes import place

TUESDAY = datetime(2027, 5, 11, 20, tzinfo=UTC)
HEAVY = (
    "alembic",
    "apscheduler",
    "babel",
    "fluent",
    "holidays",
    "icalendar",
    "openpyxl",
    "sqlalchemy",
    "starlette",
    "telegram",
    "uvicorn",
)
LOADED = """
import sys
import bot.cli
bot.cli.command("run")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_nothing_long_to_load_stands_before_the_first_question_to_telegram() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)

    assert set(told.stdout.split()) & set(HEAVY) == set()


@pytest.mark.thorough
async def test_a_stop_while_the_program_is_being_loaded_is_clean_and_loses_nothing_that_came_ahead(
    tmp_path: Path,
) -> None:
    async with place(tmp_path, TUESDAY) as here:
        person = here.telegram.person("przedstawiciel PUP w Wejherowie")
        await person.start()
        service = await here.process()
        asked = asyncio.get_running_loop().create_task(here.journal.next("getUpdates", within=30))
        await asyncio.sleep(0)  # let the watcher be there before the process is
        await service.start()
        assert await asked is not None
        await service.stop()

        assert service.report.exit_code == 0
        assert "Traceback" not in here.log()

        await here.up(service)
        await person.until(lambda chat: chat.from_bot, 30.0)
        await here.at_rest()
        assert len(here.journal.select("sendMessage")) == 1

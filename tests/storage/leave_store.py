"""`python -m tests.storage.leave_store` writes what a store of this version holds after some use, for versions to come.

Run it before a migration is added: it writes `stores/<revision>.sql`, which the tests of upgrades begin with.
"""

import asyncio
import os

os.environ["PTB_TIMEDELTA"] = "1"  # as tests/conftest.py says

import re
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from storage.upgrade import HEAD
from tests.storage.earlier import STORES
from tests.stories.conftest import CAST, LINE, OFFICE, TUESDAY_MORNING
from tests.support.haste import AT_ONCE, without_pauses
from tests.support.service import narada

REPORT = "Raport miesięczny; 21.05.2027 12:00; Ile osób skorzystało ze wsparcia? [liczba osób]; Uwagi"
KEPT_UPDATES = 3


async def play(folder: Path) -> None:
    """A meeting that is answered, a calendar, announcements sent and planned, a report, an open question."""
    settings = {"STORAGE__URL": f"sqlite:///{folder}/narada.db", "DELIVERY__MESSAGES_PER_SECOND": AT_ONCE}
    async with narada(folder, TUESDAY_MORNING, settings) as service:
        office = await service.coordinator(OFFICE)
        pup, caritas, *_ = [await service.partner(office, name, sector, title=title) for name, sector, title in CAST]
        await service.announce(office, LINE)
        await service.settled()
        await service.press(pup, "Będę")
        await service.press(caritas, "Nie będę")
        await service.say(pup, "/kalendarz")
        await service.invite(office, "Gmina Luzino")
        await service.settled()
        await service.say(office, "/ogloszenie Zapraszamy na targi pracy w Wejherowie.")
        await service.press(office, "Poproś o potwierdzenie")
        await service.press(office, "Wyślij")
        await service.say(office, "/ogloszenie Przypominamy o dokumentach.")
        await service.press(office, "Wyślij później")
        await service.say(office, "17.05.2027 9:00")
        await service.press(office, "Zaplanuj wysyłkę")
        await service.say(office, f"/prosba {REPORT}")
        await service.press(office, "Wyślij")
        await service.press(pup, "Wypełnij")
        await service.say(pup, "15")
        await service.press(pup, "nie dotyczy")
        await service.press(pup, "Wyślij raport")
        await service.press(caritas, "Wypełnij")
        await service.say(caritas, "7")
        await service.say(office, "/nowe")
        await service.settled()
        await service.stop()


def rows_of(file: Path) -> str:
    """Every row as SQL, without the processes that ran, and of what came in only the last few numbers."""
    with closing(sqlite3.connect(file, isolation_level=None)) as store:
        store.execute("DELETE FROM parts")
        store.execute(f"DELETE FROM inbox WHERE update_id <= (SELECT max(update_id) - {KEPT_UPDATES} FROM inbox)")
        store.execute("UPDATE inbox SET content = NULL")
        statements = [line for line in store.iterdump() if line.startswith("INSERT")]
    return "".join(f"{line}\n" for line in statements if not re.match(r'INSERT INTO "(alembic_version|sqlite_)', line))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, without_pauses():
        asyncio.run(play(Path(folder)))
        (STORES / f"{HEAD}.sql").write_text(rows_of(Path(folder) / "narada.db"), encoding="utf-8")


if __name__ == "__main__":
    main()

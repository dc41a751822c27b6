"""P10: letters queued and marked as sent, each in durable commits of its own, against an ORM that commits each."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from bench.running import Figures, fresh, median
from bench.table import Line, shown

AT_ONCE = 200
NOW = datetime(2027, 5, 11, 20, tzinfo=UTC)


async def ours(folder: str, count: int) -> Figures:
    """Through the store's own transactions: `add`, then `sent`."""
    from bot.app.store import migrated
    from bot.config import load
    from bot.domain.letters import Letter
    from bot.domain.notices import PersonUnreachable
    from storage.database import Database

    settings = load(None, {"NARADA_STORAGE__URL": f"sqlite:///{folder}/narada.db", "NARADA_TELEGRAM__TOKEN": "1:x"})
    await migrated(settings)
    db = Database.open(settings.storage.url)
    notice = PersonUnreachable(person_name="przedstawiciel", organisation_names=("Gmina nr 1",), nobody_left=True)

    async def letter(number: int) -> None:
        queued = Letter(
            once=f"n/{number}", notice=notice, chat_id=number, person_id=None, partnership_id=None, due_at=NOW
        )
        async with db.transaction() as tx:
            await tx.outbox.add([queued], now=NOW)
        async with db.transaction() as tx:
            await tx.outbox.sent(number, 7, now=NOW)

    figures = await _measured(letter, count)
    await db.close()
    return figures


async def theirs(folder: str, count: int) -> Figures:
    """A session and a commit each."""
    from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

    from bench import stock

    engine = create_async_engine(f"sqlite+aiosqlite:///{Path(folder) / 'stock.db'}")
    async with engine.begin() as connection:
        await connection.run_sync(stock.Base.metadata.create_all)
        await connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    sessions = async_sessionmaker(engine)
    one_writes = asyncio.Lock()  # without it most of them would fail: "database is locked"

    async def letter(number: int) -> None:
        async with one_writes, sessions() as session, session.begin():
            session.add(stock.Letter(id=number, chat_id=number, text="Narada", status="queued"))
        async with one_writes, sessions() as session, session.begin():
            found = await session.get_one(stock.Letter, number)
            found.status = "sent"

    figures = await _measured(letter, count)
    await engine.dispose()
    return figures


async def _measured(letter: Callable[[int], Awaitable[None]], count: int) -> Figures:
    numbers = iter(range(1, count + 1))

    async def produce() -> None:
        for number in numbers:
            await letter(number)

    began, cpu = perf_counter(), process_time()
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(produce())
    return {"rate": count / (perf_counter() - began), "each": 1e6 * (process_time() - cpu) / count}


def measure(quick: bool) -> Iterator[Line]:
    count, found = (400 if quick else 3000), {"ours": list[Figures](), "theirs": list[Figures]()}
    for _ in range(1 if quick else 3):
        for name, figures in found.items():
            with TemporaryDirectory(prefix="narada-bench-") as folder:
                figures.append(fresh(f"outbox.{name}", folder=folder, count=count, core=None))
    own, other = median(found["ours"], "rate"), median(found["theirs"], "rate")
    what = "letters/s queued and marked, a durable commit each"
    yield Line("P10", what, f"{own:.0f}", f"{other:.0f} ORM", own / other, "≥ 60")
    each, others = median(found["ours"], "each"), median(found["theirs"], "each")
    yield Line("P10", "CPU a letter, µs", f"{each:.0f}", f"{others:.0f} ORM", each, "≤ 25")


if __name__ == "__main__":
    sys.exit(shown(measure))

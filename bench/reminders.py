"""P9: a million reminders to come, against none; and a thousand due in the same second, against APScheduler."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

from bench.region import Region, region, service
from bench.running import Figures, fresh, telegram
from bench.start import memory
from bench.table import Line, shown
from bot.clock import SystemClock

PEOPLE = 1000  # in 25 partnerships, which all meet at the same time of a day
RULES = 4  # reminders for each person and meeting
IDLE_AFTER = 5.0  # seconds
DUE, TRIED = 1000, 20
_FIRED: list[float] = []


async def swept(environment: dict[str, str]) -> Figures:
    """Queue what is due in the second in which every partnership's first meeting asks for answers."""
    from bot.app.policy import policy_of
    from bot.config import load
    from bot.usecases import reminders
    from storage.database import Database

    settings = load(None, environment)
    db = Database.open(settings.storage.url)
    async with db.snapshot() as store:
        due_at = await store.meetings.next_due()
        assert due_at is not None
    policy = policy_of(settings)
    await reminders.sweep(db, policy, now=due_at - timedelta(minutes=1))  # warm: nothing is due yet
    async with _watched() as watched:
        began = perf_counter()
        done = await reminders.sweep(db, policy, now=due_at)
        watched["latest"] = perf_counter() - began
    await db.close()
    return {"fired": done.queued, **watched}


async def scheduled(folder: str) -> Figures:
    """The same number as jobs of APScheduler's SQLAlchemy store, all due in one second; its defaults."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    scheduler = AsyncIOScheduler()
    scheduler.add_jobstore(SQLAlchemyJobStore(f"sqlite:///{Path(folder) / 'jobs.db'}"))
    scheduler.start(paused=True)
    began = perf_counter()
    for number in range(TRIED):
        scheduler.add_job("bench.reminders:fire", "date", run_date=_later(3600), id=f"tried {number}")
    due_at = _later(2 + 1.5 * DUE / TRIED * (perf_counter() - began))
    for number in range(DUE):
        scheduler.add_job("bench.reminders:fire", "date", run_date=due_at, id=str(number))
    async with _watched() as watched:
        await asyncio.sleep(max(0.0, _seconds_until(due_at) - 0.5))
        scheduler.resume()
        began = perf_counter() + _seconds_until(due_at)
        await asyncio.sleep(8)
    watched["latest"] = max(_FIRED, default=began) - began
    scheduler.shutdown()
    return {"fired": len(_FIRED), **watched}


def _later(seconds: float) -> datetime:
    return SystemClock().real() + timedelta(seconds=seconds)


def _seconds_until(moment: datetime) -> float:
    return (moment - SystemClock().real()).total_seconds()


def fire() -> None:
    _FIRED.append(perf_counter())


@asynccontextmanager
async def _watched() -> Any:
    """Fills in `stall`: the longest time (s) in which nothing else could run."""
    watched: Figures = {"stall": 0.0}

    async def tick() -> None:
        last = perf_counter()
        while True:
            await asyncio.sleep(0.001)
            watched["stall"] = max(watched["stall"], perf_counter() - last - 0.001)
            last = perf_counter()

    async with asyncio.TaskGroup() as group:
        ticking = group.create_task(tick())
        yield watched
        ticking.cancel()


def measure(quick: bool) -> Iterator[Line]:
    days = 25 if quick else 250
    reminders = RULES * PEOPLE * days
    with region(PEOPLE) as none, region(PEOPLE, meetings_each=days) as many:
        found: dict[str, list[Figures]] = {"none": [], "many": []}
        for _ in range(2 if quick else 3):
            found["none"].append(_started(none))
            found["many"].append(_started(many))
        ours = fresh("reminders.swept", environment=many.environment)
    with TemporaryDirectory(prefix="narada-bench-") as folder:
        theirs = fresh("reminders.scheduled", folder=folder)
    start, empty = (median(each["start"] for each in found[name]) for name in ("many", "none"))
    more = median(each["memory"] for each in found["many"]) - median(each["memory"] for each in found["none"])
    what = f"start, {reminders:,} reminders: to the answer of a press that waits, s"
    yield Line("P9", what, f"{start:.2f}", f"{empty:.2f} none", start / empty, "≤ 1.2")
    yield Line("P9", "memory more than with none, MB", f"{more:+.1f}", "–", more, "≤ 5")
    yield _against(f"{ours['fired']} due at once: latest, ms", "latest", ours, theirs, "≤ 100")
    yield _against("the loop's longest stall meanwhile, ms", "stall", ours, theirs, "≤ 15")


def _against(what: str, name: str, ours: Figures, theirs: Figures, goal: str) -> Line:
    own, other = 1000 * ours[name], 1000 * theirs[name]
    return Line("P9", what, f"{own:.0f}", f"{other:.0f} ({theirs['fired']} APS)", own, goal)


def _started(here: Region) -> Figures:
    with telegram() as server:
        server.press(here.presses(1), at_once=1)
        with service(here, server) as process:
            sleep(IDLE_AFTER)
            return {"start": server.stats()["answers"][0], "memory": memory(process.pid)}


if __name__ == "__main__":
    sys.exit(shown(measure))

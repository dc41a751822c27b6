"""Each fault of a plan done to the real thing: Telegram, the store, the disk, the clock."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from sandbox.faults import Outage, Rule
from storage.postgresql_driver import WRITING
from tests.chaos.fleet import Fleet
from tests.chaos.killing import Killer
from tests.chaos.load import Load
from tests.chaos.plan import Fault, Step
from tests.support import full_disk
from tests.support.postgres import FallingPostgres
from tests.support.processes import Place

SHORTEST, LONGEST = 0.5, 3.0  # seconds that a fault lasts
HOUR = timedelta(hours=1)
LATE = 0.4  # seconds that a slow answer takes
RETRY_AFTER = 2  # seconds, as Telegram asks for them

Hurt = Callable[[Random], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Attacks:
    """What can be done to one place, its processes and the load there."""

    place: Place
    fleet: Fleet
    load: Load
    killer: Killer
    server: FallingPostgres | None = None

    async def do(self, step: Step) -> None:
        """The fault of this step, until it is over and whatever ended by itself because of it has been started."""
        await self._done(step)
        await self.fleet.watch_over()

    async def _done(self, step: Step) -> None:
        random = Random(step.chance)
        match step.fault:
            case Fault.KILL:
                await self.killer.kill(random)
            case Fault.KILL_ALL:
                await self.killer.kill(random, all_of_them=True)
            case Fault.REFUSED | Fault.RESET | Fault.BAD_GATEWAY | Fault.HANG:
                await self._away(step.fault, random)
            case Fault.WRITER | Fault.READER:
                await self._locked(step.fault, random)
            case Fault.AHEAD | Fault.BEHIND:
                await self._wrong_clock(HOUR if step.fault is Fault.AHEAD else -HOUR, random)
            case Fault.FULL:
                await self._full(random)
            case Fault.FALL:
                await self._fall(random)
            case _:
                await self._ruled(step.fault, random)

    # --- Telegram

    async def _away(self, fault: Fault, random: Random) -> None:
        telegram = self.place.telegram
        await _at_some_moment(random)
        if fault is Fault.REFUSED:
            await telegram.hang_up()
            await _lasting(random)
            await telegram.listen()
            return
        telegram.faults.outage(mode={Fault.RESET: Outage.RESET, Fault.HANG: Outage.HANG}.get(fault, Outage.BAD_GATEWAY))
        await _lasting(random)
        telegram.faults.outage(False)

    async def _ruled(self, fault: Fault, random: Random) -> None:
        rule = self._rule(fault, random)
        await _lasting(random)
        self.place.telegram.faults.withdraw(rule)

    def _rule(self, fault: Fault, random: Random) -> Rule:
        faults = self.place.telegram.faults
        match fault:
            case Fault.CHAT_429:
                chat_id = random.choice(self.load.partners).person.id
                return faults.fail(None, retry_after=RETRY_AFTER, chat_id=chat_id)
            case Fault.ALL_429:
                return faults.fail(None, retry_after=RETRY_AFTER)
            case Fault.SLOW:
                return faults.slower(LATE, probability=0.5)
            case Fault.LOST:
                return faults.lose_answer(None, probability=0.1)
            case Fault.TWICE if self.place.telegram.updates.webhook:
                return faults.double_update(None, probability=0.5)
            case Fault.TWICE:
                return faults.repeat_update(None, probability=0.5)
        return faults.overtake(None, probability=0.5)

    # --- the store

    async def _locked(self, fault: Fault, random: Random) -> None:
        hold = _of_sqlite if self.place.db.is_sqlite else _of_postgresql
        async with hold(self.place, writing=fault is Fault.WRITER):
            await _lasting(random)

    async def _full(self, random: Random) -> None:
        await _at_some_moment(random)
        pids = [member.report.pid for member in self.fleet.members if member.report.pid is not None]
        for pid in pids:
            full_disk.fill(pid)
        await _lasting(random)
        for pid in pids:
            full_disk.free(pid)

    async def _fall(self, random: Random) -> None:
        """The server ends on the spot and is started again. Coordinators, who act straight on the store, wait."""
        assert self.server is not None, "only a server can fall"
        await _at_some_moment(random)
        async with self.load.acting:
            await asyncio.to_thread(self.server.fall)
            await _lasting(random)
            await asyncio.to_thread(self.server.rise)
            await self.place.db.close()  # those connections are broken; others are opened

    # --- the clock

    async def _wrong_clock(self, by: timedelta, random: Random) -> None:
        self.place.clock.jump(by)
        await _lasting(random)
        self.place.clock.jump(-by)


async def _at_some_moment(random: Random) -> None:
    await asyncio.sleep(random.uniform(0, SHORTEST))


async def _lasting(random: Random) -> None:
    await asyncio.sleep(random.uniform(SHORTEST, LONGEST))


@asynccontextmanager
async def _of_sqlite(place: Place, *, writing: bool) -> AsyncIterator[None]:
    """For SQLite another process is whoever has opened the file on its own."""
    path = Path(str(place.db.url.database))
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE" if writing else "BEGIN")
        other.execute("SELECT count(*) FROM outbox").fetchone()
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def _of_postgresql(place: Place, *, writing: bool) -> AsyncIterator[None]:
    """The lock that every writer takes and two tables beside it; or a state of the store kept for somebody."""
    import asyncpg

    other = await asyncpg.connect(place.settings.storage.url)
    try:
        async with other.transaction(isolation="repeatable_read"):
            if writing:
                await other.execute(f"SELECT pg_advisory_xact_lock({WRITING})")
                await other.execute("LOCK TABLE inbox, outbox IN EXCLUSIVE MODE")
            await other.execute("SELECT count(*) FROM outbox")
            yield
    finally:
        await other.close()

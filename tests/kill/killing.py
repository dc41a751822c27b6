"""When and how the service is killed: at any moment, and at the moments that hurt most."""

import asyncio
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from sqlalchemy import select

from bot.config import Mode
from bot.domain import letters
from sandbox.journal import Entry
from sandbox.realtime import monotonic
from sandbox.supervisor import Status, Supervisor
from storage.schema import outbox
from tests.support.processes import Place

PATIENCE = 2.0  # seconds until a moment that does not come is given up, and the kill comes all the same
SENDS = ("sendMessage", "editMessageText", "answerCallbackQuery")


class Moment(StrEnum):
    ANY = "at any moment"
    STARTING = "while it starts"
    ARRIVED = "right after a request arrived"
    UNANSWERED = "while Telegram is slow to answer"
    STORING = "while a press is being stored"
    APPLYING = "while presses are being handled"


@dataclass(frozen=True, slots=True)
class Kill:
    """Seconds of the journal's clock: the signal, and when the next process was started."""

    moment: Moment
    at: float
    over: float
    unrecorded: frozenset[int]  # letters that the dead process left on their way in the store

    def caught(self, entry: Entry) -> bool:
        """Whether this request was in flight: it had arrived, and its answer had not been written.

        What the dead process had written to its sockets is read by the server a little later.
        """
        return entry.in_flight(self.at) or self.at <= entry.started <= self.over

    def left_unrecorded(self, letter_id: int, entry: Entry) -> bool:
        """Whether the answer was there, but not yet written down. The store tells, not a clock: nobody knows how long
        a busy machine takes to write it down.
        """
        return letter_id in self.unrecorded and entry.started <= self.over


class Killer:
    """Kills one process again and again, and keeps account of it."""

    def __init__(self, place: Place, process: Supervisor, random: Random) -> None:
        self._place, self._process, self._random = place, process, random
        self.kills: list[Kill] = []

    async def kill(self) -> None:
        """Kill at a moment of some kind, then start again. The service is up, or about to be, when this returns."""
        moment = self._random.choice(list(Moment))
        await self._await(moment)
        at = monotonic()
        pid = self._process.report.pid
        assert pid is not None, "the service fell by itself:\n" + "\n".join(self._process.last_lines(60))
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        while self._process.report.status is not Status.STOPPED:
            await self._process.wait_until(Status.STOPPED)
        unrecorded = await _on_their_way(self._place)
        self.kills.append(Kill(moment, at, monotonic(), unrecorded))
        if self._random.random() < 0.2:  # killed once more before it is up
            await self._process.start()
        else:
            await self._place.up(self._process)

    async def _await(self, moment: Moment) -> None:
        chance, journal = self._random, self._place.journal
        match moment:
            case Moment.ANY:
                await asyncio.sleep(chance.uniform(0, PATIENCE))
            case Moment.STARTING:
                await asyncio.sleep(chance.uniform(0, 0.3))
            case Moment.ARRIVED:
                for _ in range(chance.randint(1, 20)):
                    await journal.next(*SENDS, within=PATIENCE / 4)
            case Moment.UNANSWERED:
                self._place.telegram.faults.slow(0.4, times=5, method="sendMessage")
                await journal.next("sendMessage", within=PATIENCE)
                await asyncio.sleep(chance.uniform(0.05, 0.4))
            case Moment.STORING:
                await self._update_on_its_way()
                await asyncio.sleep(chance.uniform(0, 0.01))
            case Moment.APPLYING:
                await journal.next("answerCallbackQuery", within=PATIENCE)
                await asyncio.sleep(chance.uniform(0, 0.02))

    async def _update_on_its_way(self) -> None:
        """The service has asked for more, or Telegram is about to bring something."""
        if self._place.settings.telegram.mode is Mode.POLLING:
            await self._place.journal.next("getUpdates", within=PATIENCE)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._place.telegram.updates.stirred.wait()


async def _on_their_way(place: Place) -> frozenset[int]:
    query = select(outbox.c.id).where(outbox.c.status == letters.Status.SENDING)
    async with place.db.inspected() as connection:
        return frozenset((await connection.execute(query)).scalars())

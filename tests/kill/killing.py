"""When and how the service is killed: at any moment, and at the moments that hurt most."""

import asyncio
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from sandbox.journal import Entry
from sandbox.realtime import monotonic
from sandbox.supervisor import Status, Supervisor
from tests.support.processes import Place

PATIENCE = 2.0  # seconds until a moment that does not come is given up, and the kill comes all the same
SENDS = ("sendMessage", "editMessageText", "answerCallbackQuery")
RECORDING = 1.0  # seconds that a busy service may take to record an answer; killed before, it cannot know of it


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

    def caught(self, entry: Entry) -> bool:
        """Whether this request was in flight: its answer not yet there, or not yet recorded by who had asked.

        What the dead process had written to its sockets is read by the server a little later.
        """
        return entry.in_flight(self.at, RECORDING) or self.at <= entry.started <= self.over


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
        self.kills.append(Kill(moment, at, monotonic()))
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
                await journal.next("getUpdates", within=PATIENCE)
                await asyncio.sleep(chance.uniform(0, 0.01))
            case Moment.APPLYING:
                await journal.next("answerCallbackQuery", within=PATIENCE)
                await asyncio.sleep(chance.uniform(0, 0.02))

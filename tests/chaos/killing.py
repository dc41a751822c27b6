"""When and how processes of the service are killed: at any moment, and at the moments that hurt most."""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from sandbox.journal import Entry
from sandbox.realtime import monotonic
from sandbox.supervisor import Status, Supervisor
from tests.chaos.fleet import Fleet
from tests.support.processes import Place

PATIENCE = 2.0  # seconds until a moment that does not come is given up, and the kill comes all the same
SENDS = ("sendMessage", "editMessageText", "answerCallbackQuery")
AGAIN_AT_ONCE = 0.2  # how often the next kill finds the process still starting


class Moment(StrEnum):
    ANY = "at any moment"
    STARTING = "while it starts"
    ARRIVED = "right after a request arrived"
    UNANSWERED = "while Telegram is slow to answer"
    STORING = "while a press is being stored"
    APPLYING = "while presses are being handled"


@dataclass(frozen=True, slots=True)
class Kill:
    """Seconds of the journal's clock: the signal, and when the dead were known to be dead."""

    moment: Moment
    at: float
    over: float

    def caught(self, entry: Entry) -> bool:
        """Whether this request was in flight: it had arrived, and its answer was not written, or nobody read it.

        What the dead process had written to its sockets is read by the server a little later.
        """
        return entry.in_flight(self.at) or self.at <= entry.started <= self.over


class Killer:
    """Kills again and again, and keeps account of it."""

    def __init__(self, place: Place, fleet: Fleet) -> None:
        self._place, self._fleet = place, fleet
        self.kills: list[Kill] = []

    async def kill(self, random: Random, *, all_of_them: bool = False) -> None:
        """Kill at a moment of some kind, then start again. The service is up, or about to be, when this returns."""
        moment, chosen = random.choice(list(Moment)), random.random()
        await self._await(moment, random)
        members = self._fleet.members
        victims = members if all_of_them else [members[int(chosen * len(members))]]
        await self._fleet.watch_over()
        self.kills.append(await self._killed(moment, victims))
        if random.random() < AGAIN_AT_ONCE:
            await self._fleet.watch_over()
        else:
            await self._fleet.up(victims)

    async def _killed(self, moment: Moment, victims: Sequence[Supervisor]) -> Kill:
        at = monotonic()
        pids = [each.report.pid for each in victims if each.report.pid is not None]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        for each in victims:
            while each.report.pid in pids:
                await each.wait_until(Status.STOPPED)
        return Kill(moment, at, monotonic())

    async def _await(self, moment: Moment, chance: Random) -> None:
        journal = self._place.journal
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
        if not self._place.telegram.updates.webhook:
            await self._place.journal.next("getUpdates", within=PATIENCE)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._place.telegram.updates.stirred.wait()

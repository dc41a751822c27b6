"""One run: a plan played against the real processes, and the account at its end."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox.realtime import monotonic
from tests.chaos.account import Account, account
from tests.chaos.attacks import HOUR, Attacks
from tests.chaos.fleet import Fleet, Layout
from tests.chaos.killing import Killer
from tests.chaos.load import Load, settled
from tests.chaos.plan import KILLS, OUTAGES, Day, Fault, Plan, Step
from tests.support.postgres import FallingPostgres
from tests.support.processes import Place

ALL_DONE_WITHIN = 240.0  # seconds for what is left at the end of a day
MORNINGS = {
    Day.WEDNESDAY: datetime(2027, 5, 12, 8, 5, tzinfo=UTC),  # a day before the answers to Friday's meetings are due
    Day.THURSDAY: datetime(2027, 5, 13, 8, 5, tzinfo=UTC),  # a day before Friday's meetings
}
STILL_GOING_OUT = frozenset({"due", "sending", "cards", "accounts", "sweep"})  # of what people did all is handled
ALWAYS_LOST = 0.01  # answers to sendMessage that are cut after acceptance, all the time
ALWAYS_TWICE = 0.05  # updates that come once more, all the time

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did and what came of it."""

    plan: Plan
    account: Account
    seconds: float
    locked: list[str]  # lines of the log that complain of a lock
    fell: list[str]  # last words of processes that ended by themselves
    restarts: int  # of the processes that were there at the end

    @property
    def faults(self) -> Counter[Fault]:
        return Counter(step.fault for step in self.plan.steps)

    @property
    def kills(self) -> int:
        return len(self.account.kills)

    @property
    def outages(self) -> int:
        return sum(self.faults[fault] for fault in OUTAGES)

    def wrong(self) -> list[str]:
        """Everything that is wrong; an empty list is the wish."""
        planned = sum(len(step.presses) for step in self.plan.steps)
        pressed = self.account.load.presses
        unmade = [f"{planned} presses were planned, {pressed} made"] if planned != pressed else []
        killed = sum(self.faults[fault] for fault in set(KILLS))
        spared = [f"{killed} kills were planned, {self.kills} made"] if killed != self.kills else []
        return [*unmade, *spared, *self.account.wrong(), *self.locked]


class Run:
    """Plays a plan in a place, the layouts one after the other, each for its part of the steps."""

    def __init__(
        self,
        plan: Plan,
        place: Place,
        layouts: Sequence[Layout],
        *,
        server: FallingPostgres | None = None,
        say: Say = lambda _: None,
        every: float = 0.0,
        quiet: bool = False,
    ) -> None:
        """`every`: each step takes so many seconds at least. `quiet`: nothing goes wrong between the faults."""
        self._plan, self._place, self._layouts = plan, place, layouts
        self._server, self._say, self._every, self._quiet = server, say, every, quiet
        self._fleet = Fleet(place)
        self._killer = Killer(place, self._fleet)

    async def played(self) -> Outcome:
        """Play it all, wait until everything has come to rest, and settle up."""
        place, began = self._place, monotonic()
        load = await settled(self._plan, place)
        attacks = Attacks(place, self._fleet, load, self._killer, self._server)
        place.telegram.faults.seed(self._plan.seed)
        await self._fleet.become(self._layouts[0])
        await load.act(self._plan.opening)
        await self._rest(load, but=())
        if not self._quiet:
            self._lasting_faults()
        for day in Day:
            if day in MORNINGS:
                place.clock.to(MORNINGS[day])
            for step in self._plan.of_day(day):
                await self._step(step, load, attacks)
            await self._day_done(load)
        await self._enough_notices(load)
        place.telegram.faults.clear()
        await self._rest(load, but=())
        await load.follow()
        await self._rest(load, but=())
        restarts = sum(member.report.restarts for member in self._fleet.members)
        await self._fleet.stop()
        found = await account(load, self._killer.kills)
        return Outcome(self._plan, found, monotonic() - began, place.locked(), self._fleet.fell, restarts)

    def _lasting_faults(self) -> None:
        faults = self._place.telegram.faults
        faults.lose_answer(times=None, method="sendMessage", probability=ALWAYS_LOST)
        faults.repeat_update(times=None, probability=ALWAYS_TWICE)

    async def _step(self, step: Step, load: Load, attacks: Attacks) -> None:
        layout = self._layouts[step.number * len(self._layouts) // len(self._plan.steps)]
        if layout is not self._fleet.layout:
            await self._fleet.become(layout)
        await self._fleet.watch_over()
        await load.calm(2 * len(step.presses))
        if step.fault is Fault.OUT_OF_ORDER:  # what is overtaken must be about another meeting
            await self._rest(load, but=STILL_GOING_OUT)
            load.once = set()
        began = monotonic()
        async with asyncio.TaskGroup() as together:
            together.create_task(load.play(step))
            together.create_task(attacks.do(step))
        await asyncio.sleep(max(0.0, began + self._every - monotonic()))
        if step.fault is Fault.OUT_OF_ORDER:
            await self._rest(load, but=STILL_GOING_OUT)
            load.once = None
        self._tell(step, load, began)

    async def _day_done(self, load: Load) -> None:
        """A clock that jumps makes late what would have been in time: presses and letters of the day go first.

        What was queued while the clock was an hour ahead is due within the hour.
        """
        self._place.clock.forward(HOUR)
        await self._rest(load, but={"cards"})
        before = load.waiting + 1
        while 0 < load.waiting < before:  # a card that was lost is waited for no longer; the account will tell
            before = load.waiting
            await load.catch_up()
            await self._rest(load, but={"cards"})

    async def _enough_notices(self, load: Load) -> None:
        """Letters that were overtaken on their way are made up for."""
        plan, number = self._plan, self._plan.amounts.tellings
        while (await account(load, ())).arrived() < plan.amounts.notices:
            for _ in range(plan.amounts.towns):
                await load.tell(number, plan.town_of(number))
                number += 1
            await self._rest(load, but={"cards"})

    async def _rest(self, load: Load, but: Collection[str]) -> None:
        await self._fleet.up(self._fleet.members)
        await load.place.at_rest(ALL_DONE_WITHIN, but=but)

    def _tell(self, step: Step, load: Load, began: float) -> None:
        self._say(
            f"{step.number + 1:4}/{len(self._plan.steps)} {step.day:18} {self._fleet.layout:28} {step.fault:38}"
            f"{monotonic() - began:6.1f} s, {load.presses} presses, {load.waiting} wait"
        )

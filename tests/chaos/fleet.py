"""The processes of the service in a run: which there are, and that each is there."""

import asyncio
import signal
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError

from sandbox.demo import free_port
from sandbox.realtime import monotonic
from sandbox.supervisor import Supervisor
from tests.support.processes import UP_WITHIN, Place

LOOK_EVERY = 0.03
ALL = ("bot", "web", "scheduler")


class Layout(StrEnum):
    """How the service is divided into processes."""

    ONE = "one process"
    APART = "bot, web and scheduler apart"
    FOUR = "bot, web and two schedulers"
    TWO = "two of everything"

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The parts of each process."""
        return {
            Layout.ONE: (ALL,),
            Layout.APART: (("bot",), ("web",), ("scheduler",)),
            Layout.FOUR: (("bot",), ("web",), ("scheduler",), ("scheduler",)),
            Layout.TWO: (("bot",), ("bot",), ("web",), ("web",), ("scheduler",), ("scheduler",)),
        }[self]


@dataclass
class Fleet:
    """Keeps the processes of one layout running, as a service manager does: what ends by itself is started again."""

    place: Place
    layout: Layout = Layout.ONE
    members: list[Supervisor] = field(default_factory=list)
    fell: list[str] = field(default_factory=list)  # what processes said that ended by themselves
    _made: int = 0

    async def become(self, layout: Layout) -> None:
        """Stop what there is, and start the processes of that layout."""
        await self.stop()
        self.layout, self.members = layout, []
        behind: list[str] = []
        for parts in layout.parts:
            port = self.place.settings.web.port
            if "web" in parts and behind:
                port = free_port(port + len(behind))
            behind += [f"http://127.0.0.1:{port}"] if "web" in parts else []
            self.members.append(await self._member(parts, port))
        self.place.telegram.webhooks.behind = tuple(behind)
        await self.up(self.members)

    async def _member(self, parts: tuple[str, ...], port: int) -> Supervisor:
        self._made += 1
        only = () if parts == ALL else parts
        mode = {"TELEGRAM__MODE": "webhook"} if self.layout is Layout.TWO else {}
        return await self.place.process(*only, name=f"{self._made:02}-{'-'.join(parts)}", WEB__PORT=str(port), **mode)

    async def up(self, members: Iterable[Supervisor]) -> None:
        """Return when each of them runs: its heart has beaten in the store."""
        for member in members:
            await self._one_up(member)

    async def watch_over(self) -> None:
        """Start again what has ended by itself."""
        for member in self.members:
            if member.report.pid is None:
                await self._start(member)

    async def stop(self) -> None:
        """End them all in good order."""
        await self.up(self.members)
        for member in self.members:
            await member.stop()
            assert member.report.exit_code == 0, "\n".join(member.last_lines(60))

    async def _start(self, member: Supervisor) -> None:
        if member.report.exit_code not in {None, 0, -signal.SIGKILL}:
            self.fell.append(f"exit code {member.report.exit_code}\n" + "\n".join(member.last_lines(5)))
        await member.start()

    async def _one_up(self, member: Supervisor) -> None:
        deadline = monotonic() + UP_WITHIN
        while monotonic() < deadline:
            if member.report.pid is None:
                await self._start(member)
            if await self._beats(member.report.pid):
                return
            await asyncio.sleep(LOOK_EVERY)
        raise AssertionError("The service did not come up:\n" + "\n".join(member.last_lines(60)))

    async def _beats(self, pid: int | None) -> bool:
        try:
            async with self.place.db.snapshot() as store:
                return any(f":{pid}:" in beat.owner for beat in await store.parts.all())
        except (SQLAlchemyError, OSError):
            return False  # the store is away; this is chaos

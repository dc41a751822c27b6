"""The real service as processes of its own (`python -m bot run`), against a sandbox in the test's process."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot import config
from bot.app.policy import policy_of
from bot.app.store import migrated, seal_of
from bot.config import Settings
from bot.domain.policy import Policy
from sandbox import Limits, Sandbox
from sandbox.clock import ShiftedClock
from sandbox.demo import free_port
from sandbox.journal import Entry, Journal
from sandbox.realtime import monotonic
from sandbox.supervisor import Supervisor
from storage.database import Database

ALL = ("bot", "scheduler", "web")
FIRST_PORT = 21_000
UP_WITHIN = 30.0  # seconds for a start on a busy machine
REST_WITHIN = 60.0
LOOK_EVERY = 0.05
ENDED_WITHIN = 60.0  # after SIGTERM: far more than is promised, so that a stop that takes too long is seen, not cut off
LOCKED = re.compile("database is locked|database table is locked", re.IGNORECASE)

Watcher = Callable[[Entry], None]


class WatchedJournal(Journal):
    """A journal that tells of every request the moment it arrives, before it is carried out."""

    def __init__(self) -> None:
        super().__init__()
        self.watchers: set[Watcher] = set()

    def open(self, method: str, parameters: dict[str, Any]) -> Entry:
        entry = super().open(method, parameters)
        for watcher in tuple(self.watchers):
            watcher(entry)
        return entry

    async def next(self, *methods: str, within: float) -> Entry | None:
        """The next request of one of these methods (any, if none is named); None after so many seconds."""
        arrived: asyncio.Future[Entry] = asyncio.get_running_loop().create_future()

        def note(entry: Entry) -> None:
            if not arrived.done() and (entry.method in methods or not methods):
                arrived.set_result(entry)

        self.watchers.add(note)
        try:
            async with asyncio.timeout(within):
                return await arrived
        except TimeoutError:
            return None
        finally:
            self.watchers.discard(note)


@dataclass
class Place:
    """A folder with a store and a clock, a Telegram, and whatever processes of the service a test starts there."""

    folder: Path
    telegram: Sandbox
    journal: WatchedJournal
    clock: ShiftedClock
    settings: Settings
    db: Database
    environment: dict[str, str]
    _ending: AsyncExitStack

    @property
    def policy(self) -> Policy:
        return policy_of(self.settings)

    @property
    def web(self) -> str:
        return f"http://{self.settings.web.host}:{self.settings.web.port}"

    def log(self) -> str:
        """What all processes have printed so far."""
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self.folder.glob("*.log")))

    def locked(self) -> list[str]:
        """Lines that complain of a lock."""
        return [line for line in self.log().splitlines() if LOCKED.search(line)]

    async def process(self, *only: str, name: str = "service", **overrides: str) -> Supervisor:
        """A process of the service (all its parts, or the named ones), not yet started; it ends with the place.

        `overrides` are environment variables of this process alone, without their NARADA_.
        """
        parts = [argument for part in only for argument in ("--only", part)]
        command = [sys.executable, "-m", "bot", "run", "--config", os.devnull, *parts]
        log = self.folder / f"{name}.log"
        environment = {**self.environment, **{f"NARADA_{name}": value for name, value in overrides.items()}}
        return await self._ending.enter_async_context(Supervisor(command, environment, log=log, patience=ENDED_WITHIN))

    async def up(self, process: Supervisor) -> None:
        """Start it, and return when all of it runs: updates are asked for before, the menu of commands is set then."""
        asking = self.journal.next("setMyCommands", "setWebhook", within=UP_WITHIN)
        asked = asyncio.get_running_loop().create_task(asking)
        await asyncio.sleep(0)  # let the watcher be there before the process is
        await process.start()
        if await asked is None:
            raise AssertionError("The service did not come up:\n" + "\n".join(process.last_lines(60)))

    async def serving(self, session: aiohttp.ClientSession) -> None:
        """Return once the web part answers."""
        deadline = monotonic() + UP_WITHIN
        while monotonic() < deadline:
            with suppress(aiohttp.ClientConnectionError):
                async with session.get(f"{self.web}/healthz"):
                    return
            await asyncio.sleep(LOOK_EVERY)
        raise AssertionError("HTTP is not served")

    async def at_rest(self, within: float = REST_WITHIN, *, but: Collection[str] = ()) -> None:
        """Return once nothing waits to be handled, sent, swept or edited, here and at Telegram; `but` as in `busy`."""
        deadline = monotonic() + within
        while (busy := await self.busy(but)) and monotonic() < deadline:  # noqa: ASYNC110 - written by other processes
            await asyncio.sleep(LOOK_EVERY)
        assert not busy, f"the service did not come to rest within {within:g} s: {busy}\n{self.log()[-6000:]}"

    async def busy(self, but: Collection[str] = ()) -> dict[str, object]:
        """What is not yet done, by name; without the names in `but`."""
        now = self.clock.now()
        async with self.db.snapshot() as store:
            due = await store.outbox.next_due()
            found = {
                "updates": len(self.telegram.updates),
                "inbox": await store.inbox.waiting(),
                "due": due is not None and due <= now,
                "sending": await store.outbox.sending(),
                "sweep": bool(await store.meetings.due(now=now, limit=1)),
                "cards": await store.cards.behind_meetings(),
                "accounts": await store.announcements.accounts_behind(),
            }
        return {name: value for name, value in found.items() if value and name not in but}


@asynccontextmanager
async def place(
    folder: Path,
    starts_at: datetime,
    more: Mapping[str, str] | None = None,
    *,
    limits: Limits | None = None,
    **overrides: str,
) -> AsyncIterator[Place]:
    """An empty store and a Telegram; every process started there ends with it.

    `more` and `overrides` are environment variables of the service without their NARADA_.
    """
    clock = ShiftedClock(folder / "clock", starts_at=starts_at)
    telegram = Sandbox(limits=limits or Limits.off(), clock=lambda: clock.now().timestamp())
    journal = WatchedJournal()
    telegram.journal = journal
    async with telegram:
        environment = _environment(folder, telegram, {**(more or {}), **overrides})
        settings = config.load(None, environment)
        await migrated(settings)
        db = Database.open(settings.storage.url, seal=seal_of(settings))
        try:
            async with AsyncExitStack() as ending:
                yield Place(folder, telegram, journal, clock, settings, db, {**os.environ, **environment}, ending)
        finally:
            await db.close()


def _environment(folder: Path, telegram: Sandbox, overrides: dict[str, str]) -> dict[str, str]:
    port = free_port(FIRST_PORT + os.getpid() % 400 * 20)  # tests run side by side, each in a range of its own
    return {
        "NARADA_TELEGRAM__TOKEN": telegram.token,
        "NARADA_TELEGRAM__API_URL": telegram.api_url,
        "NARADA_STORAGE__URL": f"sqlite:///{folder}/narada.db",
        "NARADA_WEB__PORT": str(port),
        "NARADA_WEB__PUBLIC_URL": f"http://127.0.0.1:{port}",
        "NARADA_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "NARADA_TELEGRAM__WEBHOOK_SECRET": "znany-tylko-Telegramowi",
        "NARADA_CLOCK_FILE": str(folder / "clock"),
        "NARADA_DELIVERY__MESSAGES_PER_SECOND": "1000",
        **{f"NARADA_{name}": value for name, value in overrides.items()},
    }

"""The real service in this process, against the sandbox: real handlers, real store, a clock that tests move."""

import asyncio
import io
import re
import socket
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, insert, select, update

from bot import config
from bot.app.chores import coordinator_link
from bot.app.service import Part, run
from bot.app.store import seal_of
from bot.clock import SystemClock
from bot.config import Mode, Settings
from bot.domain.people import Sector
from sandbox import Limits, Message, Person, Sandbox, Toast
from storage import schema
from storage.database import Database
from tests.support.clock import FakeClock

PARTNERSHIP = "Partnerstwo w Powiecie Wejherowskim"
AGREE = {"pl": "Zgadzam się", "en": "I agree", "de": "Ich stimme zu"}
SECTORS = {Sector.PUBLIC: "publiczny", Sector.NGO: "pozarządowy", Sector.BUSINESS: "prywatny"}
PATIENCE = 10.0  # seconds until something that should happen is given up
GIVEN_UP = 60.0  # seconds until a service that neither starts nor stops is a failure, not a test that waits for ever
DEAD_PID = 4_194_305  # beyond the largest process id of Linux: nobody has it


class StoryClock(FakeClock):
    """Moved by the test, while leases and pauses between edits follow the machine's time."""

    def real(self) -> datetime:
        return SystemClock().real()


@dataclass
class Narada:
    """A running service and its Telegram, with the people who play in a story."""

    telegram: Sandbox
    clock: StoryClock
    settings: Settings
    db: Database
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _task: "asyncio.Task[None] | None" = None

    @property
    def url(self) -> str:
        return f"http://{self.settings.web.host}:{self.settings.web.port}"

    async def start(self, only: frozenset[Part] = frozenset(Part)) -> None:
        """Start the service; returns once it takes updates."""
        self._stop = asyncio.Event()
        ready = asyncio.Event()
        service = run(self.settings, self.clock, only, stop=self._stop, demo=True, ready=ready.set)
        self._task = asyncio.get_running_loop().create_task(service)
        taking = asyncio.get_running_loop().create_task(self._takes_updates(ready, only))
        begun, _ = await asyncio.wait({self._task, taking}, timeout=GIVEN_UP, return_when=asyncio.FIRST_COMPLETED)
        taking.cancel()
        assert begun, f"the service does not take updates\n{what_is_waited_for()}"
        if self._task.done():
            task, self._task = self._task, None
            task.result()

    async def _takes_updates(self, ready: asyncio.Event, only: frozenset[Part]) -> None:
        await ready.wait()
        updates = self.telegram.updates
        if Part.BOT in only:
            await (updates.hooked() if self.settings.telegram.mode is Mode.WEBHOOK else updates.polled())

    async def stop(self) -> None:
        """A clean stop, as by SIGTERM."""
        if self._task is not None:
            self._stop.set()
            task, self._task = self._task, None
            ended, _ = await asyncio.wait({task}, timeout=GIVEN_UP)
            assert ended, f"the service does not stop\n{what_is_waited_for()}"
            task.result()

    async def kill(self) -> None:
        """Death at this very moment: the store stays as it is now, with everything this process had in hand.

        What the service still does while it is being taken away reaches neither Telegram nor the store that is kept.
        """
        kept = await self._rows()
        self.telegram.faults.outage(True)
        await self.stop()
        self.telegram.faults.outage(False)
        await self._put_back(kept)
        await _of_a_dead_process(self.db)

    async def _rows(self) -> dict[Table, list[dict[str, Any]]]:
        async with self.db.inspected() as connection:
            return {
                table: [dict(row._mapping) for row in await connection.execute(select(table))]
                for table in schema.metadata.sorted_tables
            }

    async def _put_back(self, rows: dict[Table, list[dict[str, Any]]]) -> None:
        async with self.db.altered() as connection:
            for table in reversed(rows):
                await connection.execute(delete(table))
            for table, kept in rows.items():
                if kept:
                    await connection.execute(insert(table), kept)

    async def stored_lines(self) -> list[str]:
        """Everything in the store, a line a row."""
        return [f"{table.name}: {row}" for table, rows in (await self._rows()).items() for row in rows]

    async def press(self, person: Person, words: str, *, message: Message | None = None) -> Toast | None:
        """Press a button, by its words; returns when everything that follows from it has happened."""
        pressed = await person.press(words, message=message)
        toast = await pressed.answered(PATIENCE)
        await self.settled()
        return toast

    async def say(self, person: Person, text: str) -> Message:
        """Type a text; returns the bot's newest message once everything that follows from it has happened."""
        await person.say(text)
        await self.settled()
        return person.chat.last

    async def letters(self, kind: str = "") -> list[Any]:
        """Rows of the outbox, oldest first, perhaps only those of one kind of notice."""
        query = select(schema.outbox).order_by(schema.outbox.c.id)
        async with self.db.inspected() as connection:
            rows = (await connection.execute(query)).all()
        return [row for row in rows if kind in {"", row.kind}]

    async def coordinator(
        self, title: str = "koordynatorka partnerstwa", *, language: str = "pl", partnership: str = PARTNERSHIP
    ) -> Person:
        """Somebody who opened the link from the command line and agreed."""
        link, _ = await coordinator_link(self.settings, self.clock, partnership, username="narada_bot")
        return await self.arrive(self.telegram.person(title, language), link)

    async def coordinator_of(self, person: Person, partnership: str = PARTNERSHIP) -> Person:
        """Somebody who is known already runs this partnership, too."""
        link, _ = await coordinator_link(self.settings, self.clock, partnership, username="narada_bot")
        return await self.arrive(person, link)

    async def partner(
        self,
        coordinator: Person,
        organisation: str,
        sector: Sector = Sector.PUBLIC,
        *,
        title: str = "",
        language: str = "pl",
    ) -> Person:
        """A representative, invited by the coordinator in the chat and arrived through the link."""
        link = await self.invite(coordinator, organisation, sector)
        return await self.arrive(self.telegram.person(title or f"osoba z {organisation}", language), link)

    async def invite(self, coordinator: Person, organisation: str, sector: Sector = Sector.PUBLIC) -> str:
        """The link of a fresh invitation."""
        before = len(coordinator.chat.from_bot)
        await coordinator.say(f"/zapros {organisation}; {SECTORS[sector]}")
        await coordinator.until(lambda chat: any(link_in(message) for message in chat.from_bot[before:]), PATIENCE)
        return next(link for message in coordinator.chat.from_bot[before:] if (link := link_in(message)))

    async def arrive(self, person: Person, link: str) -> Person:
        await person.open(link)
        words = AGREE[person.language]
        await person.until(lambda chat: any(words in message.words for message in chat.from_bot), PATIENCE)
        await (await person.press(words)).answered(PATIENCE)
        return person

    async def announce(self, coordinator: Person, line: str) -> None:
        """Announce in one line, pressing the button of the preview."""
        await coordinator.say(f"/nowe {line}")
        button = {"pl": "Ogłoś", "en": "Announce", "de": "Ankündigen"}[coordinator.language]
        await coordinator.until(lambda chat: any(button in message.words for message in chat.from_bot), PATIENCE)
        await (await coordinator.press(button)).answered(PATIENCE)

    async def settled(self) -> None:
        """Return once nothing is waiting to be handled, sent or edited."""
        for _ in range(int(PATIENCE / 0.02)):
            if await self._quiet():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("the service did not come to rest")

    async def stored(self) -> None:
        """Return once everything people did has been handled; what the scheduler owes may still wait."""
        for _ in range(int(PATIENCE / 0.02)):
            async with self.db.snapshot() as store:
                if not len(self.telegram.updates) and not await store.inbox.waiting():
                    return
            await asyncio.sleep(0.02)
        raise AssertionError("some update was not handled")

    async def move(self, to: datetime | timedelta) -> None:
        """Move the clock, and wait until everything that is due by then has gone out."""
        if isinstance(to, timedelta):
            self.clock.forward(to)
        else:
            self.clock.at(to)
        await self.settled()

    async def _quiet(self) -> bool:
        now = self.clock()
        if len(self.telegram.updates):  # not yet stored, or not yet confirmed
            return False
        async with self.db.snapshot() as store:
            due = await store.outbox.next_due()
            sweep = await store.meetings.due(now=now, limit=1) or await store.reports.due(now=now, limit=1)
            sweep += await store.announcements.due(now=now, limit=1)
            return not (
                await store.inbox.waiting()
                or (due is not None and due <= now)
                or sweep
                or await store.outbox.sending()
                or await store.cards.behind_meetings()
                or await store.announcements.accounts_behind()
            )


@asynccontextmanager
async def beside(service: Narada, *only: Part) -> AsyncIterator[Narada]:
    """Another process's worth of the same service, on the same store."""
    other = Narada(service.telegram, service.clock, service.settings, service.db)
    await other.start(frozenset(only))
    try:
        yield other
    finally:
        await other.stop()


async def forget_updates(url: str) -> None:
    """What people typed goes from the store of a stopped service: the next Telegram begins to count afresh."""
    db = Database.open(url)
    async with db.altered() as connection:
        await connection.execute(schema.inbox.delete())
    await db.close()


def compacted(file: Path) -> Path:
    """The store of a stopped service as one file, ready to be copied."""
    store = sqlite3.connect(file)
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return file


async def _of_a_dead_process(db: Database) -> None:
    """Whatever this process had claimed belongs to one that is no more: the next service must see a death."""
    async with db.altered() as connection:
        for table in (schema.inbox, schema.outbox, schema.cards, schema.accounts, schema.parts):
            owners = (await connection.execute(select(table.c.owner).distinct())).scalars().all()
            for owner in filter(None, owners):
                machine, _, rest = owner.partition(":")
                dead = f"{machine}:{DEAD_PID}:{rest.partition(':')[2]}"
                await connection.execute(update(table).where(table.c.owner == owner).values(owner=dead))


def what_is_waited_for() -> str:
    """The stack of every task: what waits for what, when something does not end."""
    told = io.StringIO()
    for task in asyncio.all_tasks():
        task.print_stack(file=told)
    return told.getvalue()


def link_in(message: Message) -> str | None:
    """The deep link to the bot that a message shows."""
    found = re.search(r"https://t\.me/\S+\?start=[\w-]+", message.text)
    return found.group(0) if found else None


def _free_port() -> int:
    """Any; several workers that count upwards from one number would meet."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@asynccontextmanager
async def narada(
    folder: Path,
    now: datetime,
    more: Mapping[str, str] | None = None,
    *,
    limits: Limits | None = None,
    running: bool = True,
    **overrides: str,
) -> AsyncIterator[Narada]:
    """A service with an empty store; `more` and `overrides` are environment variables without their NARADA_."""
    async with Sandbox(limits=limits or Limits.off()) as telegram:
        port = _free_port()
        environment = {
            "NARADA_TELEGRAM__TOKEN": telegram.token,
            "NARADA_TELEGRAM__API_URL": telegram.api_url,
            "NARADA_STORAGE__URL": f"sqlite:///{folder}/narada.db",
            "NARADA_WEB__PORT": str(port),
            "NARADA_WEB__PUBLIC_URL": f"http://127.0.0.1:{port}",
            "NARADA_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}",
            "NARADA_TELEGRAM__WEBHOOK_SECRET": "znany-tylko-Telegramowi",
            **{f"NARADA_{name}": value for name, value in {**(more or {}), **overrides}.items()},
        }
        settings = config.load(None, environment)
        db = Database.open(settings.storage.url, seal=seal_of(settings))
        service = Narada(telegram, StoryClock(now), settings, db)
        try:
            if running:
                await service.start()
            yield service
        finally:
            await service.stop()
            await service.db.close()  # not the one it began with: a death opens the store anew

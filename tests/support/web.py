"""The web part with sources that a test changes by hand, called directly or served on a real socket."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import httpx
from starlette.applications import Starlette

from bot.domain.calendars import Calendar
from bot.web.app import build
from bot.web.health import Health
from bot.web.metrics import Measured
from bot.web.server import serve
from bot.web.sources import Due, FeedVersion, Sources
from tests.support.calendars import ANNOUNCED, NOW

SECRET = "q7rXk2-vN_8bTz1LcYw4HsJ0aDfGpEuM"
PUBLIC_URL = "https://narada.powiat.example"


@dataclass(slots=True)
class Shelf:
    """Feeds by secret, as a store would give them. Setting a calendar makes a new version of its feed."""

    feeds: dict[str, tuple[FeedVersion, Calendar]] = field(default_factory=dict)
    health: Health = field(default_factory=lambda: Health(ok=True, store="ok"))
    due: Due | None = None
    measured: tuple[Measured, ...] = ()
    looks: int = 0  # for metrics
    version_lookups: int = 0
    loads: int = 0
    failure: Exception | None = None

    def put(self, calendar: Calendar, *, secret: str = SECRET, modified: datetime = ANNOUNCED) -> None:
        before = self.feeds.get(secret)
        number = int(before[0].version) + 1 if before else 1
        feed_id = before[0].feed_id if before else len(self.feeds) + 1
        self.feeds[secret] = (FeedVersion(feed_id, str(number), modified), calendar)

    def sources(self, public_url: str = PUBLIC_URL) -> Sources:
        return Sources(
            feed_version=self._version,
            feed=self._feed,
            health=self._health,
            next_due=self._due,
            metrics=self._metrics,
            now=lambda: NOW,
            public_url=public_url,
        )

    async def _version(self, secret: str) -> FeedVersion | None:
        self.version_lookups += 1
        if self.failure is not None:
            raise self.failure
        known = self.feeds.get(secret)
        return known[0] if known else None

    async def _feed(self, secret: str) -> Calendar | None:
        self.loads += 1
        known = self.feeds.get(secret)
        await asyncio.sleep(0)  # a store lets others run
        return known[1] if known else None

    async def _health(self) -> Health:
        if self.failure is not None:
            raise self.failure
        return self.health

    async def _due(self) -> Due | None:
        return self.due

    async def _metrics(self) -> Iterable[Measured]:
        self.looks += 1
        if self.failure is not None:
            raise self.failure
        return self.measured


@asynccontextmanager
async def browsing(
    shelf: Shelf, *, demo: bool = False, public_url: str = PUBLIC_URL
) -> AsyncIterator[httpx.AsyncClient]:
    """A client that calls the application directly. It asks for no compression unless told to."""
    transport = httpx.ASGITransport(build(shelf.sources(public_url), demo=demo), raise_app_exceptions=False)
    headers = {"accept-encoding": "identity"}
    async with httpx.AsyncClient(transport=transport, base_url="http://narada", headers=headers) as client:
        yield client


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[int]:
    """The application on a free port of this machine, for as long as the block lasts."""
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(app, "127.0.0.1", 0, started=port.set_result, stop=stop))
        try:
            yield await port
        finally:
            stop.set()

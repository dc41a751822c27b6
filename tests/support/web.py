"""The web part with sources that a test changes by hand, called directly or served on a real socket."""

import asyncio
from collections.abc import AsyncIterator, Container, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
from starlette.applications import Starlette

from bot.domain.calendars import Calendar, EventKey, Outline, Version
from bot.web.app import build
from bot.web.health import Health
from bot.web.metrics import Measured
from bot.web.server import serve
from bot.web.sources import Due, Sources
from tests.support.calendars import ANNOUNCED, NOW

SECRET = "q7rXk2-vN_8bTz1LcYw4HsJ0aDfGpEuM"
PUBLIC_URL = "https://narada.powiat.example"
NEVER = datetime.max.replace(tzinfo=UTC)


def version(feed_id: int = 1, digest: str = "1", modified: datetime = ANNOUNCED, until: datetime = NEVER) -> Version:
    return Version(feed_id=feed_id, digest=digest, last_modified=modified, until=until)


def outline(of: Calendar, known: Container[EventKey] = ()) -> Outline:
    """The calendar as a store outlines it, with the entries that are not known."""
    entries = {
        EventKey(each.meeting.id, each.sequence, each.last_modified, each.own, repr(each).encode()): each
        for each in of.entries
    }
    return Outline(
        kind=of.kind,
        language=of.language,
        partnerships=of.partnerships,
        zones=frozenset(each.meeting.details.slot.time_zone for each in of.entries),
        events=tuple(entries),
        fresh={key: each for key, each in entries.items() if key not in known},
    )


@dataclass(slots=True)
class Shelf:
    """Feeds by secret, as a store would give them. Setting a calendar makes a new version of its feed."""

    feeds: dict[str, tuple[Version, Calendar]] = field(default_factory=dict)
    health: Health = field(default_factory=lambda: Health(ok=True, store="ok"))
    due: Due | None = None
    measured: tuple[Measured, ...] = ()
    looks: int = 0  # for metrics
    now: datetime = NOW
    tells_at_once: bool = True  # whether anything was committed, as a file does and a server does not
    told_at_once: int = 0
    looks_at_feeds: int = 0
    loads: int = 0
    rendered: int = 0  # entries that were not known
    secret_looks: int = 0
    failure: Exception | None = None

    def put(
        self, calendar: Calendar, *, secret: str = SECRET, modified: datetime = ANNOUNCED, until: datetime = NEVER
    ) -> None:
        before = self.feeds.get(secret)
        number = int(before[0].digest) + 1 if before else 1
        feed_id = before[0].feed_id if before else len(self.feeds) + 1
        self.feeds[secret] = (version(feed_id, str(number), modified, until), calendar)

    def sources(self, public_url: str = PUBLIC_URL) -> Sources:
        return Sources(
            mark_at_once=self._mark_at_once,
            mark=self._mark,
            latest=self._latest,
            feed=self._feed,
            secrets=self._secrets,
            health=self._health,
            next_due=self._due,
            metrics=self._metrics,
            now=lambda: self.now,
            public_url=public_url,
        )

    def _state(self) -> str:
        return repr(sorted((secret, of.digest) for secret, (of, _) in self.feeds.items()))

    def _mark_at_once(self) -> str | None:
        if not self.tells_at_once:
            return None
        self.told_at_once += 1
        return self._state()

    async def _mark(self) -> str | None:
        if self.failure is not None:
            raise self.failure
        return self._state()

    async def _latest(
        self, secret: str, digest: str | None, known: Container[EventKey]
    ) -> tuple[Version, Outline | None] | None:
        self.looks_at_feeds += 1
        if self.failure is not None:
            raise self.failure
        found = self.feeds.get(secret)
        await asyncio.sleep(0)  # a store lets others run
        if found is None or found[0].digest == digest:
            return (found[0], None) if found is not None else None
        drawn = outline(found[1], known)
        self.loads += 1
        self.rendered += len(drawn.fresh)
        return found[0], drawn

    async def _feed(self, secret: str) -> Calendar | None:
        self.loads += 1
        known = self.feeds.get(secret)
        await asyncio.sleep(0)
        return known[1] if known else None

    async def _secrets(self) -> Container[str]:
        self.secret_looks += 1
        return frozenset(self.feeds)

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

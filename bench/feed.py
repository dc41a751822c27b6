"""P8: a calendar's address under load, against Radicale serving the same meetings."""

import asyncio
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any
from urllib.error import HTTPError

from bench.region import free_port, region, service
from bench.running import Figures, fresh, running, telegram
from bench.table import Line, shown
from bot.clock import SystemClock
from bot.domain.calendars import Feed, FeedKind
from storage.database import Database
from storage.sealing import Seal

SECRET = "0123456789abcdef0123456789abcdef"
CONNECTIONS = 16
CHANGES = 11
MEMORY = Path("/dev/shm")
UP_WITHIN = 240.0  # seconds: Radicale reads and caches every meeting before it answers for the first time
FIRST_DAY = datetime(2027, 1, 4, 10, tzinfo=UTC)


async def loaded(port: int, path: str, seconds: float, *, unchanged: bool) -> Figures:
    """Requests a second over a few kept connections; `unchanged`: each says that it knows the newest version."""
    etag = await asyncio.to_thread(_etag, f"http://127.0.0.1:{port}{path}") if unchanged else ""
    condition = f"If-None-Match: {etag}\r\n" if etag else ""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{condition}\r\n".encode()
    loop, began = asyncio.get_running_loop(), perf_counter()
    clients = [_Client(request, began + seconds) for _ in range(CONNECTIONS)]
    async with asyncio.TaskGroup() as group:
        for client in clients:
            group.create_task(client.ask(lambda it: loop.create_connection(lambda: it, "127.0.0.1", port)))
    return {"rate": sum(client.done for client in clients) / (perf_counter() - began)}


class _Client(asyncio.BufferedProtocol):
    """Asks again as soon as it is answered. It looks at the head of an answer and counts the body: on one core, a
    client that made objects of what it reads would be what is measured."""

    def __init__(self, request: bytes, ends: float) -> None:
        self._request, self._ends = request, ends
        self._buffer = bytearray(512 * 1024)
        self.done = 0

    async def ask(self, connect: Callable[["_Client"], Awaitable[object]]) -> None:
        """Until the time is over; over a new connection whenever the server has closed the last."""
        while perf_counter() < self._ends:
            self._lost = asyncio.get_running_loop().create_future()
            await connect(self)
            await self._lost

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._next()

    def get_buffer(self, sizehint: int) -> bytearray:
        return self._buffer

    def buffer_updated(self, count: int) -> None:
        if self._left:
            self._left -= count
        else:
            self._head += self._buffer[:count]
            head, end, body = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            if (status := int(head[9:12])) not in {200, 304}:
                raise RuntimeError(head.decode())
            self._closes = _header(head, b"connection") == b"close" or head.startswith(b"HTTP/1.0")
            self._left = (int(_header(head, b"content-length")) if status == 200 else 0) - len(body)
        if not self._left:
            self.done += 1
            self._next()

    def connection_lost(self, error: Exception | None) -> None:
        self._lost.set_result(None)

    def _next(self) -> None:
        if self._closes or perf_counter() >= self._ends:
            self._transport.close()
        else:
            self._transport.write(self._request)
        self._head, self._left, self._closes = b"", 0, False

    _head: bytes = b""
    _left = 0
    _closes = False


def measure(quick: bool) -> Iterator[Line]:
    seconds = 2.0 if quick else 5.0
    ours, theirs = _ours(500, seconds), _radicale(500, seconds)
    large, their_large = _ours(5000, seconds), _radicale(5000, seconds)
    yield _line("feed of 500 meetings, requests/s", ours["200"], theirs["200"], "≥ 300")
    after = "first request after a change, ms (of 500)"
    before, now = 1000 * theirs["changed"], 1000 * ours["changed"]
    yield Line("P8", after, f"{now:.0f}", f"{before:.0f} Radicale", before / now, "≥ 10")
    yield _line("304 against its 200, requests/s", ours["304"], theirs["200"], "≥ 500")
    yield _line("feed of 5,000 meetings, requests/s", large["200"], their_large["200"], "≥ 500")


def _line(what: str, own: float, other: float, goal: str) -> Line:
    return Line("P8", what, f"{own:.0f}", f"{other:.3g} Radicale", own / other, goal)


def _ours(meetings: int, seconds: float) -> Figures:
    path = f"/calendar/{SECRET}.ics"
    with region(40, meetings_each=meetings) as here, telegram() as server:
        asyncio.run(_with_feed(here.settings.storage.url))
        port = here.settings.web.port
        with service(here, server, "web") as process:
            _until_served(port, "/healthz", process)
            return _figures(port, path, seconds, lambda number: _change(here.store, number))


async def _with_feed(url: str) -> None:
    db = Database.open(url, seal=Seal.of(SECRET))
    feed = Feed(
        id=0,
        kind=FeedKind.PARTNERSHIP,
        person_id=None,
        partnership_id=1,
        secret=SECRET,
        created_at=SystemClock().real(),
        withdrawn_at=None,
    )
    async with db.transaction() as tx:
        await tx.feeds.add(feed)
    await db.close()


def _change(store: Path, number: int) -> None:
    with closing(sqlite3.connect(store, timeout=10)) as connection, connection:
        connection.execute(
            "UPDATE meetings SET title = ?, revision = revision + 1, version = version + 1 WHERE id = 7",
            (f"Zmieniona po raz {number}",),
        )


def _radicale(meetings: int, seconds: float) -> Figures:
    """In memory: it syncs a file for every meeting that it has read, which is not what is measured here."""
    port = free_port()
    with TemporaryDirectory(prefix="narada-bench-", dir=MEMORY if MEMORY.exists() else None) as name:
        calendar = Path(name) / "collection-root" / "narada" / "calendar"
        calendar.mkdir(parents=True)
        (calendar / ".Radicale.props").write_text('{"tag": "VCALENDAR"}')
        for number in range(meetings):
            _write(calendar, number, f"Narada nr {number}")
        with _serving(name, port):
            return _figures(port, "/narada/calendar/", seconds, lambda number: _write(calendar, 7, f"Zmiana {number}"))


@contextmanager
def _serving(folder: str, port: int) -> Iterator[None]:
    config = Path(folder) / "config"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\nmax_connections = 64\n"
        f"[storage]\nfilesystem_folder = {folder}\n"
        "[auth]\ntype = none\n[web]\ntype = none\n[logging]\nlevel = error\n"
    )
    with running([sys.executable, "-m", "radicale"], {"RADICALE_CONFIG": str(config)}, stderr=subprocess.DEVNULL) as it:
        _until_served(port, "/narada/calendar/", it)
        yield


def _write(calendar: Path, number: int, title: str) -> None:
    starts = FIRST_DAY + timedelta(days=number % 300)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//bench//PL",
        "BEGIN:VEVENT",
        f"UID:{number}@narada",
        f"DTSTAMP:{FIRST_DAY:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{starts:%Y%m%dT%H%M%SZ}",
        f"DTEND:{starts + timedelta(hours=2):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{title}",
        "LOCATION:Starostwo Powiatowe w Wejherowie\\, sala 12",
        "DESCRIPTION:Będzie 12 · nie będzie 3 · czekamy na 25",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    (calendar / f"{number}.ics").write_bytes("\r\n".join(lines).encode())


def _figures(port: int, path: str, seconds: float, change: Callable[[int], None]) -> Figures:
    address = f"http://127.0.0.1:{port}{path}"
    _etag(address)  # whatever is made at the first request is made
    took = list[float]()
    for number in range(CHANGES):
        change(number)
        began = perf_counter()
        _etag(address)
        took.append(perf_counter() - began)
    known = {"200": False} | ({"304": True} if path.endswith(".ics") else {})
    rates = {
        name: fresh("feed.loaded", core=-1, port=port, path=path, seconds=seconds, unchanged=unchanged)["rate"]
        for name, unchanged in known.items()
    }
    return rates | {"changed": median(took)}


def _etag(address: str) -> str:
    with urllib.request.urlopen(address, timeout=UP_WITHIN) as answer:
        answer.read()
        return str(answer.headers.get("ETag", ""))


def _until_served(port: int, path: str, process: Any) -> None:
    deadline = perf_counter() + UP_WITHIN
    while perf_counter() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=UP_WITHIN):
                return
        except HTTPError:
            return  # whatever it says, it is there
        except OSError:
            pass
        sleep(0.05)
    raise RuntimeError("nothing is served")


def _header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n"):
        key, _, value = line.partition(b":")
        if key.lower() == name:
            return value.strip()
    return b"0"


if __name__ == "__main__":
    sys.exit(shown(measure))

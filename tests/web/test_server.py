"""The server on a real socket: what is too long, a port that is taken, and stopping in time."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.web.app import build
from bot.web.server import AddressUnusable, PortTaken, serve
from tests.support.calendars import calendar, entry, meeting, year_of_meetings
from tests.support.web import SECRET, Shelf, served

MEGABYTE = 1024 * 1024
End = Callable[[asyncio.Task[None], asyncio.Event], Awaitable[None]]


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.put(calendar(entry(meeting())))
    return shelf


async def exchange(port: int, sent: bytes) -> bytes:
    """Everything the server answers to these bytes until it closes; a reset connection fails."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    return answer


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /calendar/" + b"a" * MEGABYTE + b".ics HTTP/1.1\r\nHost: x\r\n\r\n", b"414"),
        (b"GET /calendar/" + b"a" * 3000 + b".ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"414"),
        (b"GET /" + b"%41" * 5000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nX-Long: " + b"a" * MEGABYTE + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nnonsense\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"400"),
        (b"GET /calendar/x\x00.ics HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
    ],
    ids=["1 MB path", "3 kB path", "escaped path", "1 MB header", "no header", "TLS", "NUL"],
)
async def test_what_is_too_long_or_unreadable_is_refused_in_full_and_repeats_nothing(
    shelf: Shelf, sent: bytes, status: bytes
) -> None:
    async with served(build(shelf.sources())) as port:
        answer = await exchange(port, sent)

    assert answer.startswith(b"HTTP/1.1 " + status)
    assert answer.endswith(b"\n")
    assert b"aaa" not in answer
    assert b"%41" not in answer
    assert shelf.looks_at_feeds == 0


async def test_the_server_goes_on_after_a_refusal_and_names_no_software(shelf: Shelf) -> None:
    async with served(build(shelf.sources())) as port, aiohttp.ClientSession() as client:
        await exchange(port, b"GET /" + b"a" * MEGABYTE)
        async with client.get(f"http://127.0.0.1:{port}/calendar/{SECRET}.ics") as answer:
            body = await answer.read()

    assert answer.status == 200
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert "server" not in answer.headers
    assert "date" in answer.headers


async def test_a_big_feed_arrives_whole_and_a_304_has_no_body_on_the_wire(shelf: Shelf) -> None:
    shelf.put(year_of_meetings(500))
    address = f"/calendar/{SECRET}.ics"
    async with served(build(shelf.sources())) as port, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client:
        async with client.get(address) as full:
            body = await full.read()
        wire = await exchange(
            port,
            f"GET {address} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n"
            f"If-None-Match: {full.headers['etag']}\r\n\r\n".encode(),
        )

    assert full.headers["content-encoding"] == "gzip"
    assert body.count(b"BEGIN:VEVENT") == 500
    assert wire.startswith(b"HTTP/1.1 304")
    assert wire.endswith(b"\r\n\r\n")


async def test_head_sends_no_body_on_the_wire(shelf: Shelf) -> None:
    async with served(build(shelf.sources())) as port:
        request = f"HEAD /calendar/{SECRET}.ics HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n"
        wire = await exchange(port, request.encode())

    assert wire.startswith(b"HTTP/1.1 200")
    assert b"content-length: 0" not in wire
    assert wire.endswith(b"\r\n\r\n")


async def test_a_taken_port_is_named(shelf: Shelf) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as refusal:
            await serve(build(shelf.sources()), "127.0.0.1", port)

    assert (refusal.value.host, refusal.value.port) == ("127.0.0.1", port)


async def test_an_address_that_is_not_this_machines_is_refused_with_a_reason(shelf: Shelf) -> None:
    with pytest.raises(AddressUnusable) as refusal:
        await serve(build(shelf.sources()), "192.0.2.1", 0)

    assert not isinstance(refusal.value, PortTaken)
    assert refusal.value.reason


async def test_the_port_is_free_again_once_the_server_has_stopped(shelf: Shelf) -> None:
    app = build(shelf.sources())
    async with served(app) as port:
        await exchange(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    stop = asyncio.Event()

    await serve(app, "127.0.0.1", port, started=lambda _: stop.set(), stop=stop)


class Stuck:
    """An application that answers one address never."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.app = Starlette(routes=[Route("/stuck", self._wait), Route("/", self._answer)])

    async def _wait(self, _: Request) -> PlainTextResponse:
        self.reached.set()
        await asyncio.Event().wait()
        return PlainTextResponse("never")

    async def _answer(self, _: Request) -> PlainTextResponse:
        return PlainTextResponse("here")


async def _by_event(task: asyncio.Task[None], stop: asyncio.Event) -> None:
    stop.set()
    await task


async def _by_cancelling(task: asyncio.Task[None], stop: asyncio.Event) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("end", [_by_event, _by_cancelling])
async def test_the_server_stops_within_two_seconds_even_while_a_request_hangs(end: End) -> None:
    stuck, stop = Stuck(), asyncio.Event()
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(serve(stuck.app, "127.0.0.1", 0, started=port.set_result, stop=stop))
        _, idle = await asyncio.open_connection("127.0.0.1", await port)
        _, hanging = await asyncio.open_connection("127.0.0.1", await port)
        hanging.write(b"GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n")
        await stuck.reached.wait()
        async with asyncio.timeout(2) as limit:
            await end(task, stop)
        idle.close()
        hanging.close()

    assert not limit.expired()


async def test_signals_stay_with_those_who_stop_the_whole_service(shelf: Shelf) -> None:
    before = (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT))
    async with served(build(shelf.sources())):
        during = (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT))

    assert during == before

"""Feeds that are answered without waiting: the same bytes as by the long way, and only where nothing is odd."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest
from uvicorn.server import ServerState

from bot.web.app import Application, build
from bot.web.at_once import LONGEST, plain_request
from bot.web.uvicorn_server import configuration
from tests.support.calendars import calendar, entry, meeting
from tests.support.web import SECRET, Shelf, browsing, served

PATH = f"/calendar/{SECRET}.ics"
HOST = "Host: narada"


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.put(calendar(entry(meeting())))
    return shelf


def sent(*headers: str, line: str = f"GET {PATH} HTTP/1.1", host: str = HOST) -> bytes:
    return "".join(f"{each}\r\n" for each in (line, *([host] if host else []), *headers, "")).encode("latin-1")


class Wire:
    """A kept connection to a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def ask(self, request: bytes) -> bytes:
        """The whole answer, its date blanked."""
        self._writer.write(request)
        return await self.answer()

    async def begin(self, piece: bytes) -> None:
        """Send a part of a request, so that it arrives alone."""
        self._writer.write(piece)
        await self._writer.drain()
        await asyncio.sleep(0)

    async def answer(self) -> bytes:
        head = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), 10)
        length = re.search(rb"content-length: (\d+)", head)
        has_body = length is not None and not head.startswith(b"HTTP/1.1 304")
        body = await self._reader.readexactly(int(length[1])) if has_body and length else b""
        return re.sub(rb"date: [^\r]*", b"date:", head) + body


@asynccontextmanager
async def wired(shelf: Shelf) -> AsyncIterator[Wire]:
    async with served(build(shelf.sources())) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        yield Wire(reader, writer)
        writer.close()


class Stuck(asyncio.Transport):
    """A connection whose client reads nothing: whatever is written stays here."""

    def __init__(self) -> None:
        super().__init__()
        self.written = bytearray()
        self.begun = asyncio.Event()
        self.reading = True

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += data
        self.begun.set()

    def get_write_buffer_size(self) -> int:
        return len(self.written)

    def is_closing(self) -> bool:
        return False

    def pause_reading(self) -> None:
        self.reading = False


async def asked_before(app: Application) -> bytes:
    """Have the feed at hand; its bytes."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://narada") as client:
        return (await client.get(PATH, headers={"accept-encoding": "identity"})).content


def spoken_to(app: Application) -> tuple[asyncio.Protocol, Stuck]:
    """The server's end of a connection, without a socket."""
    config = configuration(app, graceful=1)
    config.load()
    made: Any = config.http_protocol_class
    protocol: asyncio.Protocol = made(config=config, server_state=ServerState(), app_state={})
    stuck = Stuck()
    protocol.connection_made(stuck)
    return protocol, stuck


async def test_both_ways_give_the_same_bytes_to_whatever_a_client_says(shelf: Shelf) -> None:
    async with browsing(shelf) as client:
        tag = (await client.get(PATH)).headers["etag"]
    said: list[tuple[str, ...]] = [
        (),
        ("User-Agent: iOS/17 dataaccessd", "Accept: */*", "Accept-Language: pl"),
        (f"If-None-Match: {tag}",),
        (f"if-none-match: W/{tag}", 'If-None-Match: "other"'),
        ('If-None-Match: "other"', "If-Modified-Since: Fri, 31 Dec 2032 00:00:00 GMT"),
        ("If-Modified-Since: Thu, 01 Apr 2027 08:30:00 GMT",),
        ("If-Modified-Since: yesterday", "Connection: keep-alive"),
        ("Accept-Encoding: gzip, deflate, br",),
        ("Accept-Encoding: br", "Accept-Encoding: gzip;q=0.5", "If-Modified-Since:"),
        ("Range: bytes=0-10", "If-Match: *", "Cookie: a=b"),
    ]
    told = list[tuple[bytes, bytes]]()
    async with wired(shelf) as wire:
        for headers in said:
            await wire.ask(sent(*headers))  # so that everything is at hand
            short = await wire.ask(sent(*headers))
            shelf.tells_at_once = False
            told.append((short, await wire.ask(sent(*headers))))
            shelf.tells_at_once = True

    assert shelf.told_at_once == 2 * len(said) - 1, "all but the very first could be answered at once"
    assert [short for short, _ in told] == [long for _, long in told]
    assert {short.split(b" ")[1] for short, _ in told} == {b"200", b"304"}


@pytest.mark.parametrize(
    "request_",
    [
        sent(line=f"HEAD {PATH} HTTP/1.1"),
        sent(line=f"GET {PATH} HTTP/1.0"),
        sent(line=f"get {PATH} HTTP/1.1"),
        sent(line=f"GET  {PATH} HTTP/1.1"),
        sent(line=f"GET {PATH}?a=b HTTP/1.1"),
        sent(line=f"GET http://narada{PATH} HTTP/1.1"),
        sent(line=f"GET {PATH[:-4]} HTTP/1.1"),
        sent(line="GET /calendar/short.ics HTTP/1.1"),
        sent(line=f"GET /calendar/{'a' * 129}.ics HTTP/1.1"),
        sent(line=f"GET /calendar/{SECRET[:-1]}%6D.ics HTTP/1.1"),
        sent(host=""),
        sent(HOST),
        sent("Connection: close"),
        sent("Connection: upgrade", "Upgrade: h2c"),
        sent("Content-Length: 0"),
        sent("Transfer-Encoding: chunked"),
        sent("Expect: 100-continue"),
        sent("TE: trailers"),
        sent("X-Odd : value"),
        sent("X-Folded: a", " b"),
        sent("X-Odd: \x00"),
        sent("X-Odd: \xe9"),
        sent("X_Odd: value"),
        sent("no header"),
        sent("X-Long: " + "a" * LONGEST),
        sent() + b"G",
        sent() + sent(),
        sent()[:-1],
        sent().replace(b"\r\n", b"\n"),
        b"",
    ],
)
def test_whatever_is_odd_goes_the_long_way(request_: bytes) -> None:
    assert plain_request(request_) is None


async def test_requests_that_come_in_pieces_or_together_are_answered_in_order(shelf: Shelf) -> None:
    other = "n" * 32
    shelf.put(calendar(), secret=other)
    second = sent(line=f"GET /calendar/{other}.ics HTTP/1.1")
    async with wired(shelf) as wire:
        alone = [await wire.ask(sent()), await wire.ask(second)]
        whole = sent() + second + sent()
        together = [await wire.ask(whole), await wire.answer(), await wire.answer()]
        for piece in (sent()[:30], sent()[30:60]):
            await wire.begin(piece)
        in_pieces = await wire.ask(sent()[60:])
        afterwards = await wire.ask(second)

    assert together == [alone[0], alone[1], alone[0]]
    assert (in_pieces, afterwards) == (alone[0], alone[1])


async def test_what_looks_like_a_request_inside_another_is_none(shelf: Shelf) -> None:
    app = build(shelf.sources())
    await asked_before(app)
    protocol, stuck = spoken_to(app)
    protocol.data_received(b"GET /nowhere HTTP/1.1\r\nX-Inside: ")
    protocol.data_received(sent())
    async with asyncio.timeout(10):
        await stuck.begun.wait()
    protocol.connection_lost(ConnectionResetError())

    assert stuck.written.startswith(b"HTTP/1.1 404 ")


async def test_what_must_be_waited_for_is_not_answered_at_once(shelf: Shelf) -> None:
    async with wired(shelf) as wire:
        first = await wire.ask(sent())
        shelf.put(calendar(entry(meeting(title="Seminarium", revision=1))))
        changed = await wire.ask(sent())
        del shelf.feeds[SECRET]
        gone = await wire.ask(sent())

    assert b"Spotkanie robocze" in first
    assert b"Seminarium" in changed
    assert gone.startswith(b"HTTP/1.1 404 ")


async def test_what_happens_by_itself_is_looked_up_when_its_moment_has_come(shelf: Shelf) -> None:
    shelf.put(calendar(entry(meeting())), until=shelf.now + timedelta(minutes=15))
    async with wired(shelf) as wire:
        await wire.ask(sent())
        shelf.now += timedelta(minutes=14, seconds=59)
        await wire.ask(sent())
        before = shelf.looks_at_feeds
        shelf.now += timedelta(seconds=1)
        await wire.ask(sent())
        after = shelf.looks_at_feeds
        shelf.now -= timedelta(hours=1)  # a clock that was put right
        await wire.ask(sent())

    assert (before, after, shelf.looks_at_feeds) == (1, 2, 3)


async def test_who_asks_on_without_reading_gets_one_answer_and_is_not_listened_to_until_they_read(shelf: Shelf) -> None:
    app = build(shelf.sources())
    body = await asked_before(app)
    protocol, stuck = spoken_to(app)
    for number in range(100):
        protocol.data_received(sent())
        if number == 0:
            protocol.pause_writing()  # what asyncio says when much is waiting to be sent
        await asyncio.sleep(0)

    assert stuck.written.count(b"HTTP/1.1 200 OK") == 1
    assert stuck.written.endswith(body)
    assert not stuck.reading
    protocol.resume_writing()
    protocol.connection_lost(ConnectionResetError())

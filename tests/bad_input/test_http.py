"""Bad input over HTTP, at the web part alone: it needs no token, and refuses without teaching anything."""

import asyncio
import signal
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from sandbox.demo import free_port
from tests.bad_input.command import ended, started

pytestmark = pytest.mark.asyncio(loop_scope="module")

MEGABYTE = 1024 * 1024


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def port(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[int]:
    """Where `narada run --only web` listens; it is stopped by SIGTERM afterwards, and must end well."""
    number, folder = free_port(25_000), tmp_path_factory.mktemp("web")
    process = await started("run", "--only", "web", folder=folder, environ={"WEB__PORT": str(number)})
    assert process.stdout is not None
    async with asyncio.timeout(30):
        line = await process.stdout.readline()
    assert line.decode() == f"Narada is running; web address: http://127.0.0.1:{number}\n"
    yield number
    process.send_signal(signal.SIGTERM)
    told = await ended(process)
    assert told.status == 0
    assert told.seconds <= 5.0
    assert "Traceback" not in told.stderr


async def exchange(port: int, request: bytes) -> tuple[bytes, bytes]:
    """Head and body of the answer to these bytes, read until the server closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    await writer.drain()
    head, _, body = (await asyncio.wait_for(reader.read(), 10)).partition(b"\r\n\r\n")
    writer.close()
    return head, body


def request(target: str, method: str = "GET") -> bytes:
    return f"{method} {target} HTTP/1.1\r\nHost: narada\r\nConnection: close\r\n\r\n".encode()


NOWHERE = [
    "/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics",
    "/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "/calendar/x.ics",
    "/calendar/../../etc/passwd",
    "/calendar/%2e%2e%2fnarada.db.ics",
    "/calendar/%00.ics",
    "/calendar/%ff%fe.ics",
    "/calendar/'%20OR%201=1--.ics",
    "/calendar/",
    "/narada.db",
    "/config.toml",
    "/demo/next",
    "/telegram/webhook/",
    "/nowhere?secret=1",
]


async def test_whatever_is_unknown_gets_the_same_404_byte_for_byte(port: int) -> None:
    answers = [await exchange(port, request(target)) for target in NOWHERE]

    assert {head.split(b"\r\n")[0] for head, _ in answers} == {b"HTTP/1.1 404 Not Found"}
    assert len({body for _, body in answers}) == 1
    assert len({_without_date(head) for head, _ in answers}) == 1


BAD = {
    "wrong method on a feed": (request("/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics", "POST"), b"405"),
    "wrong method on health": (request("/healthz", "DELETE"), b"405"),
    "a method that is none": (request("/healthz", "BREW"), b"405"),
    "a path of 1 MB": (request("/calendar/" + "a" * MEGABYTE + ".ics"), b"414"),
    "a query of 1 MB": (request("/healthz?" + "a" * MEGABYTE), b"414"),
    "a path of 3 kB": (request("/" + "a" * 3_000), b"414"),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"400"),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_request_is_refused_with_its_status(name: str, port: int) -> None:
    sent, status = BAD[name]

    head, body = await exchange(port, sent)

    assert head.split(b" ")[1] == status
    assert b"a" * 50 not in head + body


@pytest.mark.parametrize("sent", [request("/nowhere"), *(sent for sent, _ in BAD.values())])
async def test_no_refusal_names_software_versions_or_files(sent: bytes, port: int) -> None:
    head, body = await exchange(port, sent)

    told = (head + body).lower()
    assert not any(
        word in told for word in (b"uvicorn", b"starlette", b"python", b"traceback", b".py", b"sqlite", b"server:")
    )


async def test_health_says_which_parts_are_missing_and_nothing_else(port: int) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}/healthz") as answer:
        health = await answer.json()

    assert answer.status == 503
    assert health["failing"] == ["bot", "scheduler"]
    assert set(health) == {"ok", "store", "parts", "failing", "held"}


def _without_date(head: bytes) -> bytes:
    return b"\r\n".join(line for line in head.split(b"\r\n") if not line.lower().startswith(b"date:"))

"""The webhook: who does not know the secret finds nothing there; who does is answered once the update is stored."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from bot.web.app import build
from bot.web.sources import WEBHOOK_PATH, Doorbell
from tests.support.web import Shelf, served

SECRET = "znany-tylko-Telegramowi"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
KNOWN = {HEADER: SECRET}
UPDATE = {"update_id": 700_000_001, "message": {"chat": {"id": 5}, "text": "Będę"}}
MEGABYTE = 1024 * 1024


@dataclass
class Tray:
    """Where updates are put."""

    stored: list[dict[str, Any]] = field(default_factory=list)
    broken: bool = False

    async def store(self, update: dict[str, Any]) -> None:
        if self.broken:
            raise OSError("disk full")
        self.stored.append(update)


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
async def telegram(tray: Tray) -> AsyncIterator[httpx.AsyncClient]:
    app = build(Shelf().sources(), doorbell=Doorbell(SECRET, tray.store))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://narada") as client:
        yield client


async def test_an_update_is_stored_before_it_is_confirmed(telegram: httpx.AsyncClient, tray: Tray) -> None:
    answer = await telegram.post(WEBHOOK_PATH, json=UPDATE, headers=KNOWN)

    assert (answer.status_code, answer.content, tray.stored) == (200, b"", [UPDATE])


async def test_what_cannot_be_stored_is_not_confirmed(telegram: httpx.AsyncClient, tray: Tray) -> None:
    tray.broken = True

    assert (await telegram.post(WEBHOOK_PATH, json=UPDATE, headers=KNOWN)).status_code == 503


@pytest.mark.parametrize(
    "headers", [{}, {HEADER: ""}, {HEADER: "zgadnięty".encode()}, {HEADER: SECRET[:-1]}, {HEADER: SECRET + "x"}]
)
@pytest.mark.parametrize("method", ["POST", "GET", "PUT"])
async def test_without_the_secret_the_address_looks_like_any_that_does_not_exist(
    telegram: httpx.AsyncClient, tray: Tray, headers: dict[str, str], method: str
) -> None:
    there = await telegram.request(method, WEBHOOK_PATH, json=UPDATE, headers=headers)
    nowhere = await telegram.request("GET", "/telegram/elsewhere")

    assert (there.status_code, there.content, there.headers) == (404, nowhere.content, nowhere.headers)
    assert tray.stored == []


async def test_the_secret_opens_nothing_but_post(telegram: httpx.AsyncClient) -> None:
    assert (await telegram.get(WEBHOOK_PATH, headers=KNOWN)).status_code == 404


async def test_without_a_webhook_in_the_configuration_the_address_does_not_exist() -> None:
    transport = httpx.ASGITransport(build(Shelf().sources()))
    async with httpx.AsyncClient(transport=transport, base_url="http://narada") as client:
        assert (await client.post(WEBHOOK_PATH, json=UPDATE, headers=KNOWN)).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 1.5}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": 123456789012345678901234567890}',
        b'{"update_id": 1, "update_id": ' + b"[" * 2000 + b"}",
    ],
)
async def test_what_is_no_update_is_refused(telegram: httpx.AsyncClient, tray: Tray, body: bytes) -> None:
    answer = await telegram.post(WEBHOOK_PATH, content=body, headers=KNOWN)

    assert (answer.status_code, tray.stored) == (400, [])


async def test_a_kind_of_update_that_nobody_knows_is_stored(telegram: httpx.AsyncClient, tray: Tray) -> None:
    strange = {"update_id": 1, "hologram": {"of": [1, 2]}}

    assert (await telegram.post(WEBHOOK_PATH, json=strange, headers=KNOWN)).status_code == 200
    assert tray.stored == [strange]


async def test_two_megabytes_are_refused_whether_announced_or_not(telegram: httpx.AsyncClient, tray: Tray) -> None:
    read = 0

    async def in_pieces() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(10):
            read += MEGABYTE
            yield b" " * MEGABYTE

    announced = await telegram.post(WEBHOOK_PATH, content=b" " * (2 * MEGABYTE + 1), headers=KNOWN)
    unannounced = await telegram.post(WEBHOOK_PATH, content=in_pieces(), headers=KNOWN)

    assert (announced.status_code, unannounced.status_code, tray.stored) == (413, 413, [])
    assert read <= 4 * MEGABYTE


async def test_over_a_socket_too_long_a_body_is_refused_in_full_and_the_next_update_is_taken(tray: Tray) -> None:
    app = build(Shelf().sources(), doorbell=Doorbell(SECRET, tray.store))
    async with served(app) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        refused = await client.post(WEBHOOK_PATH, content=b" " * (3 * MEGABYTE), headers=KNOWN)
        stranger = await client.post(WEBHOOK_PATH, content=b" " * (3 * MEGABYTE))
        taken = await client.post(WEBHOOK_PATH, json=UPDATE, headers=KNOWN)

    assert (refused.status_code, stranger.status_code, taken.status_code) == (413, 404, 200)
    assert tray.stored == [UPDATE]


async def test_forty_at_once_are_all_stored(telegram: httpx.AsyncClient, tray: Tray) -> None:
    answers = await asyncio.gather(
        *(telegram.post(WEBHOOK_PATH, json={"update_id": number}, headers=KNOWN) for number in range(40))
    )

    assert {answer.status_code for answer in answers} == {200}
    assert len(tray.stored) == 40
